"""Furniture: chairs where a motion needs them, and things along the walls."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from .scene import RGB, Place

Array = npt.NDArray[Any]


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


def thing(place: Place, rng: np.random.Generator, turn: Array, yaw: float, back: float) -> None:
    """Something against the back wall, clear of the person."""
    tone = lambda: tuple(rng.uniform(0.04, 0.6, 3))  # noqa: E731
    x = rng.choice([-1, 1]) * rng.uniform(0.75, 2.4)
    what = rng.choice(["picture", "shelf", "plant", "box", "door", "window", "sofa", "ball"])
    wood = ("wood", (0.38, 0.22, 0.11), (0.22, 0.12, 0.06))
    if what == "picture":
        w, h = rng.uniform(0.15, 0.4, 2)
        y = rng.uniform(1.35, 1.8)
        place.box(
            turn @ np.array([x * 0.8, y, back + 0.015]), (w + 0.02, h + 0.02, 0.012), wood, yaw
        )
        place.box(
            turn @ np.array([x * 0.8, y, back + 0.022]),
            (w, h, 0.012),
            ("picture", tone(), tone()),
            yaw,
        )
    elif what == "shelf":
        h = rng.uniform(0.35, 0.95)
        place.box(
            turn @ np.array([x, h, back + 0.18]), (rng.uniform(0.25, 0.5), h, 0.17), wood, yaw
        )
        for _ in range(3):
            s = rng.uniform(0.05, 0.12)
            place.box(
                turn @ np.array([x + rng.uniform(-0.2, 0.2), 2 * h + s, back + 0.16]),
                (s * 0.7, s, s * 0.7), ("plain", tone(), tone()), yaw + rng.uniform(-20, 20),
            )  # fmt: skip
    elif what == "plant":
        at = turn @ np.array([x, 0, back + 0.35])
        place.post(
            at, at + np.array([0, 0.32, 0]), (0.12, 0.17), ("plain", (0.45, 0.22, 0.14), (0, 0, 0))
        )
        for _ in range(14):
            a, h = rng.uniform(0, 2 * np.pi), rng.uniform(0.35, 1.1)
            tip = at + np.array([0.38 * np.sin(a) * h, 0.3 + h, 0.38 * np.cos(a) * h])
            place.post(
                at + np.array([0, 0.3, 0]),
                tip,
                (0.012, 0.035),
                ("plain", (0.06, 0.19, 0.05), (0, 0, 0)),
                sides=5,
            )
    elif what == "box":
        s = rng.uniform(0.12, 0.3, 3)
        place.box(
            turn @ np.array([x, s[1], back + 0.4]),
            s,
            ("fabric", tone(), tone()),
            yaw + rng.uniform(-40, 40),
        )
    elif what == "door":
        place.box(
            turn @ np.array([x, 1.02, back + 0.02]),
            (0.46, 1.04, 0.02),
            ("plain", (0.6, 0.59, 0.56), (0, 0, 0)),
            yaw,
        )
        place.box(turn @ np.array([x, 1.0, back + 0.03]), (0.40, 1.0, 0.02), wood, yaw)
    elif what == "window":
        y = 1.65
        place.box(
            turn @ np.array([x, y, back + 0.01]),
            (0.55, 0.62, 0.02),
            ("plain", (0.7, 0.7, 0.68), (0, 0, 0)),
            yaw,
        )
        for dx in (-0.26, 0.26):
            place.box(
                turn @ np.array([x + dx, y, back + 0.02]),
                (0.23, 0.56, 0.015),
                ("plain", (1.6, 1.8, 2.0), (0, 0, 0)),
                yaw,
            )
    elif what == "sofa":
        look = ("fabric", tone(), tone())
        x = np.sign(x) * 1.7
        place.box(turn @ np.array([x, 0.22, back + 0.5]), (0.75, 0.22, 0.42), look, yaw)
        place.box(turn @ np.array([x, 0.58, back + 0.18]), (0.75, 0.26, 0.12), look, yaw)
    else:
        r = rng.uniform(0.2, 0.32)
        at = turn @ np.array([x, 0, back + r + 0.1])
        steps = np.linspace(0, np.pi, 9)
        look = ("plain", tone(), tone())
        middle = at + np.array([0, r, 0])
        for a, b in itertools.pairwise(steps):
            low, high = (at + np.array([0, r - r * np.cos(q), 0]) for q in (a, b))
            place.post(low, high, (r * np.sin(a) + 1e-3, r * np.sin(b) + 1e-3), look, middle=middle)
