"""Which repetition found is which true one: by time, one to one, the nearest first."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

from formcheck.exercises.results import Rep
from formcheck.validate.units import TrueRep

_UNKNOWN_S = 1.0
"""Tolerance for one repetition of which only the peak is known."""


def match(true: Sequence[TrueRep], found: Sequence[Rep]) -> dict[int, int]:
    """Pair repetitions whose peaks lie within half a repetition of each other.

    Args:
        true: in order of time.
        found: as the report lists them.

    Returns:
        Index in `found` by index in `true`.
    """
    usual = _usual_length(true)
    pairs = sorted(
        (abs(b.peak_s - a.moment), i, j)
        for i, a in enumerate(true)
        for j, b in enumerate(found)
        if abs(b.peak_s - a.moment) <= (a.length or usual) / 2
    )
    matched: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _usual_length(true: Sequence[TrueRep]) -> float:
    """Seconds from one peak to the next, for repetitions of which only the peak is known."""
    steps = [b.moment - a.moment for a, b in pairwise(true)]
    return statistics.median(steps) if steps else 2 * _UNKNOWN_S
