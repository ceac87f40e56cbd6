"""Filters for signals whose samples are not evenly spaced."""

from __future__ import annotations

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
    known = np.isfinite(value)
    if known.sum() < 5:
        return value.copy()
    span = float(t[-1] - t[0])
    rate = (len(t) - 1) / span if span > 0 else 0.0
    if rate < 2.5 * cutoff_hz:
        return value.copy()
    from scipy.signal import sosfiltfilt

    grid = np.arange(t[0], t[-1] + 0.5 / GRID_HZ, 1.0 / GRID_HZ)
    even = np.interp(grid, t[known], value[known])
    padding = min(len(even) - 1, int(GRID_HZ / cutoff_hz) * 3)
    filtered = sosfiltfilt(_low_pass(cutoff_hz), even, padlen=padding)
    result = np.interp(t, grid, filtered)
    result[~known] = np.nan
    return np.asarray(result, dtype=np.float64)


@lru_cache(maxsize=16)
def _low_pass(cutoff_hz: float) -> FloatArray:
    """The filter, as second-order sections: making it takes longer than filtering a repetition."""
    from scipy.signal import butter

    return np.asarray(butter(2, cutoff_hz, fs=GRID_HZ, output="sos"), dtype=np.float64)


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
