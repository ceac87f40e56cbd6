"""What a truth file says (docs/truth-format.md), read and checked."""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from formcheck.errors import InputError, UsageError
from formcheck.exercises.registry import exercise as find_exercise
from formcheck.exercises.results import Side, View
from formcheck.validate.units import TruePart

NO_EXERCISE = "none"
"""Stands for a clip in which no exercise may be counted."""

MAX_BYTES = 200_000_000

SPLIT_CHECKS = {"trunk_lean_lateral": "trunk_lean"}
"""Names under which a truth file may give one half of a check: the lean seen from the front."""


class _Part(BaseModel):
    """Part of a truth file. What is not used here may stand in it too."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class GivenFault(_Part):
    """Whether a repetition has a fault, as the file says.

    A check with a second limit has it as `NAME` and `NAME_limit` beside the first.
    """

    model_config = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False)

    fault: bool
    value: float | None = None
    limit: float | None = None
    unit: str = ""

    @property
    def parts(self) -> tuple[TruePart, ...]:
        """Its values beside their limits; none where the file only says whether."""
        parts = []
        if self.value is not None and self.limit is not None:
            parts.append(TruePart(self.value, self.limit, self.unit))
        more = self.model_extra or {}
        for name, value in more.items():
            limit = more.get(f"{name}_limit")
            if isinstance(value, int | float) and isinstance(limit, int | float):
                parts.append(TruePart(float(value), float(limit), ""))
        return tuple(parts)


class _Judged(_Part):
    """What has measures and faults."""

    measures: dict[str, float | None] = {}
    faults: dict[str, GivenFault] = {}

    @field_validator("faults", mode="before")
    @classmethod
    def _plain_faults(cls, value: Any) -> Any:  # noqa: ANN401 - anything that JSON can hold
        """`"low_raise": true` is as good as `"low_raise": {"fault": true}`."""
        if not isinstance(value, dict):
            return value
        return {k: {"fault": v} if isinstance(v, bool) else v for k, v in value.items()}


class GivenStage(_Judged):
    """A timed part of an exercise. Times in seconds of the video."""

    name: str
    start_s: float
    end_s: float


class GivenRep(_Judged):
    """One repetition, as the file gives it. Times in seconds of the video."""

    side: Side = Side.UNKNOWN
    counted: bool = True
    start_s: float | None = None
    peak_s: float | None = None
    end_s: float | None = None
    stage: str | None = None
    direction: str | None = None

    @model_validator(mode="after")
    def _times(self) -> GivenRep:
        if self.peak_s is None and (self.start_s is None or self.end_s is None):
            raise ValueError("needs peak_s, or start_s and end_s")
        order = [t for t in (self.start_s, self.peak_s, self.end_s) if t is not None]
        if order != sorted(order):
            raise ValueError("has start, peak and end not in order")
        return self

    @property
    def moment(self) -> float:
        """The peak; half-way when it is not given."""
        if self.peak_s is not None:
            return self.peak_s
        assert self.start_s is not None
        assert self.end_s is not None
        return (self.start_s + self.end_s) / 2


class Prescription(_Part):
    """What the person was to do, as far as checks depend on it."""

    hold_s: float | None = Field(default=None, gt=0, le=120)
    bent_knee: bool = False
    mode: Literal["set", "test"] = "set"
    stages: list[tuple[str, float]] | None = None


class Person(_Part):
    """Who is in the clip."""

    height_cm: float | None = Field(default=None, ge=50, le=250)
    foot_length_cm: float | None = Field(default=None, ge=8, le=40)
    footwear: str | None = None


class FrameTruth(_Part):
    """What is true in one frame."""

    t: float
    yaw_deg: float | None = None
    angles: dict[str, float] = {}


class Truth(_Part):
    """One truth file."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    clip: str | None = None
    exercise: str
    reps: list[GivenRep] | None = None
    counted: int | None = Field(default=None, ge=0)
    duration_s: float | None = Field(default=None, gt=0)
    view: View | None = None
    framing: str | None = None
    tags: list[str] = []
    fps: float | None = Field(default=None, gt=0)
    prescription: Prescription = Prescription()
    person: Person = Person()
    frames: list[FrameTruth] = []
    stages: list[GivenStage] = []

    @model_validator(mode="after")
    def _consistent(self) -> Truth:
        if self.reps is None and self.counted is None:
            raise ValueError("needs reps, or at least how many were counted")
        listed = sum(r.counted for r in self.reps or ())
        if self.reps is not None and self.counted is not None and listed != self.counted:
            raise ValueError(f"says {self.counted} counted, and lists {listed}")
        if self.exercise == NO_EXERCISE and self.count:
            raise ValueError("has repetitions of the exercise 'none'")
        times = [f.t for f in self.frames]
        if any(b <= a for a, b in pairwise(times)):
            raise ValueError("has frames that are not in order of time")
        return self

    @property
    def count(self) -> int:
        """Repetitions that must be counted."""
        if self.reps is None:
            return self.counted or 0
        return sum(r.counted for r in self.reps)

    @property
    def ordered(self) -> list[GivenRep]:
        """Its repetitions in order of time."""
        return sorted(self.reps or (), key=lambda r: r.moment)

    @property
    def last_s(self) -> float:
        """The latest time it speaks of; NaN when it gives none."""
        times = [r.end_s or r.moment for r in self.reps or ()]
        times += [f.t for f in self.frames[-1:]]
        return max(times, default=math.nan)


