"""What two swings of a foot say together: a turn, or one way and back. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Sequence

from formcheck.motion.swings import Swing

LEAST_ROUND = 0.12
"""Minor over major axis under which a turn is drawn as a line: there is no telling which way it
went."""

CLEAR = 0.25
"""The same from which the arc of half a turn is round beyond doubt [ours]."""

THERE_AND_BACK = 0.35
"""Width over height from which two arcs on the same side are one way and the same way back. Of
narrower ones, which are flat by the usual limit, that cannot be told, and they count as a turn."""

STILL_BACK = 0.28
"""The same on a leg that is still, where the flow takes nothing along: .21 at most of 100 rendered
circles from the front, .31–.5 of nine of twelve parts and back [ours]."""

OBLIQUELY = 0.5
"""The same of somebody who is seen obliquely, where the flow is off by .4 of a circle's height:
whole circles on a still leg seemed there and back with up to .49, and what was had .5–.8 [ours]."""

BY_AXIS = 0.25
"""The same as the foot model sees it obliquely, however the leg swings: it takes no leg along, and
no depth. Of rendered circles 0–.2, parts and back .27–.8 [ours]."""

AGREEING = 0.5
"""What two arcs of an axis have to make together, as a share of what lies between them, for the way
round to be told. Of 154 rendered circles 97 are told so, one wrong, however the leg swings; by the
flow 63, four wrong [ours]."""


def arcs(swings: Sequence[Swing]) -> tuple[list[float], bool]:
    """Half widths of arcs, degrees; and whether by the foot's axis, if that was seen in all."""
    if all(math.isfinite(swing.axis) for swing in swings):
        return [swing.axis for swing in swings], True
    return [swing.aside for swing in swings], False


def opposite(one: float, other: float) -> bool:
    """Whether two arcs belong to turns of opposite ways, from their half widths."""
    if not one * other < 0:
        return False
    return abs(one + other) < 0.5 * (abs(one) + abs(other))


def wide(one: float, other: float, size: float, least: float = THERE_AND_BACK) -> bool:
    """Whether two arcs are wide enough for that to mean something; `size` is their height."""
    return abs(one) + abs(other) >= least * size  # half widths: their mean, doubled


def there_and_back(one: Swing, other: Swing, least: float = THERE_AND_BACK) -> bool:
    """Whether a swing was one way and the next the same way back, by arcs at least so wide."""
    size = max(one.size, other.size)
    (first, second), by_axis = arcs((one, other))
    return opposite(first, second) and wide(first, second, size, BY_AXIS if by_axis else least)


def way_by_axis(swings: Sequence[Swing]) -> int:
    """Which way the foot's axis went round: 1 clockwise, -1 the other way, 0 where not told."""
    sides, by_axis = arcs(swings)
    if not by_axis or len(sides) < 2:
        return 0
    both, size = sum(sides), max(swing.size for swing in swings)
    if abs(both) < max(LEAST_ROUND * size, AGREEING * (max(sides) - min(sides))):
        return 0
    return 1 if both > 0 else -1


def same_way(one: Swing, other: Swing) -> bool:
    """Whether two swings are arcs of the same turn beyond doubt: both round, the same way."""
    low, high = sorted((abs(one.aside) / one.size, abs(other.aside) / other.size))
    return one.aside * other.aside > 0 and low >= max(CLEAR / 2, 0.4 * high)


def alike(swings: Sequence[Swing]) -> float:
    """Roundness of the flatter arc over that of the rounder one, 0..1; 0 of opposite ways."""
    drawn = [swing.aside / swing.size for swing in swings]
    low, high = sorted((min(drawn), max(drawn)), key=abs)
    return max(0.0, low / high) if high else 0.0


def is_round(swing: Swing) -> bool:
    """Whether a swing is an arc beyond doubt."""
    return abs(swing.aside) >= CLEAR * swing.size / 2


def is_bent(swing: Swing) -> bool:
    """Whether a swing is an arc rather than straight."""
    return abs(swing.aside) >= LEAST_ROUND * swing.size / 2


def share(part: Swing, whole: Swing) -> float:
    """Degrees on the clock that a swing goes, of the 180° of a whole one."""
    return share_of(part.size, whole.size)


def share_of(size: float, whole: float) -> float:
    """Degrees on the clock that go with a way up or down, of the 180° of a whole one."""
    return math.degrees(math.acos(1.0 - 2.0 * min(1.0, size / max(whole, 1e-6))))
