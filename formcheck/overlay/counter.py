"""The number of repetitions, large enough to be read from two metres away."""

from __future__ import annotations

from formcheck.exercises.results import Side
from formcheck.exercises.wording import Wording
from formcheck.overlay import text
from formcheck.overlay.canvas import Canvas
from formcheck.overlay.colours import AMBER, SOFT, of_side
from formcheck.overlay.sprite import Look, Row, Run, panel
from formcheck.pose.types import Pose
from formcheck.status import Status

DIGIT_HEIGHT = 1 / 6
"""Height of the digits as a share of the picture's."""

SHORT = 10
"""Letters up to which it is said why something was not whole: more would reach over the person."""

_SIDES = {Side.LEFT: "LEFT", Side.RIGHT: "RIGHT", Side.BOTH: "BOTH"}


class RepCounter:
    """Counted repetitions, of how many, on which side, and how many were not whole."""

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw the panel at the top left, from the moment that a set is near."""
        if status.phase == "position" and status.set_index == 0:
            return
        words = status.wording
        own = words.many != Wording().many
        big = canvas.px(DIGIT_HEIGHT / text.CAP_HEIGHT)
        small = canvas.px(0.062)
        count: Row = (Run(str(status.reps), big, weight=800),)
        if status.target_reps:
            count += (Run(f" of {status.target_reps}", small, SOFT),)
        rows = [count]
        where: Row = ()
        # Who walks uses both sides in any case.
        if status.side in _SIDES and not (own and status.side is Side.BOTH):
            where += (Run(_SIDES[status.side], small, of_side(status.side), 800),)
        if own:
            name = words.one if status.reps == 1 else words.many
            where += (Run(f"{'  ' if where else ''}{name}", small, SOFT),)
        if status.set_index > 1:
            where += (Run(f"{'  ' if where else ''}set {status.set_index}", small, SOFT),)
        if where:
            rows.append(where)
        if status.partial:
            why = words.partial if len(words.partial) <= SHORT else "not counted"
            rows.append((Run(f"+ {status.partial} {why}", canvas.px(0.050), AMBER),))
        look = Look(pad=canvas.px(0.025), min_width=canvas.px(0.30))
        canvas.put(panel(tuple(rows), look), canvas.margin, canvas.margin)
