"""Postures with a foot in the air: seated, standing, lying with the knee hugged to the chest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import rotations as rot
from ..body import SIDES
from ..pose import PoseTrack, foot_rotations, leg_lengths
from .base import Actor, over_feet, put_hands, sign, standing, sway

Array = npt.NDArray[Any]

_SEAT = 0.47 + 0.075  # hip joints of a seated person, metres


@dataclass
class Posture:
    """A body and where its lifted feet go.

    Attributes:
        track: the body, with both feet at rest.
        thigh: of a lifted leg: degrees forward from hanging down.
        shank: of a lifted leg: degrees that the ankle is ahead of the knee.
        shift: what the body does while feet are lifted, given how far each is (0..1).
        chairs: position and yaw of chairs.
        always: the foot is in the air all the time.
    """

    track: PoseTrack
    thigh: float
    shank: float
    shift: Callable[[Actor, dict[str, Array]], None]
    chairs: list[tuple[Array, float]] = field(default_factory=list)
    always: bool = False

    def leg(self, actor: Actor, s: str, up: Array, swing: Array) -> tuple[Array, Array]:
        """Where a foot's ankle goes (F, 3), and the tilt of its shank in degrees (F,).

        Args:
            actor: who.
            s: the leg.
            up: (F,) how far it is lifted.
            swing: (F,) degrees that the shank swings to the left about the knee.
        """
        rig, track = actor.body.rig, self.track
        hip0 = {k: rig.heads[rig[f"upperleg01.{k}"]] for k in SIDES}
        hip = track.pelvis.mean(0) + (hip0[s] - (hip0["L"] + hip0["R"]) / 2) * [1, 0, 0]
        if not np.isnan(track.knee).all():  # a standing pelvis is as high as the leg makes it
            hip[1] = hip0[s][1] + actor.feet[s].sole - 0.01
        upper, lower = leg_lengths(actor.body, s)
        a, b, c = np.radians(self.thigh), np.radians(self.shank), np.radians(swing)
        knee = hip + upper * np.array([0, -np.cos(a), np.sin(a)])
        down = np.stack([np.sin(c), -np.cos(b) * np.cos(c), np.sin(b) * np.cos(c)], -1)
        lifted = knee + lower * down
        shape = actor.feet[s]
        whole, toes = foot_rotations(shape, track.feet[s])
        rest = track.feet[s].ball + rot.apply(toes, np.array([0, shape.pivot[1] + shape.sole, 0]))
        rest = rest + rot.apply(whole, rig.heads[rig[f"foot.{s}"]] - shape.pivot)
        return rest * (1 - up[:, None]) + lifted * up[:, None], self.shank * up


def chair_at(actor: Actor) -> tuple[Array, float]:
    """Where the chair stands under a seated person: position and yaw."""
    rig = actor.body.rig
    thigh = rig.heads[rig["upperleg01.L"]][1] - rig.heads[rig["lowerleg01.L"]][1]
    back = over_feet(actor, 0.0) - thigh * 0.93
    return np.array([0.0, 0.0, back + 0.06]), 0.0


def seated(actor: Actor, t: Array, rng: np.random.Generator, _: str) -> Posture:
    """On a chair, the lifted leg half stretched out."""
    track = standing(actor, t, rng, 0.6)
    at, yaw = chair_at(actor)
    track.pelvis[:, 1] = _SEAT
    track.pelvis[:, 2] = at[2] - 0.06
    track.pelvis[:, 0] *= 0.2
    track.knee = np.full_like(t, np.nan)
    track.pelvis_tilt = track.pelvis_tilt - 5
    upper, _ = leg_lengths(actor.body, "L")
    apart = float(actor.body.rig.heads[actor.body.rig["upperleg01.L"]][0]) + 0.03
    ahead = at[2] - 0.06 + 0.58 * upper
    palms = {k: np.array([sign(k) * apart, _SEAT + 0.10, ahead]) for k in SIDES}
    put_hands(track, palms, rng)

    def shift(_: Actor, up: dict[str, Array]) -> None:
        track.pelvis_tilt = track.pelvis_tilt - 3 * (up["L"] + up["R"])

    thigh, shank = float(rng.uniform(91, 97)), float(rng.uniform(26, 44))
    return Posture(track, thigh, shank, shift, [(at, yaw)])


def standing_up(actor: Actor, t: Array, rng: np.random.Generator, _: str) -> Posture:
    """On one leg, the other a little in front."""
    track = standing(actor, t, rng, 0.8)
    track.lead = track.lead.copy()

    def shift(actor: Actor, up: dict[str, Array]) -> None:
        for s in SIDES:
            other = "R" if s == "L" else "L"
            track.pelvis[:, 0] += up[s] * sign(other) * actor.width * 0.43
            track.spine_side = track.spine_side + up[s] * sign(other) * 2
            track.lead[:, 0 if s == "L" else 1] &= up[s] < 1e-6
            track.arm_out[s] = track.arm_out[s] + 6 * (up["L"] + up["R"])

    return Posture(track, float(rng.uniform(32, 42)), float(rng.uniform(2, 14)), shift)


def lying(actor: Actor, t: Array, rng: np.random.Generator, side: str) -> Posture:
    """On the back, the head away from the camera in front, one knee hugged with both hands."""
    track = standing(actor, t, rng, 0.3)
    rig = actor.body.rig
    hips = (rig.heads[rig["upperleg01.L"]] + rig.heads[rig["upperleg01.R"]]) / 2
    v = actor.body.parts["body"].vertices
    trunk = v[(v[:, 1] > hips[1] - 0.1) & (np.abs(v[:, 0]) < 0.16)]
    z = np.zeros_like(t)
    high = float(hips[2] - trunk[:, 2].min()) + 0.012
    track.pelvis = np.stack([z, z + high, z], -1)
    track.pelvis_tilt = z - 90
    track.knee = np.full_like(t, np.nan)
    track.lead[:] = False
    track.head_nod = z + rng.uniform(8, 16) + sway(t, rng, 1.0)
    track.spine_lean, track.spine_side = z + 2, z
    other = "R" if side == "L" else "L"
    for s in SIDES:
        _lay_foot(actor, track, s, high)
    at_x = sign(side) * float(abs(rig.heads[rig["upperleg01.L"]][0]))
    thigh, shank = float(rng.uniform(194, 204)), float(rng.uniform(62, 74))
    upper, _ = leg_lengths(actor.body, side)
    a, b = np.radians(thigh), np.radians(shank)
    knee = np.array([at_x, high - upper * np.cos(a), upper * np.sin(a)])
    shin = knee + 0.10 * np.array([0, -np.cos(b), np.sin(b)])
    for s in SIDES:
        grip = shin + np.array([sign(s) * 0.075, 0.03, 0.01])
        track.hands[s] = np.broadcast_to(grip, (len(t), 3)).copy()
    track.knee_pole = {
        side: np.broadcast_to([0, 1.0, -0.5], (len(t), 3)),
        other: np.broadcast_to([0, 1.0, 0.0], (len(t), 3)),
    }

    def shift(_: Actor, __: dict[str, Array]) -> None:
        return

    return Posture(track, thigh, shank, shift, always=True)


def _lay_foot(actor: Actor, track: PoseTrack, s: str, high: float) -> None:
    """A foot of who lies: on its heel, the toes up and a little out."""
    rig, shape = actor.body.rig, actor.feet[s]
    upper, lower = leg_lengths(actor.body, s)
    foot = track.feet[s]
    x = float(rig.heads[rig[f"upperleg01.{s}"]][0])
    heel_under = float(rig.heads[rig[f"foot.{s}"]][2] - shape.heel[2]) + 0.028
    ahead = np.sqrt(((upper + lower) * 0.992) ** 2 - (high - heel_under) ** 2)
    ankle = np.array([x + sign(s) * 0.05, heel_under, ahead])
    foot.base = np.broadcast_to(rot.about("x", np.array([-90.0])), (len(track.t), 3, 3))
    foot.pitch = foot.pitch + 28
    foot.toe_pitch = foot.pitch * 0.95
    foot.yaw = 0 * foot.yaw
    foot.planted = np.zeros(len(track.t), bool)
    arm = rig.heads[rig[f"foot.{s}"]] - shape.pivot
    whole, toes = foot_rotations(shape, foot)
    under = np.array([0, shape.pivot[1] + shape.sole, 0])
    foot.ball = ankle - rot.apply(whole, arm) - rot.apply(toes, under)
