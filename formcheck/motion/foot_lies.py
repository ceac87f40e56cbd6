"""How a foot lies to the camera, which says how much is seen of its way up and down. Causal.

A foot turns about its ankle. Its ball, so far from there, goes up and down in the picture as far as
it lies towards the camera: a sole that is held towards it moves most, a foot that hangs down less.
"""

from __future__ import annotations

import math

from formcheck.motion.geometry import NAN
from formcheck.motion.signals import Moment

REACH = 0.69
"""From the ankle to the ball, foot lengths, of rendered feet: with the height of the ball in the
picture it gives what the ball moves up and down within .05 of their foot lengths."""

STEEPEST = 0.55
"""Foot lengths under the ankle from which on a ball is no lower: the foot model is off by 5-10 %,
and of a foot that hangs straight down a small error would be a large one."""

SEEN_S = 2.0
"""Time constant with which that is followed: about one circle, seconds."""

FROM_THE_SIDE, MORE_IN_FRONT = 0.75, 0.35
"""What optical flow makes of the ball's way: the toes, which move further and weigh more, are most
of what is seen from the front, and the least of it from the side: 1.1 against .75 on rendered feet,
.95 obliquely."""


class FootLies:
    """Follows how one foot lies.

    Args:
        side: 'left' or 'right'.
    """

    def __init__(self, side: str) -> None:
        self._side = side
        self._low = NAN  # the ball under the ankle, foot lengths
        self._cosine = 1.0
        self._last_t = NAN

    def push(self, moment: Moment, foot_px: float) -> None:
        """Take one moment.

        Args:
            moment: its signals.
            foot_px: foot length in the picture, px.
        """
        side = self._side
        ankle, ball = moment[f"fine_ankle_height_{side}"], moment[f"fine_ball_height_{side}"]
        if not math.isfinite(ankle - ball):
            return
        low = (ankle - ball) / foot_px
        known = math.isfinite(self._low)
        share = min(1.0, (moment.t - self._last_t) / SEEN_S) if known else 1.0
        self._low = self._low + share * (low - self._low) if known else low
        self._cosine = math.cos(math.radians(moment["yaw"]))
        self._last_t = moment.t

    @property
    def lever(self) -> float:
        """Foot lengths that the flow goes up or down for each radian; NaN where not known."""
        low = min(abs(self._low), STEEPEST) if math.isfinite(self._low) else NAN
        return math.sqrt(REACH**2 - low**2) * (FROM_THE_SIDE + MORE_IN_FRONT * self._cosine**2)
