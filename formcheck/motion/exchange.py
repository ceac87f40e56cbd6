"""Steps seen from the front and the back: the feet's heights change against each other.

A step of one foot length hardly moves in the picture there. But the labels hold, and what moves
both feet alike takes itself away.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from statistics import median

from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.leash import Leash
from formcheck.motion.past import FORGET_S, Past
from formcheck.motion.signals import SIDES
from formcheck.motion.tandem_feet import NEAR, SLOW, Feet, Landing

STILL_S = 0.14
"""Time over which a foot is watched to tell whether it stands."""

STILL = 0.06
"""Foot lengths that a planted foot may seem to move in `STILL_S`: up to 0.05 in rendered walks."""

TURN = 0.09
"""Least change of the feet's heights against each other, frontal views, foot lengths in the
picture. A step seen from a camera at 0.7 m, 6 m away, changes them by 0.2; noise by 0.05."""

TURN_SHARE = 0.45
"""The same as a share of the changes of the last steps, which grow towards the camera."""

MOST_OF_IT = 0.6
"""The same share of which a foot has come down where it was going, and not on the way."""

BESIDE = -0.02
"""How far ahead a foot has to be seen for a step before the other, foot lengths in the picture."""

STAND_APART = 0.2
"""Foot lengths across the picture between the middles of feet that stand on one line, as the model
draws them (0.1–0.3). Along a way that lies across the picture it looks like a lead of one foot."""

SIDE_STEP = 0.3
"""Foot lengths that a foot comes back to the line after it was put down beside it. One that was put
down on the line, short of its place, cannot be told from a heel that is lifted."""

SETTLED = 0.1
"""Foot lengths from where it stands, in the picture, within which a foot has come down."""

SETTLED_SHARE = 0.25
"""The same as a share of the step's change of heights, where that is small."""

STOOD_S = 0.08
"""How long a foot has to have been there, seconds: a leg drawn in a wrong place jumps back."""

HIDDEN_S = 0.13
"""What a foot takes from where it seems to stand, seen from behind, until it stands, seconds. While
it comes forward it is lowered: both cancel in its height, and the leg hides the rest. 50 of 53
landings in rendered walks were seen early, by 0.16 s in the middle."""

MOVED_ITSELF = 0.55
"""Share of the change that the foot which comes to lead has to have made itself: 0.58 and more in
all steps but one of 24 walks; 0.42 and 0.52 where the other foot was lifted, and the model moved
both."""


@dataclass(frozen=True, slots=True)
class _Extreme:
    t: float
    value: float


