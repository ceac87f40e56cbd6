"""`CurveThinner`: a signal of any length as a few points that keep every peak and every gap."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.report.model import Curve

_BLINK_S = 0.2
"""A shorter loss of the signal is a flicker, not a gap: it is bridged."""

_SILENCE_S = 1.0
"""So long without any sample is a gap too."""


@dataclass(slots=True)
class _Bucket:
    """A stretch of the signal: its lowest and highest point, and the gap in it."""

    low: tuple[float, float] | None = None
    high: tuple[float, float] | None = None
    gap: tuple[float, float] | None = None

    def add(self, t: float, value: float) -> None:
        if self.low is None or value < self.low[1]:
            self.low = (t, value)
        if self.high is None or value > self.high[1]:
            self.high = (t, value)

    def add_gap(self, start: float, end: float) -> None:
        first, last = self.gap or (start, end)
        self.gap = (min(first, start), max(last, end))

    def merge(self, other: _Bucket) -> None:
        for point in (other.low, other.high):
            if point:
                self.add(*point)
        if other.gap:
            self.add_gap(*other.gap)

    def points(self) -> list[tuple[float, float | None]]:
        found: dict[float, float | None] = dict.fromkeys(self.gap or (), None)
        found.update(point for point in (self.low, self.high) if point)
        return sorted(found.items())


class CurveThinner:
    """Thins a signal as it comes, in memory that does not grow.

    The signal is cut into stretches of equal length in samples; each keeps its lowest and highest
    point at their true times. When there are too many stretches, neighbours become one.
    """

    def __init__(self, max_points: int = 1500) -> None:
        """Set the most points that come out; at least 8."""
        if max_points < 8:
            raise ValueError(f"max_points is {max_points}, must be at least 8")
        self._max_points = max_points
        self._per_bucket = 1
        self._in_last = 0
        self._last_t = -math.inf
        self._lost_at: float | None = None
        self._buckets: list[_Bucket] = []

    def add(self, t: float, value: float | None) -> None:
        """Take the next sample; NaN or None where nothing was measured.

        Args:
            t: seconds, later than before; earlier samples are left out.
            value: the signal.
        """
        if not (math.isfinite(t) and t > self._last_t):
            return
        bucket = self._bucket()
        if t - self._last_t > _SILENCE_S and math.isfinite(self._last_t):
            # Just inside the silence, so that the points on both sides of it stay.
            bucket.add_gap(self._last_t + 0.001, t - 0.001)
        self._last_t = t
        if value is not None and math.isfinite(value):
            self._lost_at = None
            bucket.add(t, value)
            return
        self._lost_at = t if self._lost_at is None else self._lost_at
        if t - self._lost_at >= _BLINK_S:
            bucket.add_gap(self._lost_at, t)

    def curve(self, *, name: str, label: str, unit: str, target: float | None = None) -> Curve:
        """What was kept, for the report."""
        points = sorted(
            (point for bucket in self._buckets for point in bucket.points()),
            key=lambda point: point[0],
        )
        return Curve(
            name=name,
            label=label,
            unit=unit,
            t_s=[round(t, 3) for t, _ in points],
            value=[None if value is None else round(value, 3) for _, value in points],
            target=target,
        )

    def _bucket(self) -> _Bucket:
        """The stretch that the next sample belongs to."""
        if not self._buckets or self._in_last >= self._per_bucket:
            while self._full():
                self._halve()
            self._buckets.append(_Bucket())
            self._in_last = 0
        self._in_last += 1
        return self._buckets[-1]

    def _full(self) -> bool:
        """Whether one more stretch, with a gap in it, could give too many points."""
        gaps = sum(bucket.gap is not None for bucket in self._buckets)
        return 2 * (len(self._buckets) + gaps) + 4 > self._max_points

    def _halve(self) -> None:
        """Make one stretch of every two; an odd last one stays as it is."""
        for first, second in zip(self._buckets[::2], self._buckets[1::2], strict=False):
            first.merge(second)
        self._buckets = self._buckets[::2]
        self._per_bucket *= 2
