"""The last cue in words, for about three seconds."""

from __future__ import annotations

from formcheck.overlay import spots
from formcheck.overlay.canvas import Canvas
from formcheck.overlay.colours import AMBER, GREEN, INK, PANEL, WHITE, Colour
from formcheck.overlay.sprite import Look, Run, panel
from formcheck.pose.types import Pose
from formcheck.status import Status

SHOWN_S = 3.0
FADE_S = 0.5

# Ground and text; a fault is dark on bright, so that it also differs without colour.
_COLOURS: dict[str, tuple[Colour, Colour, float]] = {
    "fault": (AMBER, INK, 0.94),
    "good": (GREEN, WHITE, 0.88),
    "info": (PANEL, WHITE, 0.72),
}
_SPOTS = (
    spots.LOWER_LEFT,
    spots.LOWER_RIGHT,
    spots.TOP,
    spots.UPPER_LEFT,
    spots.UPPER_RIGHT,
    spots.MIDDLE,
    spots.BOTTOM,
)


def current(status: Status) -> bool:
    """Whether a cue is to be seen now."""
    return bool(status.cue.strip()) and 0 <= status.t - status.cue_since <= SHOWN_S


class CueBanner:
    """A bright panel with the cue; it stays where it first stood."""

    def __init__(self) -> None:
        self._key: tuple[str, float, int, int] | None = None
        self._spot = _SPOTS[0]

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw the cue while it is fresh."""
        if not current(status):
            return
        back, ink, alpha = _COLOURS.get(status.cue_kind, _COLOURS["info"])
        look = Look(pad=canvas.px(0.025), back=back, alpha=alpha)
        words = Run(status.cue[:1].upper() + status.cue[1:], canvas.px(0.112), ink, 700)
        key = (words.text, status.cue_since, canvas.width, canvas.height)
        if key != self._key:
            self._key = key
            self._spot = spots.choose(canvas, pose, words, look, _SPOTS)
        sprite = panel(spots.words_at(canvas, words, self._spot), look)
        box = self._spot.box(canvas, sprite.width, sprite.height)
        left = SHOWN_S - (status.t - status.cue_since)
        canvas.put(sprite, box.x, box.y, opacity=min(1.0, left / FADE_S))
