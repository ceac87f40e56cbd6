"""How high the body stands in the picture, for rising on to the toes and coming down (`up_down`).

By hips and trunk. Where only the feet are seen, by the ankles: who rises takes both of them up, and
who steps one, while the body stands on the other. So the lower one tells, of two that are brought
to one level: which of them is higher in the picture hangs on where the camera stands, too.
"""

from __future__ import annotations

import math

from formcheck.motion.body_signals import mid_trunk
from formcheck.motion.geometry import NAN
from formcheck.motion.lone_pair import LonePairs
from formcheck.motion.planted_height import ANKLE_COSINE, ANKLE_SIDE, HEEL
from formcheck.motion.signals import Moment

APART_S = 2.0
"""Time constant with which it is learnt how much higher the left ankle is in the picture than the
right one, seconds. Steps change that one way and the other."""

LONE_REST_S = 0.0
"""As `up_down.SHORTEST_REST_S`, of two ankles that were seen to come down: a heel that drops takes
its own alone."""

SMOOTH_S = 0.1
"""Time constant with which the ankles are smoothed, seconds: some are found 0.03 of a foot higher
and lower in turns, and a level has to be quiet within 0.045."""


class BodyLevel:
    """Follows one height at a time. Causal.

    Attributes:
        another: the last height is of another kind than those before: they say nothing of it.
    """

    def __init__(self) -> None:
        self.another = False
        self._ankles: _Ankles | None = None

    @property
    def lone(self) -> bool:
        """Whether it is by feet that are seen alone."""
        return self._ankles is not None

    def push(self, moment: Moment) -> float:
        """Height in the picture, px, over an arbitrary level; NaN where it is not seen."""
        self.another = moment.feet_only is (self._ankles is None)
        if not moment.feet_only:
            self._ankles = None
            return mid_trunk(moment)
        self._ankles = self._ankles or _Ankles()
        return self._ankles.push(moment)


class _Ankles:
    """Follows the lower ankle. A foot that is hidden stays where it was (`LonePairs`)."""

    def __init__(self) -> None:
        self._apart = NAN
        self._smooth = (NAN, NAN)
        self._t = -math.inf
        self._pairs = LonePairs()

    def push(self, moment: Moment) -> float:
        """Take one moment; NaN when one was not seen for too long."""
        pair = self._pairs.push(moment)
        if pair is None:
            return NAN
        step, self._t = moment.t - self._t, moment.t
        left, right = pair.left[1], pair.right[1]
        new = 1.0 - math.exp(-step / SMOOTH_S) if math.isfinite(self._smooth[0]) else 1.0
        before = self._smooth if new < 1.0 else (left, right)
        left, right = (a + new * (b - a) for a, b in zip(before, (left, right), strict=True))
        self._smooth = (left, right)
        apart = left - right
        share = 1.0 - math.exp(-step / APART_S) if math.isfinite(self._apart) else 1.0
        self._apart = apart if share == 1.0 else self._apart + share * (apart - self._apart)
        cosine = math.cos(math.radians(moment["yaw"])) if math.isfinite(moment["yaw"]) else 0.0
        gain = HEEL / (ANKLE_SIDE + ANKLE_COSINE * cosine)
        return gain * min(left - self._apart / 2, right + self._apart / 2)
