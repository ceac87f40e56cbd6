"""The latest rises on to the toes and falls off them: which one goes for a certain time?"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from formcheck.motion.geometry import NAN

MOST_KEPT = 16
"""Latest changes that are remembered; steps are asked about up to a few seconds later."""


@dataclass(frozen=True, slots=True)
class Change:
    """A rise on to the toes, or a fall off them.

    Attributes:
        t: its middle, seconds.
        up: True on the toes from then on, False off them, None where that cannot be told.
        height: how far the body rose, foot lengths; NaN of all else.
        on_feet: whether both ankles came down with the body, in a fall.
    """

    t: float
    up: bool | None
    height: float = NAN
    on_feet: bool = False


_NEVER = Change(-math.inf, None)


class Changes:
    """What is known of rises and falls by now.

    Attributes:
        latest: in the order in which they became known.

    Example:
        >>> changes = Changes()
        >>> changes.add(Change(2.0, up=True, height=0.2))
        >>> changes.at(1.0).up, changes.at(3.0).up
        (None, True)
    """

    def __init__(self) -> None:
        self.latest: deque[Change] = deque(maxlen=MOST_KEPT)

    def add(self, change: Change) -> None:
        """One is known."""
        self.latest.append(change)

    def at(self, t: float) -> Change:
        """The latest change before `t` (seconds), as far as it is known by now."""
        return max((c for c in self.latest if c.t < t), key=lambda c: c.t, default=_NEVER)

    def rose_near(self, t: float, within_s: float) -> bool:
        """Whether a rise lies so near to `t` (seconds)."""
        return any(c.up and abs(t - c.t) < within_s for c in self.latest)

    def fell_after(self, t: float) -> float:
        """When both heels came down, if that was the next change after `t`; seconds, else NaN."""
        after = min((c for c in self.latest if c.t > t), key=lambda c: c.t, default=_NEVER)
        return after.t if after.up is False and after.on_feet else NAN
