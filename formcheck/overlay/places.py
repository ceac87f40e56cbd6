"""Where a panel goes that is drawn all the time: free of others, and always the same place."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.overlay.canvas import Box, Canvas
from formcheck.overlay.colours import INK
from formcheck.overlay.spots import cost
from formcheck.overlay.sprite import Image, Look, Row, panel, row_width
from formcheck.pose.types import Pose


def column_top(canvas: Canvas) -> int:
    """Where the column at the right edge begins, below the clock and the tempo, px."""
    return max(canvas.px(0.31), round(0.31 * canvas.height))


def side_boxes(canvas: Canvas, width: int, height: int) -> list[Box]:
    """Places for a tall panel: the column at the right, below at the left, below at the right."""
    margin = canvas.margin
    right, low = canvas.width - margin - width, canvas.height - margin - height
    top = min(column_top(canvas), low)
    return [Box(x, y, width, height) for x, y in ((right, top), (margin, low), (right, low))]


def write(image: Image, row: Row, x: int, y: int) -> None:
    """Words that begin at a place, without a ground of their own."""
    pad = 1 + max((run.size for run in row), default=0) // 8  # or the last letter is cut
    if any(run.text for run in row):
        look = Look(pad=pad, alpha=0.0, back=INK)
        panel((row,), look).blend(image, x - pad, y - pad)


def write_middle(image: Image, row: Row, within: Box, y: int) -> None:
    """Words in the middle of a box's width."""
    write(image, row, within.x + (within.width - row_width(row)) // 2, y)


class Keeper:
    """Keeps a panel where it first stood, as long as nothing else is there.

    Args:
        in_order: take the first free place, not the one that covers least of the person.
    """

    def __init__(self, *, in_order: bool = False) -> None:
        self._in_order = in_order
        self._choice: tuple[int, int, int] | None = None

    def choose(self, canvas: Canvas, pose: Pose, boxes: Sequence[Box]) -> Box | None:
        """The place to draw at; None when every one is taken or outside the picture.

        Args:
            canvas: with the places that are taken.
            pose: whose face and feet should stay in sight.
            boxes: candidates, the best first; always the same number for the same part.
        """
        free = [i for i, box in enumerate(boxes) if free_box(canvas, box)]
        if not free:
            return None
        size = (canvas.width, canvas.height)
        if self._choice is None or self._choice[:2] != size or self._choice[2] not in free:
            best = free[0]
            if not self._in_order:
                best = min(free, key=lambda i: cost(canvas, pose, boxes[i]))
            self._choice = (*size, best)
        return boxes[self._choice[2]]


def free_box(canvas: Canvas, box: Box) -> bool:
    """Whether a box lies inside the picture, and on no other panel."""
    inside = (
        min(box.x, box.y) >= 0
        and box.x + box.width <= canvas.width
        and box.y + box.height <= canvas.height
    )
    return inside and not any(box.overlap(other) for other in canvas.taken)
