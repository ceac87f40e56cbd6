"""What both legs do in a rise: whether they look alike, and whether the knees lifted the body."""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.filters import slope
from formcheck.motion.order import median_of_known, percentiles_of_known
from formcheck.motion.scale import LEG_TO_STATURE
from formcheck.motion.signals import SIDES
from formcheck.motion.track import FloatArray, Window
from formcheck.motion.view import BACK_VIEWS, is_side

KNEE_BEND = 0.3
"""Change of the straighter knee, as a share of the bend that the rise would need: 0.37 and more in
most knee bends, up to 0.25 in most raises from the front."""

BOTH_STRAIGHTEN = 0.12
"""How much both knees straighten with the rise, as such a share: 0.14 and more in knee bends that
show little (from the front 0.2 of a bend is seen), 0.0–0.08 in raises."""


ALL_KNEES = 0.8
"""From this share on the knees did it all, whatever the feet seem to do: 0.92–1.02 in knee bends
from the side; up to 0.70 in raises with the knees pumping."""


def knees_explain(window: Window) -> bool:
    """Whether the knees straightened enough to have lifted the body."""
    if window.view in BACK_VIEWS:
        return True  # from behind, bent knees look straight, and rising ankles are in plain sight
    needed, straightened = _knee_shares(window)
    knee = window.seen("straighter_knee")
    if not math.isfinite(needed) or not knee.size:
        return True
    return spread(knee) > KNEE_BEND * needed or straightened > BOTH_STRAIGHTEN


def knees_did_it(window: Window) -> bool:
    """Whether the knees alone lifted the body; only the side view measures them well enough."""
    return is_side(window.view) and _knee_shares(window)[1] > ALL_KNEES


def _knee_shares(window: Window) -> tuple[float, float]:
    """Knee bend that would lift the body as far as it rose, degrees, and what share both showed.

    Two equal segments bent by θ are cos(θ/2) of their length.
    """
    body, stature = window.seen("body_height"), window.seen("stature")
    if not (body.size and stature.size):
        return math.nan, math.nan
    rose = spread(body)
    share = min(1.0, rose / (LEG_TO_STATURE * median_of_known(stature)))
    needed = 2 * math.degrees(math.acos(1.0 - share))
    straightened = [
        -rose * slope(window["body_height"], window[f"knee_flexion_{s}"]) / needed for s in SIDES
    ]
    return needed, min(straightened)


def legs_alike(window: Window, foot_length: float) -> bool:
    """Whether both legs are equally straight and the ankles close in height, nearly all the time.

    On both feet the knees differed by up to 6° and the ankles by up to 0.35 foot lengths (the far
    foot is hidden), on one leg by 50–65° and 0.5–1.1.
    """
    ankles = np.abs(window["ankle_height_left"] - window["ankle_height_right"]) / foot_length
    knees = np.abs(window["knee_flexion_left"] - window["knee_flexion_right"])
    if np.isfinite(ankles).mean() < 0.9:
        return False
    most_apart, most_bent = (percentiles_of_known(by, 90)[0] for by in (ankles, knees))
    return most_apart < 0.4 and most_bent < 15.0


def spread(values: FloatArray) -> float:
    """5th to 95th percentile; NaN when nothing is known."""
    low, high = percentiles_of_known(values, 5, 95)
    return max(high - low, 1e-6)
