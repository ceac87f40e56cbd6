"""Looks for everybody in one picture, also for people who are small in a wide one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.people import TORSO, Box, Seen, grown, see, without_doubles
from formcheck.pose.types import FloatArray

Detect = Callable[[NDArray[np.uint8]], list[FloatArray]]
"""Picture in, landmarks of everybody (33, 5) out."""

_WIDE = 1.4
_SMALL = 0.45
"""Diagonal of a person, as a share of the shorter side of the picture. The detector looks at the
picture squeezed into 224 px: smaller people are found in one picture and missed in the next."""
_ROUNDS = 3
PAINT = 128


def look(image: NDArray[np.uint8], detect: Detect) -> list[Seen]:
    """Find everybody.

    Squares cut from a wide (or tall) picture are looked at as well where the whole picture shows
    nobody, or only small people: there the detector sees them about twice as large.

    Args:
        image: (H, W, 3) uint8, BGR.
        detect: the pose model, each picture by itself.
    """
    height, width = image.shape[:2]
    short, long = min(height, width), max(height, width)
    found = _one_by_one(image, detect)
    large = max((person.extent for person in found), default=0.0) > _SMALL * short
    if large or long < _WIDE * short:
        return without_doubles(found)
    count = int(np.ceil((long - short) / (0.6 * short))) + 1
    for start in np.linspace(0, long - short, count).astype(int).tolist():
        x, y = (start, 0) if width > height else (0, start)
        square = np.ascontiguousarray(image[y : y + short, x : x + short])
        found += [_see_moved(p, (x, y), image) for p in detect(square) if _certain(p)]
    return without_doubles(found)


def _one_by_one(image: NDArray[np.uint8], detect: Detect) -> list[Seen]:
    """The detector gives way to one prominent person: paint over who was found, and look again."""
    found: list[Seen] = []
    picture = image
    for _ in range(_ROUNDS):
        more = [see(p, image) for p in detect(picture) if not found or _certain(p)]
        if not more:
            break
        found += more
        picture = picture.copy()
        for person in more:
            paint(picture, grown(person.box, 0.1))
    return found


def _certain(landmarks: FloatArray) -> bool:
    """Whether it is a person, and not what is left of one that was painted over or cut off.

    On real clips the torso's presence was above .995 for people and up to .98 for remains.
    """
    return bool(landmarks[TORSO, 4].min() > 0.985)


def _see_moved(points: FloatArray, by: tuple[int, int], image: NDArray[np.uint8]) -> Seen:
    moved = points.copy()
    moved[:, :2] += by
    return see(moved, image)


def paint(image: NDArray[np.uint8], box: Box) -> None:
    """Make a box of a picture grey, in place."""
    left, top, right, bottom = (round(max(0.0, value)) for value in box)
    image[top:bottom, left:right] = PAINT


def painted_outside(image: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """A copy of a picture that is grey outside a box, so that the tracker sees nobody else.

    Args:
        image: (H, W, 3) uint8.
        box: left, top, right, bottom, px.
    """
    left, top, right, bottom = (round(max(0.0, value)) for value in box)
    painted = np.full_like(image, PAINT)
    painted[top:bottom, left:right] = image[top:bottom, left:right]
    return painted
