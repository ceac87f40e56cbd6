"""Where the camera stands, from the person's yaw. Found per moment; it may change inside a set."""

from __future__ import annotations

import math
from enum import StrEnum

from formcheck.motion.geometry import NAN, wrap

SECTOR_DEG = 25.0
"""Half width of the front, back and side sectors (EXERCISES.md, Words)."""

HYSTERESIS_DEG = 3.0
"""How far past a border the yaw must go before the view changes, so that it does not flicker."""


class View(StrEnum):
    """Where the camera stands relative to the person; `left` shows the person's left side."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"
    OBLIQUE_FRONT = "oblique-front"
    OBLIQUE_BACK = "oblique-back"
    UNKNOWN = "unknown"


_CENTRES = {View.FRONT: 0.0, View.LEFT: 90.0, View.BACK: 180.0, View.RIGHT: -90.0}


def classify(yaw: float, margin: float = 0.0) -> View:
    """The view for a yaw in degrees (0 facing the camera, +90 the left side towards it).

    Args:
        yaw: degrees; NaN gives `unknown`.
        margin: widens the square sectors by this much (degrees).
    """
    if not math.isfinite(yaw):
        return View.UNKNOWN
    for view, centre in _CENTRES.items():
        if abs(wrap(yaw - centre)) <= SECTOR_DEG + margin:
            return view
    return View.OBLIQUE_FRONT if abs(wrap(yaw)) < 90.0 else View.OBLIQUE_BACK


def is_side(view: View) -> bool:
    """Whether the camera sees the person from the left or the right."""
    return view in (View.LEFT, View.RIGHT)


def is_frontal(view: View) -> bool:
    """Whether the camera stands square in front of or behind the person."""
    return view in (View.FRONT, View.BACK)


class ViewTracker:
    """Smooths yaw over time and names the view without flicker. Causal."""

    def __init__(self, time_constant_s: float = 0.3) -> None:
        self._tau = time_constant_s
        self._t = NAN
        self._vector = (0.0, 0.0)
        self.yaw = NAN
        self.view = View.UNKNOWN

    def push(self, t: float, yaw: float) -> None:
        """Take the yaw (degrees, NaN when not seen) at time `t` (seconds)."""
        if not math.isfinite(yaw):
            return
        x, y = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
        gap = t - self._t
        if not math.isfinite(gap) or gap > 5 * self._tau:
            self._vector = (x, y)  # a long time unseen: start afresh
        else:
            share = 1.0 - math.exp(-gap / self._tau)
            self._vector = (
                self._vector[0] + share * (x - self._vector[0]),
                self._vector[1] + share * (y - self._vector[1]),
            )
        self._t = t
        self.yaw = math.degrees(math.atan2(self._vector[1], self._vector[0]))
        plain = classify(self.yaw)
        if plain is not self.view and not self._still_in_current():
            self.view = plain

    def _still_in_current(self) -> bool:
        """Whether the yaw is within the hysteresis of the current view."""
        if self.view is View.UNKNOWN:
            return False
        return classify(self.yaw, HYSTERESIS_DEG) is self.view or (
            classify(self.yaw, -HYSTERESIS_DEG) is self.view
        )
