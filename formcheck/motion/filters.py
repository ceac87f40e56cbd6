"""Filters for signals whose samples are not evenly spaced."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

GRID_HZ = 60.0


def prepare() -> None:
    """Load what filtering needs now, rather than in the middle of a live set (half a second)."""
    import scipy.signal  # noqa: F401


def smooth(t: FloatArray, value: FloatArray, cutoff_hz: float = 5.0) -> FloatArray:
    """Zero-phase low-pass (second-order Butterworth, forward and back), on the given times.

    Human movement in these exercises lies under 3 Hz; 4–6 Hz is the field's usual cut-off
    (Winter). Gaps (NaN) are bridged for filtering and put back afterwards. Where the sampling is
    too slow for the cut-off the values come back as they are.

    Args:
        t: (N,) seconds, increasing.
        value: (N,) any unit, NaN where unknown.
        cutoff_hz: where half the power passes.

    Returns:
        (N,) the same unit.
    """
    return smooth_all(t, [value], cutoff_hz)[0]


def smooth_all(
    t: FloatArray, values: Sequence[FloatArray], cutoff_hz: float = 5.0
) -> list[FloatArray]:
    """`smooth` of several signals of the same times: hardly slower than of one.

    Args:
        t: (N,) seconds, increasing.
        values: each (N,) any unit, NaN where unknown.
        cutoff_hz: where half the power passes.

    Returns:
        Each (N,) the same unit.
    """
    known = [np.isfinite(value) for value in values]
    span = float(t[-1] - t[0]) if len(t) else 0.0
    rate = (len(t) - 1) / span if span > 0 else 0.0
    results = [value.copy() for value in values]
    enough = [k for k, seen in enumerate(known) if seen.sum() >= 5]
    if rate < 2.5 * cutoff_hz or not enough:
        return results
    grid = np.arange(t[0], t[-1] + 0.5 / GRID_HZ, 1.0 / GRID_HZ)
    even = np.stack([np.interp(grid, t[known[k]], values[k][known[k]]) for k in enough])
    padding = min(len(grid) - 1, int(GRID_HZ / cutoff_hz) * 3)
    for k, filtered in zip(enough, _there_and_back(even, cutoff_hz, padding), strict=True):
        results[k] = np.interp(t, grid, filtered)
        results[k][~known[k]] = np.nan
    return results


def _there_and_back(even: FloatArray, cutoff_hz: float, padding: int) -> FloatArray:
    """Filter rows forward and back, as `scipy.signal.sosfiltfilt` with as much odd padding.

    Which works out afresh each time how the filter begins; that takes longer than filtering.
    """
    from scipy.signal import sosfilt

    low_pass, begin = _low_pass(cutoff_hz)
    before = 2 * even[:, :1] - even[:, padding:0:-1]
    after = 2 * even[:, -1:] - even[:, -2 : -padding - 2 : -1]
    padded = np.concatenate((before, even, after), axis=1)
    there, _ = sosfilt(low_pass, padded, zi=begin[:, None] * padded[:, :1])
    back, _ = sosfilt(low_pass, there[:, ::-1], zi=begin[:, None] * there[:, -1:])
    return np.asarray(back[:, ::-1][:, padding : padding + even.shape[1]], dtype=np.float64)


@lru_cache(maxsize=16)
def _low_pass(cutoff_hz: float) -> tuple[FloatArray, FloatArray]:
    """The filter, as second-order sections, and its state after a long time at a level of 1.

    Making it takes longer than filtering a repetition.
    """
    from scipy.signal import butter, sosfilt_zi

    sections = np.asarray(butter(2, cutoff_hz, fs=GRID_HZ, output="sos"), dtype=np.float64)
    return sections, np.asarray(sosfilt_zi(sections), dtype=np.float64)


def slope(x: FloatArray, y: FloatArray) -> float:
    """Least-squares slope of y over x; NaN when x does not vary or too little is known."""
    known = np.isfinite(x) & np.isfinite(y)
    if known.sum() < 4:
        return float("nan")
    dx = x[known] - x[known].mean()
    spread = float(dx @ dx)
    if spread <= 0.0:
        return float("nan")
    return float(dx @ (y[known] - y[known].mean())) / spread
