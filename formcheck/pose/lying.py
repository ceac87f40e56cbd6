"""Whether somebody lies, by the body model's trunk and legs in space. Causal."""

from __future__ import annotations

import math

import numpy as np

from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import FloatArray, Pose

LEAST_TILT = 35.0
"""Degrees that trunk and legs lie away from upright in space, from which on somebody lies; legs
from hips to the farther ankle. 36 at least of 16 rendered people who lie with their feet towards
the camera, seen from above the feet, where the body model makes far less of it than it is; of 400
others 33 at most, in squats: who sits has legs that far away, who bends over has a trunk, and
nobody upright has both."""

STILL_TILT = 28.0
"""The same below which who lay has risen."""

TILT_S = 2.0
"""Time constant with which that is followed, seconds: a squat has both for a second."""

OFTEN = 0.4
"""Share of late pictures in which somebody has to be found before lying is believed: where lower
legs are all that is seen, a body is made up now and then that looks as if it lay, and nobody found
after that takes it back. .5–1 at first of three rendered people who lie, .2 at such a one."""

_SHOULDERS, _HIPS, _ANKLES = (
    [int(Landmark[f"{side}_{part}"]) for side in ("LEFT", "RIGHT")]
    for part in ("SHOULDER", "HIP", "ANKLE")
)


class Lying:
    """Says of pose after pose whether that is somebody who lies."""

    def __init__(self) -> None:
        self.lies = False
        self._tilt = math.nan  # degrees, smoothed
        self._last_t = math.nan
        self._found = 0.5  # share of late poses in which somebody was found

    def push(self, pose: Pose) -> bool:
        """Take one pose; where nobody is found it stays what it was."""
        tilt = tilt_of(pose.world)
        step = pose.t - self._last_t  # one that comes after a while speaks for its picture alone
        self._last_t = pose.t
        if math.isfinite(step):
            late = min(1.0, max(step, 0.0) / TILT_S)
            self._found += late * (float(math.isfinite(tilt)) - self._found)
        if not math.isfinite(tilt):
            return self.lies
        if not math.isfinite(self._tilt):
            self._tilt = tilt
        else:
            self._tilt += min(1.0, step / TILT_S) * (tilt - self._tilt)
        least = STILL_TILT if self.lies else LEAST_TILT
        self.lies = self._tilt >= least and (self.lies or self._found >= OFTEN)
        return self.lies


def tilt_of(world: FloatArray) -> float:
    """Degrees that trunk and legs both lie away from upright, 0..180; NaN of nobody.

    Args:
        world: (33, 3) metres, y down.
    """
    hips = world[_HIPS].mean(axis=0)
    legs = world[_ANKLES] - hips
    leg = legs[int(np.argmax((legs * legs).sum(axis=1)))]
    return min(_from_down(hips - world[_SHOULDERS].mean(axis=0)), _from_down(leg))


def _from_down(vector: FloatArray) -> float:
    return math.degrees(math.atan2(math.hypot(float(vector[0]), float(vector[2])), vector[1]))
