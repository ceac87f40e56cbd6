"""Seconds of the set, at the top right."""

from __future__ import annotations

from formcheck.overlay.canvas import Canvas
from formcheck.overlay.colours import WHITE
from formcheck.overlay.sprite import Look, Run, panel
from formcheck.pose.types import Pose
from formcheck.status import Status


class Clock:
    """Time since the set began."""

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it once there is a set."""
        if status.set_index == 0:
            return
        minutes, seconds = divmod(int(max(0.0, status.set_elapsed_s)), 60)
        words = Run(f"{minutes}:{seconds:02d}", canvas.px(0.10), WHITE, 700)
        look = Look(pad=canvas.px(0.016), align="center", min_width=canvas.px(0.26))
        sprite = panel(((words,),), look)
        canvas.put(sprite, canvas.width - canvas.margin - sprite.width, canvas.margin)
