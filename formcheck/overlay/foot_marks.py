"""The points of each foot on a canvas, as our own foot model sees them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.exercises.results import Side
from formcheck.motion.scale import FOOT_TO_STATURE, SHANK_TO_STATURE
from formcheck.overlay.canvas import Canvas
from formcheck.pose.feet.codec import within
from formcheck.pose.feet.points import ANKLE, BIG_TOE, FOOT, HEEL, KNEE
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Feet, Pose

Array = NDArray[np.float64]

SIDES = (Side.LEFT, Side.RIGHT)
KNOWN = 0.75
"""Share of certainty from which a foot is called left or right: half of the way from not knowing
(0.5) to being sure."""

SEEN = 0.5
"""Share of being visible from which a point is drawn firmly, as the skeleton's."""

HELD = 0.9
"""Share of the true points that an ellipse of doubt holds."""

DOUBT = 0.2
"""Shares of foot length: a point that is further off than this once in ten times is unsure."""

_REACH = math.sqrt(within(HELD))
LANDMARKS = {
    side: {
        Landmark[f"{side.name}_{name}"]: point
        for name, point in (("KNEE", KNEE), ("ANKLE", ANKLE), ("HEEL", HEEL), ("TOE", BIG_TOE))
    }
    for side in SIDES
}
"""The body's landmarks that a foot's points stand for, by side."""


@dataclass(frozen=True, slots=True, eq=False)
class Foot:
    """A foot that was found.

    Attributes:
        row: 0 or 1, its row in `Pose.feet`.
        side: whose it is; unknown where left and right cannot be told.
        points: (6, 2) px of the canvas, in the order of `feet.points.POINTS`.
        spread: (6, 2, 2) scale matrices of the errors, px² of the canvas.
        seen: (6,) shares of being visible.
    """

    row: int
    side: Side
    points: Array
    spread: Array
    seen: Array

    @property
    def length(self) -> float:
        """Its length, px: as it is seen, or from the shank where it points at the camera."""
        points = self.points[list(FOOT)]
        seen = float(np.hypot(*(points.max(axis=0) - points.min(axis=0))))
        shank = (
            FOOT_TO_STATURE
            / SHANK_TO_STATURE
            * float(np.hypot(*(self.points[KNEE] - self.points[ANKLE])))
        )
        return max(seen, shank) if math.isfinite(shank) else seen

    def ellipse(self, point: int) -> tuple[float, float, float]:
        """Half axes (the longer first, px) and direction (degrees, cv2's) of a point's doubt."""
        (xx, xy), (_, yy) = self.spread[point].tolist()
        middle, apart = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
        low, high = (_REACH * math.sqrt(max(0.0, v)) for v in (middle - apart, middle + apart))
        return high, low, math.degrees(math.atan2(2 * xy, xx - yy)) / 2

    def at(self, point: int) -> tuple[int, int] | None:
        """Where a point is, whole px; None where it is not known."""
        x, y = self.points[point].tolist()
        return (round(x), round(y)) if math.isfinite(x + y) else None

    def unsure(self, point: int) -> bool:
        """Whether a point may be so far off that it has to be said."""
        return self.ellipse(point)[0] > DOUBT * self.length

    def hidden(self, point: int) -> bool:
        """Whether a point is placed without being seen."""
        return bool(self.seen[point] < SEEN)

    def off_line(self, start: int, end: int) -> float:
        """How far the direction from one point to another may be off, degrees (`HELD`)."""
        along = self.points[end] - self.points[start]
        length = float(np.hypot(*along))
        if length < 1.0:
            return 180.0
        across = np.array([-along[1], along[0]]) / length
        both = float(across @ (self.spread[start] + self.spread[end]) @ across)
        return math.degrees(math.atan2(_REACH * math.sqrt(max(0.0, both)), length))


def feet_on(canvas: Canvas, pose: Pose) -> list[Foot]:
    """The feet that were found, on a canvas; none without the foot model."""
    if pose.feet is None:
        return []
    # Several parts ask for one picture.
    if canvas.asked is None or canvas.asked[0] is not pose:
        canvas.asked = (pose, _feet_on(canvas, pose.feet))
    found: list[Foot] = canvas.asked[1]
    return found


def _feet_on(canvas: Canvas, feet: Feet) -> list[Foot]:
    found = []
    for row, side in enumerate(SIDES):
        values = feet.points[row].astype(np.float64)
        needed = values[list(FOOT)]
        if not (np.isfinite(needed).all() and np.abs(needed[:, :2]).max() < 1e6):
            continue
        known = float(feet.about[row, 1]) >= KNOWN
        found.append(
            Foot(
                row,
                side if known else Side.UNKNOWN,
                canvas.exact(values[:, :2]),
                canvas.stretch(values[:, 2:5]),
                values[:, 5],
            )
        )
    return found
