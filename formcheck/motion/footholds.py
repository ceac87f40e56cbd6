"""Where each foot stands, seen by the foot model: when it lands, when it leaves, which one it is.

The ball and the toes of a foot that bears weight keep their place in the picture, whatever the
view and whether the heel is up or down; a swing takes them away from it. Each foot is asked on its
own. How far off a point may be is known (`fine_…_error`), and nothing smaller is made a movement.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.steps import GAP_S, LAG_S, Footfall, Step
from formcheck.motion.track import FloatArray

FORE = ("ball", "big_toe", "little_toe")
"""Points that stay where they are while a foot stands, on the toes or flat."""

HIND = ("heel", "ankle")
"""Points that are seen from behind, where they hide those."""

POINTS = (*FORE, *HIND)

HEEL_MOVES = 0.08
"""Foot lengths by which the heel of a foot that stands may move: it counts as so much less sure."""

LEAST = 0.06
"""Foot lengths by which a foot has to be off its place to have left it: a step on the spot takes
the ball 0.1–0.2 away."""

PITCHES = 0.15
"""Foot lengths by which heel and ankle go farther than the ball and toes where these stayed, and
the heel was raised or lowered. Asked from behind, where the ball is seen worse than the heel."""

NOISE = 3.5
"""Times the noise by which it has to be, too, twice running and on the same side. The noise is that
of the foot's own place while it stands."""

ERRORS, SURE = 2.5, 1.0
"""The same of the error that the foot model itself gives, where it has not stood for long enough to
know, and at least."""

NOISE_FROM = 12
"""Moments standing from which the noise is told."""

NOISE_OF = 45
"""Latest moments standing that tell it."""

RESTS_S = 0.25
"""How long a foot has to keep its place to have landed, seconds, if the other one leaves then."""

ALONE_S = 0.45
"""How long it has to otherwise: from the front a foot that is lifted, and then comes nearer, seems
to keep its place for 0.3 s on the way."""

FLICK_S = 0.15
"""A foot that is back at its place sooner has not left it, seconds."""

KEPT_S = 1.0
"""How much of a stance makes its place, seconds; somebody who walks stands for less."""

NEAR = 0.75
"""Share of what would be off its place within which a foot has reached it."""

EASES_S = 0.1
"""A foot eases into its place: so much before it stands it is near, seconds; the mean of 600
landings."""

TOGETHER_S = 0.15
"""Two feet that leave so nearly at once make no step, seconds: who walks stands on the other one.
Who rises on to the toes, comes down or hops moves both."""

TOLD_S = 0.8
"""A foot that has left is said to have left by then, seconds, though it has not landed."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One foot at one time: `POINTS` (5, 2) px and their weights (5,) 1/px²; `yaw` of the body."""

    t: float
    xy: FloatArray
    weights: FloatArray
    yaw: float


