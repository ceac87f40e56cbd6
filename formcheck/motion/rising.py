"""Is a step up of the body's level a rise on to the toes? Asked of the moments around it.

Whoever rises stands still first, and both ankles go up with the body, for the feet turn on their
balls. A knee that straightens leaves the ankles where they are; a swing takes one ankle alone, and
further up than the body; somebody who walks was not still.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from formcheck.motion.geometry import NAN

QUIET = 0.045
"""Largest change of level while somebody stands, foot lengths: up to 0.039 before rises on the
benchmark's dev half (80 of them), 0.005 as a rule; 0.05–0.2 in steps."""

STILL = (-0.7, -0.3)
BEFORE = (-0.55, -0.3)
AFTER = (0.08, 0.27)
"""Where to look, seconds from the middle of the rise. Later than `AFTER` the first foot swings."""

WITH_BODY = 0.1
"""Least share of the body's rise that either ankle goes up by: 0.12–1.4 in 79 of 80 rises, −0.9 to
0.1 in bent knees that straighten."""

ALONE = 2.3
"""Most by which an ankle goes up, shares of the body's rise: up to 1.9 in 79 of 80 rises; 2–7 where
a foot swings."""


NEAR_S = 0.4
"""How far off the middle of a change may seem when the body drifts besides, seconds."""

LEVEL_BEFORE = (-0.55, -0.25)
LEVEL_AFTER = (0.25, 0.6)
"""Where the levels before and after a fall are taken, seconds from its middle."""

FEET_LATE_S, FEET_SHARE, FEET_OFF_S = 0.09, 0.4, 0.07
"""Heels and ankles are half-way down so long after the body, which sinks ahead of them, seconds;
what they count for against it; and how far off they are at most, seconds: more is another foot."""

FAST_S = 0.2
"""Half of coming down off the toes, seconds."""


@dataclass(frozen=True, slots=True)
class Heights:
    """Heights over the horizon at one time, foot lengths.

    Attributes:
        t: seconds.
        body: of the hips, plus half of the trunk.
        ankles: of the left and the right one; NaN where not seen.
        px: of hips and shoulders in the picture, px, not over the horizon: they are seen best.
        feet: of heels and ankles as the foot model sees them, px; NaN where it does not.
    """

    t: float
    body: float
    ankles: tuple[float, float]
    px: float = NAN
    feet: tuple[float, ...] = ()


def is_quiet(heights: Sequence[Heights], middle: float, *, after: bool = False) -> bool:
    """Whether somebody stood still before (or after) a change of level.

    Args:
        heights: around it.
        middle: of the change, seconds.
        after: look after it.
    """
    around = (-STILL[1], -STILL[0]) if after else STILL
    level = [h.body for h in between(heights, middle, around)]
    return len(level) > 1 and max(level) - min(level) <= QUIET


def feet_rise(heights: Sequence[Heights], middle: float) -> bool:
    """Whether both ankles went up with the body; not known is no."""
    return _with_body(heights, middle, BEFORE, AFTER, way=1)


def feet_fall(heights: Sequence[Heights], middle: float) -> bool:
    """Whether both ankles came down with the body, as after a rise; not known is no.

    A heel that sinks in a step does not look so: the other foot is on its way.
    """
    before, after = (-AFTER[1], -AFTER[0]), (-BEFORE[1], -BEFORE[0])
    return _with_body(heights, middle, before, after, way=-1)


def _with_body(
    heights: Sequence[Heights],
    middle: float,
    first: tuple[float, float],
    then: tuple[float, float],
    *,
    way: int,
) -> bool:
    """Whether body and both ankles went the same way between two times, +1 up, -1 down."""
    before, after = between(heights, middle, first), between(heights, middle, then)
    if not before or not after or heights[-1].t < middle + then[1]:
        return False
    body = way * (median(h.body for h in after) - median(h.body for h in before))
    ankles = [
        way * (median(h.ankles[i] for h in after) - median(h.ankles[i] for h in before))
        for i in (0, 1)
    ]
    if not (body > 0 and all(map(math.isfinite, ankles))):
        return False
    return min(ankles) > WITH_BODY * body and max(ankles) < ALONE * body


def half_way_down(heights: Sequence[Heights], middle: float) -> float:
    """When the body was half-way down, seconds.

    By its height in px, for the foot length of somebody who came nearer lags behind: 0.17 s after
    the heels began to come down in every view (266 falls; it varies by 0.033 s), where by heights
    in foot lengths it was 0.12 from the front, 0.17 elsewhere, and varied by 0.044 s. What the foot
    model sees of heels and ankles varies by 0.056 s, independently of that; both by 0.030 s.

    Args:
        heights: around it.
        middle: of the change, as far as it is known, seconds.
    """
    at = _half_way([(h.t, h.px) for h in heights], middle)
    if not math.isfinite(at):
        return middle
    ways = zip(*(h.feet for h in heights), strict=True)
    feet = [_half_way([(h.t, y) for h, y in zip(heights, way, strict=True)], at) for way in ways]
    known = [t - at - FEET_LATE_S for t in feet if math.isfinite(t)]
    return at + FEET_SHARE * min(FEET_OFF_S, max(-FEET_OFF_S, median(known))) if known else at


def _half_way(course: Sequence[tuple[float, float]], middle: float) -> float:
    """When something was half-way down between its levels before and after, seconds, else NaN.

    Args:
        course: (seconds, height), NaN where not known.
        middle: about when, seconds.
    """
    seen = [(t - middle, y) for t, y in course if math.isfinite(y)]
    before, after = (
        [y for t, y in seen if first <= t <= last] for first, last in (LEVEL_BEFORE, LEVEL_AFTER)
    )
    if min(len(before), len(after)) < 2:
        return NAN
    half = (median(before) + median(after)) / 2
    for (t, a), (then, b) in pairwise((t, y) for t, y in seen if abs(t) <= NEAR_S):
        if a >= half > b:
            return middle + t + (a - half) / (a - b) * (then - t)
    return NAN


def steepest(heights: Sequence[Heights], middle: float) -> float:
    """When the body sank fastest, near to a time (seconds): drift before it does not matter."""
    near = [h for h in heights if abs(h.t - middle) <= NEAR_S]

    def sank(at: Heights) -> float:
        before = between(heights, at.t, (-FAST_S, 0.0))[0]
        return before.body - between(heights, at.t, (0.0, FAST_S))[-1].body

    return max(near, key=sank).t if near else middle


def between(
    heights: Iterable[Heights], middle: float, around: tuple[float, float]
) -> list[Heights]:
    """Those from the first to the last of two times `around` a middle, seconds."""
    first, last = around
    return [h for h in heights if first <= h.t - middle <= last]
