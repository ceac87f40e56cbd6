"""One clip: what was found against what is true."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from formcheck.exercises.base import Outcome
from formcheck.exercises.results import Measure, Rep, Stage, View
from formcheck.session import Session
from formcheck.validate.cases import Case
from formcheck.validate.count_border import span
from formcheck.validate.match import match, match_stages
from formcheck.validate.true_reps import as_feet_measured, true_reps, true_stages
from formcheck.validate.units import Anchor, ClipResult, MeasureUnit, RepUnit, TrueRep
from formcheck.validate.verdicts import Judge, said

HIDDEN_MEASURES = {"heel_down": ("heel_not_down", "% of peak")}
"""Quantities with an error band that stand in a finding only: its check, its unit."""

STAGE = "stage_"
"""Before the measures of a stage, which may have the names of a step's."""

_USUAL_FPS = (10, 12, 15, 20, 24, 25, 30, 50, 60, 120)


def compare(case: Case, session: Session) -> ClipResult:
    """Compare a finished session with the truth.

    Args:
        case: the clip.
        session: after `finish`; of the clip's exercise, or of any where it has none.
    """
    exercise = session.exercise
    outcome = session.outcome()
    found = list(outcome.reps)
    own = case.truth.exercise == exercise.id
    true = true_reps(case.truth, session.limits) if own else []
    count = case.truth.count if own else 0
    pairs = match(true, found)
    true = [
        as_feet_measured(rep, case.truth, session.limits)
        if i in pairs and found[pairs[i]].by_feet
        else rep
        for i, rep in enumerate(true)
    ]
    extra = [r for j, r in enumerate(found) if j not in pairs.values() and r.counted]
    if own and case.truth.reps is None:
        extra = []  # a bare count does not say which ones are wrong
    frames = max(1, session.frames)
    findings = [f for rep in found for f in rep.findings]
    findings += [f for stage in outcome.stages for f in stage.findings]
    judge = Judge(exercise, said(findings), case.truth.person.foot_length_cm)
    return ClipResult(
        name=case.name,
        exercise=exercise.id,
        distractor=count == 0,
        keys=_keys(case, session),
        seconds=session.last_t - session.first_t if session.frames else case.seconds,
        true_count=count,
        found_count=sum(r.counted for r in found),
        false_reps=tuple(r.peak_s for r in extra),
        partial=sum(not r.counted for r in found),
        found_share=session.found / frames,
        feet_share=session.whole / frames,
        reps=tuple(
            _rep(i + 1, rep, found[pairs[i]] if i in pairs else None, judge)
            for i, rep in enumerate(true)
        ),
        stages=_stages(true_stages(case.truth) if own else [], outcome, judge),
        tags=tuple(case.truth.tags),
        either=span(case.truth, true, session.limits) if own else None,
    )


def _keys(case: Case, session: Session) -> dict[str, str]:
    truth = case.truth
    return {
        "framing": truth.framing or "not said",
        "frame rate": _frame_rate(case, session),
        "footwear": truth.person.footwear or "not said",
        "view": str(truth.view or View.UNKNOWN),
    }


def _frame_rate(case: Case, session: Session) -> str:
    times = [f.t for f in case.truth.frames]
    steps = sorted(b - a for a, b in pairwise(times))
    # Times are rounded to the container's ticks: only a clear spread is a variable rate.
    if len(steps) > 10 and steps[-len(steps) // 20] > 1.4 * steps[len(steps) // 20]:
        return "variable"
    rate = case.truth.fps
    if rate is None:
        seconds = session.last_t - session.first_t
        rate = (session.frames - 1) / seconds if seconds > 0 else math.nan
    near = min(_USUAL_FPS, key=lambda usual: abs(usual - rate)) if math.isfinite(rate) else None
    return f"{near if near and abs(near - rate) < 0.1 * near else round(rate, 1)}/s"


def _rep(number: int, true: TrueRep, found: Rep | None, judge: Judge) -> RepUnit:
    if found is None:
        faults = judge.faults(true.faults, None, true.view)
        return RepUnit(number, true, matched=False, faults=faults)
    return RepUnit(
        number,
        true,
        matched=True,
        found_counted=found.counted,
        found_side=None if found.side_given else found.side,
        found_view=found.view,
        found_stage=found.stage,
        found_direction=_direction(found),
        late=_late(true, found),
        faults=judge.faults(true.faults, found, true.view or found.view),
        measures=_rep_measures(true, found) if true.counted and found.counted else (),
        by_feet=found.by_feet,
    )


def _direction(found: Rep) -> str | None:
    """Which way it was said to turn."""
    direction = getattr(found, "direction", None)
    return None if direction is None else str(direction)


def _stages(true: Sequence[TrueRep], outcome: Outcome, judge: Judge) -> tuple[RepUnit, ...]:
    pairs = match_stages(true, outcome.stages)
    return tuple(
        _stage(i + 1, stage, outcome.stages[pairs[i]] if i in pairs else None, outcome.reps, judge)
        for i, stage in enumerate(true)
    )


def _stage(
    number: int, true: TrueRep, found: Stage | None, reps: Sequence[Rep], judge: Judge
) -> RepUnit:
    faults = judge.faults(true.faults, found, true.view)
    if found is None:
        return RepUnit(number, true, matched=False, faults=faults)
    views = Counter(r.view for r in reps if found.start_s <= r.start_s <= found.end_s)
    return RepUnit(
        number,
        true,
        matched=True,
        found_stage=found.name,
        found_view=views.most_common(1)[0][0] if views else None,
        faults=faults,
        measures=_measures(true, found.measures, STAGE),
    )


def _late(true: TrueRep, found: Rep) -> Mapping[str, float]:
    pairs = {
        "start": (found.start_s, true.start),
        "peak": (found.peak_s, true.peak if true.anchor is Anchor.PEAK else None),
        "end": (found.end_s, true.end),
    }
    return {name: f - t for name, (f, t) in pairs.items() if t is not None}


def _measures(
    true: TrueRep, found: Mapping[str, Measure], prefix: str = ""
) -> tuple[MeasureUnit, ...]:
    return tuple(
        MeasureUnit(prefix + name, found[name].unit, value, found[name].value)
        for name, value in true.measures.items()
        if name in found
    )


def _rep_measures(true: TrueRep, found: Rep) -> tuple[MeasureUnit, ...]:
    """Those of the report, and those that stand in a finding or follow from others."""
    more: dict[str, Measure] = {}
    for name, (check, unit) in HIDDEN_MEASURES.items():
        finding = next((f for f in found.findings if f.check == check), None)
        more[name] = Measure(value=finding.value if finding else None, unit=unit)
    rise, lower = (
        found.measures[name].value if name in found.measures else None
        for name in ("rise_s", "lower_s")
    )
    ratio = rise / lower if rise is not None and lower else None
    more["drop_ratio"] = Measure(value=ratio, unit="x")
    return _measures(true, {**found.measures, **more})
