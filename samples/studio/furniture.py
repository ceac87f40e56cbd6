"""Furniture: chairs where a motion needs them, and things along the walls."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from .scene import RGB, Place

Array = npt.NDArray[Any]

_WOOD: tuple[str, RGB, RGB] = ("wood", (0.38, 0.22, 0.11), (0.22, 0.12, 0.06))


def chair(place: Place, at: Array, yaw: float, look: tuple[str, RGB, RGB]) -> float:
    """A chair with its back towards ``yaw`` + 180 degrees. Returns the back's height, metres."""
    c, s = np.cos(np.radians(yaw)), np.sin(np.radians(yaw))
    turn = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])

    def part(centre: tuple[float, float, float], half: tuple[float, float, float]) -> None:
        place.box(turn @ np.array(centre) + at, half, look, yaw)

    top = 0.90
    part((0, 0.45, 0), (0.21, 0.018, 0.21))
    for x in (-0.19, 0.19):
        part((x, 0.22, 0.19), (0.018, 0.22, 0.018))
        part((x, top / 2, -0.19), (0.018, top / 2, 0.016))
    part((0, top - 0.05, -0.19), (0.20, 0.05, 0.012))
    part((0, top - 0.24, -0.19), (0.18, 0.03, 0.010))
    return top


@dataclass(frozen=True)
class _Spot:
    """Before a wall: axes as in `scene.Axes`, and x along the wall, metres."""

    turn: Array
    yaw: float
    back: float
    x: float

    def at(self, y: float, out: float, x: float | None = None) -> Array:
        """``y`` metres up and ``out`` of the wall, beside x if another is given."""
        return np.asarray(self.turn @ [self.x if x is None else x, y, self.back + out])


def _tone(rng: np.random.Generator) -> RGB:
    r, g, b = rng.uniform(0.04, 0.6, 3)
    return float(r), float(g), float(b)


def thing(place: Place, rng: np.random.Generator, turn: Array, yaw: float, back: float) -> None:
    """Something against the back wall, clear of the person."""
    spot = _Spot(turn, yaw, back, float(rng.choice([-1, 1]) * rng.uniform(0.75, 2.4)))
    _THINGS[str(rng.choice(list(_THINGS)))](place, rng, spot)


def _picture(place: Place, rng: np.random.Generator, spot: _Spot) -> None:
    w, h = rng.uniform(0.15, 0.4, 2)
    y, x = rng.uniform(1.35, 1.8), spot.x * 0.8
    place.box(spot.at(y, 0.015, x), (w + 0.02, h + 0.02, 0.012), _WOOD, spot.yaw)
    look = ("picture", _tone(rng), _tone(rng))
    place.box(spot.at(y, 0.022, x), (w, h, 0.012), look, spot.yaw)


def _shelf(place: Place, rng: np.random.Generator, spot: _Spot) -> None:
    h = rng.uniform(0.35, 0.95)
    place.box(spot.at(h, 0.18), (rng.uniform(0.25, 0.5), h, 0.17), _WOOD, spot.yaw)
    for _ in range(3):
        s = rng.uniform(0.05, 0.12)
        at = spot.at(2 * h + s, 0.16, spot.x + rng.uniform(-0.2, 0.2))
        look = ("plain", _tone(rng), _tone(rng))
        place.box(at, (s * 0.7, s, s * 0.7), look, spot.yaw + rng.uniform(-20, 20))


def _plant(place: Place, rng: np.random.Generator, spot: _Spot) -> None:
    at = spot.at(0, 0.35)
    pot, leaf = ("plain", (0.45, 0.22, 0.14), (0, 0, 0)), ("plain", (0.06, 0.19, 0.05), (0, 0, 0))
    place.post(at, at + np.array([0, 0.32, 0]), (0.12, 0.17), pot)
    for _ in range(14):
        a, h = rng.uniform(0, 2 * np.pi), rng.uniform(0.35, 1.1)
        tip = at + np.array([0.38 * np.sin(a) * h, 0.3 + h, 0.38 * np.cos(a) * h])
        place.post(at + np.array([0, 0.3, 0]), tip, (0.012, 0.035), leaf, sides=5)


def _crate(place: Place, rng: np.random.Generator, spot: _Spot) -> None:
    s = rng.uniform(0.12, 0.3, 3)
    look = ("fabric", _tone(rng), _tone(rng))
    place.box(spot.at(s[1], 0.4), s, look, spot.yaw + rng.uniform(-40, 40))


def _door(place: Place, rng: np.random.Generator, spot: _Spot) -> None:
    frame = ("plain", (0.6, 0.59, 0.56), (0, 0, 0))
    place.box(spot.at(1.02, 0.02), (0.46, 1.04, 0.02), frame, spot.yaw)
    place.box(spot.at(1.0, 0.03), (0.40, 1.0, 0.02), _WOOD, spot.yaw)


def _window(place: Place, rng: np.random.Generator, spot: _Spot) -> None:
    y = 1.65
    frame = ("plain", (0.7, 0.7, 0.68), (0, 0, 0))
    place.box(spot.at(y, 0.01), (0.55, 0.62, 0.02), frame, spot.yaw)
    for dx in (-0.26, 0.26):
        pane = ("plain", (1.6, 1.8, 2.0), (0, 0, 0))
        place.box(spot.at(y, 0.02, spot.x + dx), (0.23, 0.56, 0.015), pane, spot.yaw)


def _sofa(place: Place, rng: np.random.Generator, spot: _Spot) -> None:
    look = ("fabric", _tone(rng), _tone(rng))
    x = float(np.sign(spot.x)) * 1.7
    place.box(spot.at(0.22, 0.5, x), (0.75, 0.22, 0.42), look, spot.yaw)
    place.box(spot.at(0.58, 0.18, x), (0.75, 0.26, 0.12), look, spot.yaw)


def _ball(place: Place, rng: np.random.Generator, spot: _Spot) -> None:
    r = rng.uniform(0.2, 0.32)
    at = spot.at(0, r + 0.1)
    steps = np.linspace(0, np.pi, 9)
    look = ("plain", _tone(rng), _tone(rng))
    middle = at + np.array([0, r, 0])
    for a, b in itertools.pairwise(steps):
        low, high = (at + np.array([0, r - r * np.cos(q), 0]) for q in (a, b))
        place.post(low, high, (r * np.sin(a) + 1e-3, r * np.sin(b) + 1e-3), look, middle=middle)


#: In the order in which they are drawn at random: another one changes every room.
_THINGS: dict[str, Callable[[Place, np.random.Generator, _Spot], None]] = {
    "picture": _picture,
    "shelf": _shelf,
    "plant": _plant,
    "box": _crate,
    "door": _door,
    "window": _window,
    "sofa": _sofa,
    "ball": _ball,
}
