"""Which foot came down a foot's length before the other, where the feet are all that is seen.

Who walks heel to toe stands with both feet on the floor, one before the other, again and again;
each time one foot is where it was, and the other has come past it. How far apart they are is told
in lengths of the feet themselves as they lie in the picture: so neither the distance of the camera
nor how obliquely it stands comes into it, and it does not matter which foot is called the left one.
From the front and from behind the foot ahead hides the other, and a foot spans too little.
"""

from __future__ import annotations

import itertools
import math
from collections import deque
from dataclasses import dataclass, field

from formcheck.motion.geometry import NAN, Point, distance
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.view import View

STILL_S = 0.12
"""Both feet stand where they stood so long ago, seconds: heel to toe they do for 0.16 and more."""

STILL = 0.15
"""Foot lengths that one of them may seem to have moved in it. A swing takes a foot on by 0.3–1."""

STAYS = 0.35
"""Foot lengths within which a foot stands where it did, between one stand and the next: its heel
comes up meanwhile, and its points are off. A step takes it on by 2."""

THERE = 0.2
"""Foot lengths from its place within which a foot has come down."""

COMES_DOWN_S = 0.1
"""From there to the floor, seconds: so landings of 19 steps in four rendered walks are told 0.01
early in the middle, and 0.16 off at most."""

SETTLES_S = 0.2
"""Seconds over which a stand is looked at before it is told: a foot comes down heel first, and its
points lie 0.2–0.27 foot lengths beside the other's line at first, 0.1–0.15 a moment later."""

BEHIND, FAR = 0.3, 1.5
"""Foot lengths behind the other one from and up to which a foot has yet to come past: twice what a
standing foot seems to move, and the way of a step with room for error."""

PAST_SEEN = 2
"""Sightings of it there, for one may be wrong."""

ALIKE = 0.8
"""Least cosine between two feet that stand along one line, in the picture: 37°."""

KEPT_S = 4.0
"""Seconds of where the feet were that are kept: no swing takes longer."""


@dataclass(slots=True)
class Stand:
    """Both feet on the floor, one before the other.

    Attributes:
        t: when the foot ahead came down, seconds.
        first, last: between which both were seen to stand, seconds.
        front, rear: middles of the foot ahead and the one behind, px, heights counted upwards.
        foot: from heel to toes as a foot lies in the picture, px: mean of both.
        ahead, aside: how far the one is before the other along the foot, and beside it, foot
            lengths.
        left: share of certainty that the one ahead is the left foot; a mean.
        yaw: of the camera, degrees.
        view: the same, named.
        foot_length: px.
    """

    t: float
    first: float
    last: float
    front: Point
    rear: Point
    foot: Point
    ahead: float
    aside: float
    left: float
    yaw: float
    view: View
    foot_length: float
    count: int = field(default=1, repr=False)

    @property
    def size(self) -> float:
        """What a foot spans in the picture, px."""
        return math.hypot(*self.foot)

    @property
    def both(self) -> tuple[Point, Point]:
        """Where the feet stand."""
        return self.front, self.rear

    def join(self, other: Stand) -> None:
        """The same two feet in the same places, a moment later."""
        self.count += 1
        self.last = other.last
        share = 1.0 / self.count
        for name in ("front", "rear", "foot"):
            (x, y), (x1, y1) = getattr(self, name), getattr(other, name)
            setattr(self, name, (x + share * (x1 - x), y + share * (y1 - y)))
        for name in ("ahead", "aside", "left"):
            old = getattr(self, name)
            setattr(self, name, old + share * (getattr(other, name) - old))

    def holds(self, other: Stand) -> bool:
        """Whether both feet are where they were."""
        near = STAYS * self.size
        return distance(self.front, other.front) <= near and distance(self.rear, other.rear) <= near


