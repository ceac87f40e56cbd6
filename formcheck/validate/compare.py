"""One clip: what was found against what is true."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

from formcheck.exercises.base import Exercise
from formcheck.exercises.results import Rep, Verdict, View
from formcheck.session import Session
from formcheck.validate.cases import Case
from formcheck.validate.match import match
from formcheck.validate.true_reps import true_reps
from formcheck.validate.units import (
    ClipResult,
    FaultUnit,
    MeasureUnit,
    RepUnit,
    TrueFault,
    TrueRep,
)

HIDDEN_MEASURES = {"heel_down": ("heel_not_down", "% of peak")}
"""Quantities with an error band that stand in a finding only: its check, its unit."""

_USUAL_FPS = (10, 12, 15, 20, 24, 25, 30, 50, 60, 120)


def compare(case: Case, session: Session) -> ClipResult:
    """Compare a finished session with the truth.

    Args:
        case: the clip.
        session: after `finish`; of the clip's exercise, or of any where it has none.
    """
    exercise = session.exercise
    found = list(session.outcome().reps)
    own = case.truth.exercise == exercise.id
    true = true_reps(case.truth, session.limits) if own else []
    count = case.truth.count if own else 0
    pairs = match(true, found)
    extra = [r for j, r in enumerate(found) if j not in pairs.values() and r.counted]
    if own and case.truth.reps is None:
        extra = []  # a bare count does not say which ones are wrong
    frames = max(1, session.frames)
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
            _rep(i + 1, rep, found[pairs[i]] if i in pairs else None, exercise)
            for i, rep in enumerate(true)
        ),
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


def _rep(number: int, true: TrueRep, found: Rep | None, exercise: Exercise) -> RepUnit:
    if found is None:
        missed = tuple(
            _fault(name, fault, None, true.view, exercise) for name, fault in true.faults.items()
        )
        return RepUnit(number, true, matched=False, faults=missed)
    view = true.view or found.view
    return RepUnit(
        number,
        true,
        matched=True,
        found_counted=found.counted,
        found_side=None if found.side_given else found.side,
        found_view=found.view,
        late=_late(true, found),
        faults=tuple(
            _fault(name, fault, found, view, exercise) for name, fault in true.faults.items()
        ),
        measures=tuple(_measures(true, found)) if true.counted and found.counted else (),
    )


def _late(true: TrueRep, found: Rep) -> Mapping[str, float]:
    pairs = {
        "start": (found.start_s, true.start),
        "peak": (found.peak_s, true.peak),
        "end": (found.end_s, true.end),
    }
    return {name: f - t for name, (f, t) in pairs.items() if t is not None}


def _fault(
    name: str, true: TrueFault, rep: Rep | None, view: View | None, exercise: Exercise
) -> FaultUnit:
    # Where nobody says from where it was filmed, every check counts as possible.
    allows = view is None or view in exercise.check(name).views
    if rep is None:
        return FaultUnit(name, true, None, view_allows=allows)
    finding = next((f for f in rep.findings if f.check == name), None)
    if finding is None:
        return FaultUnit(name, true, Verdict.NOT_ASSESSED, allows, reason="not in the report")
    return FaultUnit(
        name, true, finding.verdict, allows, value=finding.value, reason=finding.reason or ""
    )


def _measures(true: TrueRep, found: Rep) -> list[MeasureUnit]:
    said: dict[str, tuple[float | None, str]] = {
        name: (measure.value, measure.unit) for name, measure in found.measures.items()
    }
    for name, (check, unit) in HIDDEN_MEASURES.items():
        finding = next((f for f in found.findings if f.check == check), None)
        said[name] = (finding.value if finding else None, unit)
    rise, lower = (said.get(name, (None, ""))[0] for name in ("rise_s", "lower_s"))
    said["drop_ratio"] = (rise / lower if rise is not None and lower else None, "x")
    return [
        MeasureUnit(name, said[name][1], value, said[name][0])
        for name, value in true.measures.items()
        if name in said
    ]
