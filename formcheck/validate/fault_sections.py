"""Tables of faults."""

from __future__ import annotations

from formcheck.validate.cells import DASH, enough, number, percent, ratio
from formcheck.validate.figures import FaultRow, Table
from formcheck.validate.section import Section
from formcheck.validate.stats import FEW

_HEADER = (
    "units", "faulty", "TP", "FP", "FN", "TN", "precision", "recall", "F1", "not assessed",
)  # fmt: skip


def pooled(rows: list[FaultRow]) -> tuple[str, str]:
    """F1 and share not assessed of all checks together."""
    tp, fp, fn = (sum(getattr(r, k) for r in rows) for k in ("tp", "fp", "fn"))
    units, faulty = sum(r.units for r in rows), sum(r.faulty for r in rows)
    unknown = sum(r.not_assessed.hits for r in rows)
    f1 = 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None
    return (
        enough(f1, faulty, 2) if faulty else DASH,
        enough(100 * unknown / units if units else None, units, 0, " %"),
    )


def main(rows: list[FaultRow]) -> Section:
    """Every check where the view allows it."""
    return Section(
        "Faults, where the view allows the check",
        ("check", *_HEADER),
        tuple((row.check, *_cells(row)) for row in rows),
        "A unit is one check on one repetition, step, circle or stage. TP: a fault that was "
        "named; FP: named, and there is none; FN: there is one, and it was called right; TN: "
        f"rightly called right. 95 % Wilson intervals. Under {FEW} faulty units: too few to say. "
        "Borderline units (within one error band of the limit) stand apart, below.",
    )


def _cells(row: FaultRow) -> tuple[str, ...]:
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


def apart(rows: list[FaultRow]) -> Section:
    """What is in no rate, and what must not be."""
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


def by(key: str, tables: dict[str, Table]) -> Section:
    """Every check, split by something."""
    rows = [
        (row.check, value, *_cells(row))
        for value, table in tables.items()
        for row in table.faults
        if row.units
    ]
    order = {name: i for i, name in enumerate(dict.fromkeys(r[0] for r in rows))}
    return Section(
        f"Faults by {key}",
        ("check", key, *_HEADER),
        tuple(sorted(rows, key=lambda r: (order[r[0]], r[1]))),
    )
