"""What the network is asked for, and how big things are: shared by all steps of the recipe."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Point = Sequence[float] | Array
"""x and y, px: plain floats or an array."""

#: Of each foot, in this order everywhere.
POINTS = ("knee", "ankle", "heel", "ball", "big_toe", "little_toe")
KNEE, ANKLE, HEEL, BALL, BIG_TOE, LITTLE_TOE = range(6)
#: The middle of these is the middle of a foot: what a crop is laid round.
CENTRE = (ANKLE, HEEL, BIG_TOE)
#: Without the knee.
FOOT = (ANKLE, HEEL, BALL, BIG_TOE, LITTLE_TOE)

#: Two points and how far apart they are, foot lengths, in feet of the studio's people (.30–.43,
#: .74–.89, .28–.34). What is foreshortened looks less, and from every side one of them is not: the
#: largest of the four lay at .75–1.3 of the true length.
SPANS = (
    (BIG_TOE, HEEL, 1.0),
    (ANKLE, HEEL, 0.38),
    (BIG_TOE, ANKLE, 0.85),
    (BIG_TOE, LITTLE_TOE, 0.36),
)

VISIBLE, OCCLUDED, OUTSIDE = range(3)
SIDES = ("left", "right")
WEARS = ("bare", "sock", "shoe")
NOTHING = 255  # side and footwear where there is no foot

#: Stored patches: pixels a side, and how many (true, unforeshortened) foot lengths they span.
PATCH, PATCH_SPAN = 208, 3.0
#: Pixels of a foot's length in a patch.
FOOT_PX = PATCH / PATCH_SPAN
#: What the network sees: pixels a side, and foot lengths that a crop spans if all is well.
INPUT, CROP_SPAN = 128, 1.9
#: Bins of one pixel along each axis, reaching `MARGIN` pixels beyond the crop on both ends.
MARGIN = 8
BINS = INPUT + 2 * MARGIN


def middle(xy: Array) -> Array:
    """The middle of feet (…, 6, 2), as (…, 2)."""
    return np.asarray(xy[..., list(CENTRE), :].mean(-2))


def apart(a: Point, b: Point) -> float:
    """Distance of two points, px."""
    return math.hypot(a[0] - b[0], a[1] - b[1])


def own_length(xy: Sequence[Point] | Array) -> float:
    """Length of a foot if it were seen from its side, as its points (6, 2) tell, px."""
    return max([apart(xy[a], xy[b]) / share for a, b, share in SPANS])
