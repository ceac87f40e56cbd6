"""Small pictures of a person: cut out, drawn on, encoded."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.feet.points import FOOT
from formcheck.pose.types import FloatArray, Pose

Image = NDArray[np.uint8]
Draw = Callable[[Any, Pose], Any]
"""Draws on a picture and gives it back; the pose is in that picture's pixels."""

_LONGEST = 360
_QUALITY = 75
_STRIP = (200, 120)
"""Least width, and height, of the feet below the person, px."""
_GROUND = (240, 238, 233)
"""BGR beside the narrower of the two, as the page shows it."""
_LARGER = 1.5
"""How much larger the feet have to be than in the picture above to be shown once more."""


def person_box(pose: Pose, width: int, height: int, margin: float) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the person with a margin, inside the picture."""
    points = _points(pose)
    low, high = np.clip(
        [points.min(axis=0), points.max(axis=0)], 0, [width - 1, height - 1]
    )  # a part outside the picture has a place too
    pad = margin * max(16.0, *(high - low))
    left, top = np.floor(np.clip(low - pad, 0, None)).astype(int)
    right, bottom = np.ceil(np.minimum(high + pad, [width, height])).astype(int)
    return int(left), int(top), int(max(right, left + 1)), int(max(bottom, top + 1))


def known(pose: Pose) -> bool:
    """Whether there is anything to draw: a person, or feet alone."""
    return pose.found or len(_feet_points(pose)) > 0


def crop(image: Image, pose: Pose) -> tuple[Image, Pose]:
    """The person, small, and the pose in that picture's pixels."""
    box, scale = _person(image, pose)
    return _cut(image, pose, box, scale)


def shot(image: Image, pose: Pose, draw: Draw) -> Image:
    """The person with what is drawn on them, and below the feet, large, where they were seen."""
    box, scale = _person(image, pose)
    above, moved = _cut(image, pose, box, scale)
    if not known(pose):
        return above
    strip = feet(image, pose, above.shape[1], scale)
    drawn = np.asarray(draw(above, moved), dtype=np.uint8)
    return drawn if strip is None else _below(drawn, np.asarray(draw(*strip), dtype=np.uint8))


def _person(image: Image, pose: Pose) -> tuple[tuple[int, int, int, int], float]:
    """The person's box, and how much smaller it is shown."""
    height, width = image.shape[:2]
    # Feet alone are where they are in the whole picture.
    box = person_box(pose, width, height, 0.12) if pose.found else (0, 0, width, height)
    return box, min(1.0, _LONGEST / max(box[2] - box[0], box[3] - box[1]))


def feet(image: Image, pose: Pose, width: int, scale: float) -> tuple[Image, Pose] | None:
    """The feet as the foot model saw them, large, and the pose in that picture's pixels.

    Args:
        image: (H, W, 3), the whole picture.
        pose: with feet, or without.
        width: of the picture that they go below, px.
        scale: px of that for one of the whole.

    Returns:
        None without feet, and where they are large enough already.
    """
    points = _feet_points(pose)
    if not len(points):
        return None
    size = np.array([max(_STRIP[0], width), _STRIP[1]])
    low, high = points.min(axis=0), points.max(axis=0)
    larger = float((size / (1.5 * np.maximum(high - low, 8.0))).min())
    if larger < _LARGER * scale:
        return None
    larger = min(larger, 4.0)
    whole = np.array(image.shape[1::-1])
    half = np.minimum(size / larger, whole) / 2
    middle = np.clip((low + high) / 2, half, whole - half)
    left, top = np.floor(middle - half).astype(int)
    right, bottom = np.minimum(np.ceil(middle + half), whole).astype(int)
    return _cut(image, pose, (int(left), int(top), int(right), int(bottom)), larger)


def _below(above: Image, strip: Image) -> Image:
    """Two pictures, one below the other, in the middle."""
    width = max(above.shape[1], strip.shape[1])
    both = np.full((above.shape[0] + strip.shape[0], width, 3), _GROUND, dtype=np.uint8)
    for picture, y in ((above, 0), (strip, above.shape[0])):
        x = (width - picture.shape[1]) // 2
        both[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
    return both


def _cut(
    image: Image, pose: Pose, box: tuple[int, int, int, int], scale: float
) -> tuple[Image, Pose]:
    """A box of the picture at another scale, and the pose in its pixels."""
    import cv2

    left, top, right, bottom = box
    size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
    part = np.ascontiguousarray(image[top:bottom, left:right])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(part, size, interpolation=how) if scale != 1 else part.copy()
    landmarks = pose.landmarks.copy()
    landmarks[:, :2] = (landmarks[:, :2] - [left, top]) * scale
    landmarks[:, 2] *= scale
    seen = pose.feet
    if seen is not None:
        points = seen.points.copy()
        points[..., :2] = (points[..., :2] - [left, top]) * scale
        points[..., 2:5] *= scale * scale
        seen = dataclasses.replace(seen, points=points)
    moved = dataclasses.replace(pose, size=size, landmarks=landmarks, feet=seen)
    return np.asarray(scaled, dtype=np.uint8), moved


def _feet_points(pose: Pose) -> FloatArray:
    """Points of the feet that were found, without the knees, (N, 2) px."""
    if pose.feet is None:
        return np.empty((0, 2), np.float32)
    points = pose.feet.points[:, list(FOOT), :2].reshape(-1, 2)
    return np.asarray(points[np.isfinite(points).all(axis=1)])


def _points(pose: Pose) -> FloatArray:
    """All that is known of the person, (N, 2) px."""
    points = np.concatenate([pose.landmarks[:, :2], _feet_points(pose)])
    return np.asarray(points[np.isfinite(points).all(axis=1)])


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
