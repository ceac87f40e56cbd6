"""How high the body stands on its feet, where only the feet are seen: by what bears it.

In a raise the ankle goes up as the body does, and the heel goes up 1 / 0.65 as far.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from formcheck.motion.geometry import NAN

SIDES = ("left", "right")

GAINS = {"ankle": 1.0, "heel": 0.65}
"""What each point's way counts for: see `planted.BODY_SHARE`."""

LIFTED, DOWN = 0.35, 0.25
"""Foot lengths that one toe is over the other one when its foot is off the floor, and until it is
down again. Of two feet on the floor, a camera at the height of the shins 1.3 m away sees the far
one up to 0.25 higher."""

GAP_S = 0.5
"""Unseen for longer, what was the level before says nothing."""

LEVEL_S = 3.0
"""Time constant with which it is learnt how high each point lies over the others, seconds."""


class PlantedHeight:
    """Height of the body by the ankles and heels of the feet that stand, px; causal.

    Each point weighs by its error. Only what it does counts, not how high it lies: so nothing jumps
    when a foot is lifted, put down, hidden or lost from sight.
    """

    def __init__(self) -> None:
        self.standing: frozenset[str] = frozenset()
        self._over: dict[tuple[str, str], float] = {}  # of each point over the height
        self._last_t = -math.inf
        self._height = NAN

    def push(self, t: float, values: Mapping[str, float], foot_length: float) -> float:
        """Take one moment, with `fine_` errors; NaN where no foot is seen."""
        toes = {s: toe for s in SIDES if math.isfinite(toe := values[f"toe_height_{s}"])}
        if not toes:
            return NAN
        lowest = min(toes.values())
        standing = frozenset(
            s for s, toe in toes.items() if toe - lowest <= self._most(s, foot_length)
        )
        self.standing = standing
        step, self._last_t = t - self._last_t, t
        points = {
            (part, side): (gain * values[f"{part}_height_{side}"], _weight(values, part, side))
            for side in standing
            for part, gain in GAINS.items()
        }
        if step > GAP_S:
            self._over = {}
            self._height = next(iter(points.values()))[0]
        self._over = {
            key: self._over.get(key, place - self._height) for key, (place, _) in points.items()
        }
        total = sum(weight for _, weight in points.values())
        self._height = (
            sum(weight * (place - self._over[key]) for key, (place, weight) in points.items())
            / total
        )
        share = 1.0 - math.exp(-min(step, GAP_S) / LEVEL_S)
        for key, (place, _) in points.items():
            self._over[key] += share * (place - self._height - self._over[key])
        return self._height

    def _most(self, side: str, foot_length: float) -> float:
        """How far over the lower toe the one of a standing foot may be, px."""
        share = LIFTED if side in self.standing or not self.standing else DOWN
        return share * foot_length if math.isfinite(foot_length) else math.inf


def _weight(values: Mapping[str, float], part: str, side: str) -> float:
    """One over the square of the error of what a point says of the height."""
    error = GAINS[part] * values[f"fine_{part}_error_{side}"]
    return 1.0 / max(error * error, 0.01) if math.isfinite(error) else 0.01
