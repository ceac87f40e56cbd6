"""Raises and sets of raises as the report has them: measures, error bands, figures of a set."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.exercises.base import measure
from formcheck.exercises.feet_alone import nothing_measured
from formcheck.exercises.raises import Raise
from formcheck.exercises.results import Measure, SetResult, Side
from formcheck.exercises.sets import OpenSet
from formcheck.exercises.summaries import height_loss, mean_of
from formcheck.motion.bands import Seen
from formcheck.motion.feet_only import HEIGHT_WHY, WHY
from formcheck.motion.fine import SIDES
from formcheck.motion.raise_measures import RaiseMeasures
from formcheck.motion.view import View, is_side


@dataclass(slots=True)
class Entry:
    """One raise of a set, with what is needed to judge it again."""

    index: int
    measures: RaiseMeasures
    view: View
    yaw: float
    side: str
    counted: bool
    gap: str
    interval_s: float
    period_s: float | None = None
    feet_only: bool = False

    @property
    def seen(self) -> Seen:
        """How it was seen, for the error bands."""
        return Seen(
            self.view,
            self.side,
            self.interval_s,
            self.yaw,
            feet=self.measures.by_feet,
            alone=self.feet_only,
        )


def measures_of(entry: Entry, best: float | None, foot_cm: float) -> dict[str, Measure]:
    """Every measure of a raise, with its error band, or the reason why there is none.

    Args:
        entry: the raise.
        best: the set's own best, share of foot length; None while it is not known.
        foot_cm: foot length, NaN when neither it nor the height was given.
    """
    if entry.feet_only:
        return _by_feet_alone(entry)
    return {**_heights_of(entry, best, foot_cm), **_times_of(entry), **_posture_of(entry)}


def _by_feet_alone(entry: Entry) -> dict[str, Measure]:
    """The times alone: of all else the error is large, or not known."""
    heights = _heights_of(entry, None, math.nan)
    return {
        **nothing_measured(heights, HEIGHT_WHY),
        **_times_of(entry),
        **nothing_measured(_posture_of(entry), WHY),
    }


def _heights_of(entry: Entry, best: float | None, foot_cm: float) -> dict[str, Measure]:
    m = entry.measures
    lift_band = entry.seen.band("peak_heel_lift")
    cm_known = math.isfinite(foot_cm)
    return {
        "peak_heel_lift": measure(100 * m.lift, "% foot length", lift_band),
        "peak_heel_lift_cm": measure(
            m.lift * foot_cm if cm_known else None,
            "cm",
            lift_band * foot_cm / 100 if lift_band and cm_known else None,
            "no height or foot length was given",
        ),
        "own_best": measure(
            100 * m.lift / best if best else None,
            "% of own best",
            entry.seen.band("relative_height"),
            "fewer than three raises to compare with",
        ),
    }


def _times_of(entry: Entry) -> dict[str, Measure]:
    m, whole = entry.measures, entry.seen.band("rep_time")
    return {
        "rep_s": measure(entry.period_s, "s", whole, "no next raise in this set"),
        "rise_s": measure(m.rise_s, "s", entry.seen.band("rise_time")),
        "hold_s": measure(m.hold_s, "s", entry.seen.band("hold_time")),
        "lower_s": measure(m.lower_s, "s", entry.seen.band("lower_time")),
    }


def _posture_of(entry: Entry) -> dict[str, Measure]:
    m = entry.measures
    side_reason = _knee_reason(entry.view, entry.side)
    frontal_reason = "needs a front or back view"
    return {
        "peak_foot_pitch": measure(
            m.foot_pitch, "deg", entry.seen.band("peak_foot_pitch"), side_reason
        ),
        "knee_flexion_start": measure(
            m.knee_start, "deg", entry.seen.band("knee_flexion"), side_reason
        ),
        "knee_flexion_max": measure(
            m.knee_max, "deg", entry.seen.band("knee_flexion"), side_reason
        ),
        "knee_flexion_range": measure(
            m.knee_range, "deg", entry.seen.band("knee_flexion_range"), side_reason
        ),
        "trunk_lean": measure(
            m.trunk_max,
            "deg",
            entry.seen.band("trunk_lean"),
            "needs a side, front or back view",
        ),
        "trunk_lean_change": measure(
            m.trunk_change,
            "deg",
            entry.seen.band("trunk_lean_change"),
            "needs a side, front or back view",
        ),
        "ankle_drift": measure(
            100 * m.ankle_drift, "% foot length", entry.seen.band("ankle_drift"), frontal_reason
        ),
        "foot_turn": measure(m.foot_turn, "deg", entry.seen.band("foot_turn"), frontal_reason),
        "other_foot_clearance": measure(
            100 * m.clearance,
            "% foot length",
            entry.seen.band("other_foot_clearance"),
            "one leg, seen from the front, only",
        ),
    }


def set_result(of: OpenSet[Entry], foot_cm: float) -> SetResult:
    """A set with its figures.

    Args:
        of: the set.
        foot_cm: foot length, NaN when neither it nor the height was given.
    """
    counted = [e for e in of.reps if e.counted]
    whole = [e for e in counted if not (e.gap or e.feet_only)]
    lifts = [e.measures.lift for e in whole]
    factor, unit = (foot_cm, "cm") if math.isfinite(foot_cm) else (100.0, "% foot length")
    first, last, loss = height_loss(lifts)
    few = "fewer than six raises"
    alone = not whole and any(e.feet_only for e in counted)
    lift_band = _widest(whole, "peak_heel_lift")
    rise, lower = _widest(counted, "rise_time"), _widest(counted, "lower_time")

    def height(value: float | None, reason: str) -> Measure:
        """A height from a share of foot length."""
        if alone:
            return measure(None, unit, reason=HEIGHT_WHY)
        band = None if lift_band is None else lift_band * factor / 100
        return measure(None if value is None else factor * value, unit, band, reason)

    return SetResult(
        index=of.index,
        side=side_of(of),
        start_s=round(of.start, 3),
        end_s=round(of.end, 3),
        reps=len(counted),
        partial=len(of.reps) - len(counted),
        ended_by=of.ended_by,
        measures={
            "best_height": height(max(lifts, default=None), "no raises"),
            "mean_height": height(mean_of(lifts), "no raises"),
            "height_first_third": height(first, few),
            "height_last_third": height(last, few),
            "height_loss": measure(
                100 * loss if loss is not None and not alone else None,
                "% of the first third",
                _widest(whole, "relative_height"),
                HEIGHT_WHY if alone else few,
            ),
            "rep_s": measure(
                mean_of(e.period_s for e in of.reps),
                "s",
                _widest(counted, "rep_time"),
                "fewer than two raises",
            ),
            "rise_s": measure(mean_of(e.measures.rise_s for e in counted), "s", rise),
            "lower_s": measure(mean_of(e.measures.lower_s for e in counted), "s", lower),
        },
    )


def best_height(of: OpenSet[Entry] | None) -> float:
    """Highest raise of a set, share of foot length; 0 of none, and of the feet alone."""
    return max((e.measures.lift for e in of.reps if not e.feet_only), default=0.0) if of else 0.0


def counted_in(of: OpenSet[Entry] | None) -> int:
    """Counted raises of a set; 0 of none."""
    return sum(e.counted for e in of.reps) if of else 0


def side_of(of: OpenSet[Entry] | None) -> Side:
    """The side of a set, unknown of none."""
    return of.side if of else Side.UNKNOWN


def set_side(of: OpenSet[Entry]) -> Side:
    """The side that most of the set's raises were on."""
    sides = [e.side for e in of.reps if e.side != "unknown"]
    return Side(max(sides, key=sides.count)) if sides else Side.UNKNOWN


