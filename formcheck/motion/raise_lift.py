"""How high the heel rose, from how high the body did, and how far off that may be."""

from __future__ import annotations

import numpy as np

from formcheck.motion.bands import band
from formcheck.motion.filters import smooth
from formcheck.motion.geometry import NAN
from formcheck.motion.planted import BODY_SHARE
from formcheck.motion.rises import Rise
from formcheck.motion.track import Window
from formcheck.motion.view import View, is_frontal, is_side

FOOT_MODEL = {
    "front": ("body_height", 0.70),
    "back": ("hip_height", 0.64),
    "oblique": ("body_height", 0.65),
    "side": ("body_height", 0.65),
    "side, one leg": ("hip_height", 0.66),
}
"""What rises, and by how much of the heel's lift, as it is seen: by view, from the dev half of the
benchmark. Bare feet 0.65, shoes 0.55: the sole makes the foot longer, and which is worn is not
known. From behind, the body moves away as it rises, so that the shoulders seem to rise less. On one
leg from the side the knees are mixed up, so that nothing may be corrected by them."""

LOOKED_DOWN = 0.95
"""Cosine of 18°, by which a camera at the height of a knee, 1.5 m away, looks down on the feet."""

BAND = 1.645
"""An error band over the usual error: 90 % lie within so many of it."""

UNKNOWN_OFF = 0.1
"""Usual error of the lift from the body's rise where nobody has measured it, foot lengths."""


def body_lift_error(view: View, side: str) -> float:
    """Usual error of the lift from the body's rise, foot lengths: a band is its 90th percentile."""
    return (band("peak_heel_lift", view, side) or 100 * UNKNOWN_OFF * BAND) / (100 * BAND)


def body_lift(window: Window, rise: Rise, height: float, side: str) -> float:
    """Heel lift through the foot model of this view, px.

    Args:
        window: signals round the rise.
        rise: the rise, by the body's height.
        height: how far the body's height rose, px.
        side: working side.
    """
    inner = window.between(rise.start, rise.end)
    if inner.feet_only:  # the ankle itself, which no lens of the body model has changed
        return max(0.0, height) / (BODY_SHARE * LOOKED_DOWN)
    name, share = FOOT_MODEL[_model_of(inner.view, side)]
    if name != "body_height":
        height *= _rose(window, rise, name) / max(_rose(window, rise, "body_height"), 1e-6)
    return max(0.0, height) / share


def _model_of(view: View, side: str) -> str:
    if is_side(view):
        return "side" if side == "both" else "side, one leg"
    return view.value if is_frontal(view) else "oblique"


def _rose(window: Window, rise: Rise, name: str) -> float:
    """How far a height rose from the start of a rise to its top, px; NaN when it is not seen."""
    t, value = window.t, smooth(window.t, window[name], cutoff_hz=6.0)
    known = np.isfinite(value)
    t, value = t[known], value[known]
    low = value[np.abs(t - rise.start) <= 0.15]
    inside = value[(t >= rise.start) & (t <= rise.end)]
    return float(inside.max() - np.median(low)) if low.size and inside.size else NAN
