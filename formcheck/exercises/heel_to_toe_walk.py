"""Steps along one line, and whether they are a walk heel to toe."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from statistics import median

from formcheck.exercises.heel_to_toe import HeelToToeLimits
from formcheck.exercises.heel_to_toe_checks import StepMeasures
from formcheck.exercises.heel_to_toe_kind import (
    BEGINS_WITH,
    GOES_ON_WITH,
    begins_before,
    why_not,
)
from formcheck.motion.bands import Seen
from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.heading import Spot, heading, seen_from
from formcheck.motion.line import Place, beside, slant
from formcheck.motion.tandem_feet import Landing
from formcheck.motion.tandem_measures import Stance, advance
from formcheck.motion.view import is_frontal, is_side

STEEPEST = 1.5
STEEPEST_BEHIND = 1.2
"""How far the line may go across the picture for each px that it goes up, for its sides to be told:
2 and more where somebody comes past. From the front up to 1.3 in 11 walks towards the camera, and
places beside the line were off by 5 % of the foot there, by 3 where it goes straight up; from
behind, where heights are known worse, by 22 beyond this and by 12 below."""

OUTWARDS_BEHIND = 0.08
"""Foot lengths that the body model draws each foot too far out, seen from behind: 0.08 on average
of 51 steps, outwards in each of seven rendered walks. From the front it is 0.015."""

SURE = 0.35
"""Share of what the names of all of them could say that they have to say, to be heard."""

AROUND = 4
"""Steps on each side that have a say in which foot a step is of: feet take turns."""


@dataclass(slots=True, eq=False)
class Step:
    """A foot put down, as it becomes known.

    Attributes:
        landing: how its foot came down.
        stance: where it stands.
        walk: the walk that it belongs to.
        measures: what was measured of it.
        extra: it was put down on the way to a step, and is none itself.
        index: among everything reported, from 1; 0 while it is not.
        until: next touch-down, or the end, seconds.
        lifted: when the foot left the floor again, seconds; NaN until that was seen.
        interval_s: usual time between two frames.
        spot: where the body was in space; None until the step is over, or if it was not seen.
    """

    landing: Landing
    stance: Stance
    walk: Walk = field(repr=False)
    measures: StepMeasures
    extra: bool = False
    index: int = 0
    until: float = NAN
    lifted: float = NAN
    interval_s: float = 0.0
    spot: Spot | None = None

    @property
    def seen(self) -> Seen:
        """How it was seen, for the error bands."""
        if self.walk.lone:
            return Seen(self.stance.view, "both", self.interval_s, self.stance.yaw, alone=True)
        if self.spot is not None and math.isfinite(way := self.walk.heading):
            # That is as certain as the yaw of somebody who stands.
            return Seen(self.stance.view, "both", self.interval_s, seen_from(way, self.spot))
        # A line is walked one way: what one step, or all of them, may be is not certain.
        yaw = max(self.stance.yaw, self.walk.yaw, key=_off_square)
        return Seen(self.stance.view, "both", self.interval_s, yaw, walks=True)

    @property
    def down(self) -> float:
        """When its foot came down, seconds."""
        return self.landing.t

    @property
    def end(self) -> float:
        """When its foot left the floor; before that was seen, when the next one came down."""
        if math.isfinite(self.lifted):
            return self.lifted
        return self.until if math.isfinite(self.until) else self.landing.known

    def time_since(self, before: Step) -> None:
        """Note how long it took, and whether both feet were seen to come down."""
        self.measures.step_s = self.down - before.down
        self.measures.timed = before.landing.seen


@dataclass(slots=True, eq=False)
class Walk:
    """Steps along one line, without turning round or leaving the picture.

    Attributes:
        stood: the feet that stood before the first step, the one behind first.
        contacts: everything that was put down since, in order of time.
        accepted: whether it has been taken for a walk heel to toe.
        begins_with: steps in a row that have to fit for that; more after some that did not.
        turned: somebody turned round before it.
        doubted: steps before the first one that did not fit, and what stood before each.
        lone: only the feet are in the picture.
    """

    stood: list[Stance] = field(default_factory=list)
    contacts: list[Step] = field(default_factory=list)
    accepted: bool = False
    begins_with: int = BEGINS_WITH
    turned: bool = False
    doubted: list[tuple[Step, list[Stance]]] = field(default_factory=list, repr=False)
    lone: bool = False
    _lean: tuple[tuple[int, int], float] = ((0, 0), 0.0)

    @property
    def steps(self) -> list[Step]:
        """The steps, without the extra contacts."""
        return [one for one in self.contacts if not one.extra]

    @property
    def stances(self) -> list[Stance]:
        """Every foot in order, those that stood before the first step included."""
        return [*self.stood, *(step.stance for step in self.steps)]

    def way(self, step: Step) -> float:
        """How far a step went, foot lengths; NaN when no foot was seen to stand before it."""
        if (gap := step.measures.gap_by_feet) is not None:
            return 1.0 + gap
        before = self.stance_before(step)
        return NAN if before is None else advance(before, step.stance)

    def aside(self, step: Step) -> float:
        """How far the foot before it stood beside the line from the one before that to this one.

        Foot lengths, to the picture's right, from the front and the back; NaN elsewhere, or with
        too few feet.
        """
        stances, number = self.stances, self._number(step)
        if number < 2 or not is_frontal(step.stance.view):
            return NAN
        first, middle, last = (s.place for s in stances[number - 2 : number + 1])
        return (middle.x - (first.x + last.x) / 2) / middle.foot

    def offset(self, step: Step) -> float | None:
        """How far a step lies beside the line, to the walker's right, shares of foot length."""
        if not is_frontal(step.stance.view) or self.runs_across:
            return None
        places, number = self.places, self._number(step)
        aside = beside(places[number], places[:number], self.lean)
        towards = abs(wrap(step.stance.yaw)) < 90.0
        return None if aside is None else -aside if towards else aside

    @property
    def lean(self) -> float:
        """How the line lies in the picture, see `slant`; worked out anew when a foot is added."""
        stances = self.stances
        key = (len(stances), id(stances[-1]))
        if self._lean[0] != key:
            self._lean = key, slant([one.place for one in stances])
        return self._lean[1]

    @property
    def runs_across(self) -> bool:
        """Whether the line lies across the picture rather than along the line of sight.

        Somebody who comes past at an angle is seen from the front for a while; but how far beside
        the line a foot is would then hang on its height in the picture, which is known too badly.
        """
        behind = abs(wrap(self.yaw)) > 90.0
        return abs(self.lean) > (STEEPEST_BEHIND if behind else STEEPEST)

    def gap(self, step: Step) -> float | None:
        """Gap between heel and toes, shares of foot length; in side views only."""
        way = self.way(step)
        return way - 1.0 if is_side(step.stance.view) and math.isfinite(way) else None

    @property
    def yaw(self) -> float:
        """The middle yaw of the steps, degrees."""
        first = self.steps[0].stance.yaw if self.steps else 0.0
        return wrap(first + _median([wrap(step.stance.yaw - first) for step in self.steps]))

    @property
    def heading(self) -> float:
        """Which way it leads, see `motion.heading`; NaN while too few of its steps are over."""
        return heading([step.spot for step in self.steps if step.spot is not None])

    @property
    def places(self) -> list[Place]:
        """Where every foot stood, without what the body model draws it too far out from behind."""
        return [_drawn_inwards(stance) for stance in self.stances]

    def side(self, step: Step) -> str:
        """Which foot it is: by its own name, and by those around it, since feet take turns.

        From the side the model swaps the legs: what all say together is heard, or nothing.
        """
        own = step.stance.side
        if step.extra or (own != "unknown" and not is_side(step.stance.view)):
            return own
        steps = self.steps
        here = steps.index(step)
        around = range(max(0, here - AROUND), min(len(steps), here + AROUND + 1))
        votes = [(2 * steps[i].stance.left - 1) * (-1) ** (i - here) for i in around]
        said = sum(votes)
        if abs(said) < SURE * len(votes):
            return "unknown"
        return "left" if said > 0 else "right"

    @property
    def fits(self) -> bool:
        """Whether there are enough steps to be taken for a walk."""
        return len(self.steps) >= self.begins_with

    def why_not(self, limits: HeelToToeLimits) -> str:
        """Why the last steps are none of this exercise, in words; '' when nothing says so."""
        return why_not(self, limits)

    def drop_first(self) -> Step:
        """Take away the first step, of a walk of another kind; what goes on may be one too."""
        first = self.contacts.pop(0)
        self.doubted.append((first, self.stood))
        self.stood, self.begins_with = [first.stance], GOES_ON_WITH
        return first

    def drop_last(self) -> tuple[Step, Walk]:
        """Take away the last step, with which the walk ends; the walk that may go on with it."""
        last = self.contacts.pop()
        after = Walk([last.stance], begins_with=GOES_ON_WITH)
        after.doubted.append((last, self.stances[-2:]))
        last.walk = after
        return last, after

    def take_up(self, limits: HeelToToeLimits) -> None:
        """Take back the steps before the first one that were doubted while few were known."""
        while self.doubted:
            first, stood = self.doubted.pop()
            kept = self.stood
            self.contacts.insert(0, first)
            self.stood = stood
            if not begins_before(self, limits):
                del self.contacts[0]
                self.stood = kept
                break
        self.doubted.clear()

    def stance_before(self, step: Step) -> Stance | None:
        """Where the foot before a step stood; None if none was seen to."""
        number = self._number(step)
        return self.stances[number - 1] if number else None

    def before(self, step: Step) -> Step | None:
        """The step before one; None for the first, and for an extra contact."""
        if step.extra or not (number := self.steps.index(step)):
            return None
        return self.steps[number - 1]

    def _number(self, step: Step) -> int:
        return len(self.stood) + self.steps.index(step)


def _drawn_inwards(stance: Stance) -> Place:
    if abs(wrap(stance.yaw)) < 90.0 or stance.side == "unknown":
        return stance.place
    inwards = OUTWARDS_BEHIND * stance.place.foot * (1 if stance.side == "left" else -1)
    return replace(stance.place, x=stance.place.x + inwards)


def _off_square(yaw: float) -> float:
    """How far a yaw is from the nearest square view, degrees."""
    return abs((yaw + 45.0) % 90.0 - 45.0)


def _median(values: list[float]) -> float:
    return median(values) if values else NAN
