"""What the camera sees: the scene itself, or the scene in a mirror."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .camera import Camera

Array = npt.NDArray[Any]
Box = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels


@dataclass(frozen=True)
class Mirror:
    """A flat upright mirror. Metres; ``normal`` and ``across`` are unit vectors.

    Attributes:
        centre: (3,) middle of the glass.
        normal: out of the wall.
        across: along the wall, horizontal.
        half: half width and half height.
    """

    centre: Array
    normal: Array
    across: Array
    half: tuple[float, float]

    def matrix(self) -> Array:
        """Takes points to their reflections, 4x4."""
        n = self.normal
        m = np.eye(4)
        m[:3, :3] -= 2 * np.outer(n, n)
        m[:3, 3] = 2 * (n @ self.centre) * n
        return m

    def reflect(self, points: Array) -> Array:
        """Where points (…, 3) seem to be behind the glass."""
        away = (np.asarray(points) - self.centre) @ self.normal
        return np.asarray(points) - 2 * away[..., None] * self.normal

    def corners(self) -> Array:
        """Of the glass, (4, 3), counter-clockwise from the front."""
        w, h = self.half
        up = np.array([0.0, 1.0, 0.0])
        return np.stack(
            [self.centre + x * w * self.across + y * h * up
             for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        )  # fmt: skip


@dataclass(frozen=True)
class View:
    """The camera, looking at the scene or into a mirror."""

    camera: Camera
    mirror: Mirror | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        return self.camera.size

    @property
    def eye(self) -> Array:
        """Where the light arrives that makes this view, (3,)."""
        position = self.camera.position
        return position if self.mirror is None else self.mirror.reflect(position)

    @property
    def keep(self) -> tuple[float, ...]:
        """Plane before which things are drawn (nothing is cut off where it is all zeros)."""
        if self.mirror is None:
            return (0.0, 0.0, 0.0, 0.0)
        n = self.mirror.normal
        # Just before the glass, so that it does not show itself.
        return (*map(float, n), float(-n @ self.mirror.centre - 0.004))

    def clip(self, box: Box | None = None) -> Array:
        """World to clip space, 4x4, filling the viewport with the box if there is one."""
        clip = self.camera.clip() if box is None else self.camera.cropped(box)
        return clip if self.mirror is None else clip @ self.mirror.matrix()

    def project(self, points: Array) -> Array:
        """Pixels (…, 2)."""
        seen = points if self.mirror is None else self.mirror.reflect(points)
        return self.camera.project(seen)[0]

    def box(self, points: Array) -> Box:
        """Pixels round points (N, 3), in steps of 8, within the picture and never empty."""
        w, h = self.size
        xy = self.project(points)
        x0, y0 = np.floor(xy.min(0) / 8) * 8
        x1, y1 = np.ceil(xy.max(0) / 8) * 8
        x0, x1 = int(np.clip(x0, 0, w - 8)), int(np.clip(x1, 8, w))
        y0, y1 = int(np.clip(y0, 0, h - 8)), int(np.clip(y1, 8, h))
        return (x0, y0, max(x1, x0 + 8), max(y1, y0 + 8))
