"""Ankle circles: seated on a chair, or standing with one foot lifted."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..body import SIDES
from ..pose import PoseTrack
from .base import Actor, Performance, Unit, over_feet, ramp, sign, standing, sway

Array = npt.NDArray[Any]


def ankle_circle(
    actor: Actor,
    t: Array,
    rng: np.random.Generator,
    *,
    side: str = "left",
    posture: str = "seated",
    circles: int = 4,
    seconds: float = 2.4,
    direction: str = "clockwise",
    plantar: float = 34.0,
    dorsi: float = 10.0,
    across: float = 20.0,
    faults: tuple[dict[str, Any], ...] = (),
) -> Performance:
    """Draw circles with the toes of one lifted foot.

    Clockwise is the body's: pointed, to the person's right, flexed, to their left.

    Args:
        actor: who.
        t: (F,) seconds.
        rng: for variation.
        side: ``left`` or ``right``.
        posture: ``seated`` or ``standing``.
        circles: how many.
        seconds: per circle.
        direction: ``clockwise`` or ``counter-clockwise``.
        plantar: range towards pointing, degrees.
        dorsi: range towards the shin, degrees.
        across: range to each side, degrees.
        faults: on chosen circles: ``partial_circle`` (degrees turned), ``small_circle`` and
            ``flat_circle`` (shares of size and of width), ``direction_change``,
            ``leg_moving`` (degrees of the shank), ``too_fast`` (seconds).
    """
    asked: dict[int, dict[str, float]] = {}
    for f in faults:
        for n in f["reps"]:
            asked.setdefault(n, {})[f["kind"]] = float(f.get("strength", 1.0))
    s = side[0].upper()
    track = _seated(actor, t, rng, s) if posture == "seated" else _standing(actor, t, rng, s)
    way = 1.0 if direction == "clockwise" else -1.0
    start = 1.2
    phase, big, wide, leg = np.zeros_like(t), np.ones_like(t), np.ones_like(t), np.zeros_like(t)
    units, at, turned = [], start, 0.0
    for i in range(circles):
        kinds = asked.get(i + 1, {})
        long = kinds.get("too_fast", seconds * float(rng.uniform(0.93, 1.07)))
        turn = kinds.get("partial_circle", 360.0)
        u = np.clip((t - at) / long, 0, 1)
        here = (way if "direction_change" not in kinds else -way) * turn
        if turn < 360:  # out and back again
            phase += here * np.sin(np.pi * u) ** 2
        else:
            phase += here * u
        window = np.clip(np.minimum((t - at) / 0.25, (at + long - t) / 0.25), 0, 1)
        big += (kinds.get("small_circle", 1.0) - 1) * window
        wide += (kinds.get("flat_circle", 1.0) - 1) * window
        leg += kinds.get("leg_moving", 0.0) * np.sin(2 * np.pi * u) * window
        units.append(Unit(side, at, at + long, {**kinds}))
        at += long
        turned += here
    on = ramp(t, start - 0.5, start - 0.05) * (1 - ramp(t, at + 0.05, at + 0.6))
    a = np.radians(phase)
    mid, half = (plantar - dorsi) / 2, (plantar + dorsi) / 2
    # Phase 0 points the toes; clockwise goes to the person's right (negative yaw) first.
    pitch = mid + half * np.cos(a) * big
    yaw = -across * np.sin(a) * big * wide
    foot = track.feet[s]
    rest = foot.pitch.copy()
    pointing = rest + on * pitch
    # The ankle stays where it is: move the ball so that the foot turns about the ankle.
    _turn_about_ankle(actor, foot, s, pointing, yaw * on)
    if np.any(leg):
        foot.ball = foot.ball + np.stack([0 * t, 0 * t, np.sin(np.radians(leg)) * 0.4], -1)
    prescription = {"direction": direction, "circles": circles, "posture": posture}
    chairs = [track_chair(actor)] if posture == "seated" else []
    return Performance("ankle-circle", side, track, units, chairs, prescription)


def _turn_about_ankle(actor: Actor, foot: Any, s: str, pitch: Array, yaw: Array) -> None:  # noqa: ANN401
    from ..pose import foot_rotations
    from ..rotations import apply

    shape, rig = actor.feet[s], actor.body.rig
    arm = rig.heads[rig[f"foot.{s}"]] - shape.pivot
    under = np.array([0, shape.pivot[1] + shape.sole, 0])
    before, toes = foot_rotations(shape, foot)
    ankle = foot.ball + apply(toes, under) + apply(before, arm)
    foot.pitch, foot.toe_pitch = pitch, pitch * 0.95
    foot.roll = foot.roll - yaw * 0.35
    foot.twist = foot.twist + yaw  # not the yaw, which the knee follows
    after, toes = foot_rotations(shape, foot)
    foot.ball = ankle - apply(after, arm) - apply(toes, under)


def track_chair(actor: Actor) -> tuple[Array, float]:
    """Where the chair stands under a seated person: position and yaw."""
    rig = actor.body.rig
    thigh = rig.heads[rig["upperleg01.L"]][1] - rig.heads[rig["lowerleg01.L"]][1]
    back = over_feet(actor, 0.0) - thigh * 0.93
    return np.array([0.0, 0.0, back + 0.06]), 0.0


def _seated(actor: Actor, t: Array, rng: np.random.Generator, s: str) -> PoseTrack:
    track = standing(actor, t, rng, 0.6)
    at, _ = track_chair(actor)
    track.pelvis[:, 1] = 0.47 + 0.075
    track.pelvis[:, 2] = at[2] - 0.06
    track.knee = np.full_like(t, np.nan)
    track.pelvis_tilt = track.pelvis_tilt - 4
    foot = track.feet[s]
    foot.ball = foot.ball.copy()
    foot.ball[:, 1] = rng.uniform(0.16, 0.26)
    foot.ball[:, 2] += rng.uniform(0.18, 0.28)
    foot.planted = np.zeros(len(t), bool)
    for k in SIDES:
        track.arm_swing[k] = track.arm_swing[k] + 24
        track.elbow[k] = track.elbow[k] + 46
    return track


def _standing(actor: Actor, t: Array, rng: np.random.Generator, s: str) -> PoseTrack:
    track = standing(actor, t, rng, 0.8)
    other = "R" if s == "L" else "L"
    foot = track.feet[s]
    foot.ball = foot.ball.copy()
    foot.ball[:, 1] = rng.uniform(0.14, 0.24) + sway(t, rng, 0.004)
    foot.ball[:, 2] += rng.uniform(0.16, 0.26)
    foot.planted = np.zeros(len(t), bool)
    track.pelvis[:, 0] += sign(other) * actor.width * 0.43
    track.lead = track.lead.copy()
    track.lead[:, 0 if s == "L" else 1] = False
    return track
