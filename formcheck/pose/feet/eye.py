"""Looking at the feet of one picture: what a foot needs to be believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.network import FootLooker
from formcheck.pose.feet.sight import Place, Sight, sights

OFF_CENTRE = 0.2
"""Beyond this, foot lengths, a foot is looked at again with its crop round itself: training crops
lie 9 % of their side (17 % of a foot) beside it."""

AGREE = 0.25
"""How far points may differ between two looks at one foot, foot lengths."""


class Eye:
    """Looks at one picture.

    Args:
        looker: the network.
        image: (H, W, 3) uint8, BGR.
        size: its width and height.
    """

    def __init__(self, looker: FootLooker, image: Array, size: tuple[int, int]) -> None:
        self.image = image
        self._looker, self._size = looker, size

    def look(self, places: Sequence[Place | None]) -> list[Sight | None]:
        """Look at places that lie in the picture; one answer for each, None where not looked."""
        inside = [i for i, p in enumerate(places) if p is not None and p.inside(self._size)]
        wanted = [place for i in inside if (place := places[i]) is not None]
        answers: list[Sight | None] = [None] * len(places)
        for i, sight in zip(inside, sights(self._looker, self.image, wanted), strict=True):
            answers[i] = sight
        return answers

    def settle(self, sight: Sight | None) -> Sight | None:
        """A foot that was not in the middle of its crop is looked at again."""
        if sight is None or not sight.there(self._size):
            return None
        return self._again(sight) if sight.off > OFF_CENTRE else sight

    def found(self, place: Place) -> Sight | None:
        """A foot where none was followed: believed when seen twice."""
        sight = self.glance(place)
        return None if sight is None else self._again(sight)

    def glance(self, place: Place) -> Sight | None:
        """Whether there is a foot, at a first look."""
        (sight,) = self.look([place])
        return sight if sight is not None and sight.there(self._size) else None

    def _again(self, sight: Sight) -> Sight | None:
        (second,) = self.look([replace(sight.place, centre=sight.centre)])
        if second is None or not second.there(self._size) or not second.same_as(sight, AGREE):
            return None
        return second
