"""Which leg works in a raise, by what both feet do."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from formcheck.motion.feet_only_raise import side_of_feet
from formcheck.motion.fine import other_side
from formcheck.motion.foot_motion import foot_motion
from formcheck.motion.order import median_of_known
from formcheck.motion.raise_heels import NOT_SEEN, HeelDid, side_by_heels
from formcheck.motion.raise_legs import legs_alike
from formcheck.motion.signals import SIDES
from formcheck.motion.track import Window
from formcheck.motion.view import BACK_VIEWS, View, is_side


def working_side(
    window: Window, foot_length: float, heels: Mapping[str, HeelDid] = NOT_SEEN
) -> str:
    """Which leg works: 'left', 'right', 'both' or 'unknown'.

    The foot model is asked first. Where it does not tell, the body model is.

    From the front the toe of a lifted foot rises with the body (slope 0.5–0.9) or moves about well
    over the other one, and a standing toe stays (slope under 0.2). From the back toes are hidden;
    there the ankles' heights at floor level tell: 0.3 foot lengths apart and more on one leg, 0.02
    on both. In a side view the pose model mixes up the legs of somebody standing on one, at full
    confidence, so that nothing but `unknown` is honest when the legs do not look alike.
    """
    if window.feet_only:
        return side_of_feet(window, foot_length)
    if (by_heels := side_by_heels(heels, window.view)) != "unknown":
        return by_heels
    if window.view is View.UNKNOWN:
        return "unknown"
    if is_side(window.view):
        return "both" if legs_alike(window, foot_length) else "unknown"
    if window.view in BACK_VIEWS:
        return _side_by_ankles(window, foot_length)
    return _side_by_toes(window, foot_length)


def _side_by_toes(window: Window, foot_length: float) -> str:
    """The leg whose toe stays, when the other one's hangs over it or goes with the body."""
    feet = {s: foot_motion(window, s, foot_length) for s in SIDES}
    if not all(math.isfinite(f.toe) for f in feet.values()):
        return "unknown"
    over = median_of_known(window["toe_height_left"] - window["toe_height_right"]) / foot_length
    above = {"left": over, "right": -over}
    lifted = [s for s, f in feet.items() if f.toe > 0.45 or (not f.stands and above[s] > 0.3)]
    if not lifted:
        return "both" if _knees_alike(window) else "unknown"
    if len(lifted) == 1 and feet[other_side(lifted[0])].toe < 0.3:
        return other_side(lifted[0])
    return "unknown"


def _side_by_ankles(window: Window, foot_length: float) -> str:
    """The leg whose ankle is clearly lower at the start and the end of the rise."""
    apart = (window["ankle_height_left"] - window["ankle_height_right"]) / foot_length
    part = max(1, len(apart) // 8)
    ends = np.concatenate((apart[:part], apart[-part:]))
    level = median_of_known(ends)
    if not math.isfinite(level):
        return "unknown"
    # Seen from an angle the far foot stands 0.15 higher in the picture than the near one.
    together = 0.1 if window.view is View.BACK else 0.2
    if abs(level) < together:
        return "both" if _knees_alike(window) else "unknown"
    if abs(level) < 0.25 or window.view is not View.BACK:
        return "unknown"
    return "right" if level > 0 else "left"


def _knees_alike(window: Window) -> bool:
    """Whether both knees are about equally bent.

    They are apart by up to 12° on both feet, and by 30° and more on one leg seen from an angle,
    where the far leg is hidden.
    """
    apart = np.abs(window["knee_flexion_left"] - window["knee_flexion_right"])
    return median_of_known(apart) < 18.0  # not so for NaN
