"""The part of a picture that is magnified: it holds the feet, and moves no more than it must.

A part that followed every point would hide what is to be seen: a heel that rises. So it stands
still as long as the feet are well inside, and is pushed along when they reach its edge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MARGIN = 0.11
"""Free border about the feet that is kept, shares of the part's width."""

ROOMY = 1.15
"""How much larger than it must be the part is laid at first: it then stands still for longer."""

LOOSE = 1.4
"""How much larger than it must be it stays."""

SHRINK_S = 3.0
"""Time constant with which a part that has grown too large becomes smaller."""

GAP_S = 1.0
"""After so long without feet the part is laid anew."""


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of a picture: its middle, and its size in px."""

    x: float
    y: float
    width: float
    height: float

    def scaled(self, factor: float) -> Part:
        """A larger or smaller part about the same middle."""
        return Part(self.x, self.y, self.width * factor, self.height * factor)


class Follower:
    """Lays the part about the feet, picture after picture. Causal."""

    def __init__(self) -> None:
        self._part: Part | None = None
        self._key: object = None
        self._t = -math.inf

    def follow(
        self, t: float, points: NDArray[np.float64], least: tuple[float, float], key: object
    ) -> Part:
        """Take the points of one picture.

        Args:
            t: seconds.
            points: (N, 2) px that have to be inside.
            least: width and height that the part has at least, px; it keeps their proportion.
            key: what is looked at; the part is laid anew when it changes.
        """
        aspect = least[0] / least[1]
        low, high = points.min(axis=0), points.max(axis=0)
        across, down = (high - low).tolist()
        need = max(across, down * aspect)
        tight = max(least[0], need / (1 - 2 * MARGIN))
        before, passed = self._part, t - self._t
        if before is None or key != self._key or not 0 <= passed <= GAP_S:
            width, (x, y) = ROOMY * tight, ((low + high) / 2).tolist()
        else:
            width = before.width
            if width < tight:
                width = tight
            elif width > LOOSE * tight:
                width += (LOOSE * tight - width) * (1 - math.exp(-passed / SHRINK_S))
            x, y = before.x, before.y
        height = width / aspect
        free = np.array([width, height]) / 2 - MARGIN * np.array([width, height])
        # As near to where it was as the feet allow.
        least_at, most_at = high - free, low + free
        x = _between(x, float(least_at[0]), float(most_at[0]))
        y = _between(y, float(least_at[1]), float(most_at[1]))
        self._part, self._key, self._t = Part(x, y, width, height), key, t
        return self._part


def _between(value: float, low: float, high: float) -> float:
    return (low + high) / 2 if low > high else min(high, max(low, value))
