"""The angle of a foot to the floor, as an arc with degrees beside the foot."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2

from formcheck.exercises.results import Side
from formcheck.overlay.canvas import Box, Canvas, Point
from formcheck.overlay.colours import INK, WHITE, of_side
from formcheck.overlay.sprite import Look, Run, panel
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from formcheck.status import Status


class FootAngle:
    """Arcs at the feet whose pitch was measured; none where it was not.

    Args:
        told: whether the angle of a side's foot is to be read elsewhere: then it is an arc alone.
    """

    def __init__(self, told: Callable[[Side], bool] = lambda _: False) -> None:
        self._told = told

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw one arc for each side in `status.foot_pitch`."""
        if status.phase in ("rest", "done"):
            return
        for name, pitch in status.foot_pitch.items():
            if name in (Side.LEFT, Side.RIGHT) and math.isfinite(pitch):
                heel = canvas.joint(pose, Landmark[f"{name.upper()}_HEEL"])
                toe = canvas.joint(pose, Landmark[f"{name.upper()}_TOE"])
                if heel and toe:
                    self._arc(canvas, Side(name), pitch, heel, toe)

    def _arc(self, canvas: Canvas, side: Side, pitch: float, heel: Point, toe: Point) -> None:
        # The foot turns about the end that is down: the toe while the heel is up.
        pivot, free = (toe, heel) if pitch >= 0 else (heel, toe)
        away = 1 if free[0] >= pivot[0] else -1
        # Beyond the end of the foot, where the arc stands clear of the skeleton.
        reach = max(canvas.px(0.06), round(1.25 * math.dist(pivot, free)))
        floor_end = (pivot[0] + away * reach, pivot[1])
        thin, wide = canvas.px(0.004), canvas.px(0.009)
        for colour, thickness in ((INK, wide), (WHITE, thin)):
            cv2.line(canvas.image, pivot, floor_end, colour, thickness, cv2.LINE_AA)
        # cv2 counts angles clockwise from the right, for y points down.
        start, end = (0.0, -abs(pitch)) if away > 0 else (180.0, 180.0 + abs(pitch))
        axes = (reach, reach)
        for colour, thickness in ((INK, wide + thin), (of_side(side), wide)):
            cv2.ellipse(canvas.image, pivot, axes, 0, start, end, colour, thickness, cv2.LINE_AA)
        if self._told(side):
            return
        words = Run(f"{round(pitch)}°".replace("-", "−"), canvas.px(0.062), weight=700)
        label = panel(((words,),), Look(pad=canvas.px(0.010)))
        gap = canvas.px(0.03)
        beyond = pivot[0] + away * (reach + gap)
        x = beyond if away > 0 else beyond - label.width
        y = pivot[1] - label.height
        x = max(0, min(x, canvas.width - label.width))
        y = max(0, min(y, canvas.height - label.height))
        # Two feet side by side: the second number goes above the first.
        for other in canvas.taken:
            if other.overlap(Box(x, y, label.width, label.height)):
                y = max(0, other.y - label.height - thin)
        canvas.put(label, x, y)
