"""Finds steps: which foot is planted, which one swings, and when it lands and leaves.

One foot stands still in the picture while the other moves, whatever the view: across the picture,
nearer or farther, or up and down on the spot. So the feet are held against each other. What moves
both alike (a noisy pose, legs that are mixed up, a camera that is nudged) takes itself away.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Literal

from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.scale import FOOT_TO_STATURE, SHOULDER_TO_ANKLE
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.view import BACK_VIEWS

LAG_S = 0.2
"""How far back a foot is looked for to see how far it has moved, seconds."""

START = 0.07
"""Foot lengths in `LAG_S` by which one foot has to outrun the other for a swing. Rendered walkers:
planted up to 0.05; swings 0.11–0.5 from the front and the back, 0.5–2 from the side."""

LOW = 0.3
"""Share of a swing's own peak speed under which the foot has landed."""

OFF = 0.15
"""Share of a swing's own peak speed over which the foot has left."""

REACH = 0.15
"""How far a swing has to take a foot against the other one, foot lengths."""

SETTLE_S = 0.2
"""How long a foot has to stay down. Shorter: the top of a step on the spot."""

USUAL = 6
"""How many swings are remembered, to tell a blip from a step."""

BLIP = 0.5
"""Shares of the usual swing's peak and duration: what stays under both is the pose model mixing up
the legs for a moment, which it does from the side where they pass each other."""

JERK = 0.3
"""Share of the usual swing's duration under which no foot gets anywhere."""

FAINT = 0.2
"""Share of the usual swing's peak under which a foot has not swung at all."""

SAME_VIEW_DEG = 30.0
"""Yaw by which swings may differ to be held against each other: from the side they look three times
as large as from the front."""

ALIKE = 0.5
"""Share of one foot's way that the other one has to stay under for a swing to begin: rising on to
the toes moves both."""

WARM_UP_S = 0.3
"""Landmarks of somebody who has just been found still come to rest for so long."""

GAP_S = 0.4
"""Feet unseen for longer: what they did meanwhile is not guessed."""

SCALE_S = 0.5
"""Time constant of the scale, seconds: somebody walking towards the camera grows by 30 % a second,
which the scale of a whole set (`Scale`) is too slow for."""


@dataclass(frozen=True, slots=True)
class Step:
    """One foot put down after a swing. Times in seconds, NaN while not known yet.

    Attributes:
        side: 'left' or 'right', the person's own.
        off: when its swing began.
        down: when it landed.
        up: when it left again, or was seen last.
        turned: change of the body's yaw from `off` to `down`, degrees: large in a turn.
        foot_length: px, at the distance where it landed.
        speed: of the swing at its fastest against the other foot, foot lengths in `LAG_S`.
        whole: false when the end of the stance was not seen (the input ended, the feet were lost).
        seen: false when its swing was not: the other foot's steps told of it (`alternation`).
    """

    side: str
    off: float
    down: float
    up: float = NAN
    turned: float = 0.0
    foot_length: float = NAN
    speed: float = NAN
    whole: bool = True
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Footfall:
    """Something that became known: a foot has landed, or a foot that stood has left.

    Both are said when the swing between them is over, `left` first.
    """

    kind: Literal["landed", "left"]
    step: Step


@dataclass(frozen=True, slots=True)
class _Sample:
    """Both feet at one time, px; `yaw` in degrees."""

    t: float
    left: tuple[float, float]
    right: tuple[float, float]
    yaw: float


@dataclass(slots=True)
class _Swing:
    """A foot on its way. `sign` is +1 for the left one."""

    sign: int
    start: float
    apart: tuple[float, float]
    yaw: float
    peak: float = 0.0
    reach: float = 0.0
    low_since: float = NAN
    course: list[tuple[float, float]] = field(default_factory=list)

    @property
    def side(self) -> str:
        return "left" if self.sign > 0 else "right"

    @property
    def off(self) -> float:
        """When it went over the share `OFF` of its peak."""
        return next((t for t, ahead in self.course if ahead >= OFF * self.peak), self.start)


@dataclass(frozen=True, slots=True)
class _Usual:
    """A swing that was a step."""

    peak: float
    lasted: float
    yaw: float


