"""Steps and sets of steps as the report has them: findings, figures of a set, steps from above."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from formcheck.exercises.base import measure, not_assessed
from formcheck.exercises.drawings import StepMap, StepMark
from formcheck.exercises.feet_alone import nothing_measured, without_body
from formcheck.exercises.heel_to_toe import CHECKS, HeelToToeLimits
from formcheck.exercises.heel_to_toe_alone import by_feet_alone
from formcheck.exercises.heel_to_toe_checks import StepMeasures, findings_of, measures_of
from formcheck.exercises.heel_to_toe_walk import Step, Walk
from formcheck.exercises.results import Finding, Measure, Rep, SetResult, Side, Verdict
from formcheck.exercises.sets import OpenSet
from formcheck.exercises.summaries import mean_of
from formcheck.motion.feet_only import WHY

FGA_ITEM_7 = ((10, 3), (7, 2), (4, 1), (0, 0))
"""Points of the Functional Gait Assessment for so many steps in a row (over 3.6 m, arms folded)."""

_FOOT: dict[Side, Literal["left", "right"]] = {Side.LEFT: "left", Side.RIGHT: "right"}

FAB_STEPS = 10
"""Steps of which the Fullerton Advanced Balance scale counts the interruptions."""


def rep_of(step: Step, of: OpenSet[Step], limits: HeelToToeLimits) -> Rep:
    """A step, or an extra contact, as the report has it."""
    m = step.measures
    measures = measures_of(StepMeasures(step.down) if step.extra else m, step.seen)
    findings = _extra_findings(step) if step.extra else findings_of(m, step.seen, limits)
    if step.walk.lone:
        measures, findings = by_feet_alone(measures), without_body(findings, CHECKS)
    return Rep(
        index=step.index,
        set=of.index,
        side=Side(step.walk.side(step)),
        counted=not step.extra,
        start_s=round(step.down, 3),
        peak_s=round(step.down, 3),
        end_s=round(step.end, 3),
        view=step.stance.view,
        yaw_deg=round(step.stance.yaw, 1),
        measures=measures,
        findings=findings,
        by_feet=not step.extra and m.gap_by_feet is not None,
    )


def _extra_findings(step: Step) -> list[Finding]:
    """A foot put down on the way to a step: balance was lost, and nothing else is asked of it."""
    found = []
    for check in CHECKS:
        one = not_assessed(check.name, "a foot put down on the way, not a step")
        if check.name == "lost_balance":
            one = Finding(
                check=check.name,
                verdict=Verdict.FAULT,
                value=1,
                limit=0,
                unit="extra contacts",
                band=0,
                detail="a foot was put down on the way to the next step",
                at_s=step.down,
            )
        found.append(one)
    return found


def rows_without_fault(contacts: Sequence[Step], reps: Sequence[Rep]) -> list[int]:
    """Steps in a row without a fault, after each contact; a new line begins a new row."""
    rows: list[int] = []
    row, walk = 0, None
    for step, rep in zip(contacts, reps, strict=True):
        if step.walk is not walk:
            row, walk = 0, step.walk
        row = 0 if step.extra or rep.faults else row + 1
        rows.append(row)
    return rows


def set_result(of: OpenSet[Step], limits: HeelToToeLimits) -> SetResult:
    """A set with its figures: what the clinical scales count, as context and never as a verdict."""
    reps = [rep_of(step, of, limits) for step in of.reps]
    rows = rows_without_fault(of.reps, reps)
    steps = [step for step in of.reps if not step.extra]
    best = max(rows, default=0)
    offsets = [abs(o) for o in (step.measures.offset for step in steps) if o is not None]
    seconds, gone = _walked(steps)
    measures = {
        "best_in_a_row": measure(best, "steps"),
        "last_in_a_row": measure(rows[-1] if rows else 0, "steps"),
        "fga_item_7": measure(
            next(points for from_, points in FGA_ITEM_7 if best >= from_), "of 3 points"
        ),
        "fab_interruptions": _interruptions(of.reps, reps),
        "walk_s": measure(seconds, "s", None, "fewer than two steps"),
        "cadence": measure(
            60 * gone / seconds if seconds else None, "steps/min", None, "fewer than two steps"
        ),
        "step_s": measure(
            mean_of(step.measures.step_s for step in steps), "s", None, "fewer than two steps"
        ),
        "mean_line_offset": measure(
            100 * mean if (mean := mean_of(offsets)) is not None else None,
            "% foot length",
            None,
            "needs a front or back view",
        ),
    }
    lone = any(step.walk.lone for step in of.reps)
    return SetResult(
        index=of.index,
        side=Side.BOTH,
        start_s=round(of.start, 3),
        end_s=round(max((step.end for step in of.reps), default=of.end), 3),
        reps=len(steps),
        partial=len(of.reps) - len(steps),
        ended_by=of.ended_by,
        measures=_of_the_lone(measures) if lone else measures,
        drawing=None if lone else step_map(of.reps, reps, limits),
    )


def _of_the_lone(measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """The figures of a set in which only the feet were seen: times, for no fault was looked for."""
    told = {name: measures[name] for name in ("walk_s", "cadence", "step_s")}
    return nothing_measured(measures, WHY) | told


def _walked(steps: Sequence[Step]) -> tuple[float | None, int]:
    """Seconds walked, from the first touch-down to the last of each line, and steps in them."""
    seconds, gone = 0.0, 0
    for step in steps:
        if step.measures.step_s is not None:
            seconds += step.measures.step_s
            gone += 1
    return seconds or None, gone


def _interruptions(contacts: Sequence[Step], reps: Sequence[Rep]) -> Measure:
    """Steps with a fault, and extra contacts, among the first ten steps."""
    steps = interrupted = 0
    for step, rep in zip(contacts, reps, strict=True):
        steps += not step.extra
        interrupted += bool(step.extra or rep.faults)
        if steps == FAB_STEPS:
            return measure(interrupted, "in 10 steps")
    return measure(None, "in 10 steps", None, "fewer than ten steps")


def step_map(
    contacts: Sequence[Step], reps: Sequence[Rep], limits: HeelToToeLimits
) -> StepMap | None:
    """The steps of each line from above; None without any."""
    if not contacts:
        return None
    lines: list[list[tuple[Step, Rep]]] = []
    for step, rep in zip(contacts, reps, strict=True):
        if not lines or lines[-1][-1][0].walk is not step.walk:
            lines.append([])
        lines[-1].append((step, rep))
    marks = []
    for line, pairs in enumerate(lines, 1):
        mine = [(step, rep) for step, rep in pairs if not step.extra]
        ways = _ways(pairs[0][0].walk, [step for step, _ in mine])
        marks += [
            StepMark(
                number=rep.index,
                line=line,
                side=_FOOT.get(rep.side, "unknown"),
                along=round(along, 2),
                across=None if step.measures.offset is None else round(step.measures.offset, 3),
                fault=rep.faults[0].check if rep.faults else "",
            )
            for (step, rep), along in zip(mine, ways, strict=True)
        ]
    rows = rows_without_fault(contacts, reps)
    return StepMap(steps=tuple(marks), tolerance=limits.off_line / 100, in_a_row=rows[-1])


def _ways(walk: Walk, steps: Sequence[Step]) -> list[float]:
    """How far along each step is, foot lengths.

    Step by step where the way lies across the picture; else evenly, since a single step towards
    the camera is measured too badly to be drawn.
    """
    ways = [walk.way(step) for step in steps]
    known = [w for w in ways if math.isfinite(w)]
    even = sum(known) / len(known) if known else 1.0
    along, gone = [], 0.0
    for step, way in zip(steps, ways, strict=True):
        gone += way if step.measures.gap is not None and math.isfinite(way) else even
        along.append(gone)
    return along
