"""How to stand: before the set large, during it as a warning; one hint at a time."""

from __future__ import annotations

from formcheck.overlay import spots
from formcheck.overlay.canvas import Canvas
from formcheck.overlay.colours import INK, WHITE
from formcheck.overlay.cue import current
from formcheck.overlay.sprite import Look, Run, panel
from formcheck.pose.types import Pose
from formcheck.status import Status

BEFORE = frozenset({"position", "ready"})

_LARGE = (spots.Spot(0.5, 0.62, (0.5, 0.5), 0.84, 3), spots.Spot(0.5, 0.36, (0.5, 0.5), 0.84, 3))
"""Before the set; the second where the first would cover feet that are all there is to see."""
_BESIDE = (spots.LOWER_LEFT, spots.LOWER_RIGHT, spots.TOP, spots.MIDDLE)


class Hints:
    """The most urgent hint."""

    def __init__(self) -> None:
        self._of = ("", False)
        self._spot = _LARGE[0]

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it; a cue goes first during a set."""
        if not status.hints or status.phase in ("rest", "done"):
            return
        before = status.phase in BEFORE
        if not before and current(status):
            return
        hint = status.hints[0]
        words = Run(hint, canvas.px(0.125 if before else 0.09), INK, 700)
        look = Look(
            pad=canvas.px(0.03),
            back=WHITE,
            alpha=0.94 if before else 0.80,
            align="center" if before else "left",
        )
        if (hint, before) != self._of:
            self._of = (hint, before)
            self._spot = spots.choose(canvas, pose, words, look, _LARGE if before else _BESIDE)
        spot = self._spot
        sprite = panel(spots.words_at(canvas, words, spot), look)
        box = spot.box(canvas, sprite.width, sprite.height)
        canvas.put(sprite, box.x, box.y)
