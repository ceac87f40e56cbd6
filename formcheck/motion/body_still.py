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

    def higher(self, side: str, start: float, end: float) -> float:
        """How much higher in the picture an ankle was than the other, px; NaN where not seen."""
        seen = self._seen(start, end, tuple(ANKLES[each][1] for each in SIDES))
        if len(seen) < len(SIDES):
            return math.nan
        left, right = (float(np.median(known)) for known in seen)
        return left - right if side == "left" else right - left

    def lowest(self, side: str, start: float, end: float) -> float:
        """How much lower an ankle came against the other than it usually was, px; 0 unseen."""
        names = tuple(ANKLES[each][1] for each in SIDES)
        rows = [row for row in self._rows if start <= row[0] <= end]
        at = [1 + _SIGNALS.index(name) for name in names]
        apart = np.array([row[at[0]] - row[at[1]] for row in rows])
        apart = apart[np.isfinite(apart)] * (1 if side == "left" else -1)
        if apart.size < 5:
            return 0.0
        low, usual = np.percentile(apart, (5, 50))
        return float(usual - low)

    def _seen(self, start: float, end: float, names: tuple[str, ...]) -> list[FloatArray]:
        """What was seen of each signal between two times."""
        rows = [row for row in self._rows if start <= row[0] <= end]
        table = np.array(rows, dtype=np.float64).reshape(-1, 1 + len(_SIGNALS))
        columns = [table[:, 1 + _SIGNALS.index(name)] for name in names]
        known = [column[np.isfinite(column)] for column in columns]
        return [column for column in known if column.size >= 5]
