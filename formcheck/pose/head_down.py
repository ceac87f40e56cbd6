"""Whether the tracker has drawn somebody upside down, and when to look afresh. Causal.

The pose model's detector may find one and the same person upright and upside down in a picture. A
tracker that begins with it takes the one found last, which is the less likely one, and keeps it: it
turns each picture as the person in the last one was turned.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.look import Detect, painted_outside
from formcheck.pose.people import Box, Seen, grown, see

LONG_S = 1.0
"""Seconds for which somebody has to be drawn so. Of 528 rendered clips, people who lie, squat and
bend over among them, one was for a single picture, and that one throughout."""

_AGAIN_S = (2.0, 32.0)
"""Seconds between looks for that alone: at first, and after doubling. Somebody may stand on their
hands, or lie with the head towards the camera: then the look says so, too, and nothing changes."""

_MARGINS = (0.1, 0.2, 0.35)
"""Shares of a person's longer side that are left around them in a picture to begin with. In each of
seven pictures of that clip a tracker that began with one or more of these held them upright."""


class HeadDown:
    """Takes what the tracker holds, picture by picture, and what looks of everybody found."""

    def __init__(self) -> None:
        self._since = math.inf
        self._again_s = _AGAIN_S[0]
        self._asked_t = -math.inf

    def tracked(self, t: float, body: Seen | None) -> None:
        """Take whom the tracker holds at `t` seconds, if anybody."""
        if body is not None:
            self._since = min(self._since, t) if body.head_down else math.inf

    def wants_look(self, t: float) -> bool:
        """Whether it is time to look whether they really are upside down."""
        return self._long(t) and t - self._asked_t >= self._again_s

    def looked(self, t: float, followed: Seen | None) -> Box | None:
        """Where the followed one is the right way up, and the tracker wrong; None if it is not.

        Args:
            t: seconds.
            followed: who is followed, as a look has found them; else as the tracker held them.
        """
        if self.wants_look(t):
            if math.isfinite(self._asked_t):
                self._again_s = min(2 * self._again_s, _AGAIN_S[1])
            self._asked_t = t
        right_way_up = followed is not None and not followed.head_down
        return followed.box if followed is not None and right_way_up and self._long(t) else None

    def _long(self, t: float) -> bool:
        return t - self._since >= LONG_S


def upright_alone(image: NDArray[np.uint8], box: Box, detect: Detect) -> NDArray[np.uint8] | None:
    """The picture as a tracker has to see it first, to hold somebody the right way up.

    Args:
        image: (H, W, 3) uint8, BGR.
        box: around the person, upright, px.
        detect: the pose model, each picture by itself.

    Returns:
        It, or a copy that is grey around the person; None where each shows them upside down, too.
    """
    copies = (painted_outside(image, grown(box, margin)) for margin in _MARGINS)
    for picture in (image, *copies):
        found = [see(landmarks, picture) for landmarks in detect(picture)]
        if found and not any(one.head_down for one in found):
            return picture
    return None
