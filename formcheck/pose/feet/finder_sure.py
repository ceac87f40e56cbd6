"""What the finder found, made sure of: by two more networks, and in two searches."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.finder import ALIKE, pair
from formcheck.pose.feet.finder_sheet import Found
from formcheck.pose.feet.network import FootLooker
from formcheck.pose.feet.points import apart
from formcheck.pose.feet.sight import Place, Sight, sights
from formcheck.pose.feet.turn import back, quarters, turn_up, up

MOST = 8
"""So many places are looked at in one search, the best ones."""

WORTH = 0.1
"""Least share of there being a foot, at a first look, for a second one: the first is seldom laid
well, and misses feet that the second sees."""

STRETCH = 1.6
"""By how much a foot's own points may change the length that it was found with."""

SAME = 0.12
"""Two looks show one foot where its points differ by less, foot lengths."""

STEADY = 1.0
"""How far a foot may go from one search to the next, foot lengths: a step of a walk takes longer
than `search.FIND_S`."""

LIKELY, BESIDE_ONE = 0.95, 0.75
"""Least share of being a foot, as the check says; and that of one that can be the other foot of
somebody whose one is likely. What is taken for a foot where none is may be so in every picture, for
it stays where it is."""

LIKELY_TURNED = 0.97
"""The same of what is seen in a turned crop: rooms that are turned look stranger."""

STEEPEST = 120.0
"""Crops are not turned further than this, degrees: an arm that hangs with a hand below it looks
like a shank with a foot then, and a leg that is lifted above its hip is seen well enough."""

ONE = 0.4
"""Places that are nearer to each other, foot lengths, show one foot: a shoe seen from in front may
be seen twice, above itself."""

HIPS = 4.0
"""How many foot lengths above a foot, along its shank, the picture ends, at most: hips are 3.5 of
them above the floor (0.53 of the height, feet 0.15 of it), and a body whose hips are in the picture
is found by the body model."""

TURNS = (0, 0, 90, 0, 0, -90)
"""By how much the picture is turned, degrees, one search after the other: the finder knows feet
whose shanks point up, and those of somebody who lies do so in one of them."""


class Places(Protocol):
    """Seam: places with a foot in a whole picture, best first (`finder.FootFinder`)."""

    def places(self, image: Array) -> list[Found]:
        """See `FootFinder.places`."""
        ...

    def describe(self) -> dict[str, str]:
        """See `FootFinder.describe`."""
        ...


class Check(Protocol):
    """Seam: whether there is a foot (`finder_check.FootCheck`)."""

    def share(self, image: Array, place: Place) -> float:
        """See `FootCheck.share`."""
        ...

    def describe(self) -> dict[str, str]:
        """See `FootCheck.describe`."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Refined:
    """A place where the foot network sees a foot.

    Attributes:
        sight: the foot there.
        length: of the foot, px.
        score: of the place.
    """

    sight: Sight
    length: float
    score: float


class SureFinder:
    """A `search.Finder` that gives what all networks take for a foot, in two searches.

    The finder sees feet of some twenty pixels, much of what it finds is none; the foot network
    looks at each of its places at full resolution, and says where in it the foot is; the check has
    learnt to tell feet from what these two take for feet. What is taken for a foot once, in noise
    or in a passing shadow, is seldom so twice; that costs the time from one search to the next.
    The other foot, and one that was believed before, need less.

    While no foot is sure the picture is turned from search to search (`TURNS`), but stays as it is
    for one more where something was found.

    Args:
        finder: of places.
        looker: the foot network.
        check: of what they found.
    """

    def __init__(self, finder: Places, looker: FootLooker, check: Check) -> None:
        self._finder, self._looker, self._check = finder, looker, check
        self._before: dict[int, list[Found]] = {}  # by how the picture was turned
        self._believed: list[Found] = []
        self._way, self._stays = 0, False

    def find(self, image: Array) -> list[Found]:
        """Feet of one person, two at most, the surest first.

        Args:
            image: (H, W, 3) uint8, BGR.
        """
        turn = TURNS[self._way]
        places = places_turned(self._finder.places, image, turn)
        found = confirmed(self._looker, self._check, image, places)
        last = self._before.get(turn, [])
        steady = [f for f in found if any(_again(f, before) for before in last)]
        sure = [
            f for f in steady
            if likely(f) or any(_again(f, believed) for believed in self._believed)
        ]  # fmt: skip
        feet = pair([*sure[:1], *(f for f in steady if f is not sure[0])]) if sure else []
        self._before[turn], self._believed = found, feet
        self._stays = bool(found) and not self._stays
        if not (feet or self._stays):
            self._way = (self._way + 1) % len(TURNS)
        return feet

    def describe(self) -> dict[str, str]:
        """Names and hashes, for the report's provenance."""
        return {**self._finder.describe(), **self._check.describe()}


