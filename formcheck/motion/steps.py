"""Finds steps: which foot is planted, which one swings, and when it lands and leaves.

Somebody who walks moves one foot in the picture while the other stands (`stride`); who steps on the
spot only lifts them in turns (`lifts`). The hips tell which of both it is (`going`).
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from typing import Literal

from formcheck.motion.foot_pair import FootLength, foot_pair, knee_lead
from formcheck.motion.geometry import NAN
from formcheck.motion.going import Going
from formcheck.motion.lifts import Lifts
from formcheck.motion.lone_pair import LonePairs
from formcheck.motion.rhythm import Rhythm
from formcheck.motion.signals import Moment
from formcheck.motion.stride import REACH, START, Strides, Swing
from formcheck.motion.view import View

PASSED = 8
"""How many swings that are no steps by themselves are remembered."""

GAP_S = 0.4
"""Feet unseen for longer: what they did meanwhile is not guessed."""

SAME_S = 0.25
"""Two swings whose middles lie so near to each other are one, seen in both ways, seconds."""

TOLD_S = 0.3
"""So long after a landing is known it is told which kind of stepping it was of, seconds: of a first
step the hips follow late."""

SEEN_LATE_S = 0.05
"""From the front a foot that comes nearer is seen to move late in its swing: what brings it nearer
takes it down in the picture, and lifting it takes that away. The middle of its way is so much after
that of the swing, in rendered walks; within 0.02 in all other views."""


@dataclass(frozen=True, slots=True)
class Step:
    """One foot put down after a swing. Times in seconds, NaN while not known yet.

    Attributes:
        side: 'left' or 'right', the person's own.
        off: when its swing began.
        down: when it landed.
        up: when it left again, or was seen last.
        foot_length: px, at the distance where it landed.
        speed: of the swing at its fastest against the other foot, foot lengths in 0.2 s.
        whole: false when the end of the stance was not seen (the input ended, the feet were lost).
        seen: false when its swing was not: the other foot's steps told of it (`alternation`).
        went: somebody was on their way somewhere.
    """

    side: str
    off: float
    down: float
    up: float = NAN
    foot_length: float = NAN
    speed: float = NAN
    whole: bool = True
    seen: bool = True
    went: bool = False


@dataclass(frozen=True, slots=True)
class Footfall:
    """Something that became known: a foot has landed, or a foot that stood has left.

    Both are said when the swing between them is over, `left` first.
    """

    kind: Literal["landed", "left"]
    step: Step


@dataclass(frozen=True, slots=True)
class _Known:
    """A swing that is over.

    Attributes:
        t: known since, seconds; not before it landed.
        lifted: found by `Lifts`.
        swing: it.
        stayed: somebody had not walked when it was found.
        went: they had, beyond doubt.
    """

    t: float
    lifted: bool
    swing: Swing
    stayed: bool
    went: bool


class StepDetector:
    """Takes moments one by one; says which feet landed and left. Causal, about 0.2 s behind.

    A foot that stands when watching begins is no step until it has swung. Steps on the spot count;
    whether a step is part of an exercise (on the toes, along a line, not in a turn) is for the
    exercise to say. `planted` has the feet that stand now, of those that have been put down;
    `passed` how feet on the spot moved lately, which tells of no step by itself.

    Args:
        start: as `stride.START`. Steps that hardly leave the floor need 0.04; then shifting one's
            weight looks like a step, too, and one must ask for several in turn.
        reach: as `stride.REACH`; 0.07 goes with it.
        smooth_s: time constant with which the feet of walkers are smoothed, seconds.

    Example:
        >>> from formcheck.motion.signals import Motion
        >>> from formcheck.pose.types import Pose
        >>> motion, detector = Motion(), StepDetector()
        >>> detector.push(motion.push(Pose.nobody(0.0, (640, 480))))
        []
    """

    def __init__(
        self, *, start: float = START, reach: float = REACH, smooth_s: float = 0.0
    ) -> None:
        self.planted: dict[str, Step] = {}
        self._strides = Strides(start=start, reach=reach, smooth_s=smooth_s)
        self._lifts = Lifts()
        self._going = Going()
        self._rhythm = Rhythm()
        self._foot = FootLength()
        self._lone = LonePairs()
        self._is_lone = False
        self._last_t = -math.inf
        self._on_the_spot = False
        self._known: deque[_Known] = deque()
        self._latest: _Known | None = None
        self.passed: deque[Swing] = deque(maxlen=PASSED)

    @property
    def foot_length(self) -> float:
        """Foot length where the person is, px; NaN while not known."""
        return self._foot.px

    @property
    def swinging(self) -> str:
        """The foot on its way, 'left' or 'right'; '' when none is."""
        return self._lifts.up if self._on_the_spot else self._strides.swinging

    def push(self, moment: Moment) -> list[Footfall]:
        """Take one moment."""
        found = self._lost(moment)
        pair = self._lone.push(moment) if self._is_lone else foot_pair(moment)
        if pair is None:
            return found
        self._last_t = moment.t
        self._foot.push(moment)
        self._going.push(moment, self._foot.px)
        self._on_the_spot = self._going.on_the_spot
        if not self._foot.px > 0.0:
            return found
        stride = self._strides.push(pair, self._foot.px)
        lift = self._lifts.push(pair, self._foot.px, knee_lead(moment), lone=self._is_lone)
        if stride is not None and moment.view is View.FRONT:
            stride = replace(stride, middle=stride.middle - SEEN_LATE_S)
        for swing in (stride, lift):
            if swing is not None:
                since = max(pair.t, swing.down)
                going = self._going
                self._known.append(_Known(since, swing is lift, swing, going.stayed, going.went))
        while self._known and self._known[0].t <= pair.t - TOLD_S:
            found += self._tell(self._known.popleft())
        return found

    def finish(self) -> list[Footfall]:
        """The input is over, or is not followed any further: the feet that stand, as far as seen.

        Everything is forgotten; steps can be looked for afresh.
        """
        told = [footfall for known in self._known for footfall in self._tell(known)]
        over = [*told, *self.stand(self._last_t)]
        self._strides.reset()
        self._lifts.reset()
        self._going.reset()
        self._rhythm.reset()
        self._foot = FootLength()
        self._known.clear()
        self.passed.clear()
        self._latest = None
        self._last_t = -math.inf
        return over

    def stand(self, t: float) -> list[Footfall]:
        """Nobody walks any more: the steps of the feet that stand are over at `t` (seconds)."""
        over = [replace(step, up=t, whole=False) for step in self.planted.values()]
        self.planted = {}
        return [Footfall("left", step) for step in sorted(over, key=lambda s: s.down)]

    def _lost(self, moment: Moment) -> list[Footfall]:
        """Give up what was going on when the feet were not seen for too long.

        Or are seen in another way: by themselves, or with a body.
        """
        another, self._is_lone = self._is_lone is not moment.feet_only, moment.feet_only
        if another:
            self._lone.reset()
        too_long = moment.t - self._last_t > GAP_S
        return self.finish() if (too_long or another) and math.isfinite(self._last_t) else []

    def _other_follows(self, swing: Swing) -> bool:
        """Whether the other foot, whose turn it is, swings at the same time.

        From the side the legs are mixed up where they pass each other: then a foot seems to swing
        twice, the second time with the other one.
        """
        return any(
            later.swing.side != swing.side
            and not later.lifted
            and 0.0 <= later.swing.middle - swing.middle < SAME_S
            for later in self._known
        )

    def _tell(self, known: _Known) -> list[Footfall]:
        """A swing is over: the foot had left where it stood, and stands somewhere now."""
        swing = known.swing
        if known.lifted is not (known.stayed and self._on_the_spot):
            if not known.lifted:
                self.passed.append(swing)
            return []
        if self._latest is not None:
            last = self._latest
            if last.swing.side == swing.side and self._other_follows(swing):
                return []
            if last.lifted is not known.lifted and swing.middle - last.swing.middle < SAME_S:
                return []
        self._latest = known
        self._rhythm.add(swing.side, swing.middle)
        off, down = self._rhythm.ends(self._rhythm.in_time(), swing.off, swing.down)
        found = []
        before = self.planted.get(swing.side)
        if before is not None:
            found.append(Footfall("left", replace(before, up=max(off, before.down))))
        step = Step(swing.side, off, down, NAN, self._foot.px, swing.speed, went=known.went)
        self.planted[swing.side] = step
        return [*found, Footfall("landed", step)]
