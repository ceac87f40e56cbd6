"""Heel raises: their measures and faults."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..motions.base import Performance, Unit

Array = npt.NDArray[Any]

COUNTS_FROM = 15.0  # % of foot length
STARTS_FROM = 8.0
_EDGE, _TOP = 0.05, 0.95  # shares of the peak at which a rise begins and the top is reached


def heel_raises(
    performance: Performance, t: Array, measured: dict[str, Array], foot_length_cm: float
) -> list[dict[str, Any]]:
    """Each repetition of a heel raise with its measures and faults."""
    reps = [_measure(u, performance, t, measured, foot_length_cm) for u in performance.units]
    counted = [r for r in reps if r["counted"]]
    peaks = sorted((r["measures"]["peak_heel_lift_pct"] for r in counted), reverse=True)
    best = float(np.median(peaks[:3])) if peaks else 0.0
    starts = [r["start_s"] for r in reps] + [None]
    for i, r in enumerate(reps):
        _judge(r, performance, best, starts[i + 1])
    return reps


def _series(side: str, name: str, measured: dict[str, Array]) -> Array:
    if side == "both":
        return (measured[f"{name}.L"] + measured[f"{name}.R"]) / 2
    return measured[f"{name}.{side[0].upper()}"]


def _measure(
    unit: Unit, performance: Performance, t: Array, measured: dict[str, Array], length: float
) -> dict[str, Any]:
    side = unit.side
    lift = _series(side, "heel_height_cm", measured)
    inside = np.flatnonzero((t >= unit.begin) & (t <= unit.end + 1e-9))
    top = inside[np.argmax(lift[inside])]
    peak = float(lift[top])
    edge = _EDGE * peak
    a = top
    while (
        a > inside[0]
        and lift[a - 1] > edge
        and (lift[a - 1] <= lift[a] + 0.02 * peak or lift[a] > 0.5 * peak)
    ):
        a -= 1
    b = top
    while (
        b < inside[-1]
        and lift[b + 1] > edge
        and (lift[b + 1] <= lift[b] + 0.02 * peak or lift[b] > 0.5 * peak)
    ):
        b += 1
    near = inside[lift[inside] >= _TOP * peak]
    reached, left = float(t[near[0]]), float(t[near[-1]])
    start, end = float(t[a]), float(t[b])
    window = slice(a, b + 1)
    knee = np.max([measured[f"knee_flexion.{s}"][window] for s in _legs(side)], axis=0)
    measures: dict[str, float] = {
        "peak_heel_lift_cm": peak,
        "peak_heel_lift_pct": peak / length * 100,
        "peak_foot_pitch_deg": float(_series(side, "foot_pitch", measured)[window].max()),
        "peak_foot_pitch_rigid_deg": float(
            _series(side, "foot_pitch_rigid", measured)[window].max()
        ),
        "rise_s": reached - start,
        "hold_s": left - reached,
        "lower_s": end - left,
        "knee_flexion_start_deg": float(knee[0]),
        "knee_flexion_max_deg": float(knee.max()),
        "knee_flexion_min_deg": float(knee.min()),
        "knee_flexion_range_deg": float(
            max(np.ptp(measured[f"knee_flexion.{s}"][window]) for s in _legs(side))
        ),
        "valley_pct_of_peak": max(0.0, float(lift[b]) / peak * 100) if peak else 0.0,
    }
    for way in ("sagittal", "lateral"):
        lean = measured[f"trunk_lean_{way}"][window]
        measures[f"trunk_lean_{way}_deg"] = float(lean[np.argmax(np.abs(lean))])
        measures[f"trunk_lean_{way}_change_deg"] = float(np.abs(lean - lean[0]).max())
    drift, roll = [], []
    for s in _legs(side):
        off = measured[f"ankle_offset_cm.{s}"][window]
        drift.append(float((off - off[0])[np.argmax(np.abs(off - off[0]))]))
        turned = measured[f"foot_roll.{s}"][window]
        roll.append(float(turned[np.argmax(np.abs(turned))]))
    measures["ankle_drift_pct"] = max(drift, key=abs) / length * 100
    measures["foot_roll_deg"] = max(roll, key=abs)
    if side != "both":
        other = "R" if side == "left" else "L"
        measures["other_foot_clearance_cm"] = float(measured[f"clearance_cm.{other}"][window].min())
    return {
        "side": side,
        "counted": measures["peak_heel_lift_pct"] >= COUNTS_FROM,
        "start_s": start,
        "peak_s": (reached + left) / 2,
        "end_s": end,
        "measures": {k: round(v, 3) for k, v in measures.items()},
        "asked": unit.asked,
    }


def _legs(side: str) -> tuple[str, ...]:
    return ("L", "R") if side == "both" else (side[0].upper(),)


def _judge(
    rep: dict[str, Any], performance: Performance, best: float, following: float | None
) -> None:
    """Add the true faults by the default limits of EXERCISES.md."""
    m, faults = rep["measures"], {}

    def add(kind: str, value: float, limit: float, unit: str, fault: bool, **more: Any) -> None:  # noqa: ANN401
        faults[kind] = {
            "fault": bool(fault),
            "value": round(float(value), 3),
            "limit": limit,
            "unit": unit,
            **more,
        }

    share = m["peak_heel_lift_pct"] / best * 100 if best else 0.0
    add("low_raise", share, 70.0, "% of own best", share < 70)
    cycle = following - rep["start_s"] if following is not None else None
    whole = m["rise_s"] + m["hold_s"] + m["lower_s"]
    fast = (cycle is not None and cycle < 1.6) or m["rise_s"] < 0.5 or m["lower_s"] < 0.5
    add(
        "too_fast", whole if cycle is None else cycle, 1.6, "s", fast,
        rise_s=m["rise_s"], lower_s=m["lower_s"], part_limit=0.5, cycle_known=cycle is not None,
    )  # fmt: skip
    ratio = m["rise_s"] / max(m["lower_s"], 1e-3)
    add("dropped_heel", ratio, 2.0, "rise time / lowering time", ratio > 2)
    hold = performance.prescription.get("hold_s")
    if hold is not None:
        add("no_hold", m["hold_s"], hold, "s", m["hold_s"] < hold)
    add("knee_pumping", m["knee_flexion_range_deg"], 15.0, "deg", m["knee_flexion_range_deg"] > 15)
    for way in ("sagittal", "lateral"):
        lean, change = abs(m[f"trunk_lean_{way}_deg"]), m[f"trunk_lean_{way}_change_deg"]
        name = "trunk_lean" if way == "sagittal" else "trunk_lean_lateral"
        add(name, lean, 15.0, "deg", lean > 15 or change > 10, change=change, change_limit=10.0)
    drift, roll = abs(m["ankle_drift_pct"]), abs(m["foot_roll_deg"])
    add(
        "foot_misaligned",
        drift,
        15.0,
        "% of foot length",
        drift > 15 or roll > 20,
        roll=roll,
        roll_limit=20.0,
    )
    if "other_foot_clearance_cm" in m:
        clear = m["other_foot_clearance_cm"]
        add("other_foot_down", clear, 0.3, "cm", clear < 0.3)
    if performance.prescription.get("bent_knee"):
        add("knee_locked", m["knee_flexion_max_deg"], 3.0, "deg", m["knee_flexion_max_deg"] < 3)
    valley = m["valley_pct_of_peak"]
    add("heel_not_down", valley, 15.0, "% of peak", following is not None and valley > 15)
    rep["faults"] = faults
