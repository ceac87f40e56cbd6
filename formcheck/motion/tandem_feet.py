"""Both feet at one moment, and a foot that has come down before the other."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.motion.foot_pair import place_of
from formcheck.motion.geometry import NAN
from formcheck.motion.scale import FOOT_TO_STATURE, SHOULDER_TO_ANKLE
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.view import BACK_VIEWS

LEAST_SINE = 0.4
"""Sine of the yaw under which a view is frontal: 24°."""

SLOW = 0.25
"""Share of a swing's own peak speed under which its foot has come down; for quick steps."""

NEAR = 0.12
"""Share of a swing that a foot may still have to go to be called down: it ends slowly."""


@dataclass(frozen=True, slots=True)
class Feet:
    """Both feet at one moment.

    Attributes:
        t: seconds.
        places: of the left and the right foot, middle of what is seen of it: x and height, px.
        hip: where the hips are across the picture, px.
        foot: foot length at this distance, px.
        yaw: of the body, degrees.
    """

    t: float
    places: tuple[tuple[float, float], tuple[float, float]]
    hip: float
    foot: float
    yaw: float


@dataclass(frozen=True, slots=True)
class Landing:
    """A foot has come down before the other one.

    Attributes:
        t: when, seconds.
        known: when that was known.
        swing: when it passed the other foot.
        again: the same foot had come down before, on the way: that was no step.
        side: of the foot, 'left' or 'right', where the model's names hold; '' elsewhere.
        began, level: of the feet's heights against each other before and after, where that is
            what was watched; NaN elsewhere.
        seen: False where it is only known that it did, and about when.
    """

    t: float
    known: float
    swing: float
    again: bool = False
    side: str = ""
    began: float = NAN
    level: float = NAN
    seen: bool = True


def feet_of(moment: Moment) -> Feet | None:
    """Both feet of a moment; None when they, or how large they are, cannot be seen.

    From behind the toes are hidden, and are left out.
    """
    parts = ("ankle", "heel") if moment.view in BACK_VIEWS else ("ankle", "heel", "toe")
    places = [place_of(moment, side, parts) for side in SIDES]
    ankle = min(moment[f"ankle_height_{side}"] for side in SIDES)
    share = moment["foot_length"] / moment["stature"]
    if not math.isfinite(share):
        share = FOOT_TO_STATURE
    foot = share * (moment["shoulder_height"] - ankle) / SHOULDER_TO_ANKLE
    if not (foot > 0.0 and all(math.isfinite(v) for place in places for v in place)):
        return None
    return Feet(moment.t, (places[0], places[1]), moment["hip_x"], foot, moment["yaw"])
