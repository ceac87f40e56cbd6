"""Dense optical flow of a part of a picture, and what is made of it. Pure functions of arrays."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.types import FloatArray

Image = NDArray[np.uint8]

LEAST_S = 0.06
"""Pictures nearer in time than this are not compared: at 60 frames/s a foot moves by less than the
flow's own error from one to the next. Correlation with the true movement of rendered feet: .98 at
0.07–0.1 s, .91 from picture to picture at 30 frames/s."""

MOST_S = 0.27
"""Pictures further apart are not compared: a quick circle turns by a quarter meanwhile."""

LARGEST_FOOT_PX = 72.0
"""Larger feet are made smaller first, so that the time taken does not grow with the picture."""

SMALLEST_FOOT_PX = 12.0
"""Smaller feet are not looked at: at 98 px of person, a foot of 15 px, direction was lost."""

SMALLEST_PART_PX = 16
"""Smaller parts of a picture have no flow."""


def dense_flow() -> Any:  # noqa: ANN401 - OpenCV's stubs do not know this one
    """What measures the flow between two pictures."""
    create: Any = getattr(cv2, "DISOpticalFlow_create")  # noqa: B009
    flow: Any = create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    # The preset looks at a quarter of the size, where a foot is 15 px; and for small pictures
    # it chooses anew by the first one's size, so that results hang on what came before.
    flow.setFinestScale(0)
    return flow


def grey_of(image: Image) -> Image:
    """(H, W) of a picture, (H, W, 3) BGR."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def around(points: list[FloatArray], margin: float, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Box around points that lies in the picture: left, top, right, bottom, px."""
    cloud = np.array(points)
    limit = np.array([shape[1], shape[0]])
    low = np.clip(cloud.min(axis=0) - margin, 0, limit).astype(int)
    high = np.clip(cloud.max(axis=0) + margin, 0, limit).astype(int)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def smaller(picture: Image, scale: float) -> Image:
    """A part of a picture, made smaller, as one block of memory."""
    if scale >= 1.0:
        return np.ascontiguousarray(picture)
    size = (max(16, round(picture.shape[1] * scale)), max(16, round(picture.shape[0] * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def pixel(point: FloatArray, scale: float) -> tuple[int, int]:
    """A point of the part in the smaller one."""
    return round(float(point[0]) * scale), round(float(point[1]) * scale)


def fast(vectors: FloatArray) -> FloatArray:
    """Mean of vectors, (N, 2), each weighing as the square of its length.

    Round the foot lie floor and wall, which stand still, and the ankle hardly moves: the toes
    decide. Gains against the ball of rendered feet: .7–1.0 sideways, .9–1.2 up and down.
    """
    weight = (vectors * vectors).sum(axis=1)
    total = float(weight.sum())
    if total <= 1e-9:
        return np.zeros(2, dtype=np.float32)
    return np.asarray((vectors * weight[:, None]).sum(axis=0) / total, dtype=np.float32)
