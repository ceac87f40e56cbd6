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
from collections import deque
from dataclasses import dataclass
from statistics import median

from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.scale import FOOT_TO_STATURE, SHOULDER_TO_ANKLE
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.view import View, is_frontal

STILL_S = 0.14
"""Time over which a foot is watched to tell whether it stands."""

STILL = 0.06
"""Foot lengths that a planted foot may seem to move in `STILL_S`: up to 0.05 in rendered walks."""

SLOPE_S = 0.25
"""Time over which the leading foot is watched from the side, where it is drawn unsteadily."""

CALM = 0.4
"""Speed under which it stands, foot lengths a second; a swing of a second peaks at 3–4."""

SLOW = 0.25
"""Share of a swing's own peak speed under which its foot has come down; for quick steps."""

RISE = 0.4
"""Foot lengths that the leading foot has to gain, seen from the side, for a step."""

TURN = 0.09
"""Least change of the feet's heights against each other, frontal views, foot lengths in the
picture. A step seen from a camera at 0.7 m, 6 m away, changes them by 0.2; noise by 0.05."""

TURN_SHARE = 0.45
"""The same as a share of the changes of the last steps, which grow towards the camera."""

NEAR = 0.12
"""Share of a swing that a foot may still have to go to be called down: it ends slowly."""

STOOD_S = 0.08
"""How long a foot has to have been there, seconds: a leg drawn in a wrong place jumps back."""

SHORTEST_S = 0.3
"""Least time from one landing to the next, seconds: what is shorter is one foot, drawn in two
places."""

MOVED_ITSELF = 0.4
"""Share of the change that the foot which comes to lead has to have made itself."""

LEAST_SINE = 0.4
"""Sine of the yaw under which a view is frontal: 24°."""

BEHIND = frozenset({View.BACK, View.OBLIQUE_BACK})

GAP_S = 0.7
"""Feet unseen for longer: what they did meanwhile is not guessed."""

FORGET_S = 6.0
"""How much of the past is kept, seconds: a foot that stands for longer stands still anyway."""


@dataclass(frozen=True, slots=True)
class Feet:
    """Both feet at one moment.

    Attributes:
        t: seconds.
        places: of the left and the right foot, middle of what is seen of it: x and height, px.
        foot: foot length at this distance, px.
        yaw: of the body, degrees.
    """

    t: float
    places: tuple[tuple[float, float], tuple[float, float]]
    foot: float
    yaw: float


@dataclass(frozen=True, slots=True)
class Landing:
    """A foot has come down before the other one.

    Attributes:
        t: when, seconds.
        known: when that was known.
        swing: when it passed the other foot.
        again: the same foot had come down before, on the way: that was no step.
    """

    t: float
    known: float
    swing: float
    again: bool = False


def feet_of(moment: Moment) -> Feet | None:
    """Both feet of a moment; None when they, or how large they are, cannot be seen.

    From behind the toes are hidden, and are left out.
    """
    parts = ("ankle", "heel") if moment.view in BEHIND else ("ankle", "heel", "toe")
    places = []
    for side in SIDES:
        x = sum(moment[f"{part}_x_{side}"] for part in parts) / len(parts)
        height = sum(moment[f"{part}_height_{side}"] for part in parts) / len(parts)
        places.append((x, height))
    ankle = min(moment[f"ankle_height_{side}"] for side in SIDES)
    share = moment["foot_length"] / moment["stature"]
    if not math.isfinite(share):
        share = FOOT_TO_STATURE
    foot = share * (moment["shoulder_height"] - ankle) / SHOULDER_TO_ANKLE
    if not (foot > 0.0 and all(math.isfinite(v) for place in places for v in place)):
        return None
    return Feet(moment.t, (places[0], places[1]), foot, moment["yaw"])


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
        self._stairs = _Stairs()
        self._exchange = _Exchange()
        self._last_t = NAN
        self._last_down = -math.inf

    def push(self, moment: Moment) -> Landing | None:
        """Take one moment."""
        feet = feet_of(moment)
        if feet is None or moment.view is View.UNKNOWN:
            return None
        if feet.t - self._last_t > GAP_S:
            self.reset()
        self._last_t = feet.t
        # Both always watch: the view may change in the middle of a step.
        across, ahead = self._stairs.push(feet), self._exchange.push(feet)
        landing = ahead if is_frontal(moment.view) else across
        if landing is None or landing.t - self._last_down < SHORTEST_S:
            return None
        self._last_down = landing.t
        return landing


class _Past:
    """What happened lately: (seconds, value) in any unit."""

    def __init__(self) -> None:
        self.samples: deque[tuple[float, float]] = deque()

    def add(self, t: float, value: float) -> None:
        self.samples.append((t, value))
        while self.samples[0][0] < t - FORGET_S:
            self.samples.popleft()

    def at(self, t: float) -> float:
        """The value at that time or before it; the first one when that is forgotten."""
        value = self.samples[0][1]
        for when, one in self.samples:
            if when > t + 1e-6:
                break
            value = one
        return value

    def change(self, seconds: float = STILL_S) -> float:
        """How far the value lies from where it was then; NaN when that was not seen."""
        t, value = self.samples[-1]
        for when, before in reversed(self.samples):
            if when <= t - seconds + 1e-6:
                return value - before
        return NAN

    def slope(self, seconds: float = SLOPE_S) -> float:
        """How fast the value changes by the last samples together, per second; NaN of one."""
        t = self.samples[-1][0]
        last = [one for one in self.samples if one[0] >= t - seconds - 1e-6]
        middle = sum(when for when, _ in last) / len(last)
        spread = sum((when - middle) ** 2 for when, _ in last)
        if t - last[0][0] < 0.6 * seconds:
            return NAN
        return sum((when - middle) * value for when, value in last) / spread

    def middle(self, seconds: float = SLOPE_S) -> float:
        """Median of the last values."""
        t = self.samples[-1][0]
        return median(value for when, value in self.samples if when >= t - seconds - 1e-6)

    def reached(self, value: float, tolerance: float) -> float:
        """Since when it has been within the tolerance of a value."""
        since = self.samples[-1][0]
        for when, before in reversed(self.samples):
            if abs(before - value) > tolerance:
                break
            since = when
        return since

    def first_over(self, value: float) -> float:
        """Since when it has not been under a value for two samples in a row."""
        since, under = self.samples[-1][0], 0
        for when, before in reversed(self.samples):
            under = under + 1 if before < value else 0
            if under == 2:
                break
            since = since if under else when
        return since

    def crossed(self, value: float) -> float:
        """When it last came past a value."""
        sign = self.samples[-1][1] > value
        for when, before in reversed(self.samples):
            if (before > value) is not sign:
                return when
        return self.samples[0][0]


