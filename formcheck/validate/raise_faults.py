"""Which faults a heel raise truly has: exact values against the limits, parts as EXERCISES.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.results import Side, View
from formcheck.motion.bands import band
from formcheck.validate.truth import Prescription
from formcheck.validate.units import TrueFault, TrueRep


@dataclass(frozen=True, slots=True)
class _Part:
    """A value, its limit, and whose error band applies."""

    value: float | None
    limit: float
    band: str
    above: bool = True
    scale: float = 1.0  # from the band's unit to the value's


def true_faults(
    rep: TrueRep, prescription: Prescription, limits: HeelRaiseLimits, *, feet: bool = False
) -> dict[str, TrueFault]:
    """Every check whose truth is known for this repetition.

    A check that was not prescribed, or has nothing to be compared with, is left out.

    Args:
        rep: with its measures.
        prescription: of the clip.
        limits: those that the checks use.
        feet: whether the foot model had a part in what was found of it: that decides which error
            bands say what is borderline.
    """
    m = rep.measures
    single = rep.side in (Side.LEFT, Side.RIGHT)
    parts: dict[str, list[_Part]] = {
        "low_raise": [_Part(m.get("own_best"), limits.low_raise, "relative_height", above=False)],
        "too_fast": _pace(m, prescription, limits),
        "dropped_heel": [_Part(m.get("drop_ratio"), limits.drop_ratio, "drop_ratio")],
        "knee_pumping": [
            _Part(m.get("knee_flexion_range"), limits.knee_range, "knee_flexion_range")
        ],
        "trunk_lean": [
            _Part(m.get("trunk_lean"), limits.trunk_lean, "trunk_lean"),
            _Part(m.get("trunk_lean_change"), limits.trunk_change, "trunk_lean_change"),
        ],
        "foot_misaligned": [
            _Part(m.get("ankle_drift"), limits.ankle_drift, "ankle_drift"),
            _Part(m.get("foot_turn"), limits.foot_turn, "foot_turn"),
        ],
    }
    if prescription.hold_s is not None:
        parts["no_hold"] = [_Part(m.get("hold_s"), prescription.hold_s, "hold_time", above=False)]
    if prescription.bent_knee and single:
        parts["knee_locked"] = [
            _Part(m.get("knee_flexion_max"), limits.knee_locked, "knee_flexion", above=False)
        ]
    if (heel := _heel_down(m, limits)) is not None:
        parts["heel_not_down"] = heel
    if single:
        name = "other_foot_clearance"
        parts["other_foot_down"] = [_Part(m.get(name), limits.other_foot, name, above=False)]
    result = {name: _judged(some, rep.view, rep.side, feet=feet) for name, some in parts.items()}
    if not single:
        result["other_foot_down"] = TrueFault(fault=False, applies=False)
    if heel is None and (value := m.get("heel_down")) is not None:
        result["heel_not_down"] = TrueFault(fault=False, value=value)
    return {name: true for name, true in result.items() if true is not None}


def _pace(
    m: Mapping[str, float], prescription: Prescription, limits: HeelRaiseLimits
) -> list[_Part]:
    period = m.get("rep_s")
    if prescription.mode == "test":
        off = None if period is None else 100 * abs(period - limits.beat) / limits.beat
        return [_Part(off, limits.beat_tolerance, "rep_time", scale=100 / limits.beat)]
    parts = [
        _Part(m.get(f"{way}_s"), limits.shortest_phase, f"quick_{way}_time", above=False)
        for way in ("rise", "lower")
    ]
    if period is not None:  # the last repetition of a set has no next one
        parts.append(_Part(period, limits.shortest_period, "rep_time", above=False))
    return parts


def _heel_down(m: Mapping[str, float], limits: HeelRaiseLimits) -> list[_Part] | None:
    """Only a next rise can come too early: after the last one nothing is wrong."""
    return [_Part(m.get("heel_down"), limits.heel_down, "heel_down")] if "rep_s" in m else None


def _judged(parts: list[_Part], view: View | None, side: Side, *, feet: bool) -> TrueFault | None:
    """One verdict of all parts; None when a value that it takes is not known."""
    over, near = False, False
    decisive: tuple[float, float] | None = None
    for part in parts:
        if part.value is None:
            return None
        excess = part.value - part.limit if part.above else part.limit - part.value
        width = band(part.band, view, side.value, feet=feet) if view is not None else None
        width = 0.0 if width is None else width * part.scale
        over = over or excess >= width
        near = near or abs(excess) < width
        share = excess / part.limit
        if decisive is None or share > decisive[0]:
            decisive = (share, part.value)
    assert decisive is not None
    # A clear fault in one part decides; else a part that could be either leaves the whole open.
    return TrueFault(fault=decisive[0] > 0, borderline=near and not over, value=decisive[1])