class _Foot:
    """Follows one foot."""

    def __init__(self, side: str, rests_s: float) -> None:
        self.side, self._rests_s = side, rests_s
        self.forget()

    def forget(self) -> None:
        """Nothing is known any more."""
        self._seen: deque[_Seen] = deque()
        self._noise: deque[float] = deque(maxlen=NOISE_OF)  # off its place, foot lengths
        self._place: FloatArray | None = None
        self._left_place: FloatArray | None = None  # of the stance before the swing
        self.since = NAN  # when it landed last, seconds
        self._off = _Seen(NAN, np.empty(0), np.empty(0), NAN)
        self._away = self._fore_away = 0.0  # farthest from there, px; so the ball and toes alone
        self._speed = 0.0
        self._off_for = 0
        self._aside = np.zeros(2)
        self.step: Step | None = None  # the stance under way, if it was stepped into
        self.gone: Step | None = None  # the one before, while the foot swings

    @property
    def swings(self) -> bool:
        """Whether it is on its way."""
        return self._place is None and self._left_place is not None

    @property
    def off_t(self) -> float:
        """When it left last, seconds; NaN if never."""
        return self._off.t

    @property
    def last_t(self) -> float:
        """When it was seen last, seconds."""
        return self._seen[-1].t if self._seen else NAN

    def push(self, seen: _Seen, foot: float, other: _Foot) -> Step | None:
        """Take where it is; says when it has landed after a swing.

        Args:
            seen: the foot now.
            foot: its length, px.
            other: the other foot.
        """
        self._seen.append(seen)
        while self._seen[0].t < seen.t - KEPT_S:
            self._seen.popleft()
        limit = self._limit(foot)
        if self._place is not None:
            self._stand(self._place, seen, limit)
            if self._place is not None and not self._off_for:
                self._noise.append(math.hypot(*_aside(seen, self._place)) / foot)
            return None
        self._swing(seen, foot)
        return self._rest(seen, foot, limit, other)

    def _limit(self, foot: float) -> float:
        """How far off its place a foot has to be to have left it, px."""
        error = self._error()
        if len(self._noise) < NOISE_FROM:
            return max(LEAST * foot, ERRORS * error)
        noise = foot * median(self._noise) / math.sqrt(2 * math.log(2))
        return max(LEAST * foot, SURE * error, NOISE * noise)

    def _error(self) -> float:
        """The usual error of the ball and toes together, px; as if all erred alike."""
        best = [float(np.sort(one.weights)[2:].mean()) for one in self._seen]
        return 1.0 / math.sqrt(median(best))

    def _stand(self, place: FloatArray, seen: _Seen, limit: float) -> None:
        """It stands: follow its place, and see whether it leaves."""
        aside = _aside(seen, place)
        far = math.hypot(*aside) > limit
        self._off_for = (
            self._off_for + 1 if far and self._off_for and _same(aside, self._aside) else int(far)
        )
        self._aside = aside
        if self._off_for < 2:
            here = [s for s in self._seen if s.t >= self.since]
            if not far and here:
                self._place = _middle(here)
            return
        inside = [s for s in self._seen if math.hypot(*_aside(s, place)) <= limit / 2]
        self._off = inside[-1] if inside else self._seen[0]
        after = next(s.t for s in self._seen if s.t > self._off.t)
        self._off = replace(self._off, t=max(self.since, (self._off.t + after) / 2))
        if self.step is not None:
            self.gone, self.step = replace(self.step, up=self._off.t), None
        self._left_place, self._place = place, None
        self._away, self._fore_away = math.hypot(*aside), 0.0
        self._speed, self._off_for = 0.0, 0

    def _swing(self, seen: _Seen, foot: float) -> None:
        """It is on its way, or not known to stand."""
        if self._left_place is not None:
            self._away = max(self._away, math.hypot(*_aside(seen, self._left_place)))
            fore = [(s.xy - self._left_place)[: len(FORE)].mean(axis=0) for s in self._last(3)]
            self._fore_away = max(self._fore_away, math.hypot(*np.median(fore, axis=0)))
        before = next((s for s in reversed(self._seen) if s.t <= seen.t - LAG_S + 1e-6), None)
        if before is not None:
            went = math.hypot(*_aside(seen, before.xy)) / foot
            self._speed = max(self._speed, went * LAG_S / (seen.t - before.t))

    def _last(self, count: int) -> list[_Seen]:
        return list(self._seen)[-count:]

    def _rest(self, seen: _Seen, foot: float, limit: float, other: _Foot) -> Step | None:
        """Whether it has come to rest."""
        since = seen.t - (
            self._rests_s if other.swings and other.off_t > seen.t - ALONE_S else ALONE_S
        )
        late = [s for s in self._seen if s.t > since - 1e-6]
        if len(late) < 3 or self._seen[0].t > since + 1e-6:
            return None
        place = _middle(late)
        off = sum(math.hypot(*_aside(s, place)) > limit for s in late)
        if off > len(late) // 5 or math.hypot(*_aside(seen, place)) > limit:
            return None
        self.since = down = self._landed(place, limit)
        self._place, before = place, self._left_place
        if before is None:
            return None  # it stood when it was first seen
        self._left_place = None
        back = math.hypot(*_aside(replace(seen, xy=place), before)) <= limit
        if back and (down - self._off.t < FLICK_S or self._away < 1.5 * limit):
            if self.gone is not None:
                self.step, self.gone = replace(self.gone, up=NAN), None
            return None
        if abs(self._off.t - other.off_t) < TOGETHER_S or self._pitched(place - before, foot):
            return None
        turned = abs(wrap(seen.yaw - self._off.yaw))
        self.step = Step(self.side, self._off.t, down, NAN, turned, foot, self._speed)
        return self.step

    def _pitched(self, went: FloatArray, foot: float) -> bool:
        """Whether the foot only turned on its ball; `went` is the way of each point, px."""
        n = len(FORE)
        sure = self._seen[-1].weights
        if sure[:n].max() > sure[n:].max():
            return False
        turned = math.hypot(*(went[n:].mean(axis=0) - went[:n].mean(axis=0)))
        return turned > max(PITCHES * foot, 2 * self._fore_away)

    def _landed(self, place: FloatArray, limit: float) -> float:
        """Since when it, or its heel, has been at its place, seconds."""
        start = self._off.t if math.isfinite(self._off.t) else -math.inf
        on_way = [s for s in self._seen if s.t > start]
        return EASES_S + _since(
            on_way, [math.hypot(*_aside(s, place)) for s in on_way], NEAR * limit
        )


