"""Heel raise: EXERCISES.md, section 1. Limits, words and checks; one leg or both feet."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from formcheck.exercises.base import (
    ANY_VIEW,
    FRONTAL_VIEWS,
    SIDE_VIEWS,
    Check,
    Exercise,
    Limits,
    Tracker,
    judge,
    not_assessed,
    worst,
)
from formcheck.exercises.results import Finding
from formcheck.motion.bands import Seen
from formcheck.motion.raise_measures import RaiseMeasures
from formcheck.motion.track import Track
from formcheck.motion.view import View, is_side
from formcheck.options import Options


def _limit(
    default: float, text: str, unit: str, source: str = "ours", *, top: float = 1000.0
) -> float:
    """A limit with its unit and source, as pydantic keeps it."""
    extra: dict[str, str] = {"unit": unit, "source": source}
    value: float = Field(
        default=default, gt=0, le=top, description=text, json_schema_extra={**extra}
    )
    return value


class HeelRaiseLimits(Limits):
    """Limits of the heel raise; every one can be changed by a clinician."""

    candidate: float = _limit(8, "Heel lift at which a raise may begin", "% foot length", top=100)
    counted: float = _limit(
        15, "Heel lift from which a raise counts; below it is partial", "% foot length", top=100
    )
    low_raise: float = _limit(70, "Lowest peak", "% of the set's own best", top=100)
    own_best_from_rep: int = Field(
        default=4,
        ge=3,
        le=20,
        description="Counted raise from which comparisons with the own best start while exercising",
        json_schema_extra={"unit": "", "source": "ours"},
    )
    shortest_period: float = _limit(1.6, "Shortest time from one rise to the next", "s", top=60)
    shortest_phase: float = _limit(0.5, "Shortest rise, and shortest lowering", "s", top=60)
    beat: float = _limit(
        2.0, "Test mode: time of one raise", "s", "heel-rise test: 60 bpm, 30 raises/min", top=60
    )
    beat_tolerance: float = _limit(20, "Test mode: how far off the beat", "%", top=100)
    test_prompts: int = Field(
        default=2,
        ge=0,
        le=20,
        description="Test mode: prompts before the test is stopped",
        json_schema_extra={"unit": "", "source": "heel-rise test, as published"},
    )
    drop_ratio: float = _limit(2.0, "Speed of lowering over speed of rising", "x", top=100)
    knee_range: float = _limit(
        15,
        "Change of knee flexion within the raise",
        "deg",
        "ours; published extended-knee test: mean 2.2, worst 21.6",
        top=180,
    )
    knee_locked: float = _limit(3, "Least knee flexion, bent knee prescribed", "deg", top=180)
    trunk_lean: float = _limit(15, "Largest lean of the trunk", "deg", top=180)
    trunk_change: float = _limit(10, "Largest change of lean within the raise", "deg", top=180)
    ankle_drift: float = _limit(
        15, "Sideways change of the ankle over the toes", "% foot length", top=100
    )
    foot_turn: float = _limit(20, "Foot turned off the leg", "deg", top=180)
    other_foot: float = _limit(
        3, "Least height of the lifted foot over the standing one", "% foot length", top=100
    )
    heel_down: float = _limit(
        15, "Highest heel, as a share of the peak, when the next rise begins", "% of peak", top=100
    )
    set_pause: float = _limit(15, "Rest after which a set is over", "s", top=600)
    set_away: float = _limit(10, "Time out of the picture after which a set is over", "s", top=600)


CHECKS = (
    Check(
        "low_raise",
        "The heel rose less than in the set's best raises.",
        "heel higher",
        ANY_VIEW,
        "any view",
    ),
    Check(
        "too_fast",
        "The raise, or one direction of it, was too quick (in test mode: off the beat).",
        "slower",
        ANY_VIEW,
        "any view",
    ),
    Check(
        "dropped_heel",
        "The heel came down much faster than it went up.",
        "slower down",
        ANY_VIEW,
        "any view",
    ),
    Check(
        "no_hold",
        "The top was held for less than prescribed.",
        "hold at the top",
        ANY_VIEW,
        "any view",
    ),
    Check(
        "knee_pumping",
        "The knee bent and straightened to help.",
        "knee still",
        SIDE_VIEWS,
        "side view",
    ),
    Check(
        "knee_locked",
        "The standing knee was locked straight.",
        "soften the knee",
        SIDE_VIEWS,
        "side view",
    ),
    Check(
        "trunk_lean",
        "The trunk leaned, or swung, during the raise.",
        "stand tall",
        SIDE_VIEWS | FRONTAL_VIEWS,
        "side view (forward), front or back view (sideways)",
    ),
    Check(
        "foot_misaligned",
        "The ankle drifted in or out over the foot, or the foot was turned.",
        "ankle over the foot",
        FRONTAL_VIEWS,
        "front or back view",
    ),
    Check(
        "other_foot_down",
        "The lifted foot touched the floor.",
        "keep the other foot up",
        frozenset({View.FRONT}),
        "front view",
    ),
    Check(
        "heel_not_down",
        "The next raise began before the heel was down.",
        "heel all the way down",
        ANY_VIEW,
        "any view",
    ),
)

MEASURES = {
    "peak_heel_lift": "Highest heel lift, from the rise of the body through a foot model",
    "peak_heel_lift_cm": "Highest heel lift in cm",
    "own_best": "Highest heel lift against the set's own best",
    "rep_s": "From this rise to the next",
    "rise_s": "Time going up",
    "hold_s": "Time at the top",
    "lower_s": "Time coming down",
    "peak_foot_pitch": "Steepest angle of the foot to the floor over its own rest",
    "knee_flexion_start": "Knee flexion at the start",
    "knee_flexion_max": "Largest knee flexion",
    "knee_flexion_range": "Change of knee flexion within the raise",
    "trunk_lean": "Largest lean of the trunk",
    "trunk_lean_change": "Change of the trunk's lean within the raise",
    "ankle_drift": "Sideways drift of the ankle over the toes",
    "foot_turn": "Angle of the foot to the line of sight",
    "other_foot_clearance": "Lowest height of the lifted foot over the standing one",
}


class HeelRaise(Exercise):
    """Heel raise, one leg or both feet."""

    id: ClassVar[str] = "heel-raise"
    title: ClassVar[str] = "Heel raise"
    what: ClassVar[str] = (
        "Stand tall behind a chair, rise slowly on to the toes, lower slowly. On one leg: lift the "
        "other foot a little, standing knee soft; 10–20 raises a side, 2–3 sets. On both feet: "
        "knees straight, hold for a few seconds at the top."
    )
    setup: ClassVar[str] = (
        "Whole body and both feet in the picture, camera level at about hip height, 2–4 m away. "
        "From the side for knee and trunk; from the front for alignment and for which leg works."
    )
    views: ClassVar[str] = "side (best), front or back for alignment; oblique with wider bands"
    checks: ClassVar[tuple[Check, ...]] = CHECKS
    measures: ClassVar[dict[str, str]] = MEASURES
    limits_type: ClassVar[type[Limits]] = HeelRaiseLimits
    height_name: ClassVar[str] = "Heel lift"

    def wanted_views(self, options: Options) -> tuple[View, ...]:
        """From the side for both feet; from the front for one leg, where the legs can be told."""
        if options.side == "both":
            return (View.LEFT, View.RIGHT)
        return (View.FRONT,) if options.side in ("left", "right") else ()

    def tracker(self, options: Options, limits: Limits, track: Track) -> Tracker:
        """A fresh tracker; see `Exercise.tracker`."""
        from formcheck.exercises.heel_raise_tracker import HeelRaiseTracker

        assert isinstance(limits, HeelRaiseLimits)
        return HeelRaiseTracker(self, options, limits, track)


def heel_raise_findings(
    m: RaiseMeasures, seen: Seen, options: Options, limits: HeelRaiseLimits
) -> list[Finding]:
    """Every check that one raise alone can answer; the set adds `low_raise` and the period.

    Args:
        m: measures of the raise.
        seen: view, working side and frame interval.
        options: what was prescribed.
        limits: limits in force.
    """
    return [
        _dropped_heel(m, seen, limits),
        _no_hold(m, seen, options),
        _knee_pumping(m, seen, limits),
        _knee_locked(m, seen, options, limits),
        _trunk_lean(m, seen, limits),
        _foot_misaligned(m, seen, limits),
        _other_foot_down(m, seen, limits),
        judge(
            "heel_not_down",
            100 * m.end_share,
            limits.heel_down,
            unit="% of peak",
            band=seen.band("heel_down"),
            at_s=m.end,
        ),
    ]


def too_fast(
    m: RaiseMeasures,
    seen: Seen,
    limits: HeelRaiseLimits,
    *,
    period_s: float | None,
    test_mode: bool,
) -> Finding:
    """The pace: period, rise and lowering; in test mode against the beat.

    Args:
        m: measures of the raise.
        seen: view, working side and frame interval.
        limits: limits in force.
        period_s: from this rise to the next, None for the last one of a set.
        test_mode: whether the heel-rise test's beat is what counts.
    """
    parts = []
    if test_mode:
        if period_s is None:
            return not_assessed("too_fast", "the last raise has no next one to be timed by")
        off = 100 * abs(period_s - limits.beat) / limits.beat
        band = seen.band("rep_time")
        way = "slower" if period_s > limits.beat else "faster"
        return judge(
            "too_fast",
            off,
            limits.beat_tolerance,
            unit="% off the beat",
            band=None if band is None else 100 * band / limits.beat,
            at_s=m.peak,
            detail=f"{period_s:.2f} s a raise: {way} than the beat of {limits.beat:g} s",
        )
    if period_s is not None:
        parts.append(
            judge(
                "too_fast",
                period_s,
                limits.shortest_period,
                unit="s",
                band=seen.band("rep_time"),
                fault_above=False,
                at_s=m.peak,
                detail="from one rise to the next",
            )
        )
    for what, seconds, at in (("rising", m.rise_s, m.start), ("lowering", m.lower_s, m.end)):
        parts.append(
            judge(
                "too_fast",
                seconds,
                limits.shortest_phase,
                unit="s",
                band=seen.band("phase_time"),
                fault_above=False,
                at_s=(at + m.peak) / 2,
                detail=what,
            )
        )
    return worst(parts)


def low_raise(
    m: RaiseMeasures, seen: Seen, own_best: float | None, limits: HeelRaiseLimits
) -> Finding:
    """The peak against the set's own best.

    Args:
        m: measures of the raise.
        seen: view, working side and frame interval.
        own_best: median of the three best of the set, None while fewer than three are known.
        limits: limits in force.
    """
    if own_best is None:
        return not_assessed("low_raise", "fewer than three raises to compare with")
    return judge(
        "low_raise",
        100 * m.lift / own_best,
        limits.low_raise,
        unit="% of own best",
        band=seen.band("relative_height"),
        fault_above=False,
        at_s=m.peak,
    )


def _dropped_heel(m: RaiseMeasures, seen: Seen, limits: HeelRaiseLimits) -> Finding:
    ratio = m.rise_s / m.lower_s if m.lower_s > 0 else None
    return judge(
        "dropped_heel",
        ratio,
        limits.drop_ratio,
        unit="x",
        band=seen.band("drop_ratio"),
        at_s=m.end - m.lower_s / 2,
        detail=f"up in {m.rise_s:.2f} s, down in {m.lower_s:.2f} s",
    )


def _no_hold(m: RaiseMeasures, seen: Seen, options: Options) -> Finding:
    if options.hold_s is None:
        return not_assessed("no_hold", "not prescribed")
    return judge(
        "no_hold",
        m.hold_s,
        options.hold_s,
        unit="s",
        band=seen.band("phase_time"),
        fault_above=False,
        at_s=m.peak,
    )


def _side_only(check: str, seen: Seen) -> Finding | None:
    """Why a knee check cannot be made, or None when it can."""
    if not is_side(seen.view):
        return not_assessed(check, "needs a side view")
    if seen.side != "both":
        return not_assessed(
            check, "from the side the pose model mixes up the legs of somebody on one leg"
        )
    return None


def _knee_pumping(m: RaiseMeasures, seen: Seen, limits: HeelRaiseLimits) -> Finding:
    return _side_only("knee_pumping", seen) or judge(
        "knee_pumping",
        m.knee_range,
        limits.knee_range,
        unit="deg",
        band=seen.band("knee_flexion_range"),
        at_s=m.knee_at,
    )


def _knee_locked(
    m: RaiseMeasures, seen: Seen, options: Options, limits: HeelRaiseLimits
) -> Finding:
    if not options.bent_knee:
        return not_assessed("knee_locked", "not prescribed")
    if seen.side == "both":
        return not_assessed("knee_locked", "for one leg only")
    return _side_only("knee_locked", seen) or judge(
        "knee_locked",
        m.knee_max,
        limits.knee_locked,
        unit="deg",
        band=seen.band("knee_flexion"),
        fault_above=False,
        at_s=m.peak,
    )


def _trunk_lean(m: RaiseMeasures, seen: Seen, limits: HeelRaiseLimits) -> Finding:
    if seen.view not in HeelRaise.check("trunk_lean").views:
        return not_assessed("trunk_lean", "needs a side, front or back view")
    direction = "forward or back" if is_side(seen.view) else "sideways"
    return worst(
        judge(
            "trunk_lean",
            value,
            limit,
            unit="deg",
            band=seen.band(name),
            at_s=m.trunk_at,
            detail=f"{what} {direction}",
        )
        for value, limit, name, what in (
            (m.trunk_max, limits.trunk_lean, "trunk_lean", "lean"),
            (m.trunk_change, limits.trunk_change, "trunk_lean_change", "swing"),
        )
    )


def _foot_misaligned(m: RaiseMeasures, seen: Seen, limits: HeelRaiseLimits) -> Finding:
    if seen.view not in FRONTAL_VIEWS:
        return not_assessed("foot_misaligned", "needs a front or back view")
    if seen.side == "unknown":
        return not_assessed("foot_misaligned", "which leg works could not be told")
    return worst(
        (
            judge(
                "foot_misaligned",
                100 * m.ankle_drift,
                limits.ankle_drift,
                unit="% foot length",
                band=seen.band("ankle_drift"),
                at_s=m.drift_at,
                detail="ankle drifts over the foot",
            ),
            judge(
                "foot_misaligned",
                m.foot_turn,
                limits.foot_turn,
                unit="deg",
                band=seen.band("foot_turn"),
                at_s=m.peak,
                detail="foot turned",
            ),
        )
    )


def _other_foot_down(m: RaiseMeasures, seen: Seen, limits: HeelRaiseLimits) -> Finding:
    if seen.side == "both":
        return not_assessed("other_foot_down", "for one leg only")
    if seen.view is not View.FRONT:
        return not_assessed("other_foot_down", "needs a front view")
    if seen.side == "unknown":
        return not_assessed("other_foot_down", "which leg works could not be told")
    return judge(
        "other_foot_down",
        100 * m.clearance,
        limits.other_foot,
        unit="% foot length",
        band=seen.band("other_foot_clearance"),
        fault_above=False,
        at_s=m.clearance_at,
    )
