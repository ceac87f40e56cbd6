"""Do enough pictures come through? Said once, before somebody exercises in vain."""

from __future__ import annotations

import math
from collections import deque

from formcheck.report.notes import SLOW_FPS

OVER_S = 3.0
"""Seconds of pictures that are looked at."""

START_S = 1.0
"""Seconds that getting started may take."""

SHOWN_S = 5.0
"""How long it is said."""


class Pace:
    """Says once that too few pictures a second come through. Causal."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._times: deque[float] = deque()
        self._first = math.nan
        self._since = math.nan
        self._said = ""

    def update(self, t: float, *, free: bool = True) -> str:
        """Take the time of a picture; gives the words for now, mostly ''.

        Args:
            t: seconds.
            free: whether there is nothing more important to be said.
        """
        if self._times and t < self._times[-1]:  # the time starts anew
            self._start()
        if not self._times:
            self._first = t
        self._times.append(t)
        while t - self._times[0] > OVER_S:
            self._times.popleft()
        slow = self._rate() < SLOW_FPS
        if not self._said and free and slow and t - self._first >= START_S + OVER_S:
            self._since, self._said = t, f"Slow: {self._rate():.0f} pictures a second"
        return self._said if slow and t - self._since < SHOWN_S else ""

    def _rate(self) -> float:
        """Pictures a second."""
        span = self._times[-1] - self._times[0]
        return (len(self._times) - 1) / span if span > 0 else math.inf
