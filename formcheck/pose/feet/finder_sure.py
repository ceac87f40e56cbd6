"""What the finder found, made sure of: by the foot network, and in two searches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.finder import ALIKE, pair
from formcheck.pose.feet.finder_sheet import Found
from formcheck.pose.feet.network import FootLooker
from formcheck.pose.feet.sight import Place, Sight, apart, sights

MOST = 6
"""So many places are looked at in one search, the best ones."""

SAME = 0.12
"""Two places show one foot where its points differ by less, foot lengths."""

STEADY = 1.0
"""How far a foot may go from one search to the next, foot lengths: a step of a walk takes longer
than `search.FIND_S`."""


class Places(Protocol):
    """Seam: places with a foot in a whole picture, best first (`finder.FootFinder`)."""

    def places(self, image: Array) -> list[Found]:
        """See `FootFinder.places`."""
        ...

    def describe(self) -> dict[str, str]:
        """See `FootFinder.describe`."""
        ...


class SureFinder:
    """A `search.Finder` that gives what both networks take for a foot, in two searches.

    The finder sees feet of some twenty pixels, much of what it finds is none; the foot network
    looks at each of its places at full resolution, and says where in it the foot is. What is taken
    for a foot once, in noise or in a passing shadow, is seldom so twice; that costs the time from
    one search to the next.

    Args:
        finder: of places.
        looker: the foot network.
    """

    def __init__(self, finder: Places, looker: FootLooker) -> None:
        self._finder, self._looker = finder, looker
        self._before: list[Found] = []

    def find(self, image: Array) -> list[tuple[Array, float, float]]:
        """Feet of one person, two at most, the surest first: centre (2,) px, length px, score.

        Args:
            image: (H, W, 3) uint8, BGR.
        """
        found = confirmed(self._looker, image, self._finder.places(image))
        steady = [f for f in found if any(_again(f, before) for before in self._before)]
        self._before = found
        return [(np.array(f.centre), f.length, f.score) for f in pair(steady)]

    def describe(self) -> dict[str, str]:
        """Name and hash, for the report's provenance."""
        return self._finder.describe()


def confirmed(looker: FootLooker, image: Array, places: Sequence[Found]) -> list[Found]:
    """The places where the foot network sees a foot, moved to where it sees it, best first.

    Args:
        looker: the foot network.
        image: (H, W, 3) uint8, BGR.
        places: where to look, best first; only the first `MOST` are looked at.
    """
    places = places[:MOST]
    size = (image.shape[1], image.shape[0])
    seen = sights(looker, image, [Place(np.array(f.centre), f.length) for f in places])
    kept: list[tuple[Found, Sight]] = []
    both = sorted(zip(places, seen, strict=True), key=lambda b: -b[0].score * b[1].foot)
    for place, sight in both:
        if not sight.there(size) or any(sight.same_as(other, SAME) for _, other in kept):
            continue
        x, y = (float(v) for v in sight.centre)
        # Either is wrong by a third at times, and seldom both to the same side.
        length = math.sqrt(place.length * sight.length)
        kept.append((Found((x, y), length, place.score * sight.foot), sight))
    return [found for found, _ in kept]


def _again(now: Found, before: Found) -> bool:
    off = apart(np.array(now.centre), np.array(before.centre))
    ratio = max(now.length, before.length) / min(now.length, before.length)
    return off <= STEADY * max(now.length, before.length) and ratio <= ALIKE
