"""When a raise begins, is at its top and ends, on the body's height. Zero-phase."""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.filters import smooth
from formcheck.motion.geometry import NAN
from formcheck.motion.rises import Rise
from formcheck.motion.track import FloatArray, Window

LEFT_FLOOR = 0.15
TOP = 0.85
"""Between these shares of the peak a rise is timed; nearer to the floor and the top the sway of a
standing body decides."""

DRAWN_OUT = (1.05 / (TOP - LEFT_FLOOR) - 1.0) / 2
"""How far the straight line through both is drawn out at each end, as a share of the time between
them, to give the trapezoid that fits between 10 and 90 %. A movement with the least jerk is rounder
than a line: its 70 % in the middle take 0.421 of it, its 80 % 0.506."""


def rise_times(window: Window, rise: Rise) -> dict[str, float]:
    """Start, top and end by thresholds on the smoothed body height."""
    t, body = window.t, smooth(window.t, window["body_height"], cutoff_hz=6.0)
    known = np.isfinite(body)
    t, body = t[known], body[known]
    inside = (t >= rise.start) & (t <= rise.end)
    if inside.sum() < 3:
        nothing = dict.fromkeys(("rise_s", "hold_s", "lower_s"), NAN)
        return {
            "start": rise.start,
            "peak": rise.peak,
            "end": rise.end,
            "height": rise.height,
            **nothing,
        }
    index = int(np.flatnonzero(inside)[0] + np.argmax(body[inside]))
    floor = min(rise.floor, float(body[inside][0]))
    height = float(body[index]) - floor
    # A rise is reported when it is all but down: what is left then is no level of its own.
    down = not rise.at_valley and rise.end_height <= LEFT_FLOOR * rise.height
    after = floor if down else floor + max(0.0, rise.end_height)
    start = _cross(t, body, floor + LEFT_FLOOR * height, index, -1, default=NAN)
    top_from = _cross(t, body, floor + TOP * height, int(np.argmax(inside)), 1, default=rise.start)
    top_to = _cross_back(t, body, floor + TOP * height, int(np.flatnonzero(inside)[-1]), t[index])
    drop = float(body[index]) - after
    end = _cross(t, body, after + LEFT_FLOOR * drop, index, 1, default=rise.end)
    if math.isfinite(start):
        start, top_from = _drawn_out(start, top_from)
    else:  # it rose from a valley over that height: from there it is timed
        start = rise.start
    top_to, end = _drawn_out(top_to, end)
    if top_from > top_to:  # no hold: the two lines meet above the top
        top_from = top_to = (top_from + top_to) / 2
    return {
        "start": start,
        "peak": float(np.clip((top_from + top_to) / 2, start, max(start, end))),
        "end": end,
        "height": height,
        "rise_s": max(0.0, top_from - start),
        "hold_s": max(0.0, top_to - top_from),
        "lower_s": max(0.0, end - top_to),
    }


def _drawn_out(first: float, last: float) -> tuple[float, float]:
    """Times at 10 and 90 % of a way, drawn out to the whole of it, seconds."""
    more = DRAWN_OUT * (last - first)
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
