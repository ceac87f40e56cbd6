"""The words of a comparison: what is true of a repetition, and what formcheck said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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
class TruePart:
    """A true value and the limit that it is held against, in one unit."""

    value: float
    limit: float
    unit: str


@dataclass(frozen=True, slots=True)
class TrueFault:
    """Whether a repetition has a fault.

    Attributes:
        fault: whether.
        borderline: its value lies within one error band of the limit, so that either answer may be
            given.
        applies: false when the fault is impossible here; then only a false alarm is of interest.
        value: what decides, in the check's unit.
        parts: all values and their limits, where a file gives them; whether it is borderline then
            hangs on the bands that the program used.
    """

    fault: bool
    borderline: bool = False
    applies: bool = True
    value: float | None = None
    parts: tuple[TruePart, ...] = ()


class Anchor(StrEnum):
    """Which moment of a repetition tells it from its neighbours."""

    START = "start"  # steps: the foot comes down
    MIDDLE = "middle"  # circles
    PEAK = "peak"


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One repetition as it was. Times in seconds; None where truth does not say.

    Attributes:
        moment: by which it is matched.
        measures: by the names of the report, and of the error bands that have no measure.
        stage: which stage it belongs to.
        direction: which way it turns.
        anchor: what `moment` is.
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
    stage: str | None = None
    direction: str | None = None
    anchor: Anchor = Anchor.PEAK

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
        found_stage, found_direction: what was said of them; None when nothing was.
        late: found − true, seconds, by 'start', 'peak', 'end'.
        by_feet: whether the foot model had a part in what was measured.
    """

    number: int
    true: TrueRep
    matched: bool
    found_counted: bool = False
    found_side: Side | None = None
    found_view: View | None = None
    found_stage: str | None = None
    found_direction: str | None = None
    late: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[FaultUnit, ...] = ()
    measures: tuple[MeasureUnit, ...] = ()
    by_feet: bool = False


@dataclass(frozen=True, slots=True)
class ClipResult:
    """One clip for one exercise.

    Attributes:
        name, exercise: which.
        distractor: nothing may be counted in it.
        keys: what it can be split by: framing, frame rate, footwear; a repetition has its own
            view and side.
        tags: what is special about it; its figures stand apart.
        seconds: of video.
        true_count, found_count: repetitions counted.
        either: the fewest and the most that may be counted, where those whose value lies within one
            error band of the limit that makes them count may go either way; None: as `true_count`.
        false_reps: times of counted repetitions that are none, seconds.
        partial: repetitions found too low to count.
        found_share, feet_share: frames in which the person, or all of them, was seen.
        stages: its stages, which have measures and faults as repetitions do and never count.
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
    stages: tuple[RepUnit, ...] = ()
    tags: tuple[str, ...] = ()
    either: tuple[int, int] | None = None

    @property
    def either_exact(self) -> bool:
        """Whether the count is right where borderline repetitions may go either way."""
        fewest, most = self.either or (self.true_count, self.true_count)
        return fewest <= self.found_count <= most
