"""Which way somebody walks past a camera, from where the body is in space at each step.

The way of a whole walk is long against the error of each place, so it says from where the walker is
seen better than the body model does of a single moment: in 529 steps of 58 rendered walks it was
right within 4.1° in 90 %, 5.6 in 95 and 7.8 in 99, without a bias, where the body was drawn turned
towards the camera by 3–9° on average and by up to 17.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.tandem_way import whereabouts
from formcheck.motion.track import Window

LEAST = 5
"""Places from which the way is told: 5.7° in 95 % of walks cut to so few, 6.8 with four, 7.3 with
three."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a body is in space, seen from the camera.

    Attributes:
        right: foot lengths, to the right of the camera's axis.
        away: foot lengths, along it.
    """

    right: float
    away: float

    @property
    def bearing(self) -> float:
        """To the right of the camera's axis, degrees."""
        return math.degrees(math.atan2(self.right, self.away))


def spot(window: Window) -> Spot | None:
    """Where the body is, with the guessed lens; None if it is not seen."""
    middle, focal, place = window.seen("middle_x"), window.seen("focal_length"), whereabouts(window)
    if place is None or not middle.size or not focal.size:
        return None
    right = (place.place.x - float(middle[0])) * place.depth / float(focal[0])
    return Spot(right, place.depth)


def heading(spots: Sequence[Spot]) -> float:
    """Which way leads through places, in order; a yaw in degrees against the camera's axis.

    The sum of the ways between all pairs of them that are half of the walk apart.

    Returns:
        0 towards the camera, 90 to its left; NaN with fewer than `LEAST`.
    """
    count = len(spots)
    if count < LEAST:
        return NAN
    half = count // 2
    right = away = 0.0
    for number, one in enumerate(spots):
        weight = max(0, number - half + 1) - max(0, count - half - number)
        right, away = right + weight * one.right, away + weight * one.away
    return math.degrees(math.atan2(-right, -away))


def seen_from(way: float, place: Spot) -> float:
    """The yaw of somebody who goes that way, as the camera sees them there, degrees.

    Args:
        way: see `heading`.
        place: where they are.
    """
    return wrap(way - place.bearing)
