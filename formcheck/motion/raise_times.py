"""When a raise begins, is at its top and ends, on the body's height. Zero-phase."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.motion.filters import smooth
from formcheck.motion.order import median_of_known
from formcheck.motion.rises import Rise
from formcheck.motion.track import FloatArray, Window

CUTOFF_HZ = 5.5
"""Half power of the body's height: over it films of 15 frames/s are not smoothed, or by a hair."""

TOP = 0.85
"""Share of the way up to which a rise is timed; nearer to the top the sway of a standing body
decides."""

TOP_S = 0.15
"""The top is the level over which the body is for so long, seconds: the very highest is noise, and
a way that is taken for longer than it is makes a rise last as long as the time at the top."""


@dataclass(frozen=True, slots=True)
class _Timed:
    """From where on a way up or down is timed, and how the whole of it follows from that.

    By a movement with the least jerk, which is rounder than a line.

    Attributes:
        floor: share of the way, over the floor.
        whole: the trapezoid that fits between 10 and 90 %, over the time from `floor` to `TOP`.
        under: how much of the rest of it lies at the floor's end.
        valley: from where it turned in a valley to `floor`, over the same time; without the pose
            model's filter it would be 1.15 times that.
    """

    floor: float
    whole: float
    under: float
    valley: float


ON_BOTH = _Timed(floor=0.15, whole=1.50, under=0.5, valley=0.6)
ON_ONE = _Timed(floor=0.25, whole=1.80, under=0.62, valley=0.89)
"""Who lifts the other foot shifts the weight, and the body goes up by up to a fifth of a raise long
before it. Of 196 raises on one leg the time up was off by 0.24 s (RMSE) from 15 % on and by 0.14
from 25 % on, the time down by 0.32 and 0.17; of 343 on both feet 15 % is as good or better."""

UP_LOOKS, DOWN_LOOKS = 1.04, 1.08
"""True time up and down over the seen one. The pose model's own filter follows the quick middle of
a movement sooner than its slow beginning: worked out for movements of this size, 3–5 % are lost.
On the way down the end is called before the last is seen."""

VALLEY = 0.1
"""Share of the peak over the floor from which the level that was left is a valley."""

REACHED_TOP = 0.1
"""A rise from a valley is timed to 90 %: so much after `TOP`, as a share of the time to it."""

BEFORE_S = 0.3
"""So long before a rise is noticed its level is looked for, seconds."""

LEVEL_S = 0.15
"""So long before and after its start and its end the levels of a rise are looked for, seconds."""

HEEL_LOW = 0.86
"""Share of its peak that a low heel is at, over the share of theirs that the hips are: with the
ankle 0.54 foot lengths behind the ball and 0.20 over it, the heel 0.74 and −0.14, the body rises by
0.73 of a little lift and 0.63 of one by 30°."""


