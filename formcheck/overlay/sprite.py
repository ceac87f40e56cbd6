"""Panels of text, painted once, kept, and blended where they stand.

Only the panel's own rectangle is touched, and text is laid out again only when it changes: this
is what keeps the overlay cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.overlay import text
from formcheck.overlay.colours import PANEL, WHITE, Colour

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Run:
    """A few words in one size and colour."""

    text: str
    size: int
    colour: Colour = WHITE
    weight: int = 600


Row = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How a panel looks: padding in px, ground colour and its opacity, alignment."""

    pad: int = 8
    back: Colour = PANEL
    alpha: float = 0.62
    align: str = "left"
    min_width: int = 0
    min_height: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A painted panel: its colours times its opacity, and how much of the ground stays (0..255)."""

    paint: Image
    keep: Image

    @property
    def width(self) -> int:
        """Width, px."""
        return int(self.paint.shape[1])

    @property
    def height(self) -> int:
        """Height, px."""
        return int(self.paint.shape[0])

    def blend(self, image: Image, x: int, y: int, opacity: float = 1.0) -> None:
        """Blend into the picture in place; parts beyond its border are left away."""
        left, top = max(0, x), max(0, y)
        right = min(image.shape[1], x + self.width)
        bottom = min(image.shape[0], y + self.height)
        if right <= left or bottom <= top or opacity <= 0:
            return
        paint = self.paint[top - y : bottom - y, left - x : right - x]
        keep = self.keep[top - y : bottom - y, left - x : right - x]
        if opacity < 1:
            paint = as_image(cv2.convertScaleAbs(paint, alpha=opacity))
            keep = as_image(cv2.convertScaleAbs(keep, alpha=opacity, beta=255 * (1 - opacity)))
        ground = image[top:bottom, left:right]
        cv2.multiply(ground, keep, ground, 1 / 255)
        cv2.add(ground, paint, ground)


def as_image(array: Any) -> Image:  # noqa: ANN401
    """What OpenCV returned, with the type that it has."""
    return cast("Image", array)


def rounded(shape: tuple[int, int], radius: int) -> Image:
    """A white rectangle with round corners on black, (H, W)."""
    height, width = shape
    mask = np.zeros(shape, dtype=np.uint8)
    radius = max(0, min(radius, (width - 1) // 2, (height - 1) // 2))
    cv2.rectangle(mask, (radius, 0), (width - 1 - radius, height - 1), 255, -1)
    cv2.rectangle(mask, (0, radius), (width - 1, height - 1 - radius), 255, -1)
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(mask, (x, y), radius, 255, -1)
    return mask


def row_height(row: Row) -> int:
    """Height that a row of text takes, px."""
    size = max((run.size for run in row), default=0)
    return int(np.ceil(size * (text.ASCENT + text.DESCENT)))


def row_width(row: Row) -> int:
    """Width that a row of text takes, px."""
    return sum(text.width(run.text, run.size, run.weight) for run in row)


def panel_size(rows: tuple[Row, ...], look: Look) -> tuple[int, int]:
    """Width and height of the panel that `panel` would paint."""
    width = max((row_width(row) for row in rows), default=0) + 2 * look.pad
    height = sum(row_height(row) for row in rows) + 2 * look.pad
    return max(1, width, look.min_width), max(1, height, look.min_height)


def panel(rows: tuple[Row, ...], look: Look) -> Sprite:
    """A panel with rows of text; painted when it is new."""
    return (_panel if look.alpha else _words)(rows, look)


def _paint(rows: tuple[Row, ...], look: Look) -> Sprite:
    width, height = panel_size(rows, look)
    # Twice as large and then halved: smooth edges. Large panels are smooth enough as they are.
    factor = 2 if width * height < 150_000 else 1
    shape = (height * factor, width * factor)
    ink: Image = np.empty((*shape, 3), dtype=np.uint8)
    ink[:] = look.back
    words = np.zeros(shape, dtype=np.uint8)
    y = look.pad * factor
    for row in rows:
        size = max((run.size for run in row), default=0)
        free = width - row_width(row)
        x = {"left": look.pad, "center": free // 2, "right": free - look.pad}[look.align] * factor
        base = int(y + size * text.ASCENT * factor)
        for run in row:
            for layer, colour in ((ink, run.colour), (words, (255,))):
                text.put(layer, run.text, (x, base), colour, (run.size * factor, run.weight))
            x += text.width(run.text, run.size, run.weight) * factor
        y += row_height(row) * factor
    ground = rounded(shape, max(2, look.pad) * factor)
    opaque: Image = np.maximum(words, cv2.convertScaleAbs(ground, alpha=look.alpha))
    if factor > 1:
        ink = as_image(cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA))
        opaque = as_image(cv2.resize(opaque, (width, height), interpolation=cv2.INTER_AREA))
    opacity = as_image(cv2.merge([opaque] * 3))
    paint = as_image(cv2.multiply(ink, opacity, scale=1 / 255))
    return Sprite(paint, as_image(cv2.bitwise_not(opacity)))


_panel = lru_cache(maxsize=48)(_paint)
# Words without a ground are small and change often, such as a height: they must not drive out the
# panels, and come back.
_words = lru_cache(maxsize=128)(_paint)
