"""`Canvas`: a picture to draw on, with lengths that grow with it and a mirror if it is one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.overlay.sprite import Image, Sprite
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from formcheck.status import Status

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, px."""

    x: int
    y: int
    width: int
    height: int

    def overlap(self, other: Box) -> int:
        """Area that both cover, px²."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0, across) * max(0, down)


class Canvas:
    """A BGR picture that parts draw on in place.

    Args:
        image: (H, W, 3) uint8; it is drawn on, so hand in a copy.
        pose_size: width and height of the picture that the pose is in; the same by default.
        mirror: the picture has been mirrored, the pose has not.
    """

    def __init__(
        self, image: Image, *, pose_size: tuple[int, int] | None = None, mirror: bool = False
    ) -> None:
        self.image = image
        self.height, self.width = int(image.shape[0]), int(image.shape[1])
        self.unit = float(min(self.height, self.width))
        self.mirror = mirror
        from_width, from_height = pose_size or (self.width, self.height)
        self._scale = (self.width / max(1, from_width), self.height / max(1, from_height))
        self.taken: list[Box] = []
        self.asked: tuple[Pose, Any] | None = None

    def px(self, share: float) -> int:
        """A length as a share of the picture, px; at least 1."""
        return max(1, round(share * self.unit))

    @property
    def margin(self) -> int:
        """Free border round everything, px."""
        return self.px(0.025)

    def place(self, xy: NDArray[np.float32]) -> Point | None:
        """Where a point of the pose is on this canvas; None if unknown or absurdly far away."""
        x, y = float(xy[0]) * self._scale[0], float(xy[1]) * self._scale[1]
        if not (math.isfinite(x) and math.isfinite(y)):
            return None
        if self.mirror:
            x = self.width - 1 - x
        far = 4 * max(self.width, self.height)
        return (round(x), round(y)) if abs(x) < far and abs(y) < far else None

    def exact(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points of the pose, (N, 2), are on this canvas, not rounded; they may be NaN."""
        placed = xy * self._scale
        if self.mirror:
            placed[:, 0] = self.width - 1 - placed[:, 0]
        return np.asarray(placed, dtype=np.float64)

    def stretch(self, spread: NDArray[np.float64]) -> NDArray[np.float64]:
        """Matrices of errors of the pose's points, (N, 3) xx, xy, yy px², as (N, 2, 2) of this."""
        across, down = self._scale
        turned = -1.0 if self.mirror else 1.0
        xx, xy, yy = spread.T * np.array(
            [[across * across], [turned * across * down], [down * down]]
        )
        return np.stack([np.stack([xx, xy], -1), np.stack([xy, yy], -1)], -2)

    def joint(self, pose: Pose, landmark: Landmark) -> Point | None:
        """Where a landmark is on this canvas, or None."""
        return self.place(pose.xy(landmark))

    def put(self, sprite: Sprite, x: int, y: int, opacity: float = 1.0) -> Box:
        """Blend a panel in, and remember that the place is taken."""
        sprite.blend(self.image, x, y, opacity)
        box = Box(x, y, sprite.width, sprite.height)
        self.taken.append(box)
        return box


class Part(Protocol):
    """One thing drawn."""

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it on the canvas, in place."""
        ...
