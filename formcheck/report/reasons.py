"""What could not be assessed, grouped by the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.exercises.results import Finding, Rep, SetResult, Stage, Verdict
from formcheck.report import words
from formcheck.report.model import Report
from formcheck.report.summing import findings_above, kind_of


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, and the checks and places that it stood in the way of."""

    reason: str
    checks: list[tuple[str, str]]


def reasons_of(report: Report) -> list[Reason]:
    """Group by reason; what the findings say is there even where the report's own list lacks it."""
    names = words.Names(report)
    reps: dict[tuple[str, str], set[int]] = {}
    elsewhere: dict[tuple[str, str], list[str]] = {}
    for entry in report.not_assessed:
        key = (entry.reason, entry.check)
        reps.setdefault(key, set()).update(entry.reps)
        for index in entry.sets:
            _once(elsewhere.setdefault(key, []), f"set {index}")
    listed = {(entry.check, index) for entry in report.not_assessed for index in entry.reps}
    above = findings_above(report.sets, report.stages)
    for rep in report.reps:
        for finding in _unassessed(rep.findings):
            if finding.check not in above and (finding.check, rep.index) not in listed:
                reps.setdefault((kind_of(finding.reason), finding.check), set()).add(rep.index)
    listed = {(entry.check, index) for entry in report.not_assessed for index in entry.sets}
    for one in report.sets:
        for finding in _unassessed(one.findings):
            key = (kind_of(finding.reason), finding.check)
            if (finding.check, one.index) not in listed:
                _once(elsewhere.setdefault(key, []), f"set {one.index}")
    for stage in report.stages:
        for finding in _unassessed(stage.findings):
            key = (kind_of(finding.reason), finding.check)
            _once(elsewhere.setdefault(key, []), f"stage {words.plain(stage.name)}")

    grouped: dict[str, list[tuple[str, str]]] = {}
    for reason, check in {**reps, **elsewhere}:
        indices = reps.get((reason, check), set())
        where = [_which(indices, report)] if indices else []
        where += elsewhere.get((reason, check), [])
        where += [f"limit {limit}" for limit in _limits(report, reason, check)]
        grouped.setdefault(reason, []).append((names.check(check), "; ".join(where)))
    return [
        Reason(words.capital(reason) or "No reason given", checks)
        for reason, checks in sorted(grouped.items(), key=lambda item: item[0] == "not prescribed")
    ]


def _limits(report: Report, reason: str, check: str) -> list[str]:
    """The limits that values were too near to be held against, each with its error band."""
    bands: dict[tuple[float, str], float] = {}
    units: Iterable[Rep | SetResult | Stage] = (*report.reps, *report.sets, *report.stages)
    for f in (f for unit in units for f in _unassessed(unit.findings)):
        near = f.check == check and kind_of(f.reason) == reason
        if near and f.value is not None and f.limit is not None and f.band:
            key = (f.limit, f.unit)
            bands[key] = max(f.band, bands.get(key, 0.0))
    told = []
    for (limit, unit), band in bands.items():
        off = words.number(band, unit, fine=True)
        told.append(f"{words.quantity(limit, unit, fine=True)} \u00b1\u00a0{off}")
    return told


def _unassessed(findings: Iterable[Finding]) -> Iterable[Finding]:
    return (f for f in findings if f.verdict is Verdict.NOT_ASSESSED)


def _once(items: list[str], item: str) -> None:
    if item not in items:
        items.append(item)


def _which(indices: set[int], report: Report) -> str:
    total, wording = len(report.reps), report.wording
    if len(indices) >= total:
        return f"on every {wording.one}" if total > 1 else f"on the {wording.one}"
    return f"on {wording.many if len(indices) > 1 else wording.one} {words.ranges(indices)}"
