"""Faces made unrecognisable: coarse squares over the head, generously."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.overlay.canvas import Box, Canvas
from formcheck.overlay.spots import FACE, around
from formcheck.overlay.sprite import Image
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from formcheck.status import Status

KEPT_S = 0.5
"""How long the last place of a head is covered after the person was lost."""

TORSO = (
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
)


def pixelate(image: Image, box: Box, squares: int) -> None:
    """Replace a rectangle by at most `squares` x `squares` coarse ones, in place."""
    left, top = max(0, box.x), max(0, box.y)
    right = min(image.shape[1], box.x + box.width)
    bottom = min(image.shape[0], box.y + box.height)
    if right <= left or bottom <= top:
        return
    region = image[top:bottom, left:right]
    few = (min(squares, right - left), min(squares, bottom - top))
    small = cv2.resize(region, few, interpolation=cv2.INTER_AREA)
    region[:] = cv2.resize(small, (right - left, bottom - top), interpolation=cv2.INTER_NEAREST)


class FaceBlur:
    """Covers the head of the followed person, whatever the visibility says.

    With other people in the picture, all but the followed person's own box is made coarse. While
    nobody is found, the last place is covered for a moment, and then the whole picture: an
    undetected face must not slip through.
    """

    def __init__(self) -> None:
        self._last: tuple[float, Box] | None = None

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Make faces coarse; draw this before anything else."""
        box = self._head(canvas, pose)
        if box is None:
            self._lost(canvas, pose.t)
            return
        self._last = (pose.t, box)
        if pose.people > 1:
            self._others(canvas, pose)
        pixelate(canvas.image, box, 6)

    def _head(self, canvas: Canvas, pose: Pose) -> Box | None:
        face = around(canvas, pose, FACE, 0.01)
        if face is None:
            return None
        torso = around(canvas, pose, TORSO, 0.01)
        # A head is about 0.45 of the torso's height; a turned face spreads its marks little.
        size = max(face.width, face.height) * 1.3
        if torso is not None:
            size = max(size, 0.42 * torso.height, 0.5 * torso.width)
        half = round(0.72 * size)
        x, y = face.x + face.width // 2, face.y + face.height // 2
        return Box(x - half, y - round(1.15 * half), 2 * half, round(2.15 * half))

    def _lost(self, canvas: Canvas, t: float) -> None:
        if self._last and 0 <= t - self._last[0] <= KEPT_S:
            box = self._last[1]
            grow = max(box.width, box.height) // 2
            wide = Box(box.x - grow, box.y - grow, box.width + 2 * grow, box.height + 2 * grow)
            pixelate(canvas.image, wide, 8)
        else:
            pixelate(canvas.image, Box(0, 0, canvas.width, canvas.height), 16)

    def _others(self, canvas: Canvas, pose: Pose) -> None:
        body = around(canvas, pose, tuple(Landmark), 0.06)
        if body is None:
            return
        before: Image = np.array(canvas.image, copy=True)
        pixelate(canvas.image, Box(0, 0, canvas.width, canvas.height), 24)
        rows = slice(max(0, body.y), max(0, body.y + body.height))
        columns = slice(max(0, body.x), max(0, body.x + body.width))
        canvas.image[rows, columns] = before[rows, columns]
