"""Times of a rise and fall on an exact curve. Definitions: docs/truth-format.md, Times."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

LEFT, TOP = 0.10, 0.90
"""Shares of the peak between which a rise is timed."""

MOVING = 0.05
"""Share of the peak over which the heel counts as off the floor, for what happens 'within' it."""

_MARGIN_S = 1.0


@dataclass(frozen=True, slots=True)
class RiseTimes:
    """One rise; times in seconds, heights in the curve's unit.

    Attributes:
        start, top_from, top_to, end: corners of the trapezoid whose sides go through 10 and 90 %
            of the peak, or of the way down to a valley.
        peak: highest value.
        valley: lowest value before the next rise, 0 at the floor.
        moving: indices of first and last frame with the heel off the floor.
    """

    start: float
    top_from: float
    top_to: float
    end: float
    peak: float
    valley: float
    moving: slice


def rise_times(t: Array, height: Array, spans: list[tuple[float, float]]) -> list[RiseTimes | None]:
    """Times of each rise.

    Args:
        t: seconds, (F,).
        height: over the floor, (F,).
        spans: about where each rise begins and ends, in order of time, seconds.

    Returns:
        One for each span; None where the curve does not cover it.
    """
    tops = [_top(t, height, span) for span in spans]
    result: list[RiseTimes | None] = []
    for i, (top, span) in enumerate(zip(tops, spans, strict=True)):
        if top is None or height[top] <= 0:
            result.append(None)
            continue
        before = tops[i - 1] if i else None
        after = tops[i + 1] if i + 1 < len(tops) else None
        low = _between(t, height, before, top, span[0] - _MARGIN_S, last=True)
        high = _between(t, height, top, after, span[1] + _MARGIN_S, last=False)
        result.append(_measure(t, height, low, top, high))
    return result


def _top(t: Array, height: Array, span: tuple[float, float]) -> int | None:
    inside = np.flatnonzero((t >= span[0]) & (t <= span[1]))
    return int(inside[np.argmax(height[inside])]) if len(inside) >= 3 else None


def _between(
    t: Array, height: Array, first: int | None, last_index: int | None, edge: float, *, last: bool
) -> int:
    """The valley between two tops: its last or first lowest frame; else the frame at `edge`."""
    if first is None:
        return int(np.searchsorted(t, edge))
    if last_index is None:
        return min(int(np.searchsorted(t, edge)), len(t) - 1)
    part = height[first : last_index + 1]
    if last:
        return last_index - int(np.argmin(part[::-1]))
    return first + int(np.argmin(part))


def _measure(t: Array, height: Array, low: int, top: int, high: int) -> RiseTimes:
    peak = float(height[top])
    valley = max(0.0, float(height[top : high + 1].min()))
    # A heel that is all but down is down: what is left then is no level of its own.
    after = valley if valley > LEFT * peak else 0.0
    inside = slice(low, high + 1)
    times, values = t[inside], height[inside]
    at = top - low
    up = _up(times, values, LEFT * peak, at)
    over = np.flatnonzero(values >= TOP * peak)
    top_from = _up(times, values, TOP * peak, int(over[0]))
    top_to = _down(times, values, TOP * peak, int(over[-1]))
    end = _down(times, values, after + LEFT * (peak - after), at)
    if values[0] < LEFT * peak:  # else it rose from a valley over that height
        up, top_from = _drawn_out(up, top_from)
    top_to, end = _drawn_out(top_to, end)
    if top_from > top_to:
        top_from = top_to = (top_from + top_to) / 2
    return RiseTimes(
        start=up,
        top_from=top_from,
        top_to=top_to,
        end=end,
        peak=peak,
        valley=valley,
        moving=_moving(height, low, top, high, MOVING * peak),
    )


def _drawn_out(first: float, last: float) -> tuple[float, float]:
    """The line through 10 and 90 % of a way, drawn out to its ends."""
    more = LEFT / (TOP - LEFT) * (last - first)
    return first - more, last + more


def _up(t: Array, y: Array, level: float, at: int) -> float:
    """When y last rose through a level before `at`; the first time of all when it never did."""
    for i, j in pairwise(range(at, -1, -1)):
        if y[j] < level <= y[i]:
            return _cross(t, y, level, j, i)
    return float(t[0])


def _down(t: Array, y: Array, level: float, at: int) -> float:
    """When y first fell through a level after `at`; the last time of all when it never did."""
    for i, j in pairwise(range(at, len(y))):
        if y[i] >= level > y[j]:
            return _cross(t, y, level, i, j)
    return float(t[-1])


def _cross(t: Array, y: Array, level: float, i: int, j: int) -> float:
    share = (level - y[i]) / (y[j] - y[i])
    return float(t[i] + share * (t[j] - t[i]))


def _moving(height: Array, low: int, top: int, high: int, level: float) -> slice:
    first = top
    while first > low and height[first - 1] > level:
        first -= 1
    last = top
    while last < high and height[last + 1] > level:
        last += 1
    return slice(first, last + 1)
