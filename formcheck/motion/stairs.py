"""Steps seen from the side: the place of whichever foot leads is a staircase.

It stays one when the body model swaps left and right, or draws both legs on the one behind.
"""

from __future__ import annotations

import math

from formcheck.motion.geometry import NAN
from formcheck.motion.past import Past
from formcheck.motion.tandem_feet import LEAST_SINE, NEAR, SLOW, Feet, Landing

SLOPE_S = 0.25
"""Time over which the leading foot is watched from the side, where it is drawn unsteadily."""

CALM = 0.4
"""Speed under which it stands, foot lengths a second; a swing of a second peaks at 3–4."""

HIPS_COME = 0.12
"""Share of the leading foot's way that the hips have to come with it; they come by a half and more,
but later where steps are quick."""

RISE = 0.4
"""Foot lengths that the leading foot has to gain, seen from the side, for a step."""

LAST_PART = 0.6
"""Of the time from passing the other foot until it is `NEAR`, what a foot takes for the rest."""

SEEN_LATE_S = 0.1
"""From when a foot stands until it is seen to stand, seconds: 0.09–0.11 on average in each view.
When it reached its end tells as much, but is lost where the drawn legs jump: the mean of both was
right within 0.07–0.13 s (90 %) in 104 landings, each alone within 0.08–0.18 s."""


class Stairs:
    """Side and oblique views: the place of whichever foot leads, across the picture."""

    def __init__(self) -> None:
        self._way = 0.0
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._past = Past()
        self._level = NAN
        self._peak = 0.0
        self._below = NAN
        self._hip = NAN  # when the leading foot came to where it is

    def push(self, feet: Feet) -> Landing | None:
        """Take both feet; says when one has landed before the other."""
        sine = math.sin(math.radians(feet.yaw))
        way = -math.copysign(1.0, sine)
        first = not self._way
        if way != self._way:
            self._way = way
            self._start_afresh()
        if first:  # whoever comes into the picture may be in the middle of a step
            self._level, self._hip = max(place[0] * way for place in feet.places), feet.hip
        size = feet.foot * max(abs(sine), LEAST_SINE)
        lead = max(place[0] * way for place in feet.places)
        self._past.add(feet.t, lead)
        speed = self._past.slope(SLOPE_S) / size
        if not math.isfinite(speed):
            return None
        slow = max(CALM, SLOW * self._peak)
        still = abs(speed) < slow
        if math.isnan(self._level):
            self._level, self._hip = self._past.middle(SLOPE_S) if still else NAN, feet.hip
            return None
        self._peak = max(self._peak, speed)
        gained = (self._past.middle(SLOPE_S) - self._level) / size
        if gained >= RISE and speed < slow:  # a foot that is seen to go back stood in between
            return self._land(feet, gained * size)
        if abs(gained) < RISE and still:
            self._level += 0.15 * (lead - self._level)
        self._follow_back(feet.t, lead, gained)
        return None

    def _land(self, feet: Feet, gained: float) -> Landing | None:
        before, self._level, self._peak = self._level, self._past.middle(SLOPE_S), 0.0
        came = (feet.hip - self._hip) * self._way
        if came < HIPS_COME * gained:
            return None  # the foot was there before, and was drawn in a wrong place
        self._hip = feet.hip
        swing = self._past.first_over(before + 0.5 * gained)
        near = self._past.first_over(before + (1.0 - NEAR) * gained)
        reached = min(feet.t, near + LAST_PART * (near - swing))
        return Landing((reached + feet.t - SEEN_LATE_S) / 2, feet.t, swing)

    def _follow_back(self, t: float, lead: float, gained: float) -> None:
        """Somebody went back; a blip, both legs drawn on the one behind, is shorter."""
        if gained > -RISE:
            self._below = NAN
        elif math.isnan(self._below):
            self._below = t
        elif t - self._below > 0.8:
            self._level = lead