def rise_times(
    window: Window, rise: Rise, height: FloatArray | None = None, *, one_leg: bool = False
) -> dict[str, float]:
    """Start, top and end by thresholds on the smoothed body height; its height, what it left.

    `end_share` is the heel's height at the end as a share of its peak.

    Args:
        window: signals from a little before the rise to a little after.
        rise: the rise, by the body's height.
        height: another height to time it by, px; floor and end are looked for in it then.
        one_leg: whether somebody stands on one, or may.
    """
    timed = ON_ONE if one_leg else ON_BOTH
    if height is not None:
        rise = _levels(window.t, height, rise)
    t = window.t
    body = smooth(t, window["body_height"] if height is None else height, CUTOFF_HZ)
    known = np.isfinite(body)
    t, body = t[known], body[known]
    inside = np.flatnonzero((t >= rise.start) & (t <= rise.end))
    if inside.size < 3:
        return {
            "start": rise.start,
            "peak": rise.peak,
            "end": rise.end,
            "height": rise.height,
            **dict.fromkeys(("rise_s", "hold_s", "lower_s", "end_share"), math.nan),
        }
    index = int(inside[0] + np.argmax(body[inside]))
    peak, floor = float(body[index]), min(rise.floor, float(body[inside[0]]))
    left = float(body[(t >= rise.start - BEFORE_S) & (t <= t[index])].min())
    at_floor = left - floor <= VALLEY * (peak - floor)
    top = _top(t[inside], body[inside])
    low = _cross(t, body, left + timed.floor * (top - left), index, -1, default=rise.start)
    up = _cross(t, body, left + TOP * (top - left), int(inside[0]), 1, default=rise.start)
    start, top_from = _up(low, up, timed, at_floor=at_floor)
    top_to = _cross_back(t, body, floor + TOP * (top - floor), int(inside[-1]), t[index])
    # What it came down to tells more of the floor by now than what it left: a body sways.
    after = rise.floor + rise.end_height
    end = _cross(t, body, after + timed.floor * (top - after), index, 1, default=rise.end)
    more = (timed.whole * DOWN_LOOKS - 1.0) * (end - top_to)
    top_to, end = top_to - (1.0 - timed.under) * more, end + timed.under * more
    if top_from > top_to:  # no hold: the two lines meet above the top
        top_from = top_to = (top_from + top_to) / 2
    stood = left if at_floor else floor
    first, last = max(start, float(t[0])), min(end, float(t[-1]))  # lines may leave what was seen
    return {
        "start": first,
        "peak": float(np.clip((top_from + top_to) / 2, first, max(first, last))),
        "end": last,
        "height": peak - floor,
        "rise_s": max(0.0, top_from - start),
        "hold_s": max(0.0, top_to - top_from),
        "lower_s": max(0.0, end - top_to),
        "end_share": max(0.0, HEEL_LOW * (after - stood) / max(peak - stood, 1e-6)),
    }


def _levels(t: FloatArray, height: FloatArray, rise: Rise) -> Rise:
    """A rise with its levels in another height, px; as it is where they were not seen."""
    floor, end = (
        height[(np.abs(t - at) <= LEVEL_S) & np.isfinite(height)] for at in (rise.start, rise.end)
    )
    if not (floor.size and end.size):
        return rise
    level = median_of_known(floor)
    return replace(rise, floor=level, end_height=median_of_known(end) - level)


def _top(t: FloatArray, body: FloatArray) -> float:
    """The level over which the body is for `TOP_S` in all, px."""
    highest = np.argsort(-body)
    over = np.cumsum(np.gradient(t)[highest])
    return float(body[highest[min(int(np.searchsorted(over, TOP_S)), len(body) - 1)]])


def _up(low: float, up: float, timed: _Timed, *, at_floor: bool) -> tuple[float, float]:
    """When a rise began and when it was up, seconds.

    Args:
        low: when it was over the lower share of its way.
        up: when it was over `TOP` of it.
        timed: what that share is.
        at_floor: whether what it left is the floor, and no valley.
    """
    if not at_floor:
        return low - timed.valley * (up - low), up + REACHED_TOP * (up - low)
    more = (timed.whole * UP_LOOKS - 1.0) * (up - low)
    return low - timed.under * more, up + (1.0 - timed.under) * more


def _cross(
    t: FloatArray, y: FloatArray, level: float, first: int, step: int, *, default: float
) -> float:
    """When y first crosses a level, going from index `first` in steps of ±1, seconds."""
    i = first
    above = y[first] >= level
    while 0 <= i + step < len(y):
        j = i + step
        if (y[j] >= level) != above:
            return _between(t, y, level, i, j)
        i = j
    return default


def _cross_back(t: FloatArray, y: FloatArray, level: float, last: int, default: float) -> float:
    """When y was last over a level, looking back from index `last`, seconds."""
    for i in range(last, 0, -1):
        if y[i - 1] >= level > y[i]:
            return _between(t, y, level, i - 1, i)
    return float(default)


def _between(t: FloatArray, y: FloatArray, level: float, i: int, j: int) -> float:
    share = (level - y[i]) / (y[j] - y[i])
    return float(t[i] + share * (t[j] - t[i]))