def places_turned(places: Callable[[Array], list[Found]], image: Array, turn: int) -> list[Found]:
    """Places with a foot in the picture turned so far, where they lie in it as it is.

    Args:
        places: finds them in a picture (`Places.places`).
        image: (H, W, 3) uint8, BGR.
        turn: one of `TURNS`.
    """
    size = (image.shape[1], image.shape[0])
    return [
        replace(f, centre=back(f.centre, turn, size), turn=float(turn))
        for f in places(quarters(image, turn))
    ]


def refined(looker: FootLooker, image: Array, places: Sequence[Found]) -> list[Refined]:
    """What the foot network sees at some places, each looked at again where it sees a foot.

    The second time the shank points up of one that was found in a turned picture: people who stand
    have feet in all of these. Where it was not turned, things that lean look like shanks: of 110
    pictures with people painted over, feet were seen in 12.

    Args:
        looker: the foot network.
        image: (H, W, 3) uint8, BGR.
        places: where to look.
    """
    first = sights(looker, image, [Place(np.array(f.centre), f.length, f.turn) for f in places])
    worth = [(f, s) for f, s in zip(places, first, strict=True) if s.foot >= WORTH]
    again = [Place(s.centre, _length(f.length, s), _turn(f.turn, s)) for f, s in worth]
    return [
        Refined(sight, sight.place.length, found.score)
        for (found, _), sight in zip(worth, sights(looker, image, again), strict=True)
    ]


def _turn(found: float, sight: Sight) -> float:
    turn = turn_up(sight.shank, found) if found else 0.0
    return turn if abs(turn) <= STEEPEST else found


def _length(found: float, sight: Sight) -> float:
    # Either is wrong by a third at times, and seldom both to the same side.
    own = min(max(sight.length, found / STRETCH), found * STRETCH)
    return math.sqrt(found * own)


def confirmed(
    looker: FootLooker, check: Check, image: Array, places: Sequence[Found]
) -> list[Found]:
    """The places that may show a foot, moved to where it is seen, surest first.

    Args:
        looker: the foot network.
        check: of what it sees.
        image: (H, W, 3) uint8, BGR.
        places: where to look, best first; only the first `MOST` are looked at.
    """
    size = (image.shape[1], image.shape[0])
    kept: list[Refined] = []
    for one in sorted(refined(looker, image, places[:MOST]), key=lambda r: -r.sight.foot):
        whole = _room(one.sight, size) > HIPS * one.length
        if not one.sight.there(size) or whole:
            continue
        if not any(one.sight.same_as(k.sight, SAME) for k in kept):
            kept.append(one)
    found: list[Found] = []
    for one in kept:
        place = replace(one.sight.place, centre=one.sight.centre)
        share = check.share(image, place)
        if share >= BESIDE_ONE:
            x, y = (float(v) for v in place.centre)
            found.append(Found((x, y), place.length, share, place.turn))
    return _ones(sorted(found, key=lambda f: -f.score))


def _room(sight: Sight, size: tuple[int, int]) -> float:
    """How far it is from a foot up to the picture's border, px; up in its crop."""
    way = up(sight.place.turn)
    ends = [size[axis] if way[axis] > 0 else 0 for axis in (0, 1)]
    return min(
        (ends[axis] - float(sight.centre[axis])) / float(way[axis])
        for axis in (0, 1)
        if abs(way[axis]) > 1e-6
    )


def _ones(found: Sequence[Found]) -> list[Found]:
    """Each foot once, where it is surest."""
    kept: list[Found] = []
    for f in found:
        if all(
            apart(np.array(f.centre), np.array(k.centre)) >= ONE * max(f.length, k.length)
            for k in kept
        ):
            kept.append(f)
    return kept


def likely(found: Found) -> bool:
    """Whether a place is taken for a foot by itself, if it is found again."""
    return found.score >= (LIKELY_TURNED if found.turn else LIKELY)


def _again(now: Found, before: Found) -> bool:
    off = apart(np.array(now.centre), np.array(before.centre))
    ratio = max(now.length, before.length) / min(now.length, before.length)
    return off <= STEADY * max(now.length, before.length) and ratio <= ALIKE
