"""What every exercise is made of, and the one way to judge a value against a limit."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from formcheck.exercises.events import Event
from formcheck.exercises.results import (
    Finding,
    Measure,
    NotCounted,
    Rep,
    SetResult,
    Stage,
    Verdict,
)
from formcheck.exercises.wording import Stance, Wording
from formcheck.motion.signals import Moment
from formcheck.motion.track import Track
from formcheck.motion.view import View
from formcheck.options import PRESCRIBED, Options
from formcheck.status import Status

ANY_VIEW = frozenset(set(View) - {View.UNKNOWN})
SIDE_VIEWS = frozenset({View.LEFT, View.RIGHT})
FRONTAL_VIEWS = frozenset({View.FRONT, View.BACK})


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong.

    Attributes:
        name: as in the report, e.g. `low_raise`.
        text: what it means, in words.
        cue: what to tell the person, in as few words as can be read from two metres.
        views: the views that can support it.
        views_text: the same in words.
        of_parts: whether it is also made on what is not whole, and does not count.
        body: whether it needs to see more of the person than the feet.
    """

    name: str
    text: str
    cue: str
    views: frozenset[View]
    views_text: str
    of_parts: bool = False
    body: bool = False


class Limits(BaseModel):
    """Limits of an exercise. Each is made by `limit` or `whole_limit`, with its unit and source."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def limit(
    default: float,
    text: str,
    unit: str,
    source: str = "ours",
    *,
    low: float | None = None,
    top: float = 1000.0,
) -> float:
    """A limit that a clinician can change.

    Args:
        default: in `unit`.
        text: what it limits, in words.
        unit: e.g. s, deg, % foot length.
        source: who says so: 'ours', or the publication.
        low: the least that may be given; over 0 when there is no other bound.
        top: the most that may be given.
    """
    lowest: dict[str, Any] = {"gt": 0} if low is None else {"ge": low}
    extra: dict[str, Any] = {"unit": unit, "source": source}
    value: float = Field(
        default=default, le=top, description=text, json_schema_extra=extra, **lowest
    )
    return value


def whole_limit(
    default: int, text: str, unit: str = "", source: str = "ours", *, low: int = 1, top: int = 1000
) -> int:
    """A limit that is a number of things; see `limit`."""
    extra: dict[str, Any] = {"unit": unit, "source": source}
    value: int = Field(default=default, ge=low, le=top, description=text, json_schema_extra=extra)
    return value


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything an exercise found, once it is over (or so far)."""

    reps: tuple[Rep, ...] = ()
    sets: tuple[SetResult, ...] = ()
    stages: tuple[Stage, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    test: dict[str, Any] | None = None


class Tracker(ABC):
    """Follows one exercise through time. Made by `Exercise.tracker`; fed by the session only."""

    @abstractmethod
    def push(self, moment: Moment) -> list[Event]:
        """Take one moment; says what became known."""

    @abstractmethod
    def finish(self, t: float) -> list[Event]:
        """The input is over at `t` (seconds)."""

    @abstractmethod
    def outcome(self) -> Outcome:
        """What was found, with comparisons over the whole set made anew."""

    @abstractmethod
    def status(self, moment: Moment) -> Status:
        """What is known right now."""

    def restart(self) -> None:  # noqa: B027 - optional
        """Begin the current set anew (a key of the live window)."""

    def switch_side(self) -> None:  # noqa: B027 - optional
        """End the set; the next one is for the other side (a key of the live window)."""


class Exercise(ABC):
    """One exercise: its words, its limits, and how to follow it."""

    id: ClassVar[str]
    title: ClassVar[str]
    what: ClassVar[str]
    setup: ClassVar[str]
    views: ClassVar[str]
    checks: ClassVar[Sequence[Check]]
    measures: ClassVar[dict[str, str]]
    set_measures: ClassVar[Mapping[str, str]] = {}
    """What the measures of its sets and stages are, in words: 'Title: meaning'."""
    limits_type: ClassVar[type[Limits]]
    height_name: ClassVar[str] = ""
    wording: ClassVar[Wording | None] = None
    stance: ClassVar[Stance] = "standing"
    """How the person is placed, for the hints of a live run."""
    begin: ClassVar[str] = ""
    """How to begin, in as few words as can be read from two metres."""
    wants: ClassVar[frozenset[str]] = frozenset()
    """What it needs measured in the pictures themselves, e.g. `foot_flow`; costs time."""
    by_feet: ClassVar[bool] = False
    """Whether feet alone, with no body in the picture, are enough to count by."""
    by_feet_how: ClassVar[str] = ""
    """What else that asks of the person, as a sentence without its full stop."""
    takes: ClassVar[frozenset[str]] = PRESCRIBED
    """What can be prescribed of it, as fields of `Options`; anything else is refused."""
    bands: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Error bands by the measures that they are for, where their names differ: `{"phase_time":
    ("rise_s", "lower_s")}`. Any other measure has the band of its own name."""

    @abstractmethod
    def tracker(self, options: Options, limits: Limits, track: Track) -> Tracker:
        """A fresh tracker.

        Args:
            options: what was prescribed and given.
            limits: an instance of `limits_type`.
            track: the recent past of all signals, kept by the session.
        """

    def wanted_views(self, options: Options) -> tuple[View, ...]:
        """Views to ask the person for before a live set; any when empty."""
        return ()

    def live_options(self, options: Options) -> Options:
        """What is done live where nothing was prescribed, e.g. stages by the clock."""
        return options

    @classmethod
    def words(cls) -> Wording:
        """What it calls the things that it counts; by default they rise if it has a height."""
        return cls.wording or (Wording.of_rises(cls.measures) if cls.height_name else Wording())

    @classmethod
    def check(cls, name: str) -> Check:
        """The check of that name."""
        return next(c for c in cls.checks if c.name == name)


def not_assessed(check: str, reason: str) -> Finding:
    """A check that could not be made, and why."""
    return Finding(check=check, verdict=Verdict.NOT_ASSESSED, reason=reason)


def judge(
    check: str,
    value: float | None,
    limit: float,
    *,
    unit: str,
    band: float | None,
    fault_above: bool = True,
    at_s: float | None = None,
    detail: str | None = None,
) -> Finding:
    """Hold a value against its limit, with its error band.

    A value closer to the limit than the band is not assessed: it could be either.

    Args:
        check: name of the check.
        value: what was measured; None or NaN is not assessed.
        limit: in the same unit.
        unit: unit of all three.
        band: error band; None is not assessed, since nothing is known of the error.
        fault_above: whether a value over the limit is the fault, or one under it.
        at_s: the moment that shows it best, seconds.
        detail: what was seen, in words.
    """
    if value is None or not math.isfinite(value):
        return not_assessed(check, "could not be measured here")
    if band is None:
        return not_assessed(check, "no error band is known for this view")
    over = value - limit if fault_above else limit - value
    reason = None
    if abs(over) < band:
        verdict = Verdict.NOT_ASSESSED
        reason = f"inside the error band: {value:.4g} {unit} is within {band:.3g} of the limit"
    else:
        verdict = Verdict.FAULT if over > 0 else Verdict.OK
    return Finding(
        check=check,
        verdict=verdict,
        value=round(value, 3),
        limit=limit,
        unit=unit,
        band=band,
        reason=reason,
        detail=detail,
        at_s=at_s,
    )


def at_least(
    check: str, value: float | None, limit: float, unit: str, band: float | None, *, at_s: float
) -> Finding:
    """A fault when the value is under the limit; see `judge`."""
    return judge(check, value, limit, unit=unit, band=band, fault_above=False, at_s=at_s)


def at_most(
    check: str, value: float | None, limit: float, unit: str, band: float | None, *, at_s: float
) -> Finding:
    """A fault when the value is over the limit; see `judge`."""
    return judge(check, value, limit, unit=unit, band=band, at_s=at_s)


def worst(findings: Iterable[Finding]) -> Finding:
    """One finding for a check that has several limits.

    A clear fault decides; else any part that could not be told makes the whole not assessed;
    else the part that came closest to its limit stands for all.
    """
    parts = list(findings)
    for verdict in (Verdict.FAULT, Verdict.NOT_ASSESSED):
        found = [f for f in parts if f.verdict is verdict]
        if found:
            return max(found, key=_excess)
    return max(parts, key=_excess)


def _excess(finding: Finding) -> float:
    """How far past its limit a value lies, as a share of the limit."""
    if finding.value is None or not finding.limit:
        return 0.0
    ratio = finding.value / finding.limit
    # Which way is wrong follows from the verdict and the side of the limit.
    wrong_side_above = (ratio > 1.0) == (finding.verdict is Verdict.FAULT)
    return ratio if wrong_side_above else -ratio


def measure(
    value: float | None, unit: str, band: float | None = None, reason: str | None = None
) -> Measure:
    """A measure, rounded to what can be meant; without a value it needs a reason."""
    if value is None or not math.isfinite(value):
        return Measure(value=None, unit=unit, reason=reason or "could not be measured here")
    return Measure(value=round(value, 3), unit=unit, band=band)
