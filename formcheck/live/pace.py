"""Do enough pictures come through? Said once, before somebody exercises in vain."""

from __future__ import annotations

import math
from collections import deque
from itertools import pairwise
from statistics import median

from formcheck.report.notes import SLOW_FPS

OVER_S = 3.0
"""Seconds of pictures that are looked at."""

SHOWN_S = 5.0
"""How long it is said."""


class Pace:
    """Says once that too few pictures a second come through. Causal."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self._since = math.nan

    def update(self, t: float) -> str:
        """Take the time of a picture, seconds; gives the words for now, mostly ''."""
        if self._times and t < self._times[-1]:  # the time starts anew
            self._times.clear()
            self._since = math.nan
        self._times.append(t)
        while t - self._times[0] > OVER_S:
            self._times.popleft()
        if not math.isnan(self._since):
            return self._words() if t - self._since < SHOWN_S else ""
        if t - self._times[0] < 0.8 * OVER_S or self._rate() >= SLOW_FPS:
            return ""
        self._since = t
        return self._words()

    def _words(self) -> str:
        return f"Slow: {self._rate():.0f} pictures a second"

    def _rate(self) -> float:
        """Pictures a second; of the usual gap, for getting started takes a long one."""
        gaps = [later - earlier for earlier, later in pairwise(self._times)]
        usual = median(gaps) if gaps else math.inf
        return 1.0 / usual if usual > 0 else math.inf
