"""Signals where only the feet are in the picture: from what the foot model sees, without a body.

Trunk, hips and the angle of the knee stay NaN; what hangs on them cannot be assessed.
"""

from __future__ import annotations

import math

from formcheck.motion.fine import fill_fine
from formcheck.motion.foot_orientation import fit_feet
from formcheck.motion.planted_height import PlantedHeight
from formcheck.motion.scale import Scale
from formcheck.motion.view import View, ViewTracker
from formcheck.pose.feet.belief import feet_seen
from formcheck.pose.feet.points import ANKLE, BIG_TOE, HEEL, KNEE, SIDES
from formcheck.pose.types import Pose

WHY = "only the feet are in the picture"

HEIGHT_WHY = (
    "only the feet are in the picture: heights by them alone were off by a fifth of the foot's "
    "length, and more, in one raise of ten"
)

CIRCLE_WHY = (
    "only the feet are in the picture: circles are counted by them, and how far they are off in "
    "anything else was measured too seldom"
)
"""16 circles of four rendered clips were found by the feet alone; of 15 told which way they went 3
were wrong, and of the four clips one was put on the other foot."""

EVERY_S = 0.1
"""How often it is asked which way the feet point, seconds: that takes long, and changes slowly."""

TURN_S = 1.0
"""Time constant of the yaw by the feet: their points leave room for 5–15°."""

KNEE_SEEN = 0.5
"""Share of being visible from which on a knee is used."""

_PARTS = (("ankle", ANKLE), ("heel", HEEL), ("toe", BIG_TOE))


class FeetOnly:
    """Fills in the signals that feet alone give.

    Args:
        scale: of the person in the picture; told the feet's length.

    Attributes:
        view: where the camera stands, by the way the feet point.
        yaw: the same, degrees.
    """

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._tracker = ViewTracker(TURN_S)
        self._height = PlantedHeight()
        self._asked = -math.inf

    @property
    def view(self) -> View:
        """Where the camera stands."""
        return self._tracker.view

    def fill(self, values: dict[str, float], pose: Pose) -> bool:
        """Fill in the signals of one pose; says whether a foot is seen.

        Args:
            values: signals by name; changed in place.
            pose: of a picture in which feet are all that is seen.
        """
        rows = feet_seen(pose)
        if not rows or pose.feet is None:
            return False
        height = pose.size[1]
        fill_fine(values, pose.feet, height)
        for row in rows:
            side, points = SIDES[row], pose.feet.points[row].tolist()
            for name, index in _PARTS:
                values[f"{name}_x_{side}"] = points[index][0]
                values[f"{name}_height_{side}"] = height - points[index][1]
            x, y, *_, visible = points[KNEE]
            if visible >= KNEE_SEEN:
                values[f"knee_x_{side}"], values[f"knee_height_{side}"] = x, height - y
        if pose.t - self._asked >= EVERY_S or pose.t < self._asked:
            self._asked = pose.t
            yaw, length = fit_feet(pose.feet)
            self._tracker.push(pose.t, yaw)
            self._scale.push_feet(pose.t, length)
        values["yaw"] = self._tracker.yaw
        values["foot_length"] = self._scale.foot_length_px
        values["body_height"] = self._height.push(pose.t, values, self._scale.foot_length_px)
        values["height_error"] = self._height.error
        return True
