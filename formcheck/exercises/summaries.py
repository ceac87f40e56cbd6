"""Figures over several repetitions: own best, fatigue, symmetry."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence


def own_best(values: Sequence[float]) -> float | None:
    """The median of the three best (EXERCISES.md, Words); None while there are fewer than three."""
    best = sorted(values, reverse=True)[:3]
    return statistics.median(best) if len(best) == 3 else None


def mean_of(values: Iterable[float | None]) -> float | None:
    """Mean of what is known; None when nothing is."""
    known = [v for v in values if v is not None and math.isfinite(v)]
    return statistics.fmean(known) if known else None


def height_loss(
    lifts: Sequence[float],
) -> tuple[float | None, float | None, float | None]:
    """Fatigue: mean of the first third, of the last third, and the share lost between them.

    Args:
        lifts: heights in order of time; under six there are no thirds to compare.
    """
    third = len(lifts) // 3
    if third < 2:
        return None, None, None
    first, last = statistics.fmean(lifts[:third]), statistics.fmean(lifts[-third:])
    return first, last, (first - last) / first if first > 0 else None


def symmetry_index(left: float, right: float, affected: str | None = None) -> float:
    """Limb symmetry index, %: 100 × lower / higher, or affected / other when the side is given."""
    if affected is not None:
        ours, other = (left, right) if affected == "left" else (right, left)
        return 100 * ours / other
    return 100 * min(left, right) / max(left, right)
