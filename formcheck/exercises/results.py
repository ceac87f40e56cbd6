"""What an exercise says about what it saw: measures, findings, repetitions, sets, stages.

These are the words of the report; `report.json` is made of them as they stand here.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from formcheck.exercises.drawings import Drawing
from formcheck.motion.view import View as View  # noqa: PLC0414 - a word of results too


class Verdict(StrEnum):
    """Outcome of one check. Never a fourth value, and never a silent pass."""

    OK = "ok"
    FAULT = "fault"
    NOT_ASSESSED = "not assessed"


class Side(StrEnum):
    """Which of the person's own sides works."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    UNKNOWN = "unknown"


def _finite(value: float | None) -> float | None:
    """A number that JSON can carry, or None."""
    return value if value is None or math.isfinite(value) else None


Number = Annotated[float | None, AfterValidator(_finite)]


class Result(BaseModel):
    """Base of all results: unknown names are refused, and a result does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=False)


class Measure(Result):
    """One measured quantity."""

    value: Number = Field(description="The value in `unit`; null when it could not be measured.")
    unit: str = Field(description="Unit, e.g. s, cm, deg, % foot length.")
    band: Number = Field(
        default=None,
        description="Error band in `unit`: 90th percentile of the absolute error, bias taken away.",
    )
    reason: str | None = Field(default=None, description="Why there is no value.")


class Finding(Result):
    """One check on one repetition, step, stage or set."""

    check: str = Field(description="Name of the check, e.g. low_raise.")
    verdict: Verdict
    value: Number = None
    limit: Number = Field(default=None, description="The limit that the value was held against.")
    unit: str = ""
    band: Number = None
    reason: str | None = Field(default=None, description="Why it was not assessed.")
    detail: str | None = Field(default=None, description="What was seen, in words.")
    at_s: Number = Field(default=None, description="The moment that shows it best, seconds.")


class Rep(Result):
    """One repetition (or step), counted or partial."""

    index: int = Field(description="1, 2, 3 … in order of time, counted and partial together.")
    set: int = Field(description="Which set it belongs to, from 1.")
    stage: str | None = None
    side: Side = Side.UNKNOWN
    side_given: bool = Field(default=False, description="The side was given, not found.")
    direction: str | None = Field(
        default=None,
        description="clockwise, counter-clockwise or not assessed; null where there is none.",
    )
    counted: bool = True
    start_s: float
    peak_s: float
    end_s: float
    view: View = View.UNKNOWN
    yaw_deg: Number = Field(
        default=None,
        description="0 facing the camera, +90 the person's left side towards it, 180 away.",
    )
    measures: dict[str, Measure] = Field(default_factory=dict)
    findings: list[Finding] = Field(default_factory=list)
    by_feet: bool = Field(
        default=False, description="The foot model had a part in its height and pitch, or its gap."
    )
    drawing: Drawing | None = Field(default=None, description="A figure of it, where one helps.")

    @property
    def faults(self) -> list[Finding]:
        """The findings that are faults."""
        return [f for f in self.findings if f.verdict is Verdict.FAULT]


class SetResult(Result):
    """One set: repetitions without a long break, on one side."""

    index: int
    side: Side = Side.UNKNOWN
    start_s: float
    end_s: float
    reps: int = Field(description="Counted repetitions.")
    partial: int = Field(description="Repetitions that were not whole, and so not counted.")
    ended_by: str = Field(default="", description="Why the set ended.")
    measures: dict[str, Measure] = Field(default_factory=dict)
    findings: list[Finding] = Field(default_factory=list)
    drawing: Drawing | None = Field(default=None, description="A figure of it, where one helps.")


class NotCounted(Result):
    """Movements that looked like a repetition at first, and why they are none."""

    why: str = Field(description="Why, in words.")
    times: int = Field(description="How often.")
    at_s: list[float] = Field(
        default_factory=list, description="When it was decided, seconds; the first fifty."
    )


class Stage(Result):
    """A timed part of an exercise, e.g. toes out."""

    name: str
    start_s: float
    end_s: float
    measures: dict[str, Measure] = Field(default_factory=dict)
    findings: list[Finding] = Field(default_factory=list)
