"""Looks for everybody in one picture, also for people who are small in a wide one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.people import Seen, see, without_doubles
from formcheck.pose.types import FloatArray

Detect = Callable[[NDArray[np.uint8]], list[FloatArray]]
"""Picture in, landmarks of everybody (33, 5) out."""

_WIDE = 1.4
_SMALL = 0.45
"""Diagonal of a person, as a share of the shorter side of the picture. The detector looks at the picture squeezed into 224 px, and
people smaller than that are found in one picture and missed in the next."""


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
    found = [see(points, image) for points in detect(image)]
    large = max((person.extent for person in found), default=0.0) > _SMALL * short
    if large or long < _WIDE * short:
        return without_doubles(found)
    count = int(np.ceil((long - short) / (0.6 * short))) + 1
    for start in np.linspace(0, long - short, count).astype(int).tolist():
        x, y = (start, 0) if width > height else (0, start)
        square = np.ascontiguousarray(image[y : y + short, x : x + short])
        for points in detect(square):
            moved = points.copy()
            moved[:, :2] += (x, y)
            found.append(see(moved, image))
    return without_doubles(found)
