"""The result as titled tables of text, the same for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formcheck.exercises.results import Side
from formcheck.validate.cells import DASH, enough, number, per_minute, percent, ratio
from formcheck.validate.figures import FaultRow, MeasureRow, Table
from formcheck.validate.result import Validation
from formcheck.validate.stats import FEW


@dataclass(frozen=True, slots=True)
class Section:
    """One table with its heading and a note below it; the first column is text."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def sections(validation: Validation) -> Iterator[Section]:
    """Every table, the main ones first."""
    whole = validation.overall
    yield _counts(whole)
    if whole.timing and any(row.n for row in whole.timing):
        yield _timing(whole)
    if whole.faults:
        yield _faults(whole.faults)
        yield _apart(whole.faults)
    for key in ("view", "legs and view"):
        parts = validation.splits.get(key, {})
        if whole.faults and len(parts) > 1:
            yield _faults_by(key, parts)
    if whole.measures:
        yield _measures(whole.measures)
    if whole.sides:
        yield _sides(whole)
    for key, tables in validation.splits.items():
        if len(tables) > 1:
            yield _split(key, tables)
    if (wrong := _wrong_clips(validation)).rows:
        yield wrong


def _counts(table: Table) -> Section:
    c = table.counts
    f1, unknown = _pooled(table.faults)
    rows = [
        ("clips with repetitions", str(c.clips)),
        ("exact count", percent(c.exact)),
        ("wrong by one at most", percent(c.off_by_one)),
        ("mean of |found − true| / true", number(c.mae, 3)),
        ("repetitions", str(c.true)),
        ("… not found, or found too low to count", str(c.missed)),
        ("… counted, and none", str(c.extra)),
        ("clips in which nothing may be counted", str(c.distractors)),
        ("… repetitions counted in them a minute", per_minute(c.false_a_minute)),
        ("heel height RMSE", _height(table)),
        ("F1 of all checks together", f1),
        ("not assessed, of all checks", unknown),
    ]
    return Section("Repetitions", ("", "all clips"), tuple(rows))


def _split(key: str, tables: dict[str, Table]) -> Section:
    header = (
        key, "clips", "exact", "off by one", "reps", "missed", "extra", "false a minute",
        "height RMSE", "faults F1", "not assessed",
    )  # fmt: skip
    rows = ((name, *_split_cells(table)) for name, table in tables.items())
    return Section(f"By {key}", header, tuple(rows))


def _split_cells(table: Table) -> tuple[str, ...]:
    c = table.counts
    false = c.false_a_minute
    return (
        str(c.clips),
        percent(c.exact, interval=False),
        percent(c.off_by_one, interval=False),
        str(c.true),
        str(c.missed),
        str(c.extra),
        DASH if false.value is None else f"{false.value:.2f} ({false.minutes:.1f} min)",
        _height(table),
        *_pooled(table.faults),
    )


def _height(table: Table) -> str:
    """Root mean square error of the heel's height in cm."""
    row = next((m for m in table.measures if m.measure == "peak_heel_lift_cm"), None)
    return DASH if row is None else enough(row.agreement.rmse, row.agreement.n, 2, " cm")


def _pooled(rows: list[FaultRow]) -> tuple[str, str]:
    tp, fp, fn = (sum(getattr(r, k) for r in rows) for k in ("tp", "fp", "fn"))
    units, faulty = sum(r.units for r in rows), sum(r.faulty for r in rows)
    unknown = sum(r.not_assessed.hits for r in rows)
    f1 = 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None
    return (
        enough(f1, faulty, 2) if faulty else DASH,
        f"{100 * unknown / units:.0f} %" if units else DASH,
    )


def _timing(table: Table) -> Section:
    rows = tuple(
        (row.moment, str(row.n), number(row.bias, 3, sign=True), number(row.p90, 3))
        for row in table.timing
    )
    return Section(
        "Times",
        ("moment", "n", "bias s", "p90 after bias s"),
        rows,
        "Found − true, of repetitions that were found. The peak is the middle of the true top: "
        "during a hold the highest moment may be anywhere in it.",
    )


