"""What the body's landmarks say of the feet: where, how large, and which is which."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.pose.feet.belief import hips_in_picture
from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.sight import Place
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose

FOOT_OF_SHANK = 0.62
"""Foot length over shank length, knee to ankle: adults 0.58–0.66 (the studio's: .56–.69)."""

FOOT_OF_TRUE = 0.78
"""Heel to toe as the body model has it, over its true length (hand-marked frames)."""

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

UPRIGHT_DEG = 40.0
"""A shank that leans less is that of somebody who stands, sits or walks: crops are upright, as the
network learnt them (turned by 13°, one standard deviation)."""

_SIDES = ("LEFT", "RIGHT")
_LEGS = [
    [int(Landmark[f"{side}_{part}"]) for part in ("KNEE", "ANKLE", "HEEL", "TOE")]
    for side in _SIDES
]
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
    """Where the body model has the feet; None where it found nobody with hips in the picture."""
    if not pose.found or not hips_in_picture(pose):
        return None
    legs = [np.asarray(pose.landmarks[leg, :2], float) for leg in _LEGS]
    length = _length(legs)
    if not (np.isfinite(length) and length > 0):
        return None
    left, right = (Place(_middle(leg, length), length, _turn(leg)) for leg in legs)
    sided = _across(pose) >= ACROSS and _apart(left, right) >= APART * length
    return BodyFeet((left, right), sided)


def _length(legs: list[Array]) -> float:
    """The longest that any shank or foot suggests: what is foreshortened suggests too little."""
    said = [FOOT_OF_SHANK * float(np.hypot(*(ankle - knee))) for knee, ankle, _, _ in legs]
    said += [float(np.hypot(*(toe - heel))) / FOOT_OF_TRUE for _, _, heel, toe in legs]
    return max(said)


def _middle(leg: Array, length: float) -> Array:
    """The middle of a foot, with what the body model always gets wrong taken out, (2,) px."""
    _, ankle, heel, toe = leg
    along = (toe - heel) / FOOT_OF_TRUE  # shorter where it is foreshortened, as its error is
    return np.asarray(
        (ankle + heel + toe) / 3 + TOO_FAR_BACK * along + np.array([0.0, TOO_HIGH * length])
    )


def _turn(leg: Array) -> float:
    """By how much a crop is turned for the shank to point up in it, degrees."""
    knee, ankle = leg[0], leg[1]
    lean = math.degrees(math.atan2(knee[0] - ankle[0], ankle[1] - knee[1]))
    return 0.0 if abs(lean) < UPRIGHT_DEG else -lean


def _across(pose: Pose) -> float:
    """Share of the trunk's width that lies across the picture: 0 from the side, 1 from in front."""
    wide = np.sum([pose.world[a] - pose.world[b] for a, b in _WIDTHS], axis=0)
    whole = float(np.hypot(wide[0], wide[2]))
    return abs(float(wide[0])) / whole if whole > 0 else 0.0


def _apart(left: Place, right: Place) -> float:
    return abs(float(left.centre[0] - right.centre[0]))
