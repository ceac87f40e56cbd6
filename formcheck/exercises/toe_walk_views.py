"""From where a step on the toes is seen from behind, by where all steps of its way lead.

From behind the body is drawn turned either way: in five rendered walks by up to 12° too far round
and by up to 16 too little, where a way of 4 foot lengths and more was right within 6. From the
front, where it comes near and the lens is a guess, it was off by up to 12, and the body by 7.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from formcheck.exercises.toe_walk_results import Entry
from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.heading import LEAST, Spot, heading, seen_from
from formcheck.motion.view import BEHIND_DEG

ONE_WAY_DEG = 45.0
"""Change of yaw from one step to the next up to which somebody goes on the same way."""

LONG = 4.0
"""Foot lengths from which a way tells where it leads: the shortest on which `heading` was measured,
five steps of a foot's length each."""


def yaws_by_way(entries: Sequence[Entry]) -> list[float]:
    """The yaw of each step from behind by the way that all take; NaN elsewhere, or of short ways.

    Args:
        entries: in order of time.
    """
    found = []
    for way in _ways(entries):
        leads = _leads([entry.spot for entry in way if entry.spot is not None])
        found += [_seen_from(leads, entry) for entry in way]
    return found


def _ways(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Steps in a row that lead the same way."""
    way: list[Entry] = []
    for entry in entries:
        if way and not abs(wrap(entry.yaw - way[-1].yaw)) <= ONE_WAY_DEG:
            yield way
            way = []
        way.append(entry)
    if way:
        yield way


def _leads(spots: Sequence[Spot]) -> float:
    """Which way leads through places, as `heading`; NaN where it is too short to tell."""
    if len(spots) < LEAST:
        return NAN
    first, last = spots[0], spots[-1]
    far = math.hypot(last.right - first.right, last.away - first.away)
    return heading(spots) if far >= LONG else NAN


def _seen_from(leads: float, entry: Entry) -> float:
    if entry.spot is None or not abs(wrap(entry.yaw)) > BEHIND_DEG:
        return NAN
    return seen_from(leads, entry.spot)
