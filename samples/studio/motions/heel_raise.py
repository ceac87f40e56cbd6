"""Heel raises: both feet or one, with every fault of EXERCISES.md at a chosen strength."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..body import SIDES
from ..pose import PoseTrack
from .base import (
    Actor,
    Performance,
    Unit,
    over_feet,
    pitch_for,
    put_hands,
    ramp,
    sign,
    standing,
    sway,
)  # fmt: skip

Array = npt.NDArray[Any]

#: Fault → what its strength means; the default is plainly beyond the limit.
FAULTS: dict[str, tuple[float, str]] = {
    "low_raise": (0.5, "peak as a share of the clip's usual peak"),
    "too_fast": (1.15, "seconds from this rise to the next"),
    "dropped_heel": (3.2, "rise time over lowering time"),
    "no_hold": (0.05, "seconds at the top"),
    "knee_pumping": (26.0, "degrees of knee flexion at the start, gone at the top"),
    "trunk_lean": (20.0, "degrees forward"),
    "trunk_lean_lateral": (18.0, "degrees to the person's left"),
    "foot_misaligned": (0.24, "ankle drift outwards as a share of foot length; negative inwards"),
    "other_foot_down": (1.0, "how far down the lifted foot goes, 1 touches"),
    "heel_not_down": (0.35, "valley as a share of the peak"),
    "partial": (0.11, "heel lift as a share of foot length"),
}


def heel_raise(
    actor: Actor,
    t: Array,
    rng: np.random.Generator,
    *,
    side: str = "both",
    reps: int = 5,
    tempo: tuple[float, float, float, float] = (1.25, 0.5, 1.35, 0.4),
    peak: float = 0.36,
    vary: float = 0.06,
    start: float = 1.0,
    hold: float | None = None,
    bent_knee: float | None = None,
    support: str = "none",
    step_in: bool = True,
    fatigue: float = 0.0,
    faults: tuple[dict[str, Any], ...] = (),
) -> Performance:
    """Heel raises on planted feet.

    Args:
        actor: who.
        t: (F,) seconds.
        rng: for sway and variation.
        side: ``both``, ``left`` or ``right``.
        reps: how many.
        tempo: seconds to rise, hold, lower and rest.
        peak: heel lift at the top, share of foot length.
        vary: spread of tempo and height from one repetition to the next.
        start: seconds before the first rise.
        hold: prescribed hold, seconds, where one was prescribed.
        bent_knee: standing knee flexion, degrees; the person's own if not given.
        support: ``chair`` to hold a chair's back, ``hips`` for hands on the hips, ``none``.
        step_in: single leg: the other foot is lifted at the start and put down at the end.
        fatigue: share of height lost from the first to the last repetition.
        faults: ``{"kind": …, "reps": [1-based], "strength": …}`` each.
    """
    track = standing(actor, t, rng, 0.7)
    plan = _plan(
        rng,
        reps=reps,
        tempo=tempo,
        peak=peak,
        vary=vary,
        start=start,
        fatigue=fatigue,
        faults=faults,
    )
    stance = list(SIDES) if side == "both" else [side[0].upper()]
    length = actor.feet[stance[0]].length
    lift = _lift(t, plan) * length
    lift *= 1 + 0.012 * sway(t, rng, 1.0, 0.5, 2.0)
    done = plan[-1]["end"]
    up = ramp(lift / length, 0.0, 0.42)

    single = side != "both"
    z = np.zeros_like(t)
    held = (
        ramp(t, start - 0.85, start - 0.25) * (1 - ramp(t, done + 0.15, done + 0.8))
        if step_in
        else z + 1
    )
    misaligned, lateral, sagittal, pump, down = (z.copy() for _ in range(5))
    for rep in plan:
        shape = _through(t, rep)
        misaligned += shape * rep["asked"].get("foot_misaligned", 0.0)
        sagittal += shape * rep["asked"].get("trunk_lean", 0.0)
        lateral += shape * rep["asked"].get("trunk_lean_lateral", 0.0)
        # Knees bend before and after the top and straighten at it.
        around = ramp(t, rep["start"] - 0.30, rep["start"] + 0.25) * (
            1 - ramp(t, rep["top"] - 0.5 * rep["rise"], rep["top"])
        )
        around += ramp(t, rep["leave"], rep["leave"] + 0.6 * rep["lower"]) * (
            1 - ramp(t, rep["end"], rep["end"] + 0.3)
        )
        pump = np.maximum(pump, around * rep["asked"].get("knee_pumping", 0.0))
        touch = rep["asked"].get("other_foot_down", 0.0)
        middle = (rep["start"] + rep["end"]) / 2
        down = np.maximum(down, touch * np.exp(-(((t - middle) / 0.28) ** 2)))

    for s in stance:
        foot = track.feet[s]
        own = lift * (1 + (rng.uniform(-0.02, 0.02) if not single else 0))
        foot.pitch = pitch_for(actor.feet[s], own)
        foot.roll, foot.twist = _misalign(actor, s, foot.pitch, misaligned * length)
        foot.roll = foot.roll + sway(t, rng, 0.5)
    track.knee = track.knee + pump if bent_knee is None else bent_knee + pump + sway(t, rng, 0.4)
    track.pelvis[:, 2] += up * 0.045 - sagittal * 0.0022
    track.pelvis[:, 0] -= lateral * 0.0016
    track.spine_lean = track.spine_lean + sagittal * 1.15
    track.pelvis_tilt = track.pelvis_tilt + sagittal * 0.25
    # A side bend curves: the line from hips to shoulders leans less than the spine turns.
    track.spine_side = track.spine_side + lateral * 1.85
    track.head_nod = track.head_nod - sagittal * 0.8

    if single:
        _lift_other(actor, track, rng, stance=stance[0], held=held, down=down, up=up)
    chairs = _support(actor, track, support, rng)
    units = [Unit(side, r["start"] - 0.05, r["finish"], r["asked"]) for r in plan]
    prescription: dict[str, Any] = {"side": side, "reps": reps}
    if hold is not None:
        prescription["hold_s"] = hold
    if bent_knee is not None:
        prescription["bent_knee"] = True
    return Performance("heel-raise", side, track, units, chairs, prescription)


def _plan(
    rng: np.random.Generator,
    *,
    reps: int,
    tempo: tuple[float, ...],
    peak: float,
    vary: float,
    start: float,
    fatigue: float,
    faults: tuple[dict[str, Any], ...],
) -> list[dict[str, Any]]:  # fmt: skip
    """Times and heights of each repetition, faults included."""
    plan: list[dict[str, Any]] = []
    at, floor = start, 0.0
    for i in range(reps):
        asked = {
            f["kind"]: float(f.get("strength", FAULTS[f["kind"]][0]))
            for f in faults
            if i + 1 in f["reps"]
        }
        spread = 1 + np.clip(rng.normal(0, vary, 4), -2 * vary, 2 * vary)
        rise, hold, lower, rest = (float(a * b) for a, b in zip(tempo, spread, strict=True))
        top = peak * float(1 + np.clip(rng.normal(0, vary * 0.6), -0.1, 0.1))
        top *= 1 - fatigue * i / max(reps - 1, 1)
        top *= asked.get("low_raise", 1.0)
        if "partial" in asked:
            top = asked["partial"]
        if "no_hold" in asked:
            hold = asked["no_hold"]
        if "dropped_heel" in asked:
            lower = rise / asked["dropped_heel"]
        if "too_fast" in asked:
            scale = asked["too_fast"] / (rise + hold + lower + rest)
            rise, hold, lower, rest = (x * scale for x in (rise, hold, lower, rest))
        valley = 0.0
        if "heel_not_down" in asked and i + 1 < reps:
            valley, rest = asked["heel_not_down"] * top, 0.0
        leave = at + rise + hold
        rep = {
            "start": at, "top": at + rise, "leave": leave, "end": leave + lower, "rise": rise,
            "lower": lower, "floor": floor, "peak": top, "valley": valley, "asked": asked,
        }  # fmt: skip
        rep["finish"] = rep["end"] + min(rest, 0.25)
        plan.append(rep)
        at, floor = rep["end"] + rest, valley
    return plan


def _lift(t: Array, plan: list[dict[str, Any]]) -> Array:
    """Heel lift over time, share of foot length."""
    out = np.zeros_like(t)
    for r in plan:
        rising = r["floor"] + (r["peak"] - r["floor"]) * ramp(t, r["start"], r["top"])
        lowering = r["valley"] + (r["peak"] - r["valley"]) * (1 - ramp(t, r["leave"], r["end"]))
        now = (t >= r["start"]) & (t < r["end"])
        out = np.where(now, np.where(t < r["leave"], rising, lowering), out)
        after = t >= r["end"]
        out = np.where(after, r["valley"], out)
    return out


def _through(t: Array, rep: dict[str, Any]) -> Array:
    """Grows with the rise, gone by the end of the repetition."""
    return ramp(t, rep["start"], rep["top"]) * (1 - ramp(t, rep["leave"], rep["end"]))


def _misalign(actor: Actor, s: str, pitch: Array, drift: Array) -> tuple[Array, Array]:
    """Roll and twist (degrees) that move the ankle ``drift`` metres outwards over the ball."""
    rig, shape = actor.body.rig, actor.feet[s]
    arm = rig.heads[rig[f"foot.{s}"]] - shape.pivot
    p = np.radians(pitch)
    # The ankle's place over the ball, in the foot's own plane.
    high = arm[1] * np.cos(p) - arm[2] * np.sin(p) + shape.pivot[1]
    behind = np.maximum(-(arm[2] * np.cos(p) + arm[1] * np.sin(p)), 0.02)
    roll = np.degrees(np.arcsin(np.clip(0.86 * drift / np.maximum(high, 0.05), -0.6, 0.6)))
    twist = np.degrees(np.arctan2(0.3 * drift, behind))
    # Outwards is to the left (+x) for the left foot; rolling left is a negative turn about z.
    return -sign(s) * roll, -sign(s) * twist


def _lift_other(
    actor: Actor,
    track: PoseTrack,
    rng: np.random.Generator,
    *,
    stance: str,
    held: Array,
    down: Array,
    up: Array,
) -> None:
    """Shift over the stance leg and keep the other foot off the floor, a little behind."""
    other = "R" if stance == "L" else "L"
    foot = track.feet[other]
    back, high = rng.uniform(0.10, 0.24), rng.uniform(0.07, 0.16)
    shift = sign(stance) * actor.width / 2
    track.pelvis[:, 0] += held * shift * 0.86
    track.pelvis_roll = track.pelvis_roll + held * sign(other) * rng.uniform(-1, 3)
    track.spine_side = track.spine_side + held * sign(stance) * rng.uniform(0, 2.5)
    lowered = held * (1 - down)
    body_up = up * 0.062 * (1 - down)
    foot.ball = foot.ball.copy()
    foot.ball[:, 0] -= held * sign(other) * actor.width * 0.16
    foot.ball[:, 1] = lowered * high + held * body_up + sway(track.t, rng, 0.003) * lowered
    foot.ball[:, 2] = foot.ball[:, 2] - held * back + held * up * 0.04
    foot.ball[:, 1] = np.maximum(foot.ball[:, 1], 0)
    foot.pitch = held * (rng.uniform(18, 38) * (1 - 0.4 * down))
    foot.toe_pitch = foot.pitch * 0.8 * (1 - down)
    foot.planted = held < 0.02
    i = 0 if other == "L" else 1
    track.lead = track.lead.copy()
    track.lead[:, i] = held < 1e-6


def _support(
    actor: Actor, track: PoseTrack, support: str, rng: np.random.Generator
) -> list[tuple[Array, float]]:
    """Hands on a chair's back, on the hips, or free."""
    h = actor.body.height_m
    if support == "chair":
        ahead = 0.26 * h + over_feet(actor, 0.0)
        at = np.array([0.0, 0.0, ahead + 0.19])
        put_hands(track, {s: np.array([sign(s) * 0.15, 0.95, ahead - 0.015]) for s in SIDES}, rng)
        return [(at, 0.0)]
    if support == "hips":
        rig = actor.body.rig
        hip = rig.heads[rig["upperleg01.L"]]
        for s in SIDES:
            p = track.pelvis * [1, 0, 1] + [sign(s) * (hip[0] + 0.085), hip[1] + 0.09, 0.05]
            p[:, 1] += 0.05 * np.clip(track.feet[s].pitch / 35, 0, 1)
            track.hands[s] = p
    return []
