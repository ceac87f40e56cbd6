"""How long the last repetition took, and the metronome's beat in test mode."""

from __future__ import annotations

import cv2

from formcheck.overlay.canvas import Canvas
from formcheck.overlay.colours import AMBER, INK, SOFT, WHITE
from formcheck.overlay.sprite import Look, Run, panel
from formcheck.pose.types import Pose
from formcheck.status import Status


class Tempo:
    """Seconds of the last repetition, below the clock."""

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it once there is a repetition, or a beat to keep."""
        if status.set_index == 0 or (status.tempo_s is None and not status.beat_s):
            return
        seconds = "–" if status.tempo_s is None else f"{status.tempo_s:.1f}"
        size = canvas.px(0.062)
        row = (Run(seconds, size, WHITE, 700), Run(" s/rep", canvas.px(0.05), SOFT, 500))
        look = Look(pad=canvas.px(0.016), align="center", min_width=canvas.px(0.26))
        sprite = panel((row,), look)
        top = canvas.margin + canvas.px(0.145)
        box = canvas.put(sprite, canvas.width - canvas.margin - sprite.width, top)
        if status.beat_s:
            self._beat(canvas, status, (box.x - canvas.px(0.06), box.y + box.height // 2))

    def _beat(self, canvas: Canvas, status: Status, at: tuple[int, int]) -> None:
        """A dot that is large on the beat and shrinks until the next one."""
        since = (status.set_elapsed_s / (status.beat_s or 1.0)) % 1.0
        radius = canvas.px(0.045 * (1 - since) ** 2 + 0.012)
        cv2.circle(canvas.image, at, radius + canvas.px(0.006), INK, -1, cv2.LINE_AA)
        cv2.circle(canvas.image, at, radius, AMBER, -1, cv2.LINE_AA)
