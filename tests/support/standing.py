"""A person standing still in front of a camera, as a drawing would have it."""

from __future__ import annotations

import numpy as np

from formcheck.pose.landmarks import COUNT, Landmark
from formcheck.pose.types import Pose

# x and y in shares of the body's height, for somebody who faces the camera; the person's own left
# is at the right of the picture. y counts from the floor up.
BODY = {
    "NOSE": (0.0, 0.93),
    "EYE_INNER": (0.01, 0.945),
    "EYE": (0.02, 0.945),
    "EYE_OUTER": (0.03, 0.945),
    "EAR": (0.045, 0.94),
    "MOUTH": (0.015, 0.91),
    "SHOULDER": (0.11, 0.82),
    "ELBOW": (0.15, 0.64),
    "WRIST": (0.16, 0.49),
    "PINKY": (0.165, 0.45),
    "INDEX": (0.16, 0.44),
    "THUMB": (0.15, 0.46),
    "HIP": (0.055, 0.53),
    "KNEE": (0.06, 0.28),
    "ANKLE": (0.06, 0.04),
    "HEEL": (0.06, 0.01),
    "TOE": (0.075, 0.0),
}


def standing(
    t: float = 0.0,
    *,
    size: tuple[int, int] = (640, 480),
    height: float = 390.0,
    foot: tuple[float, float] | None = None,
    brightness: float = 120.0,
    people: int = 1,
) -> Pose:
    """A standing person `height` px tall.

    Args:
        t: seconds.
        size: of the picture.
        height: of the person, px.
        foot: where the person stands; by default in the middle, near the picture's lower edge.
        brightness: of the picture.
        people: how many there are.
    """
    x0, y0 = foot or (size[0] / 2, size[1] * 0.94)
    landmarks = np.zeros((COUNT, 5), dtype=np.float32)
    world = np.zeros((COUNT, 3), dtype=np.float32)
    for mark in Landmark:
        name = mark.name.replace("LEFT", "").replace("RIGHT", "").strip("_")
        across, up = BODY[name]
        across *= -1 if "RIGHT" in mark.name else 1
        landmarks[mark] = (x0 + across * height, y0 - up * height, 0, 0.95, 0.95)
        world[mark] = (across * 1.7, -(up - 0.53) * 1.7, 0)
    source = np.ones(COUNT, dtype=np.uint8)
    return Pose(t, size, landmarks, world, source, people=people, brightness=brightness)
