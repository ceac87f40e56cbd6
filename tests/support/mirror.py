"""The same picture mirrored, as a selfie video that was stored mirrored shows it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Feet, Pose


def swapped(name: str) -> str:
    """The same of the other side."""
    for one, other in (("LEFT", "RIGHT"), ("left", "right")):
        if one in name:
            return name.replace(one, other)
        if other in name:
            return name.replace(other, one)
    return name


_ORDER = [int(Landmark[swapped(one.name)]) for one in Landmark]


def mirrored(pose: Pose) -> Pose:
    """Sides change places, and so does what each foot does."""
    landmarks = pose.landmarks[_ORDER].copy()
    landmarks[:, 0] = pose.size[0] - landmarks[:, 0]
    world = pose.world[_ORDER] * np.array([-1, 1, 1], dtype=np.float32)
    extra = {
        swapped(name): -value if "_x_" in name else value for name, value in pose.extra.items()
    }
    feet = None if pose.feet is None else _mirrored_feet(pose.feet, pose.size[0])
    return replace(pose, landmarks=landmarks, world=world, extra=extra, feet=feet)


def _mirrored_feet(feet: Feet, width: int) -> Feet:
    points = feet.points[::-1].copy()
    points[..., 0] = width - points[..., 0]
    points[..., 3] *= -1  # the error's xy
    return Feet(points, feet.about[::-1].copy())
