"""How the feet move while the body rises: whether they stand, as the body model sees them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.motion.filters import slope
from formcheck.motion.order import median_of_known
from formcheck.motion.raise_legs import spread
from formcheck.motion.track import Window

ELSEWHERE = 1.0
"""Foot lengths across the picture within which the toe of a standing foot stays nearly all the
time: 0.62 at most for the stiller foot of 397 raises, points that jump to the other foot included.
In a lunge, where legs are mixed up, both go to and fro between feet that stand four apart."""

GOES_ALONG = 0.6
"""Share of the body's rise that no standing toe goes up or down with it from the front: 0.41 at
most for the stiller toe of 106 raises, 0.52 in strong noise; 0.71 in a step towards the camera."""


@dataclass(frozen=True, slots=True)
class FootMotion:
    """How one foot moved with the body: slopes of its heights over the body's height."""

    ankle: float
    heel: float
    toe: float
    toe_range: float  # 5th to 95th percentile of the toe's height over the body's
    toe_travel: float  # sideways travel of the toe from start to end, foot lengths
    toe_across: float  # 5th to 95th percentile of where it was across the picture, foot lengths

    @property
    def stands(self) -> bool:
        """Whether the toe kept its height while the body rose."""
        return self.toe_range < 0.5


def foot_motion(window: Window, side: str, foot_length: float) -> FootMotion:
    """How the foot of one side moved during a rise.

    Args:
        window: the rise.
        side: 'left' or 'right'.
        foot_length: px.
    """
    body = window["body_height"]
    ankle, heel, toe = (
        slope(body, window[f"{part}_height_{side}"]) for part in ("ankle", "heel", "toe")
    )
    x = window.seen(f"toe_x_{side}")
    part = max(1, len(x) // 6)
    travel = abs(median_of_known(x[-part:]) - median_of_known(x[:part])) / foot_length
    up = spread(window[f"toe_height_{side}"]) / spread(body)
    return FootMotion(ankle, heel, toe, up, travel, spread(x) / foot_length)


def went_along(feet: list[FootMotion]) -> float:
    """How much of the body's rise the standing ankles and heels made, the most of them.

    Infinite where none was seen.
    """
    known = [f for f in feet if math.isfinite(f.ankle)]
    standing = [f for f in known if f.stands] or known
    return max((max(f.ankle, f.heel) for f in standing), default=math.inf)


def left_the_floor(feet: list[FootMotion]) -> bool:
    """In a hop or a step every toe goes with the body; on planted feet one of them stays.

    From behind the toes are hidden, and the model moves them with the heels.
    """
    toes = [f.toe for f in feet if math.isfinite(f.toe)]
    return bool(toes) and min(toes) > 0.8


def none_stands(feet: list[FootMotion]) -> bool:
    """Whether every toe goes up or down with the body; from the front, where toes are seen."""
    toes = [abs(f.toe) for f in feet if math.isfinite(f.toe)]
    return bool(toes) and min(toes) > GOES_ALONG


def shuffled(feet: list[FootMotion]) -> bool:
    """Whether no foot ended where it began."""
    travels = [f.toe_travel for f in feet if math.isfinite(f.toe_travel)]
    return bool(travels) and min(travels) > 0.35


def stood_nowhere(feet: list[FootMotion]) -> bool:
    """Whether no foot was in one place for most of the time."""
    across = [f.toe_across for f in feet if math.isfinite(f.toe_across)]
    return bool(across) and min(across) > ELSEWHERE
