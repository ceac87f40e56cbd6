"""What comes next, between sets and at the end."""

from __future__ import annotations

from formcheck.overlay import spots
from formcheck.overlay.canvas import Canvas
from formcheck.overlay.colours import MINT, SOFT
from formcheck.overlay.sprite import Look, Row, Run, panel
from formcheck.pose.types import Pose
from formcheck.status import Status

_SPOT = spots.Spot(0.5, 1.0, (0.5, 1.0), 0.84, 3)
_TITLES = {"rest": ("Set done", SOFT), "done": ("Finished", MINT)}


class NextUp:
    """A large panel below: nobody moves now, so it may cover the legs."""

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it between sets and when all is done."""
        if status.phase not in _TITLES:
            return
        title, colour = _TITLES[status.phase]
        rows: tuple[Row, ...] = ((Run(title, canvas.px(0.07), colour, 700),),)
        if status.next_up:
            rows += spots.words_at(canvas, Run(status.next_up, canvas.px(0.125), weight=700), _SPOT)
        look = Look(pad=canvas.px(0.035), alpha=0.80, align="center", min_width=canvas.px(0.6))
        sprite = panel(rows, look)
        box = _SPOT.box(canvas, sprite.width, sprite.height)
        canvas.put(sprite, box.x, box.y)
