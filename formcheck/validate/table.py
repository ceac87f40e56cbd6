"""Works out the figures of some clips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from formcheck.exercises.registry import exercises
from formcheck.exercises.results import Side, Verdict, View
from formcheck.validate.figures import (
    Counts,
    DirectionRow,
    FaultRow,
    MeasureRow,
    SaidRow,
    Seen,
    Table,
    Timing,
)
from formcheck.validate.stats import FEW, agreement, rate, share
from formcheck.validate.units import ClipResult, FaultUnit, MeasureUnit, RepUnit

SEEN = 0.95
"""Share of frames with the whole body from which on a clip counts as seen."""

UNTOLD, NOT_FOUND = "not told", "not found"
DIRECTIONS = ("clockwise", "counter-clockwise")


def table(clips: Sequence[ClipResult], reps: Iterable[RepUnit] | None = None) -> Table:
    """The figures of some clips.

    Args:
        clips: what came of them.
        reps: those of their repetitions and stages that are meant; all of them when not given.
    """
    every = (rep for clip in clips for rep in (*clip.reps, *clip.stages))
    chosen = list(every if reps is None else reps)
    return Table(
        counts=_counts(clips),
        timing=_timing(chosen),
        faults=_faults(chosen),
        measures=_measures(chosen),
        sides=_sides(chosen),
        stages=_stages(chosen),
        directions=_directions(chosen),
        seen=_seen(clips),
    )


def _seen(clips: Sequence[ClipResult]) -> Seen:
    return Seen(
        clips=len(clips),
        person=float(np.mean([c.found_share for c in clips])) if clips else None,
        whole=float(np.mean([c.feet_share for c in clips])) if clips else None,
        enough=share(sum(c.feet_share >= SEEN for c in clips), len(clips)),
    )


def _counts(clips: Sequence[ClipResult]) -> Counts:
    own = [c for c in clips if not c.distractor]
    others = [c for c in clips if c.distractor]
    off = [abs(c.found_count - c.true_count) for c in own]
    reps = [r for c in own for r in c.reps if r.true.counted]
    return Counts(
        clips=len(own),
        exact=share(sum(e == 0 for e in off), len(off)),
        off_by_one=share(sum(e <= 1 for e in off), len(off)),
        either_way=share(sum(c.either_exact for c in own), len(own)),
        mae=float(np.mean([e / c.true_count for e, c in zip(off, own, strict=True)]))
        if own
        else None,
        true=sum(c.true_count for c in own),
        missed=sum(not (r.matched and r.found_counted) for r in reps),
        extra=sum(len(c.false_reps) for c in own),
        distractors=len(others),
        false_a_minute=rate(
            sum(len(c.false_reps) for c in others), sum(c.seconds for c in others) / 60
        ),
    )


def _timing(reps: Sequence[RepUnit]) -> list[Timing]:
    result = []
    for moment in ("start", "peak", "end"):
        late = [r.late[moment] for r in reps if moment in r.late and r.true.counted]
        bias = float(np.mean(late)) if late else None
        p90 = float(np.percentile(np.abs(np.array(late) - bias), 90)) if late else None
        result.append(Timing(moment=moment, n=len(late), bias=bias, p90=p90, few=len(late) < FEW))
    return result


def _faults(reps: Sequence[RepUnit]) -> list[FaultRow]:
    units = [f for r in reps for f in r.faults]
    names = {u.check for u in units}
    # In the order of the exercise that they are of; some names are those of several.
    own = [[check.name for check in kind.checks] for kind in exercises().values()]
    own.sort(key=lambda checks: not names <= set(checks))
    known = dict.fromkeys(name for checks in own for name in checks)
    return [
        fault_row(name, some) for name in known if (some := [u for u in units if u.check == name])
    ]


def fault_row(name: str, units: Sequence[FaultUnit]) -> FaultRow:
    """One check's figures.

    Args:
        name: of the check.
        units: every repetition whose truth is known for it.
    """
    real = [u for u in units if u.true.applies]
    found = [u for u in real if u.verdict is not None]
    here = [u for u in found if u.view_allows]
    clear = [u for u in here if not u.true.borderline]
    near = [u for u in here if u.true.borderline]
    elsewhere = [u for u in found if not u.true.borderline]
    tp, fn = _said(clear, fault=True)
    fp, tn = _said(clear, fault=False)
    faulty = sum(u.true.fault for u in clear)
    near_tp, near_fn = _said(near, fault=True)
    near_fp, near_tn = _said(near, fault=False)
    return FaultRow(
        check=name,
        units=len(clear),
        faulty=faulty,
        tp=tp,
        fp=fp,
        fn=fn,
        tn=tn,
        precision=share(tp, tp + fp, units=faulty),
        recall=share(tp, tp + fn, units=faulty),
        f1=2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None,
        few=faulty < FEW,
        not_assessed=share(_unknown(clear), len(clear)),
        borderline=len(near),
        borderline_right=near_tp + near_tn,
        borderline_wrong=near_fp + near_fn,
        not_found=sum(u.verdict is None and u.true.fault and u.view_allows for u in real),
        all_views_not_assessed=share(_unknown(elsewhere), len(elsewhere)),
        wrong_view=sum(
            not u.view_allows and u.verdict in (Verdict.OK, Verdict.FAULT) for u in found
        ),
        impossible=sum(not u.true.applies and u.verdict is Verdict.FAULT for u in units),
    )


def _said(units: Iterable[FaultUnit], *, fault: bool) -> tuple[int, int]:
    """How many of those with (without) the fault were called a fault, and how many ok."""
    verdicts = [u.verdict for u in units if u.true.fault is fault]
    return verdicts.count(Verdict.FAULT), verdicts.count(Verdict.OK)


def _unknown(units: Iterable[FaultUnit]) -> int:
    return sum(u.verdict is Verdict.NOT_ASSESSED for u in units)


def _measures(reps: Sequence[RepUnit]) -> list[MeasureRow]:
    units = [m for r in reps for m in r.measures]
    return [
        measure_row(name, [u for u in units if u.measure == name])
        for name in dict.fromkeys(u.measure for u in units)
    ]


def measure_row(name: str, units: Sequence[MeasureUnit]) -> MeasureRow:
    """One measure's figures."""
    pairs = [(u.true, u.found) for u in units if u.found is not None]
    return MeasureRow(
        measure=name,
        unit=units[0].unit if units else "",
        known=len(units),
        agreement=agreement([t for t, _ in pairs], [f for _, f in pairs]),
    )


