"""What is reported: the figures of repetitions, times, faults, measures and sides."""

from __future__ import annotations

from formcheck.validate.stats import Agreement, Figure, Rate, Share


class Counts(Figure):
    """How many repetitions were counted.

    Attributes:
        clips: with repetitions; those without are the distractors.
        exact, off_by_one: clips whose count is right, or wrong by one at most.
        either_way: clips whose count is right where borderline repetitions may count or not.
        mae: mean of |found − true| / true.
        true, missed, extra: repetitions there were; not found or not counted; counted and none.
        distractors: clips in which nothing may be counted.
        false_a_minute: repetitions counted in them.
    """

    clips: int
    exact: Share
    off_by_one: Share
    either_way: Share
    mae: float | None
    true: int
    missed: int
    extra: int
    distractors: int
    false_a_minute: Rate


class Timing(Figure):
    """Found − true, seconds."""

    moment: str
    n: int
    bias: float | None
    p90: float | None
    few: bool


class FaultRow(Figure):
    """One check against truth, where the view allows it.

    Attributes:
        units: repetitions found whose truth is known, without the borderline ones.
        tp, fp, fn, tn: of those that were assessed.
        not_assessed: share of `units`.
        precision, recall, f1: of those that were assessed.
        borderline: repetitions within one error band of the limit, kept apart: how many, and how
            many were assessed rightly, wrongly or not.
        not_found: faulty repetitions that were not found, or not counted, at all.
        all_views_not_assessed: as `not_assessed`, also where the view does not allow the check.
        wrong_view: verdicts other than 'not assessed' where the view does not allow any.
        impossible: faults reported where there can be none (another foot, standing on both).
    """

    check: str
    units: int
    faulty: int
    tp: int
    fp: int
    fn: int
    tn: int
    precision: Share
    recall: Share
    f1: float | None
    few: bool
    not_assessed: Share
    borderline: int
    borderline_right: int
    borderline_wrong: int
    not_found: int
    all_views_not_assessed: Share
    wrong_view: int
    impossible: int


class MeasureRow(Figure):
    """One measure against truth.

    Attributes:
        known: repetitions whose true value is known, measured or not.
    """

    measure: str
    unit: str
    known: int
    agreement: Agreement


class SaidRow(Figure):
    """What was said of repetitions of which one thing is true, by what was said."""

    true: str
    said: dict[str, int]


class DirectionRow(Figure):
    """Which way repetitions were said to turn.

    Attributes:
        view: from where they were filmed.
        right, wrong: told, rightly or not.
        untold: found, and the direction not told.
        not_found: not found at all.
    """

    view: str
    right: int
    wrong: int
    untold: int
    not_found: int


class Seen(Figure):
    """How well the person was seen.

    Attributes:
        clips: so many.
        person, whole: mean share of frames with the person, and with all of the body that counts.
        enough: clips whose body was whole in 95 % of the frames or more.
    """

    clips: int
    person: float | None
    whole: float | None
    enough: Share


class Table(Figure):
    """All figures of some clips."""

    counts: Counts
    timing: list[Timing]
    faults: list[FaultRow]
    measures: list[MeasureRow]
    sides: list[SaidRow]
    stages: list[SaidRow]
    directions: list[DirectionRow]
    seen: Seen