class _Stairs:
    """Side and oblique views: the place of whichever foot leads, across the picture."""

    def __init__(self) -> None:
        self._way = 0.0
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._past = _Past()
        self._level = NAN
        self._peak = 0.0
        self._below = NAN

    def push(self, feet: Feet) -> Landing | None:
        """Take both feet; says when one has landed before the other."""
        sine = math.sin(math.radians(feet.yaw))
        way = -math.copysign(1.0, sine)
        if way != self._way:
            self._way = way
            self._start_afresh()
        size = feet.foot * max(abs(sine), LEAST_SINE)
        lead = max(place[0] * way for place in feet.places)
        self._past.add(feet.t, lead)
        speed = self._past.slope() / size
        if not math.isfinite(speed):
            return None
        still = abs(speed) < max(CALM, SLOW * self._peak)
        if math.isnan(self._level):
            self._level = self._past.middle() if still else NAN
            return None
        self._peak = max(self._peak, speed)
        gained = (self._past.middle() - self._level) / size
        if gained >= RISE and still:
            return self._land(feet.t, gained * size)
        if abs(gained) < RISE and still:
            self._level += 0.15 * (lead - self._level)
        self._follow_back(feet.t, lead, gained)
        return None

    def _land(self, t: float, gained: float) -> Landing:
        before, self._level, self._peak = self._level, self._past.middle(), 0.0
        down = self._past.first_over(before + (1.0 - NEAR) * gained)
        return Landing(down, t, self._past.first_over(before + 0.5 * gained))

    def _follow_back(self, t: float, lead: float, gained: float) -> None:
        """Somebody went back; a blip, both legs drawn on the one behind, is shorter."""
        if gained > -RISE:
            self._below = NAN
        elif math.isnan(self._below):
            self._below = t
        elif t - self._below > 0.8:
            self._level = lead


@dataclass(frozen=True, slots=True)
class _Extreme:
    t: float
    value: float


class _Exchange:
    """Front and back: the feet's heights in the picture, one against the other."""

    def __init__(self) -> None:
        self._past = _Past()
        self._places = (_Past(), _Past())
        self._recent: deque[float] = deque(maxlen=3)
        self._changes: deque[float] = deque(maxlen=4)
        self._up = 0  # +1 while the left foot comes to lead or leads, -1 the right one
        self._most: dict[int, _Extreme] = {}  # the furthest each way since the last turn
        self._from = _Extreme(NAN, NAN)
        self._open = False
        self._peak = 0.0

    def push(self, feet: Feet) -> Landing | None:
        """Take both feet; says when one has landed before the other."""
        towards = 1.0 if abs(wrap(feet.yaw)) < 90.0 else -1.0
        ahead = [-towards * place[1] / feet.foot for place in feet.places]
        self._recent.append(ahead[0] - ahead[1])
        value = sorted(self._recent)[len(self._recent) // 2]
        self._past.add(feet.t, value)
        for past, one in zip(self._places, ahead, strict=True):
            past.add(feet.t, one)
        moved = self._past.change()
        for way in (1, -1):
            most = self._most.get(way)
            if most is None or (value - most.value) * way > 0:
                self._most[way] = _Extreme(feet.t, value)
        return self._watch(feet.t, value, moved) if math.isfinite(moved) else None

    def _watch(self, t: float, value: float, moved: float) -> Landing | None:
        landing = None
        for way in (1, -1):
            since = self._most[-way]
            if self._up != way and (value - since.value) * way > self._wanted:
                if self._open:  # the next swing began before this foot was seen to stand
                    landing = self._land(since.t, since.value)
                self._up, self._from = way, since
                self._most = dict.fromkeys((1, -1), _Extreme(t, value))
                self._open, self._peak = True, 0.0
        self._peak = max(self._peak, abs(moved))
        still = abs(moved) < max(0.6 * STILL, SLOW * self._peak)
        if landing is None and self._open and still:
            down = self._past.reached(value, NEAR * abs(value - self._from.value))
            if t - down >= STOOD_S:
                landing = self._land(down, value)
        return landing

    @property
    def _wanted(self) -> float:
        """How far the heights have to change against each other for a step."""
        usual = sorted(self._changes)[len(self._changes) // 2] if self._changes else 0.0
        return max(TURN, TURN_SHARE * usual)

    def _land(self, down: float, value: float) -> Landing | None:
        """The foot that came to lead stands, unless it was the other one that moved."""
        self._open = False
        change = value - self._from.value
        mover = self._places[0 if self._up > 0 else 1]
        if mover.at(down) - mover.at(self._from.t) < MOVED_ITSELF * abs(change):
            return None  # the other foot was lifted, or went back
        self._changes.append(abs(change))
        known = self._past.samples[-1][0]
        return Landing(down, known, self._past.crossed((value + self._from.value) / 2))
