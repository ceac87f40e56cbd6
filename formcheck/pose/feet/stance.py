"""Which of two feet is the left one, from how they stand.

Whoever looks along the toes has the right foot on the right.

On one floor, and seen from above it, that holds in a picture from every side: the camera shortens
depth, which changes how far one foot is to the right of the other, but not whether it is.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.points import BALL, BIG_TOE, HEEL
from formcheck.pose.feet.sight import Sight

SAYS = math.log(0.9 / 0.1)
"""Log-odds of it. On the benchmark's dev half, points with 5 % of noise: right in all moments that
it judges of raises, toe walks and distractors, but .97 of toe walks and .93 of distractors seen
from one side; in a heel-to-toe walk from the side, where feet cross the line, .69; of circling
feet from the side .67–.82."""

ONE_FLOOR = 0.2
"""Feet whose heels' and toes' heights differ by amounts that differ more, foot lengths: one of them
is tilted, so it is lifted or on its toes, and stands nowhere."""

PROFILE = 0.7
"""Share of a foot's length across the picture from which on it is seen from its side."""

BESIDE = (0.08, 0.4)
"""How much higher in the picture the far foot stands in a side view, foot lengths: 4 h s / d for a
camera h m high, d m away, and feet s m apart; .2 at 1, 3 and .15 m. A lifted foot is higher."""

ACROSS, LEVEL = 0.25, 0.35
"""Otherwise: least distance across the picture, and greatest one up and down."""

TOWARDS = 0.12
"""Least difference of the heights of heel and toe, foot lengths, for front or back."""

PLAIN = 0.06
"""Least distance of one foot from the line of the other, foot lengths squared."""


def second_is_right(first: Sight, second: Sight, length: float) -> float:
    """What the stance says: 1 the second foot is the right one, -1 the left one, 0 nothing.

    Args:
        first: a foot.
        second: the other one.
        length: of a foot, px.
    """
    ahead = [_up(sight.xy[BIG_TOE] - sight.xy[HEEL]) / length for sight in (first, second)]
    if abs(ahead[0][1] - ahead[1][1]) > ONE_FLOOR:
        return 0.0
    facing = (ahead[0] + ahead[1]) / 2
    aside = _up(second.xy[BALL] - first.xy[BALL]) / length
    if not _plain(facing, aside, toes=min(s.visible[BIG_TOE] for s in (first, second))):
        return 0.0
    left_of = float(facing[0] * aside[1] - facing[1] * aside[0])
    return 0.0 if abs(left_of) < PLAIN else -math.copysign(1.0, left_of)


def _plain(facing: Array, aside: Array, toes: float) -> bool:
    """Whether it can be told: both vectors to the right and up, foot lengths; toes seen, share."""
    if abs(facing[0]) > PROFILE:
        return bool(BESIDE[0] < abs(aside[1]) < BESIDE[1])
    if abs(aside[0]) < ACROSS or abs(aside[1]) > LEVEL:
        return False
    # From behind, a raised heel is above the toes as from in front; but then it hides them.
    return bool(facing[1] > TOWARDS or (facing[1] < -TOWARDS and toes > 0.5))


def _up(px: Array) -> Array:
    """A vector of the picture with its second number up."""
    return np.asarray(px * np.array([1.0, -1.0]))
