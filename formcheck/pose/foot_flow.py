"""How each foot moved between two pictures: dense optical flow at full resolution.

The body model looks at the whole person in 256 x 256 px, where a foot is 10–20 px; the picture
itself has 60–200. Flow says nothing about where a foot is, only how it moved, and that well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Self

import cv2
import numpy as np

from formcheck.pose.feet.points import SIDES
from formcheck.pose.flow_pictures import SMALLEST_FOOT_PX, Image, PartFlow, Pictures, fast
from formcheck.pose.flow_places import FOOT_TO_SHANK, LEG, FlowPlaces
from formcheck.pose.lying_flow import LyingFlow
from formcheck.pose.types import FloatArray, Pose, PoseEstimator

_SHIN = (0.25, 0.75)  # from knee to ankle: below the knee's folds, above what the foot drags along
_REACH = 0.6  # foot lengths about the middle of the foot


class FootFlow:
    """Measures the flow of both feet from picture to picture.

    Gives, for each side, px moved since the picture before: `flow_x_SIDE`, `flow_y_SIDE` of the
    foot's faster parts, `shin_x_SIDE`, `shin_y_SIDE` of the shank's end at the ankle; x to the
    picture's right, y down. `flow_s` is the time between the two pictures. Nothing is given for
    pictures that are left out (`LEAST_S`), and after a gap.
    """

    def __init__(self) -> None:
        self._places = FlowPlaces()
        self._pictures = Pictures()
        self._flow = PartFlow()
        self._points: FloatArray | None = None  # of the picture that the next is compared with

    def measure(self, pose: Pose, image: Image) -> dict[str, float]:
        """Take one picture with its pose.

        Args:
            pose: of that picture.
            image: (H, W, 3) uint8, BGR.
        """
        points = self._places.points(pose)
        if points is None:
            return {}
        pair = self._pictures.push(pose.t, image)
        if pair is None:
            return {}
        last, self._points = self._points, points
        if pair.before is None or last is None:
            return {}
        middle: FloatArray = (last + points) / np.float32(2)
        foot = _foot_length(middle)
        found: dict[str, float] = {}
        if foot >= SMALLEST_FOOT_PX:
            for side in SIDES:
                found |= self._side(side, pair.before, pair.after, middle, foot)
        return found | {"flow_s": pair.since} if found else {}

    def _side(
        self, side: str, before: Image, after: Image, points: FloatArray, foot: float
    ) -> dict[str, float]:
        """Flow of one foot and its shank.

        Args:
            side: 'left' or 'right'.
            before: (H, W) uint8.
            after: (H, W) uint8.
            points: (33, 2) px, between the two.
            foot: foot length, px.
        """
        knee, ankle, toe = (points[i] for i in LEG[side])
        if not np.isfinite([knee, ankle, toe]).all():
            return {}
        shin = [knee + share * (ankle - knee) for share in _SHIN]
        middle = _middle(points, side)
        part = self._flow.measure(before, after, [middle, *shin], _REACH * foot, foot)
        if part is None:
            return {}
        reach = _REACH * foot * part.scale
        of_foot, of_shin = part.mask(), part.mask()
        cv2.circle(of_foot, part.pixel(middle), round(reach), 1, -1)
        other = _middle(points, "left" if side == "right" else "right")
        _nearer(of_foot, part.place(middle), part.place(other), 0.25 * foot * part.scale)
        ends = [part.pixel(end) for end in shin]
        cv2.line(of_shin, ends[0], ends[1], 1, max(3, round(0.2 * foot * part.scale)))
        found: dict[str, float] = {}
        for name, vectors in (
            ("flow", fast(part.flow[of_foot > 0])),
            ("shin", _at_ankle(part.flow, of_shin, ends)),
        ):
            for axis, value in zip("xy", vectors, strict=True):
                if np.isfinite(value):
                    found[f"{name}_{axis}_{side}"] = float(value)
        return found


class FootFlowEstimator:
    """A pose estimator that also measures the feet's flow, for exercises that want it."""

    def __init__(self, estimator: PoseEstimator) -> None:
        self._inner = estimator
        self._flow = FootFlow()
        self._lying = LyingFlow()

    def estimate(self, t: float, image: Image) -> Pose:
        """See `PoseEstimator.estimate`; the flow is in `Pose.extra`."""
        pose = self._inner.estimate(t, image)
        measured = self._lying.measure(pose, image)
        if measured is None:
            measured = self._flow.measure(pose, image)
        return replace(pose, extra={**pose.extra, **measured}) if measured else pose

    def describe(self) -> dict[str, str]:
        """See `PoseEstimator.describe`."""
        return {**self._inner.describe(), "foot_flow": "dense inverse search, fast"}

    def followed(self) -> tuple[str, tuple[float, float, float, float]] | None:
        """Who is followed, where the estimator knows."""
        followed = getattr(self._inner, "followed", None)
        return None if followed is None else followed()

    def close(self) -> None:
        """Release the estimator."""
        self._inner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _foot_length(points: FloatArray) -> float:
    """Foot length from the longer shank, px: the lifted one is often foreshortened."""
    shanks = [np.hypot(*(points[ankle] - points[knee])) for knee, ankle, _ in LEG.values()]
    return FOOT_TO_SHANK * float(max((s for s in shanks if np.isfinite(s)), default=0.0))


def _middle(points: FloatArray, side: str) -> FloatArray:
    """The middle of what is looked at of a foot, (2,) px."""
    _, ankle, toe = (points[i] for i in LEG[side])
    return np.asarray(ankle + 0.6 * (toe - ankle), dtype=np.float32)


def _nearer(mask: Image, own: FloatArray, other: FloatArray, least: float) -> None:
    """Take out of a mask what lies nearer to the other foot, unless both are in one place.

    Args:
        mask: (H, W) uint8, changed in place.
        own: middle of this foot, (2,) px of the mask.
        other: middle of the other foot.
        least: distance from which on the feet are told apart, px.
    """
    apart = own - other
    if np.hypot(*apart) < least:
        return
    height, width = mask.shape
    between = (own + other) / 2
    along = (np.arange(width) - between[0]) * apart[0]
    across = (np.arange(height) - between[1]) * apart[1]
    mask[along[None, :] + across[:, None] < 0] = 0


def _at_ankle(flow: FloatArray, mask: Image, ends: list[tuple[int, int]]) -> FloatArray:
    """How the lower end of the shank moved, from how two parts of it did; NaN of none.

    A shank that swings about its knee moves least there: what its middle does is not enough.

    Args:
        flow: (H, W, 2).
        mask: (H, W) uint8, where the shank is.
        ends: of what is looked at of the shank, px: at `_SHIN` of the way from knee to ankle.
    """
    rows, columns = np.nonzero(mask)
    (x0, y0), (x1, y1) = ends
    length = float((x1 - x0) ** 2 + (y1 - y0) ** 2)
    if not rows.size or length < 16.0:
        return np.full(2, np.nan, dtype=np.float32)
    along = ((columns - x0) * (x1 - x0) + (rows - y0) * (y1 - y0)) / length
    vectors = flow[rows, columns]
    upper, lower = vectors[along < 0.5], vectors[along >= 0.5]
    if not (len(upper) and len(lower)):
        return np.full(2, np.nan, dtype=np.float32)
    high, low = np.median(upper, axis=0), np.median(lower, axis=0)
    # The halves' middles lie at 1/4 and 3/4 of what is seen.
    seen = _SHIN[1] - _SHIN[0]
    beyond = (1.0 - (_SHIN[0] + 0.75 * seen)) / (0.5 * seen)
    return np.asarray(low + beyond * (low - high), dtype=np.float32)
