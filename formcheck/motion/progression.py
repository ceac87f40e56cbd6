"""Where a foot points: its angle to the way its owner faces, from the picture alone.

World landmarks are no help here (EVIDENCE.md). What holds is how far the toe lies beside the heel
in the picture, from the front; scaled by the foot's length at that distance it is the sine of the
angle, weakened by the body model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from formcheck.motion.filters import smooth
from formcheck.motion.geometry import NAN
from formcheck.motion.track import FloatArray, Window
from formcheck.motion.view import View

GAIN = 0.56
"""Seen sideways offset of the toe from the middle of heel and ankle, shares of foot length, for a
sine of 1; nothing is seen of a foot that points straight ahead. Fitted on rendered toe walking from
the front (toes in, straight, out: 69 steps in six clips)."""

STEEPEST_DEG = 60.0
"""Angles over this are not told apart: nobody walks so, and the sine says little there."""

NEAR_STEPS = 4
"""Steps before and after one whose bisector is its way: of 2 to 7 the best on rendered walkers,
5.7° off, and 6.8° with one bisector for all; one foot that a fault turns does not tip it."""


def toe_offset(window: Window, side: str, foot_length: FloatArray | float) -> FloatArray:
    """How far the toe lies outwards of heel and ankle, shares of foot length; (N,).

    Args:
        window: signals of a person seen from the front or from behind.
        side: 'left' or 'right', the person's own.
        foot_length: px, at the distance where the person is; one for all, or (N,).
    """
    back = (window[f"heel_x_{side}"] + window[f"ankle_x_{side}"]) / 2
    across = window[f"toe_x_{side}"] - back
    # The person's left lies to the right in the picture while they face the camera.
    outwards = 1.0 if side == "left" else -1.0
    behind = -1.0 if np.cos(np.radians(window.yaw)) < 0 else 1.0
    return np.asarray(outwards * behind * across / foot_length, dtype=np.float64)


def foot_angle(window: Window, side: str, foot_length: float) -> float:
    """Angle of a planted foot to the line of sight, degrees, toe-out positive; NaN where not known.

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
    sine = float(np.median(known)) / GAIN
    steepest = math.sin(math.radians(STEEPEST_DEG))
    return math.degrees(math.asin(max(-steepest, min(steepest, sine))))


def against_bisector(angles: Sequence[float], sides: Sequence[str]) -> list[float]:
    """Foot progression angles, with the bisector of both feet for the way walked; degrees.

    A camera a few degrees beside the line sees one foot turned out and the other in by as much, and
    the body's yaw is not known well enough to take that away: 5° off on rendered walkers, whose
    angles it leaves 7.5° wrong, and the bisector 5.5°. What is lost is how far one foot is turned
    out further than the other. Who walks past the camera is seen from more and more aside, so it is
    the bisector of the steps around each.

    Args:
        angles: of each step in order of time, to the line of sight, NaN where not known.
        sides: of each step, 'left' or 'right'.
    """
    apart = {
        i: (a - b if side == "left" else b - a) / 2
        for i, ((a, side), (b, other)) in enumerate(pairwise(zip(angles, sides, strict=True)))
        if side != other and math.isfinite(a - b)
    }
    if not apart:
        return list(angles)
    found = []
    for i, (a, side) in enumerate(zip(angles, sides, strict=True)):
        near = [apart[k] for k in range(i - NEAR_STEPS, i + NEAR_STEPS) if k in apart]
        over = median(near or apart.values())
        found.append(a - over if side == "left" else a + over)
    return found
