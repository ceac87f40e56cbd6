"""How to stand: before the set large, during it as a warning; one hint at a time."""

from __future__ import annotations

import math

from formcheck.overlay import spots
from formcheck.overlay.canvas import Box, Canvas
from formcheck.overlay.colours import INK, WHITE
from formcheck.overlay.cue import current
from formcheck.overlay.sprite import Look, Run, panel
from formcheck.pose.types import Pose
from formcheck.status import Status

BEFORE = frozenset({"position", "ready"})

_LARGE = (
    spots.Spot(0.5, 0.62, (0.5, 0.5), 0.84, 3),
    spots.Spot(0.5, 0.36, (0.5, 0.5), 0.84, 3),
    spots.Spot(0.5, 1.0, (0.5, 1.0), 0.84, 3),
)
"""Before the set; the others where they cover less of what matters, as of feet that are alone."""

_BESIDE = (spots.LOWER_LEFT, spots.LOWER_RIGHT, spots.TOP, spots.MIDDLE)

STAYS_S = 3.0
"""So long it stands somewhere, s, before it makes room for a foot that came there."""


class Hints:
    """The most urgent hint."""

    def __init__(self) -> None:
        self._of = ("", False)
        self._since = -math.inf
        self._spot = _LARGE[0]
        self._box = Box(0, 0, 0, 0)

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
        if (hint, before) != self._of or self._in_the_way(canvas, pose):
            self._of, self._since = (hint, before), pose.t
            self._spot = spots.choose(canvas, pose, words, look, _LARGE if before else _BESIDE)
        sprite = panel(spots.words_at(canvas, words, self._spot), look)
        self._box = self._spot.box(canvas, sprite.width, sprite.height)
        canvas.put(sprite, self._box.x, self._box.y)

    def _in_the_way(self, canvas: Canvas, pose: Pose) -> bool:
        """Whether it stands on a foot, and has stood long enough to be moved."""
        if 0 <= pose.t - self._since < STAYS_S:
            return False
        return any(self._box.overlap(foot) for foot in spots.foot_boxes(canvas, pose, 0.0))