def _sides(reps: Sequence[RepUnit]) -> list[SaidRow]:
    result = []
    for side in (Side.LEFT, Side.RIGHT, Side.BOTH):
        own = [r for r in reps if r.true.side is side and r.true.counted]
        said: dict[str, int] = {s.value: 0 for s in Side} | {NOT_FOUND: 0}
        for rep in own:
            if rep.found_side is not None:
                said[rep.found_side.value] += 1
            elif not rep.matched:
                said[NOT_FOUND] += 1
        if own:
            result.append(SaidRow(true=side.value, said=said))
    return result


def _stages(reps: Sequence[RepUnit]) -> list[SaidRow]:
    """By the true stage of the repetitions in it."""
    staged = [r for r in reps if r.true.stage is not None and r.true.counted]
    result = []
    for name in dict.fromkeys(r.true.stage for r in staged):
        own = [r for r in staged if r.true.stage == name]
        said = Counter((r.found_stage or UNTOLD) if r.matched else NOT_FOUND for r in own)
        result.append(SaidRow(true=str(name), said=dict(said)))
    return result


def _directions(reps: Sequence[RepUnit]) -> list[DirectionRow]:
    turning = [r for r in reps if r.true.direction is not None]
    views = dict.fromkeys(r.true.view or View.UNKNOWN for r in turning)
    return [
        _direction_row(view, [r for r in turning if (r.true.view or View.UNKNOWN) is view])
        for view in views
    ]


def _direction_row(view: View, reps: Sequence[RepUnit]) -> DirectionRow:
    told = [r for r in reps if r.found_direction in DIRECTIONS]
    right = sum(r.found_direction == r.true.direction for r in told)
    found = sum(r.matched for r in reps)
    return DirectionRow(
        view=view.value,
        right=right,
        wrong=len(told) - right,
        untold=found - len(told),
        not_found=len(reps) - found,
    )
