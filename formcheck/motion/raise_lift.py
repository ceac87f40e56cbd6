"""How high the heel rose, from how high the body did, and how far off that may be.

The foot turns on its ball, so the body rises by a part of what the heel does. It also moves over
its toes. A camera that looks up at the body sees what comes nearer as higher, one that looks down
as lower, and the other way round from behind.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.bands import band
from formcheck.motion.body_signals import mid_trunk
from formcheck.motion.filters import smooth
from formcheck.motion.order import median_of_known
from formcheck.motion.planted import BODY_SHARE
from formcheck.motion.raise_feet import rolled_in
from formcheck.motion.raise_times import CUTOFF_HZ
from formcheck.motion.rises import Rise
from formcheck.motion.track import FloatArray, Window
from formcheck.motion.view import View, is_side

SEEN_RISE = 0.67
"""Seen rise of hips and shoulders over the heel's lift, with a camera as high as they are; both in
foot lengths that the body model sees. Bare feet 0.67–0.71, shoes 0.60: the sole makes the foot
longer, and which is worn is not known. On 324 raises of the dev half."""

COMES_NEARER = 0.38
"""How much more that is for each radian by which the legs seem tilted away from a person who faces
the camera, on the same raises; less from the side, and as much less from behind."""

UPRIGHT_DEG = -13.0
"""The tilt of the legs that the body model sees with a camera that looks neither up nor down: it
puts the hips before the ankles. It follows 0.5–0.6 of how far a camera looks up or down."""

LEAN_SINKS = 0.0045
MOST_LEAN_DEG = 20.0
"""Foot lengths of lift that are not seen from the side for each degree by which the trunk leans
further forward at the top, up to as far as was measured: the body model draws the hips lower then,
which in truth stay as high over the ankles. Median of 21 raises, in 18 of them of this sign."""

NO_BOW = 0.15
"""Seen lift, foot lengths, from which that is made good: who bows rises a little, too, and with it
would pass for a raise."""

ROLL_SINKS = 0.4
"""Lift that is not seen for each length by which the ankles drift inwards, from the front and from
behind: a foot that rolls in takes its ankle, and the body, down. Hips of rendered people rise by
0.56 of the heel's lift, by 0.30 where the foot rolls in by 20°, and by 0.54 where it rolls out. On
183 raises seen from the front or behind; alike in both."""

LOOKED_DOWN = 0.95
"""Cosine of 18°, by which a camera at the height of a knee, 1.5 m away, looks down on the feet."""

NEAR_S = 0.15
"""So long before and after a moment belongs to it, seconds."""

BAND = 1.645
"""An error band over the usual error: 90 % lie within so many of it."""

UNKNOWN_OFF = 0.1
"""Usual error of the lift from the body's rise where nobody has measured it, foot lengths."""


def body_lift_error(view: View, side: str) -> float:
    """Usual error of the lift from the body's rise, foot lengths: a band is its 90th percentile."""
    return (band("peak_heel_lift", view, side) or 100 * UNKNOWN_OFF * BAND) / (100 * BAND)


def body_lift(window: Window, rise: Rise, height: float, side: str) -> float:
    """Heel lift from the body's rise, px.

    Args:
        window: signals round the rise.
        rise: the rise, by the body's height.
        height: how far the body's height rose, px.
        side: working side.
    """
    inner = window.between(rise.start, rise.end)
    if inner.feet_only:  # the ankle itself, which no lens of the body model has changed
        return max(0.0, height) / (BODY_SHARE * LOOKED_DOWN)
    if is_side(inner.view) and side != "both":
        # The knees are mixed up, so that nothing may be corrected by them.
        plain = mid_trunk(window)
        height *= _rose(window, rise, plain) / max(_rose(window, rise, window["body_height"]), 1e-6)
    seen = max(0.0, height) / seen_share(inner)
    return seen + _sunk(window, rise, seen) + _rolled(inner, side)


def _sunk(window: Window, rise: Rise, seen: float) -> float:
    """How much of a heel's lift is not seen for a trunk that leans forward in it, px.

    Args:
        window: signals round the rise.
        rise: the rise.
        seen: lift without that, px.
    """
    inner = window.between(rise.start, rise.end)
    view, foot = inner.view, inner.seen("foot_length")
    if not (is_side(view) and foot.size and seen >= NO_BOW * median_of_known(foot)):
        return 0.0
    t, lean = window.t, window["trunk_lean"] * (-1.0 if view is View.LEFT else 1.0)
    low, top = (lean[np.abs(t - at) <= NEAR_S] for at in (rise.start, rise.peak))
    low, top = low[np.isfinite(low)], top[np.isfinite(top)]
    if not (low.size and top.size):
        return 0.0
    more = float(np.clip(median_of_known(top) - median_of_known(low), 0.0, MOST_LEAN_DEG))
    return LEAN_SINKS * more * median_of_known(foot)


def _rolled(window: Window, side: str) -> float:
    """How much of a heel's lift is not seen for feet that roll inwards in it, px.

    Args:
        window: signals of the rise alone.
        side: working side.
    """
    foot = window.seen("foot_length")
    length = median_of_known(foot)
    inwards = rolled_in(window, side, length)
    return ROLL_SINKS * max(0.0, inwards) * length if math.isfinite(inwards) else 0.0


def seen_share(window: Window) -> float:
    """Seen rise of the body over the heel's lift, from where the camera stands.

    Args:
        window: signals of the rise alone.
    """
    tilt = window.seen("leg_tilt")
    if not tilt.size or not math.isfinite(window.yaw):
        return SEEN_RISE
    away = math.radians(median_of_known(tilt) - UPRIGHT_DEG)
    return SEEN_RISE + COMES_NEARER * math.cos(math.radians(window.yaw)) * away


def _rose(window: Window, rise: Rise, height: FloatArray) -> float:
    """How far a height rose from the start of a rise to its top, px; NaN when it is not seen."""
    t, value = window.t, smooth(window.t, height, CUTOFF_HZ)
    known = np.isfinite(value)
    t, value = t[known], value[known]
    low = value[np.abs(t - rise.start) <= NEAR_S]
    inside = value[(t >= rise.start) & (t <= rise.end)]
    return float(inside.max() - median_of_known(low)) if low.size and inside.size else math.nan
