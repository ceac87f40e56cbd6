"""`reps.csv` and `summary.csv`: tables that open cleanly in a spreadsheet.

They are comma-separated UTF-8 with a byte order mark (without it Excel guesses another encoding),
numbers with a point, and text that a spreadsheet would run as a formula made harmless.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from formcheck.exercises.drawings import ClockTrace, StepMap
from formcheck.exercises.results import Finding, Rep, Verdict
from formcheck.report.atomic import write_atomic
from formcheck.report.clocks import way_of
from formcheck.report.model import Report
from formcheck.report.rows import VideoRow

_T = TypeVar("_T")
Cell = str | float | int | bool | None

_FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)


def write_reps_csv(report: Report, path: Path) -> None:
    """Write one row a repetition (or step): times, measures with units, one column a check.

    Raises:
        OutputError: when it cannot be written.
    """
    checks = _in_order(f.check for rep in report.reps for f in rep.findings)
    measures = _in_order((n, m.unit) for rep in report.reps for n, m in rep.measures.items())
    banded = {
        (n, m.unit) for rep in report.reps for n, m in rep.measures.items() if m.band is not None
    }
    header = [
        "file", "exercise", "label", "rep", "set", "stage", "side", "side given", "counted",
        "view", "start (s)", "peak (s)", "end (s)",
    ]  # fmt: skip
    for name, unit in measures:
        header.append(_with_unit(name, unit))
        if (name, unit) in banded:
            header.append(_with_unit(f"{name} error band", unit))
    drawn = _in_order(name for rep in report.reps for name in _drawn(rep, report))
    header += [*drawn, *checks]

    rows: list[list[Cell]] = []
    for rep in report.reps:
        row: list[Cell] = [
            report.source.name, report.exercise, report.label, rep.index, rep.set, rep.stage,
            rep.side.value, rep.side_given, rep.counted, rep.view.value,
            rep.start_s, rep.peak_s, rep.end_s,
        ]  # fmt: skip
        for name, unit in measures:
            measure = rep.measures.get(name)
            here = measure is not None and measure.unit == unit
            row.append(measure.value if measure and here else None)
            if (name, unit) in banded:
                row.append(measure.band if measure and here else None)
        figures = _drawn(rep, report)
        row += [figures.get(name) for name in drawn]
        row += [_verdict(rep, check) for check in checks]
        rows.append(row)
    _write(path, header, rows)


def _drawn(rep: Rep, report: Report) -> dict[str, Cell]:
    """What only the drawing of a repetition says, or its step on the map of its set."""
    if isinstance(rep.drawing, ClockTrace):
        trace = rep.drawing
        return {"direction": way_of(rep, trace), "sectors reached (of 12)": sum(trace.sectors)}
    if rep.direction is not None:
        return {"direction": rep.direction}
    steps = next((s.drawing for s in report.sets if s.index == rep.set), None)
    marks = steps.steps if isinstance(steps, StepMap) else ()
    mark = next((m for m in marks if m.number == rep.index), None)
    if mark is None:
        return {}
    return {
        "along (foot lengths)": mark.along,
        "right of the line (foot lengths)": mark.across,
        "toe-out (deg)": mark.turn,
    }


def write_summary_csv(rows: Iterable[VideoRow], path: Path) -> None:
    """Write one row a video of a folder.

    Raises:
        OutputError: when it cannot be written.
    """
    videos = list(rows)
    faults = _in_order(name for video in videos for name in video.faults)
    header = ["file", "status", "exercise", "label", "counts", "reps", "partial", "faults"]
    header += [f"{name} (reps)" for name in faults]
    header += ["checks not assessed", "message", "report"]
    table: list[list[Cell]] = []
    for video in videos:
        counts: list[Cell] = [
            video.faults.get(name, 0) if _known(video) else None for name in faults
        ]
        table.append([
            video.file, video.status, video.exercise, video.label,
            None if video.reps is None else video.wording.many, video.reps, video.partial,
            sum(video.faults.values()) if _known(video) else None, *counts,
            None if video.reps is None else video.not_assessed, video.message,
            None if video.folder is None else (video.folder / "report.html").as_posix(),
        ])  # fmt: skip
    _write(path, header, table)


def _known(video: VideoRow) -> bool:
    """Whether the number of faults says anything; otherwise its cell stays empty."""
    return video.reps is not None and video.checked


def _verdict(rep: Rep, check: str) -> str | None:
    """What a check said about a repetition, as a cell; the worst where it said more than once."""
    findings = [f for f in rep.findings if f.check == check]
    if not findings:
        return None
    order = (Verdict.FAULT, Verdict.NOT_ASSESSED, Verdict.OK)
    worst: Finding = min(findings, key=lambda f: order.index(f.verdict))
    if worst.verdict is Verdict.NOT_ASSESSED:
        return f"not assessed: {worst.reason or 'no reason given'}"
    return worst.verdict.value


def _with_unit(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name


def _in_order(items: Iterable[_T]) -> list[_T]:
    """Each item once, in order of first sight."""
    return list(dict.fromkeys(items))


def _cell(value: Cell) -> str | int | float:
    """A value as a spreadsheet should get it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else value
    if isinstance(value, int):
        return value
    # A formula hidden behind spaces is still a formula to some programs.
    return "'" + value if value.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else value


def _write(path: Path, header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (header, *rows):
        writer.writerow([_cell(value) for value in row])
    # Undecodable file names carry lone surrogates, which UTF-8 has no bytes for.
    write_atomic(path, b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace"))
