"""Finds the steps of a walk along a line: when a foot has come down before the other, and where.

Steps of one foot length are small, and from the front they hardly move in the picture; from the
side the body model mixes up the legs. Two signals bear that:

- across the picture (side and oblique views) the place of whichever foot leads is a staircase, and
  stays one when left and right are swapped;
- from the front and the back the labels hold, and the feet's heights in the picture, one against
  the other, change sign with every step; what moves both feet alike takes itself away.
"""

from __future__ import annotations

import math
from dataclasses import replace

from formcheck.motion.exchange import SIDE_STEP, Exchange
from formcheck.motion.leash import Leash
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.stairs import Stairs
from formcheck.motion.tandem_feet import Feet, Landing, feet_of
from formcheck.motion.view import View, is_frontal

SHORTEST_S = 0.25
"""Least time from one landing to the next, seconds: what is shorter is one foot, drawn in two
places."""

LABELS_HOLD = 0.54
"""Sine of the yaw up to which the labels hold, so that both signals are good: 33°."""

SWING_S = 0.5
"""Seconds that a swing may have gone on before its foot passes the other one."""

SAME_SWING_S = 0.45
"""Seconds between the times that the two signals give for one swing, at most."""

GAP_S = 0.7
"""Feet unseen for longer: what they did meanwhile is not guessed."""

STOPPED_S = 5.0
"""Feet unseen for up to so long have done nothing where they stand as they stood before: nobody
takes steps and comes back to the same places in it."""

SAME_PLACE = 0.4
"""Foot lengths from where they were within which the middle of the feet and the hips, whatever the
model makes of each foot that comes into sight, are in the same place. A step moves them by 1.0."""


class TandemSteps:
    """Takes moments one by one; says when a foot has come down before the other. Causal.

    Whether a landing is a step of the exercise is for others to say: this also finds the steps of
    ordinary walking.

    Example:
        >>> from formcheck.motion.signals import Motion
        >>> from formcheck.pose.types import Pose
        >>> TandemSteps().push(Motion().push(Pose.nobody(0.0, (640, 480)))) is None
        True
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the past, as after a gap."""
        self._stairs = Stairs()
        self._leash = Leash()
        self._exchange = Exchange(self._leash)
        self._slanted = Exchange(self._leash, slanted=True)
        self._seen: Feet | None = None
        self._last = Landing(-math.inf, -math.inf, -math.inf)
        self._stood: Feet | None = None  # when a foot was last said to have come down from behind
        self._frontal = -math.inf  # when the view was last frontal
        self._watched = True  # whether it was told by the signal that its view asks for

    def push(self, moment: Moment) -> Landing | None:
        """Take one moment."""
        feet = feet_of(moment)
        if feet is None or moment.view is View.UNKNOWN:
            return None
        if not self.goes_on(moment):
            self.reset()
        self._seen = feet
        # Both always watch: the view may change in the middle of a step.
        self._leash.push(feet)
        self._frontal = moment.t if is_frontal(moment.view) else self._frontal
        across, ahead = self._stairs.push(feet), self._exchange.push(feet)
        slanted = self._slanted.push(feet)
        if moment.view is View.BACK:
            return self._either(feet, ahead, slanted)
        if is_frontal(moment.view):
            return self._new(ahead, ahead)
        if across is None and ahead is not None and self._began_frontal(ahead, feet.yaw):
            return self._new(ahead, across)
        return self._new(across, across)

    def _began_frontal(self, landing: Landing, yaw: float) -> bool:
        """Whether a swing began while the view was frontal, and the labels held to its end."""
        held = abs(math.sin(math.radians(yaw))) < LABELS_HOLD
        return held and not landing.again and landing.swing - self._frontal < SWING_S

    def goes_on(self, moment: Moment) -> bool:
        """Whether what is seen now goes on from what was seen last.

        There was no gap, or the feet and the hips are where they were before it.
        """
        last = self._seen
        if last is None or moment.t - last.t <= GAP_S:
            return True
        feet = feet_of(moment)
        return feet is None or (feet.t - last.t <= STOPPED_S and _stayed(last, feet))

    def _either(self, feet: Feet, *said: Landing | None) -> Landing | None:
        """What one of two watchers says of the feet from behind, each of which misses some."""
        for landing in said:
            if landing is None:
                continue
            one = landing
            if self._stood is not None and one.side == self._last.side:
                aside = self._leash.aside(self._stood, feet, SIDES.index(one.side))
                if aside < SIDE_STEP:
                    continue  # seen once more
                one = replace(one, again=True)
            if (new := self._new(one, one)) is not None:
                self._stood = feet
                return new
        return None

    def _new(self, landing: Landing | None, watched: Landing | None) -> Landing | None:
        """A landing that is none of one already told."""
        if landing is None or landing.t - self._last.t < SHORTEST_S:
            return None
        apart = landing.swing - self._last.swing
        if not landing.again and apart < (SHORTEST_S if self._watched else SAME_SWING_S):
            return None
        self._last, self._watched = landing, watched is landing
        return landing


def _stayed(before: Feet, now: Feet) -> bool:
    """Whether the middle of both feet and the hips are where they were."""
    (x, y), (x0, y0) = (_middle(one) for one in (now, before))
    near = SAME_PLACE * now.foot
    return math.hypot(x - x0, y - y0) <= near and abs(now.hip - before.hip) <= near


def _middle(feet: Feet) -> tuple[float, float]:
    (x, y), (x1, y1) = feet.places
    return (x + x1) / 2, (y + y1) / 2