class Stands:
    """Takes moments one by one; says when both feet stand in another way than before. Causal.

    Attributes:
        now: how they stand, or stood last, as it was told; None before they were seen to.
    """

    def __init__(self) -> None:
        self.now: Stand | None = None
        self._next: Stand | None = None  # seen, and not told yet
        self._places: deque[tuple[float, tuple[Point, ...]]] = deque()

    def reset(self) -> None:
        """Forget the past, as after a gap."""
        self.now = self._next = None
        self._places.clear()

    def push(self, moment: Moment) -> Stand | None:
        """Take one moment of feet alone; a stand that is not the one before."""
        feet = _feet(moment)
        if feet:
            self._see(moment, feet)
        seen = self._next
        return self.settle() if seen and moment.t >= seen.first + SETTLES_S - 1e-6 else None

    def settle(self) -> Stand | None:
        """The stand that was seen last, if it has not been told: it is by this."""
        told, self._next = self._next, None
        self.now = told or self.now
        return told

    def came_past(self, stand: Stand) -> bool:
        """Whether the foot ahead was behind the other one before, which stood as it stands."""
        (x, y), near, power = stand.foot, STAYS * stand.size, stand.size**2
        seen = 0
        for _, places in self._places:
            for one, other in itertools.permutations(places, 2):
                if distance(one, stand.rear) <= near:
                    dx, dy = from_to(other, stand.rear)
                    seen += BEHIND <= (dx * x + dy * y) / power <= FAR
        return seen >= PAST_SEEN

    def _see(self, moment: Moment, feet: dict[str, tuple[Point, Point]]) -> None:
        self._places.append((moment.t, tuple(middle for middle, _ in feet.values())))
        while self._places[0][0] < moment.t - KEPT_S:
            self._places.popleft()
        stand = _stand(moment, feet) if len(feet) == len(SIDES) else None
        if stand is None or not self._still(stand):
            return
        last = self._next or self.now
        if last is not None and last.holds(stand):
            last.join(stand)
            return
        stand.t = min(self._there_since(stand) + COMES_DOWN_S, moment.t)
        self._next = stand

    def _still(self, stand: Stand) -> bool:
        """Whether both feet stand where both stood a moment ago, whatever they were called."""
        before = stand.first - STILL_S
        then = next((p for t, p in reversed(self._places) if t <= before + 1e-6), ())
        if len(then) < len(SIDES):
            return False
        front, rear = stand.both
        moved = [max(distance(front, a), distance(rear, b)) for a, b in (then, then[::-1])]
        return min(moved) <= STILL * stand.size

    def _there_since(self, stand: Stand) -> float:
        """Since when a foot has been where the one ahead is; hidden, it is not seen to be gone."""
        since = stand.first
        for t, places in reversed(self._places):
            if min(distance(place, stand.front) for place in places) <= THERE * stand.size:
                since = t
            elif len(places) == len(SIDES):
                break
        return since


def _feet(moment: Moment) -> dict[str, tuple[Point, Point]]:
    """Of each foot that is seen, its middle and the way from its heel to its toes, px."""
    found = {}
    for side in SIDES:
        heel = moment[f"heel_x_{side}"], moment[f"heel_height_{side}"]
        toe = moment[f"toe_x_{side}"], moment[f"toe_height_{side}"]
        if all(map(math.isfinite, (*heel, *toe))):
            middle = (heel[0] + toe[0]) / 2, (heel[1] + toe[1]) / 2
            found[side] = middle, (toe[0] - heel[0], toe[1] - heel[1])
    return found


def _stand(moment: Moment, feet: dict[str, tuple[Point, Point]]) -> Stand | None:
    """How two feet stand before each other; None where they do not lie along one line."""
    (one, along), (other, along_too) = (feet[side] for side in SIDES)
    lengths = math.hypot(*along) * math.hypot(*along_too)
    if not lengths or along[0] * along_too[0] + along[1] * along_too[1] < ALIKE * lengths:
        return None
    foot = (along[0] + along_too[0]) / 2, (along[1] + along_too[1]) / 2
    power = foot[0] ** 2 + foot[1] ** 2
    apart = one[0] - other[0], one[1] - other[1]
    ahead = (apart[0] * foot[0] + apart[1] * foot[1]) / power
    aside = abs(apart[0] * foot[1] - apart[1] * foot[0]) / power
    first = ahead >= 0.0
    certain = [moment[f"fine_side_{side}"] for side in SIDES]
    left = min(certain) if all(map(math.isfinite, certain)) else 0.5
    front, rear = (one, other) if first else (other, one)
    return Stand(
        NAN, moment.t, moment.t, front, rear, foot, abs(ahead), aside,
        left if first else 1.0 - left,
        moment["yaw"], moment.view, moment["foot_length"],
    )  # fmt: skip


def from_to(a: Point, b: Point) -> Point:
    """The way from one place to another."""
    return b[0] - a[0], b[1] - a[1]
