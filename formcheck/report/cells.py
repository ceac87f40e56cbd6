"""What every table of the page is made of: cells, outcomes of checks, grids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from formcheck.exercises.results import Finding, Measure, Verdict
from formcheck.report import words


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
class Grid:
    """Any other table: a header, rows of cells, and findings under it."""

    header: list[Cell]
    rows: list[list[Cell]]
    findings: list[tuple[str, Check, str]]

    @property
    def numbered(self) -> bool:
        """Whether its rows begin with a bare number, which needs its column's name beside it."""
        return all(row[0].text.strip("()").isdigit() for row in self.rows)


def check_cell(findings: Iterable[Finding], check: str, title: str, letter: str = "") -> Check:
    """One check's outcome as symbol and word; the worst where it was made more than once."""
    own = {f.verdict: f for f in findings if f.check == check}
    if Verdict.FAULT in own:
        value = _value(own[Verdict.FAULT])
        return Check(title, "fault", "✕", "fault", letter, value=value)
    if Verdict.NOT_ASSESSED in own:
        unsure = own[Verdict.NOT_ASSESSED]  # with a value: too near to its limit
        why, value = unsure.reason or "", _value(unsure)
        return Check(title, "unknown", "?", "not assessed", why=why, value=value)
    if Verdict.OK in own:
        return Check(title, "ok", "✓", "ok")
    return Check(title, "unknown", "?", "not assessed", why="this check was not made")


def _value(finding: Finding) -> str:
    """What was measured, without what its unit is a share of; '' where nothing was."""
    if finding.value is None:
        return ""
    return words.quantity(finding.value, words.short_unit(finding.unit), fine=True)


def units_of(all_measures: Iterable[Mapping[str, Measure]]) -> dict[str, str]:
    """The unit of each measure that has the same everywhere, to be said once in the header."""
    found: dict[str, set[str]] = {}
    for measures in all_measures:
        for name, measure in measures.items():
            found.setdefault(name, set()).add(measure.unit)
    return {name: units.pop() for name, units in found.items() if len(units) == 1}
