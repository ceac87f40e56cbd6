"""Places: a room with a floor, walls and things in it, made of boxes and posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .view import Mirror

Array = npt.NDArray[Any]
RGB = tuple[float, float, float]

KINDS = {
    "plain": 0, "planks": 1, "tiles": 2, "carpet": 3, "brick": 4, "stripes": 5, "concrete": 6,
    "wood": 7, "fabric": 8, "picture": 9, "rubber": 10, "checks": 11, "mirror": 12,
}  # fmt: skip

FLOORS: dict[str, tuple[str, RGB, RGB]] = {
    "oak": ("planks", (0.42, 0.26, 0.13), (0.28, 0.15, 0.07)),
    "walnut": ("planks", (0.16, 0.085, 0.045), (0.09, 0.045, 0.025)),
    "pale-wood": ("planks", (0.60, 0.46, 0.30), (0.48, 0.34, 0.20)),
    "white-tiles": ("tiles", (0.62, 0.61, 0.58), (0.32, 0.31, 0.30)),
    "slate-tiles": ("tiles", (0.14, 0.145, 0.15), (0.26, 0.26, 0.25)),
    "grey-carpet": ("carpet", (0.26, 0.26, 0.27), (0.15, 0.15, 0.16)),
    "beige-carpet": ("carpet", (0.48, 0.40, 0.30), (0.34, 0.27, 0.20)),
    "blue-mat": ("rubber", (0.05, 0.10, 0.22), (0.12, 0.18, 0.32)),
    "gym": ("rubber", (0.035, 0.035, 0.037), (0.22, 0.22, 0.23)),
    "concrete": ("concrete", (0.40, 0.39, 0.37), (0.3, 0.3, 0.3)),
    "checks": ("checks", (0.55, 0.53, 0.48), (0.10, 0.10, 0.10)),
    "lino": ("plain", (0.36, 0.42, 0.36), (0.3, 0.3, 0.3)),
}
WALLS: dict[str, tuple[str, RGB, RGB]] = {
    "white": ("plain", (0.66, 0.65, 0.62), (0.5, 0.5, 0.5)),
    "cream": ("plain", (0.62, 0.54, 0.40), (0.5, 0.5, 0.5)),
    "sage": ("plain", (0.30, 0.37, 0.28), (0.5, 0.5, 0.5)),
    "blue": ("plain", (0.17, 0.27, 0.38), (0.5, 0.5, 0.5)),
    "dark": ("plain", (0.07, 0.075, 0.085), (0.5, 0.5, 0.5)),
    "brick": ("brick", (0.36, 0.13, 0.08), (0.42, 0.38, 0.34)),
    "stripes": ("stripes", (0.56, 0.52, 0.44), (0.46, 0.44, 0.38)),
    "tiles": ("tiles", (0.52, 0.60, 0.62), (0.70, 0.70, 0.70)),
    "concrete": ("concrete", (0.42, 0.42, 0.41), (0.3, 0.3, 0.3)),
    "panel": ("wood", (0.34, 0.20, 0.10), (0.24, 0.13, 0.06)),
}
#: How far floors and walls go, and how high walls are, metres.
BIG, HIGH = 9.0, 4.6


@dataclass
class Place:
    """A room's meshes and its light."""

    vertices: list[Array] = field(default_factory=list)  # rows: pos, normal, local, a, b, kind
    sun_dir: Array = field(default_factory=lambda: np.array([0.4, 0.8, 0.45]))
    sun_rgb: RGB = (1.5, 1.4, 1.25)
    sky_rgb: RGB = (0.62, 0.66, 0.74)
    ground_rgb: RGB = (0.34, 0.30, 0.26)
    lamp_pos: RGB = (0.0, 2.4, 1.0)
    lamp_rgb: RGB = (0.0, 0.0, 0.0)
    shell: int = 0  # leading vertices (floor and walls) that throw no shadow: light comes in
    mirror: Mirror | None = None

    def quad(self, corners: Array, normal: Array, local: Array, look: tuple[str, RGB, RGB]) -> None:
        """Add a quad: corners and local (pattern) coordinates (4, 3)."""
        kind, a, b = look
        row = np.zeros((4, 16), np.float32)
        row[:, :3], row[:, 3:6], row[:, 6:9] = corners, normal, local
        row[:, 9:12], row[:, 12:15], row[:, 15] = a, b, KINDS[kind]
        self.vertices.append(row[[0, 1, 2, 0, 2, 3]])

    def box(
        self,
        centre: Array,
        half: Array | tuple[float, float, float],
        look: tuple[str, RGB, RGB],
        yaw: float = 0.0,
        grain: str = "y",
    ) -> None:
        """Add a box turned about the vertical by ``yaw`` degrees."""
        c, s = np.cos(np.radians(yaw)), np.sin(np.radians(yaw))
        turn = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
        half = np.asarray(half, float)
        for axis in range(3):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            for sign in (1.0, -1.0):
                corners = np.zeros((4, 3))
                corners[:, axis] = sign * half[axis]
                corners[:, u] = np.array([-1, 1, 1, -1]) * half[u]
                corners[:, v] = np.array([-1, -1, 1, 1]) * half[v]
                if sign < 0:
                    corners = corners[::-1]
                normal = np.zeros(3)
                normal[axis] = sign
                local = corners[:, [1, 0, 2]] if grain == "x" else corners
                self.quad(corners @ turn.T + centre, turn @ normal, local + 3.7, look)

    def post(
        self,
        bottom: Array,
        top: Array,
        radius: tuple[float, float],
        look: tuple[str, RGB, RGB],
        *,
        sides: int = 18,
        middle: Array | None = None,
    ) -> None:
        """Add a round post (or a cone, if the radii differ) between two points."""
        axis = np.asarray(top, float) - bottom
        n = axis / np.linalg.norm(axis)
        e1 = np.cross(n, [0.3, 0.1, 0.9])
        e1 /= np.linalg.norm(e1)
        e2 = np.cross(n, e1)
        angle = np.linspace(0, 2 * np.pi, sides + 1)
        ring = np.cos(angle)[:, None] * e1 + np.sin(angle)[:, None] * e2
        for i in range(sides):
            a, b = ring[i], ring[i + 1]
            p = np.array(
                [
                    bottom + a * radius[0],
                    bottom + b * radius[0],
                    top + b * radius[1],
                    top + a * radius[1],
                ]
            )
            round_ = np.array([a, b, b, a]) if middle is None else p - middle
            self.quad(p, round_ / np.linalg.norm(round_, axis=1, keepdims=True), p, look)

    def mesh(self) -> Array:
        """All triangles, (N, 16) float32."""
        return np.concatenate(self.vertices).astype(np.float32)


