"""The page's tables: repetitions with their checks, all measures, sets and stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from formcheck.exercises.results import Finding, Measure, Rep, Side, Verdict
from formcheck.report import words
from formcheck.report.model import Report

HEIGHT = ("peak_heel_lift", "peak_height", "heel_lift", "height")
TIMES = (
    ("rise_time", "rise_s", "rise"),
    ("hold_time", "hold_s", "hold"),
    ("lower_time", "lower_s", "lower", "lowering_time"),
)
MOST_MEASURED = 60
"""Repetitions up to which a phone shows one card each, and the page lists every measure."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: text, and a small second line."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check on one repetition."""

    title: str
    kind: str
    symbol: str
    word: str
    letter: str = ""
    why: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class RepRow:
    """One repetition in the table."""

    index: int
    counted: bool
    side: str
    side_given: bool
    start: str
    height: Cell
    times: list[str]
    total: str
    checks: list[Check]


@dataclass(frozen=True, slots=True)
class RepGroup:
    """The repetitions of one set (and stage)."""

    title: str
    rows: list[RepRow]


@dataclass(frozen=True, slots=True)
class RepTable:
    """The rep-by-rep table."""

    height_title: str
    height_unit: str
    has_times: bool
    has_sides: bool
    stacks: bool
    checks: list[str]
    never: list[str]
    groups: list[RepGroup]


@dataclass(frozen=True, slots=True)
class Grid:
    """Any other table: a header, rows of cells, and findings under it."""

    header: list[Cell]
    rows: list[list[Cell]]
    findings: list[tuple[str, Check, str]]


def pick(measures: Mapping[str, Measure], names: Sequence[str]) -> Measure | None:
    """The first of these measures that is there."""
    return next((measures[name] for name in names if name in measures), None)


def height_name(report: Report) -> str | None:
    """Which measure is the size of a repetition: the heel's height, else the first."""
    present = dict.fromkeys(name for rep in report.reps for name in rep.measures)
    known = [name for name in HEIGHT if name in present]
    times = {name for names in TIMES for name in names}
    return next(iter([*known, *(name for name in present if name not in times)]), None)


def rep_table(report: Report, letters: Mapping[str, str]) -> RepTable:
    """The rep-by-rep table; checks that were never made have no column but are named."""
    names = words.Names(report)
    made: dict[str, bool] = {}
    for rep in report.reps:
        for finding in rep.findings:
            assessed = finding.verdict is not Verdict.NOT_ASSESSED
            made[finding.check] = made.get(finding.check, False) or assessed
    columns = [check for check, ever in made.items() if ever]
    main = height_name(report)
    unit = next((r.measures[main].unit for r in report.reps if main and main in r.measures), "")
    groups: dict[tuple[int, str | None], list[RepRow]] = {}
    for rep in report.reps:
        row = _row(rep, main, columns, names, letters)
        groups.setdefault((rep.set, rep.stage), []).append(row)
    return RepTable(
        height_title=names.measure(main) if main else "",
        height_unit=words.unit_words(unit),
        has_sides=_sides_matter(report),
        stacks=len(report.reps) <= MOST_MEASURED,
        has_times=any(pick(r.measures, t) for r in report.reps for t in TIMES),
        checks=[names.check(check) for check in columns],
        never=[names.check(check) for check, ever in made.items() if not ever],
        groups=[RepGroup(_group_title(report, *key), rows) for key, rows in groups.items()],
    )


def _sides_matter(report: Report) -> bool:
    """Whether the titles of the sets do not already say all about the sides."""
    sides = {one.index: one.side for one in report.sets}
    return any(rep.side_given or rep.side is not sides.get(rep.set) for rep in report.reps)


def _group_title(report: Report, index: int, stage: str | None) -> str:
    found = next((s for s in report.sets if s.index == index), None)
    parts = [f"Set {index}"]
    if found is not None and found.side is not Side.UNKNOWN:
        parts.append(words.side(found.side))
    if stage:
        parts.append(words.plain(stage))
    return " · ".join(parts)


def _row(
    rep: Rep, main: str | None, columns: list[str], names: words.Names, letters: Mapping[str, str]
) -> RepRow:
    measure = rep.measures.get(main) if main else None
    in_cm = rep.measures.get(f"{main}_cm")
    note = words.quantity(in_cm.value, in_cm.unit) if in_cm and in_cm.value is not None else ""
    times = [pick(rep.measures, name) for name in TIMES]
    return RepRow(
        index=rep.index,
        counted=rep.counted,
        side=words.side(rep.side),
        side_given=rep.side_given,
        start=words.clock(rep.start_s, tenths=True),
        height=Cell(
            words.number(measure.value if measure else None, measure.unit if measure else ""), note
        ),
        times=[words.number(m.value if m else None, "s") for m in times],
        total=words.number(rep.end_s - rep.start_s, "s"),
        checks=[check_cell(rep.findings, c, names.check(c), letters.get(c, "")) for c in columns],
    )


def check_cell(findings: Iterable[Finding], check: str, title: str, letter: str = "") -> Check:
    """One check's outcome as symbol and word; the worst where it was made more than once."""
    own = {f.verdict: f for f in findings if f.check == check}
    if Verdict.FAULT in own:
        fault = own[Verdict.FAULT]
        short = words.short_unit(fault.unit)
        value = words.quantity(fault.value, short, fine=True) if fault.value is not None else ""
        return Check(title, "fault", "✕", "fault", letter, value=value)
    if Verdict.NOT_ASSESSED in own:
        why = own[Verdict.NOT_ASSESSED].reason or ""
        return Check(title, "unknown", "?", "not assessed", why=why)
    if Verdict.OK in own:
        return Check(title, "ok", "✓", "ok")
    return Check(title, "unknown", "?", "not assessed", why="this check was not made")


def set_table(report: Report) -> Grid | None:
    """One row a set, with the set's own measures and findings."""
    if not report.sets:
        return None
    names = words.Names(report)
    columns = list(dict.fromkeys(n for s in report.sets for n in s.measures))
    units = _units(s.measures for s in report.sets)
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
    units = _units(s.measures for s in report.stages)
    header = [*map(Cell, ("Stage", "From", "To"))]
    header += [Cell(names.measure(n), words.unit_words(units.get(n, ""))) for n in columns]
    rows, findings = [], []
    for one in report.stages:
        cells = [words.plain(one.name), words.clock(one.start_s), words.clock(one.end_s)]
        rows.append([*map(Cell, cells), *(_measure(one.measures, n, units) for n in columns)])
        findings += _findings(words.plain(one.name), one.findings, names)
    return Grid(header, rows, findings)


def _units(all_measures: Iterable[Mapping[str, Measure]]) -> dict[str, str]:
    """The unit of each measure that has the same everywhere, to be said once in the header."""
    found: dict[str, set[str]] = {}
    for measures in all_measures:
        for name, measure in measures.items():
            found.setdefault(name, set()).add(measure.unit)
    return {name: units.pop() for name, units in found.items() if len(units) == 1}


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
