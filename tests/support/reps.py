"""Realistic heel raises, one by one, and the curve of the heel that they give."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from formcheck.exercises.results import Finding, Measure, Rep, Side, Verdict, View
from formcheck.report.curve import CurveThinner
from formcheck.report.model import Curve

UNIT = "% foot length"

CHECK_TEXTS = {
    "low_raise": "Low raise: the heel stays below 70 % of the set's own best height.",
    "too_fast": "Too fast: under 1.6 s a raise, or a rise or lowering under 0.5 s.",
    "dropped_heel": "Dropped heel: the lowering is more than twice as fast as the rise.",
    "no_hold": "No hold: less time at the top than prescribed.",
    "knee_pumping": "Knee pumping: the knee bends by more than 15° within the raise.",
    "knee_locked": "Knee locked: the standing knee is straighter than 3° throughout.",
    "trunk_lean": "Trunk lean: the trunk leans by over 15°, or by 10° more within the raise.",
    "foot_misaligned": "Foot out of line: the ankle drifts in or out over the foot.",
    "other_foot_down": "Other foot down: the lifted foot touches the floor.",
    "heel_not_down": "Heel not down: the next raise starts before the heel is back at the floor.",
}
MEASURE_TEXTS = {
    "peak_heel_lift": "Peak heel lift",
    "peak_heel_lift_cm": "Peak heel lift",
    "peak_foot_pitch": "Peak foot pitch",
    "rise_s": "Rise",
    "hold_s": "Hold at the top",
    "lower_s": "Lowering",
    "knee_flexion_range": "Knee flexion, range",
    "trunk_lean": "Trunk lean, largest",
}


def rep(
    index: int,
    start_s: float,
    *,
    height: float | None = 62.0,
    times: tuple[float, float, float] = (1.1, 0.5, 1.3),
    set_index: int = 1,
    side: Side = Side.BOTH,
    counted: bool = True,
    view: View = View.LEFT,
    faults: Sequence[str] = (),
    unseen: dict[str, str] | None = None,
) -> Rep:
    """One heel raise, with the checks that a side view of both feet supports."""
    rise, hold, lower = times
    peak_s = start_s + rise + hold / 2
    unseen = {
        "no_hold": "not prescribed",
        "foot_misaligned": "cannot be seen from the side",
        **(unseen or {}),
    }
    cm = None if height is None else height * 0.26
    findings = [
        _finding("low_raise", faults, unseen, height, 45.5, UNIT, 6.0, peak_s),
        _finding("too_fast", faults, unseen, rise + hold + lower, 1.6, "s", 0.15, peak_s),
        _finding("dropped_heel", faults, unseen, rise / lower, 2.0, "× the rise", 0.2,
                 peak_s + 0.6),
        _finding("no_hold", faults, unseen, None, None, "s", None, None),
        _finding("knee_pumping", faults, unseen, 22.4 if "knee_pumping" in faults else 4.2,
                 15.0, "deg", 5.0, peak_s),
        _finding("trunk_lean", faults, unseen, 18.9 if "trunk_lean" in faults else 3.1,
                 15.0, "deg", 3.0, peak_s),
        _finding("foot_misaligned", faults, unseen, None, 15.0, UNIT, None, None),
        _finding("heel_not_down", faults, unseen, 2.0, 15.0, "% of the peak", 5.0, start_s),
    ]  # fmt: skip
    return Rep(
        index=index,
        set=set_index,
        side=side,
        counted=counted,
        start_s=start_s,
        peak_s=peak_s,
        end_s=start_s + rise + hold + lower,
        view=view,
        yaw_deg=88.0,
        measures={
            "peak_heel_lift": Measure(
                value=height, unit=UNIT, band=6.0, reason=None if height else "feet not visible"
            ),
            "peak_heel_lift_cm": Measure(value=cm, unit="cm", band=1.6),
            "peak_foot_pitch": Measure(value=height and height * 0.55, unit="deg", band=4.1),
            "rise_s": Measure(value=rise, unit="s", band=0.07),
            "hold_s": Measure(value=hold, unit="s", band=0.1),
            "lower_s": Measure(value=lower, unit="s", band=0.07),
            "knee_flexion_range": Measure(
                value=22.4 if "knee_pumping" in faults else 4.2, unit="deg", band=5.0
            ),
            "trunk_lean": Measure(
                value=18.9 if "trunk_lean" in faults else 3.1, unit="deg", band=3.0
            ),
        },
        findings=findings,
    )


def _finding(  # noqa: PLR0917
    check: str, faults: Sequence[str], unseen: dict[str, str],
    value: float | None, limit: float | None, unit: str, band: float | None, at_s: float | None,
) -> Finding:  # fmt: skip
    if check in unseen:
        return Finding(
            check=check, verdict=Verdict.NOT_ASSESSED, limit=limit, unit=unit, reason=unseen[check]
        )
    verdict = Verdict.FAULT if check in faults else Verdict.OK
    detail = "The knee bent while the heel rose." if check == "knee_pumping" else None
    return Finding(
        check=check, verdict=verdict, value=value, limit=limit, unit=unit, band=band, at_s=at_s,
        detail=detail if verdict is Verdict.FAULT else None,
    )  # fmt: skip


def curve_of(
    reps: Sequence[Rep], duration_s: float, *, gaps: Sequence[tuple[float, float]] = ()
) -> Curve:
    """The heel height that these repetitions would give at 30 frames/s."""
    noise = random.Random(1)
    thinner = CurveThinner()
    left = list(reps)
    for frame in range(int(duration_s * 30)):
        t = frame / 30
        while left and t > left[0].end_s:
            left.pop(0)
        value = noise.gauss(0.0, 0.5)
        if left and t >= left[0].start_s:
            value += _height_at(left[0], t)
        lost = any(start <= t < end for start, end in gaps)
        thinner.add(t, None if lost else value)
    return thinner.curve(
        name="heel_lift", label="Heel height", unit=UNIT, target=45.5 if reps else None
    )


def _height_at(one: Rep, t: float) -> float:
    top = one.measures["peak_heel_lift"].value or 55.0
    hold = one.measures["hold_s"].value or 0.0
    rise_end, lower_start = one.peak_s - hold / 2, one.peak_s + hold / 2
    if t < rise_end:
        share = (t - one.start_s) / (rise_end - one.start_s)
    elif t > lower_start:
        share = (one.end_s - t) / (one.end_s - lower_start)
    else:
        # A very slight dome, so that the top is at the peak.
        return top * (1 - 0.02 * abs(t - one.peak_s))
    return top * 0.98 * (1 - math.cos(math.pi * share)) / 2
