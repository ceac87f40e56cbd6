"""Small pictures of a person: cut out, drawn on, encoded."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.types import Pose

Image = NDArray[np.uint8]

_LONGEST = 360
_QUALITY = 75


def person_box(pose: Pose, width: int, height: int, margin: float) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the person with a margin, inside the picture."""
    points = pose.landmarks[:, :2]
    points = points[np.isfinite(points).all(axis=1)]
    low, high = np.clip(
        [points.min(axis=0), points.max(axis=0)], 0, [width - 1, height - 1]
    )  # a part outside the picture has a place too
    pad = margin * max(16.0, *(high - low))
    left, top = np.floor(np.clip(low - pad, 0, None)).astype(int)
    right, bottom = np.ceil(np.minimum(high + pad, [width, height])).astype(int)
    return int(left), int(top), int(max(right, left + 1)), int(max(bottom, top + 1))


def crop(image: Image, pose: Pose) -> tuple[Image, Pose]:
    """The person, small, and the pose in that picture's pixels."""
    import cv2

    height, width = image.shape[:2]
    box = person_box(pose, width, height, 0.12) if pose.found else (0, 0, width, height)
    left, top, right, bottom = box
    scale = min(1.0, _LONGEST / max(right - left, bottom - top))
    size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
    part = np.ascontiguousarray(image[top:bottom, left:right])
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA) if scale < 1 else part.copy()
    landmarks = pose.landmarks.copy()
    landmarks[:, :2] = (landmarks[:, :2] - [left, top]) * scale
    landmarks[:, 2] *= scale
    return np.asarray(small, dtype=np.uint8), dataclasses.replace(
        pose, size=size, landmarks=landmarks
    )


def frame_followed(image: Image, pose: Pose) -> bytes:
    """The whole picture, dimmed but for the person in a frame."""
    import cv2

    height, width = image.shape[:2]
    scale = min(1.0, 480 / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    left, top, right, bottom = (round(v * scale) for v in person_box(pose, width, height, 0.06))
    dim = (small // 3).astype(np.uint8)
    dim[top:bottom, left:right] = small[top:bottom, left:right]
    cv2.rectangle(dim, (left, top), (right - 1, bottom - 1), (200, 230, 90), 2)
    return encode(dim)


def encode(image: Image) -> bytes:
    """The picture as a JPEG."""
    import cv2

    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return bytes(data)
