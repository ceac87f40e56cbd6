"""People, places and cameras, dealt out so that the halves share none of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..people import CAST
from ..scene import FLOORS, WALLS
from .table import FRONTAL, SIDES

#: Every second one to each half.
HALF = {"dev": 0, "test": 1}
_YAW = {
    "front": (0,), "back": (180,), "side": (90, -90), "oblique": (45, -45, 135, -135),
}  # fmt: skip
_LIGHTS = ("day", "day", "soft", "soft", "lamp", "dim", "backlight")
_BOTTOMS = ("shorts", "trousers", "loose", "shorts", "leggings", "skirt")
_FOOTWEAR = ("bare", "shoes", "socks", "shoes")
#: (frames/s, width, height, variable) and how often, for clips of exercises and for distractors.
_FILM = (
    (0.54, 15, 640, 480, False),
    (0.12, 30, 640, 480, False),
    (0.08, 24, 640, 480, False),
    (0.06, 25, 640, 480, False),
    (0.10, 15, 480, 640, False),
    (0.06, 30, 640, 480, True),
    (0.03, 15, 1280, 720, False),
    (0.01, 60, 640, 480, False),
)
_CHEAP = ((0.6, 15, 480, 360, False), (0.25, 15, 320, 240, False), (0.15, 15, 640, 480, False))


def floors(half: str) -> list[str]:
    """The floors of a half."""
    return sorted(FLOORS)[HALF[half] :: 2]


def walls(half: str) -> list[str]:
    """The walls of a half."""
    return sorted(WALLS)[HALF[half] :: 2]


def cast(half: str) -> list[str]:
    """The named people of a half; the others in it are drawn from its seed."""
    return [p.name for p in CAST][HALF[half] :: 2]


class Dealer:
    """Deals out looks evenly: every so many clips each has come once."""

    def __init__(self, half: str, rng: np.random.Generator) -> None:
        self._half, self._rng = half, rng
        self._decks: dict[str, list[Any]] = {}

    def _deal(self, deck: str, cards: list[Any]) -> Any:  # noqa: ANN401 - whatever the deck holds
        left = self._decks.setdefault(deck, [])
        if not left:
            left.extend(cards[i] for i in self._rng.permutation(len(cards)))
        return left.pop()

    def look(
        self,
        view: str,
        *,
        cheap: bool = False,
        film: tuple[tuple[float, int, int, int, bool], ...] = (),
    ) -> dict[str, Any]:
        """Fields of a clip's spec: who, where and how it is filmed.

        Args:
            view: a cell of the plan.
            cheap: with small pictures.
            film: instead of the usual films: how often, frames/s, width, height, variable.
        """
        rng, half = self._rng, self._half
        table = film or (_CHEAP if cheap else _FILM)
        frames = [row[1:] for row in table for _ in range(round(row[0] * 100))]
        fps, w, h, variable = self._deal(f"film {cheap}", frames)
        # As many new people as named ones, for the cast is small.
        named = self._deal("named", [True, False])
        who = self._deal("who", cast(half)) if named else None
        wear = {"footwear": self._deal("footwear", list(_FOOTWEAR))}
        if named:
            women = {p.name for p in CAST if p.sex == "female"}
            bottom = self._deal("bottom", list(_BOTTOMS))
            if who in women or bottom not in ("leggings", "skirt"):
                wear["bottom"] = bottom
        base = float(self._deal(f"yaw {view}", list(_YAW[view])))
        off = 18 if view in (*FRONTAL, *SIDES) else 14
        return {
            "view": "front",
            "yaw": round(base + float(rng.uniform(-off, off)), 2),
            "fps": float(fps),
            "variable_fps": bool(variable),
            "size": (int(w), int(h)),
            "person": who,
            "wear": wear,
            "floor": self._deal("floor", floors(half)),
            "wall": self._deal("wall", walls(half)),
            "light": self._deal("light", list(_LIGHTS)),
            "height": round(float(rng.uniform(0.45, 1.5)), 3),
            "preset": "veryfast",
            "fov": round(float(rng.uniform(42, 58)), 2),
            "tilt": round(float(np.clip(rng.normal(0, 1.5), -4, 4)), 2),
        }
