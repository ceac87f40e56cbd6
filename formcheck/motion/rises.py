"""Finds rises from a resting level and falls back to it, in a height that arrives sample by sample.

The level itself drifts (a person sways, shuffles, starts in the middle of the movement), so the
detector keeps its own floor: it follows a lower level at once when allowed to; a higher one slowly,
and only as far up as little was lower for a while, or it would creep along with a slow, low rise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from formcheck.motion.geometry import NAN


class Phase(StrEnum):
    """Where in a rise the body is."""

    FLOOR = "floor"
    RISE = "rise"
    TOP = "top"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Rise:
    """One rise and fall; heights in px or whatever was pushed, times in seconds.

    Attributes:
        start: when the level was left.
        peak: when it was highest.
        end: when it came back, or reached the valley from which the next rise began.
        floor: the level at the start.
        height: peak over floor.
        end_height: height over the floor at the end.
        at_valley: a new rise began before the level was reached again.
        floor_certain: false when the body came to rest on another level than it left: then it
            cannot be told whether the heel was down.
        over_rest: peak over the level of the rest before, which may be higher than the floor: who
            bends the knees and straightens them comes back to where they stood, not over it.
            Infinite when nobody was seen to rest.
    """

    start: float
    peak: float
    end: float
    floor: float
    height: float
    end_height: float
    at_valley: bool
    floor_certain: bool = True
    over_rest: float = math.inf


@dataclass(frozen=True, slots=True)
class RiseRules:
    """Thresholds of the detector, as multiples of the pushed unit and shares of the peak.

    Attributes:
        start: a candidate opens this many units above the floor.
        back: the level is reached again under this share of the peak.
        settled: well down, under this share of the peak: no need to wait any longer.
        valley: a valley under this share of the peak ends a candidate when the height then grows by
            `start` again, as it would have to from the floor.
        settle_s: how long to wait for a movement under `back` to come to rest.
        longest_s: a candidate open for longer is a change of level.
        rise_tau_s: time constant with which the floor follows a higher level.
        rest_s: still for so long under `valley`: this is the floor now. A floor rises no further
            than what was higher for three quarters of that time: the very lowest is noise.
    """

    start: float
    back: float = 0.15
    settled: float = 0.04
    valley: float = 0.5
    settle_s: float = 0.3
    longest_s: float = 20.0
    rise_tau_s: float = 1.5
    rest_s: float = 1.0


class RiseDetector:
    """Causal detector: `push` returns a finished `Rise` at the moment it is known.

    `rising_since` is the start time of the open candidate, or NaN.
    """

    def __init__(self, rules: RiseRules) -> None:
        self.rules = rules
        self.reset()

    def reset(self) -> None:
        """Forget everything, e.g. after a gap in what was seen."""
        self._t = NAN
        self._value = NAN
        self._start = NAN
        self.floor = NAN
        self._first = NAN  # when the floor was first seen
        self._known = False  # whether it is one, and not where somebody was in the middle of a rise
        self._rested = NAN  # the level of the last rest that was not the top of a rise
        self._went_over = False  # whether a rise went over it, or there was one before any rest
        self._recent: list[tuple[float, float]] = []
        self._close()

    def stay(self) -> None:
        """What the body is at now is where it stands: an open rise is none."""
        self.floor = self._value
        self._close()

    def _close(self) -> None:
        self.rising_since = NAN
        self._peak = (NAN, -math.inf)
        self._low = (NAN, math.inf)
        self._back = (NAN, NAN)  # when it first came back to the floor
        self._below_since = NAN

    @property
    def rest_in_doubt(self) -> bool:
        """Whether the body may have rested at the top of a raise: no rise was seen to go higher.

        Who bends the knees and straightens them comes back up to where they rested, and so does
        who was first seen up on the toes.
        """
        return math.isfinite(self._rested) and not self._went_over

    @property
    def below_rest(self) -> bool:
        """Whether the floor is lower than where the body rested, by as much as a rise takes."""
        return self._rested - self.floor > self._start  # not so for NaN

    def rested_on_toes(self) -> None:
        """Where the body rested was the top of a raise, and no level to come back to."""
        self._rested = NAN

    @property
    def is_open(self) -> bool:
        """Whether a candidate is open."""
        return math.isfinite(self.rising_since)

    @property
    def phase(self) -> Phase:
        """Where in the movement the last sample lies."""
        if not self.is_open:
            return Phase.FLOOR
        height, peak = self._value - self.floor, self._peak[1] - self.floor
        if height >= 0.9 * peak:
            return Phase.TOP if self._t - self._peak[0] > 0.1 else Phase.RISE
        return Phase.LOWER

    @property
    def height(self) -> float:
        """Current height over the floor."""
        return self._value - self.floor

    def push(
        self, t: float, value: float, unit: float = 1.0, *, floor_may_sink: bool = True
    ) -> Rise | None:
        """Take one height.

        Args:
            t: seconds, increasing.
            value: height, finite, e.g. px.
            unit: what `RiseRules.start` counts in, e.g. px to one foot length of heel lift. Only
                the threshold scales with it, so that a refined scale does not look like movement.
            floor_may_sink: whether a lower level may become the floor now; not while the knees
                are bent, say.
        """
        step = t - self._t
        self._t, self._value = t, value
        self._start = self.rules.start * unit
        if not math.isfinite(self.floor):
            self.floor, self._first = value, t
            return None
        self._recent.append((t, value))
        while self._recent[0][0] < t - 2.0:
            self._recent.pop(0)
        if self.is_open:
            return self._up(t, value)
        self._down(t, value, step, floor_may_sink)
        return None

    def flush(self) -> Rise | None:
        """The input is over: a candidate that is all but down is finished, any other forgotten."""
        if not self.is_open:
            return None
        height = self._peak[1] - self.floor
        if self._low[1] - self.floor <= self.rules.back * height:
            return self._finish(at_valley=False)
        self._close()
        return None

    def _down(self, t: float, value: float, step: float, floor_may_sink: bool) -> None:
        """At the floor: follow it, and open a candidate when it is left."""
        if self._at_rest(t):
            self._rested = median(self._lately(t))
        if value < self.floor:
            if floor_may_sink:
                self.floor += (1.0 - math.exp(-step / 0.1)) * (value - self.floor)
            return
        lately = self._lately(t)
        low = sorted(lately)[len(lately) // 4]
        if low > self.floor:
            self.floor += (1.0 - math.exp(-step / self.rules.rise_tau_s)) * (low - self.floor)
        level = max(min(lately), self.floor)
        if value - level >= self._start:
            self._open(self._left(level), t, value)
            self._known |= self.rising_since - self._first >= self.rules.rest_s

    def _left(self, level: float) -> float:
        """When the last samples were at a level, looking back from now, seconds."""
        near = level + 0.25 * self._start
        for when, value in reversed(self._recent):
            if value <= near:
                return when
        return self._recent[0][0]

    def _open(self, start: float, t: float, value: float) -> None:
        self.rising_since = start
        self._peak = (t, value)
        self._low = (t, value)
        self._below_since = NAN

    def _up(self, t: float, value: float) -> Rise | None:
        """Above the floor: follow the peak, the valley after it, and the way back."""
        rules = self.rules
        height = self._peak[1] - self.floor
        turned = self._low[1] - self.floor <= rules.valley * height
        if turned and value - self._low[1] >= self._start and not math.isfinite(self._below_since):
            return self._finish(at_valley=True)  # asked first: one step may lead over the peak
        if value > self._peak[1] and not math.isfinite(self._below_since):
            self._peak = (t, value)
            self._low = (t, value)
            height = value - self.floor
        if value < self._low[1]:
            self._low = (t, value)
        if t - self.rising_since > rules.longest_s or self._back_to_rest(t):
            self.stay()
            return None
        low = self._low[1] - self.floor
        if low <= rules.back * height:
            if not math.isfinite(self._below_since):
                self._below_since = t
            since = self._below_since if self._known else self._low[0]
            waited = t - since >= rules.settle_s
            settled = low <= rules.settled * height
            if settled and not math.isfinite(self._back[0]):
                self._back = self._low
            if (settled and self._known) or waited or value > self._low[1] + self._start:
                return self._finish(at_valley=False) if self._known else self._finish_first()
        elif low <= rules.valley * height and self._at_rest(t):
            return self._finish(at_valley=False, floor_certain=False)
        return None

    def _finish_first(self) -> Rise | None:
        """The floor is known now. What began over half of its height did not leave it."""
        self._known = True
        height = self._peak[1] - self.floor
        if self.floor - self._low[1] <= height:
            came_to = median(v for when, v in self._recent if when >= self._below_since)
            if self.floor - came_to > self.rules.back * height:
                self._low = (self._low[0], came_to)  # what is lowest is noise, or a bent knee
            elif math.isfinite(self._back[0]):
                self._low = self._back
            return self._finish(at_valley=False)
        self.floor = self._low[1]
        self._close()
        return None

    def _back_to_rest(self, t: float) -> bool:
        """Whether the body rests where it rested before it sank: it stands there again."""
        near = abs(self._value - self._rested) < 0.5 * self._start  # not so for NaN
        return near and self.below_rest and self._at_rest(t)

    def _at_rest(self, t: float) -> bool:
        """Whether nothing has moved for `rest_s`."""
        recent = self._lately(t)
        covered = self._recent[0][0] <= t - self.rules.rest_s
        return covered and max(recent) - min(recent) < 0.4 * self._start

    def _lately(self, t: float) -> list[float]:
        """What arrived within `rest_s`."""
        return [v for when, v in self._recent if when >= t - self.rules.rest_s]

    def _finish(self, *, at_valley: bool, floor_certain: bool = True) -> Rise:
        """Close the candidate; at a valley the next one opens from there."""
        rise = Rise(
            start=self.rising_since,
            peak=self._peak[0],
            end=self._low[0],
            floor=self.floor,
            height=self._peak[1] - self.floor,
            end_height=self._low[1] - self.floor,
            at_valley=at_valley,
            floor_certain=floor_certain,
            over_rest=self._peak[1] - self._rested if math.isfinite(self._rested) else math.inf,
        )
        self._went_over |= rise.over_rest > self._start
        t, value = self._t, self._value
        low = self._low
        self._close()
        if at_valley:
            self._open(low[0], t, value)
        elif floor_certain:
            self.floor = min(self.floor, low[1])  # where a heel turned may be no floor
        else:
            self.floor = self._rested = low[1]
        return rise