def read_truth(path: Path) -> Truth:
    """Read one truth file.

    Raises:
        InputError: it cannot be read, is not JSON, lacks something, or names an exercise or fault
            that there is not.
    """
    truth = _parsed(path)
    if truth.exercise != NO_EXERCISE:
        try:
            kind = find_exercise(truth.exercise)
        except UsageError as error:
            raise InputError(f"{path.name}: {error}") from error
        known = [c.name for c in kind.checks]
        _check_faults(path, "repetition", truth.reps or (), known, kind.id)
        _check_faults(path, "stage", truth.stages, known, kind.id)
    if truth.clip is not None and Path(truth.clip).name != truth.clip:
        raise InputError(f"{path.name}: the clip {truth.clip!r} must lie beside it, by name only.")
    return truth


def _parsed(path: Path) -> Truth:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path.name} is too large for a truth file.")
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path.name} cannot be read ({error.strerror or error}).") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path.name} is not JSON: {error}.") from error
    if not isinstance(data, dict):
        raise InputError(f"{path.name} is not a truth file: a JSON object is needed.")
    try:
        return Truth.model_validate(data)
    except ValidationError as error:
        raise InputError(f"{path.name}: {_first(error)}.") from error


def _first(error: ValidationError) -> str:
    """The first thing wrong, in words."""
    first = error.errors()[0]
    where = _place(first["loc"])
    if first["type"] == "missing":
        return f"{where} is missing"
    text = first["msg"].removeprefix("Value error, ")
    if first["type"] == "value_error":
        return f"{where or 'it'} {text}" if where else f"it {text}"
    return f"{where} cannot be {first['input']!r:.60}: {text[0].lower()}{text[1:]}"


_PLACES: dict[int | str, str] = {"reps": "repetition", "frames": "frame", "stages": "stage"}


def _place(loc: Sequence[int | str]) -> str:
    """`reps.1.side` in words: side of repetition 2."""
    if len(loc) >= 2 and loc[0] in _PLACES and isinstance(loc[1], int):
        what = _PLACES[loc[0]]
        inner = ".".join(str(part) for part in loc[2:])
        return f"{inner} of {what} {loc[1] + 1}" if inner else f"{what} {loc[1] + 1}"
    return ".".join(str(part) for part in loc)


def _check_faults(
    path: Path, what: str, judged: Iterable[_Judged], known: list[str], exercise: str
) -> None:
    for number, one in enumerate(judged, start=1):
        for name in one.faults:
            if name in known or SPLIT_CHECKS.get(name) in known:
                continue
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" It has: {', '.join(known)}."
            raise InputError(
                f"{path.name}: {what} {number} has the fault {name!r}, which {exercise} "
                f"does not have.{hint}"
            )
