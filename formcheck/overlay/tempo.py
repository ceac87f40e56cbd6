"""How long the last repetition took, and the metronome's beat in test mode."""

from __future__ import annotations

import cv2

from formcheck.overlay.canvas import Canvas
from formcheck.overlay.colours import AMBER, INK, SOFT, WHITE
from formcheck.overlay.sprite import Look, Run, panel
from formcheck.pose.types import Pose
from formcheck.status import Status

NOTHING_YET = "–"


class Tempo:
    """Seconds of the last repetition, below the clock."""

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it once there is a repetition, or a beat to keep."""
        known = status.set_index > 0 and status.tempo_s is not None
        if not known and not status.beat_s:
            return
        seconds = f"{status.tempo_s:.1f}" if known else NOTHING_YET
        size = canvas.px(0.062)
        unit = Run(f" s/{status.wording.short}", canvas.px(0.05), SOFT, 500)
        look = Look(pad=canvas.px(0.016), align="center", min_width=canvas.px(0.26))
        sprite = panel(((Run(seconds, size, WHITE, 700), unit),), look)
        top = canvas.margin + canvas.px(0.145)
        box = canvas.put(sprite, canvas.width - canvas.margin - sprite.width, top)
        if status.beat_s:
            self._beat(canvas, status, (box.x - canvas.px(0.06), box.y + box.height // 2))

    def _beat(self, canvas: Canvas, status: Status, at: tuple[int, int]) -> None:
        """A dot that is large on the beat and shrinks until the next one."""
        since = status.beat_share
        if since is None:  # nobody hears a metronome: any beat of that period will do
            since = (status.t / (status.beat_s or 1.0)) % 1.0
        since = min(1.0, max(0.0, since))
        radius = canvas.px(0.045 * (1 - since) ** 2 + 0.012)
        cv2.circle(canvas.image, at, radius + canvas.px(0.006), INK, -1, cv2.LINE_AA)
        cv2.circle(canvas.image, at, radius, AMBER, -1, cv2.LINE_AA)
