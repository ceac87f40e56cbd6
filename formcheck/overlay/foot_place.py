"""Where the inset goes: free of other panels and of the person, and seldom anywhere else."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.overlay.canvas import Box, Canvas
from formcheck.overlay.foot_views import View, shape
from formcheck.overlay.places import column_top, free_box
from formcheck.overlay.spots import person_boxes
from formcheck.pose.types import Pose

LEAST = 1.2
"""Magnification below which a foot is not drawn once more."""

_KEPT = 0.9
"""Share of it at which a place that was taken is left."""

_SIZES = (1.0, 0.85, 0.7, 0.6)
_PAD, _HEAD = 0.012, 0.092


@dataclass(frozen=True, slots=True)
class Place:
    """A place for the panel, px.

    Attributes:
        box: the whole panel.
        pad: border inside it.
        head: height of the words above the picture.
    """

    box: Box
    pad: int
    head: int


class Places:
    """Remembers where the panel stood.

    Cues and hints come first and stand where they are read best. So that they do not push the foot
    from place to place, it has one place beside them and one without.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int, int, bool], tuple[float, int]] = {}

    def choose(self, canvas: Canvas, pose: Pose, views: list[View], words: bool) -> Place | None:
        """The place for some feet; None where there is no room, or they would hardly be larger.

        Args:
            canvas: with all other panels drawn.
            pose: of the person who is not to be covered.
            views: what is to be shown.
            words: whether a cue or a hint is there.
        """
        person = person_boxes(canvas, pose)
        key = (canvas.width, canvas.height, len(views), words)
        full = shape(canvas, len(views))[0]
        least = LEAST * views[0].part.width
        kept = self._kept.get(key)
        if kept is not None:
            size, corner = kept
            place = _places(canvas, len(views), size)[corner]
            if size * full >= _KEPT * least and _free(canvas, place.box, person, 0):
                return place
        # A place is taken only with room to spare: or it would come and go with every sway.
        spare = canvas.px(0.03)
        for size in (size for size in _SIZES if size * full >= least):
            for corner, place in enumerate(_places(canvas, len(views), size)):
                if _free(canvas, place.box, person, spare):
                    self._kept[key] = (size, corner)
                    return place
        return None


def _places(canvas: Canvas, feet: int, size: float) -> list[Place]:
    """Places for a panel of this size, the best first; always as many.

    At the left below and under the count, in the column at the right and below it, beside it.
    """
    inner, height = (round(length * size) for length in shape(canvas, feet))
    pad, head = round(canvas.px(_PAD) * size), round(_HEAD * canvas.unit * size)
    width, height = feet * (inner + pad) + pad, height + head + pad
    margin, gap = canvas.margin, canvas.px(0.02)
    right, low = canvas.width - margin - width, canvas.height - margin - height
    above = [b for b in canvas.taken if b.x < margin + width and b.y < canvas.height / 2]
    under = max((b.y + b.height for b in above), default=margin) + gap
    edge = [b.x for b in canvas.taken if b.x + b.width > canvas.width - 2 * margin]
    beside = min(edge, default=canvas.width - margin) - gap - width
    top = column_top(canvas)
    corners = (
        (margin, low),
        (margin, under),
        (right, top),
        (right, low),
        (beside, low),
        (beside, top),
    )
    return [Place(Box(x, y, width, height), pad, head) for x, y in corners]


def _free(canvas: Canvas, box: Box, person: list[Box], spare: int) -> bool:
    wide = Box(box.x - spare, box.y - spare, box.width + 2 * spare, box.height + 2 * spare)
    return free_box(canvas, box) and not any(wide.overlap(other) for other in person)
