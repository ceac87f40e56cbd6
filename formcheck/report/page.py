"""What the page says, as plain words and figures; the template only lays it out."""

from __future__ import annotations

import base64
import string
from collections.abc import Sequence
from dataclasses import dataclass, field

from formcheck.exercises.results import Side
from formcheck.report import words
from formcheck.report.cells import Grid
from formcheck.report.chart import strips
from formcheck.report.clocks import ClockGroup, clocks_of
from formcheck.report.curve_note import curve_note
from formcheck.report.facts import Facts, facts_of
from formcheck.report.footprints import Walk, walks_of
from formcheck.report.glance import SideRow, Tile, sides_of, tiles_of
from formcheck.report.grids import set_table, stage_table
from formcheck.report.measured import measure_tables, measure_texts, unmeasured
from formcheck.report.model import Report
from formcheck.report.pictures import Evidence, Shown, choose
from formcheck.report.reasons import Reason, reasons_of
from formcheck.report.shapes import Format, Strip
from formcheck.report.summing import findings_above
from formcheck.report.tables import RepTable, rep_table
from formcheck.report.timeline import NARROW as STAGES_NARROW
from formcheck.report.timeline import WIDE as STAGES_WIDE
from formcheck.report.timeline import Timeline, timeline_of

WIDE = Format(width=720, height=190, row_s=60, most=10)
NARROW = Format(width=340, height=176, row_s=24, most=24)


@dataclass(frozen=True, slots=True)
class Tally:
    """One kind of check over all repetitions."""

    title: str
    meaning: str
    letter: str
    ok: int
    fault: int
    unknown: int
    whole: bool = False

    @property
    def total(self) -> int:
        """All repetitions that have this check."""
        return self.ok + self.fault + self.unknown


@dataclass(frozen=True, slots=True)
class Card:
    """One fault with its picture."""

    title: str
    letter: str
    where: str
    picture: str
    moment: str
    lines: list[tuple[str, str]]
    detail: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page, in order."""

    report: Report
    facts: Facts
    headline: str
    warnings: list[str]
    tiles: list[Tile]
    wide: list[Strip]
    narrow: list[Strip]
    curve_title: str
    curve_note: str
    not_counted: str
    timelines: list[tuple[str, Timeline]]
    clocks: list[ClockGroup]
    clocks_title: str
    walks: list[Walk]
    walks_title: str
    test_title: str
    tallies: list[Tally]
    cards: list[Card]
    cards_left_out: int
    cards_without_picture: int
    sides: list[SideRow]
    reasons: list[Reason]
    reps: RepTable
    measures: list[Grid]
    unmeasured: list[tuple[str, str]]
    measure_texts: list[tuple[str, str]]
    sets: Grid | None
    stages: Grid | None
    followed: str
    files: list[str] = field(default_factory=list)

    @property
    def walks_banded(self) -> bool:
        """Whether the line has an allowed width anywhere."""
        return any(row.band for walk in self.walks for row in walk.wide)


def page_of(
    report: Report, evidence: Evidence, files: Sequence[str] = (), *, most_pictures: int = 40
) -> Page:
    """Work out what the page says.

    Args:
        report: the session.
        evidence: its pictures.
        files: names of the files beside the page.
        most_pictures: pictures of faults on the page, at most.
    """
    letters = fault_letters(report)
    shown, left_out = choose(report, evidence, most_pictures)
    curve = report.curve
    return Page(
        report=report,
        facts=facts_of(report),
        headline=report.summary.headline or _headline(report),
        warnings=_warnings(report),
        tiles=tiles_of(report),
        wide=strips(report, letters, WIDE),
        narrow=strips(report, letters, NARROW),
        curve_title=f"{curve.label} ({words.unit_words(curve.unit)})" if curve else "",
        curve_note=curve_note(report),
        not_counted=words.not_counted(report.not_counted),
        timelines=[
            (kind, found)
            for kind, width in (("wide", STAGES_WIDE), ("narrow", STAGES_NARROW))
            if (found := timeline_of(report, width))
        ],
        clocks=clocks_of(report, letters),
        clocks_title=f"The {report.wording.many} on a clock",
        walks=walks_of(report, letters),
        walks_title=f"The {report.wording.many} from above",
        test_title=words.capital(report.wording.test),
        tallies=_tallies(report, letters),
        cards=[_card(s, report, letters) for s in shown],
        cards_left_out=left_out,
        cards_without_picture=sum(1 for s in shown if s.picture is None),
        sides=sides_of(report),
        reasons=reasons_of(report),
        reps=rep_table(report, letters),
        measures=measure_tables(report),
        unmeasured=unmeasured(report),
        measure_texts=measure_texts(report),
        sets=set_table(report),
        stages=stage_table(report),
        followed=_data_uri(evidence.followed.read()) if evidence.followed else "",
        files=list(files),
    )


def fault_letters(report: Report) -> dict[str, str]:
    """A, B, C … for the kinds of fault that repetitions have, in the order of the checks."""
    found = {f.check for rep in report.reps for f in rep.faults}
    order = dict.fromkeys(f.check for rep in report.reps for f in rep.findings)
    return dict(zip((c for c in order if c in found), string.ascii_uppercase, strict=False))


def _warnings(report: Report) -> list[str]:
    warnings = list(report.warnings)
    if not report.complete and not warnings:
        warnings.append("This session was cut short; what was seen until then is here.")
    return warnings


def _headline(report: Report) -> str:
    reps = report.wording.count(report.summary.reps)
    faults = sum(len(rep.faults) for rep in report.reps)
    if not report.reps:
        return f"No {report.wording.one} was seen."
    if faults:
        return f"{reps} counted, {words.count(faults, 'fault')} found."
    checks = report.summary.checks
    if not any(c.ok for c in checks):
        return f"{reps} counted; no check could be made."
    unmade = any(c.not_assessed for c in checks)
    return f"{reps} counted, no faults found{' in the checks that were made' if unmade else ''}."


def _tallies(report: Report, letters: dict[str, str]) -> list[Tally]:
    names = words.Names(report)
    above = findings_above(report.sets, report.stages)
    return [
        Tally(
            names.check(c.check), names.check_meaning(c.check), letters.get(c.check, ""),
            c.ok, c.fault, c.not_assessed, c.check in above,
        )
        for c in report.summary.checks
    ]  # fmt: skip


def _card(shown: Shown, report: Report, letters: dict[str, str]) -> Card:
    rep, finding, picture = shown.rep, shown.finding, shown.picture
    names = words.Names(report)
    lines = []
    short = words.short_unit(finding.unit)
    if finding.value is not None:
        lines.append(("Measured", words.quantity(finding.value, finding.unit, fine=True)))
    if finding.limit is not None:
        # A fault lies on the wrong side of its limit, so the value tells which side that is.
        value = finding.limit if finding.value is None else finding.value
        side = "at least " if value < finding.limit else "at most " if value > finding.limit else ""
        lines.append(("Limit", side + words.quantity(finding.limit, short, fine=True)))
    if finding.band:
        lines.append(("Error band", f"± {words.quantity(finding.band, finding.unit, fine=True)}"))
    where = f"{words.capital(report.wording.short)} {rep.index}"
    if rep.side in {Side.LEFT, Side.RIGHT}:
        where += f", {words.side(rep.side)}"
    return Card(
        title=names.check(finding.check),
        letter=letters.get(finding.check, ""),
        where=where,
        picture=_data_uri(picture.read()) if picture else "",
        moment=words.clock(picture.t if picture else rep.peak_s, tenths=True),
        lines=lines,
        detail=finding.detail or "",
    )


def _data_uri(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}" if jpeg else ""
