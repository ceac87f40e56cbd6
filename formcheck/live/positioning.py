"""How to stand: hints from one pose after the other, before the set and as a warning during it.

Short words, for they are read from two metres away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from formcheck.exercises.base import Exercise
from formcheck.exercises.results import View
from formcheck.exercises.wording import Stance
from formcheck.live.pace import Pace
from formcheck.pose.feet.belief import believed, feet_seen
from formcheck.pose.feet.border import EDGE, foot_leaves
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose

HOLD_S = 0.7
"""How long something must last before its hint comes, or be over before it goes."""

BEGIN_S = 5.0
"""How long it is shown how to begin."""

DARK, BRIGHT = 40.0, 225.0
"""Mean grey levels outside which the person is hard to find."""

FOOT_M = 0.25
FOOT_PX = 25.0
"""A foot shorter than this cannot be measured: circles fail at 15 px and work at 24."""

LEFT_S = 2.0
"""So long a foot counts as one that leaves the picture: it does so once in each circle."""

FEET = [mark for mark in Landmark if mark >= Landmark.LEFT_ANKLE]
HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
TORSO = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, *HIPS]


class Hint(StrEnum):
    """What to change, most urgent first."""

    DARK = "Too dark: more light"
    BRIGHT = "Too bright: less light"
    NOBODY = "Step into the picture"
    ONLY_FEET = "Step back: show your whole body"
    FOOT_LEAVES = "Step back: foot leaves picture"
    BOTH_FEET = "Turn: show both feet"
    FEET_ENOUGH = "Counting by feet. Body: step back"
    CLOSE = "Too close: step back"
    FEET = "Step back: show your feet"
    TILT_DOWN = "Tilt camera down: feet cut off"
    HEAD = "Step back: show your head"
    TILT_UP = "Tilt camera up: head cut off"
    MIDDLE = "Move to the middle"
    ROOM = "Start further away: room to walk"
    FAR = "Too far: come closer"
    ALONE = "One person only, please"
    TURN_LEFT = "Turn your left side to camera"
    TURN_RIGHT = "Turn your right side to camera"
    TURN_SIDEWAYS = "Turn sideways to the camera"
    FACE = "Face the camera"
    TURN_BACK = "Turn your back to camera"


class ByFeet(StrEnum):
    """What an exercise can do where only the feet are in the picture."""

    NOTHING = "nothing"
    COUNT = "count"  # and check what the feet show; the rest needs the body
    ALL = "all"

    @classmethod
    def of(cls, exercise: Exercise) -> ByFeet:
        """As the exercise and its checks say."""
        if not exercise.by_feet:
            return cls.NOTHING
        return cls.COUNT if any(check.body for check in exercise.checks) else cls.ALL


SEATED = {
    Hint.NOBODY: "Sit in the picture",
    Hint.CLOSE: "Too close: move back",
    Hint.FEET: "Move back: show your feet",
    Hint.HEAD: "Move back: show your head",
    Hint.TURN_SIDEWAYS: "Turn the chair sideways",
    Hint.FACE: "Turn the chair to the camera",
}
"""Other words for somebody on a chair."""

ROOM_SHARE = 0.80
"""Share of the picture's height beyond which a person who walks closer is soon cut off."""


def observe(
    pose: Pose,
    view: View = View.UNKNOWN,
    wanted: Sequence[View] = (),
    stance: Stance = "standing",
    by_feet: ByFeet = ByFeet.NOTHING,
) -> tuple[Hint, ...]:
    """What this one pose calls for, most urgent first.

    Args:
        pose: the pose.
        view: where the camera stands now, as far as known.
        wanted: the views that the exercise can be judged from; any if empty.
        stance: how the person is placed.
        by_feet: what can be done with only the feet in the picture.
    """
    hints: set[Hint] = set()
    if pose.brightness < DARK:
        hints.add(Hint.DARK)
    elif pose.brightness > BRIGHT:
        hints.add(Hint.BRIGHT)
    if feet_seen(pose) and not believed(pose):
        if by_feet is not ByFeet.ALL:
            hints.add(Hint.FEET_ENOUGH if by_feet is ByFeet.COUNT else Hint.ONLY_FEET)
        if by_feet is not ByFeet.NOTHING and foot_leaves(pose):
            hints.add(Hint.FOOT_LEAVES)
        if by_feet is not ByFeet.NOTHING and stance == "stepping" and len(feet_seen(pose)) < 2:
            hints.add(Hint.BOTH_FEET)  # steps are of one foot against the other
    elif not pose.found:
        hints.add(Hint.NOBODY)
    else:
        hints |= _framing(pose)
        if stance in ("walking", "stepping"):
            hints.discard(Hint.MIDDLE)  # who walks is not in the middle for long
        if stance == "walking" and _walks_closer(pose, view):
            hints.add(Hint.ROOM)
        if pose.people > 1:
            hints.add(Hint.ALONE)
        if turn := _turn(view, wanted):
            hints.add(turn)
    return tuple(hint for hint in Hint if hint in hints)


def pixels_per_metre(pose: Pose) -> float:
    """Size of the person in the picture, whatever the posture; NaN when unknown."""
    solid = [mark for mark in Landmark if mark >= Landmark.LEFT_SHOULDER]
    picture, world = pose.landmarks[solid, :2], pose.world[solid, :2]
    known = np.isfinite(picture).all(axis=1) & np.isfinite(world).all(axis=1)
    if known.sum() < 6:
        return math.nan
    spread = [float(np.std(a[known], axis=0).astype(float) @ np.ones(2)) for a in (picture, world)]
    return spread[0] / spread[1] if spread[1] > 0.05 else math.nan


