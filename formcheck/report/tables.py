"""The page's table of repetitions: what each was like, and what each check said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formcheck.exercises.results import Rep, Side, Verdict
from formcheck.exercises.wording import Wording
from formcheck.report import words
from formcheck.report.cells import Cell, Check, check_cell, units_of
from formcheck.report.model import Report
from formcheck.report.summing import findings_above

MOST_MEASURED = 60
"""Repetitions up to which a phone shows one card each, and the page lists every measure."""

STANCE = "stance_s"
"""A measure: for how long a foot stood."""


@dataclass(frozen=True, slots=True)
class RepRow:
    """One repetition in the table."""

    index: int
    counted: bool
    side: str
    side_given: bool
    direction: str
    start: str
    size: Cell
    times: list[str]
    total: str
    others: list[Cell]
    checks: list[Check]

    @property
    def faulty(self) -> bool:
        """Whether any check failed."""
        return any(check.kind == "fault" for check in self.checks)


@dataclass(frozen=True, slots=True)
class RepGroup:
    """The repetitions of one set (and stage)."""

    title: str
    told: str
    rows: list[RepRow]

    @property
    def faulty(self) -> bool:
        """Whether any of them has a fault."""
        return any(row.faulty for row in self.rows)


@dataclass(frozen=True, slots=True)
class RepTable:
    """The rep-by-rep table."""

    name: str
    size_title: str
    size_unit: str
    times_title: str
    total_title: str
    has_sides: bool
    has_directions: bool
    others: list[Cell]
    stacks: bool
    checks: list[str]
    never: list[str]
    groups: list[RepGroup]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        titles = (self.size_title, self.times_title, self.total_title)
        optional = (self.has_sides, self.has_directions, *titles)
        return 2 + sum(map(bool, optional)) + len(self.others) + len(self.checks)


def size_name(report: Report) -> str | None:
    """Which measure is the size of a repetition: the one that the exercise names, if there."""
    name = report.wording.size
    return name if any(name in rep.measures for rep in report.reps) else None


def rep_table(report: Report, letters: Mapping[str, str]) -> RepTable:
    """The rep-by-rep table; checks that were never made have no column but are named."""
    names, wording = words.Names(report), report.wording
    above = findings_above(report.sets, report.stages)
    made: dict[str, bool] = {}
    for rep in report.reps:
        for finding in rep.findings:
            if finding.check in above:
                continue  # judged on the whole set or stage, and told there
            assessed = finding.verdict is not Verdict.NOT_ASSESSED
            made[finding.check] = made.get(finding.check, False) or assessed
    shown = _Columns(
        size=size_name(report),
        times=[t for t in wording.times if any(t in r.measures for r in report.reps)],
        others=[
            name
            for name in wording.columns
            if any(
                n == name and m.value is not None
                for r in report.reps
                for n, m in r.measures.items()
            )
        ],
        checks=[check for check, ever in made.items() if ever],
    )
    units = units_of(rep.measures for rep in report.reps)
    groups: dict[tuple[int, str | None], list[RepRow]] = {}
    for rep in report.reps:
        row = _row(rep, report, shown, names, letters)
        groups.setdefault((rep.set, rep.stage), []).append(row)
    return RepTable(
        name=words.capital(wording.short),
        size_title=names.measure(shown.size) if shown.size else "",
        size_unit=words.unit_words(units.get(shown.size or "", "")),
        times_title=wording.times_title if shown.times else "",
        total_title=_total_title(shown, wording),
        has_sides=_sides_matter(report),
        has_directions=any(rep.direction is not None for rep in report.reps),
        others=[Cell(names.measure(n), words.unit_words(units.get(n, ""))) for n in shown.others],
        stacks=len(report.reps) <= MOST_MEASURED,
        checks=[names.check(check) for check in shown.checks],
        never=[names.check(check) for check, ever in made.items() if not ever],
        groups=[
            RepGroup(_group_title(report, *key), _told(rows, wording), rows)
            for key, rows in groups.items()
        ],
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """Names of what has a column."""

    size: str | None
    times: list[str]
    others: list[str]
    checks: list[str]


def _total_title(shown: _Columns, wording: Wording) -> str:
    """What the time from start to end is called; '' where a column of its own measures it."""
    if STANCE in shown.others:
        return ""
    return "On the floor" if wording.one == "step" else "Total"


def _told(rows: Sequence[RepRow], wording: Wording) -> str:
    """What is to be said of a group beside its title: '20 steps, 3 with a fault'."""
    counted = sum(row.counted for row in rows)
    faulty = sum(row.faulty for row in rows)
    partial = len(rows) - counted
    parts = [wording.count(counted)]
    parts += [f"{partial} partial"] if partial else []
    parts += [f"{faulty} with a fault"] if faulty else []
    return ", ".join(parts)


def _sides_matter(report: Report) -> bool:
    """Whether the titles of the sets do not already say all about the sides."""
    sides = {one.index: one.side for one in report.sets}
    return any(rep.side_given or rep.side is not sides.get(rep.set) for rep in report.reps)


def _group_title(report: Report, index: int, stage: str | None) -> str:
    found = next((s for s in report.sets if s.index == index), None)
    parts = [f"Set {index}"]
    told = {Side.LEFT, Side.RIGHT}
    if report.wording.one == Wording().one:
        told.add(Side.BOTH)  # both feet do any step
    if found is not None and found.side in told:
        parts.append(words.side(found.side))
    if stage:
        parts.append(words.plain(stage))
    return " · ".join(parts)


def _row(
    rep: Rep, report: Report, shown: _Columns, names: words.Names, letters: Mapping[str, str]
) -> RepRow:
    measure = rep.measures.get(shown.size) if shown.size else None
    in_cm = rep.measures.get(report.wording.size_cm)
    note = words.quantity(in_cm.value, in_cm.unit) if in_cm and in_cm.value is not None else ""
    return RepRow(
        index=rep.index,
        counted=rep.counted,
        side=words.side(rep.side),
        side_given=rep.side_given,
        direction=rep.direction or words.NOTHING,
        start=words.clock(rep.start_s, tenths=True),
        size=Cell(
            words.number(measure.value if measure else None, measure.unit if measure else ""), note
        ),
        times=[words.number(_value(rep, name), "s") for name in shown.times],
        total=words.number(rep.end_s - rep.start_s, "s"),
        others=[Cell(words.number(_value(rep, n), _unit(rep, n))) for n in shown.others],
        checks=[
            check_cell(rep.findings, c, names.check(c), letters.get(c, "")) for c in shown.checks
        ],
    )


def _value(rep: Rep, name: str) -> float | None:
    return rep.measures[name].value if name in rep.measures else None


def _unit(rep: Rep, name: str) -> str:
    return rep.measures[name].unit if name in rep.measures else ""
