"""How far the body has come along a line: what single feet do not show, all of them add up to.

Each step along a line takes the body one step on, whichever foot is drawn wrongly. Across the
picture the hips show it, along the line of sight the size of the person, which in 17 rendered walks
towards the camera and away from it was right within 0.1–0.3 foot lengths (standard deviation) over
the whole way, but for one scale for all of it: that of the guessed lens.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.geometry import NAN
from formcheck.motion.line import Place
from formcheck.motion.tandem_measures import Stance, advance, foot_lengths
from formcheck.motion.track import FloatArray, Window

RESTS_S = 0.6
"""How long a body has to stay where it is to stand, seconds: a step takes it on in 0.3–0.9."""

RESTS = 0.25
"""Foot lengths that a standing body may seem to move in `RESTS_S`; a step in it is 0.6 and more."""

LOOK_EVERY_S = 0.1

UNSEEN_S = 0.5
"""Seconds out of sight in which somebody may take a step."""

SMOOTH_S = 0.25
"""Seconds to either side over which the size of a person is taken."""


def whereabouts(window: Window) -> Stance | None:
    """Where the body is: the hips and the size, as if they were a foot; None if it is not seen."""
    hip, foot, focal = window.seen("hip_x"), foot_lengths(window), window.seen("focal_length")
    foot = foot[np.isfinite(foot)]
    if not (hip.size and foot.size and focal.size):
        return None
    size = float(np.median(foot))
    place = Place(float(np.median(hip)), NAN, size)
    return Stance(place, float(focal[0]) / size, 0.5, window.yaw, window.view)


def rested(window: Window) -> Stance | None:
    """Where the body last stood still in a window; None if it never did."""
    if not len(window):
        return None
    end = float(window.t[-1])
    while end - RESTS_S >= window.t[0] - 1e-6:
        last = window.between(end - RESTS_S, end)
        if (stood := _stands(last)) is not None:
            return stood
        end -= LOOK_EVERY_S
    return None


def _stands(window: Window) -> Stance | None:
    if len(window) < 4:
        return None
    middle = float(window.t[0] + window.t[-1]) / 2
    first = whereabouts(window.between(float(window.t[0]), middle))
    last = whereabouts(window.between(middle, float(window.t[-1])))
    if first is None or last is None or abs(advance(first, last)) > RESTS / 2:
        return None
    return whereabouts(window)


def came_to(window: Window, shares: list[float]) -> list[float]:
    """When the body had come those shares of its way through a window, seconds.

    Nothing where it was out of sight for a while: what it did then is not guessed.

    Args:
        window: of the whole way.
        shares: 0 to 1, growing.
    """
    way = _way(window)
    known = np.isfinite(way)
    t, way = window.t[known], way[known]
    if len(t) < 3 or np.diff(t).max() > UNSEEN_S or not way[-1] > way[0]:
        return []
    return [float(t[np.argmax(way >= way[0] + share * (way[-1] - way[0]))]) for share in shares]


def _way(window: Window) -> FloatArray:
    """How far the body has come at each moment, (N,) foot lengths."""
    foot = foot_lengths(window)
    size = np.array([_middle(foot[np.abs(window.t - t) <= SMOOTH_S]) for t in window.t])
    focal = window.seen("focal_length")
    if not focal.size:
        return np.full(len(window), NAN)
    yaw = math.radians(window.yaw)
    across = (window["hip_x"] - window["hip_x"][0]) / size
    return np.asarray(-math.sin(yaw) * across - math.cos(yaw) * focal[0] / size)


def _middle(values: FloatArray) -> float:
    values = values[np.isfinite(values)]
    return float(np.median(values)) if values.size else NAN
