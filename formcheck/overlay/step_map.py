"""The last steps from above: the line, how far beside it is allowed, and steps in a row."""

from __future__ import annotations

import cv2

from formcheck.exercises.drawings import StepMap as Map
from formcheck.exercises.drawings import StepMark
from formcheck.exercises.results import Side
from formcheck.overlay import text
from formcheck.overlay.canvas import Box, Canvas, Point
from formcheck.overlay.colours import AMBER, INK, MINT, SOFT, WHITE, of_side
from formcheck.overlay.places import Keeper, side_boxes, write, write_middle
from formcheck.overlay.sprite import Image, Look, Run, panel, row_height, row_width
from formcheck.pose.types import Pose
from formcheck.status import Status

SHOWN = 6
"""Steps that are drawn; the newest is at the top."""

FOOT_WIDTH = 0.38
"""Width of a foot over its length."""

ASIDE = 0.35
"""Where a foot is drawn whose place beside the line is not known, shares of foot length."""

_ACROSS = 1.2
"""How far to either side the map reaches, shares of foot length."""


class StepMap:
    """A panel with the steps; nothing without a `StepMap` in the status."""

    def __init__(self) -> None:
        self._keeper = Keeper()

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it during a set."""
        every = next((d for d in status.drawings if isinstance(d, Map)), None)
        # After a turn, the line before is of no use.
        steps = (every.lines() or [every])[-1] if every else None
        if steps is None or status.phase in ("rest", "done"):
            return
        pad, width = canvas.px(0.016), canvas.px(0.32)
        room = canvas.height - 2 * canvas.margin
        height = min(canvas.px(0.62), room)
        box = self._keeper.choose(canvas, pose, side_boxes(canvas, width, height))
        if box is None:
            return
        canvas.put(panel((), Look(pad=pad, min_width=width, min_height=height)), box.x, box.y)
        y = box.y + pad // 2
        small, used = text.fit("steps in a row", canvas.px(0.042), 600, width - 2 * pad, 1)
        rows = (
            (Run(str(max(0, steps.in_a_row)), canvas.px(0.11), WHITE, 800),),
            *((Run(line, used, SOFT, 600),) for line in small),
        )
        for row in rows:
            write_middle(canvas.image, row, box, y)
            y += row_height(row)
        ground = Box(box.x + pad, y + pad, width - 2 * pad, box.y + height - y - 2 * pad)
        if min(ground.width, ground.height) > 12:
            self._map(canvas, steps, ground)

    def _map(self, canvas: Canvas, steps: Map, ground: Box) -> None:
        scale = ground.width / (2 * _ACROSS)
        middle = ground.x + ground.width // 2
        # Feet are drawn on a view of their own, which cuts off what reaches beyond it.
        view = canvas.image[ground.y : ground.y + ground.height, ground.x : ground.x + ground.width]
        view[:] = INK
        known = any(step.across is not None for step in steps.steps)
        if known:
            self._line(canvas, steps, view, scale)
        places = steps.places()[-SHOWN:]
        if not places:
            return
        top = places[-1]
        for step, along in zip(steps.steps[-SHOWN:], places, strict=True):
            down = max(-1e4, min(1e4, (top - along) * scale))
            across = step.across if step.across is not None else _aside(step)
            shown = max(-_ACROSS + FOOT_WIDTH / 2, min(_ACROSS - FOOT_WIDTH / 2, across))
            at = (round(middle - ground.x + shown * scale), round(0.55 * scale + down))
            _foot(canvas, view, step, at, scale)

    def _line(self, canvas: Canvas, steps: Map, view: Image, scale: float) -> None:
        height, width = view.shape[:2]
        thin = canvas.px(0.004)
        if steps.tolerance is not None:
            half = round(min(_ACROSS, max(0.0, steps.tolerance)) * scale)
            band = view[:, width // 2 - half : width // 2 + half + 1]
            band[:] = (70, 62, 52)
        cv2.line(view, (width // 2, 0), (width // 2, height), SOFT, thin)


def _aside(step: StepMark) -> float:
    return {"left": -ASIDE, "right": ASIDE}.get(step.side, 0.0)


def _foot(canvas: Canvas, view: Image, step: StepMark, at: Point, scale: float) -> None:
    """A foot from above, toes up, turned by its toe-out; with a fault it has a bright edge."""
    colour = of_side(Side(step.side))
    outwards = {"left": -1.0, "right": 1.0}.get(step.side, 0.0)
    turn = outwards * max(-90.0, min(90.0, step.turn or 0.0))
    axes = (max(2, round(0.5 * FOOT_WIDTH * scale)), max(3, round(0.48 * scale)))
    line = canvas.px(0.007)
    if step.fault:
        edge = (axes[0] + line, axes[1] + line)
        cv2.ellipse(view, at, edge, turn, 0, 360, AMBER, -1, cv2.LINE_AA)
        cv2.ellipse(view, at, axes, turn, 0, 360, INK, -1, cv2.LINE_AA)
    filled = -1 if step.across is not None else line
    cv2.ellipse(view, at, axes, turn, 0, 360, colour, filled, cv2.LINE_AA)
    mark = "!" if step.fault else {"left": "L", "right": "R"}.get(step.side, "")
    if mark:
        ink = INK if filled < 0 else (AMBER if step.fault else MINT)
        row = (Run(mark, canvas.px(0.048), ink, 800),)
        write(view, row, at[0] - row_width(row) // 2, at[1] - row_height(row) // 2)
