"""Where in a picture to measure how feet move: on the body, or on feet where they are all."""

from __future__ import annotations

from collections import deque

import numpy as np

from formcheck.pose.feet.belief import LEAST_SHARE, believed, feet_seen
from formcheck.pose.feet.points import ANKLE, BIG_TOE, FOOT, KNEE, SIDES
from formcheck.pose.feet.what_is_seen import WhatIsSeen
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import FloatArray, Pose

FOOT_TO_SHANK = 0.152 / 0.246
"""Foot length over shank length, as shares of stature (Winter; `motion.scale`)."""

STAYS_S = 1.0
"""A lone foot is measured where it was in the middle of so many seconds. One that circles stays
where it is, and turns its sole to the camera for 0.2–0.4 s of each circle: the foot model takes
that for none then, or sees its ankle and shank up to a foot's length beside them."""

LEG = {
    side: tuple(int(Landmark[f"{side.upper()}_{part}"]) for part in ("KNEE", "ANKLE", "TOE"))
    for side in SIDES
}
"""Rows of landmarks: knee, ankle and toe of each side."""


class FlowPlaces:
    """Says where knees, ankles and toes are, pose after pose. Causal."""

    def __init__(self) -> None:
        self._what = WhatIsSeen()
        self._seen: dict[str, deque[tuple[float, FloatArray]]] = {s: deque() for s in SIDES}

    def points(self, pose: Pose) -> FloatArray | None:
        """In the rows of landmarks, (33, 2) px; None where none are seen.

        Of the body, or where there is none, of the feet that are seen; NaN for a foot that is not.
        """
        alone = self._what.push(pose)
        if not alone and believed(pose):
            return np.asarray(pose.landmarks[:, :2])
        if pose.feet is not None:
            for row in feet_seen(pose):
                self._seen[SIDES[row]].append((pose.t, _leg(pose.feet.points[row])))
        points = np.full((len(pose.landmarks), 2), np.nan, dtype=np.float32)
        for side, seen in self._seen.items():
            while seen and not pose.t - (STAYS_S if alone else 0.0) <= seen[0][0] <= pose.t:
                seen.popleft()
            if seen:
                points[list(LEG[side])] = np.median([leg for _, leg in seen], axis=0)
        return points if np.isfinite(points).any() else None


def _leg(foot: FloatArray) -> FloatArray:
    """Knee, ankle and toe of a foot that is seen, (3, 2) px.

    Args:
        foot: (6, 6) as in `Feet`.
    """
    knee = foot[KNEE, :2] if foot[KNEE, 5] >= LEAST_SHARE else _knee_above(foot)
    return np.array([knee, foot[ANKLE, :2], foot[BIG_TOE, :2]])


def _knee_above(foot: FloatArray) -> FloatArray:
    """About where the knee of a foot is that stands under it, (2,) px.

    Args:
        foot: (6, 6) as in `Feet`.
    """
    span = float(np.ptp(foot[list(FOOT), :2], axis=0).max())
    return np.asarray(foot[ANKLE, :2] - [0.0, span / FOOT_TO_SHANK], dtype=np.float32)
