"""The path of a foot on a clock: pointed at 12, the person's own right at 3.

The clock is drawn the same way in a mirrored picture and in a plain one: as the person sees the
own foot. Turning it with the picture would turn clockwise into counter-clockwise. So that nobody
takes it for a view of the picture, its ends are named and its sides have the skeleton's colours.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from formcheck.exercises.drawings import SECTORS
from formcheck.exercises.drawings import ClockTrace as Trace
from formcheck.overlay import text
from formcheck.overlay.canvas import Box, Canvas, Point
from formcheck.overlay.colours import AMBER, INK, LEFT, MINT, RIGHT, SOFT, WHITE, Colour
from formcheck.overlay.places import Keeper, side_boxes, write_middle
from formcheck.overlay.sprite import Look, Run, Sprite, panel, row_height
from formcheck.pose.types import Pose
from formcheck.status import Status

UNKNOWN = "direction cannot be told from here"
WHOSE = "the person's own view"
_NEWEST = 400
"""Points of the path that are drawn, the newest: more than a slow circle has."""
_SHIFT = 4
"""Fixed point of cv2: sixteenths of a pixel."""


def direction(trace: Trace) -> str:
    """What to say of the direction: the one wanted, else the one turned; '' while none is known."""
    if not trace.known:
        return UNKNOWN
    if trace.wanted:
        return trace.wanted
    if abs(trace.turned) < 45:
        return ""
    return "clockwise" if trace.turned > 0 else "counter-clockwise"


class ClockTrace:
    """A panel with the clock; nothing without a `ClockTrace` in the status."""

    def __init__(self) -> None:
        self._keeper = Keeper()

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it during a set."""
        trace = next((d for d in status.drawings if isinstance(d, Trace)), None)
        if trace is None or status.phase in ("rest", "done"):
            return
        size, pad = canvas.px(0.046), canvas.px(0.016)
        width = canvas.px(0.46)
        room = width - 2 * pad
        colour = SOFT if trace.known else AMBER
        lines, used = text.fit(direction(trace) or "turn the foot", size, 700, room, 2)
        title = tuple((Run(line, used, colour, 700),) for line in lines)
        if not (trace.points or trace.known):
            self._title_alone(canvas, pose, panel(title, Look(pad=pad, align="center")))
            return
        whose, small = text.fit(WHOSE, canvas.px(0.036), 500, room, 1)
        foot = (Run(whose[0] if whose else "", small, SOFT, 500),)
        name = row_height((Run("x", size, SOFT, 600),))
        radius = (width - 2 * pad) // 2 - round(1.3 * size)
        dial = 2 * radius + 2 * name + pad
        height = sum(map(row_height, title)) + dial + row_height(foot) + 2 * pad
        box = self._keeper.choose(canvas, pose, side_boxes(canvas, width, height))
        if box is None or radius < 6:
            return
        canvas.put(panel((), Look(pad=pad, min_width=width, min_height=height)), box.x, box.y)
        y = box.y + pad
        for row in title:
            write_middle(canvas.image, row, box, y)
            y += row_height(row)
        centre = (box.x + width // 2, y + name + pad // 2 + radius)
        low = centre[1] + radius + pad // 2
        for words, top in (("pointed", y), ("pulled up", low)):
            write_middle(canvas.image, (Run(words, size, WHITE, 600),), box, top)
        write_middle(canvas.image, foot, box, box.y + height - pad - row_height(foot))
        middle = centre[1] - row_height((Run("R", size),)) // 2
        beside = round(1.3 * size) + pad
        for letter, colour, x in (("L", LEFT, box.x), ("R", RIGHT, centre[0] + radius)):
            row = (Run(letter, size, colour, 800),)
            write_middle(canvas.image, row, Box(x, middle, beside, 0), middle)
        self._dial(canvas, trace, centre, radius)

    def _title_alone(self, canvas: Canvas, pose: Pose, title: Sprite) -> None:
        """Without a path and a direction, an empty clock would only be in the way."""
        box = self._keeper.choose(canvas, pose, side_boxes(canvas, title.width, title.height))
        if box is not None:
            canvas.put(title, box.x, box.y)

    def _dial(self, canvas: Canvas, trace: Trace, centre: Point, radius: int) -> None:
        image, thin = canvas.image, canvas.px(0.004)
        cv2.circle(image, centre, radius, INK, -1, cv2.LINE_AA)
        for number, reached in enumerate((*trace.reached(), *[False] * SECTORS)[:SECTORS]):
            # From one hour to the next; cv2 counts from 3 o'clock.
            middle = 30 * number + 15 - 90
            thick, colour = (canvas.px(0.018), MINT) if reached else (thin, SOFT)
            ring = radius - (thick // 2 if reached else 0)
            arc = (middle - 12, middle + 12)
            cv2.ellipse(image, centre, (ring, ring), 0, *arc, colour, thick, cv2.LINE_AA)
        cross = round(0.08 * radius)
        for dx, dy in ((cross, 0), (0, cross)):
            cv2.line(
                image,
                (centre[0] - dx, centre[1] - dy),
                (centre[0] + dx, centre[1] + dy),
                SOFT,
                thin,
            )
        points = path(trace, centre, 0.86 * radius)
        if not len(points):
            return
        old = max(0, len(points) - 1 - len(points) // 3)
        _line(canvas, points[: old + 1], SOFT, thin)
        _line(canvas, points[old:], WHITE, 2 * thin)
        at = points[-1]
        cv2.circle(image, at, canvas.px(0.012), WHITE, -1, cv2.LINE_AA)
        if trace.known and trace.wanted:
            _wanted(canvas, centre, round(0.62 * radius), trace.wanted == "clockwise")


def path(trace: Trace, centre: Point, radius: float) -> list[Point]:
    """The newest points of the path on a picture, px; beyond the rim they stay on it."""
    points = np.array(trace.points[-_NEWEST:], dtype=float).reshape(-1, 2) / trace.reach
    far = np.maximum(1.0, np.hypot(points[:, 0], points[:, 1]) / 1.1)
    points /= far[:, None]
    return [(round(centre[0] + radius * x), round(centre[1] - radius * y)) for x, y in points]


def _line(canvas: Canvas, points: list[Point], colour: Colour, thickness: int) -> None:
    if len(points) > 1:
        line = [np.array(points, dtype=np.int32).reshape(-1, 1, 2)]
        cv2.polylines(canvas.image, line, False, colour, thickness, cv2.LINE_AA)


def _wanted(canvas: Canvas, centre: Point, radius: int, clockwise: bool) -> None:
    """An arrow inside the clock: which way to turn."""
    turn = 1 if clockwise else -1
    thick = canvas.px(0.008)
    start, end = -90 - 40 * turn, -90 + 40 * turn
    arc = (min(start, end), max(start, end))
    cv2.ellipse(canvas.image, centre, (radius, radius), 0, *arc, AMBER, thick, cv2.LINE_AA)
    angle = math.radians(end)
    tip = (math.cos(angle), math.sin(angle))
    along = (-tip[1] * turn, tip[0] * turn)
    size = canvas.px(0.028)
    at = (centre[0] + radius * tip[0], centre[1] + radius * tip[1])
    corners = [
        (at[0] + size * along[0], at[1] + size * along[1]),
        (at[0] + 0.6 * size * tip[0], at[1] + 0.6 * size * tip[1]),
        (at[0] - 0.6 * size * tip[0], at[1] - 0.6 * size * tip[1]),
    ]
    head = np.array([[round(x * 2**_SHIFT), round(y * 2**_SHIFT)] for x, y in corners], np.int32)
    cv2.fillConvexPoly(canvas.image, head, AMBER, cv2.LINE_AA, _SHIFT)
