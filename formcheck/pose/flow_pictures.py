"""Which pictures are compared, and the dense optical flow of a part of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures that are compared.

    Attributes:
        before: (H, W) uint8; None for the first one, and after a gap.
        after: (H, W) uint8.
        since: from the one to the other, seconds.
    """

    before: Image | None
    after: Image
    since: float


class Pictures:
    """Says which pictures are compared: each with the last one that was not left out. Causal."""

    def __init__(self) -> None:
        self._t = -math.inf
        self._grey: Image | None = None

    def forget(self) -> None:
        """Compare the next one with none."""
        self._t, self._grey = -math.inf, None

    def push(self, t: float, image: Image) -> Pair | None:
        """Take one picture; None where it is left out.

        Args:
            t: seconds.
            image: (H, W, 3) uint8, BGR.
        """
        since = t - self._t
        if since < LEAST_S:
            return None
        before = self._grey
        grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
        self._t, self._grey = t, grey
        if since > MOST_S or before is None or before.shape != grey.shape:
            before = None
        return Pair(before, grey, since)


@dataclass(frozen=True, slots=True)
class Part:
    """The flow of a part of a picture, made smaller where a foot in it is large.

    Attributes:
        flow: (h, w, 2) px of the picture, of each place of the smaller part.
        origin: of the part in the picture, (2,) px.
        scale: of the smaller part.
    """

    flow: FloatArray
    origin: FloatArray
    scale: float

    def mask(self) -> Image:
        """(h, w) uint8 of zeros, to draw on what is looked at."""
        return np.zeros(self.flow.shape[:2], dtype=np.uint8)

    def place(self, point: FloatArray) -> FloatArray:
        """Where a point of the picture, (2,) px, lies in the smaller part."""
        return np.asarray((point - self.origin) * self.scale)

    def pixel(self, point: FloatArray) -> tuple[int, int]:
        """The same, as OpenCV draws it."""
        x, y = point - self.origin
        return round(float(x) * self.scale), round(float(y) * self.scale)


class PartFlow:
    """Measures dense flow of parts of pictures."""

    def __init__(self) -> None:
        self._flow = _dense_flow()

    def measure(
        self, before: Image, after: Image, points: list[FloatArray], margin: float, foot: float
    ) -> Part | None:
        """Flow of a box about points; None where too little of it is in the picture.

        Args:
            before: (H, W) uint8.
            after: (H, W) uint8.
            points: (2,) px each.
            margin: about them, px.
            foot: length of a foot, px.
        """
        x0, y0, x1, y1 = _around(points, margin, before.shape)
        if min(x1 - x0, y1 - y0) < SMALLEST_PART_PX:
            return None
        scale = min(1.0, LARGEST_FOOT_PX / foot)
        pair = [_smaller(picture[y0:y1, x0:x1], scale) for picture in (before, after)]
        flow: FloatArray = self._flow.calc(pair[0], pair[1], None) / scale
        return Part(flow, np.array([x0, y0], dtype=np.float32), scale)


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


def _dense_flow() -> Any:  # noqa: ANN401 - OpenCV's stubs do not know this one
    """What measures the flow between two pictures."""
    create: Any = getattr(cv2, "DISOpticalFlow_create")  # noqa: B009
    flow: Any = create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    # The preset looks at a quarter of the size, where a foot is 15 px; and for small pictures
    # it chooses anew by the first one's size, so that results hang on what came before.
    flow.setFinestScale(0)
    return flow


def _around(points: list[FloatArray], margin: float, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Box around points that lies in the picture: left, top, right, bottom, px."""
    cloud = np.array(points)
    limit = np.array([shape[1], shape[0]])
    low = np.clip(cloud.min(axis=0) - margin, 0, limit).astype(int)
    high = np.clip(cloud.max(axis=0) + margin, 0, limit).astype(int)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def _smaller(picture: Image, scale: float) -> Image:
    """A part of a picture, made smaller, as one block of memory."""
    if scale >= 1.0:
        return np.ascontiguousarray(picture)
    size = (max(16, round(picture.shape[1] * scale)), max(16, round(picture.shape[0] * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
