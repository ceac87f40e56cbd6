"""What a motion asks of the body, frame by frame, and the skeleton that results.

A motion says where the feet are and how the trunk is held; `solve.solve` finds the rest. Feet are
given by their ball (the joint line of the toes), so a planted foot cannot slide.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from . import rotations as rot
from .body import SIDES, Body
from .feet import FootShape

Array = npt.NDArray[Any]


@dataclass
class FootTrack:
    """One foot over F frames.

    Attributes:
        ball: (F, 3) point on the floor (or in the air) under the toe joints, metres.
        yaw: toe direction, degrees, positive to the person's left (world axes).
        pitch: heel up positive, degrees, turning about the toe joints.
        roll: sole turned, degrees about the foot's long axis; positive lifts the foot's left edge.
        toe_pitch: pitch of the toes alone, degrees; 0 while they are flat on the floor.
        twist: heel swung about the ball, degrees of yaw on top of ``yaw``; the toes stay.
        planted: (F,) bool, the ball is on the floor and bears weight.
        base: (F, 3, 3) turns the whole foot before all of these, or None: for a foot in the air
            whose angles are meant against the shank and not against the floor.
    """

    ball: Array
    yaw: Array
    pitch: Array
    roll: Array
    toe_pitch: Array
    twist: Array
    planted: Array
    base: Array | None = None


@dataclass
class PoseTrack:
    """A whole body over F frames; see `FootTrack` for the feet. Angles in degrees.

    Attributes:
        t: (F,) seconds.
        pelvis: (F, 3) middle of the hip joints, metres; y is ignored where ``knee`` is given.
        pelvis_yaw, pelvis_tilt, pelvis_roll: turn (left +), forward tilt, and list (left up +).
        knee: (F,) wanted knee flexion of the lead leg(s); NaN where pelvis y is given instead.
        lead: which planted legs set the pelvis height: subset of ``L``, ``R``; the lower wins.
        spine_lean, spine_side, spine_twist: trunk relative to the pelvis; lean forward +,
            side to the person's left +.
        head_nod, head_turn: relative to the trunk.
        knee_out: (F,) knees turned out from the feet, degrees, per side.
        hands: per side, (F, 3) wrist targets in the world, or None to let the arm hang.
        arm_swing, arm_out: per side (F,), hanging arm forward / sideways.
        elbow: per side (F,), elbow flexion of a hanging arm.
        finger_curl: degrees per finger joint.
        knee_pole: per side (F, 3), where the knee bends to; without it, where the foot points.
    """

    t: Array
    pelvis: Array
    feet: dict[str, FootTrack]
    pelvis_yaw: Array
    pelvis_tilt: Array
    pelvis_roll: Array
    knee: Array
    lead: Array
    spine_lean: Array
    spine_side: Array
    spine_twist: Array
    head_nod: Array
    head_turn: Array
    knee_out: dict[str, Array]
    hands: dict[str, Array | None] = field(default_factory=dict)
    arm_swing: dict[str, Array] = field(default_factory=dict)
    arm_out: dict[str, Array] = field(default_factory=dict)
    elbow: dict[str, Array] = field(default_factory=dict)
    finger_curl: float = 14.0
    knee_pole: dict[str, Array] = field(default_factory=dict)


@dataclass(frozen=True)
class Skeleton:
    """Solved bones: skin matrices take rest points to the world."""

    t: Array
    rotation: Array  # (F, B, 3, 3) from rest
    position: Array  # (F, B, 3) of the bone heads
    matrices: Array  # (F, B, 3, 4)

    def carry(self, bone: int, point: Array) -> Array:
        """A rest point carried by one bone, (F, 3)."""
        m = self.matrices[:, bone]
        return m[:, :, :3] @ np.asarray(point) + m[:, :, 3]


def pelvis_height(
    body: Body, track: PoseTrack, hips: dict[str, Array], ankles: dict[str, Array]
) -> Array:
    """Pelvis height (F,) that gives the lead legs the asked knee flexion, metres."""
    f = len(track.t)
    best = np.full(f, np.inf)
    for i, side in enumerate(SIDES):
        upper, lower = leg_lengths(body, side)
        flex = np.radians(np.maximum(track.knee, 0.5))
        d2 = upper**2 + lower**2 + 2 * upper * lower * np.cos(flex)
        away = ankles[side] - hips[side]
        flat = away[:, 0] ** 2 + away[:, 2] ** 2
        y = ankles[side][:, 1] + np.sqrt(np.maximum(d2 - flat, 1e-4)) - hips[side][:, 1]
        best = np.where(track.lead[:, i], np.minimum(best, y), best)
    return np.where(np.isfinite(best) & ~np.isnan(track.knee), best, track.pelvis[:, 1])


def leg_lengths(body: Body, side: str) -> tuple[float, float]:
    """Thigh and shank, metres."""
    hip, knee, ankle = (
        body.rig.heads[body.rig[f"{b}.{side}"]] for b in ("upperleg01", "lowerleg01", "foot")
    )
    return float(np.linalg.norm(knee - hip)), float(np.linalg.norm(ankle - knee))


def foot_rotations(shape: FootShape, foot: FootTrack) -> tuple[Array, Array]:
    """Rotations from rest of the foot bone and of the toes, each (F, 3, 3)."""
    straighten = rot.about("y", -shape.rest_yaw)
    # Heel up is a turn about +x; the roll comes first so that it keeps the ball's axis.
    heading = rot.about("y", foot.yaw + foot.twist)
    foot_r = heading @ rot.about("z", foot.roll) @ rot.about("x", foot.pitch) @ straighten
    # Planted toes stay while the heel swings; in the air they go with the foot.
    share = np.where(foot.planted, 0.3, 1.0)
    toes_r = (
        rot.about("y", foot.yaw + share * foot.twist)
        @ rot.about("z", foot.roll * 0.35)
        @ rot.about("x", foot.toe_pitch)
        @ straighten
    )
    if foot.base is not None:
        return foot.base @ foot_r, foot.base @ toes_r
    return foot_r, toes_r
