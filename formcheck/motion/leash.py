"""Which way somebody walks in the picture: as a leash of fixed length follows whoever pulls it.

Even a walk almost straight towards a camera or away from it goes across the picture a little, and a
step one foot length long shows there as much as in its height. What the yaw says of that is off by
10° and more; where both feet together have come from is not.
"""

from __future__ import annotations

import math

from formcheck.motion.tandem_feet import Feet

LENGTH = 3.0
"""Foot lengths in the picture: a few steps. A swinging foot takes the middle of both 0.15 aside."""

SLACK = 0.33
"""Share of its length under which it is pushed along: stepping back does not turn anybody round."""

UP = 0.25
"""How far a foot length along the line of sight shows in the picture, of one across it: a camera at
hip height, 4 m away. Used until somebody has gone a little way."""


class Leash:
    """Takes both feet moment by moment; causal.

    Attributes:
        way: unit vector in the picture, to the right and up.
    """

    def __init__(self) -> None:
        self._end: tuple[float, float] | None = None
        self.way = (0.0, 1.0)

    def push(self, feet: Feet) -> None:
        """Follow the middle of both feet."""
        x = sum(place[0] for place in feet.places) / 2
        y = sum(place[1] for place in feet.places) / 2
        length = LENGTH * feet.foot
        faces = _faces(feet.yaw)
        if self._end is not None:
            dx, dy = x - self._end[0], y - self._end[1]
            gone = math.hypot(dx, dy)
            if gone > 0.0 and dx * faces[0] + dy * faces[1] > 0.0:
                self.way = (dx / gone, dy / gone)
                if SLACK * length <= gone <= length:
                    return
                length = min(max(gone, SLACK * length), length)
            else:  # turned round
                self.way, length = faces, SLACK * length
        else:
            self.way, length = faces, SLACK * length
        self._end = (x - length * self.way[0], y - length * self.way[1])

    def aside(self, before: Feet, now: Feet, number: int) -> float:
        """How far one foot has come to a side of the way, foot lengths."""
        (x0, y0), (x1, y1) = before.places[number], now.places[number]
        return abs((x1 - x0) * self.way[1] - (y1 - y0) * self.way[0]) / now.foot


def _faces(yaw: float) -> tuple[float, float]:
    """Which way in the picture somebody faces, by the yaw; a unit vector."""
    across, up = -math.sin(math.radians(yaw)), -UP * math.cos(math.radians(yaw))
    long = math.hypot(across, up)
    return across / long, up / long
