"""Shared by all motions: easing, sway, a standing body, and what a motion returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ..body import SIDES, Body
from ..feet import FootShape
from ..pose import FootTrack, PoseTrack, foot_rotations
from ..rotations import apply

Array = npt.NDArray[Any]


@dataclass
class Unit:
    """One repetition as planned; its measures are taken from the solved skeleton later.

    Attributes:
        side: ``left``, ``right`` or ``both``.
        begin, end: seconds between which to look for it.
        asked: faults that were asked for, with their strength.
        part: number of the stage, pass or set that it belongs to, from 0.
        kind: what is special about it: ``turning``, ``extra`` or ``partial``.
    """

    side: str
    begin: float
    end: float
    asked: dict[str, float] = field(default_factory=dict)
    part: int = 0
    kind: str = ""


@dataclass
class Part:
    """A stage of toe walking, a set of circles or a pass of a walk, as planned.

    Attributes:
        name: ``straight``, ``out``, ``in``; ``clockwise``, ``counter-clockwise``; ``pass``.
        begin, end: seconds.
        prescribed_s: how long it was to last; None when nothing is prescribed.
    """

    name: str
    begin: float
    end: float
    prescribed_s: float | None = None


def asked_for(faults: tuple[dict[str, Any], ...]) -> dict[int, dict[str, float]]:
    """Faults by the number of their repetition, from 1: ``{3: {"gap": 0.8}}``."""
    out: dict[int, dict[str, float]] = {}
    for f in faults:
        for n in f.get("reps", ()):
            out.setdefault(n, {})[f["kind"]] = float(f.get("strength", 1.0))
    return out


@dataclass
class Performance:
    """A motion over a clip.

    Attributes:
        exercise: exercise id, or ``none`` for a distractor.
        side: the working side, or ``both``/``none``.
        track: the pose wanted in each frame.
        units: repetitions in order.
        chairs: (position, yaw) of chairs that the motion needs.
        prescription: what was prescribed, such as ``{"hold_s": 2.0}``.
        parts: stages, sets or passes in order, where the motion has them.
    """

    exercise: str
    side: str
    track: PoseTrack
    units: list[Unit] = field(default_factory=list)
    chairs: list[tuple[Array, float]] = field(default_factory=list)
    prescription: dict[str, Any] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Actor:
    """Who performs: body, feet as shod, and how they stand."""

    body: Body
    feet: dict[str, FootShape]
    width: float  # metres between the balls of the feet
    toe_out: float  # degrees, each foot


def draw_actor(body: Body, feet: dict[str, FootShape], rng: np.random.Generator) -> Actor:
    """A person with their own stance."""
    h = body.height_m
    return Actor(body, feet, float(rng.uniform(0.085, 0.135) * h), float(rng.uniform(2, 12)))


def ease(x: Array) -> Array:
    """Minimum-jerk step from 0 to 1."""
    x = np.clip(x, 0, 1)
    return x**3 * (10 - 15 * x + 6 * x**2)


def ramp(t: Array, start: float, end: float) -> Array:
    """0 before ``start``, 1 after ``end``, smooth between (seconds)."""
    return ease((t - start) / max(end - start, 1e-6))


def bump(t: Array, start: float, up: float, down: float, end: float) -> Array:
    """0 → 1 between ``start`` and ``up``, back to 0 between ``down`` and ``end``."""
    return ramp(t, start, up) * (1 - ramp(t, down, end))


def sway(
    t: Array, rng: np.random.Generator, size: float, low: float = 0.08, high: float = 0.6
) -> Array:
    """Slow wandering with standard deviation ``size``."""
    freqs = rng.uniform(low, high, 5)
    phases = rng.uniform(0, 2 * np.pi, 5)
    out = sum(np.sin(2 * np.pi * f * t + p) / (0.4 + f) for f, p in zip(freqs, phases, strict=True))
    return np.asarray(out) / np.sqrt(np.sum(0.5 / (0.4 + freqs) ** 2)) * size


def sign(side: str) -> float:
    """+1 for the left (x grows to the left), -1 for the right."""
    return 1.0 if side == "L" else -1.0


def standing(actor: Actor, t: Array, rng: np.random.Generator, lively: float = 1.0) -> PoseTrack:
    """A person standing at the origin, facing +z, with natural sway."""
    z = np.zeros_like(t)
    feet = {}
    for s in SIDES:
        ball = np.stack([z + sign(s) * actor.width / 2, z, z], -1)
        feet[s] = FootTrack(
            ball, z + sign(s) * actor.toe_out, z.copy(), z.copy(), z.copy(), z.copy(), z == 0
        )
    s = lively
    pelvis = np.stack([sway(t, rng, 0.006 * s), z, sway(t, rng, 0.005 * s)], -1)
    pelvis[:, 2] += over_feet(actor, 0.035)
    bend = rng.uniform(2.5, 7.0)
    return PoseTrack(
        t=t,
        pelvis=pelvis,
        feet=feet,
        pelvis_yaw=sway(t, rng, 0.8 * s),
        pelvis_tilt=z + rng.uniform(-1, 3),
        pelvis_roll=sway(t, rng, 0.4 * s),
        knee=z + bend + sway(t, rng, 0.3 * s),
        lead=np.ones((len(t), 2), bool),
        spine_lean=sway(t, rng, 0.6 * s) + rng.uniform(-2, 2),
        spine_side=sway(t, rng, 0.5 * s),
        spine_twist=sway(t, rng, 0.8 * s),
        head_nod=sway(t, rng, 1.5 * s) + rng.uniform(-3, 8),
        head_turn=sway(t, rng, 3.0 * s),
        knee_out={k: z + rng.uniform(0, 4) for k in SIDES},
        hands=dict.fromkeys(SIDES),
        arm_swing={k: sway(t, rng, 1.5 * s) + rng.uniform(-4, 6) for k in SIDES},
        arm_out={k: sway(t, rng, 0.8 * s) + rng.uniform(0, 5) for k in SIDES},
        elbow={k: z + rng.uniform(8, 24) for k in SIDES},
        finger_curl=float(rng.uniform(10, 24)),
    )


def over_feet(actor: Actor, ahead: float) -> float:
    """Z of a point ``ahead`` metres before the ankles of feet whose balls are at z = 0."""
    shape = actor.feet["L"]
    ankle = actor.body.rig.heads[actor.body.rig["foot.L"]]
    return float(ankle[2] - shape.pivot[2] + ahead)


def _one(value: float) -> Array:
    return np.array([value], float)


def lift_of(shape: FootShape, pitch: Array) -> Array:
    """Heel lift (m) of a planted foot at pitches (degrees)."""
    z = np.zeros_like(pitch)
    foot = FootTrack(np.zeros((len(pitch), 3)), z, pitch, z, z, z, z == 0)
    r, _ = foot_rotations(shape, foot)
    flat, _ = foot_rotations(shape, FootTrack(np.zeros((1, 3)), *[_one(0.0)] * 5, _one(1) > 0))
    arm = shape.heel - shape.pivot
    return apply(r, arm)[:, 1] - apply(flat, arm)[0, 1]


def pitch_for(shape: FootShape, lift: Array) -> Array:
    """Pitch (degrees) at which the heel is ``lift`` metres up."""
    table = np.linspace(-5, 72, 240)
    return np.interp(lift, lift_of(shape, table), table)


def put_hands(track: PoseTrack, points: dict[str, Array], rng: np.random.Generator) -> None:
    """Rest the hands on points in the world (x left, y, z), with a little play."""
    for s, p in points.items():
        play = np.stack([sway(track.t, rng, 0.002) for _ in range(3)], -1)
        track.hands[s] = np.asarray(p) + play
