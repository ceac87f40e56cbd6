"""A window of signals, put together by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from formcheck.motion.signals import COLUMN, NAMES
from formcheck.motion.track import Window


def window_of(t: npt.ArrayLike, **signals: npt.ArrayLike) -> Window:
    """Signals over times `t` (seconds); each a value or one for every time, all others unseen."""
    times = np.asarray(t, dtype=float)
    data = np.full((len(times), len(NAMES)), np.nan)
    for name, values in signals.items():
        data[:, COLUMN[name]] = values
    return Window(times, data, np.ones(len(times), dtype=np.bool_))
