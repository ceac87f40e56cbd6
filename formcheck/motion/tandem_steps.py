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

MOST_OF_IT = 0.6
"""The same share of which a foot has come down where it was going, and not on the way."""

TURN_SHARE = 0.45
"""The same as a share of the changes of the last steps, which grow towards the camera."""

NEAR = 0.12
"""Share of a swing that a foot may still have to go to be called down: it ends slowly."""

BESIDE = -0.02
"""How far ahead a foot has to be seen for a step before the other, foot lengths in the picture."""

SIDE_STEP = 0.3
"""Foot lengths that a foot comes back to the line after it was put down beside it. One that was put
down on the line, short of its place, cannot be told from a heel that is lifted."""

SETTLED = 0.1
"""Foot lengths from where it stands, in the picture, within which a foot has come down."""

SETTLED_SHARE = 0.25
"""The same as a share of the step's change of heights, where that is small."""

LAST_PART = 0.6
"""Of the time from passing the other foot until it is `NEAR`, what a foot takes for the rest."""

STOOD_S = 0.08
"""How long a foot has to have been there, seconds: a leg drawn in a wrong place jumps back."""

SHORTEST_S = 0.3
"""Least time from one landing to the next, seconds: what is shorter is one foot, drawn in two
places."""

MOVED_ITSELF = 0.4
"""Share of the change that the foot which comes to lead has to have made itself."""

LABELS_HOLD = 0.54
"""Sine of the yaw up to which the labels hold, so that both signals are good: 33°."""

SAME_SWING_S = 0.45
"""Seconds between the times that the two signals give for one swing, at most."""

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
        began, level: of the feet's heights against each other before and after, where that is
            what was watched; NaN elsewhere.
    """

    t: float
    known: float
    swing: float
    again: bool = False
    began: float = NAN
    level: float = NAN


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
        self._last = Landing(-math.inf, -math.inf, -math.inf)
        self._watched = True  # whether it was told by the signal that its view asks for

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
        if is_frontal(moment.view):
            return self._new(ahead, ahead)
        sine = abs(math.sin(math.radians(feet.yaw)))
        if across is None and ahead is not None and sine < LABELS_HOLD and not ahead.again:
            return self._new(ahead, across)  # it began while the view was frontal
        return self._new(across, across)

    def _new(self, landing: Landing | None, watched: Landing | None) -> Landing | None:
        """A landing that is none of one already told."""
        if landing is None or landing.t - self._last.t < SHORTEST_S:
            return None
        apart = landing.swing - self._last.swing
        if not landing.again and apart < (SHORTEST_S if self._watched else SAME_SWING_S):
            return None
        self._last, self._watched = landing, watched is landing
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

    def reached(self, t: float, value: float, tolerance: float) -> float:
        """Since when, at that time, it had been within the tolerance of a value."""
        since = t
        for when, before in reversed(self.samples):
            if when > t + 1e-6:
                continue
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

    def crossed(self, t: float, value: float) -> float:
        """When, before that time, it last came past a value."""
        before = [one for one in self.samples if one[0] <= t + 1e-6]
        over = before[-1][1] > value
        return next((when for when, one in reversed(before) if (one > value) is not over), t)


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
        swing = self._past.first_over(before + 0.5 * gained)
        near = self._past.first_over(before + (1.0 - NEAR) * gained)
        return Landing(min(t, near + LAST_PART * (near - swing)), t, swing)

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
        self._feet: deque[Feet] = deque()
        self._recent: deque[float] = deque(maxlen=3)
        self._changes: deque[float] = deque(maxlen=4)
        self._up = 0  # +1 while the left foot comes to lead or leads, -1 the right one
        self._most: dict[int, _Extreme] = {}  # the furthest each way since the last turn
        self._from = _Extreme(NAN, NAN)
        self._landed = _Extreme(NAN, NAN)
        self._open = False
        self._peak = 0.0

    def push(self, feet: Feet) -> Landing | None:
        """Take both feet; says when one has landed before the other."""
        self._feet.append(feet)
        while self._feet[0].t < feet.t - FORGET_S:
            self._feet.popleft()
        left, right = (_ahead(feet, number) for number in (0, 1))
        self._recent.append(left - right)
        value = sorted(self._recent)[len(self._recent) // 2]
        self._past.add(feet.t, value)
        for way in (1, -1):
            most = self._most.get(way)
            if most is None or (value - most.value) * way > 0:
                self._most[way] = _Extreme(feet.t, value)
        moved = self._past.change()
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
        if landing is not None or not still:
            return landing
        if self._open:
            change = abs(value - self._from.value)
            down = self._past.reached(t, value, NEAR * change)
            there = change > MOST_OF_IT * self._usual  # else it was put down on the way
            return self._land(t, value) if there and t - down >= STOOD_S else None
        if self._up and (value - self._landed.value) * self._up > self._wanted:
            self._from = self._landed
            return self._land(t, value, again=True)
        return None

    @property
    def _wanted(self) -> float:
        """How far the heights have to change against each other for a step."""
        return max(TURN, TURN_SHARE * self._usual)

    @property
    def _usual(self) -> float:
        """How far they changed with the last steps; 0 before any."""
        return median(self._changes) if self._changes else 0.0

    def _land(self, t: float, value: float, *, again: bool = False) -> Landing | None:
        """The foot that came to lead stands, unless it was the other one that moved."""
        change, number = value - self._from.value, 0 if self._up > 0 else 1
        own = self._ahead_at(t, number) - self._ahead_at(self._from.t, number)
        self._open = False
        self._landed = _Extreme(t, value)
        down = self._settled(t, number, min(SETTLED, SETTLED_SHARE * abs(change)))
        if own < MOVED_ITSELF * abs(change) or down <= self._from.t:
            return None  # the other foot was lifted, or went back
        if value * self._up < BESIDE or (again and self._aside(t, number) < SIDE_STEP):
            return None  # it came down beside or behind the other; or its heel moves
        if not again:
            self._changes.append(abs(change))
        return Landing(
            down,
            self._feet[-1].t,
            self._past.crossed(t, (value + self._from.value) / 2),
            again,
            self._from.value,
            value,
        )

    def _ahead_at(self, t: float, number: int) -> float:
        """How far a foot was ahead at that time."""
        then = [feet for feet in self._feet if feet.t <= t + 1e-6] or [self._feet[0]]
        return _ahead(then[-1], number)

    def _aside(self, t: float, number: int) -> float:
        """How far a foot has come to a side since its last landing, foot lengths."""
        then = [feet for feet in self._feet if feet.t <= self._from.t + 1e-6] or [self._feet[0]]
        now = [feet for feet in self._feet if feet.t <= t + 1e-6]
        return abs(now[-1].places[number][0] - then[-1].places[number][0]) / now[-1].foot

    def _settled(self, t: float, number: int, tolerance: float) -> float:
        """Since when a foot has been where it was at `t`: swings go round the other foot too."""
        then = [feet for feet in self._feet if feet.t <= t + 1e-6]
        last = [feet for feet in then if feet.t >= t - STOOD_S]
        x = median(feet.places[number][0] for feet in last)
        height = median(feet.places[number][1] for feet in last)
        since = t
        for feet in reversed(then):
            if math.hypot(feet.places[number][0] - x, feet.places[number][1] - height) > (
                tolerance * feet.foot
            ):
                break
            since = feet.t
        return since


def _ahead(feet: Feet, number: int) -> float:
    """How far a foot is ahead by its height in the picture, foot lengths there."""
    towards = 1.0 if abs(wrap(feet.yaw)) < 90.0 else -1.0
    return -towards * feet.places[number][1] / feet.foot
