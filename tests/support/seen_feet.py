"""A pose with feet as the foot model would see them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import FEET_ABOUT_SHAPE, FEET_SHAPE, Feet, Pose

# From heel to the tip of the big toe (x) and up, in foot lengths, of a flat foot from the side.
SIDEWAYS = {
    "knee": (0.2, 1.75),
    "ankle": (0.22, 0.3),
    "heel": (0.0, 0.0),
    "ball": (0.7, 0.1),
    "big_toe": (1.0, 0.0),
    "little_toe": (0.85, 0.03),
}


def with_feet(
    pose: Pose,
    *,
    length: float = 70.0,
    pitch: float = 0.0,
    error: float = 0.02,
    known: float = 0.98,
    rows: tuple[int, ...] = (0, 1),
) -> Pose:
    """A pose with feet seen from the side, their ankles about where the body model has them.

    Args:
        pose: whose.
        length: of a foot, px.
        pitch: heel up, degrees.
        error: of each point, shares of foot length.
        known: share of certainty of left and right.
        rows: which feet were found.
    """
    points = np.full(FEET_SHAPE, np.nan, np.float32)
    about = np.full(FEET_ABOUT_SHAPE, np.nan, np.float32)
    turn = np.radians(pitch)
    for row in rows:
        x, y = pose.landmarks[(Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)[row], :2]
        x, y = (x, y) if np.isfinite(x) else (300.0 + 60 * row, 420.0)
        for index, (along, up) in enumerate(SIDEWAYS.values()):
            # About the tip of the toe, heel upwards.
            a, b = along - 1.0, up
            a, b = a * np.cos(turn) + b * np.sin(turn), b * np.cos(turn) - a * np.sin(turn)
            points[row, index, :2] = (x + length * (a + 0.78), y - length * (b - 0.3))
        points[row, :, 2:] = ((error * length) ** 2, 0.0, (error * length) ** 2, 0.95)
        about[row] = (0.99, known, 1.0, 0.0, 0.0)
    return replace(pose, feet=Feet(points, about))
