"""Where both feet are in the picture, where they are all that is seen; as finding steps needs it.

By the ankles: a foot that is lifted takes its ankle up by 0.12–0.2 of its length, twice as far as
its toes, and the heel is hidden from the front.
"""

from __future__ import annotations

import math

from formcheck.motion.foot_pair import FootPair
from formcheck.motion.geometry import NAN
from formcheck.motion.signals import SIDES, Moment

HIDDEN_S = 0.4
"""A foot that passes in front of the other one hides it for up to 0.3 s, obliquely; that one bears
the body meanwhile, and stays where it is. Hidden for longer, it may have moved, seconds."""


class LonePairs:
    """Follows both feet. Causal."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget where they were."""
        self._last = dict.fromkeys(SIDES, (-math.inf, (NAN, NAN)))

    def push(self, moment: Moment) -> FootPair | None:
        """Both feet, or None when one of them was not seen for too long."""
        for side in SIDES:
            place = moment[f"ankle_x_{side}"], moment[f"ankle_height_{side}"]
            if math.isfinite(place[0]):
                self._last[side] = (moment.t, place)
        (one, left), (other, right) = (self._last[side] for side in SIDES)
        if min(one, other) < moment.t - HIDDEN_S or max(one, other) < moment.t:
            return None
        return FootPair(moment.t, left, right, moment["yaw"])
