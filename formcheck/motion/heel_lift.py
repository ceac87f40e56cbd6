"""How high a heel is over its floor level, from the foot model's heel and ball, in any view.

The ball stays on the floor, so the heel's height over it is the lift, but for two things: the heel
of a foot that points at the camera stands farther away, and so higher in the picture, by as much as
the camera looks down on it; and both points lie where they lie on a foot that stands flat.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.filters import smooth
from formcheck.motion.geometry import NAN
from formcheck.motion.signals import SIDES
from formcheck.motion.tandem_measures import foot_lengths
from formcheck.motion.track import FloatArray, Track, Window

FLAT = -0.15
"""Height of the heel over the ball of a flat foot, seen from its side, foot lengths: the ball is
a joint, the heel a corner of the sole. 8,900 planted feet of the benchmark's dev half."""

REACHES = 0.89
"""How far the heel lies behind the ball as far as that shows in the picture, foot lengths:
0.73 of the foot, and what a camera looks down on more than its distance says. From the same feet:
lifts are right within 0.10 (one standard deviation), most of it shoes and cameras that are tilted,
which stay the same while somebody walks."""

BEFORE_S = (0.9, 0.3)
"""Between so long before the middle of a rise somebody stands flat, seconds."""

LOWEST_HZ = 3.0
"""A heel that sinks within a step does so in 0.3 s and more; the lowest of raw values is noise."""

MOST_OFF = 0.35
"""More than any shoe or camera makes of a flat foot, foot lengths: then it did not stand flat."""


def heel_lift(window: Window, side: str, foot_length: FloatArray | float) -> FloatArray:
    """Heel lift of one foot while its ball is on the floor, shares of foot length; (N,).

    Args:
        window: signals.
        side: 'left' or 'right'.
        foot_length: px, at the distance where the person is; one for all, or (N,).
    """
    ball = window[f"fine_ball_height_{side}"]
    over = (window[f"fine_heel_height_{side}"] - ball) / foot_length
    down = (window["horizon"] - ball) / window["focal_length"]
    behind = REACHES * down * np.cos(np.radians(window["yaw"]))
    return np.asarray(over - FLAT - behind, dtype=np.float64)


def flat_level(track: Track, rose: float) -> float:
    """What `heel_lift` says of the same person's feet when they stand flat; 0 where not known.

    Args:
        track: the recent past.
        rose: middle of the latest rise on to the toes, seconds; NaN when none was seen.
    """
    if not math.isfinite(rose):
        return 0.0
    window = track.window(rose - BEFORE_S[0], rose - BEFORE_S[1])
    foot = foot_lengths(window)
    levels = [middle(heel_lift(window, side, foot)) for side in SIDES]
    level = sum(levels) / len(levels)
    return level if abs(level) < MOST_OFF else 0.0


def lowest(t: FloatArray, lift: FloatArray) -> tuple[float, float]:
    """Lowest heel lift, smoothed, and when, seconds; NaN of nothing."""
    level = smooth(t, lift, LOWEST_HZ) if len(t) > 1 else lift
    if not np.isfinite(level).any():
        return NAN, NAN
    at = int(np.nanargmin(level))
    return float(level[at]), float(t[at])


def middle(values: FloatArray) -> float:
    """Median of what is known; NaN of nothing."""
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else NAN