def other_leg(current: OpenSet[Entry], side: str) -> bool:
    """Whether a raise on this side begins a new set: left after right, or the reverse."""
    return {current.side.value, side} == set(SIDES)


def last_tempo(current: OpenSet[Entry] | None) -> float | None:
    """Time of the last raise that is over, from top to top, seconds."""
    if not current or len(current.reps) < 2:
        return None
    return current.reps[-2].period_s


def next_up(side: Side, why: str) -> str:
    """What comes next after a set, in words."""
    other = {Side.LEFT: "Rest, then the right leg", Side.RIGHT: "Rest, then the left leg"}.get(side)
    if why.startswith("the test"):
        return f"Test over. {other or 'Well done.'}"
    if other:
        return other
    return "Rest, then the next set"


def gap_in(found: Raise) -> str:
    """Why a gap in what was seen makes a raise's checks impossible; '' when there was none."""
    if found.rise.end_height < -0.15 * found.rise.height:
        return "its beginning was not seen: it came down further than it had gone up"
    if found.measures.gap_s <= max(0.25, 2.5 * interval_of(found)):
        return ""
    return f"not seen for {found.measures.gap_s:.1f} s within this raise"


def interval_of(found: Raise) -> float:
    """Usual time between two frames of a raise, seconds."""
    t = found.window.t
    return float(t[-1] - t[0]) / max(1, len(t) - 1)


def _widest(entries: list[Entry], name: str) -> float | None:
    """The widest error band among raises: what they share in error, a mean does not take away."""
    bands = [e.seen.band(name) for e in entries]
    known = [b for b in bands if b is not None]
    return max(known) if known and len(known) == len(bands) else None


def _knee_reason(view: View, side: str) -> str:
    if not is_side(view):
        return "needs a side view"
    return (
        "could not be measured here" if side == "both" else "one leg from the side: legs mixed up"
    )
