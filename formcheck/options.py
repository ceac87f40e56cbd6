"""What the person at the keyboard may say about a session: who, what was prescribed, where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.exercises.results import Side

Seconds = Annotated[float, Field(gt=0, le=3600)]


class Options(BaseModel):
    """Options shared by analyze, live and score. What was not prescribed is None.

    Lengths are in cm, times in seconds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    exercise: str = "heel-raise"
    side: Literal["left", "right", "both", "auto"] = "auto"
    height_cm: float | None = Field(default=None, ge=50, le=250)
    foot_length_cm: float | None = Field(default=None, ge=8, le=40)
    reps: int | None = Field(default=None, ge=1, le=1000)
    hold_s: float | None = Field(default=None, gt=0, le=120)
    bent_knee: bool = False
    affected: Literal["left", "right"] | None = None
    mode: Literal["set", "test"] = "set"
    stages_s: tuple[Seconds, ...] | None = Field(default=None, min_length=1, max_length=100)
    cycles: int | None = Field(default=None, ge=1, le=100)
    label: str | None = Field(default=None, max_length=200)
    limits: dict[str, Any] = Field(
        default_factory=dict, description="Limits that differ from the exercise's defaults."
    )

    @property
    def given_side(self) -> Side | None:
        """The side that was given, or None when it is to be found."""
        return None if self.side == "auto" else Side(self.side)


PRESCRIBED = frozenset({"side", "reps", "hold_s", "bent_knee", "mode", "stages_s", "cycles"})
"""The fields that say what was prescribed; an exercise names those that it knows."""

AUTO = "auto"
"""What is given in place of an exercise's id, for it to be recognised."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Stands for the options of an exercise that is still to be recognised.

    Attributes:
        who: who exercises.
        options_for: the options once the exercise is known, by its id.
    """

    who: Options
    options_for: Callable[[str], Options]
    exercise: str = AUTO
