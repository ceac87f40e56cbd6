"""What is true of a heel raise, from a truth file's frames, by EXERCISES.md's definitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.results import Side, View
from formcheck.validate.curve import Array, RiseTimes, rise_times
from formcheck.validate.raise_faults import true_faults
from formcheck.validate.truth import GivenRep, Truth
from formcheck.validate.units import SIDE_VIEWS, TrueRep
from formcheck.validate.views import mean_view

HEIGHT = "heel_height_cm"


def has_curves(truth: Truth) -> bool:
    """Whether its frames tell how high the heels are all the time."""
    return bool(truth.frames) and all(
        f"{HEIGHT}.{s}" in frame.angles for frame in truth.frames for s in "LR"
    )


def true_raises(truth: Truth, limits: HeelRaiseLimits) -> list[TrueRep]:
    """Every repetition, measured on the frames.

    Args:
        truth: with `has_curves`.
        limits: those that the checks use.
    """
    clip = _Clip(truth)
    given = truth.ordered
    times = clip.times(given)
    reps = [clip.rep(g, r) for g, r in zip(given, times, strict=True)]
    reps = _compared(reps, limits.set_pause)
    return [
        replace(rep, faults=true_faults(rep, truth.prescription, limits)) if rep.counted else rep
        for rep in reps
    ]


class _Clip:
    """The frames of one clip as columns."""

    def __init__(self, truth: Truth) -> None:
        self._truth = truth
        self.t = np.array([f.t for f in truth.frames])
        self._columns = {
            name: np.array([f.angles.get(name, np.nan) for f in truth.frames])
            for name in truth.frames[0].angles
        }
        yaw = [np.nan if f.yaw_deg is None else f.yaw_deg for f in truth.frames]
        self._yaw = np.array(yaw)

    def column(self, name: str) -> Array:
        """One quantity over time; NaN where the file does not have it."""
        return self._columns.get(name, np.full(len(self.t), np.nan))

    def height(self, side: Side) -> Array:
        """Heel height of the working foot, cm; the mean of two."""
        own = np.stack([self.column(f"{HEIGHT}.{s}") for s in feet(side)])
        mean: Array = own.mean(axis=0)
        return mean

    def times(self, given: Sequence[GivenRep]) -> list[RiseTimes | None]:
        """Times of every repetition; sides are followed one by one, for each has its own curve."""
        found: dict[int, RiseTimes | None] = {}
        for side in {g.side for g in given}:
            own = [i for i, g in enumerate(given) if g.side is side]
            spans = [_span(given[i]) for i in own]
            found |= dict(zip(own, rise_times(self.t, self.height(side), spans), strict=True))
        return [found[i] for i in range(len(given))]

    def rep(self, given: GivenRep, times: RiseTimes | None) -> TrueRep:
        """One repetition with its measures; as given where the frames do not cover it."""
        plain = TrueRep(
            side=given.side,
            counted=given.counted,
            moment=given.moment,
            start=given.start_s,
            peak=given.peak_s,
            end=given.end_s,
            view=self._truth.view,
        )
        if times is None:
            return plain
        middle = (times.top_from + times.top_to) / 2
        view = self._view(times.moving) or self._truth.view
        measures = self._measures(given.side, times, view)
        return replace(
            plain,
            moment=middle,
            start=times.start,
            peak=middle,
            end=times.end,
            view=view,
            measures={k: v for k, v in measures.items() if np.isfinite(v)},
        )

    def _view(self, moving: slice) -> View | None:
        return mean_view(self._yaw[moving])

    def _measures(self, side: Side, r: RiseTimes, view: View | None) -> dict[str, float]:
        foot = self._truth.person.foot_length_cm or np.nan
        rise, lower = r.top_from - r.start, r.end - r.top_to
        result = {
            "peak_heel_lift_cm": r.peak,
            "peak_heel_lift": 100 * r.peak / foot,
            "rise_s": rise,
            "hold_s": r.top_to - r.top_from,
            "lower_s": lower,
            "drop_ratio": rise / lower if lower > 0 else np.nan,
            "heel_down": 100 * r.valley / r.peak,
        }
        near = (str(view)[0].upper(),) if view in SIDE_VIEWS else feet(side)
        result |= self._knee(near, r.moving) | self._trunk(view, r.moving)
        result |= self._foot(side, r.moving, foot)
        pitch = [self.column(f"foot_pitch.{s}")[r.moving].max() for s in near]
        return result | {"peak_foot_pitch": float(np.max(pitch))}

    def _knee(self, legs: tuple[str, ...], moving: slice) -> dict[str, float]:
        knees = [self.column(f"knee_flexion.{s}")[moving] for s in legs]
        return {
            "knee_flexion_start": float(np.max([k[0] for k in knees])),
            "knee_flexion_max": float(np.max([k.max() for k in knees])),
            "knee_flexion_range": float(np.max([np.ptp(k) for k in knees])),
        }

    def _trunk(self, view: View | None, moving: slice) -> dict[str, float]:
        """Forward in a side view, sideways from the front and the back."""
        if view is None:
            return {}
        way = "sagittal" if view in SIDE_VIEWS else "lateral"
        lean = self.column(f"trunk_lean_{way}")[moving]
        return {
            "trunk_lean": float(np.abs(lean).max()),
            "trunk_lean_change": float(np.ptp(lean)),
        }

    def _foot(self, side: Side, moving: slice, foot: float) -> dict[str, float]:
        drift, turn = [], []
        for s in feet(side):
            offset = self.column(f"ankle_offset_cm.{s}")[moving]
            drift.append(np.abs(offset - offset[0]).max())
            turn.append(abs(np.median(self.column(f"foot_progression.{s}")[moving])))
        result = {
            "ankle_drift": 100 * float(np.max(drift)) / foot,
            "foot_turn": float(np.max(turn)),
        }
        if side in (Side.LEFT, Side.RIGHT):
            other = "R" if side is Side.LEFT else "L"
            clear = self.column(f"clearance_cm.{other}")[moving]
            result["other_foot_clearance"] = 100 * float(clear.min()) / foot
        return result


def feet(side: Side) -> tuple[str, ...]:
    """The feet that work, as a truth file names them."""
    return {Side.LEFT: ("L",), Side.RIGHT: ("R",)}.get(side, ("L", "R"))


def _span(given: GivenRep) -> tuple[float, float]:
    """About where a repetition lies."""
    moment = given.moment
    return (
        given.start_s if given.start_s is not None else moment - 0.5,
        given.end_s if given.end_s is not None else moment + 0.5,
    )


def _compared(reps: Sequence[TrueRep], pause_s: float) -> list[TrueRep]:
    """Add what takes several repetitions: the set's own best, and the time to the next rise."""
    result = []
    for number, rep in enumerate(reps):
        own = [r for r in reps if r.counted and _same_set(reps, r, rep, pause_s)]
        more: dict[str, float] = {}
        lifts = sorted((r.measures.get("peak_heel_lift_cm", np.nan) for r in own), reverse=True)
        if len(lifts) >= 3 and np.isfinite(lifts).all() and rep.measures:
            more["own_best"] = 100 * rep.measures["peak_heel_lift_cm"] / lifts[1]
        following = reps[number + 1] if number + 1 < len(reps) else None
        if (
            following is not None
            and _same_set(reps, rep, following, pause_s)
            and rep.peak is not None
            and following.peak is not None
        ):
            more["rep_s"] = following.peak - rep.peak
        result.append(replace(rep, measures={**rep.measures, **more}))
    return result


def _same_set(reps: Sequence[TrueRep], a: TrueRep, b: TrueRep, pause_s: float) -> bool:
    """Whether nothing between two repetitions ends a set: another side, or a long rest."""
    first, last = sorted((reps.index(a), reps.index(b)))
    part = reps[first : last + 1]
    rests = [
        y.start - x.end for x, y in pairwise(part) if x.end is not None and y.start is not None
    ]
    return len({r.side for r in part}) == 1 and max(rests, default=0.0) < pause_s
