"""Which way is up at a foot: crops are turned so that its shank points up, as it was learnt."""

from __future__ import annotations

import math

import numpy as np

from formcheck.pose.feet.codec import Array

UPRIGHT_DEG = 40.0
"""A shank that leans less is that of somebody who stands, sits or walks: crops are upright, as the
network learnt them (turned by 13°, one standard deviation)."""


def turn_up(shank: Array, before: float = 0.0) -> float:
    """By how much a crop is turned for a shank to point up in it, degrees.

    Args:
        shank: (2,) from the ankle to the knee, px of the picture, of any length; 0 when unknown.
        before: how much it is turned so far; kept where that is near enough.
    """
    lean = math.degrees(math.atan2(shank[0], -shank[1])) if np.any(shank) else -before
    turn = 0.0 if abs(lean) < UPRIGHT_DEG else -lean
    return before if abs((turn - before + 180) % 360 - 180) < UPRIGHT_DEG / 2 else turn


def up(turn: float) -> Array:
    """Where up in a crop that is turned by so many degrees is in the picture, unit vector (2,)."""
    angle = math.radians(turn)
    return np.array([-math.sin(angle), -math.cos(angle)])


def across(turn: float) -> Array:
    """Where right in such a crop is in the picture, unit vector (2,)."""
    angle = math.radians(turn)
    return np.array([math.cos(angle), -math.sin(angle)])


def quarters(image: Array, turn: int) -> Array:
    """A picture turned as such a crop is, by -90, 0 or 90 degrees."""
    return np.ascontiguousarray(np.rot90(image, -turn // 90)) if turn else image


def back(point: tuple[float, float], turn: int, size: tuple[int, int]) -> tuple[float, float]:
    """A point of the turned picture in the picture as it is, which is of that width and height."""
    (x, y), (width, height) = point, size
    return {0: (x, y), 90: (y, height - x), -90: (width - y, x)}[turn]
