"""Signals of the foot model: points of each foot at full resolution, and how far off they may be.

They stand beside the body model's (`heel_height` and the like), which are a foot of 10–20 px seen
through 256: what can be told better from these asks `fine` first, and falls back.
"""

from __future__ import annotations

import math

from formcheck.pose.feet.points import POINTS
from formcheck.pose.types import Feet

SIDES = ("left", "right")

_POINTS = tuple(name for name in POINTS if name != "knee")
_NAMES = {
    side: tuple(
        (
            POINTS.index(name),
            f"fine_{name}_x_{side}",
            f"fine_{name}_height_{side}",
            f"fine_{name}_error_{side}",
        )
        for name in _POINTS
    )
    for side in SIDES
}
"""Of each foot and point: its row, and its signals."""

LEAST_ERROR_PX = 0.05
"""No point is known better: the network's smallest spread is exp(−3) of a crop's pixel. A recording
may claim anything, and what weighs by errors divides by them."""

FINE_NAMES: tuple[str, ...] = tuple(
    f"fine_{name}_{side}"
    for side in SIDES
    for name in (
        *(f"{point}_{what}" for point in _POINTS for what in ("x", "height", "error")),
        "side",
    )
)
"""`fine_heel_x_left`, `fine_heel_height_left`, `fine_heel_error_left` and so on for the ankle, the
heel, the ball and the tips of the big and the little toe: px, and the size of the error's ellipse
(the root of the mean square of its axes, px). `fine_side_left` is the share of certainty that this
is the left foot; 0.5 where left and right cannot be told. All NaN where the foot was not found."""


def other_side(side: str) -> str:
    """The other one of 'left' and 'right'."""
    return "right" if side == "left" else "left"


def fill_fine(values: dict[str, float], feet: Feet, height: int) -> None:
    """Fill in the foot model's signals.

    Args:
        values: signals by name; changed in place.
        feet: what it saw.
        height: of the picture, px.
    """
    points: list[list[list[float]]] = feet.points.tolist()
    for row, side in enumerate(SIDES):
        if not feet.found(row):
            continue
        values[f"fine_side_{side}"] = float(feet.about[row, 1])
        for index, at_x, at_height, error in _NAMES[side]:
            x, y, xx, _, yy, _ = points[row][index]
            values[at_x] = x
            values[at_height] = height - y
            values[error] = max(math.sqrt(max(xx + yy, 0.0) / 2), LEAST_ERROR_PX)
