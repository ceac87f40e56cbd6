"""How high the person is now against how high to go, as a bar with a target line."""

from __future__ import annotations

import math

import cv2

from formcheck.overlay import text
from formcheck.overlay.canvas import Box, Canvas
from formcheck.overlay.colours import INK, MINT, SKY, SOFT, WHITE
from formcheck.overlay.sprite import Look, Row, Run, panel
from formcheck.pose.types import Pose
from formcheck.status import Status

FULL = 1.25
"""Level at the top of the bar; 1 is the target."""

FOOT = "% foot length"
"""A unit that has no room in the bar."""

WORDS = {"ready": "Ready", "floor": "Floor", "rise": "Up", "top": "Top", "lower": "Down"}


class PhaseBar:
    """A vertical bar at the right edge."""

    def __init__(self) -> None:
        self._measured = False

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it while a set is on or near."""
        self._measured = self._measured or status.level is not None
        # Some exercises have no height: an empty bar would look like one that was not reached.
        if status.phase not in WORDS or not self._measured:
            return
        if status.phase == "ready" and status.hints:
            return  # the hint is large and would cover half of it
        width = canvas.px(0.22)
        top = max(canvas.px(0.31), round(0.31 * canvas.height))
        height = min(canvas.px(0.60), canvas.height - top - canvas.margin)
        x = canvas.width - canvas.margin - width
        pad, size = canvas.px(0.018), canvas.px(0.058)
        ground = panel((), Look(pad=pad, min_width=width, min_height=max(1, height)))
        canvas.put(ground, x, top)
        self._words(canvas, (Run(WORDS[status.phase], size, WHITE, 700),), x, top, width)
        foot: list[Row] = []
        if status.height is not None and math.isfinite(status.height):
            unit = status.height_unit.replace(FOOT, "% foot")  # the bar is narrow
            # Tenths of a percent are far inside the error, and make the rest smaller.
            words = f"{status.height:.{0 if '%' in unit else 1}f} {unit}".rstrip()
            lines, used = text.fit(words, size, 700, width - pad, 1)
            foot += [(Run(line, used, WHITE, 700),) for line in lines]
        if status.target_note:
            note = status.target_note.replace(FOOT, "%")
            lines, used = text.fit(note, canvas.px(0.040), 500, width - pad, 2)
            foot += [(Run(line, used, SOFT, 500),) for line in lines]
        bottom = top + height - pad
        for row in reversed(foot):
            bottom -= round(row[0].size * 1.08)
            self._words(canvas, row, x, bottom - pad, width)
        first = top + round(size * 1.3) + 2 * pad
        track = Box(x + width // 2 - canvas.px(0.03), first, canvas.px(0.06), bottom - first - pad)
        if track.height > 4 * pad:
            self._track(canvas, track, status.level)

    def _words(self, canvas: Canvas, row: Row, x: int, y: int, width: int) -> None:
        words = panel((row,), Look(pad=canvas.px(0.018), alpha=0.0, back=INK, align="center"))
        words.blend(canvas.image, x + (width - words.width) // 2, y)

    def _track(self, canvas: Canvas, track: Box, level: float | None) -> None:
        image, edge = canvas.image, canvas.px(0.004)
        left, right = track.x, track.x + track.width
        low = track.y + track.height
        cv2.rectangle(image, (left, track.y), (right, low), INK, -1)
        if level is not None and math.isfinite(level):
            filled = round(max(0.0, min(level, FULL)) / FULL * track.height)
            colour = MINT if level >= 1 else SKY
            if filled:
                cv2.rectangle(image, (left, low - filled), (right, low), colour, -1)
        cv2.rectangle(image, (left, track.y), (right, low), SOFT, edge, cv2.LINE_AA)
        target = low - round(track.height / FULL)
        over = canvas.px(0.03)
        ends = (left - over, target), (right + over, target)
        cv2.line(image, *ends, INK, 4 * edge)
        cv2.line(image, *ends, WHITE, 2 * edge)
