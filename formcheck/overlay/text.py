"""Measure and fit text. The typeface is the TrueType one that OpenCV 5 brings along."""

from __future__ import annotations

import threading
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

CAP_HEIGHT = 0.70
"""Height of a capital or digit, as a share of the font size."""
ASCENT, DESCENT = 0.76, 0.24

_local = threading.local()


def face(weight: int) -> cv2.FontFace:
    """The typeface in one weight; one object per weight and thread, for it holds state."""
    faces: dict[int, cv2.FontFace] = _local.__dict__.setdefault("faces", {})
    if weight not in faces:
        faces[weight] = cv2.FontFace("sans")
    return faces[weight]


@lru_cache(maxsize=1024)
def width(text: str, size: int, weight: int) -> int:
    """Width of a line of text, px."""
    if not text:
        return 0
    # A huge picture, so that the text is measured unbroken.
    x, _, w, _ = cv2.getTextSize((1 << 20, 1 << 12), text, (0, 0), face(weight), size, weight)
    return int(x + w)


def put(
    image: NDArray[np.uint8],
    text: str,
    at: tuple[int, int],
    colour: tuple[int, ...],
    font: tuple[int, int],
) -> None:
    """Draw a line of text; `at` is where its baseline begins, `font` its size and weight."""
    size, weight = font
    # An unlimited range to wrap in: what was measured to fit must not break for a pixel.
    cv2.putText(image, text, at, colour, face(weight), size, weight, wrap=(0, 1 << 20))


def wrap(text: str, size: int, weight: int, limit: int) -> list[str]:
    """Break text into lines of at most `limit` px, between words; a longer word stays whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def cut(text: str, size: int, weight: int, limit: int) -> str:
    """The beginning of a text that fits into `limit` px, with an ellipsis if it was cut."""
    if width(text, size, weight) <= limit:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle] + "…", size, weight) <= limit:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def fit(text: str, size: int, weight: int, limit: int, max_lines: int) -> tuple[list[str], int]:
    """Wrap, then shrink to half the size at most, then cut.

    Returns:
        The lines and the font size that was used.
    """
    text = text[:400]  # nobody reads more at a glance, and measuring it costs time
    smallest = max(6, size // 2)
    while True:
        lines = wrap(text, size, weight, limit)
        fits = all(width(line, size, weight) <= limit for line in lines)
        if len(lines) <= max_lines and fits:
            return lines, size
        if size <= smallest:
            break
        size = max(smallest, int(size * 0.9))
    if len(lines) > max_lines:
        lines = [*lines[: max_lines - 1], " ".join(lines[max_lines - 1 :])]
    return [cut(line, size, weight, limit) for line in lines], size