class Exchange:
    """Front and back: the feet's heights in the picture, one against the other."""

    def __init__(self, leash: Leash, *, slanted: bool = False) -> None:
        self._leash, self._slanted = leash, slanted
        self._past = Past()
        self._aside = Past()
        self._feet: deque[Feet] = deque()
        self._recent: deque[float] = deque(maxlen=3)
        self._changes: deque[float] = deque(maxlen=4)
        self._up = 0  # +1 while the left foot comes to lead or leads, -1 the right one
        self._most: dict[int, _Extreme] = {}  # the furthest each way since the last turn
        self._told = ""  # which foot was last said to have come down
        self._from = _Extreme(NAN, NAN)
        self._landed = _Extreme(NAN, NAN)
        self._open = False
        self._peak = 0.0
        self._peak_aside = 0.0

    def push(self, feet: Feet) -> Landing | None:
        """Take both feet; says when one has landed before the other."""
        self._feet.append(feet)
        while self._feet[0].t < feet.t - FORGET_S:
            self._feet.popleft()
        self._recent.append(self._along(feet, 0, feet, 1))
        value = sorted(self._recent)[len(self._recent) // 2]
        self._past.add(feet.t, value)
        for way in (1, -1):
            most = self._most.get(way)
            if most is None or (value - most.value) * way > 0:
                self._most[way] = _Extreme(feet.t, value)
        self._aside.add(feet.t, (feet.places[0][0] - feet.places[1][0]) / feet.foot)
        moved, aside = self._past.change(STILL_S), self._aside.change(STILL_S)
        return self._watch(feet.t, value, moved, aside) if math.isfinite(moved) else None

    def _watch(self, t: float, value: float, moved: float, aside: float) -> Landing | None:
        landing = None
        for way in (1, -1):
            since = self._most[-way]
            if self._up != way and (value - since.value) * way > self._wanted:
                if self._open:  # the next swing began before this foot was seen to stand
                    landing = self._land(since.t, since.value)
                elif self._further(since.value):
                    landing = self._land_again(since.t, since.value)
                self._up, self._from = way, since
                self._most = dict.fromkeys((1, -1), _Extreme(t, value))
                self._open, self._peak, self._peak_aside = True, 0.0, 0.0
        self._peak = max(self._peak, abs(moved))
        self._peak_aside = max(self._peak_aside, abs(aside))
        # From behind, a foot that is lifted is as high as where it will stand: then it is its way
        # round the other foot that shows when it is down.
        still = _calm(moved, self._peak)
        if self._behind:
            still = still and _calm(aside, self._peak_aside)
        if landing is not None or not still:
            return landing
        if self._open:
            change = abs(value - self._from.value)
            down = self._past.reached(t, value, NEAR * change)
            there = change > MOST_OF_IT * self._usual  # else it was put down on the way
            return self._land(t, value) if there and t - down >= STOOD_S else None
        return self._land_again(t, value) if self._further(value) else None

    def _further(self, value: float) -> bool:
        """Whether the foot that has come down has come a step further since."""
        return bool(self._up) and (value - self._landed.value) * self._up > self._wanted

    def _land_again(self, t: float, value: float) -> Landing | None:
        """The foot that came down on the way stands."""
        self._from = self._landed
        return self._land(t, value, again=True)

    @property
    def _wanted(self) -> float:
        """How far the heights have to change against each other for a step."""
        return max(TURN, TURN_SHARE * self._usual)

    @property
    def _behind(self) -> bool:
        """Whether they are seen from behind."""
        return abs(wrap(self._feet[-1].yaw)) > 90.0

    @property
    def _least_lead(self) -> float:
        """How far a foot has to be seen ahead for a step."""
        return BESIDE - STAND_APART * abs(self._leash.way[0]) if self._slanted else BESIDE

    @property
    def _usual(self) -> float:
        """How far they changed with the last steps; 0 before any."""
        return median(self._changes) if self._changes else 0.0

    def _land(self, t: float, value: float, *, again: bool = False) -> Landing | None:
        """The foot that came to lead stands, unless it was the other one that moved."""
        change, number = value - self._from.value, 0 if self._up > 0 else 1
        own = self._along(self._feet_at(t), number, self._feet_at(self._from.t), number)
        self._open = False
        self._landed = _Extreme(t, value)
        down = self._settled(t, number, min(SETTLED, SETTLED_SHARE * abs(change)))
        if own < MOVED_ITSELF * abs(change) or down <= self._from.t:
            return None  # the other foot was lifted, or went back
        again = again and self._told == SIDES[number]  # else nothing was said of the first time
        if value * self._up < self._least_lead or (
            again and self._came_aside(t, number) < SIDE_STEP
        ):
            return None  # it came down beside or behind the other; or its heel moves
        self._told = SIDES[number]
        if not again:
            self._changes.append(abs(change))
        if self._behind:
            down = min(down + HIDDEN_S, self._feet[-1].t)
        return Landing(
            down,
            self._feet[-1].t,
            self._past.crossed(t, (value + self._from.value) / 2),
            again,
            SIDES[number],
            self._from.value,
            value,
        )

    def _feet_at(self, t: float) -> Feet:
        """Both feet at that time."""
        then = [feet for feet in self._feet if feet.t <= t + 1e-6]
        return then[-1] if then else self._feet[0]

    def _along(self, feet: Feet, number: int, others: Feet, other: int) -> float:
        """How far a foot is ahead of another, or of itself before, foot lengths in the picture."""
        (x, y), (to_x, to_y) = feet.places[number], others.places[other]
        way = self._leash.way if self._slanted else (0.0, math.copysign(1.0, self._leash.way[1]))
        return ((x - to_x) * way[0] + (y - to_y) * way[1]) / feet.foot

    def _came_aside(self, t: float, number: int) -> float:
        """How far a foot has come to a side since its last landing, foot lengths."""
        return self._leash.aside(self._feet_at(self._from.t), self._feet_at(t), number)

    def _settled(self, t: float, number: int, tolerance: float) -> float:
        """Since when a foot has been where it was at `t`: swings go round the other foot too."""
        then = [feet for feet in self._feet if feet.t <= t + 1e-6]
        if not then:
            return t  # too long ago, before a gap
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


def _calm(moved: float, peak: float) -> bool:
    """Whether what moved so far in `STILL_S` stands, by how far it moved in a swing at most."""
    return abs(moved) < max(0.6 * STILL, SLOW * peak)
