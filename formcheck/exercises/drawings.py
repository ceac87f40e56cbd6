"""What an exercise would like to have drawn: plain figures, with no word on how to draw them.

An exercise hands one over in its status (for the overlay) and with its results (for the report);
`overlay/` and `report/` each know how to draw every kind.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

_SPOT = 0.25
"""Shares of foot length a step, below which the steps do not lead anywhere."""

Figure = Annotated[float, Field(allow_inf_nan=False)]


SECTORS = 12
"""Sectors of a clock."""

_OFF_MIDDLE = 0.3
"""Share of the way to the rim from which a point lies in a sector and not in the middle."""


class _Plain(BaseModel):
    """Base: unknown names are refused, and a drawing does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ClockTrace(_Plain):
    """The path of a foot on a clock: pointed at 12, the person's own right at 3."""

    kind: Literal["clock-trace"] = "clock-trace"
    points: tuple[tuple[Figure, Figure], ...] = Field(
        description="Towards the person's right, and towards pointed; degrees from the middle."
    )
    reach: Figure = Field(gt=0, description="Degrees from the middle to the rim of the clock.")
    sectors: tuple[bool, ...] = Field(
        default=(),
        description="Which of the 12 sectors were reached; the first is from 12 to 1 o'clock.",
    )
    turned: Figure = Field(default=0.0, description="Degrees turned so far, clockwise positive.")
    wanted: Literal["clockwise", "counter-clockwise", ""] = Field(
        default="", description="Direction that is to be turned now, if known."
    )
    known: bool = Field(default=True, description="False when the direction cannot be told here.")

    def reached(self) -> tuple[bool, ...]:
        """The sectors reached: as given, else where the path has a point off the middle."""
        if self.sectors:
            return self.sectors
        far = [(x, y) for x, y in self.points if math.hypot(x, y) >= _OFF_MIDDLE * self.reach]
        found = {int(math.degrees(math.atan2(x, y)) % 360.0 // 30) for x, y in far}
        return tuple(number in found for number in range(SECTORS))


class StepMark(_Plain):
    """One planted foot, seen from above."""

    number: int = Field(description="Its number in the report.")
    line: int = Field(default=1, description="Which straight line, from 1: a turn begins another.")
    side: Literal["left", "right", "unknown"]
    along: Figure = Field(description="Along the way, shares of foot length.")
    across: Figure | None = Field(
        default=None, description="To the walker's right of the line, shares of foot length."
    )
    turn: Figure | None = Field(default=None, description="Toe-out of the foot, degrees.")
    fault: str = Field(default="", description="Name of the check it fails, '' when none.")


class StepMap(_Plain):
    """Steps from above, along a line."""

    kind: Literal["step-map"] = "step-map"
    steps: tuple[StepMark, ...]
    tolerance: Figure | None = Field(
        default=None, description="Half width of the line that is allowed, shares of foot length."
    )
    in_a_row: int = Field(default=0, description="Steps in a row without a fault, up to now.")

    def lines(self) -> list[StepMap]:
        """Each straight line by itself."""
        found: dict[int, list[StepMark]] = {}
        for step in self.steps:
            found.setdefault(step.line, []).append(step)
        return [self.model_copy(update={"steps": tuple(steps)}) for steps in found.values()]

    @property
    def on_the_spot(self) -> bool:
        """Whether the steps lead nowhere, or their way cannot be measured."""
        along = [step.along for step in self.steps]
        return len(along) > 1 and abs(along[-1] - along[0]) < _SPOT * (len(along) - 1)

    def places(self) -> list[float]:
        """How far along each step of one line is drawn, shares of foot length, growing.

        Steps on the spot stand one after the other.
        """
        along = [step.along for step in self.steps]
        if self.on_the_spot:
            return [float(i) for i in range(len(along))]
        backwards = len(along) > 1 and along[-1] < along[0]
        return [-a if backwards else a for a in along]


SOON_S = 5.0
"""Seconds before its end at which the next stage is announced."""


class StagePart(_Plain):
    """One stage of a timed exercise."""

    name: str = Field(description="In words, e.g. 'Toes out'.")
    wanted_s: Figure | None = Field(default=None, description="Prescribed seconds.")
    done_s: Figure = Field(default=0.0, description="Seconds done.")
    state: Literal["done", "now", "next"] = "next"
    rest: bool = Field(default=False, description="A rest between stages.")


class StageBar(_Plain):
    """Stages one after the other, and where one is in them."""

    kind: Literal["stage-bar"] = "stage-bar"
    parts: tuple[StagePart, ...]
    cycle: int = Field(default=1, description="Which cycle, from 1.")
    cycles: int | None = Field(default=None, description="Prescribed cycles.")
    left_s: Figure | None = Field(default=None, description="Seconds left of the part under way.")

    def now_and_next(self) -> tuple[StagePart | None, StagePart | None]:
        """The part under way, and the one after it (or the first to come)."""
        for i, part in enumerate(self.parts):
            if part.state == "now":
                return part, next((p for p in self.parts[i + 1 :] if p.state == "next"), None)
        return None, next((p for p in self.parts if p.state == "next"), None)

    def seconds_left(self) -> float | None:
        """Seconds left of the part under way; None when it has no end."""
        if self.left_s is not None:
            return max(0.0, self.left_s)
        now, _ = self.now_and_next()
        if now is None or now.wanted_s is None:
            return None
        return max(0.0, now.wanted_s - now.done_s)


Drawing = Annotated[ClockTrace | StepMap | StageBar, Field(discriminator="kind")]
