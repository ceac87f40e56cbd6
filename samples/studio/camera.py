"""Where the camera stands, and what it sees where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def wrap(degrees: float) -> float:
    """An angle in (-180, 180]."""
    return -((180.0 - degrees) % 360.0 - 180.0)


def view_of(yaw: float) -> str:
    """The view's name from the person's yaw: 0 faces the camera, +90 shows their left side."""
    y = wrap(yaw)
    if abs(y) <= 25:
        return "front"
    if abs(y) >= 155:
        return "back"
    if abs(abs(y) - 90) <= 25:
        return "left" if y > 0 else "right"
    return "oblique-front" if abs(y) < 90 else "oblique-back"


@dataclass(frozen=True)
class Camera:
    """A pinhole camera. Lengths in metres, angles in degrees, focal length in pixels."""

    position: Array
    target: Array
    roll: float
    focal: float
    size: tuple[int, int]  # width, height

    def axes(self) -> Array:
        """Rows: right, up, back (OpenGL eye axes) in the world."""
        back = self.position - self.target
        back = back / np.linalg.norm(back)
        right = np.cross([0.0, 1.0, 0.0], back)
        right /= np.linalg.norm(right)
        up = np.cross(back, right)
        r = np.radians(self.roll)
        c, s = np.cos(r), np.sin(r)
        return np.stack([c * right + s * up, c * up - s * right, back])

    def project(self, points: Array) -> tuple[Array, Array]:
        """Pixels (…, 2), origin at the top left, and distance from the camera (…)."""
        eye = (np.asarray(points) - self.position) @ self.axes().T
        depth = np.maximum(-eye[..., 2], 1e-3)
        w, h = self.size
        xy = np.stack(
            [w / 2 + self.focal * eye[..., 0] / depth, h / 2 - self.focal * eye[..., 1] / depth], -1
        )
        return xy, np.linalg.norm(eye, axis=-1)

    def clip(self, near: float = 0.1, far: float = 30.0) -> Array:
        """World to clip space, 4x4."""
        axes, (w, h) = self.axes(), self.size
        view = np.eye(4)
        view[:3, :3] = axes
        view[:3, 3] = -axes @ self.position
        p = np.zeros((4, 4))
        p[0, 0], p[1, 1] = 2 * self.focal / w, 2 * self.focal / h
        p[2, 2], p[2, 3], p[3, 2] = (far + near) / (near - far), 2 * far * near / (near - far), -1
        return p @ view

    def cropped(self, box: tuple[int, int, int, int]) -> Array:
        """Clip matrix that fills the viewport with a pixel box (x0, y0, x1, y1)."""
        w, h = self.size
        x0, y0, x1, y1 = box
        sx, sy = w / (x1 - x0), h / (y1 - y0)
        cx, cy = (x0 + x1) / w - 1, 1 - (y0 + y1) / h
        crop = np.diag([sx, sy, 1.0, 1.0])
        crop[0, 3], crop[1, 3] = -sx * cx, -sy * cy
        return crop @ self.clip()


def place_camera(
    *,
    yaw: float,
    distance: float,
    height: float,
    roll: float,
    fov: float,
    size: tuple[int, int],
    low: float,
    high: float,
    centre: Array,
) -> Camera:
    """A camera that looks at what lies between heights ``low`` and ``high`` (m) at ``centre``.

    Args:
        yaw: as seen from a person facing +z: 0 in front, +90 at their left.
        distance: from the person, metres; 0 chooses one at which all of it fits.
        height: of the lens, metres.
        roll: tilt, degrees.
        fov: angle of view along the picture's shorter side, degrees.
        size: width and height, pixels.
        low: lowest height that must be seen, metres over the floor.
        high: highest height that must be seen.
        centre: (3,) where the person is on the floor.
    """
    focal = min(size) / 2 / np.tan(np.radians(fov) / 2)
    if distance <= 0:
        across = 1.1 * (high - low) + 0.12
        distance = max(focal * across / size[1], focal * 0.9 / size[0] * 1.1, 0.9)
    a = np.radians(yaw)
    position = np.array([distance * np.sin(a), height, distance * np.cos(a)]) + centre * [1, 0, 1]
    # Aim so that the near floor and the top stay in the picture.
    aim = np.arctan2(low - height, distance) / 2 + np.arctan2(high - height, distance) / 2
    target = centre * [1, 0, 1] + [0, height + distance * np.tan(aim), 0]
    return Camera(position, target, roll, float(focal), size)
