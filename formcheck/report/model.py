"""`Report`: everything that `report.json` says, and nothing else. The JSON Schema comes from it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from formcheck.exercises.results import (
    NotCounted,
    Number,
    Rep,
    Result,
    SetResult,
    Side,
    Stage,
    View,
)
from formcheck.exercises.wording import Wording

SCHEMA_VERSION: Literal[1] = 1


class SourceSummary(Result):
    """What was looked at."""

    name: str = Field(description="File or camera name, as given; never credentials.")
    kind: Literal["file", "camera", "url", "paced-file", "recording"]
    width: int
    height: int
    duration_s: float = Field(description="Seconds actually analysed.")
    frames: int = Field(description="Frames actually analysed.")
    fps: Number = Field(default=None, description="Measured: frames over seconds.")
    codec: str | None = None
    rotation_deg: int = 0


class Person(Result):
    """Who was followed, and how their size is known."""

    followed: str = Field(description="In words, e.g. 'the only person in the picture'.")
    followed_box: tuple[float, float, float, float] | None = Field(
        default=None,
        description="Left, top, right, bottom at first sight, as shares of the picture.",
    )
    people_seen: int = Field(default=0, description="Most people seen at once.")
    found_share: Number = Field(default=None, description="Share of frames with the person, 0..1.")
    feet_share: Number = Field(default=None, description="Share of frames with feet in it, 0..1.")
    feet_only_share: Number = Field(
        default=None, description="Share of frames with feet and no body in it, 0..1."
    )
    height_cm: Number = None
    foot_length_cm: Number = None
    foot_length_source: str = ""
    view_shares: dict[View, float] = Field(default_factory=dict)


class NotAssessed(Result):
    """One check that could not be made, why, and on how many repetitions."""

    check: str
    reason: str
    reps: list[int] = Field(default_factory=list)
    sets: list[int] = Field(default_factory=list)


class CheckCount(Result):
    """How often a check was ok, a fault, or not assessed.

    Over all counted repetitions, or over sets and stages where those are judged as a whole.
    """

    check: str
    ok: int = 0
    fault: int = 0
    not_assessed: int = 0


class SideSummary(Result):
    """Figures of one side."""

    reps: int
    partial: int
    best_size: Number = Field(
        default=None, description="Largest counted one, by the measure that the wording names."
    )
    mean_size: Number = None
    size_unit: str = ""
    mean_rep_s: Number = None


class Symmetry(Result):
    """Left against right, when both sides were done."""

    index_percent: Number = Field(
        description="100 × lower / higher side, or affected / other when the side is given."
    )
    lower_side: Side
    basis: str = Field(description="What was compared, and how.")
    affected: Side | None = None


class Summary(Result):
    """The whole session in a few figures."""

    reps: int
    partial: int
    sets: int
    per_side: dict[Side, SideSummary] = Field(default_factory=dict)
    checks: list[CheckCount] = Field(default_factory=list)
    symmetry: Symmetry | None = None
    headline: str = Field(default="", description="One sentence for the top of the page.")
    test: dict[str, Any] | None = Field(default=None, description="Heel-rise test mode: outcome.")


class Curve(Result):
    """The main signal over time, thinned for the page."""

    name: str
    label: str
    unit: str
    t_s: list[float]
    value: list[Number]
    target: Number = None


class LimitUsed(Result):
    """One limit in force."""

    name: str
    text: str = Field(default="", description="What it limits, in words.")
    value: Any
    default: Any
    unit: str = ""
    source: str = ""
    changed: bool = False


class Provenance(Result):
    """What made this report."""

    formcheck: str
    mediapipe: str = ""
    opencv: str = ""
    python: str = ""
    pose_model: str = ""
    pose_model_sha256: str = ""
    foot_model: str = Field(default="off", description="'off' where it did not look.")
    foot_model_sha256: str = ""
    foot_finder_sha256: str = Field(
        default="", description="Of the network that looks for feet where no body is found."
    )
    foot_check_sha256: str = Field(
        default="", description="Of the network that looks twice at what that one finds."
    )
    bands: str = Field(description="Where the error bands come from.")
    limits: list[LimitUsed] = Field(default_factory=list)
    scored_from: str = Field(default="video", description="'video', 'live' or 'recording'.")


class Report(Result):
    """One session's report."""

    schema_version: Literal[1] = SCHEMA_VERSION
    exercise: str
    exercise_title: str
    wording: Wording = Field(
        default_factory=Wording, description="What this exercise calls what it counts."
    )
    recorded_at: str | None = Field(description="ISO 8601 with zone; null when unknown.")
    created_at: str = Field(description="ISO 8601 with zone.")
    label: str | None = None
    source: SourceSummary
    person: Person
    prescription: dict[str, Any] = Field(default_factory=dict)
    summary: Summary
    sets: list[SetResult] = Field(default_factory=list)
    stages: list[Stage] = Field(default_factory=list)
    reps: list[Rep] = Field(default_factory=list)
    not_assessed: list[NotAssessed] = Field(default_factory=list)
    not_counted: list[NotCounted] = Field(
        default_factory=list, description="What looked like a repetition at first and is none."
    )
    curve: Curve | None = None
    check_texts: dict[str, str] = Field(
        default_factory=dict, description="What each check means, in words, by its name."
    )
    measure_texts: dict[str, str] = Field(
        default_factory=dict, description="What each measure is, in words, by its name."
    )
    warnings: list[str] = Field(default_factory=list)
    complete: bool = Field(default=True, description="False when it was cut short.")
    provenance: Provenance
