"""The latest swings of somebody who may be on the toes: did they walk at a certain time?"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median

WEAK = 0.5
"""Share of the usual swing's speed under which a landing may be noise."""

NOTHING = 0.2
"""The same share under which nothing has swung."""

LEAST = 0.07
"""Foot lengths in 0.2 s under which it may be, before swings are known."""

SEEMS_S = 0.45
"""A swing that begins so shortly before the middle of a rise may be the rise itself, seconds."""

BEGINS_S = 0.08
"""Coming down off the toes begins longer before its middle than that, seconds: half of 0.16. What
left later is a swing of its own."""

KEPT = 8
"""Swings that are remembered."""


@dataclass(frozen=True, slots=True)
class Swing:
    """A foot on its way from `off` to `down`, seconds; its speed is only compared with others."""

    off: float
    down: float
    speed: float


class Swings:
    """The latest swings.

    Example:
        >>> swings = Swings()
        >>> swings.add(1.0, 1.4, 0.5)
        >>> swings.any_after(0.5, 1.2, 2.0, clear=False)
        True
    """

    def __init__(self) -> None:
        self._latest: deque[Swing] = deque(maxlen=KEPT)

    def add(self, off: float, down: float, speed: float) -> None:
        """A foot has landed."""
        self._latest.append(Swing(off, down, speed))

    def any_after(self, fall: float, start: float, end: float, *, clear: bool) -> bool:
        """Whether a foot landed between two times after a fall, which may look like a swing itself.

        Args:
            fall: its middle, seconds; what left when it began has not been a step since.
            start: seconds.
            end: seconds.
            clear: leave out what may be noise.
        """
        return any(
            fall - BEGINS_S < s.off and start < s.down < end for s in self._worth(clear=clear)
        )

    def walked(self, since: float, middle: float, *, within_s: float, clear: bool) -> bool:
        """Whether a foot landed before a rise; the rise itself may look like a landing.

        Args:
            since: landings before are too long ago, seconds.
            middle: of the rise, seconds.
            within_s: how far from it what seems to land may be the rise, seconds.
            clear: leave out what may be noise.
        """
        return any(
            since < s.down < middle - within_s
            or (s.off < middle - SEEMS_S and abs(s.down - middle) <= within_s)
            for s in self._worth(clear=clear)
        )

    def _worth(self, *, clear: bool) -> list[Swing]:
        if not self._latest:
            return []
        usual = median(s.speed for s in self._latest)
        least = max(LEAST, WEAK * usual) if clear else NOTHING * usual
        return [s for s in self._latest if s.speed >= least]
