"""What the path of a foot says as a whole: how much it moved, and about what. Pure functions."""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.circle_turn import Turn
from formcheck.motion.foot_path import LEVER_POINTED, FootPath


def energy(path: FootPath) -> float:
    """How much a foot moved up and down, degrees.

    Sideways a leg that swings past the other foot takes its flow along.
    """
    return float(np.sqrt(np.var(np.diff(path.pointed)))) * len(path) if len(path) > 2 else 0.0


def turns_about_the_ankle(turn: Turn) -> bool:
    """Whether a foot moved more than its shank, which in a heel raise is carried along."""
    of_the_leg = math.degrees(float(np.ptp(turn.path.leg, axis=0).max()) / LEVER_POINTED)
    return float(np.ptp(turn.path.pointed)) > of_the_leg


def reach(path: FootPath) -> float:
    """The larger range of a path, degrees."""
    if len(path) < 2:
        return 0.0
    aside = float(np.ptp(path.aside)) if np.isfinite(path.aside).all() else 0.0
    return max(float(np.ptp(path.pointed)), aside)
