"""A foot's points drawn large: its outline, its points, and where they are unsure."""

from __future__ import annotations

import math

import cv2
import numpy as np

from formcheck.overlay.canvas import Point
from formcheck.overlay.colours import AMBER, INK, SOFT, WHITE, Colour, of_side
from formcheck.overlay.foot_marks import Array, Foot
from formcheck.overlay.sprite import Image
from formcheck.pose.feet.points import ANKLE, BALL, BIG_TOE, FOOT, HEEL, KNEE, LITTLE_TOE

_SHIFT = 4
"""Fixed point of cv2: sixteenths of a pixel."""

RINGS = 2
"""More points than this are not drawn with their doubt: rings over rings hide the foot, and amber
points say that it is unsure."""

SOLE = (HEEL, BALL, BIG_TOE)
_ANGLES = np.linspace(0.0, 2 * np.pi, 25)
_ROUND = np.column_stack([np.cos(_ANGLES), np.sin(_ANGLES)])
_BONES = ((ANKLE, HEEL), (ANKLE, BALL), (BALL, LITTLE_TOE))


def draw_foot(image: Image, foot: Foot, points: Array, scale: float, line: float) -> None:
    """Draw a foot on a magnified part of the picture.

    Args:
        image: (H, W, 3), drawn on in place.
        foot: what was found.
        points: (6, 2) its points in px of `image`.
        scale: px of `image` for one of the canvas.
        line: thickness of the sole's line, px.
    """
    colour = of_side(foot.side)
    thin, thick = max(1, round(0.45 * line)), max(1, round(line))
    shank = ((KNEE, ANKLE),) if np.isfinite(points[KNEE]).all() else ()
    for start, end in (*shank, *_BONES):
        _line(image, points[[start, end]], SOFT, thin)
    _line(image, points[list(SOLE)], INK, thick + 2 * thin)
    _line(image, points[list(SOLE)], colour, thick)
    unsure = [point for point in FOOT if foot.unsure(point)]
    if len(unsure) <= RINGS:
        for point in unsure:
            _doubt(image, foot.ellipse(point), points[point], scale)
    for point in FOOT:
        colour = AMBER if point in unsure else WHITE
        _dot(image, points[point], 0.95 * line, colour, hidden=foot.hidden(point))


def floor(image: Image, points: Array, pivot: int, free: int, line: float) -> None:
    """The floor's direction from the end that a foot turns about, below its other end."""
    x, y = points[pivot]
    beyond = 1.15 * (points[free, 0] - x)
    ends = np.array([[x, y], [x + beyond, y]])
    _line(image, ends, INK, max(1, round(0.9 * line)))
    _line(image, ends, WHITE, max(1, round(0.4 * line)))


def _fixed(xy: Array) -> Point:
    x, y = (max(-1e6, min(1e6, value)) * 2**_SHIFT for value in xy.tolist())
    return round(x), round(y)


def _line(image: Image, points: Array, colour: Colour, thickness: int) -> None:
    fixed = np.rint(np.clip(points, -1e6, 1e6) * 2**_SHIFT).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(image, [fixed], False, colour, thickness, cv2.LINE_AA, _SHIFT)


def _doubt(image: Image, ellipse: tuple[float, float, float], xy: Array, scale: float) -> None:
    """The ellipse that holds the true point nine times in ten."""
    long, short, turn = ellipse
    most = 2.0 * max(image.shape[:2])
    axes = np.minimum(np.array([long, short]) * scale, most)
    along, across = (_ROUND * axes).T
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    # Much cheaper than cv2's own, which draws it degree by degree.
    ring = xy + np.column_stack([c * along - s * across, s * along + c * across])
    thin = max(1, round(0.014 * min(image.shape[:2])))
    for colour, wide in ((INK, thin + 2), (AMBER, thin)):
        _line(image, ring, colour, wide)


def _dot(image: Image, xy: Array, radius: float, colour: Colour, *, hidden: bool) -> None:
    """A point; a ring where it is placed without being seen."""
    at, size = _fixed(xy), round(radius * 2**_SHIFT)
    cv2.circle(image, at, round(1.45 * size), INK, -1, cv2.LINE_AA, _SHIFT)
    cv2.circle(image, at, size, colour, -1, cv2.LINE_AA, _SHIFT)
    if hidden:
        cv2.circle(image, at, round(0.6 * size), INK, -1, cv2.LINE_AA, _SHIFT)
