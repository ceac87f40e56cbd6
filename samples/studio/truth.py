"""What is true in a clip: joints, angles, heel heights, repetitions and their faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from . import rotations as rot
from .body import SIDES, Body
from .camera import Camera, view_of, wrap
from .feet import FootShape
from .handheld import project
from .pose import PoseTrack, Skeleton

if TYPE_CHECKING:
    from .render import Drawn

Array = npt.NDArray[Any]

SCHEMA = 1
#: How far under skin and clothes each point may lie and still count as seen, metres: a little
#: over what five people of the cast in trousers, sleeves and shoes have from any side.
_DEPTH = {
    "hip": 0.18, "knee": 0.125, "ankle": 0.10, "ball": 0.06, "shoulder": 0.11, "elbow": 0.08,
    "head": 0.14,
}  # fmt: skip


def joints(body: Body, feet: dict[str, FootShape], skeleton: Skeleton) -> dict[str, Array]:
    """Every point in metres, (F, 3), by name: ``hip.L`` … ``little_toe.R``, ``head``."""
    rig = body.rig

    def bone(label: str) -> Array:
        return np.asarray(skeleton.position[:, rig[label]])

    out = {}
    for s in SIDES:
        shape, foot, toe = feet[s], rig[f"foot.{s}"], rig[f"toe2-1.{s}"]
        out[f"shoulder.{s}"] = bone(f"upperarm01.{s}")
        out[f"elbow.{s}"] = bone(f"lowerarm01.{s}")
        out[f"wrist.{s}"] = bone(f"wrist.{s}")
        out[f"hip.{s}"] = bone(f"upperleg01.{s}")
        out[f"knee.{s}"] = bone(f"lowerleg01.{s}")
        out[f"ankle.{s}"] = bone(f"foot.{s}")
        out[f"heel.{s}"] = skeleton.carry(foot, shape.heel)
        out[f"ball.{s}"] = skeleton.carry(foot, shape.pivot)
        out[f"big_toe.{s}"] = skeleton.carry(toe, shape.big_tip)
        out[f"little_toe.{s}"] = skeleton.carry(toe, shape.little_tip)
    out["head"] = (bone("eye.L") + bone("eye.R")) / 2
    return out


def _heading(points: dict[str, Array]) -> Array:
    """Which way the pelvis faces: degrees about y, (F,)."""
    across = points["hip.L"] - points["hip.R"]
    return np.asarray(np.degrees(np.arctan2(-across[:, 2], across[:, 0])))


def _level(v: Array) -> Array:
    """How far lines (F, 3) dip towards the floor, degrees."""
    return np.asarray(np.degrees(np.arctan2(-v[:, 1], np.hypot(v[:, 0], v[:, 2]))))


def angles(
    feet: dict[str, FootShape], track: PoseTrack, points: dict[str, Array]
) -> dict[str, Array]:
    """Clinical angles (degrees) and heights (cm), (F,) each."""
    out: dict[str, Array] = {}
    flat_heel = {s: float(feet[s].heel[1] + feet[s].sole) for s in SIDES}
    facing = rot.about("y", -_heading(points))
    trunk = (points["shoulder.L"] + points["shoulder.R"]) / 2 - (
        points["hip.L"] + points["hip.R"]
    ) / 2
    trunk = rot.apply(facing, trunk)
    out["trunk_lean_sagittal"] = np.degrees(np.arctan2(trunk[:, 2], trunk[:, 1]))
    out["trunk_lean_lateral"] = np.degrees(np.arctan2(trunk[:, 0], trunk[:, 1]))
    out["pelvis_heading"] = _heading(points)
    for s in SIDES:
        heel, toe, ball = points[f"heel.{s}"], points[f"big_toe.{s}"], points[f"ball.{s}"]
        axis, rigid = toe - heel, ball - heel
        shape = feet[s]
        rest_tip, rest_ball = shape.big_tip - shape.heel, shape.pivot - shape.heel
        out[f"foot_pitch.{s}"] = _level(axis) - _level(rest_tip[None])[0]
        out[f"foot_pitch_rigid.{s}"] = _level(rigid) - _level(rest_ball[None])[0]
        shank = points[f"knee.{s}"] - points[f"ankle.{s}"]
        between = np.degrees(
            np.arccos(np.clip(np.sum(rot.unit(shank) * rot.unit(rigid), -1), -1, 1))
        )
        out[f"ankle_angle.{s}"] = between - (90 + _level(rest_ball[None])[0])
        thigh = points[f"knee.{s}"] - points[f"hip.{s}"]
        out[f"knee_flexion.{s}"] = np.degrees(
            np.arccos(np.clip(np.sum(rot.unit(thigh) * rot.unit(-shank), -1), -1, 1))
        )
        yaw = np.degrees(np.arctan2(rigid[:, 0], rigid[:, 2]))
        turned = (yaw - _heading(points) + 180) % 360 - 180
        out[f"foot_progression.{s}"] = turned * (1 if s == "L" else -1)
        out[f"heel_height_cm.{s}"] = (heel[:, 1] - flat_heel[s]) * 100
        contact = {
            "heel": shape.heel,
            "ball": shape.pivot,
            "big_toe": shape.big_tip,
            "little_toe": shape.little_tip,
        }
        # How far each point is over where it lies when the foot stands flat.
        over = [points[f"{p}.{s}"][:, 1] - (at[1] + shape.sole) for p, at in contact.items()]
        out[f"clearance_cm.{s}"] = np.maximum(np.min(over, axis=0), 0) * 100
        # Ankle over the toes, sideways to where the foot points: drifts when the ankle gives way.
        planted = np.radians(track.feet[s].yaw)
        aside = np.stack([np.cos(planted), 0 * planted, -np.sin(planted)], -1)
        offset = np.sum((points[f"ankle.{s}"] - toe) * aside, -1) * (1 if s == "L" else -1)
        out[f"ankle_offset_cm.{s}"] = offset * 100
        out[f"foot_roll.{s}"] = np.asarray(track.feet[s].roll) * (-1 if s == "L" else 1)
    return out


def occluded(
    name: str,
    px: Array,
    distance: float,
    drawn: Drawn,
) -> bool:
    """Whether something stands before a point that lies in the picture."""
    h, w = drawn.place_distance.shape
    x, y = int(px[0]), int(px[1])
    if not (0 <= x < w and 0 <= y < h):
        return True
    slack = _DEPTH.get(name.split(".", maxsplit=1)[0], 0.035)
    if drawn.place_distance[y, x] < distance - 0.03:
        return True
    x0, y0, x1, y1 = drawn.box
    if not (x0 <= x < x1 and y0 <= y < y1):
        return False
    near = drawn.distance[
        max((y - y0) * 2 - 1, 0) : (y - y0) * 2 + 2, max((x - x0) * 2 - 1, 0) : (x - x0) * 2 + 2
    ]
    return bool(near.size and near.max() < distance - slack)


def frames(
    track: PoseTrack,
    points: dict[str, Array],
    measured: dict[str, Array],
    cameras: list[Camera],
    hidden: Array,
) -> list[dict[str, Any]]:
    """One object a frame. Where the camera moves, each says where it is."""
    names = list(points)
    px = {n: project(cameras, points[n])[0] for n in names}
    moves = any(c is not cameras[0] for c in cameras)
    out = []
    for i, t in enumerate(track.t):
        frame = {
            "t": round(float(t), 4),
            "yaw_deg": round(_yaw(points, measured, cameras[i], i), 1),
            "p3": {n: [round(float(x), 4) for x in points[n][i]] for n in names},
            "px": {n: [round(float(x), 1) for x in px[n][i]] for n in names},
            "occluded": [n for j, n in enumerate(names) if hidden[i, j]],
            "floor": {
                s: "off" if measured[f"clearance_cm.{s}"][i] > 0.5 else
                "toes" if measured[f"heel_height_cm.{s}"][i] > 0.7 else "flat" for s in SIDES
            },
            "angles": {k: round(float(v[i]), 2) for k, v in measured.items()},
        }  # fmt: skip
        if moves:
            frame["camera"] = camera(cameras[i], 4)
        out.append(frame)
    return out


def camera(at: Camera, digits: int = 3) -> dict[str, Any]:
    """Where a camera is, to so many digits of a metre."""
    return {
        "position_m": [round(float(x), digits) for x in at.position],
        "target_m": [round(float(x), digits) for x in at.target],
        "tilt_deg": round(at.roll, 2),
    }


def _yaw(points: dict[str, Array], measured: dict[str, Array], at: Camera, i: int) -> float:
    """The person's yaw to the camera in a frame, degrees."""
    middle = (points["hip.L"][i] + points["hip.R"][i]) / 2
    azimuth = np.degrees(np.arctan2(at.position[0] - middle[0], at.position[2] - middle[2]))
    return wrap(float(azimuth - measured["pelvis_heading"][i]))


def clip_view(
    measured: dict[str, Array], points: dict[str, Array], cameras: list[Camera]
) -> tuple[str, float]:
    """The view that most of the clip has, and the yaw where it has it nearest to its middle."""
    yaws = [_yaw(points, measured, camera, i) for i, camera in enumerate(cameras)]
    views = [view_of(yaw) for yaw in yaws]
    usual = max(dict.fromkeys(views), key=views.count)
    middle = len(yaws) // 2
    best = min((i for i, v in enumerate(views) if v == usual), key=lambda i: abs(i - middle))
    return usual, yaws[best]
