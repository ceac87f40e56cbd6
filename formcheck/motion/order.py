"""Medians and percentiles of what is known of a window's signal.

As numpy's, to the last bit; on so few values those take ten times as long, and a repetition asks
for hundreds.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.geometry import NAN

FloatArray = NDArray[np.float64]


def median_of_known(values: FloatArray) -> float:
    """Median of the finite values; NaN of none.

    Args:
        values: (N,) any unit.

    Example:
        >>> median_of_known(np.array([3.0, np.nan, 1.0, 7.0, 5.0]))
        4.0
    """
    known = _in_order(values)
    half, odd = divmod(len(known), 2)
    if not known:
        return NAN
    return known[half] if odd else (known[half - 1] + known[half]) / 2


def percentiles_of_known(values: FloatArray, *percents: float) -> list[float]:
    """Percentiles of the finite values, between two of them by a straight line; NaN of none.

    Args:
        values: (N,) any unit.
        percents: which, 0 to 100.

    Example:
        >>> percentiles_of_known(np.array([1.0, 2.0, 3.0, np.nan]), 25, 100)
        [1.5, 3.0]
    """
    known = _in_order(values)
    return [_percentile(known, percent) if known else NAN for percent in percents]


def _percentile(known: list[float], percent: float) -> float:
    at = (len(known) - 1) * (percent / 100)
    below = math.floor(at)
    share = at - below
    low, high = known[below], known[min(below + 1, len(known) - 1)]
    if share < 0.5:
        return low + (high - low) * share
    return high - (high - low) * (1.0 - share)  # so that a share of 1 gives what is above


def _in_order(values: FloatArray) -> list[float]:
    """The finite values, from the least on."""
    known: list[float] = values[np.isfinite(values)].tolist()
    known.sort()
    return known
