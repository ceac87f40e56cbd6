"""The checks of a heel raise: what was measured against the limits, or why it cannot be judged."""

from __future__ import annotations

from formcheck.exercises.base import FRONTAL_VIEWS, SIDE_VIEWS, judge, not_assessed, worst
from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.results import Finding
from formcheck.motion.bands import Seen
from formcheck.motion.raise_measures import RaiseMeasures
from formcheck.motion.view import View, is_side
from formcheck.options import Options


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
        period_s: from this top to the next, None for the last one of a set.
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
    for what, seconds, band, at in (
        ("rising", m.rise_s, seen.band("quick_rise_time"), m.start),
        ("lowering", m.lower_s, seen.band("quick_lower_time"), m.end),
    ):
        parts.append(
            judge(
                "too_fast",
                seconds,
                limits.shortest_phase,
                unit="s",
                band=band,
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
        band=seen.band("hold_time"),
        fault_above=False,
        at_s=m.peak,
    )


def _side_only(check: str, seen: Seen) -> Finding | None:
    """Why a knee check cannot be made, or None when it can."""
    if why_not := seen.why_not(SIDE_VIEWS, "a side view"):
        return not_assessed(check, why_not)
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
    if why_not := seen.why_not(SIDE_VIEWS | FRONTAL_VIEWS, "a side, front or back view"):
        return not_assessed("trunk_lean", why_not)
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
    if why_not := seen.why_not(FRONTAL_VIEWS, "a front or back view"):
        return not_assessed("foot_misaligned", why_not)
    if seen.side == "unknown":
        return not_assessed("foot_misaligned", "which leg works could not be told")
    drift = judge(
        "foot_misaligned",
        100 * m.ankle_drift,
        limits.ankle_drift,
        unit="% foot length",
        band=seen.band("ankle_drift"),
        at_s=m.drift_at,
        detail="ankle drifts over the foot"
        + ("; how the foot is turned cannot be seen from behind" * (seen.view is View.BACK)),
    )
    if seen.view is View.BACK:
        return drift
    return worst(
        (
            drift,
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
    if why_not := seen.why_not({View.FRONT}, "a front view"):
        return not_assessed("other_foot_down", why_not)
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
