"""Where words can stand without covering the face, the feet, or other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.overlay import text
from formcheck.overlay.canvas import Box, Canvas
from formcheck.overlay.foot_marks import feet_on
from formcheck.overlay.sprite import Look, Row, Run, panel_size
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose

FACE = tuple(Landmark(i) for i in range(Landmark.NOSE, Landmark.MOUTH_RIGHT + 1))
FEET = tuple(Landmark(i) for i in range(Landmark.LEFT_ANKLE, Landmark.RIGHT_TOE + 1))
LEGS = tuple(Landmark(i) for i in range(Landmark.LEFT_HIP, Landmark.RIGHT_KNEE + 1))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for words: the point they hang on, and the room they have.

    Attributes:
        x, y: shares of the picture's width and height.
        hang: what share of the words' own width and height lies left of and above that point.
        room: greatest width as a share of the picture's width.
        lines: greatest number of lines.
    """

    x: float
    y: float
    hang: tuple[float, float]
    room: float
    lines: int

    def box(self, canvas: Canvas, width: int, height: int) -> Box:
        """Where a panel of this size goes; always inside the picture if it fits at all."""
        margin = canvas.margin
        x = round(self.x * canvas.width - self.hang[0] * width)
        y = round(self.y * canvas.height - self.hang[1] * height)
        x = max(margin, min(x, canvas.width - margin - width))
        y = max(margin, min(y, canvas.height - margin - height))
        return Box(x, y, width, height)


LOWER_LEFT = Spot(0.0, 1.0, (0.0, 1.0), 0.36, 4)
LOWER_RIGHT = Spot(0.80, 1.0, (1.0, 1.0), 0.30, 4)
TOP = Spot(0.53, 0.0, (0.5, 0.0), 0.44, 2)
UPPER_LEFT = Spot(0.0, 0.45, (0.0, 0.5), 0.32, 3)
UPPER_RIGHT = Spot(1.0, 0.45, (1.0, 0.5), 0.32, 3)
MIDDLE = Spot(0.44, 0.50, (0.5, 0.5), 0.70, 2)
BOTTOM = Spot(0.44, 1.0, (0.5, 1.0), 0.70, 2)


def around(canvas: Canvas, pose: Pose, landmarks: Sequence[Landmark], grow: float) -> Box | None:
    """A box round some landmarks, grown by a share of the picture; None if none is known."""
    points = [p for p in (canvas.joint(pose, mark) for mark in landmarks) if p]
    if not points:
        return None
    extra = canvas.px(grow)
    left, top = min(p[0] for p in points) - extra, min(p[1] for p in points) - extra
    right, bottom = max(p[0] for p in points) + extra, max(p[1] for p in points) + extra
    return Box(left, top, right - left, bottom - top)


_PARTS = (
    FACE,
    (
        Landmark.LEFT_SHOULDER,
        Landmark.RIGHT_SHOULDER,
        Landmark.LEFT_HIP,
        Landmark.RIGHT_HIP,
    ),
    *(
        tuple(Landmark[f"{side}_{name}"] for name in names)
        for side in ("LEFT", "RIGHT")
        for names in (
            ("SHOULDER", "ELBOW"),
            ("ELBOW", "WRIST", "INDEX"),
            ("HIP", "KNEE"),
            ("KNEE", "ANKLE"),
            ("ANKLE", "HEEL", "TOE"),
        )
    ),
)


def person_boxes(canvas: Canvas, pose: Pose) -> list[Box]:
    """Boxes round the parts of the person's body, as far as they are known, with some margin."""
    boxes = [around(canvas, pose, marks, 0.025) for marks in _PARTS]
    return [box for box in boxes if box is not None] + foot_boxes(canvas, pose, 0.025)


def foot_boxes(canvas: Canvas, pose: Pose, grow: float) -> list[Box]:
    """Boxes round the feet that the foot model sees, grown by a share of the picture."""
    boxes = []
    for foot in feet_on(canvas, pose):
        known = foot.points[np.isfinite(foot.points).all(axis=1)]
        (left, top), (right, bottom) = known.min(axis=0), known.max(axis=0)
        edge = canvas.px(grow)
        across, down = round(right - left) + 2 * edge, round(bottom - top) + 2 * edge
        boxes.append(Box(round(left) - edge, round(top) - edge, across, down))
    return boxes


def cost(canvas: Canvas, pose: Pose, box: Box) -> float:
    """How much of what matters a panel would cover, px², weighed by how much it matters."""
    feet = around(canvas, pose, FEET, 0.04)
    # Without a body the feet are all that there is to look at.
    seen = [] if feet else foot_boxes(canvas, pose, 0.04)
    zones = (
        (feet, 4.0),
        *((box, 4.0) for box in seen),
        (around(canvas, pose, FACE, 0.05), 4.0),
        (around(canvas, pose, LEGS, 0.02), 0.5),
    )
    total = sum(weight * box.overlap(zone) for zone, weight in zones if zone)
    # Words over words can be read by nobody: any other place is better.
    return total + sum(40.0 * box.overlap(other) for other in canvas.taken)


def words_at(canvas: Canvas, words: Run, spot: Spot) -> tuple[Row, ...]:
    """The words as rows that fit the spot; a panel's padding is taken off the room."""
    room = max(8, round(spot.room * canvas.width) - 2 * canvas.px(0.025))
    lines, used = text.fit(words.text, words.size, words.weight, room, spot.lines)
    return tuple((Run(line, used, words.colour, words.weight),) for line in lines)


def choose(canvas: Canvas, pose: Pose, words: Run, look: Look, spots: Sequence[Spot]) -> Spot:
    """The spot at which these words cover least and need to shrink least; the earlier on a tie."""

    def badness(spot: Spot) -> float:
        rows = words_at(canvas, words, spot)
        shrunk = 1 - rows[0][0].size / words.size if rows else 0.0
        box = spot.box(canvas, *panel_size(rows, look))
        return cost(canvas, pose, box) + shrunk * canvas.unit**2 * 0.25

    return min(spots, key=badness)
