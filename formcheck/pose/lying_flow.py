"""The flow of the foot that moves, of somebody who lies: see `moving_foot`.

It stands for the flow of both feet, since which of them it is is not known.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.pose.feet.points import SIDES
from formcheck.pose.flow_pictures import (
    LARGEST_FOOT_PX,
    LEAST_S,
    MOST_S,
    SMALLEST_FOOT_PX,
    SMALLEST_PART_PX,
    Image,
    around,
    dense_flow,
    fast,
    grey_of,
    pixel,
    smaller,
)
from formcheck.pose.lower_legs import LowerLegs
from formcheck.pose.lying import Lying
from formcheck.pose.moving_foot import MovingFoot
from formcheck.pose.types import FloatArray, Pose

REACH, MARGIN = 0.8, 1.3
"""Foot lengths about the middle of what moves within which flow is asked, and that flow is made of:
the foot, wherever on its way it is."""


@dataclass(frozen=True, slots=True)
class _Last:
    """The picture that the next one is compared with."""

    t: float
    grey: Image


class LyingFlow:
    """Measures the flow of the foot that moves, while somebody lies.

    Gives `flow_x_SIDE`, `flow_y_SIDE` and `flow_s` as `FootFlow` does, the same for both sides, and
    `flow_foot_px`, the foot's length, px, by which that is known. Of the shank nothing is known.
    """

    def __init__(self) -> None:
        self._flow = dense_flow()
        self._legs = LowerLegs()
        self._lying = Lying()
        self._foot = MovingFoot()
        self._last: _Last | None = None

    def measure(self, pose: Pose, image: Image) -> dict[str, float] | None:
        """Take one picture with its pose; None where nobody lies.

        Args:
            pose: of that picture.
            image: (H, W, 3) uint8, BGR.
        """
        legs = self._legs.push(pose)  # a body made up over them looks as if it lay
        if not self._lying.push(pose) or legs:
            self._last = None
            self._foot.forget()
            return None
        self._foot.follow(pose)
        last = self._last
        since = pose.t - last.t if last is not None else np.inf
        if since < LEAST_S:
            return {}
        grey = grey_of(image)
        self._last = _Last(pose.t, grey)
        if last is None or since > MOST_S or last.grey.shape != grey.shape:
            self._foot.forget()
            last = None
        self._foot.push(grey, since)
        place, foot = self._foot.place, self._foot.foot_px
        if last is None or place is None or foot < SMALLEST_FOOT_PX:
            return {}
        moved = self._moved(last.grey, grey, place, foot)
        if moved is None:
            return {}
        x, y = moved
        found = {f"flow_{axis}_{side}": v for side in SIDES for axis, v in (("x", x), ("y", y))}
        return {**found, "flow_s": since, "flow_foot_px": foot}

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
        x0, y0, x1, y1 = around([place], MARGIN * foot, before.shape)
        if min(x1 - x0, y1 - y0) < SMALLEST_PART_PX:
            return None
        scale = min(1.0, LARGEST_FOOT_PX / foot)
        pair = [smaller(picture[y0:y1, x0:x1], scale) for picture in (before, after)]
        flow = self._flow.calc(pair[0], pair[1], None) / scale
        mask = np.zeros(flow.shape[:2], dtype=np.uint8)
        middle = pixel(place - np.array([x0, y0], dtype=np.float32), scale)
        cv2.circle(mask, middle, round(REACH * foot * scale), 1, -1)
        x, y = fast(flow[mask > 0])
        return float(x), float(y)
