"""The page's tables of sets and of stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formcheck.exercises.results import Finding, Measure, SetResult
from formcheck.report import words
from formcheck.report.cells import Cell, Check, Grid, check_cell, units_of
from formcheck.report.model import Report

MOST_COLUMNS = 5
MOST_BESIDE = 3
"""Sets that stand beside each other, with a row for each measure, where measures are many."""


def set_table(report: Report) -> Grid | None:
    """The sets with their own measures and findings; few sets stand beside each other."""
    if not report.sets:
        return None
    names = words.Names(report)
    columns = list(dict.fromkeys(n for s in report.sets for n in s.measures))
    units = units_of(s.measures for s in report.sets)
    findings = [f for s in report.sets for f in _findings(f"Set {s.index}", s.findings, names)]
    if len(columns) > MOST_COLUMNS and len(report.sets) <= MOST_BESIDE:
        return _sets_beside(report, columns, names, findings)
    header = [*map(Cell, ("Set", "Side", "From", "To", "Counted", "Partial"))]
    header += [Cell(names.measure(n), words.unit_words(units.get(n, ""))) for n in columns]
    rows = [
        [*map(Cell, (str(s.index), *_facts(s))), *(_measure(s.measures, n, units) for n in columns)]
        for s in report.sets
    ]
    return Grid(header, rows, findings)


def _facts(one: SetResult) -> tuple[str, ...]:
    """What is known of any set: side, from, to, counted, partial."""
    times = (words.clock(one.start_s), words.clock(one.end_s))
    return (words.side(one.side), *times, str(one.reps), str(one.partial))


def _sets_beside(
    report: Report,
    columns: list[str],
    names: words.Names,
    findings: list[tuple[str, Check, str]],
) -> Grid:
    """A column a set, a row a measure, with what it is."""
    header = [Cell("Measure"), *(Cell(f"Set {s.index}") for s in report.sets)]
    facts = zip(*map(_facts, report.sets), strict=True)
    titles = ("Side", "From", "To", "Counted", "Partial")
    rows = [[Cell(title), *map(Cell, texts)] for title, texts in zip(titles, facts, strict=True)]
    rows += [
        [
            Cell(names.measure(name), names.measure_meaning(name)),
            *(_measure(s.measures, name, {}) for s in report.sets),
        ]
        for name in columns
    ]
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
