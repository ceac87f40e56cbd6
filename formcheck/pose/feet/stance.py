"""Which of two feet is the left one, from how they stand.

Whoever looks along the toes has the right foot on the right.

On one floor, and seen from above it, that holds in a picture from every side: the camera shortens
depth, which changes how far one foot is to the right of the other, but not whether it is.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.points import BALL, BIG_TOE, FOOT, HEEL, apart
from formcheck.pose.feet.sight import Sight

SAYS = math.log(0.9 / 0.1)
"""Log-odds of it. On the benchmark's dev half, points with 5 % of noise: right in all moments that
it judges of raises, toe walks and distractors, but .97 of toe walks and .93 of distractors seen
from one side; in a heel-to-toe walk from the side, where feet cross the line, .69; of circling
feet from the side .67–.82."""

NEAR_SAYS = math.log(0.95 / 0.05)
"""Log-odds of one foot's hiding the other: of 326 moments of dev and a second set (real network) it
was wrong in 3, all of heel-to-toe walks, where one foot is before the other and none is nearer."""

HIDES = 0.45
"""Feet that are farther apart in the picture, foot lengths, do not hide each other: of those .6 to
1 apart the less visible one was the far one in 87 %; and lengths may be wrong by a third."""

LESS = 0.1
"""By how much less visible the far foot is, as a mean of its points, shares."""

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

HIDDEN = {"heel": 0.3, "toe": 0.5}
"""Greatest share of being visible of the heels of feet that point to the camera, and of the toes of
those that point away: each hides its own other end. A raised heel seen from behind is above the
toes as in a foot that points to the camera. Where heels were hidden .999 of 1,754 judged moments
from in front were right (dev and a second set, real network), and 26 of 41 of the others."""

STEADY = 0.25
"""Two feet on the floor change the way they point no faster than this from their mean over
`track.FACING_S`, foot lengths: what jumps is not seen well, what turns does not stand."""

PLAIN = 0.06
"""Least distance of one foot from the line of the other, foot lengths squared."""


def says(first: Sight, second: Sight, length: float, *, steady: bool) -> float:
    """Log-odds of the second foot's being the right one, from how both stand and hide each other.

    Args:
        first: a foot.
        second: the other one.
        length: of a foot, px.
        steady: both point the way they did, by `STEADY`.
    """
    hides = NEAR_SAYS * nearer_is_right(first, second, length)
    return hides + (SAYS * second_is_right(first, second, length) if steady else 0.0)


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
    heels, toes = ([float(s.visible[k]) for s in (first, second)] for k in (HEEL, BIG_TOE))
    if not _plain(facing, aside, heels, toes):
        return 0.0
    left_of = float(facing[0] * aside[1] - facing[1] * aside[0])
    return 0.0 if abs(left_of) < PLAIN else -math.copysign(1.0, left_of)


def nearer_is_right(first: Sight, second: Sight, length: float) -> float:
    """What one foot's hiding the other says, lifted or not; as `second_is_right`.

    Whoever faces the right side of the picture has the right foot nearer to the camera.
    """
    ahead = [float(sight.xy[BIG_TOE, 0] - sight.xy[HEEL, 0]) / length for sight in (first, second)]
    if min(abs(a) for a in ahead) < PROFILE or ahead[0] * ahead[1] < 0:
        return 0.0
    rows = list(FOOT)
    if apart(first.xy[rows].mean(0), second.xy[rows].mean(0)) > HIDES * length:
        return 0.0
    more = float(second.visible[rows].mean() - first.visible[rows].mean())
    return 0.0 if abs(more) < LESS else math.copysign(1.0, more * ahead[0])


def _plain(facing: Array, aside: Array, heels: list[float], toes: list[float]) -> bool:
    """Whether it can be told: both vectors to the right and up, foot lengths; shares visible."""
    if abs(facing[0]) > PROFILE:
        return bool(BESIDE[0] < abs(aside[1]) < BESIDE[1])
    if abs(aside[0]) < ACROSS or abs(aside[1]) > LEVEL:
        return False
    if facing[1] > TOWARDS:
        return max(toes) <= HIDDEN["toe"]
    return bool(facing[1] < -TOWARDS and max(heels) <= HIDDEN["heel"] and min(toes) > 0.5)


def _up(px: Array) -> Array:
    """A vector of the picture with its second number up."""
    return np.asarray(px * np.array([1.0, -1.0]))