def _framing(pose: Pose) -> set[Hint]:
    width, height = pose.size
    feet, torso = pose.landmarks[FEET], pose.landmarks[TORSO]
    nose = pose.landmarks[Landmark.NOSE]
    low = float(np.nanmax(feet[:, 1], initial=-math.inf))
    # The model invents feet outside the picture, and squeezes unseen ones in at its border.
    unseen = bool(np.nanmedian(feet[:, 3]) < 0.3) if np.isfinite(feet[:, 3]).any() else False
    feet_cut = low > height * (1 - EDGE) or (unseen and low > 0.92 * height)
    head_cut = bool(nose[1] < 0)
    hints: set[Hint] = set()
    if feet_cut and head_cut:
        hints.add(Hint.CLOSE)
    elif feet_cut:
        hints.add(Hint.TILT_DOWN if nose[1] > 0.25 * height else Hint.FEET)
    elif head_cut:
        hints.add(Hint.TILT_UP if low < 0.75 * height else Hint.HEAD)
    across = np.concatenate([feet[:, 0], torso[:, 0]])
    if (across < EDGE * width).any() or (across > (1 - EDGE) * width).any():
        hints.add(Hint.MIDDLE)
    if pixels_per_metre(pose) * FOOT_M < FOOT_PX:
        hints.add(Hint.FAR)
    return hints


def _walks_closer(pose: Pose, view: View) -> bool:
    """Whether somebody who faces the camera fills the picture before walking towards it."""
    if view not in (View.FRONT, View.OBLIQUE_FRONT):
        return False
    feet = float(np.nanmax(pose.landmarks[FEET, 1], initial=-math.inf))
    head = float(pose.landmarks[Landmark.NOSE, 1])
    return feet - head > ROOM_SHARE * pose.size[1]


def _turn(view: View, wanted: Sequence[View]) -> Hint | None:
    if not wanted or view is View.UNKNOWN or view in wanted:
        return None
    if View.LEFT in wanted and View.RIGHT in wanted:
        return Hint.TURN_SIDEWAYS
    first = {
        View.LEFT: Hint.TURN_LEFT,
        View.RIGHT: Hint.TURN_RIGHT,
        View.FRONT: Hint.FACE,
        View.OBLIQUE_FRONT: Hint.FACE,
        View.BACK: Hint.TURN_BACK,
        View.OBLIQUE_BACK: Hint.TURN_BACK,
    }
    return next((first[one] for one in wanted if one in first), None)


class Positioning:
    """Hints that do not flicker.

    Args:
        wanted: the views that the exercise can be judged from; any if empty.
        hold_s: how long something must last, or be over, before its hint comes or goes.
        stance: how the person is placed.
        begin: how to begin, shown for a moment once the person stands well.
        by_feet: what can be done with only the feet in the picture.
    """

    def __init__(
        self,
        wanted: Sequence[View] = (),
        *,
        hold_s: float = HOLD_S,
        stance: Stance = "standing",
        begin: str = "",
        by_feet: ByFeet = ByFeet.NOTHING,
    ) -> None:
        self.by_feet = by_feet
        self.wanted = tuple(wanted)
        self.begin = begin
        self._well_since = math.nan
        self.stance: Stance = stance
        self.hold_s = hold_s
        self._shown: set[Hint] = set()
        self._since: dict[Hint, float] = {}
        self._t = self._left_t = -math.inf
        self._pace = Pace()

    def update(self, pose: Pose, view: View = View.UNKNOWN) -> tuple[str, ...]:
        """Take in the next pose.

        Returns:
            Hints for now, most urgent first.
        """
        if pose.t < self._t:  # the time starts anew
            self._shown, self._since, self._well_since = set(), {}, math.nan
            self._left_t = -math.inf
        self._t = pose.t
        now = set(observe(pose, view, self.wanted, self.stance, self.by_feet))
        if Hint.FOOT_LEAVES in now:
            self._left_t = pose.t
        elif pose.t - self._left_t < LEFT_S and not believed(pose):
            now = now - {Hint.NOBODY} | {Hint.FOOT_LEAVES}
        changing = now ^ self._shown
        self._since = {hint: self._since.get(hint, pose.t) for hint in changing}
        for hint, since in self._since.items():
            if pose.t - since >= self.hold_s:
                self._shown ^= {hint}
        self._since = {hint: t for hint, t in self._since.items() if hint in now ^ self._shown}
        words = SEATED if self.stance == "seated" else {}
        hints = tuple(words.get(hint, hint.value) for hint in Hint if hint in self._shown)
        said = hints or self._beginning(pose, now)
        slow = self._pace.update(pose.t, free=not said)
        return said or ((slow,) if slow else ())

    def _beginning(self, pose: Pose, now: set[Hint]) -> tuple[str, ...]:
        """How to begin, once, for a few seconds."""
        if not self.begin or (now and math.isnan(self._well_since)):
            return ()
        if math.isnan(self._well_since):
            self._well_since = pose.t
        return (self.begin,) if pose.t - self._well_since < BEGIN_S else ()
