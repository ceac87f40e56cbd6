"""Finds the foot that moves of somebody who lies, by its motion alone. Causal.

The body model puts both legs of who hugs a knee on the stretched one, and so does the foot model,
which looks where that says. But hardly anything else moves then: of rendered people who lie and
circle a foot, what changes most near the hips is that foot, within a fifth of its length.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.feet.belief import foot_of_body
from formcheck.pose.flow_pictures import Image
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import FloatArray, Pose

GRID_PX = 160
"""Longer side that pictures are made smaller to: a foot is 6–15 px there."""

REACH = 2.1
"""Foot lengths from the hips within which a hugged knee's foot is: its shank, 1.6, and half of
itself."""

BEYOND = 1.0
"""Foot lengths further that it is looked whether anything else moves."""

PATCH = 0.8
"""Foot lengths about its middle that a foot moves in, by its size and its way."""

LEAST_SHARE = 0.6
"""Of all that changes about the hips, in that patch: .72–.98 where a foot circles, of ten rendered
people, .5 of one whose foot was taken for less than half as long; .25–.5 of somebody real who lifts
a leg lying on the side."""

NOISE = 2.0
"""Grey levels by which a place changes that does not move, for the camera's noise [ours]."""

CHANGE_S = 1.5
"""Time constant with which change is remembered, seconds: about one circle."""

LEAST_CHANGE = 0.3
"""Of what is remembered, in grey levels in `PER_S`, from which on something moves: .0–.2 of feet at
rest, 1–18 of feet that circle."""

PER_S = 0.07
"""Seconds in which change is counted: about from one compared picture to the next."""

FURTHER = 1.3
"""By how much more another place has to change for the foot to be there instead [ours]."""

CREEP = 0.2
"""Share of the way to where most changes by which the place follows each time [ours]."""

HIPS_S, FOOT_S = 2.0, 4.0
"""Time constants with which hips and the foot's size are followed, seconds."""

LYING_FOOT = 1.2
"""A foot's length over the longest that shanks and feet say: who lies is seen foreshortened. 1.0 to
1.4 of seven of eleven rendered people; .85 of two, and 2.2 of two [ours]."""

_HIPS = [int(Landmark.LEFT_HIP), int(Landmark.RIGHT_HIP)]


class MovingFoot:
    """Follows where near the hips most changes from picture to picture.

    Attributes:
        place: middle of it, (2,) px; None where nothing moves, or more than a foot.
        foot_px: foot length, px; NaN before anybody was seen.
    """

    def __init__(self) -> None:
        self.place: FloatArray | None = None
        self.foot_px = math.nan
        self._hips: FloatArray | None = None
        self._last_t = math.nan
        self._at: FloatArray | None = None  # where most changes, whatever else does
        self._change: FloatArray | None = None  # what is remembered of each place of the grid
        self._small: Image | None = None

    def forget(self) -> None:
        """Nothing is known of what moved."""
        self.place = self._at = self._change = self._small = None

    def follow(self, pose: Pose) -> None:
        """Take where the hips are, and how large a foot is."""
        hips: FloatArray = pose.landmarks[_HIPS, :2].mean(axis=0)
        foot = LYING_FOOT * foot_of_body(pose)
        if not (np.isfinite(hips).all() and foot > 0):
            return
        step = pose.t - self._last_t
        self._last_t = pose.t
        if self._hips is None:
            self._hips, self.foot_px = hips, foot
            return
        self._hips = self._hips + np.float32(min(1.0, step / HIPS_S)) * (hips - self._hips)
        self.foot_px += min(1.0, step / FOOT_S) * (foot - self.foot_px)

    def push(self, grey: Image, since: float) -> None:
        """Take one picture.

        Args:
            grey: (H, W) uint8.
            since: the picture before, seconds.
        """
        scale = min(1.0, GRID_PX / max(grey.shape))
        size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
        small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        before, self._small = self._small, small
        if before is None or before.shape != small.shape:
            self.place = self._at = self._change = None
            return
        changed = np.maximum(cv2.absdiff(small, before).astype(np.float32) - NOISE, 0.0)
        changed *= PER_S / since
        if self._change is None:
            self._change = np.zeros_like(changed)
        self._change += min(1.0, since / CHANGE_S) * (changed - self._change)
        if self._hips is not None:
            self._find(self._change, scale * self._hips, scale)

    def _find(self, change: FloatArray, hips: NDArray[np.floating], scale: float) -> None:
        """The place within reach that changes most; the one before where it is about as much.

        Args:
            change: of each place of the grid.
            hips: between them, (2,) places of the grid.
            scale: of the grid.
        """
        foot = self.foot_px * scale
        blurred: FloatArray = np.asarray(
            cv2.GaussianBlur(change, (0, 0), max(0.45 * PATCH * foot, 0.5)), dtype=np.float32
        )
        blurred[~_within(change, hips, REACH * foot)] = 0.0
        row, column = np.unravel_index(int(blurred.argmax()), blurred.shape)
        most = float(blurred[row, column])
        if most < LEAST_CHANGE:
            self.place = self._at = None
            return
        found = np.array([column + 0.5, row + 0.5], dtype=np.float32) / np.float32(scale)
        if self._at is None or most > FURTHER * _value(blurred, scale * self._at):
            self._at = found
        elif math.hypot(*(found - self._at)) < PATCH * self.foot_px:
            self._at = self._at + np.float32(CREEP) * (found - self._at)
        patch = _within(change, scale * self._at, PATCH * foot)
        near = patch | _within(change, hips, (REACH + BEYOND) * foot)
        alone = float(change[patch].sum()) >= LEAST_SHARE * float(change[near].sum())
        self.place = self._at if alone else None


def _within(values: FloatArray, middle: NDArray[np.floating], reach: float) -> NDArray[np.bool_]:
    """Which places of a grid lie about one of them, (H, W)."""
    rows, columns = np.ogrid[: values.shape[0], : values.shape[1]]
    x, y = float(middle[0]), float(middle[1])
    inside: NDArray[np.bool_] = (columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2 <= reach**2
    return inside


def _value(values: FloatArray, place: NDArray[np.floating]) -> float:
    """Of the grid, where a place, (2,), is."""
    column, row = np.clip(place.astype(int), 0, [values.shape[1] - 1, values.shape[0] - 1])
    return float(values[row, column])
