"""What the camera must have in the picture of a person who does not stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from .camera import Camera

Array = npt.NDArray[Any]


def low_body(
    points: dict[str, Array], tall: float, yaw: float
) -> tuple[Array, float, float] | None:
    """How to frame who sits or lies throughout, which reaches further along the floor than up.

    Args:
        points: (F, 3) metres each, by name.
        tall: the person's height, metres.
        yaw: of the camera, degrees.

    Returns:
        The middle of them on the floor (3,), a height that frames them, and half their depth
        as the camera sees it, metres; None for who stands at any time.
    """
    if max(float(points[f"hip.{s}"][:, 1].max()) for s in ("L", "R")) > 0.45 * tall:
        return None
    everything = np.concatenate(list(points.values()))
    low, high = everything.min(0), everything.max(0)
    size, a = high - low, np.radians(yaw)
    wide = abs(size[0] * np.cos(a)) + abs(size[2] * np.sin(a)) + 0.3
    deep = 0.35 * (abs(size[0] * np.sin(a)) + abs(size[2] * np.cos(a)))
    return (low + high) / 2 * [1, 0, 1], float(max(high[1] + 0.14, wide * 0.75)), float(deep)


def whole(stand: Callable[[float], Camera], distance: float, points: dict[str, Array]) -> Camera:
    """A camera at that distance, or as much further away as it takes to see all of somebody."""
    everything = np.concatenate(list(points.values()))
    camera = stand(distance)
    for further in np.arange(0.1, 1.5, 0.1):
        size = np.array(camera.size)
        px = camera.project(everything)[0]
        if (px > 0.05 * size).all() and (px < 0.95 * size).all():
            break
        camera = stand(distance + float(further))
    return camera
