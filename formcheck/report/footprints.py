"""Steps as geometry: footprints from above along their line, in rows, walking to the right."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.exercises.drawings import StepMap, StepMark
from formcheck.report.model import Report

ASIDE = 0.35
"""Where a foot is drawn whose place beside the line is not known, shares of foot length."""

_LENGTH = 168.0
"""Foot lengths of one set that are drawn, about; in rows of whatever length."""

_EDGE = 16.0


@dataclass(frozen=True, slots=True)
class Footprint:
    """One step; the foot points to the right before it is turned."""

    x: float
    y: float
    turn: float
    side: str
    number: str
    known: bool
    letter: str
    fault: bool


@dataclass(frozen=True, slots=True)
class FootRow:
    """One row of footprints."""

    width: float
    height: float
    scale: float
    line_y: float
    band: tuple[float, float] | None
    feet: list[Footprint]


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps of one set, in rows for a wide page and for a phone."""

    title: str
    said: str
    wide: list[FootRow]
    narrow: list[FootRow]
    left_out: int
    note: str


def walks_of(report: Report, letters: Mapping[str, str]) -> list[Walk]:
    """Every set that has its steps drawn.

    Args:
        report: the session.
        letters: the letter of each kind of fault.
    """
    found = []
    for one in report.sets:
        steps = one.drawing
        if isinstance(steps, StepMap) and steps.steps:
            wide, left = _rows(steps, letters, width=720.0, length=21.0)
            narrow, lost = _rows(steps, letters, width=340.0, length=8.5)
            found.append(
                Walk(
                    title=f"Set {one.index}" if len(report.sets) > 1 else "",
                    said=_said(steps, report),
                    wide=wide,
                    narrow=narrow,
                    left_out=max(left, lost),
                    note=_note(steps),
                )
            )
    return found


def _has_line(steps: StepMap) -> bool:
    return any(step.across is not None for step in steps.steps)


def _note(steps: StepMap) -> str:
    """What the drawing cannot show, in words; '' when nothing is missing."""
    if _has_line(steps):
        vague = any(step.across is None for step in steps.steps)
        return "A dashed foot: its place beside the line is not known." if vague else ""
    note = "Where each foot stood is not measured here: they are drawn one after the other"
    if not any(step.turn is not None for step in steps.steps):
        return f"{note}."
    vague = any(step.turn is None for step in steps.steps)
    note += ", turned as the foot was"
    return f"{note}. A dashed foot: its direction is not known." if vague else f"{note}."


def _said(steps: StepMap, report: Report) -> str:
    wrong = sum(bool(step.fault) for step in steps.steps)
    faults = f", {wrong} with a fault" if wrong else ""
    return f"{report.wording.count(len(steps.steps))} from above{faults}."


def _rows(
    steps: StepMap, letters: Mapping[str, str], *, width: float, length: float
) -> tuple[list[FootRow], int]:
    """Rows of at most `length` foot lengths, and how many steps have no room in them."""
    scale = (width - 2 * _EDGE) / length
    rows: list[list[tuple[StepMark, float]]] = []
    for line in steps.lines():
        rows.append([])
        for step, place in zip(line.steps, line.places(), strict=True):
            if rows[-1] and not 0 <= place - rows[-1][0][1] <= length - 1.2:
                rows.append([])
            rows[-1].append((step, place))
    most = round(_LENGTH / length)
    left = sum(map(len, rows[most:]))
    reach = max([0.75, *(abs(s.across) + 0.55 for s in steps.steps if s.across is not None)])
    reach = min(2.0, reach)
    return [
        _row(
            row,
            steps.tolerance,
            letters,
            no_line=not _has_line(steps),
            width=width,
            scale=scale,
            reach=reach,
        )
        for row in rows[:most]
    ], left


def _row(
    row: list[tuple[StepMark, float]],
    tolerance: float | None,
    letters: Mapping[str, str],
    *,
    no_line: bool,
    width: float,
    scale: float,
    reach: float,
) -> FootRow:
    middle = round(reach * scale, 1)
    first = row[0][1]
    band = None
    if tolerance is not None and any(step.across is not None for step, _ in row):
        half = min(reach, max(0.0, tolerance)) * scale
        band = (round(middle - half, 1), round(2 * half, 1))
    feet = [
        _foot(
            step, place - first, letters, no_line=no_line, scale=scale, middle=middle, reach=reach
        )
        for step, place in row
    ]
    return FootRow(width, round(2 * middle + 12, 1), round(scale, 2), middle, band, feet)


def _foot(
    step: StepMark,
    along: float,
    letters: Mapping[str, str],
    *,
    no_line: bool,
    scale: float,
    middle: float,
    reach: float,
) -> Footprint:
    # Walking to the right, the walker's right is down on the page.
    aside = {"left": -ASIDE, "right": ASIDE}.get(step.side, 0.0)
    across = aside if step.across is None else max(0.4 - reach, min(reach - 0.4, step.across))
    outwards = {"left": -1.0, "right": 1.0}.get(step.side, 0.0)
    turn = step.turn if step.turn is not None and math.isfinite(step.turn) else 0.0
    return Footprint(
        x=round(_EDGE + (along + 0.55) * scale, 1),
        y=round(middle + across * scale, 1),
        turn=round(outwards * max(-90.0, min(90.0, turn)), 1),
        side=step.side,
        number=str(step.number),
        known=step.across is not None or (no_line and step.turn is not None),
        letter=letters.get(step.fault, "!") if step.fault else "",
        fault=bool(step.fault),
    )
