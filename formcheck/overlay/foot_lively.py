"""Which of two feet does the exercise, where nobody has told: the one that turns and tips more."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.overlay.foot_marks import Foot
from formcheck.pose.feet.points import FOOT

SMOOTH_S = 0.15
"""Time constant that takes the points' jitter away, s."""

OVER_S = 2.0
"""Time constant over which feet are compared, s: about a circle, or a raise."""

MORE = 2.0
"""By this factor a foot has to move more (variance) to take the other's place."""

GAP_S = 1.0
"""After so long without it nothing is remembered of a foot."""


class Lively:
    """Compares how two feet move about their own middles. Causal.

    A foot that is carried along, as the lifted one is in a heel raise, moves as a whole and does
    not count.
    """

    def __init__(self) -> None:
        self._feet: dict[int, _Shape] = {}
        self._row: int | None = None

    def take(self, t: float, feet: list[Foot]) -> int | None:
        """The row of the foot that was plainly livelier last; None as long as neither was.

        Args:
            t: seconds.
            feet: what was found.
        """
        moved = {f.row: self._feet.setdefault(f.row, _Shape()).take(t, f) for f in feet}
        if len(moved) == 2:
            most, least = sorted(moved, key=lambda row: -moved[row])
            if moved[most] > MORE * moved[least]:
                self._row = most
        return self._row


class _Shape:
    """How much the points of a foot vary about its middle, in squared foot lengths."""

    def __init__(self) -> None:
        self._t = -math.inf
        self._now: NDArray[np.float64] = np.zeros((len(FOOT), 2))
        self._usual = self._now
        self._varies = 0.0

    def take(self, t: float, foot: Foot) -> float:
        points = foot.points[list(FOOT)] / max(1.0, foot.length)
        shape, passed = points - points.mean(axis=0), t - self._t
        if 0 <= passed <= GAP_S:
            quick, slow = (1 - math.exp(-passed / s) for s in (SMOOTH_S, OVER_S))
            self._now = self._now + quick * (shape - self._now)
            off = float(((self._now - self._usual) ** 2).sum())
            self._usual = self._usual + slow * (self._now - self._usual)
            self._varies += slow * (off - self._varies)
        else:
            self._now, self._usual, self._varies = shape, shape, 0.0
        self._t = t
        return self._varies
