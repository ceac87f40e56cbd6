"""Measures of one repetition of a simple exercise, and of a set of them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from formcheck.exercises.base import measure
from formcheck.exercises.results import Rep, SetResult, Side
from formcheck.exercises.sets import OpenSet
from formcheck.exercises.simple import Movement
from formcheck.exercises.summaries import mean_of
from formcheck.motion.filters import smooth
from formcheck.motion.rises import Rise
from formcheck.motion.track import Window

TOP = 0.9
"""At the top: over this share of the peak."""

SHORTEST_S = 0.3
"""Nobody does a repetition in less, seconds."""

SHAKES = 3.0
"""A repetition stands out of the signal's own shaking by so many standard deviations."""


def measure_movement(
    rise: Rise, samples: Iterable[tuple[float, float]], window: Window, side: Side
) -> tuple[Movement, str]:
    """Times and height from the signal, smoothed both ways: it is complete.

    Args:
        rise: as it was found.
        samples: the signal around it: seconds, and its value.
        window: all signals during it.
        side: the working side.

    Returns:
        The repetition, and why it is none; '' when it is one.
    """
    times, values = (np.array(column) for column in zip(*samples, strict=True))
    inside = (times >= rise.start) & (times <= rise.end)
    even = smooth(times, values)
    t, height = times[inside], even[inside] - rise.floor
    top = float(height.max())
    high = t[height >= min(TOP * top, top)]
    movement = Movement(
        start=rise.start,
        peak=float(high[0] + high[-1]) / 2,
        end=rise.end,
        height=top,
        rise_s=float(high[0]) - rise.start,
        hold_s=float(high[-1] - high[0]),
        lower_s=rise.end - float(high[-1]),
        gap_s=float(np.diff(t).max(initial=0.0)),
        side=side,
        window=window,
    )
    if rise.end - rise.start < SHORTEST_S:
        return movement, "too short for a repetition"
    if top < SHAKES * float(np.std(values - even)):
        return movement, "lost in the shaking of the signal"
    return movement, ""


def set_result(of: OpenSet[Rep]) -> SetResult:
    """A set, with the mean of each measure over its counted repetitions."""
    counted = [rep for rep in of.reps if rep.counted]
    means = {}
    for name, first in counted[0].measures.items() if counted else ():
        same = [rep.measures[name] for rep in counted]
        bands = [m.band for m in same if m.band is not None]
        mean = mean_of(m.value for m in same)
        means[name] = measure(mean, first.unit, max(bands, default=None), first.reason)
    return SetResult(
        index=of.index,
        side=of.side,
        start_s=round(of.start, 3),
        end_s=round(of.end, 3),
        reps=len(counted),
        partial=len(of.reps) - len(counted),
        ended_by=of.ended_by,
        measures=means,
    )
