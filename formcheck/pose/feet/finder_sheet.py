"""Looking for feet in a whole picture: the picture in several sizes on one sheet, and peaks.

The finding network sees feet of `RANGE` pixels only, so the picture is laid before it in several
sizes at once, side by side on one sheet: one pass, always of the same size. Coordinates are
continuous, as in `codec`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

#: Pixels of a foot's length that the network answers for; beyond it feet are nothing to it.
RANGE = (14.0, 36.0)
#: Pixels of a sheet for each cell of the network's answer.
STRIDE = 4
#: What the network says of each cell: whether a foot's middle is there (before the sigmoid), how
#: far it is from the cell's middle (x, y: cells), and its length (log of pixels / `USUAL`).
CHANNELS = 4
USUAL = 22.0
#: Longer side of the picture in each size, and where its top left corner lies on the sheet.
LEVELS = ((160, (0, 0)), (112, (168, 0)), (80, (288, 0)), (56, (288, 88)), (40, (168, 120)))
SHEET = (160, 368)  # height, width
#: What lies round the pictures: nothing (zero, as it goes into the network).
FILL = 127


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a foot may be.

    Attributes:
        centre: x, y of its middle (`points.middle`), px.
        length: of the foot if it were seen from its side, px.
        score: belief, 0..1.
        turn: of the picture in which it was found, degrees, as `sight.Place.turn`.
    """

    centre: tuple[float, float]
    length: float
    score: float
    turn: float = 0.0


def lay(rgb: Array) -> Array:
    """The sheet of a picture (H, W, 3) uint8, (h, w, 3)."""
    out = np.full((*SHEET, 3), FILL, np.uint8)
    for (width, height), (x, y) in _places(rgb.shape[1], rgb.shape[0]):
        # From the picture itself, not from the next larger size: sharper, and as it was learnt.
        out[y : y + height, x : x + width] = cv2.resize(
            rgb, (width, height), interpolation=cv2.INTER_AREA
        )
    return out


def _places(width: int, height: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Size (width, height) and corner of the picture in each of `LEVELS`."""
    longer = max(width, height)
    return [
        ((max(round(width * s / longer), 1), max(round(height * s / longer), 1)), corner)
        for s, corner in LEVELS
    ]


def peaks(answer: Array, size: tuple[int, int], least: float, most: int = 8) -> list[Found]:
    """Places with a foot, best first.

    Args:
        answer: (`CHANNELS`, h, w) of the network, for a sheet.
        size: width and height of the picture, px.
        least: smallest score.
        most: largest number of places.
    """
    score = 1 / (1 + np.exp(-answer[0].astype(np.float64)))
    top = cv2.dilate(score, np.ones((3, 3)))
    found = []
    for row, column in np.argwhere((score >= least) & (score >= top)):
        here = _place(answer[:, row, column], (int(row), int(column)), size)
        if here is not None:
            found.append(Found(*here, float(score[row, column])))
    # The same foot is seen in neighbouring sizes.
    found.sort(key=lambda f: (-f.score, f.centre))
    return _apart(found)[:most]


def _place(
    said: Array, cell: tuple[int, int], size: tuple[int, int]
) -> tuple[tuple[float, float], float] | None:
    """Middle and length in the picture; None if that is in none of the sheet's pictures."""
    x = (cell[1] + 0.5 + float(np.clip(said[1], -2, 2))) * STRIDE
    y = (cell[0] + 0.5 + float(np.clip(said[2], -2, 2))) * STRIDE
    long = USUAL * float(np.exp(np.clip(said[3], -1.2, 1.2)))
    for (width, height), (left, top) in _places(*size):
        if left <= x < left + width and top <= y < top + height:
            scale = max(size) / max(width, height)
            return ((x - left) * scale, (y - top) * scale), long * scale
    return None


def _apart(found: Sequence[Found]) -> list[Found]:
    """Without those that are so near to a better one that they are the same foot."""
    kept: list[Found] = []
    for f in found:
        if not any(_same(f, better) for better in kept):
            kept.append(f)
    return kept


#: Nearer than this share of a foot's length, two places are one foot; half of the ankles of people
#: who stand with their feet together are farther apart.
_NEAR = 0.4


def _same(a: Found, b: Found) -> bool:
    off = np.hypot(a.centre[0] - b.centre[0], a.centre[1] - b.centre[1])
    return bool(off < _NEAR * max(a.length, b.length))
