"""The rhythm of steps, which says when a swing began and ended better than its ends are seen.

A swing's ends are slow, and hidden by what the camera sees besides: from behind, a foot that comes
down goes up in the picture at the same time, for it goes away. Its middle is seen in every view.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from formcheck.motion.geometry import NAN

HALF = 0.37
"""From the middle of a swing to either end, shares of the time from step to step: a swing is 40 %
of a gait cycle of two steps (Perry), somewhat less with short steps."""

USUAL = 6
"""Latest steps that tell the rhythm."""

LEAST_KNOWN = 2
"""Fewest of them that do."""

WITHIN_S = (0.25, 1.2)
"""From one swing's middle to the next of the other foot, seconds; longer is a pause."""

HALF_S = 0.2
"""From the middle to either end while no rhythm is known, seconds."""

FARTHEST_S = 0.2
"""How far from where a landing was seen the rhythm may put it, seconds."""

IN_TIME = 5
"""Latest swings through whose times a straight line is put: steps keep a rhythm (off by 2 % of a
step in rendered walks, by 2–5 % in people), and a swing is seen 0.04 s early or late; what is seen
early of one foot is mostly seen late of the other one."""

OFF_S = 0.12
"""Who steps so far off that line has changed the rhythm, seconds."""


class Rhythm:
    """Follows the middles of swings."""

    def __init__(self) -> None:
        self._apart: deque[float] = deque(maxlen=USUAL)
        self._last: tuple[str, float] | None = None
        self._row: deque[float] = deque(maxlen=IN_TIME)  # middles of swings that took turns

    def reset(self) -> None:
        """What comes next does not follow on what was before. The rhythm is kept."""
        self._last = None
        self._row.clear()

    def add(self, side: str, middle: float) -> None:
        """A swing is known, with its middle (seconds)."""
        last, self._last = self._last, (side, middle)
        if last is None or last[0] == side or not WITHIN_S[0] < middle - last[1] < WITHIN_S[1]:
            self._row.clear()
        else:
            self._apart.append(middle - last[1])
        self._row.append(middle)

    def in_time(self) -> float:
        """When the latest swing was half-way, by those before it as well, seconds."""
        row, n = list(self._row), len(self._row)
        if n < 3:
            return row[-1]
        centre = (n - 1) / 2
        spread = sum((i - centre) ** 2 for i in range(n))
        pace = sum((i - centre) * middle for i, middle in enumerate(row)) / spread
        line = sum(row) / n + pace * centre
        return line if abs(line - row[-1]) < OFF_S else row[-1]

    @property
    def half_s(self) -> float:
        """From the middle of a swing to its end, seconds; NaN while not known."""
        return HALF * median(self._apart) if len(self._apart) >= LEAST_KNOWN else NAN

    def ends(self, middle: float, off: float, down: float) -> tuple[float, float]:
        """When a swing began and ended, seconds.

        Args:
            middle: of the swing, seconds.
            off: when it was seen to begin.
            down: when it was seen to end.
        """
        half = self.half_s
        if not math.isfinite(half):
            return off, down
        down = min(down + FARTHEST_S, max(down - FARTHEST_S, middle + half))
        return min(max(off - FARTHEST_S, middle - half), down), down
