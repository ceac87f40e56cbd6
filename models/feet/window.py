"""Rendering just the surroundings of a foot, as a camera would see them in its whole picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from formcheck.pose.feet.points import OCCLUDED, OUTSIDE, PATCH, POINTS, VISIBLE
from samples.studio import truth
from samples.studio.camera import Camera
from samples.studio.figures import Pose
from samples.studio.layers import Layer
from samples.studio.people import Person
from samples.studio.render import Drawn, Renderer
from samples.studio.scene import Place

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Window(Camera):
    """A square of another camera's picture, drawn at a size of its own.

    ``corner`` and ``side`` are pixels of that picture.
    """

    whole: Camera
    corner: tuple[float, float]
    side: float

    @classmethod
    def of(cls, whole: Camera, centre: Array, side: float, size: int = PATCH) -> Window:
        """The square of that side round a pixel of the whole picture."""
        x, y = float(centre[0] - side / 2), float(centre[1] - side / 2)
        c = whole
        return cls(c.position, c.target, c.roll, c.focal, (size, size), c, (x, y), side)

    def clip(self, near: float = 0.05, far: float = 30.0) -> Array:
        """World to clip space, 4x4."""
        (w, h), (x, y), side = self.whole.size, self.corner, self.side
        sx, sy = w / side, h / side
        crop = np.diag([sx, sy, 1.0, 1.0])
        crop[0, 3], crop[1, 3] = -sx * ((2 * x + side) / w - 1), -sy * (1 - (2 * y + side) / h)
        return np.asarray(crop @ self.whole.clip(near, far))

    def project(self, points: Array) -> tuple[Array, Array]:
        """Pixels of the window (…, 2), and distance from the camera (…)."""
        xy, far = self.whole.project(points)
        return (xy - np.array(self.corner)) * self.size[0] / self.side, far


@dataclass(frozen=True)
class Shot:
    """A picture of a window, and what in it is whom.

    Attributes:
        rgb: (S, S, 3) uint8.
        people: (S, S) share of each pixel that people (or what stands before them) take.
        shade: (S, S) how much light people leave to the room, 0..1.
        drawn: as the studio gives it.
    """

    rgb: Array
    people: Array
    shade: Array
    drawn: Drawn


class Shots(Renderer):
    """The studio's renderer, looking through windows."""

    def __init__(self, place: Place, first: Window) -> None:
        super().__init__(place, first)

    def __enter__(self) -> Self:
        return self

    def dress(self, layers: list[Layer], person: Person, pattern: int) -> None:
        """Put the person on the GPU."""
        self.add(layers, person, pattern)

    def shoot(self, window: Window, pose: Pose, gain: float) -> Shot:
        """One picture."""
        self.look(window, 1)
        drawn = self.draw([pose], (gain, gain, gain))
        return Shot(drawn.rgb.copy(), self._before(drawn, window), self._shade(), drawn)

    def _shade(self) -> Array:
        texture = self._figures.shade
        w, h = texture.size
        both = np.frombuffer(texture.read(), np.uint8).reshape(h, w, 2)[::-1]
        half = both.astype(np.float32) @ np.array([0.35, 0.65], np.float32) / 255.0
        return np.repeat(np.repeat(half, 2, 0), 2, 1)

    @staticmethod
    def _before(drawn: Drawn, window: Window) -> Array:
        """What a photograph behind the people must not cover."""
        out = np.zeros(drawn.place_distance.shape, np.float32)
        x0, y0, x1, y1 = drawn.box
        there = np.isfinite(drawn.distance).reshape(y1 - y0, 2, x1 - x0, 2)
        out[y0:y1, x0:x1] = there.mean((1, 3))
        if there.any():
            # Things before the people, but not the floor before them.
            nearest = float(drawn.distance.min())
            out[drawn.place_distance < np.minimum(nearest, _to_floor(window) - 0.03)] = 1.0
        return out


def _to_floor(window: Window) -> Array:
    """Metres from the lens to the floor in each pixel, (S, S); inf above the horizon."""
    c, step = window.whole, window.side / window.size[0]
    at = (np.arange(window.size[0]) + 0.5) * step
    x = (window.corner[0] + at - c.size[0] / 2) / c.focal
    y = -(window.corner[1] + at - c.size[1] / 2) / c.focal
    right, up, back = c.axes()
    down = -(x[None] * right[1] + y[:, None] * up[1] - back[1])
    long = np.sqrt(1 + x[None] ** 2 + y[:, None] ** 2)
    return np.where(down > 1e-6, long * c.position[1] / np.maximum(down, 1e-6), np.inf)


def flags(xy: Array, far: Array, drawn: Drawn) -> Array:
    """For a foot's points in a shot, (6,): visible, occluded or outside."""
    out = np.zeros(len(POINTS), np.uint8)
    h, w = drawn.place_distance.shape
    for i, name in enumerate(POINTS):
        x, y = xy[i]
        if not (0 <= x < w and 0 <= y < h):
            out[i] = OUTSIDE
        else:
            hidden = truth.occluded(name, xy[i], float(far[i]), drawn)
            out[i] = OCCLUDED if hidden else VISIBLE
    return out


def auto_gain(shots: Shots, window: Window, pose: Pose, wanted: float) -> float:
    """The gain at which a window's mean is as wanted (0..1 of white)."""
    gain = 1.0
    for _ in range(2):
        mean = float(shots.shoot(window, pose, gain).rgb.mean()) / 255.0
        gain *= float(np.clip((wanted / max(mean, 0.02)) ** 1.5, 0.3, 3.5))
    return gain
