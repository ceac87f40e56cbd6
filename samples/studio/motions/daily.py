"""What is not the exercise: distractors in which nothing may be counted."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..body import SIDES
from ..pose import PoseTrack
from .base import Actor, Performance, bump, over_feet, ramp, sign, standing, sway
from .gait import Step, Style, follow, settle_height, swing_arms, walk_foot

Array = npt.NDArray[Any]


def stand(actor: Actor, t: Array, rng: np.random.Generator) -> Performance:
    """Stand, look about, move an arm now and then."""
    track = standing(actor, t, rng, 1.6)
    track.head_turn = track.head_turn + sway(t, rng, 12, 0.05, 0.25)
    for s in SIDES:
        at = rng.uniform(1, t[-1] - 2)
        wave = bump(t, at, at + 0.7, at + 1.2, at + 2.0)
        track.elbow[s] = track.elbow[s] + wave * rng.uniform(30, 100)
        track.arm_swing[s] = track.arm_swing[s] + wave * rng.uniform(0, 30)
    return Performance("none", "none", track)


def _bends(
    actor: Actor, t: Array, rng: np.random.Generator, *, depth: float, period: float, hinge: float
) -> PoseTrack:
    """Bend and stretch on flat feet; ``depth`` and ``hinge`` are degrees at the knees and hips."""
    track = standing(actor, t, rng)
    at, low = 0.9, np.zeros_like(t)
    while at + period < t[-1] - 0.2:
        p = period * rng.uniform(0.88, 1.12)
        low = np.maximum(
            low, rng.uniform(0.9, 1.05) * bump(t, at, at + 0.42 * p, at + 0.5 * p, at + 0.92 * p)
        )
        at += p
    track.knee = track.knee + low * depth
    thigh = depth * 0.55
    track.pelvis[:, 2] -= low * (0.245 * actor.body.height_m * np.sin(np.radians(thigh)) * 0.75)
    track.pelvis_tilt = track.pelvis_tilt + low * hinge * 0.75
    track.spine_lean = track.spine_lean + low * hinge * 0.3
    track.head_nod = track.head_nod - low * hinge * 0.6
    for s in SIDES:
        track.arm_swing[s] = track.arm_swing[s] + low * (85 if depth > 60 else 10)
        track.knee_out[s] = track.knee_out[s] + low * 6
    return track


def squat(actor: Actor, t: Array, rng: np.random.Generator) -> Performance:
    """Squats with flat feet."""
    return Performance(
        "none",
        "none",
        _bends(actor, t, rng, depth=rng.uniform(75, 100), period=rng.uniform(2.2, 3.2), hinge=38),
    )


def knee_bend(actor: Actor, t: Array, rng: np.random.Generator) -> Performance:
    """Small knee bends with an upright trunk."""
    return Performance(
        "none",
        "none",
        _bends(actor, t, rng, depth=rng.uniform(25, 42), period=rng.uniform(1.6, 2.6), hinge=6),
    )


def weight_shift(actor: Actor, t: Array, rng: np.random.Generator) -> Performance:
    """From one leg to the other, both feet flat."""
    track = standing(actor, t, rng)
    period = rng.uniform(2.0, 3.4)
    wave = np.sin(2 * np.pi * t / period) * ramp(t, 0.4, 1.2)
    track.pelvis[:, 0] += wave * actor.width * 0.32
    track.pelvis_roll = track.pelvis_roll + wave * 2.5
    track.spine_side = track.spine_side - wave * 3
    return Performance("none", "none", track)


def march(
    actor: Actor, t: Array, rng: np.random.Generator, *, seconds: float = 0.62
) -> Performance:
    """March on the spot."""
    steps, at, i = [], 0.8, 0
    last = dict.fromkeys(SIDES, -1.0)
    while at + 2 * seconds < t[-1] - 0.2:
        s = SIDES[i % 2]
        steps.append(_standing_step(actor, s, last[s], at))
        last[s] = at + seconds * 0.82
        at, i = at + seconds, i + 1
    steps += [_standing_step(actor, s, last[s], t[-1] + 1) for s in SIDES]
    style = Style(strike=0, push=24, rise=rng.uniform(0.10, 0.2))
    track = standing(actor, t, rng)
    follow(actor, track, {s: walk_foot(actor, t, steps, s, style) for s in SIDES}, 4.0, 0.12)
    for s in SIDES:
        high = track.feet["R" if s == "L" else "L"].ball[:, 1]
        track.arm_swing[s] = track.arm_swing[s] + high * 140
    return Performance("none", "none", track)


def _standing_step(actor: Actor, s: str, down: float, up: float) -> Step:
    return Step(s, down, up, sign(s) * actor.width / 2, 0.0, sign(s) * actor.toe_out)


def sit_down(actor: Actor, t: Array, rng: np.random.Generator) -> Performance:
    """Sit down on a chair and stand up again."""
    track = standing(actor, t, rng)
    a = rng.uniform(0.8, 1.6)
    up_at = min(a + rng.uniform(3.5, 5.0), t[-1] - 2.2)
    sit = bump(t, a, a + 1.7, up_at, up_at + 1.7)
    lean = bump(t, a, a + 0.9, a + 1.1, a + 2.0) + bump(
        t, up_at - 0.3, up_at + 0.5, up_at + 0.7, up_at + 1.7
    )
    rig = actor.body.rig
    shank = rig.heads[rig["lowerleg01.L"]][1]
    thigh = rig.heads[rig["upperleg01.L"]][1] - shank
    stood = rig.heads[rig["upperleg01.L"]][1] + actor.feet["L"].sole
    seat = 0.47 + 0.075
    back = over_feet(actor, 0.0) - thigh * 0.93
    track.knee = np.full_like(t, 4.0)
    settle_height(actor, track, 0.1)
    # On the way the hips swing back before they sink.
    deep = sit**1.15
    track.pelvis[:, 1] = track.pelvis[:, 1] * (1 - deep) + seat * deep
    track.pelvis[:, 2] = track.pelvis[:, 2] * (1 - sit) + back * sit
    # Keep the legs within reach.
    limit = stood - 0.004
    track.pelvis[:, 1] = np.minimum(track.pelvis[:, 1], limit)
    track.pelvis_tilt = track.pelvis_tilt + lean * 24 - sit * 4
    track.spine_lean = track.spine_lean + lean * 16
    track.head_nod = track.head_nod - lean * 22
    for s in SIDES:
        track.arm_swing[s] = track.arm_swing[s] + sit * 26 + lean * 10
        track.elbow[s] = track.elbow[s] + sit * 52
    chair_at = np.array([0.0, 0.0, back + 0.06])
    return Performance("none", "none", track, chairs=[(chair_at, 0.0)])


def foot_tap(
    actor: Actor, t: Array, rng: np.random.Generator, *, side: str = "left"
) -> Performance:
    """Tap a foot: toes up and down with the heel on the floor."""
    track = standing(actor, t, rng)
    s = side[0].upper()
    period = rng.uniform(0.5, 1.0)
    wave = (0.5 - 0.5 * np.cos(2 * np.pi * t / period)) * ramp(t, 0.8, 1.2) * rng.uniform(10, 20)
    foot, shape = track.feet[s], actor.feet[s]
    reach = float(np.linalg.norm((shape.heel - shape.pivot)[[0, 2]]))
    a = np.radians(wave)
    yaw = np.radians(foot.yaw)
    foot.ball = foot.ball + np.stack([0 * t, reach * np.sin(a), 0 * t], -1)
    foot.ball = (
        foot.ball
        - np.stack([np.sin(yaw), 0 * t, np.cos(yaw)], -1) * (reach * (1 - np.cos(a)))[:, None]
    )
    foot.pitch, foot.toe_pitch = -wave, -wave
    other = "R" if s == "L" else "L"
    track.pelvis[:, 0] += sign(other) * actor.width * 0.25
    track.lead[:, 0 if s == "L" else 1] = False
    return Performance("none", "none", track)


def scratch_leg(
    actor: Actor, t: Array, rng: np.random.Generator, *, side: str = "left"
) -> Performance:
    """Lift one foot and rub the other shank with it."""
    track = standing(actor, t, rng)
    s = side[0].upper()
    other = "R" if s == "L" else "L"
    held = bump(t, 1.0, 1.7, t[-1] - 1.8, t[-1] - 1.0)
    rub = np.sin(2 * np.pi * t / rng.uniform(0.6, 0.9)) * 0.05 * held
    foot = track.feet[s]
    foot.ball = foot.ball.copy()
    foot.ball[:, 0] += held * sign(other) * actor.width * 0.62
    foot.ball[:, 1] = held * 0.2 + rub * held
    foot.ball[:, 2] -= held * 0.13
    foot.pitch = held * 42.0
    foot.toe_pitch = held * 42.0
    foot.planted = held < 0.02
    track.pelvis[:, 0] += held * sign(other) * actor.width * 0.43
    track.lead[:, 0 if s == "L" else 1] = held < 1e-6
    track.spine_side = track.spine_side + held * sign(other) * 2
    return Performance("none", "none", track)


def _path_steps(
    actor: Actor,
    start: float,
    stop: float,
    at: float,
    rng: np.random.Generator,
    *,
    stride: float | None,
    step_s: float | None,
    lands: float,
) -> tuple[list[Step], float]:
    """Steps straight along z between two places; returns them and the time of standing still."""
    usual = 0.36 * actor.body.height_m * rng.uniform(0.85, 1.05), rng.uniform(0.52, 0.64)
    stride = usual[0] if stride is None else stride
    seconds = usual[1] if step_s is None else step_s
    way = np.sign(stop - start)
    yaw = 0.0 if way > 0 else 180.0
    n = max(round(abs(stop - start) / stride), 1)
    x = {s: sign(s) * actor.width / 2 * 0.75 * way for s in SIDES}
    out, last = [], dict.fromkeys(SIDES, (-9.0, start))
    toe = actor.toe_out
    for i in range(n + 1):
        s = SIDES[i % 2]
        z = start + (stop - start) * min((i + 1) / n, 1.0)
        lift = at + i * seconds
        out.append(Step(s, last[s][0], lift, x[s], last[s][1], yaw + sign(s) * toe))
        last[s] = (lift + seconds * lands, z)
    out += [Step(s, last[s][0], 1e3, x[s], last[s][1], yaw + sign(s) * toe) for s in SIDES]
    return out, at + (n + 1) * seconds


def walk_through(
    actor: Actor,
    t: Array,
    rng: np.random.Generator,
    *,
    start: float = -2.4,
    stop: float = 1.0,
    across: float = 0.0,
    stride: float | None = None,
    step_s: float | None = None,
    lands: float = 0.86,
) -> Performance:
    """Walk along z from ``start`` to ``stop`` (metres) and stand there.

    Args:
        actor: who.
        t: (F,) seconds.
        rng: for variation.
        start: z, metres.
        stop: z, metres.
        across: how far beside the z axis, metres.
        stride: from one foot to the other, metres; as long as the person's height has it if not
            given.
        step_s: seconds of a step; of usual walking if not given.
        lands: share of a step's time after which the foot is down.
    """
    steps, _ = _path_steps(actor, start, stop, 0.4, rng, stride=stride, step_s=step_s, lands=lands)
    track = standing(actor, t, rng)
    feet = {s: walk_foot(actor, t, steps, s, Style()) for s in SIDES}
    for s in SIDES:
        feet[s].ball[:, 0] += across
    follow(actor, track, feet, 6.0)
    swing_arms(track, 34)
    return Performance("none", "none", track)


def turn_round(
    actor: Actor, t: Array, rng: np.random.Generator, *, degrees: float = 360.0
) -> Performance:
    """Turn on the spot with small steps."""
    n = max(int(abs(degrees) / 40), 2)
    seconds = min(0.55, (t[-1] - 1.8) / (n + 1))
    steps, at, turned = [], 0.9, 0.0
    last = dict.fromkeys(SIDES, (-9.0, 0.0))

    def put(s: str, heading: float) -> tuple[float, float, float]:
        a = np.radians(heading)
        off = sign(s) * actor.width / 2
        return off * np.cos(a), -off * np.sin(a), heading + sign(s) * actor.toe_out

    order = SIDES if degrees > 0 else SIDES[::-1]
    for i in range(n + 1):
        s = order[i % 2]
        x, z, yaw = put(s, last[s][1])
        steps.append(Step(s, last[s][0], at, x, z, yaw))
        turned = degrees * min((i + 1) / n, 1.0)
        last[s] = (at + seconds * 0.8, turned)
        at += seconds
    for s in SIDES:
        x, z, yaw = put(s, last[s][1])
        steps.append(Step(s, last[s][0], 1e3, x, z, yaw))
    track = standing(actor, t, rng)
    feet = {s: walk_foot(actor, t, steps, s, Style(strike=4, push=22, rise=0.04)) for s in SIDES}
    follow(actor, track, feet, 5.0)
    return Performance("none", "none", track)
