"""The set at a glance: big figures, and left against right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.exercises.results import Rep, Side, Verdict
from formcheck.report import words
from formcheck.report.model import Report, SideSummary
from formcheck.report.summing import findings_above


@dataclass(frozen=True, slots=True)
class Tile:
    """One big figure."""

    value: str
    caption: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SideRow:
    """One line of the left/right comparison; shares are for the bars, 0..1."""

    title: str
    left: str
    right: str
    shares: tuple[float, float] | None = None


def tiles_of(report: Report) -> list[Tile]:
    """The session in a few big figures."""
    summary, wording = report.summary, report.wording
    unit = wording.short + ("" if summary.reps == 1 else "s")
    tiles = [Tile(str(summary.reps), "counted", unit)]
    if summary.partial:
        tiles.append(Tile(str(summary.partial), "partial", note=wording.partial))
    sides = list(summary.per_side.values())
    best = [s for s in sides if s.best_size is not None]
    if best:
        tiles.append(_size_tile(report, best))
    tempo = _mean([(s.mean_rep_s, s.reps) for s in sides])
    if tempo is not None:
        tiles.append(Tile(words.number(tempo, "s"), f"per {wording.one}", "s", "on average"))
    tiles += _set_tiles(report)
    if report.reps:
        faulty = [rep for rep in report.reps if rep.faults]
        faults = sum(len(rep.faults) for rep in faulty)
        tiles.append(_faults_tile(report, faults, len(faulty)))
        tiles += _unmade_tile(report)
    return tiles


def _unmade_tile(report: Report) -> list[Tile]:
    """How many checks were never made; those that were made now and then are said beside it."""
    checks = report.summary.checks
    never = sum(1 for c in checks if c.not_assessed and not (c.ok or c.fault))
    partly = sum(1 for c in checks if c.not_assessed and (c.ok or c.fault))
    if not never and not partly:
        return []
    caption = "check not made" if never == 1 else "checks not made"
    note = f"of {len(checks)}"
    if partly:
        note += f"; {partly} more not on every {report.wording.one}"
    return [Tile(str(never), caption, note=note)]


def _size_tile(report: Report, sides: Sequence[SideSummary]) -> Tile:
    """The best size of all, with its error band: who reads no further must not take it for exact.

    Args:
        report: whose repetitions know the band.
        sides: those of which a size is known; at least one.
    """
    wording, unit = report.wording, sides[0].size_unit
    mean = _mean([(s.mean_size, s.reps) for s in sides])
    sizes = [r.measures.get(n) for r in report.reps for n in (wording.size_cm, wording.size)]
    band = max((m.band or 0.0 for m in sizes if m is not None and m.unit == unit), default=0.0)
    notes = (
        words.unit_words(unit).removeprefix("%").strip() if "%" in unit else "",
        f"± {words.number(band, unit)}" if band else "",
        f"mean {words.number(mean, unit)}" if mean is not None else "",
    )
    return Tile(
        words.number(max(s.best_size or 0.0 for s in sides), unit),
        f"best {wording.size_title}",
        words.short_unit(unit),
        "; ".join(note for note in notes if note),
    )


def _set_tiles(report: Report) -> list[Tile]:
    """What the exercise wants to be seen large, where one set leaves no doubt whose it is."""
    if len(report.sets) != 1:
        return []
    names = words.Names(report)
    found = [
        (name, report.sets[0].measures[name])
        for name in report.wording.figures
        if name in report.sets[0].measures
    ]
    return [
        Tile(
            words.number(m.value, m.unit),
            names.measure(name).lower(),
            words.short_unit(m.unit),
            "" if m.value is not None else m.reason or "not measured",
        )
        for name, m in found
    ]


def _faults_tile(report: Report, faults: int, faulty: int) -> Tile:
    """How many faults; a zero says what it is worth."""
    checks = report.summary.checks
    above = sum(
        f.verdict is Verdict.FAULT
        for found in findings_above(report.sets, report.stages).values()
        for f in found
    )
    if faults:
        note = f"on {faulty} of {report.wording.count(len(report.reps))}"
        note += f"; {above} more on whole sets or stages" if above else ""
        return Tile(str(faults), "fault" if faults == 1 else "faults", note=note)
    if above:
        note = "on whole sets or stages"
        return Tile(str(above), "fault" if above == 1 else "faults", note=note)
    if not any(c.ok for c in checks):
        return Tile(words.NOTHING, "faults", note="not known: no check could be made")
    unmade = any(c.not_assessed for c in checks)
    return Tile("0", "faults", note="in the checks that were made" if unmade else "in all checks")


def _mean(weighted: Sequence[tuple[float | None, int]]) -> float | None:
    known = [(value, max(1, weight)) for value, weight in weighted if value is not None]
    return sum(v * w for v, w in known) / sum(w for _, w in known) if known else None


def sides_of(report: Report) -> list[SideRow]:
    """Left against right; nothing when only one side was done."""
    left, right = (report.summary.per_side.get(s) for s in (Side.LEFT, Side.RIGHT))
    if left is None or right is None:
        return []
    faults = {
        side: _faults_on([r for r in report.reps if r.side is side])
        for side in (Side.LEFT, Side.RIGHT)
    }
    both, wording = (left, right), report.wording
    return [
        SideRow("Counted", str(left.reps), str(right.reps)),
        SideRow("Partial", str(left.partial), str(right.partial)),
        *(
            _compared(f"{which.capitalize()} {wording.size_title}", both, f"{which}_size")
            for which in ("best", "mean")
            if left.best_size is not None or right.best_size is not None
        ),
        *(
            [
                SideRow(
                    f"Per {wording.one}",
                    words.quantity(left.mean_rep_s, "s"),
                    words.quantity(right.mean_rep_s, "s"),
                )
            ]
            if left.mean_rep_s is not None or right.mean_rep_s is not None
            else []
        ),
        SideRow("Faults", faults[Side.LEFT], faults[Side.RIGHT]),
    ]


def _faults_on(reps: Sequence[Rep]) -> str:
    """How many faults; none are known of where no check could be made."""
    made = any(f.verdict is not Verdict.NOT_ASSESSED for r in reps for f in r.findings)
    return str(sum(len(r.faults) for r in reps)) if made else words.NOTHING


def _compared(title: str, both: tuple[SideSummary, SideSummary], name: str) -> SideRow:
    values: list[float | None] = [getattr(s, name) for s in both]
    texts = [words.quantity(v, s.size_unit) for v, s in zip(values, both, strict=True)]
    known = [v for v in values if v is not None]
    same_unit = both[0].size_unit == both[1].size_unit
    shares = None
    if len(known) == 2 and same_unit and max(known) > 0:
        shares = (max(0.0, known[0] / max(known)), max(0.0, known[1] / max(known)))
    return SideRow(title, texts[0], texts[1], shares)
