"""Strictly increasing times from whatever timestamps a container holds."""

from __future__ import annotations

# A step back longer than this is a clock that started anew (joined recordings), not a glitch.
RESTART_S = 1.0


class Timeline:
    """Turns raw timestamps into strictly increasing seconds.

    Good timestamps pass through unchanged. A missing one follows its predecessor by one frame
    interval. A repeated or slightly backward one is placed half an interval after its
    predecessor, so that the next good one still fits; a run of them goes on by whole intervals.
    After a restart of the clock, time goes on from where it was.

    Args:
        interval_s: The nominal time between frames, seconds.
    """

    def __init__(self, interval_s: float) -> None:
        self._interval = interval_s
        self._last: float | None = None
        self._offset = 0.0
        self._in_run = False

    def place(self, raw: float | None) -> float:
        """The time of the next frame in seconds, given its raw timestamp in seconds."""
        if self._last is None:
            self._last = raw if raw is not None else 0.0
            return self._last
        if raw is None:
            self._last += self._interval
            return self._last
        t = raw + self._offset
        if t < self._last - RESTART_S:
            self._offset += self._last + self._interval - t
            t = self._last + self._interval
        if t > self._last:
            self._in_run = False
            self._last = t
        else:
            self._last += self._interval if self._in_run else self._interval / 2
            self._in_run = True
        return self._last
