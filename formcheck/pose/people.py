"""A person as a box, a size and the colours of the torso: what telling people apart needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import FloatArray

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, px."""

_FEET = list(range(Landmark.LEFT_ANKLE, Landmark.RIGHT_TOE + 1))
TORSO = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_ANKLES = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
_DOWN = 0.5  # of the torso's length: 30° below level
_BINS = (12, 4, 4)  # hue, saturation, value
_PATCH = 24  # px along each side; colours need no more


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One person in one picture.

    Attributes:
        box: around all landmarks, px.
        middle: of the torso, px; steadier than the box, which hidden arms make jump.
        feet: whether at least one foot is in the picture.
        torso: length from mid-shoulder to mid-hip, px.
        colours: histogram of the torso, sums to 1; empty when the torso is out of the picture.
        head_down: whether the shoulders are under the hips, and the ankles over them: as nobody
            stands, sits or bends over.
    """

    box: Box
    middle: tuple[float, float]
    feet: bool
    torso: float
    colours: FloatArray
    head_down: bool = False

    @property
    def area(self) -> float:
        """Of the box, px²."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])

    @property
    def extent(self) -> float:
        """Diagonal of the box, px: a size that squatting and lying down change little."""
        return float(np.hypot(self.box[2] - self.box[0], self.box[3] - self.box[1]))


def see(landmarks: FloatArray, image: NDArray[np.uint8]) -> Seen:
    """Describe a person.

    Args:
        landmarks: (33, 5), as in `Pose`.
        image: (H, W, 3) uint8, BGR, the picture they were found in.
    """
    height, width = image.shape[:2]
    left, top = landmarks[:, :2].min(axis=0).tolist()
    right, bottom = landmarks[:, :2].max(axis=0).tolist()
    feet = landmarks[_FEET]
    inside = (feet[:, 0] > 0) & (feet[:, 0] < width) & (feet[:, 1] > 0) & (feet[:, 1] < height)
    corners = landmarks[TORSO, :2]
    middle_x, middle_y = corners.mean(axis=0).tolist()
    shoulders, hips = corners[:2].mean(axis=0), corners[2:].mean(axis=0)
    torso = float(np.hypot(*(shoulders - hips)))
    ankles = float(landmarks[_ANKLES, 1].mean())
    return Seen(
        box=(left, top, right, bottom),
        middle=(middle_x, middle_y),
        feet=bool((inside & (feet[:, 3] > 0.3)).any()),
        torso=torso,
        colours=_colours(corners, image),
        head_down=bool(shoulders[1] - hips[1] > _DOWN * torso and ankles < hips[1]),
    )


def _colours(corners: FloatArray, image: NDArray[np.uint8]) -> FloatArray:
    """Histogram of the torso. Args: corners, (4, 2) px: shoulders, then hips."""
    height, width = image.shape[:2]
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    # Seen from the side the four points are nearly on a line; a torso is never that thin.
    least = 0.3 * max(right - left, bottom - top)
    wider, taller = max(0.0, least - (right - left)) / 2, max(0.0, least - (bottom - top)) / 2
    x0, x1 = (int(np.clip(x, 0, width)) for x in (left - wider, right + wider))
    y0, y1 = (int(np.clip(y, 0, height)) for y in (top - taller, bottom + taller))
    if x1 - x0 < 2 or y1 - y0 < 2:
        return np.zeros(0, dtype=np.float32)
    patch = image[y0:y1, x0:x1][:: max(1, (y1 - y0) // _PATCH), :: max(1, (x1 - x0) // _PATCH)]
    hsv = cv2.cvtColor(np.ascontiguousarray(patch), cv2.COLOR_BGR2HSV)
    counts = cv2.calcHist([hsv], [0, 1, 2], None, list(_BINS), [0, 180, 0, 256, 0, 256])
    return np.asarray(counts / counts.sum(), dtype=np.float32).ravel()


def alike(one: FloatArray, other: FloatArray) -> float:
    """How much two histograms overlap, 0..1 (Bhattacharyya); 0.5 where one is empty."""
    if not len(one) or not len(other):
        return 0.5
    return float(np.sqrt(one * other).sum())


def overlap(one: Box, other: Box) -> float:
    """Intersection over union of two boxes, 0..1."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return shared / (areas - shared)


def grown(box: Box, margin: float) -> Box:
    """A box with a margin on each side, as a share of its longer side."""
    left, top, right, bottom = box
    grow = margin * max(right - left, bottom - top)
    return left - grow, top - grow, right + grow, bottom + grow


def distance(one: Seen, other: Seen) -> float:
    """Distance of the middles in units of the larger person's extent."""
    (x0, y0), (x1, y1) = one.middle, other.middle
    return float(np.hypot(x1 - x0, y1 - y0)) / max(one.extent, other.extent, 1.0)


def without_doubles(people: Iterable[Seen]) -> list[Seen]:
    """Drop what is the same person found twice: a box mostly inside a larger one's."""
    kept: list[Seen] = []
    for person in sorted(people, key=lambda p: -p.area):
        if all(_inside(person.box, other.box) < 0.6 for other in kept):
            kept.append(person)
    return kept


def _inside(small: Box, large: Box) -> float:
    width = max(0.0, min(small[2], large[2]) - max(small[0], large[0]))
    height = max(0.0, min(small[3], large[3]) - max(small[1], large[1]))
    return width * height / max((small[2] - small[0]) * (small[3] - small[1]), 1.0)
