"""The words of a comparison: what is true of a repetition, and what formcheck said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.exercises.results import Side, Verdict, View

SIDE_VIEWS = (View.LEFT, View.RIGHT)
KINDS = {
    View.LEFT: "side",
    View.RIGHT: "side",
    View.FRONT: "frontal",
    View.BACK: "frontal",
    View.OBLIQUE_FRONT: "oblique",
    View.OBLIQUE_BACK: "oblique",
}
"""Kind of view, as error bands have them."""


@dataclass(frozen=True, slots=True)
class TrueFault:
    """Whether a repetition has a fault.

    Attributes:
        fault: whether.
        borderline: its value lies within one error band of the limit, so that either answer may be
            given.
        applies: false when the fault is impossible here; then only a false alarm is of interest.
        value: what decides, in the check's unit.
    """

    fault: bool
    borderline: bool = False
    applies: bool = True
    value: float | None = None


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One repetition as it was. Times in seconds; None where truth does not say.

    Attributes:
        measures: by the names of the report, and of the error bands that have no measure.
    """

    side: Side
    counted: bool
    moment: float
    start: float | None
    peak: float | None
    end: float | None
    view: View | None = None
    measures: Mapping[str, float] = field(default_factory=dict)
    faults: Mapping[str, TrueFault] = field(default_factory=dict)

    @property
    def length(self) -> float | None:
        """Seconds from start to end."""
        return self.end - self.start if self.start is not None and self.end is not None else None


@dataclass(frozen=True, slots=True)
class FaultUnit:
    """One check on one repetition. `verdict` is None when the repetition was not found."""

    check: str
    true: TrueFault
    verdict: Verdict | None
    view_allows: bool
    value: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MeasureUnit:
    """One measure on one repetition; `found` is None when it was not measured."""

    measure: str
    unit: str
    true: float
    found: float | None


@dataclass(frozen=True, slots=True)
class RepUnit:
    """One true repetition and what became of it.

    Attributes:
        number: in its clip, from 1.
        matched: whether a repetition was found at that time.
        found_counted: whether that one was counted.
        found_side: its side; None when there is none, or the side was given.
        late: found − true, seconds, by 'start', 'peak', 'end'.
    """

    number: int
    true: TrueRep
    matched: bool
    found_counted: bool = False
    found_side: Side | None = None
    found_view: View | None = None
    late: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[FaultUnit, ...] = ()
    measures: tuple[MeasureUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class ClipResult:
    """One clip for one exercise.

    Attributes:
        name, exercise: which.
        distractor: nothing may be counted in it.
        keys: what it can be split by: framing, frame rate, footwear; a repetition has its own
            view and side.
        seconds: of video.
        true_count, found_count: repetitions counted.
        false_reps: times of counted repetitions that are none, seconds.
        partial: repetitions found too low to count.
        found_share, feet_share: frames in which the person, or all of them, was seen.
    """

    name: str
    exercise: str
    distractor: bool
    keys: Mapping[str, str]
    seconds: float
    true_count: int
    found_count: int
    false_reps: tuple[float, ...]
    partial: int
    found_share: float
    feet_share: float
    reps: tuple[RepUnit, ...] = ()
