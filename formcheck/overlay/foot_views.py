"""The parts of a picture that the inset magnifies: which feet, and the pixels about them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.overlay.canvas import Canvas
from formcheck.overlay.colours import PANEL
from formcheck.overlay.foot_follow import Follower, Part
from formcheck.overlay.foot_lively import Lively
from formcheck.overlay.foot_marks import Foot
from formcheck.overlay.sprite import Image
from formcheck.pose.feet.points import ANKLE, FOOT

MOST = 4.0
"""Magnification beyond which a picture only becomes more blurred."""

_FAR = 2.0
"""The part is not larger than this, shares of the canvas' shorter side."""

_APART = 0.5
"""Foot lengths by which feet have to be apart before their order changes."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One foot, and the pixels about it, undrawn on.

    Attributes:
        foot: what was found.
        part: of the canvas that is magnified.
        pixels: (H, W, 3) of that part; plain beyond the canvas.
        corner: left and top of `pixels` on the canvas.
    """

    foot: Foot
    part: Part
    pixels: Image
    corner: tuple[int, int]


def shape(canvas: Canvas, feet: int) -> tuple[int, int]:
    """Width and height of each magnified picture at full size, px."""
    return canvas.px(0.46 if feet == 1 else 0.30), canvas.px(0.34)


class Views:
    """Chooses what is magnified, steadily."""

    def __init__(self) -> None:
        self._followers: dict[tuple[int, int], Follower] = {}
        self._first = 0
        self._nearer = 0
        self._beside = False
        self._lively = Lively()

    def take(self, canvas: Canvas, t: float, feet: list[Foot]) -> list[list[View]]:
        """What may be shown, the best first: both feet, else one alone.

        That is the one that turns and tips more, where they stand beside each other, and else
        the nearer one.

        Args:
            canvas: with nothing drawn on the person yet.
            t: seconds.
            feet: one or two.
        """
        lively = self._lively.take(t, feet)
        if len(feet) == 1:
            return _known([self._views(canvas, t, feet)])
        x = {foot.row: float(foot.points[ANKLE, 0]) for foot in feet}
        low = {foot.row: float(foot.points[list(FOOT), 1].max()) for foot in feet}
        apart = _APART * max(foot.length for foot in feet)
        if abs(x[0] - x[1]) > apart:
            self._first = min(x, key=lambda row: x[row])
            self._beside = True
        elif abs(x[0] - x[1]) < apart / 2:
            self._beside = False  # one may hide the other, whose points wander then
        if abs(low[0] - low[1]) > apart:
            self._nearer = max(low, key=lambda row: low[row])
        pair = sorted(feet, key=lambda foot: foot.row != self._first)
        one = lively if self._beside and lively is not None else self._nearer
        alone = [foot for foot in feet if foot.row == one]
        return _known([self._views(canvas, t, pair), self._views(canvas, t, alone)])

    def _views(self, canvas: Canvas, t: float, feet: list[Foot]) -> list[View]:
        width, height = shape(canvas, len(feet))
        least = (width / MOST, height / MOST)
        parts = []
        for foot in feet:
            follower = self._followers.setdefault((len(feet), foot.row), Follower())
            key = (canvas.width, canvas.height)
            parts.append(follower.follow(t, foot.points[list(FOOT)], least, key))
        # Two feet at the same scale, so that they can be compared.
        widest = max(part.width for part in parts)
        views = [
            _cut(canvas, foot, part.scaled(widest / part.width))
            for foot, part in zip(feet, parts, strict=True)
        ]
        return [view for view in views if view is not None]


def _known(choices: list[list[View]]) -> list[list[View]]:
    return [views for views in choices if views]


def _cut(canvas: Canvas, foot: Foot, part: Part) -> View | None:
    """The pixels of a part, in whole pixels: so they can be resized, which is the quickest way."""
    width, height = max(1, round(part.width)), max(1, round(part.height))
    left, top = round(part.x - width / 2), round(part.y - height / 2)
    right, bottom = min(canvas.width, left + width), min(canvas.height, top + height)
    # A look at the canvas first: what is hardly there is not copied.
    seen = canvas.image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    if min(seen.shape[:2]) < 4 or max(width, height) > _FAR * canvas.unit:
        return None
    if seen.shape[:2] == (height, width):
        pixels = seen.copy()
    else:
        pixels = np.full((height, width, 3), PANEL, dtype=np.uint8)
        y, x = max(0, -top), max(0, -left)
        pixels[y : y + seen.shape[0], x : x + seen.shape[1]] = seen
    return View(foot, part, pixels, (left, top))
