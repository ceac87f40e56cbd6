"""The recent past of all signals: a rep is measured over its own window of this."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.signals import COLUMN, NAMES, Moment
from formcheck.motion.view import View, axis_apart, classify

FloatArray = NDArray[np.float64]

BOTH_WAYS = 0.1
"""Share of a window in which the person may seem to face the other way, before its view is unknown:
so little hardly turns the mean."""


@dataclass(frozen=True, eq=False)
class Window:
    """Signals between two times. What they say of the view is worked out once.

    Each is equal to itself alone.

    Attributes:
        t: (N,) seconds.
        data: (N, len(NAMES)).
        whole: (N,) bool, whether everything needed was seen.
    """

    t: FloatArray
    data: FloatArray
    whole: NDArray[np.bool_]

    def __getitem__(self, name: str) -> FloatArray:
        return self.data[:, COLUMN[name]]

    def __len__(self) -> int:
        return len(self.t)

    @cached_property
    def yaw(self) -> float:
        """Circular mean of the yaw, degrees."""
        angle = np.radians(self["yaw"][np.isfinite(self["yaw"])])
        if not angle.size:
            return float("nan")
        return float(np.degrees(np.arctan2(np.sin(angle).mean(), np.cos(angle).mean())))

    @cached_property
    def _axis(self) -> float:
        """Mean of the line through the shoulders, degrees: front and back are the same."""
        double = np.radians(2 * self.seen("yaw"))
        return float(np.degrees(np.arctan2(np.sin(double).mean(), np.cos(double).mean())) / 2)

    @property
    def yaw_spread(self) -> float:
        """Largest distance of the yaw from its middle, degrees; front and back are the same."""
        seen = self.seen("yaw")
        if not seen.size:
            return float("nan")
        middle = self._axis
        return max(axis_apart(float(v), middle) for v in seen)

    @cached_property
    def view(self) -> View:
        """The view of the mean yaw; unknown where the person seemed to face both ways.

        The mean of opposite yaws may point sideways, where nobody looked.
        """
        seen = self.seen("yaw")
        if not seen.size:
            return View.UNKNOWN
        one_way = float(np.mean(np.cos(np.radians(seen - self._axis)) > 0))
        if BOTH_WAYS < one_way < 1.0 - BOTH_WAYS:
            return View.UNKNOWN
        return classify(self.yaw)

    @property
    def feet_only(self) -> bool:
        """Whether feet were all that was seen, at any time."""
        return bool((self["feet_only"] == 1.0).any())

    @property
    def by_motion(self) -> bool:
        """Whether its flow was of a foot that was found by its motion alone, at any time."""
        return bool(np.isfinite(self["flow_foot_px"]).any())

    @property
    def longest_gap_s(self) -> float:
        """Longest time without a whole moment, seconds (between whole moments or to the ends)."""
        times = np.concatenate(([self.t[0]], self.t[self.whole], [self.t[-1]]))
        gaps = np.diff(times)
        return float(gaps.max()) if gaps.size else 0.0

    def seen(self, name: str) -> FloatArray:
        """The finite values of a signal, (M,)."""
        column = self[name]
        return column[np.isfinite(column)]

    def between(self, start: float, end: float) -> Window:
        """The part from `start` to `end` (seconds, both included)."""
        first = int(np.searchsorted(self.t, start - 1e-9))
        last = int(np.searchsorted(self.t, end + 1e-9))
        return Window(self.t[first:last], self.data[first:last], self.whole[first:last])


class Track:
    """Keeps the last `seconds` of moments in flat memory."""

    def __init__(self, seconds: float = 45.0, capacity: int = 4096) -> None:
        self._seconds = seconds
        self._t = np.empty(capacity)
        self._data = np.empty((capacity, len(NAMES)))
        self._whole = np.empty(capacity, dtype=np.bool_)
        self._start = 0
        self._end = 0

    def push(self, moment: Moment) -> None:
        """Add one moment; forget what is too old."""
        if self._end == len(self._t):
            self._make_room(moment.t)
        i = self._end
        self._t[i] = moment.t
        self._data[i] = moment.row
        self._whole[i] = moment.whole
        self._end += 1

    def _make_room(self, now: float) -> None:
        """Move the part still wanted to the front; grow only when half of it is still wanted.

        Within the same arrays: new ones would be filled page by page, and for minutes memory would
        seem to grow by as much as these columns take.
        """
        oldest = int(np.searchsorted(self._t[: self._end], now - self._seconds))
        self._start = max(self._start, oldest)
        kept = self._end - self._start
        grows = kept > len(self._t) // 2
        for name in ("_t", "_data", "_whole"):
            old = getattr(self, name)
            new = np.empty((2 * len(old), *old.shape[1:]), dtype=old.dtype) if grows else old
            new[:kept] = old[self._start : self._end]
            setattr(self, name, new)
        self._start, self._end = 0, kept

    def window(self, start: float, end: float) -> Window:
        """The signals from `start` to `end` (seconds, both included); a copy."""
        whole = Window(
            self._t[self._start : self._end],
            self._data[self._start : self._end],
            self._whole[self._start : self._end],
        ).between(start, end)
        return Window(whole.t.copy(), whole.data.copy(), whole.whole.copy())
