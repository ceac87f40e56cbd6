"""Where the curve and the heights in the tables differ, and why."""

from __future__ import annotations

from formcheck.exercises.results import Measure, Rep
from formcheck.report.model import Curve, Report

UNLIKE = 0.15
"""Share of a height by which the curve may lie beside it without a word."""


def curve_note(report: Report) -> str:
    """A sentence below the curve, where some peak of it is not what the tables say; else ''."""
    curve, wording = report.curve, report.wording
    if curve is None:
        return ""
    unlike = [
        rep.index
        for rep in report.reps
        if rep.counted
        and (size := _size(rep, curve, (wording.size_cm, wording.size)))
        and (top := _top(curve, rep)) is not None
        and abs(top - size) > UNLIKE * size
    ]
    if not unlike:
        return ""
    return (
        "The curve is what was seen at each moment. The heights in the tables are worked out once "
        f"for each whole {wording.one}, and make good what its lean and view hid; they count."
    )


def _size(rep: Rep, curve: Curve, names: tuple[str | None, ...]) -> float | None:
    """The height of a repetition in the curve's unit."""
    found: list[Measure | None] = [rep.measures.get(name) for name in names if name]
    return next((m.value for m in found if m is not None and m.unit == curve.unit), None)


def _top(curve: Curve, rep: Rep) -> float | None:
    inside = [
        value
        for t, value in zip(curve.t_s, curve.value, strict=True)
        if value is not None and rep.start_s <= t <= rep.end_s
    ]
    return max(inside, default=None)
