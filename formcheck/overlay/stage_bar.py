"""The stages of a timed exercise: which one it is, seconds left, and what comes next."""

from __future__ import annotations

import math

import cv2

from formcheck.exercises.drawings import SOON_S
from formcheck.exercises.drawings import StageBar as Bar
from formcheck.overlay import text
from formcheck.overlay.canvas import Box, Canvas
from formcheck.overlay.colours import AMBER, INK, MINT, SKY, SOFT, WHITE
from formcheck.overlay.places import Keeper, write
from formcheck.overlay.sprite import Look, Run, panel, row_height, row_width
from formcheck.pose.types import Pose
from formcheck.status import Status

_LEAST = 0.42
"""Width below which it goes elsewhere, as a share of the picture's shorter side."""


class StageBar:
    """A panel at the top; nothing without a `StageBar` in the status."""

    def __init__(self) -> None:
        self._keeper = Keeper(in_order=True)  # over the head rather than over the feet

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it from the first hint of a set to its end."""
        bar = next((d for d in status.drawings if isinstance(d, Bar)), None)
        if bar is None or not bar.parts or status.phase == "done":
            return
        pad = canvas.px(0.018)
        height = round(0.25 * canvas.unit) + pad
        box = self._keeper.choose(canvas, pose, _places(canvas, height))
        if box is None:
            return
        canvas.put(panel((), Look(pad=pad, min_width=box.width, min_height=height)), box.x, box.y)
        inner = Box(box.x + pad, box.y + pad // 2, box.width - 2 * pad, height - pad)
        self._title(canvas, bar, inner)
        strip = Box(inner.x, inner.y + round(0.128 * canvas.unit), inner.width, canvas.px(0.042))
        self._strip(canvas, bar, strip)
        self._then(canvas, bar, inner, strip.y + strip.height + canvas.px(0.008))

    def _title(self, canvas: Canvas, bar: Bar, inner: Box) -> None:
        """The stage's name, and its seconds at the right end."""
        now, following = bar.now_and_next()
        left = bar.seconds_left()
        size = canvas.px(0.105)
        seconds = ""
        if left is not None and now is not None:
            seconds = f"{math.ceil(left - 1e-6)} s"
        elif now is not None:
            seconds = f"{max(0, int(now.done_s))} s"
        clock = (Run(seconds, size, WHITE, 800),)
        room = inner.width - row_width(clock) - (canvas.px(0.03) if seconds else 0)
        words = now.name if now else f"Next: {following.name}" if following else "All done"
        colour = SOFT if now is None or now.rest else WHITE
        lines, used = text.fit(words, size, 700, max(8, room), 1)
        name = (Run(lines[0] if lines else "", used, colour, 700),)
        drop = row_height(clock) - row_height(name)
        write(canvas.image, name, inner.x, inner.y + drop // 2)
        write(canvas.image, clock, inner.x + inner.width - row_width(clock), inner.y)

    def _strip(self, canvas: Canvas, bar: Bar, strip: Box) -> None:
        """A segment for each part, as long as it lasts, filled as far as it is done."""
        image, edge = canvas.image, canvas.px(0.004)
        lengths = [max(1.0, part.wanted_s or part.done_s or 20.0) for part in bar.parts]
        scale = strip.width / sum(lengths)
        at = float(strip.x)
        for part, length in zip(bar.parts, lengths, strict=True):
            x0, x1 = round(at), max(round(at) + 1, round(at + length * scale) - edge)
            at += length * scale
            low = strip.y + strip.height
            top = strip.y + (strip.height // 2 if part.rest else 0)
            cv2.rectangle(image, (x0, top), (x1, low), INK, -1)
            share = 1.0 if part.state == "done" else min(1.0, max(0.0, part.done_s / length))
            filled = x0 + round((x1 - x0) * share)
            if filled > x0 and part.state != "next":
                colour = SKY if part.state == "now" else SOFT if part.rest else MINT
                cv2.rectangle(image, (x0, top), (filled, low), colour, -1)
            thick = 2 * edge if part.state == "now" else edge
            outline = WHITE if part.state == "now" else SOFT
            cv2.rectangle(image, (x0, top), (x1, low), outline, thick)

    def _then(self, canvas: Canvas, bar: Bar, inner: Box, y: int) -> None:
        """What comes next, bright when it is near; else which cycle it is."""
        now, following = bar.now_and_next()
        left = bar.seconds_left()
        soon = left is not None and left <= SOON_S and now is not None
        cycle = f"cycle {bar.cycle} of {bar.cycles}" if bar.cycles and bar.cycles > 1 else ""
        if following is not None and now is not None:
            then = f"{'Get ready' if soon and not following.rest else 'then'}: {following.name}"
        else:
            then = "last one" if now is not None else ""
        words = then if soon or not cycle else " · ".join(w for w in (then, cycle) if w)
        lines, used = text.fit(words, canvas.px(0.058), 700, inner.width, 1)
        if lines:
            colour = AMBER if soon and following is not None else SOFT
            write(canvas.image, (Run(lines[0], used, colour, 700),), inner.x, y)


def _places(canvas: Canvas, height: int) -> list[Box]:
    """Between counter and clock; below them; at the bottom."""
    margin, gap = canvas.margin, canvas.px(0.02)
    tops = [box for box in canvas.taken if box.y < margin + height]
    below = max((b.y + b.height for b in tops), default=margin) + gap
    low = canvas.height - margin - height
    return [_span(canvas, y, height, gap) for y in (margin, below, low)]


def _span(canvas: Canvas, y: int, height: int, gap: int) -> Box:
    """What is free of other panels round the middle at this height; nowhere when too narrow."""
    beside = [box for box in canvas.taken if box.y < y + height and box.y + box.height > y]
    middle = canvas.width / 2
    left = [b.x + b.width + gap for b in beside if b.x + b.width / 2 < middle]
    right = [b.x - gap for b in beside if b.x + b.width / 2 >= middle]
    x = max(left, default=canvas.margin)
    width = min(right, default=canvas.width - canvas.margin) - x
    return Box(x, y, width, height) if width >= canvas.px(_LEAST) else Box(-1, -1, 1, 1)
