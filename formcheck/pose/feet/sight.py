"""One foot as it was seen in one crop, in the picture's pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from formcheck.pose.feet.codec import Array, Crop
from formcheck.pose.feet.network import FootLooker
from formcheck.pose.feet.points import (
    CROP_SPAN,
    FOOT,
    OUTSIDE,
    VISIBLE,
    apart,
    middle,
    own_length,
)

LEAST_FOOT = 0.5
"""Share of there being a foot from which on there is one."""

SMALLEST_PX = 12.0
"""Smaller feet are not looked for: the network learnt from 22 px on."""

CLIP_ERROR = 0.028
"""What the network's own ellipses leave out, foot lengths: an error that stays through a clip, for
its crops hold each foot once. With it the ellipses for 50, 75 and 90 % hold 51, 75 and 89 % of
41,000 points of the benchmark's `dev` half (38, 62 and 80 without), small and large ones alike."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a foot may be.

    Attributes:
        centre: (2,) px, the middle of ankle, heel and big toe.
        length: of the foot if it were seen from its side, px.
        turn: of the crop, degrees: so that the shank of somebody who lies points up.
        side: which foot it is known to be, 1 a right one, -1 a left one; 0 when unknown.
    """

    centre: Array
    length: float
    turn: float = 0.0
    side: int = 0

    def crop(self) -> Crop:
        """What is looked at; mirrored if it is a left foot, for right ones are known best."""
        crop = Crop.of(self.centre, CROP_SPAN * self.length, self.turn, mirror=self.side < 0)
        return replace(crop, told=self.side != 0)

    def inside(self, size: tuple[int, int]) -> bool:
        """Whether it lies in a picture of that width and height, and is large enough."""
        x, y = (float(v) for v in self.centre)
        large = np.isfinite(self.length) and self.length >= SMALLEST_PX
        return bool(large and 0 <= x < size[0] and 0 <= y < size[1])


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What the network saw at one place. Pixels of the picture, points in `POINTS` order.

    Attributes:
        place: where was looked.
        xy: (6, 2).
        spread: (6, 2, 2) scale matrix of the error, px².
        visible: (6,) shares.
        outside: (6,) shares of lying beyond the crop or the picture.
        foot: share of there being a foot.
        right: share of its being a right one; of no meaning where the place says which it is.
        wear: (3,) shares.
        shank: (2,) direction from the ankle to the knee, unit vector; 0 when unknown.
    """

    place: Place
    xy: Array
    spread: Array
    visible: Array
    outside: Array
    foot: float
    right: float
    wear: Array
    shank: Array = field(default_factory=lambda: np.zeros(2))

    @property
    def centre(self) -> Array:
        """The middle of the foot, (2,)."""
        return middle(self.xy)

    @property
    def off(self) -> float:
        """How far the foot lies from where was looked, foot lengths."""
        return apart(self.centre, self.place.centre) / self.place.length

    @property
    def length(self) -> float:
        """Length of the foot if it were seen from its side, as its points tell, px."""
        return own_length(self.xy)

    @property
    def ellipses(self) -> Array:
        """(6, 3) xx, xy and yy of the scale matrices, px², with what stays through a clip."""
        stays = (CLIP_ERROR * self.length) ** 2 * np.eye(2)
        return np.asarray((self.spread + stays).reshape(-1, 4)[:, [0, 1, 3]])

    def there(self, size: tuple[int, int]) -> bool:
        """Whether there is a foot, with its middle in a picture of that width and height."""
        most_in = np.median(self.outside[list(FOOT)]) < 0.5
        return bool(
            self.foot >= LEAST_FOOT and most_in and Place(self.centre, SMALLEST_PX).inside(size)
        )

    def same_as(self, other: Sight, within: float) -> bool:
        """Whether it shows the same foot: its points lie within so many foot lengths."""
        rows = list(FOOT)
        off = np.linalg.norm(self.xy[rows] - other.xy[rows], axis=-1)
        return bool(np.median(off) < within * max(self.place.length, other.place.length))


def sights(looker: FootLooker, image: Array, places: Sequence[Place]) -> list[Sight]:
    """Look at some places of a picture."""
    if not places:
        return []
    crops = [place.crop() for place in places]
    said = looker.look(image, crops)
    found = []
    for i, (place, crop) in enumerate(zip(places, crops, strict=True)):
        turn = np.linalg.inv(crop.matrix[:, :2])
        found.append(
            Sight(
                place,
                crop.back(said.xy[i]),
                turn @ said.spread[i] @ turn.T,
                said.seen[i, :, VISIBLE],
                said.seen[i, :, OUTSIDE],
                float(said.foot[i]),
                float(said.right[i]),
                said.wear[i],
                _unit(turn @ said.shank[i]),
            )
        )
    return found


def _unit(vector: Array) -> Array:
    long = float(np.hypot(*vector))
    return np.asarray(vector / long if long > 0 else vector)
