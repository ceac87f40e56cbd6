"""What the body's landmarks say of the feet: where, how large, and which is which."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.pose.feet.belief import (
    FOOT_OF_TRUE,
    LEGS,
    foot_of_body,
    hips_in_picture,
    squashed,
)
from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.points import apart
from formcheck.pose.feet.sight import Place, Sight
from formcheck.pose.feet.turn import turn_up
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose

TOO_HIGH = 0.047
"""How far the middle of its ankle, heel and toe lies above the true one, foot lengths: heel 8 % and
ankle 6 % high."""

TOO_FAR_BACK = 0.017
"""… and behind it, in profile: heel 8 % forward, toe 13 % short."""

ACROSS = 0.57
"""Least share of the trunk's width that lies across the picture for its left and right to be
believed of the legs: the sine of 35°. In a side view (within 25°) legs are mixed up in up to 91 %
of frames of a single-leg raise, from the front and at 45° in none."""

APART = 0.6
"""Least distance of the body's two feet for the same, foot lengths."""

PLAIN = 0.5
"""By how much nearer, foot lengths, a foot must be to one of the body's feet to be that one."""

_WIDTHS = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
)


@dataclass(frozen=True, slots=True, eq=False)
class BodyFeet:
    """The body model's feet.

    Attributes:
        places: of its left and its right foot.
        sided: its left and right may be believed.
    """

    places: tuple[Place, Place]
    sided: bool


def body_feet(pose: Pose) -> BodyFeet | None:
    """Where the body model has the feet.

    None where it found nobody with hips in the picture, or drew somebody whose length would be
    taken for that of the feet.
    """
    if not pose.found or not hips_in_picture(pose) or squashed(pose):
        return None
    legs = [np.asarray(pose.landmarks[leg, :2], float) for leg in LEGS]
    length = foot_of_body(pose)
    if not (np.isfinite(length) and length > 0):
        return None
    left, right = (Place(_middle(leg, length), length, turn_up(leg[0] - leg[1])) for leg in legs)
    sided = _across(pose) >= ACROSS and _apart(left, right) >= APART * length
    return BodyFeet((left, right), sided)


def said_sides(
    seen: Sequence[Sight | None], body: BodyFeet | None, length: float
) -> tuple[float, float]:
    """What the body says of each of two feet: 1 a right one, -1 a left one, 0 nothing.

    Args:
        seen: the two feet, None for one that is not seen.
        body: the body's feet.
        length: of a foot, px.
    """
    if body is None or not body.sided:
        return 0.0, 0.0
    left, right = body.places
    # How much nearer each is to the body's right foot than to its left one.
    nearer = [
        (apart(s.centre, left.centre) - apart(s.centre, right.centre)) / length if s else 0.0
        for s in seen
    ]
    if seen[0] is not None and seen[1] is not None:
        pair = nearer[0] - nearer[1]
        side = math.copysign(1.0, pair) if abs(pair) > PLAIN else 0.0
        return side, -side
    first, second = (math.copysign(1.0, n) if abs(n) > PLAIN else 0.0 for n in nearer)
    return first, second


def _middle(leg: Array, length: float) -> Array:
    """The middle of a foot, with what the body model always gets wrong taken out, (2,) px."""
    _, ankle, heel, toe = leg
    along = (toe - heel) / FOOT_OF_TRUE  # shorter where it is foreshortened, as its error is
    return np.asarray(
        (ankle + heel + toe) / 3 + TOO_FAR_BACK * along + np.array([0.0, TOO_HIGH * length])
    )


def _across(pose: Pose) -> float:
    """Share of the trunk's width that lies across the picture: 0 from the side, 1 from in front."""
    wide = np.sum([pose.world[a] - pose.world[b] for a, b in _WIDTHS], axis=0)
    whole = float(np.hypot(wide[0], wide[2]))
    return abs(float(wide[0])) / whole if whole > 0 else 0.0


def _apart(left: Place, right: Place) -> float:
    return abs(float(left.centre[0] - right.centre[0]))
