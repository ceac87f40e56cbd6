"""One foot that is seen as two: the inset shows it once, and does not say whose it is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.exercises.results import Side
from formcheck.overlay.foot_marks import Foot
from formcheck.pose.feet.points import CENTRE, FOOT

ONE_PLACE = 0.5
"""Foot lengths: with their middles further apart than this, two feet lie in two places."""

ALIKE, UNLIKE = 0.2, 0.35
"""Foot lengths between the same points of both (median, over time) below which they are shown once,
and above which twice again. On the rendered benchmark's development clips six pairs of ten below .2
are one foot; the others are so near that both pictures show the same."""

STEADY_S = 0.4
"""Time constant of that, s: feet that pass each other are alike for less than a quarter of one."""

GAP_S = 1.0
"""After so long without two feet nothing is remembered of them."""


class Once:
    """Tells two feet from one that is seen twice. Causal."""

    def __init__(self) -> None:
        self._t = -math.inf
        self._apart = math.inf
        self._row: int | None = None

    def take(self, t: float, feet: list[Foot]) -> list[Foot]:
        """The feet to show: both, or the surer of two that lie on one place, its side unknown.

        Args:
            t: seconds.
            feet: what was found.
        """
        if len(feet) != 2:
            return feet
        now, passed = _apart(feet), t - self._t
        if not 0 <= passed <= GAP_S:
            self._apart, self._row = now, None
        else:
            self._apart += (now - self._apart) * (1 - math.exp(-passed / STEADY_S))
        self._t = t
        if self._apart > UNLIKE:
            self._row = None
        elif self._row is None and self._apart < ALIKE:
            self._row = min(feet, key=_doubt).row
        return [replace(f, side=Side.UNKNOWN) for f in feet if f.row == self._row] or feet


def _apart(feet: list[Foot]) -> float:
    """How far the points of one are from those of the other, foot lengths; 1 of two places."""
    one, other = (foot.points for foot in feet)
    length = max(1.0, *(foot.length for foot in feet))
    middles = (points[list(CENTRE)].mean(axis=0) for points in (one, other))
    if math.dist(*middles) > ONE_PLACE * length:
        return 1.0
    return float(np.median(np.hypot(*(one - other)[list(FOOT)].T))) / length


def _doubt(foot: Foot) -> float:
    return float(np.trace(foot.spread[list(FOOT)].sum(axis=0)))
