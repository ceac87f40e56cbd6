"""Where to look for a foot that is not followed: one place after the other, a picture each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from formcheck.pose.feet.belief import made_up, shoulders_in_picture
from formcheck.pose.feet.body import BodyFeet
from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.finder_sheet import Found
from formcheck.pose.feet.points import apart
from formcheck.pose.feet.sight import Place, Sight
from formcheck.pose.feet.turn import across
from formcheck.pose.types import Pose

FIND_S = 0.2
"""So often a whole picture is searched for feet, at most."""

TAKEN = 0.1
"""Places nearer to a foot that is seen, foot lengths, are not looked at: they would show that."""

BESIDE = 0.6
"""How far beside a foot the other one is looked for, foot lengths."""


NEAR_BODY = 2.0
"""Where there is a body, feet are looked for no further than this from its feet, foot lengths:
where it draws both legs on one, the other foot is within a step or a lift of the leg."""


class Finder(Protocol):
    """Seam: finds feet in a whole picture."""

    def find(self, image: Array) -> Sequence[Found]:
        """Feet in a picture, the surest first."""
        ...

    def describe(self) -> dict[str, str]:
        """Name and hash, for the report's provenance."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """What is known of a picture in which a foot is missing.

    Attributes:
        t: seconds.
        image: (H, W, 3) uint8, BGR.
        pose: what the body model found.
        body: where it has the feet.
        taken: feet that are seen.
        length: of a foot, px; NaN while unknown.
    """

    t: float
    image: Array
    pose: Pose
    body: BodyFeet | None
    taken: Sequence[Sight]
    length: float


class Search:
    """Goes through the places where a foot may be.

    Args:
        finder: asked where no feet of a body can be in sight; None to do without.

    Attributes:
        last: where each of the two feet was lost.
    """

    def __init__(self, finder: Finder | None = None) -> None:
        self.last: list[Place | None] = [None, None]
        self._finder = finder
        self._found_t = -math.inf
        self._finds: list[Place] = []
        self._turn = [0, 0]

    def next_place(self, slot: int, now: Situation) -> Place | None:
        """Where to look in this picture for that one of the two feet; None for nowhere."""
        places = [p for p in self._known(slot, now) if _possible(p, now)]
        turn = self._turn[slot] % (len(places) + 1)
        self._turn[slot] += 1
        if turn < len(places):
            return places[turn]
        found = [p for p in self._found(now) if _possible(p, now)]
        return next(iter(found + places), None)

    def _known(self, slot: int, now: Situation) -> list[Place]:
        places: list[Place] = []
        length = now.length
        if math.isfinite(length):
            if (last := self.last[slot]) is not None:
                places += [Place(last.centre, length, turn) for turn in _turns(last, now)]
            for sight in now.taken:
                for turn in _turns(sight.place, now):
                    aside = BESIDE * length * across(turn)
                    places += [Place(sight.centre + way, length, turn) for way in (aside, -aside)]
        return places

    def _found(self, now: Situation) -> list[Place]:
        somebody = shoulders_in_picture(now.pose) and not made_up(now.pose)
        if self._finder is None or now.body is not None or somebody:
            return []
        if now.t - self._found_t >= FIND_S:
            found = self._finder.find(now.image)
            self._found_t = now.t
            self._finds = [Place(np.array(f.centre), f.length, f.turn) for f in found]
        return self._finds if now.t == self._found_t else []


def _turns(place: Place, now: Situation) -> list[float]:
    """Turns of crops: upright, and as it was where no body tells how it has the legs."""
    return [place.turn, 0.0] if place.turn and now.body is None else [0.0]


def _possible(place: Place, now: Situation) -> bool:
    """Whether it is not taken, and not somebody else's, as far as the body tells."""
    if now.body is not None:
        nearest = min(apart(place.centre, foot.centre) for foot in now.body.places)
        if nearest > NEAR_BODY * now.body.places[0].length:
            return False
    return all(apart(place.centre, s.centre) >= TAKEN * place.length for s in now.taken)
