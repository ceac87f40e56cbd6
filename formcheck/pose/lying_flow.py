"""The flow of the foot that moves, of somebody who lies: see `moving_foot`.

It stands for the flow of both feet, since which of them it is is not known.
"""

from __future__ import annotations

import cv2

from formcheck.pose.feet.points import SIDES
from formcheck.pose.flow_pictures import SMALLEST_FOOT_PX, Image, PartFlow, Pictures, fast
from formcheck.pose.lower_legs import LowerLegs
from formcheck.pose.lying import Lying
from formcheck.pose.moving_foot import MovingFoot
from formcheck.pose.types import FloatArray, Pose

REACH, MARGIN = 0.8, 1.3
"""Foot lengths about the middle of what moves within which flow is asked, and that flow is made of:
the foot, wherever on its way it is."""


class LyingFlow:
    """Measures the flow of the foot that moves, while somebody lies.

    Gives `flow_x_SIDE`, `flow_y_SIDE` and `flow_s` as `FootFlow` does, the same for both sides, and
    `flow_foot_px`, the foot's length, px, by which that is known. Of the shank nothing is known.
    """

    def __init__(self) -> None:
        self._pictures = Pictures()
        self._flow = PartFlow()
        self._legs = LowerLegs()
        self._lying = Lying()
        self._foot = MovingFoot()

    def measure(self, pose: Pose, image: Image) -> dict[str, float] | None:
        """Take one picture with its pose; None where nobody lies.

        Args:
            pose: of that picture.
            image: (H, W, 3) uint8, BGR.
        """
        legs = self._legs.push(pose)  # a body made up over them looks as if it lay
        if not self._lying.push(pose) or legs:
            self._pictures.forget()
            self._foot.forget()
            return None
        self._foot.follow(pose)
        pair = self._pictures.push(pose.t, image)
        if pair is None:
            return {}
        if pair.before is None:
            self._foot.forget()
        self._foot.push(pair.after, pair.since)
        place, foot = self._foot.place, self._foot.foot_px
        if pair.before is None or place is None or foot < SMALLEST_FOOT_PX:
            return {}
        moved = self._moved(pair.before, pair.after, place, foot)
        if moved is None:
            return {}
        x, y = moved
        found = {f"flow_{axis}_{side}": v for side in SIDES for axis, v in (("x", x), ("y", y))}
        return {**found, "flow_s": pair.since, "flow_foot_px": foot}

    def _moved(
        self, before: Image, after: Image, place: FloatArray, foot: float
    ) -> tuple[float, float] | None:
        """How far the foot moved, px; None where too little of it is in the picture.

        Args:
            before: (H, W) uint8.
            after: (H, W) uint8.
            place: middle of where it moves, (2,) px.
            foot: foot length, px.
        """
        part = self._flow.measure(before, after, [place], MARGIN * foot, foot)
        if part is None:
            return None
        mask = part.mask()
        cv2.circle(mask, part.pixel(place), round(REACH * foot * part.scale), 1, -1)
        x, y = fast(part.flow[mask > 0])
        return float(x), float(y)
