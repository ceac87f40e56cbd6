"""One foot that is seen as two: the inset shows it once, and does not say whose it is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.exercises.results import Side
from formcheck.overlay.foot_marks import Foot
from formcheck.pose.feet.points import CENTRE, FOOT

ALIKE = 0.2
"""Foot lengths between the same points of both (median) below which two feet are shown once, though
they are named. On the rendered benchmark's development clips six pairs of ten below it are one
foot; the others are so near that both pictures show the same."""

ONE_PLACE = 0.5
"""Foot lengths between their middles below which two feet without names are shown once: two
pictures of one place that only say '?' tell no more than one. Of somebody who lies, all pairs so
near were one foot, whose points were placed differently."""

LEAVE = 1.5
"""By this factor further apart they are shown twice again."""

STEADY_S = 0.4
"""Time constant of that, s: feet that pass each other are alike for less than a quarter of one."""

PLAIN = 2.0
"""By this factor the area of doubt about its points has to be larger for the other to be shown."""

FAR = 5.0
"""Further apart counts as no more than this: feet that came together are so soon."""

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
        if self._apart > LEAVE:
            self._row = None
        elif self._row is not None or self._apart < 1:
            self._row = self._surer(feet)
        return [replace(f, side=Side.UNKNOWN) for f in feet if f.row == self._row] or feet

    def _surer(self, feet: list[Foot]) -> int:
        """The row of the surer foot; of the one that was shown where it is not plainly worse."""
        best = min(feet, key=_doubt)
        kept = next((foot for foot in feet if foot.row == self._row), best)
        return kept.row if _doubt(kept) < PLAIN * _doubt(best) else best.row


def _apart(feet: list[Foot]) -> float:
    """How far they are apart, of what they may be to be shown once."""
    one, other = (foot.points for foot in feet)
    length = max(1.0, *(foot.length for foot in feet))
    alike = float(np.median(np.hypot(*(one - other)[list(FOOT)].T))) / (ALIKE * length)
    if any(foot.side is not Side.UNKNOWN for foot in feet):
        return min(alike, FAR)
    middles = (points[list(CENTRE)].mean(axis=0) for points in (one, other))
    return min(alike, math.dist(*middles) / (ONE_PLACE * length), FAR)


def _doubt(foot: Foot) -> float:
    """Squared size of the doubt about its points, px² of the canvas."""
    return float(np.trace(foot.spread[list(FOOT)].sum(axis=0)))
