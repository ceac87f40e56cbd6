"""The page's tables of sets and of stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formcheck.exercises.results import Finding, Measure
from formcheck.report import words
from formcheck.report.cells import Cell, Check, Grid, check_cell, units_of
from formcheck.report.model import Report


def set_table(report: Report) -> Grid | None:
    """One row a set, with the set's own measures and findings."""
    if not report.sets:
        return None
    names = words.Names(report)
    columns = list(dict.fromkeys(n for s in report.sets for n in s.measures))
    units = units_of(s.measures for s in report.sets)
    header = [*map(Cell, ("Set", "Side", "From", "To", "Counted", "Partial"))]
    header += [Cell(names.measure(n), words.unit_words(units.get(n, ""))) for n in columns]
    rows, findings = [], []
    for one in report.sets:
        cells = [
            one.index, words.side(one.side), words.clock(one.start_s), words.clock(one.end_s),
            one.reps, one.partial,
        ]  # fmt: skip
        rows.append(
            [*(Cell(str(c)) for c in cells), *(_measure(one.measures, n, units) for n in columns)]
        )
        findings += _findings(f"Set {one.index}", one.findings, names)
    return Grid(header, rows, findings)


def stage_table(report: Report) -> Grid | None:
    """One row a stage, with its measures and findings."""
    if not report.stages:
        return None
    names = words.Names(report)
    columns = list(dict.fromkeys(n for s in report.stages for n in s.measures))
    units = units_of(s.measures for s in report.stages)
    header = [*map(Cell, ("Stage", "From", "To"))]
    header += [Cell(names.measure(n), words.unit_words(units.get(n, ""))) for n in columns]
    rows, findings = [], []
    for one in report.stages:
        cells = [words.plain(one.name), words.clock(one.start_s), words.clock(one.end_s)]
        rows.append([*map(Cell, cells), *(_measure(one.measures, n, units) for n in columns)])
        findings += _findings(words.plain(one.name), one.findings, names)
    return Grid(header, rows, findings)


def _measure(measures: Mapping[str, Measure], name: str, units: Mapping[str, str]) -> Cell:
    measure = measures.get(name)
    if measure is None:
        return Cell(words.NOTHING)
    if measure.value is None:
        return Cell(words.NOTHING, measure.reason or "not measured")
    band = f"± {words.number(measure.band, measure.unit)}" if measure.band is not None else ""
    if name in units:
        return Cell(words.number(measure.value, measure.unit), band)
    return Cell(words.quantity(measure.value, measure.unit), band)


def _findings(
    where: str, findings: Sequence[Finding], names: words.Names
) -> list[tuple[str, Check, str]]:
    return [
        (where, check_cell([f], f.check, names.check(f.check)), f.detail or f.reason or "")
        for f in findings
    ]
