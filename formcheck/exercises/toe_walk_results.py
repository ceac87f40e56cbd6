"""Steps, stages and cycles of toe walking as the report has them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from formcheck.exercises.base import measure
from formcheck.exercises.drawings import StepMap, StepMark
from formcheck.exercises.results import Measure, Rep, SetResult, Side, Stage
from formcheck.exercises.sets import OpenSet
from formcheck.exercises.stage_clock import Slot
from formcheck.exercises.summaries import mean_of
from formcheck.exercises.toe_walk import ToeWalkLimits
from formcheck.exercises.toe_walk_checks import stage_short
from formcheck.motion.bands import Seen
from formcheck.motion.feet_only import WHY
from formcheck.motion.heading import Spot
from formcheck.motion.stance_measures import StanceMeasures
from formcheck.motion.steps import Step
from formcheck.motion.view import View

LONGEST_STANCE_S = 2.0
"""Standing on one foot for longer is no walking, seconds."""

LONGEST_TURN_S = 5.0
"""Longest time between two steps of which none was counted and that is still one walk, seconds."""

REACHED_S = 0.12
"""From the middle of a rise, seen 0.1 s late, to standing on the toes, seconds: 0.06–0.2 in 80
rises."""

SOON_S = 1.5
"""A first step so soon after it follows at once; time on the toes counts from there, seconds."""

MOST_DRAWN = 40
"""Steps of a cycle that are drawn, the first ones."""


@dataclass(slots=True)
class Entry:
    """One step on the toes, with what is needed to judge it again."""

    step: Step
    measures: StanceMeasures
    view: View
    yaw: float
    index: int = 0
    rise: float = math.nan  # of the body, when the person rose on to the toes, foot lengths
    risen: float = math.nan  # when they did, seconds: the middle of it
    fell: float = math.nan  # when the heels came down at the end of the walk that it is of
    stood: bool = False  # both feet were seen to stand still before the walk that it is of
    lone: bool = False  # only the feet were in the picture
    told: bool = True  # which foot it is
    spot: Spot | None = None  # where the body was in space
    by_way: float = math.nan  # yaw from behind, by where all steps together lead
    angle: float = math.nan  # foot progression, from all steps together

    @property
    def begins(self) -> float:
        """When it began; of the first step after rising on to the toes, when they were reached."""
        return begins(self.step, self.risen)

    @property
    def seen(self) -> Seen:
        """How it was seen, for the error bands."""
        interval = self.measures.interval_s
        # By the way it is as certain as the yaw of somebody who stands.
        drawn = not math.isfinite(self.by_way)
        yaw = self.yaw if drawn else self.by_way
        return Seen(self.view, self.step.side, interval, yaw, walks=drawn, alone=self.lone)

    @property
    def gap(self) -> str:
        """Why what was not seen makes the checks impossible; '' when all was."""
        m = self.measures
        if not self.step.seen:
            return "this step was not seen: the steps of the other foot tell of it"
        if m.gap_s <= max(0.25, 2.5 * m.interval_s):
            return ""
        return f"not seen for {m.gap_s:.1f} s within this step"


def begins(step: Step, risen: float) -> float:
    """When a step began; of the first one after rising on to the toes, when they were reached.

    Args:
        step: the step.
        risen: middle of the latest rise, seconds; NaN when none was seen.
    """
    top = risen + REACHED_S
    return min(step.off, top) if step.off - top < SOON_S else step.off


def seconds_on_toes(
    entries: Iterable[Entry], start: float = -math.inf, end: float = math.inf
) -> float:
    """Seconds between two times that the steps last, from swing to leaving; overlaps once.

    What lies between two steps after the same rise, or before the same coming down, is spent on the
    toes, too: in a turn, say.
    """
    total, covered = 0.0, start
    bout = math.nan
    for entry in sorted(entries, key=lambda e: e.begins):
        step = entry.step
        before, bout = bout, entry.risen if math.isfinite(entry.risen) else entry.fell
        still_up = bout == before and entry.begins - covered < LONGEST_TURN_S
        a = covered if still_up else max(entry.begins, covered)
        b = min(step.up, step.down + LONGEST_STANCE_S, end)
        if b > a:
            total += b - a
            covered = b
    return total


def cadence(entries: Sequence[Entry]) -> float | None:
    """Steps a minute, from the first landing to the last; None of fewer than three steps."""
    downs = sorted(e.step.down for e in entries)
    beats = [b - a for a, b in pairwise(downs) if b - a < LONGEST_STANCE_S]
    return 60 * len(beats) / sum(beats) if len(beats) >= 2 else None


def stage_results(
    entries: Sequence[Entry],
    names: Sequence[str | None],
    slots: Sequence[Slot],
    limits: ToeWalkLimits,
    last_t: float,
) -> list[Stage]:
    """The stages of one cycle.

    Args:
        entries: its steps in order of time.
        names: the stage of each.
        slots: prescribed stages; none: they are those found.
        limits: limits in force.
        last_t: end of what was seen, seconds.
    """
    named = list(zip(entries, names, strict=True))
    if slots:
        other = Seen(View.FRONT, alone=any(e.lone for e in entries))
        return [
            _stage(
                slot,
                [e for e, name in named if name == slot.name],
                limits,
                last_t,
                other,
                prescribed=True,
            )
            for slot in slots
        ]
    found = []
    for name, run in groupby(named, key=lambda pair: pair[1]):
        own = [e for e, _ in run]
        if name is not None:
            first, last = own[0].begins, own[-1].step.up
            slot = Slot(name, first, last, last - first)
            found.append(_stage(slot, own, limits, last_t, own[-1].seen, prescribed=False))
    return found


def _stage(
    slot: Slot,
    entries: Sequence[Entry],
    limits: ToeWalkLimits,
    last_t: float,
    other: Seen,
    *,
    prescribed: bool,
) -> Stage:
    """A stage; of one without steps, `other` says how it was seen."""
    start, end = min(slot.start, last_t), min(slot.end, last_t)
    seconds = seconds_on_toes(entries, start, end) if entries else 0.0
    seen = entries[-1].seen if entries else other
    wanted = slot.wanted_s if prescribed else None
    return Stage(
        name=slot.name,
        start_s=round(start, 3),
        end_s=round(end, 3),
        measures={
            "seconds": _time_on_toes(seconds, seen),
            "steps": measure(len(entries), "steps"),
            "cadence": measure(cadence(entries), "steps/min", None, "fewer than three steps"),
            "mean_angle": _mean_angle(entries),
        },
        findings=[stage_short(seconds, wanted, seen, min(end, start + seconds), limits)],
    )


def _time_on_toes(seconds: float, seen: Seen) -> Measure:
    """Of what the feet alone show nobody has measured how far it is off."""
    return measure(None if seen.alone else seconds, "s", seen.band("toe_seconds"), WHY)


def _mean_angle(entries: Sequence[Entry]) -> Measure:
    known = [e for e in entries if math.isfinite(e.angle)]
    band = known[0].seen.band("toe_progression") if known else None
    return measure(mean_of(e.angle for e in known), "deg", band, "needs a front view")


def set_result(of: OpenSet[Entry], reps: Sequence[Rep]) -> SetResult:
    """A cycle with its figures.

    Args:
        of: the cycle.
        reps: its steps as the report has them.
    """
    entries = of.reps
    seconds = seconds_on_toes(entries)
    lone = any(entry.lone for entry in entries)
    seen = replace(entries[0].seen, alone=lone) if entries else Seen(View.FRONT)
    return SetResult(
        index=of.index,
        side=Side.BOTH,
        start_s=round(of.start, 3),
        end_s=round(of.end, 3),
        reps=len(reps),
        partial=0,
        ended_by=of.ended_by,
        measures={
            "seconds": _time_on_toes(seconds, seen),
            "cadence": measure(cadence(entries), "steps/min", None, "fewer than three steps"),
            "mean_angle": _mean_angle(entries),
        },
        drawing=step_map(reps),
    )


def step_map(reps: Sequence[Rep]) -> StepMap | None:
    """Where the feet pointed, one step after the other; None where that is not known."""
    marks = []
    for number, rep in enumerate(reps[:MOST_DRAWN]):
        turn = rep.measures["foot_progression"].value
        marks.append(
            StepMark(
                number=rep.index,
                side="left" if rep.side is Side.LEFT else "right",
                along=float(number),
                turn=turn,
                fault=rep.faults[0].check if rep.faults else "",
            )
        )
    return StepMap(steps=tuple(marks)) if any(m.turn is not None for m in marks) else None
