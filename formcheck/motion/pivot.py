"""About which of its points a foot turns: the heel that stays on the floor, or the ankle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.foot_path import FootPath

FloatArray = NDArray[np.float64]

LEAST_TURNED = 5.0
"""Degrees (standard deviation) that a foot has to turn for that to be told."""

MOVES = 0.0015
"""Foot lengths a degree from which on a point moves with the turning. Heel and ankle are a third of
a foot apart, so one of them moves by 0.006 about the other, of which 0.003 are seen from the
front."""

STAYS = 0.8
"""Of the ankle's movement: in circles the heel moves by far more than the ankle (1.5 to 20 times in
most of the rendered ones), in tapping by less [ours]."""


def on_its_heel(path: FootPath) -> bool:
    """Whether a foot turned on its heel, as in tapping; False where that was not seen.

    Each point's movement is taken with the turning, over the whole path, so that what its place is
    off by from one picture to the next says little.
    """
    if path.fine is None:
        return False
    known = np.isfinite(path.fine).all(axis=1)
    if int(known.sum()) < 8:
        return False
    pointed = path.pointed[known]
    if float(pointed.std()) < LEAST_TURNED:
        return False
    t = path.t[known] - path.t[known].mean()
    model = np.column_stack((pointed - pointed.mean(), t, np.ones(len(t))))
    slopes = np.linalg.lstsq(model, path.fine[known, 1:], rcond=None)[0][0]
    heel, ankle = float(np.hypot(*slopes[:2])), float(np.hypot(*slopes[2:]))
    return ankle >= MOVES and heel < STAYS * ankle
