"""Which repetition found is which true one: by time, one to one, the nearest first."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

from formcheck.exercises.results import Rep, Stage
from formcheck.validate.units import Anchor, TrueRep

_UNKNOWN_S = 1.0
"""Tolerance for one repetition of which only the peak is known."""


def match(true: Sequence[TrueRep], found: Sequence[Rep]) -> dict[int, int]:
    """Pair repetitions whose moments lie within half a repetition of each other.

    The moment is the peak; of a step, the foot's coming down; of a circle, its middle. Steps
    overlap, so for them half a repetition is half of the usual time to the next one.

    Args:
        true: in order of time.
        found: as the report lists them.

    Returns:
        Index in `found` by index in `true`.
    """
    usual = _usual_length(true)
    pairs = sorted(
        (abs(moment(b, a.anchor) - a.moment), i, j)
        for i, a in enumerate(true)
        for j, b in enumerate(found)
        if abs(moment(b, a.anchor) - a.moment) <= _length(a, usual) / 2
    )
    return _one_to_one(pairs)


def match_stages(true: Sequence[TrueRep], found: Sequence[Stage]) -> dict[int, int]:
    """Pair stages that share more than half of their time, those that share most first."""
    pairs = []
    for i, a in enumerate(true):
        assert a.start is not None
        assert a.end is not None
        for j, b in enumerate(found):
            shared = min(a.end, b.end_s) - max(a.start, b.start_s)
            whole = max(a.end, b.end_s) - min(a.start, b.start_s)
            if shared > 0.5 * whole:
                pairs.append((-shared / whole, i, j))
    return _one_to_one(sorted(pairs))


def moment(rep: Rep, anchor: Anchor) -> float:
    """The moment of a repetition that is compared, seconds."""
    if anchor is Anchor.START:
        return rep.start_s
    return rep.peak_s if anchor is Anchor.PEAK else (rep.start_s + rep.end_s) / 2


def _one_to_one(pairs: Sequence[tuple[float, int, int]]) -> dict[int, int]:
    matched: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _length(rep: TrueRep, usual: float) -> float:
    """What counts as its length, seconds."""
    if rep.length is None:
        return usual
    return min(rep.length, usual) if rep.anchor is Anchor.START else rep.length


def _usual_length(true: Sequence[TrueRep]) -> float:
    """Seconds from one moment to the next, for repetitions whose length is not known."""
    steps = [b.moment - a.moment for a, b in pairwise(true)]
    return statistics.median(steps) if steps else 2 * _UNKNOWN_S
