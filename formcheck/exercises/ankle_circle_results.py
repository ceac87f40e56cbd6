"""Ankle circles' sets and drawings, as results."""

from __future__ import annotations

from formcheck.exercises.ankle_circle_sets import (
    CircleSet,
    CircleSets,
    Entry,
    Way,
    next_direction,
)
from formcheck.exercises.base import measure
from formcheck.exercises.drawings import ClockTrace
from formcheck.exercises.feet_alone import nothing_measured
from formcheck.exercises.results import Measure, SetResult, Side
from formcheck.exercises.summaries import mean_of
from formcheck.motion.circle_measures import CircleMeasures
from formcheck.motion.circle_watch import CircleWatch


def set_result(of: CircleSet) -> SetResult:
    """A set with its figures."""
    counted = [e for e in of.reps if e.counted]
    whole = [e for e in counted if not (e.gap or e.by_count)]
    few = "no circles"
    by_count = "" if whole else next((e.by_count for e in counted if e.by_count), "")
    measures = {
        "rep_s": _mean(whole, "circle_time", [e.measures.seconds for e in whole], "s", few),
        "plantar_dorsi_range": _mean(
            whole, "circle_pointed", [e.measures.pointed for e in whole], "deg", few
        ),
        "side_range": _mean(
            whole,
            "circle_aside",
            [e.measures.aside for e in whole],
            "deg",
            "needs a front or oblique view",
        ),
    }
    return SetResult(
        index=of.index,
        side=side_of(of),
        start_s=round(of.start, 3),
        end_s=round(of.end, 3),
        reps=len(counted),
        partial=len(of.reps) - len(counted),
        ended_by=of.ended_by,
        measures=nothing_measured(measures, by_count) if by_count else measures,
    )


def _mean(entries: list[Entry], band: str, values: list[float], unit: str, few: str) -> Measure:
    """Mean of what was measured, with the widest error band: errors are shared, not averaged."""
    bands = [e.seen.band(band) for e in entries]
    known = [b for b in bands if b is not None]
    widest = max(known) if known and len(known) == len(bands) else None
    return measure(mean_of(values), unit, widest, few)


def side_of(of: CircleSet | None) -> Side:
    """The foot of a set."""
    return of.side if of else Side.UNKNOWN


def drawing_of(m: CircleMeasures, wanted: Way) -> ClockTrace | None:
    """A circle on its clock; None where its path was not seen."""
    if not len(m.trace):
        return None
    return ClockTrace(
        points=tuple((round(float(x), 1), round(float(y), 1)) for x, y in m.trace),
        reach=max(5.0, 1.15 * float(abs(m.trace).max())),
        sectors=m.sectors,
        turned=round(m.turned, 1),
        wanted=wanted,
    )


def trace_of(watch: CircleWatch, sets: CircleSets, *, counted_only: bool) -> ClockTrace | None:
    """The clock with the path of the turn under way.

    Args:
        watch: the feet.
        sets: so far.
        counted_only: circles are only counted now, so that no path is shown, and no direction.
    """
    side = watch.side
    if not side:
        return None
    wanted = sets.way(sets.current) or next_direction([sets.way(one) for one in sets.sets])
    points = None if counted_only else watch.trace(side)
    if points is None:
        known = watch.planar and not counted_only
        return ClockTrace(points=(), reach=30.0, wanted=wanted, known=known)
    finder = watch.finder(side)
    half = finder.clock.half if finder.clock else (25.0, 25.0)
    last = points[-96:]
    return ClockTrace(
        points=tuple((round(float(x), 1), round(float(y), 1)) for x, y in last),
        reach=max(5.0, 1.15 * max(half)),
        turned=round(finder.turned, 1),
        wanted=wanted,
    )