class StepDetector:
    """Takes moments one by one; says which feet landed and left. Causal, about 0.2 s behind.

    A foot that stands when watching begins is no step until it has swung. Steps on the spot count;
    whether a step is part of an exercise (on the toes, along a line, not in a turn) is for the
    exercise to say. `planted` has the feet that stand now, of those that have been put down.

    Args:
        start: as `START`. Steps on the spot that hardly leave the floor need 0.04; then shifting
            one's weight looks like a step, too, and one must ask for several in turn.
        reach: as `REACH`; 0.07 goes with it.
        smooth_s: time constant with which the feet are smoothed, seconds, for noisy poses.

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
        self._smooth_s = smooth_s
        self._start = start
        self._reach = reach
        self.planted: dict[str, Step] = {}
        self.foot_length = NAN
        self._recent: deque[_Sample] = deque()
        self._swing: _Swing | None = None
        self._calm = NAN
        self._since = NAN
        self._usual: deque[_Usual] = deque(maxlen=USUAL)

    @property
    def swinging(self) -> str:
        """The foot on its way, 'left' or 'right'; '' when none is."""
        swing = self._swing
        return swing.side if swing is not None and swing.reach >= self._reach else ""

    def push(self, moment: Moment) -> list[Footfall]:
        """Take one moment."""
        sample = _sample(moment)
        if sample is None:
            return self._lost(moment.t)
        found = self._lost(moment.t)
        if not self._recent:
            self._since = moment.t
        elif self._smooth_s:
            sample = self._smoothed(sample)
        self._follow_scale(moment)
        self._recent.append(sample)
        while len(self._recent) > 2 and self._recent[1].t <= sample.t - LAG_S:
            self._recent.popleft()
        return [*found, *self._watch(sample)]

    def finish(self) -> list[Footfall]:
        """The input is over, or is not followed any further: the feet that stand, as far as seen.

        Everything is forgotten; steps can be looked for afresh.
        """
        last = self._recent[-1].t if self._recent else NAN
        open_steps = [replace(step, up=last, whole=False) for step in self.planted.values()]
        self.planted = {}
        self._recent.clear()
        self._swing = None
        self._calm = NAN
        self.foot_length = NAN
        return [Footfall("left", step) for step in sorted(open_steps, key=lambda s: s.down)]

    def stand(self, t: float) -> list[Footfall]:
        """Nobody walks any more: the steps of the feet that stand are over at `t` (seconds)."""
        over = [replace(step, up=t, whole=False) for step in self.planted.values()]
        self.planted = {}
        return [Footfall("left", step) for step in sorted(over, key=lambda s: s.down)]

    def _lost(self, t: float) -> list[Footfall]:
        """Give up what was going on when the feet were not seen for too long."""
        if self._recent and t - self._recent[-1].t > GAP_S:
            return self.finish()
        return []

    def _follow_scale(self, moment: Moment) -> None:
        """Foot length (px) at the distance where the person is now."""
        ankles = [moment[f"ankle_height_{side}"] for side in SIDES]
        seen = (moment["shoulder_height"] - min(ankles)) * FOOT_TO_STATURE / SHOULDER_TO_ANKLE
        if not seen > 0.0:
            return
        step = moment.t - self._recent[-1].t if self._recent else math.inf
        share = 1.0 - math.exp(-step / SCALE_S) if math.isfinite(self.foot_length) else 1.0
        before = self.foot_length if math.isfinite(self.foot_length) else seen
        self.foot_length = before + share * (seen - before)

    def _watch(self, now: _Sample) -> Iterator[Footfall]:
        """Hold the feet against each other, and follow the one that moves."""
        before = self._then(now.t - LAG_S)
        if before is None or not self.foot_length > 0.0 or now.t < self._since + WARM_UP_S + LAG_S:
            return
        left, right = _distance(now.left, before.left), _distance(now.right, before.right)
        outrun = (left - right) / self.foot_length
        middle = (now.t + before.t) / 2 - self._smooth_s
        if self._swing is None and abs(outrun) < self._start:
            self._calm = middle
        if self._swing is not None:
            yield from self._follow(self._swing, now, outrun, middle)
        alike = min(left, right) > ALIKE * max(left, right)
        if self._swing is None and abs(outrun) >= self._start and not alike:
            start = self._calm if math.isfinite(self._calm) else middle
            self._swing = _Swing(1 if outrun > 0 else -1, start, _apart(before), before.yaw)
            yield from self._follow(self._swing, now, outrun, middle)

    def _follow(
        self, swing: _Swing, now: _Sample, outrun: float, middle: float
    ) -> Iterator[Footfall]:
        """A foot is on its way: how far, and whether it has landed."""
        ahead = swing.sign * outrun
        if ahead > swing.peak:
            swing.peak = ahead
            swing.course.append((middle, ahead))
        swing.reach = max(swing.reach, _distance(_apart(now), swing.apart) / self.foot_length)
        if ahead >= LOW * swing.peak:
            swing.low_since = NAN
            return
        if not math.isfinite(swing.low_since):
            swing.low_since = middle
        usual_peak, usual_s = self._usual_swing(now.yaw)
        other_moves = -ahead >= max(self._start, FAINT * usual_peak)
        if not other_moves and middle - swing.low_since < SETTLE_S:
            return
        self._swing = None
        self._calm = swing.low_since
        lasted = swing.low_since - swing.off
        blip = lasted < JERK * usual_s or (
            swing.peak < BLIP * usual_peak and lasted < BLIP * usual_s
        )
        if swing.reach >= self._reach and not blip and swing.peak >= FAINT * usual_peak:
            self._usual.append(_Usual(swing.peak, lasted, now.yaw))
            yield from self._land(swing, abs(wrap(now.yaw - swing.yaw)))

    def _land(self, swing: _Swing, turned: float) -> Iterator[Footfall]:
        """A swing is over: the foot had left where it stood, and stands somewhere now."""
        before = self.planted.get(swing.side)
        if before is not None:
            yield Footfall("left", replace(before, up=swing.off))
        step = Step(
            swing.side, swing.off, swing.low_since, NAN, turned, self.foot_length, swing.peak
        )
        self.planted[swing.side] = step
        yield Footfall("landed", step)

    def _usual_swing(self, yaw: float) -> tuple[float, float]:
        """Peak and duration of the swings before, seen from where the camera stands now."""
        alike = [u for u in self._usual if not abs(wrap(u.yaw - yaw)) > SAME_VIEW_DEG]
        if len(alike) < 2:
            return 0.0, 0.0
        return median(u.peak for u in alike), median(u.lasted for u in alike)

    def _smoothed(self, new: _Sample) -> _Sample:
        last = self._recent[-1]
        share = 1.0 - math.exp(-(new.t - last.t) / self._smooth_s)
        left, right = _between(last.left, new.left, share), _between(last.right, new.right, share)
        return replace(new, left=left, right=right)

    def _then(self, t: float) -> _Sample | None:
        """Where the feet were at `t`, between two samples; None when that was not seen."""
        if len(self._recent) < 2 or self._recent[0].t > t + 1e-9:
            return None
        a, b = self._recent[0], self._recent[1]
        share = min(1.0, (t - a.t) / (b.t - a.t))
        return _Sample(
            a.t + share * (b.t - a.t),
            _between(a.left, b.left, share),
            _between(a.right, b.right, share),
            a.yaw,
        )


def _sample(moment: Moment) -> _Sample | None:
    """Both feet, or None when they are not seen. From behind the toes are hidden and left out."""
    parts = ("ankle", "heel") if moment.view in BACK_VIEWS else ("ankle", "heel", "toe")
    feet = []
    for side in SIDES:
        x = sum(moment[f"{part}_x_{side}"] for part in parts) / len(parts)
        y = sum(moment[f"{part}_height_{side}"] for part in parts) / len(parts)
        if not (math.isfinite(x) and math.isfinite(y)):
            return None
        feet.append((x, y))
    return _Sample(moment.t, feet[0], feet[1], moment["yaw"])


def _apart(sample: _Sample) -> tuple[float, float]:
    """From the right foot to the left one, px."""
    return sample.left[0] - sample.right[0], sample.left[1] - sample.right[1]


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.hypot(a[0] - b[0], a[1] - b[1])


def _between(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