class Footholds:
    """Takes moments one by one; says which feet landed and left, as `StepDetector` does.

    Causal, about 0.3 s behind. A foot that stands when watching begins is no step until it has
    swung.

    Args:
        rests_s: as `RESTS_S`.

    Attributes:
        planted: the feet that stand now, of those that have been put down.
    """

    def __init__(self, *, rests_s: float = RESTS_S) -> None:
        self._feet = {side: _Foot(side, rests_s) for side in SIDES}

    @property
    def planted(self) -> dict[str, Step]:
        """The stances under way, by side."""
        return {s: f.step for s, f in self._feet.items() if f.step is not None}

    @property
    def swinging(self) -> str:
        """The foot on its way, 'left' or 'right'; '' when none is."""
        return next((side for side, foot in self._feet.items() if foot.swings), "")

    def push(self, moment: Moment, foot_length: float) -> list[Footfall]:
        """Take one moment.

        Args:
            moment: signals; a foot that is not seen for a moment is where it was.
            foot_length: px, at the distance where the person is.
        """
        found: list[Footfall] = []
        for side, foot in self._feet.items():
            if moment.t - foot.last_t > GAP_S:
                found += _ended(foot, foot.last_t)
            seen = _foot_at(moment, side, foot_length)
            if seen is None or not foot_length > 0.0:
                continue
            other = self._feet["right" if side == "left" else "left"]
            landed = foot.push(seen, foot_length, other)
            gone = foot.gone
            if gone is not None and (landed or moment.t - gone.up > TOLD_S):
                found.append(Footfall("left", gone))
                foot.gone = None
            if landed is not None:
                found.append(Footfall("landed", landed))
        return found

    def finish(self) -> list[Footfall]:
        """The input is over: the feet that stand, as far as seen. Everything is forgotten."""
        found = [fall for foot in self._feet.values() for fall in _ended(foot, foot.last_t)]
        return sorted(found, key=lambda fall: fall.step.down)

    def stand(self, t: float) -> list[Footfall]:
        """Nobody walks any more: the steps of the feet that stand are over at `t` (seconds)."""
        found: list[Footfall] = []
        for foot in self._feet.values():
            over = foot.gone or (foot.step and replace(foot.step, up=t, whole=False))
            foot.gone = foot.step = None
            found += [Footfall("left", over)] if over else []
        return sorted(found, key=lambda fall: fall.step.down)


def _ended(foot: _Foot, t: float) -> list[Footfall]:
    """What a foot did until it was lost from sight at `t` (seconds)."""
    over = foot.gone or (foot.step and replace(foot.step, up=t, whole=False))
    foot.forget()
    return [Footfall("left", over)] if over else []


def _foot_at(moment: Moment, side: str, foot: float) -> _Seen | None:
    """One foot now; None where the foot model did not find it."""
    xy = np.array([[moment[f"fine_{p}_{axis}_{side}"] for axis in ("x", "height")] for p in POINTS])
    error = np.array([moment[f"fine_{p}_error_{side}"] for p in POINTS])
    if not (np.isfinite(xy).all() and np.isfinite(error).all()):
        return None
    own = HEEL_MOVES * foot * np.array([point in HIND for point in POINTS])
    return _Seen(moment.t, xy, 1.0 / (np.maximum(error, 0.1) ** 2 + own**2), moment["yaw"])


def _middle(seen: list[_Seen]) -> FloatArray:
    """Where most of them lie, (5, 2) px."""
    return np.asarray(np.median([s.xy for s in seen], axis=0))


def _aside(seen: _Seen, place: FloatArray) -> FloatArray:
    """From a place to where the ball and toes are, (2,) px; the surer a point, the more it says."""
    return np.asarray(seen.weights @ (seen.xy - place) / seen.weights.sum())


def _same(a: FloatArray, b: FloatArray) -> bool:
    """Whether two ways lead to the same side."""
    return float(a @ b) > 0.0


def _since(seen: list[_Seen], away: list[float], limit: float) -> float:
    """Since when it has been within the limit, but for single moments, seconds."""
    inside, out = len(seen) - 1, 0
    for i in reversed(range(len(seen))):
        out = out + 1 if away[i] > limit else 0
        if out == 2:
            break
        inside = inside if out else i
    before = max(0, inside - 1)
    return (seen[before].t + seen[inside].t) / 2
