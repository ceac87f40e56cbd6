"""Stages over time as geometry: one bar, a piece for each stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.exercises.results import Stage, Verdict
from formcheck.report import words
from formcheck.report.model import Report
from formcheck.report.shapes import Tick

WIDE, NARROW = 720.0, 340.0
"""Widths for a page and for a phone."""

_EDGE = 6.0
_LETTER = 5.8
_STEPS = (5, 10, 15, 20, 30, 60, 120, 300, 600)


@dataclass(frozen=True, slots=True)
class Piece:
    """One stage."""

    x: float
    width: float
    text: str
    note: str
    fault: bool
    said: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All stages of a session."""

    width: float
    pieces: list[Piece]
    ticks: list[Tick]
    said: str


def timeline_of(report: Report, width: float = WIDE) -> Timeline | None:
    """The stages over time; None without stages.

    Args:
        report: the session.
        width: of the drawing.
    """
    stages = [stage for stage in report.stages if stage.end_s > stage.start_s]
    if not stages:
        return None
    start = min(stage.start_s for stage in stages)
    seconds = max(stage.end_s for stage in stages) - start
    scale = (width - 2 * _EDGE) / seconds

    def x(t: float) -> float:
        return round(_EDGE + (t - start) * scale, 1)

    step = next((s for s in _STEPS if seconds / s <= width / 50), _STEPS[-1])
    first = int(-(-start // step))
    ticks = [
        Tick(x(i * step), words.clock(i * step))
        for i in range(first, int((start + seconds) // step) + 1)
    ]
    pieces = [_piece(stage, x) for stage in stages]
    return Timeline(width, pieces, ticks[:60], "; ".join(piece.said for piece in pieces))


def _piece(stage: Stage, x: Callable[[float], float]) -> Piece:
    name = words.plain(stage.name)
    left, width = x(stage.start_s), max(1.0, round(x(stage.end_s) - x(stage.start_s) - 1.0, 1))
    lasted = f"{words.number(stage.end_s - stage.start_s, 's')} s"
    fault = any(f.verdict is Verdict.FAULT for f in stage.findings)
    return Piece(
        x=left,
        width=width,
        text=name if len(name) * _LETTER < width - 6 else "",
        note=lasted if len(lasted) * _LETTER < width - 6 else "",
        fault=fault,
        said=f"{name}, {lasted}{', with a fault' if fault else ''}",
    )
