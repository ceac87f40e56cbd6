"""How far the body dips while one foot bears it: a heel that sinks takes the body down with it.

The feet themselves are seen too badly for that on rendered toe walks, and the body's height drifts
while somebody walks. A heel that drops in a step and comes up again for the next makes a dip, which
drift does not.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.body_signals import mid_trunk
from formcheck.motion.filters import smooth
from formcheck.motion.geometry import NAN
from formcheck.motion.scale import FOOT_TO_STATURE, LEG_TO_STATURE
from formcheck.motion.track import FloatArray, Track

BEFORE_S = (-0.35, 0.1)
"""Where the body is highest before a step, seconds from its landing: the other foot bears it."""

AFTER_S = 0.5
"""How long after the other foot's landing it is highest again, seconds."""

COMES_DOWN_S = 0.1
"""The body sinks so long after a landing at the earliest, and so long after the next, seconds."""

LONGEST_S = 1.0
"""How much of a stance is looked at: who stands still afterwards does not walk, seconds."""

EDGE_S = 0.3
"""What is smoothed beyond what is looked at, seconds."""

SEEMS_BENT_DEG = 15.0
"""Knee flexion that straight legs show in toe walking, as the body model has it: 5–20."""


def body_dip(
    track: Track, side: str, down: float, until: float, *, stops: bool
) -> tuple[float, float]:
    """How far the body dipped, shares of foot length, and when it was lowest, seconds.

    What a bent knee lowers it by is taken away.

    Args:
        track: the recent past of all signals, of a person seen from the side.
        side: the foot that bore it, 'left' or 'right'.
        down: when that foot landed, seconds.
        until: when the other one did, or this one left, seconds.
        stops: no other foot landed; the person may come off the toes at `until`.

    Returns:
        NaN where it was not seen. Under 0 where the body rose or sank steadily.
    """
    until = min(until, down + LONGEST_S)
    end = until if stops else until + AFTER_S
    around = track.window(down + BEFORE_S[0] - EDGE_S, end + EDGE_S)
    if len(around) < 3:
        return NAN, NAN
    t = around.t
    body = mid_trunk(around) - around["horizon"]
    level = smooth(t, body / around["foot_length"])
    low, low_at = _lowest(
        t, level, down + COMES_DOWN_S, until - COMES_DOWN_S / 2 if stops else until + COMES_DOWN_S
    )
    before = _highest(t, level, down + BEFORE_S[0], down + BEFORE_S[1])
    after = _highest(t, level, low_at, end)
    stance = around.between(down, until + COMES_DOWN_S).seen(f"knee_flexion_{side}")
    if not (math.isfinite(low + before + after) and stance.size):
        return NAN, NAN
    bent = _lowered(float(np.median(stance))) - _lowered(SEEMS_BENT_DEG)
    return min(before, after) - low - max(0.0, bent), low_at


def _lowered(knee_deg: float) -> float:
    """How far a bent knee lowers the body, shares of foot length: two segments of equal length."""
    return LEG_TO_STATURE / FOOT_TO_STATURE * (1.0 - math.cos(math.radians(knee_deg / 2)))


def _lowest(t: FloatArray, level: FloatArray, start: float, end: float) -> tuple[float, float]:
    inside = (t >= start) & (t <= end) & np.isfinite(level)
    if not inside.any():
        return NAN, NAN
    at = int(np.argmin(np.where(inside, level, np.inf)))
    return float(level[at]), float(t[at])


def _highest(t: FloatArray, level: FloatArray, start: float, end: float) -> float:
    inside = (t >= start) & (t <= end) & np.isfinite(level)
    return float(level[inside].max()) if inside.any() else NAN
