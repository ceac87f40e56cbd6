"""Which repetitions may be counted or not with equal right, by the limit that makes them count.

As with faults: the value that decides lies within one error band of its limit. A raise counts from
a height, a circle from how far it turned, and the last step of a stage on the toes from how long
the foot stands before the heels come down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from formcheck.exercises.ankle_circle import AnkleCircleLimits
from formcheck.exercises.base import Limits
from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.results import Side, View
from formcheck.exercises.toe_walk import ToeWalkLimits
from formcheck.motion.bands import band
from formcheck.validate.truth import GivenStage, Truth
from formcheck.validate.units import TrueRep
from formcheck.validate.views import mean_view

LAST_STEP_S = 0.25
"""Seconds that a foot has to stand on the toes to make a step; see samples/studio/TRUTH.md."""

OFF_CM = 0.5
"""Clearance from which a foot is off the floor."""

SAME_S = 0.25
"""A foot comes down within so long of where its step is listed, seconds."""


def span(truth: Truth, true: Sequence[TrueRep], limits: Limits) -> tuple[int, int]:
    """The fewest and the most repetitions that may be counted in a clip.

    Args:
        truth: of the clip.
        true: its repetitions.
        limits: those that are in force.
    """
    if truth.reps is None:
        return truth.count, truth.count
    border = [_is_borderline(rep, truth, limits) for rep in true]
    certain = sum(rep.counted and not either for rep, either in zip(true, border, strict=True))
    unlisted = 0
    if isinstance(limits, ToeWalkLimits):
        unlisted = sum(_unlisted(truth, stage) for stage in truth.stages)
    return certain, certain + sum(border) + unlisted


def _is_borderline(rep: TrueRep, truth: Truth, limits: Limits) -> bool:
    """Whether a listed repetition may count or not."""
    view, side = rep.view or View.UNKNOWN, rep.side.value
    if isinstance(limits, HeelRaiseLimits):
        value, limit, error = (
            rep.measures.get("peak_heel_lift"),
            limits.counted,
            band("peak_heel_lift", view, side),
        )
    elif isinstance(limits, AnkleCircleLimits):
        value, limit = rep.measures.get("turned"), limits.whole
        error = band("circle_turned", view, side)
    elif isinstance(limits, ToeWalkLimits) and rep.counted and rep.start is not None:
        end = next((s.end_s for s in truth.stages if s.start_s <= rep.start <= s.end_s), None)
        value, limit = None if end is None else end - rep.start, LAST_STEP_S
        error = band("toe_stance", view, side)
    else:
        return False
    return value is not None and error is not None and abs(value - limit) <= error


def _unlisted(truth: Truth, stage: GivenStage) -> int:
    """Feet that came down so shortly before the end of a stage that they are no steps, nearly."""
    yaws = (f.yaw_deg for f in truth.frames if f.t <= stage.end_s and f.yaw_deg is not None)
    error = band("toe_stance", mean_view(list(yaws)[-1:]) or View.UNKNOWN)
    if error is None:
        return 0
    count = 0
    for side, name in ((Side.LEFT, "clearance_cm.L"), (Side.RIGHT, "clearance_cm.R")):
        listed = [r.start_s for r in truth.ordered if r.side is side and r.start_s is not None]
        found = list(_landings(truth, name))
        late = [s - t for t in found for s in listed if abs(s - t) <= SAME_S]
        for t in found:
            down = t + (median(late) if late else 0.0)
            alone = all(abs(s - down) > SAME_S for s in listed)
            count += alone and LAST_STEP_S - error <= stage.end_s - down < LAST_STEP_S
    return count


def _landings(truth: Truth, name: str) -> Iterator[float]:
    """When a foot came down to `OFF_CM`, seconds."""
    known = [(f.t, f.angles[name]) for f in truth.frames if name in f.angles]
    for (t, before), (then, after) in pairwise(known):
        if before > OFF_CM >= after:
            yield t + (before - OFF_CM) / (before - after) * (then - t)
