"""Whether feet are so near that nothing but lower legs can be in the picture. Causal."""

from __future__ import annotations

import math

from formcheck.pose.feet.belief import feet_seen
from formcheck.pose.feet.points import middle, own_length
from formcheck.pose.feet.what_is_seen import WhatIsSeen
from formcheck.pose.types import Pose

ROOM = 3.3
"""Foot lengths of picture above the feet below which hips are not in it: they are 3.5 of them above
the floor (`finder_sure.HIPS`). 1.8–3.1 in pictures of lower legs where a body that is made up looks
as if it lay; 3.5–6.6 of seven rendered people who lie, wherever no body is believed."""

ROOM_S = 2.0
"""Time constant with which that is followed, seconds: feet that circle look shorter at times."""


class LowerLegs:
    """Says of pose after pose whether lower legs are all that can be seen."""

    def __init__(self) -> None:
        self._what = WhatIsSeen()
        self._room = math.nan  # foot lengths
        self._last_t = math.nan

    def push(self, pose: Pose) -> bool:
        """Take one pose."""
        alone = self._what.push(pose)
        rows = feet_seen(pose)
        if pose.feet is not None and rows:
            points = pose.feet.points[rows][..., :2]
            room = max(float(middle(xy)[1]) / max(own_length(xy), 1.0) for xy in points)
            step = pose.t - self._last_t
            self._last_t = pose.t
            share = min(1.0, step / ROOM_S) if math.isfinite(self._room) else 1.0
            self._room = room if share == 1.0 else self._room + share * (room - self._room)
        return alone and self._room < ROOM
