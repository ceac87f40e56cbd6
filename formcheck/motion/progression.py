"""Where a foot points: its angle to the way its owner faces, from the picture alone.

World landmarks are no help here (EVIDENCE.md). What holds is how far the toe lies beside the heel
in the picture, from the front; scaled by the foot's length at that distance it is the sine of the
angle, weakened by the body model.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.filters import smooth
from formcheck.motion.geometry import NAN
from formcheck.motion.track import FloatArray, Window
from formcheck.motion.view import View

GAIN = 0.48
"""Seen sideways offset of the toe from the heel, shares of foot length, for a sine of 1. Fitted on
rendered toe walking from the front (toes in, straight, out: 33 steps)."""

OUTWARDS = 0.033
"""Offset that is seen of a foot that points straight ahead, shares of foot length, outwards."""

STEEPEST_DEG = 60.0
"""Angles over this are not told apart: nobody walks so, and the sine says little there."""


def toe_offset(window: Window, side: str, foot_length: FloatArray | float) -> FloatArray:
    """How far the toe lies outwards of the heel, shares of foot length; (N,).

    Args:
        window: signals of a person seen from the front or from behind.
        side: 'left' or 'right', the person's own.
        foot_length: px, at the distance where the person is; one for all, or (N,).
    """
    across = window[f"toe_x_{side}"] - window[f"heel_x_{side}"]
    # The person's left lies to the right in the picture while they face the camera.
    outwards = 1.0 if side == "left" else -1.0
    behind = -1.0 if np.cos(np.radians(window.yaw)) < 0 else 1.0
    return np.asarray(outwards * behind * across / foot_length, dtype=np.float64)


def foot_progression(window: Window, side: str, foot_length: float) -> float:
    """Foot progression angle of a planted foot, degrees, toe-out positive; NaN where not known.

    Only from the front: from behind the heel hides the toes, and the body model places them by
    habit (on rendered walkers the offset was the same for toes in, straight and out).

    Args:
        window: signals while the foot was planted.
        side: 'left' or 'right'.
        foot_length: px, at the distance where it stood.
    """
    if window.view is not View.FRONT or not foot_length > 0.0:
        return NAN
    offset = toe_offset(window, side, foot_length)
    known = smooth(window.t, offset)
    known = known[np.isfinite(known)]
    if not known.size:
        return NAN
    sine = (float(np.median(known)) - OUTWARDS) / GAIN
    steepest = math.sin(math.radians(STEEPEST_DEG))
    return math.degrees(math.asin(max(-steepest, min(steepest, sine))))
