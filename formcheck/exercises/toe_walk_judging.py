"""Steps on the toes as the report has them, each held against its stage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from formcheck.exercises.base import not_assessed
from formcheck.exercises.feet_alone import without_body
from formcheck.exercises.results import Rep, Side
from formcheck.exercises.sets import OpenSet
from formcheck.exercises.stage_clock import Slot
from formcheck.exercises.stages import find_stages, one_late
from formcheck.exercises.toe_walk import CHECKS, STAGES, ToeWalkLimits
from formcheck.exercises.toe_walk_alone import by_feet_alone
from formcheck.exercises.toe_walk_checks import Asked, step_findings, step_measures
from formcheck.exercises.toe_walk_results import Entry
from formcheck.exercises.toe_walk_views import yaws_by_way
from formcheck.motion.planted import SEEN_SHARE
from formcheck.motion.progression import against_bisector
from formcheck.motion.tiptoe import heel_share, steady_lift

PAUSE_S = 1.2
"""From one landing to the next swing: longer is a pause, after which another stage may begin."""

SOON_S = 0.4
"""Half of a slow stance, seconds: what it was in by then is the stage of a step."""

COMPARED = 40
"""Latest steps that one is held against while walking."""


def judged(of: OpenSet[Entry], slots: Sequence[Slot], limits: ToeWalkLimits) -> list[Rep]:
    """All steps of a cycle, with comparisons over whole stages.

    Args:
        of: the cycle.
        slots: its stages where they were prescribed; none: they are found.
        limits: limits in force.
    """
    _in_order_of_time(of.reps)
    asked = _asked(of.reps, slots)
    return [_rep(of, entry, one, limits) for entry, one in zip(of.reps, asked, strict=True)]


def _in_order_of_time(entries: list[Entry]) -> None:
    """Sort and number steps as they were made: some of the far foot become known late."""
    numbers = sorted(entry.index for entry in entries)
    entries.sort(key=lambda entry: entry.step.down)
    for number, entry in zip(numbers, entries, strict=True):
        entry.index = number


def judged_now(of: OpenSet[Entry], slots: Sequence[Slot], limits: ToeWalkLimits) -> Rep:
    """The latest step, held against those before it; see `judged`."""
    late = of.reps[-COMPARED:]
    return _rep(of, late[-1], _asked(late, slots)[-1], limits)


def _stage_names(entries: Sequence[Entry], slots: Sequence[Slot]) -> tuple[list[str | None], bool]:
    """The stage of each step: by the clock where stages were prescribed, else as found.

    And whether that clock seems to run one stage late.
    """
    angles = against_bisector([e.measures.turn for e in entries], [e.step.side for e in entries])
    for entry, angle in zip(entries, angles, strict=True):
        entry.angle = angle
    gaps = [b.step.off - a.step.down > PAUSE_S for a, b in pairwise(entries)]
    found = find_stages(angles, [False, *gaps])
    if not slots:
        return found, False
    names = [
        next((s.name for s in slots if s.start <= _stands_at(e) < s.end), None) for e in entries
    ]
    return names, one_late(names, found, STAGES)


def _asked(entries: Sequence[Entry], slots: Sequence[Slot]) -> list[Asked]:
    """What each of some steps in a row is held against; and from where it may have been seen."""
    for entry, yaw in zip(entries, yaws_by_way(entries), strict=True):
        entry.by_way = yaw
    names, late = _stage_names(entries, slots)
    shares: dict[int, float] = {}
    tiptoe: dict[str | None, float] = {}
    for name in set(names):
        own = [e for e, other in zip(entries, names, strict=True) if other == name]
        tiptoe[name] = _tiptoe(own)
        shares |= {e.index: heel_share(e.measures, tiptoe[name]) for e in own}
    return [
        Asked(name, entry.angle, tiptoe[name], shares[entry.index], late)
        for entry, name in zip(entries, names, strict=True)
    ]


def _rep(of: OpenSet[Entry], entry: Entry, asked: Asked, limits: ToeWalkLimits) -> Rep:
    step, m = entry.step, entry.measures
    findings = step_findings(m, entry.seen, asked, limits)
    measures = step_measures(m, entry.seen, asked)
    if entry.lone:
        findings, measures = without_body(findings, CHECKS), by_feet_alone(measures)
    if entry.gap:
        findings = [not_assessed(f.check, entry.gap) for f in findings]
    return Rep(
        index=entry.index,
        set=of.index,
        stage=asked.stage,
        side=Side(step.side) if entry.told else Side.UNKNOWN,
        start_s=round(step.down, 3),
        peak_s=round(m.middle, 3),
        end_s=round(step.up, 3),
        view=entry.view,
        yaw_deg=round(entry.yaw, 1),
        measures=measures,
        findings=findings,
    )


def _stands_at(entry: Entry) -> float:
    """When a step counts for a stage, seconds: soon after it landed, however long it stood."""
    return min(entry.measures.middle, entry.step.down + SOON_S)


def _tiptoe(entries: Sequence[Entry]) -> float:
    """Own tiptoe height, share of foot length, NaN when not known.

    From how far the body rose on to the toes, where that was seen; else from the near foot.
    """
    rises = [e.rise / SEEN_SHARE for e in entries if math.isfinite(e.rise)]
    return median(rises) if rises else steady_lift([e.measures for e in entries])