_FAULT_HEADER = (
    "units", "faulty", "TP", "FP", "FN", "TN", "precision", "recall", "F1", "not assessed",
)  # fmt: skip


def _faults(rows: list[FaultRow]) -> Section:
    return Section(
        "Faults, where the view allows the check",
        ("check", *_FAULT_HEADER),
        tuple((row.check, *_fault_cells(row)) for row in rows),
        f"95 % Wilson intervals. Under {FEW} faulty units: too few to say. Borderline units "
        "(within one error band of the limit) stand apart, below.",
    )


def _fault_cells(row: FaultRow) -> tuple[str, ...]:
    f1 = "too few" if row.few else number(row.f1, 2)
    return (
        str(row.units),
        str(row.faulty),
        *(str(n) for n in (row.tp, row.fp, row.fn, row.tn)),
        ratio(row.precision),
        ratio(row.recall),
        f1,
        percent(row.not_assessed),
    )


def _apart(rows: list[FaultRow]) -> Section:
    return Section(
        "Faults, what stands apart",
        (
            "check", "borderline", "right", "wrong", "not assessed", "faulty, not found",
            "not assessed in all views", "verdicts in wrong views", "impossible faults",
        ),
        tuple(
            (
                row.check,
                str(row.borderline),
                str(row.borderline_right),
                str(row.borderline_wrong),
                str(row.borderline - row.borderline_right - row.borderline_wrong),
                str(row.not_found),
                percent(row.all_views_not_assessed),
                str(row.wrong_view),
                str(row.impossible),
            )
            for row in rows
        ),
        "Verdicts in wrong views and impossible faults must be 0.",
    )  # fmt: skip


def _faults_by(key: str, tables: dict[str, Table]) -> Section:
    rows = [
        (row.check, view, *_fault_cells(row))
        for view, table in tables.items()
        for row in table.faults
        if row.units
    ]
    order = {name: i for i, name in enumerate(dict.fromkeys(r[0] for r in rows))}
    return Section(
        f"Faults by {key}",
        ("check", key, *_FAULT_HEADER),
        tuple(sorted(rows, key=lambda r: (order[r[0]], r[1]))),
    )


def _measures(rows: list[MeasureRow]) -> Section:
    return Section(
        "Measures",
        (
            "measure", "unit", "n", "of", "bias", "RMSE", "limits of agreement",
            "p90 of |error − bias|", "r",
        ),
        tuple((row.measure, row.unit, *_measure_cells(row)) for row in rows),
        "n: measured, of those whose truth is known. p90 of |error − bias| is the error band.",
    )  # fmt: skip


def _measure_cells(row: MeasureRow) -> tuple[str, ...]:
    a = row.agreement
    if a.few:
        return (str(a.n), str(row.known), "too few" if a.n else DASH, *(DASH,) * 4)
    between = DASH if a.low is None else f"{a.low:+.2f} … {number(a.high, 2, sign=True)}"
    return (
        str(a.n),
        str(row.known),
        number(a.bias, 2, sign=True),
        number(a.rmse, 2),
        between,
        number(a.p90, 2),
        number(a.r, 2),
    )


def _sides(table: Table) -> Section:
    names = (*(s.value for s in Side), "not found")
    return Section(
        "Left and right",
        ("true side", *(f"said {n}" if n != "not found" else n for n in names)),
        tuple((row.true.value, *(str(row.said.get(n, 0)) for n in names)) for row in table.sides),
        "'unknown' is said where the legs cannot be told apart; it is not a mistake.",
    )


def _wrong_clips(validation: Validation) -> Section:
    rows = tuple(
        (
            clip.name,
            clip.exercise,
            str(clip.true),
            str(clip.found),
            str(clip.partial),
            ", ".join(f"{t:.1f}" for t in clip.false_at_s) or DASH,
            f"{100 * clip.found_share:.0f} %",
            f"{100 * clip.feet_share:.0f} %",
        )
        for clip in validation.clips
        if clip.true != clip.found or clip.false_at_s or clip.found_share < 0.95
    )
    return Section(
        "Clips with another count, or seen in under 95 % of frames",
        ("clip", "exercise", "true", "found", "too low", "false at s", "seen", "whole"),
        rows,
    )