def set_light(place: Place, kind: str, rng: np.random.Generator, camera_yaw: float) -> None:
    """Light the place: ``day``, ``soft``, ``lamp``, ``dim`` or ``backlight``."""
    side = rng.choice([-1, 1]) * rng.uniform(25, 75)
    azimuth = camera_yaw + (180 + rng.uniform(-30, 30) if kind == "backlight" else side)
    high = rng.uniform(38, 62) if kind != "lamp" else rng.uniform(50, 70)
    if kind == "backlight":
        high = rng.uniform(30, 42)
    a, h = np.radians(azimuth), np.radians(high)
    place.sun_dir = np.array([np.sin(a) * np.cos(h), np.sin(h), np.cos(a) * np.cos(h)])
    sun, sky, ground = {
        "day": (1.75, 0.62, 0.34),
        "soft": (0.65, 0.98, 0.52),
        "lamp": (1.0, 0.42, 0.24),
        "dim": (0.30, 0.26, 0.16),
        "backlight": (2.3, 0.40, 0.24),
    }[kind]
    warm = np.array([1.12, 1.0, 0.80]) if kind in ("lamp", "dim") else np.array([1.04, 1.0, 0.94])
    cool = np.array([1.02, 1.0, 0.94]) if kind in ("lamp", "dim") else np.array([0.96, 1.0, 1.06])
    place.sun_rgb = tuple(sun * warm)
    place.sky_rgb = tuple(sky * cool)
    place.ground_rgb = tuple(ground * np.array([1.08, 1.0, 0.90]))
    if kind in ("lamp", "dim"):
        place.lamp_rgb = tuple(np.array([1.0, 0.82, 0.58]) * (1.2 if kind == "lamp" else 0.5))
        place.lamp_pos = tuple(place.sun_dir * 2.6)


@dataclass(frozen=True)
class Axes:
    """Where a room's back wall is: room axes have +z out of it, towards the camera."""

    yaw: float  # degrees
    back: float  # z of the wall, metres

    @property
    def turn(self) -> Array:
        """From room axes to the world's, 3x3."""
        c, s = np.cos(np.radians(self.yaw)), np.sin(np.radians(self.yaw))
        return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def build_wall(
    place: Place,
    axes: Axes,
    spans: list[tuple[float, float, float, float]],
    shift: Array,
    look: tuple[str, RGB, RGB],
) -> None:
    """A wall at the room's back, in pieces ``(x0, x1, y0, y1)``."""
    turn, z = axes.turn, axes.back
    for x0, x1, y0, y1 in spans:
        w = np.array([[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]], float)
        place.quad(w @ turn.T, turn @ np.array([0, 0, 1.0]), w + shift, look)


def build_side(
    place: Place, axes: Axes, ends: tuple[float, float], shift: Array, look: tuple[str, RGB, RGB]
) -> None:
    """A wall at the room's side at ``(x, z)``: from the back to z."""
    turn, back = axes.turn, axes.back
    x, front = ends
    w = np.array([[x, 0, back], [x, 0, front], [x, HIGH, front], [x, HIGH, back]], float)
    if x > 0:
        w = w[::-1]
    place.quad(w @ turn.T, turn @ np.array([-np.sign(x), 0, 0.0]), w + shift, look)
