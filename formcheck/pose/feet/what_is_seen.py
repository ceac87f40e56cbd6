"""Whether feet are all that is seen: told from pose after pose, for one alone may be wrong."""

from __future__ import annotations

import math

from formcheck.pose.feet.belief import believed, feet_seen
from formcheck.pose.types import Pose

SURE_S = 0.8
"""Time constant with which it is believed that there is a body, or none: the body model loses
somebody for a moment, and in pictures of lower legs draws one for 0.1–0.8 s that looks right."""

MOSTLY = 0.7
"""Share from which on something goes for all of it: after 1.1 s without a break where it was the
other before, and 0.4 s at first, when either is as likely."""


class WhatIsSeen:
    """Whether feet are all that is seen, told from pose after pose. Causal.

    Attributes:
        feet_only: feet are seen, and no body that they belong to.
    """

    def __init__(self) -> None:
        self.feet_only = False
        self._share = 0.5  # of late poses in which feet were seen without a body
        self._last_t = math.nan

    def push(self, pose: Pose) -> bool:
        """Take one pose; says what `feet_only` is by now."""
        step = pose.t - self._last_t
        self._last_t = pose.t
        body = believed(pose)
        if (body or feet_seen(pose)) and math.isfinite(step):
            weight = 1.0 - math.exp(-min(max(step, 0.0), SURE_S) / SURE_S)
            self._share += weight * (float(not body) - self._share)
        if self._share > MOSTLY:
            self.feet_only = True
        elif self._share < 1.0 - MOSTLY:
            self.feet_only = False
        return self.feet_only
