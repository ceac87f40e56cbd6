"""How far body and ankles moved: whoever draws circles with a foot stays where they are."""

from __future__ import annotations

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.signals import SIDES, Moment

FloatArray = NDArray[np.float64]

BODY = ("hip_x", "hip_height", "shoulder_height")
ANKLES = {side: (f"ankle_x_{side}", f"ankle_height_{side}") for side in SIDES}
_SIGNALS = (*BODY, *ANKLES["left"], *ANKLES["right"])

KEPT_S = 14.0


class Body:
    """Remembers where hips, shoulders and ankles were, for the last `KEPT_S`."""

    def __init__(self) -> None:
        self._rows: deque[tuple[float, ...]] = deque()

    def push(self, moment: Moment) -> None:
        """Take one moment."""
        self._rows.append((moment.t, *(moment[name] for name in _SIGNALS)))
        while self._rows[0][0] < moment.t - KEPT_S:
            self._rows.popleft()

    def moved(self, start: float, end: float, names: tuple[str, ...] = BODY) -> float:
        """How far the one that moved most did between two times (seconds), px; 0 where not seen.

        From the 5th to the 95th percentile: points jump.
        """
        spread = [np.percentile(known, (5, 95)) for known in self._seen(start, end, names)]
        return max((float(high - low) for low, high in spread), default=0.0)

    def shifted(self, start: float, end: float, names: tuple[str, ...]) -> float:
        """How far they were at the end from where they were at the start, px; 0 where not seen."""
        ends = [(known[:3], known[-3:]) for known in self._seen(start, end, names)]
        return math.hypot(*(float(np.median(last) - np.median(first)) for first, last in ends))

    def apart(self, start: float, end: float) -> float:
        """How much higher in the picture one ankle was than the other, px; NaN where not seen."""
        seen = self._seen(start, end, tuple(ANKLES[side][1] for side in SIDES))
        if len(seen) < len(SIDES):
            return math.nan
        left, right = (float(np.median(known)) for known in seen)
        return abs(left - right)

    def _seen(self, start: float, end: float, names: tuple[str, ...]) -> list[FloatArray]:
        """What was seen of each signal between two times."""
        rows = [row for row in self._rows if start <= row[0] <= end]
        table = np.array(rows, dtype=np.float64).reshape(-1, 1 + len(_SIGNALS))
        columns = [table[:, 1 + _SIGNALS.index(name)] for name in names]
        known = [column[np.isfinite(column)] for column in columns]
        return [column for column in known if column.size >= 5]
