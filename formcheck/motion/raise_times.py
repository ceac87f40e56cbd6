"""When a raise begins, is at its top and ends, on the body's height. Zero-phase."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.motion.filters import smooth
from formcheck.motion.rises import Rise
from formcheck.motion.track import FloatArray, Window

CUTOFF_HZ = 5.5
"""Half power of the body's height: over it films of 15 frames/s are not smoothed, or by a hair."""

LEFT_FLOOR = 0.15
TOP = 0.85
"""Between these shares of the way a rise is timed; nearer to the floor and the top the sway of a
standing body decides."""

ROUND = 1.05 / (TOP - LEFT_FLOOR)
"""The trapezoid that fits between 10 and 90 %, over the time between both shares. A movement with
the least jerk is rounder than a line: its 70 % in the middle take 0.421 of it, its 80 % 0.506."""

UP_LOOKS, DOWN_LOOKS = 1.04, 1.08
"""True time up and down over the seen one. The pose model's own filter follows the quick middle of
a movement sooner than its slow beginning: worked out for movements of this size, 3–5 % are lost.
On the way down the end is called before the last is seen."""

VALLEY = 0.1
"""Share of the peak over the floor from which the level that was left is a valley."""

LEFT_VALLEY, REACHED_TOP = 0.6, 0.1
"""From a valley a rise is timed from where it turned to 90 %: so much before `LEFT_FLOOR` and after
`TOP`, as shares of the time between. Without a filter they would be 0.69 and 0.10."""

BEFORE_S = 0.3
"""So long before a rise is noticed its level is looked for, seconds."""

LEVEL_S = 0.15
"""So long before and after its start and its end the levels of a rise are looked for, seconds."""

HEEL_LOW = 0.86
"""Share of its peak that a low heel is at, over the share of theirs that the hips are: with the
ankle 0.54 foot lengths behind the ball and 0.20 over it, the heel 0.74 and −0.14, the body rises by
0.73 of a little lift and 0.63 of one by 30°."""


def rise_times(window: Window, rise: Rise, height: FloatArray | None = None) -> dict[str, float]:
    """Start, top and end by thresholds on the smoothed body height; its height, what it left.

    `end_share` is the heel's height at the end as a share of its peak.

    Args:
        window: signals from a little before the rise to a little after.
        rise: the rise, by the body's height.
        height: another height to time it by, px; floor and end are looked for in it then.
    """
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
    start, top_from = _up(t, body, rise, index, left, at_floor=at_floor)
    top_to = _cross_back(t, body, floor + TOP * (peak - floor), int(inside[-1]), t[index])
    # What it came down to tells more of the floor by now than what it left: a body sways.
    after = rise.floor + rise.end_height
    end = _cross(t, body, after + LEFT_FLOOR * (peak - after), index, 1, default=rise.end)
    top_to, end = _drawn_out(top_to, end, DOWN_LOOKS)
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
    level = float(np.median(floor))
    return replace(rise, floor=level, end_height=float(np.median(end)) - level)


def _up(
    t: FloatArray, body: FloatArray, rise: Rise, top: int, left: float, *, at_floor: bool
) -> tuple[float, float]:
    """When a rise began and when it was up, seconds.

    Args:
        t: seconds.
        body: height, px.
        rise: the rise.
        top: index of the highest moment.
        left: the level that it left, px.
        at_floor: whether that is the floor, and no valley.
    """
    first, way = int(np.argmax(t >= rise.start)), float(body[top]) - left
    low = _cross(t, body, left + LEFT_FLOOR * way, top, -1, default=rise.start)
    up = _cross(t, body, left + TOP * way, first, 1, default=rise.start)
    if at_floor:
        return _drawn_out(low, up, UP_LOOKS)
    return low - LEFT_VALLEY * (up - low), up + REACHED_TOP * (up - low)


def _drawn_out(first: float, last: float, looks: float) -> tuple[float, float]:
    """Times at `LEFT_FLOOR` and `TOP` of a way, drawn out to the whole of it, seconds."""
    more = (ROUND * looks - 1.0) / 2 * (last - first)
    return first - more, last + more


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
