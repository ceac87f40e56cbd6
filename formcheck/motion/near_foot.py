"""The angle of the near foot over its own rest, for what is drawn while a raise goes on."""

from __future__ import annotations

import math

from formcheck.motion.raise_feet import PITCH_GAIN
from formcheck.motion.signals import Moment
from formcheck.motion.view import is_side

REST_SHARE = 0.05
"""Weight of the newest angle in the foot's resting one; only what is drawn hangs on it."""


class NearFoot:
    """Follows the resting angle of the foot that is nearer to the camera, from the side. Causal."""

    def __init__(self) -> None:
        self._rest: dict[str, float] = {}

    def push(self, moment: Moment, *, standing: bool) -> None:
        """Take one moment; `standing`: the heels are on the floor."""
        if not (standing and moment.whole and is_side(moment.view)):
            return
        near = moment.view.value
        angle = moment[f"foot_pitch_{near}"]
        if math.isfinite(angle):
            before = self._rest.get(near, angle)
            self._rest[near] = before + REST_SHARE * (angle - before)

    def shown(self, moment: Moment) -> dict[str, float]:
        """Degrees by side, of the near foot; empty where it is not seen from the side."""
        if not (moment.whole and is_side(moment.view)):
            return {}
        near = moment.view.value
        angle, rest = moment[f"foot_pitch_{near}"], self._rest.get(near, math.nan)
        if not (math.isfinite(angle) and math.isfinite(rest)):
            return {}
        return {near: PITCH_GAIN * (angle - rest)}
