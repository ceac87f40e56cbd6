"""What one value was lately: how it changed, and since when it is what it is."""

from __future__ import annotations

from collections import deque
from statistics import median

from formcheck.motion.geometry import NAN

FORGET_S = 6.0
"""How much of the past is kept, seconds: a foot that stands for longer stands still anyway."""


class Past:
    """What happened lately: (seconds, value) in any unit."""

    def __init__(self) -> None:
        self.samples: deque[tuple[float, float]] = deque()

    def add(self, t: float, value: float) -> None:
        """Take a value, and forget what is too old."""
        self.samples.append((t, value))
        while self.samples[0][0] < t - FORGET_S:
            self.samples.popleft()

    def change(self, seconds: float) -> float:
        """How far the value lies from where it was then; NaN when that was not seen."""
        t, value = self.samples[-1]
        for when, before in reversed(self.samples):
            if when <= t - seconds + 1e-6:
                return value - before
        return NAN

    def slope(self, seconds: float) -> float:
        """How fast the value changes by the last samples together, per second; NaN of one."""
        last = self._last(seconds)
        t = self.samples[-1][0]
        if t - last[-1][0] < 0.6 * seconds:
            return NAN
        middle = sum([when for when, _ in last]) / len(last)
        spread = sum([(when - middle) ** 2 for when, _ in last])
        return sum([(when - middle) * value for when, value in last]) / spread

    def middle(self, seconds: float) -> float:
        """Median of the last values."""
        return median(value for _, value in self._last(seconds))

    def _last(self, seconds: float) -> list[tuple[float, float]]:
        """The last samples, the newest first."""
        oldest = self.samples[-1][0] - seconds - 1e-6
        last = []
        for one in reversed(self.samples):
            if one[0] < oldest:
                break
            last.append(one)
        return last

    def reached(self, t: float, value: float, tolerance: float) -> float:
        """Since when, at that time, it had been within the tolerance of a value."""
        since = t
        for when, before in reversed(self.samples):
            if when > t + 1e-6:
                continue
            if abs(before - value) > tolerance:
                break
            since = when
        return since

    def first_over(self, value: float) -> float:
        """Since when it has not been under a value for two samples in a row."""
        since, under = self.samples[-1][0], 0
        for when, before in reversed(self.samples):
            under = under + 1 if before < value else 0
            if under == 2:
                break
            since = since if under else when
        return since

    def crossed(self, t: float, value: float) -> float:
        """When, before that time, it last came past a value."""
        before = [one for one in self.samples if one[0] <= t + 1e-6]
        over = before[-1][1] > value
        return next((when for when, one in reversed(before) if (one > value) is not over), t)
