"""From a pose track to bones: inverse kinematics on planted feet."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from . import rotations as rot
from .body import SIDES, Body
from .feet import FootShape
from .pose import PoseTrack, Skeleton, foot_rotations, leg_lengths, pelvis_height

Array = npt.NDArray[Any]


def solve(body: Body, shapes: dict[str, FootShape], track: PoseTrack) -> Skeleton:
    """Bones for every frame."""
    return _Solver(body, shapes, track).skeleton()


class _Solver:
    """Fills bone rotations (F, B, 3, 3) and positions (F, B, 3) from the feet upwards."""

    def __init__(self, body: Body, shapes: dict[str, FootShape], track: PoseTrack) -> None:
        self.body, self.rig, self.shapes, self.track = body, body.rig, shapes, track
        f, n = len(track.t), len(body.rig.labels)
        self.rotation = np.broadcast_to(np.eye(3), (f, n, 3, 3)).copy()
        self.position = np.zeros((f, n, 3))
        self.placed = np.zeros(n, bool)

    def put(self, label: str, r: Array, p: Array) -> None:
        """Set a bone."""
        i = self.rig[label]
        self.rotation[:, i], self.position[:, i] = r, p
        self.placed[i] = True

    def under(self, label: str, parent: str) -> Array:
        """Where a bone's head is carried to by another bone, (F, 3)."""
        i, j = self.rig[label], self.rig[parent]
        offset = self.rig.heads[i] - self.rig.heads[j]
        return self.position[:, j] + rot.apply(self.rotation[:, j], offset)

    def rest(self, label: str) -> Array:
        """A bone's head at rest."""
        return self.rig.heads[self.rig[label]]

    def skeleton(self) -> Skeleton:
        """Solve everything."""
        ankles = {s: self._foot(s) for s in SIDES}
        track = self.track
        pelvis_r = (
            rot.about("y", track.pelvis_yaw)
            @ rot.about("x", track.pelvis_tilt)
            @ rot.about("z", track.pelvis_roll)
        )
        middle = (self.rest("upperleg01.L") + self.rest("upperleg01.R")) / 2
        flat = track.pelvis * [1, 0, 1]
        arm = {s: rot.apply(pelvis_r, self.rest(f"upperleg01.{s}") - middle) for s in SIDES}
        y = pelvis_height(self.body, track, {s: flat + arm[s] for s in SIDES}, ankles)
        centre = flat + np.stack([0 * y, y, 0 * y], -1)
        self.put("root", pelvis_r, centre + rot.apply(pelvis_r, self.rest("root") - middle))
        for s in SIDES:
            self.put(f"pelvis.{s}", pelvis_r, self.under(f"pelvis.{s}", "root"))
            self._leg(s, centre + arm[s], ankles[s])
        self._trunk(pelvis_r)
        for s in SIDES:
            self._arm(s)
        self._others()
        offset = self.position - np.einsum("fbij,bj->fbi", self.rotation, self.rig.heads)
        matrices = np.concatenate([self.rotation, offset[..., None]], -1)
        return Skeleton(track.t, self.rotation, self.position, matrices)

    def _foot(self, s: str) -> Array:
        """Foot and toes; returns the ankle, (F, 3)."""
        shape, foot = self.shapes[s], self.track.feet[s]
        foot_r, toes_r = foot_rotations(shape, foot)
        at = foot.ball + rot.apply(toes_r, [0, shape.pivot[1] + shape.sole, 0])
        ankle = at + rot.apply(foot_r, self.rest(f"foot.{s}") - shape.pivot)
        self.put(f"foot.{s}", foot_r, ankle)
        for label in self.rig.labels:
            if label.startswith("toe") and label.endswith(s):
                self.put(label, toes_r, at + rot.apply(toes_r, self.rest(label) - shape.pivot))
        return ankle

    def _leg(self, s: str, hip: Array, ankle: Array) -> None:
        upper, lower = leg_lengths(self.body, s)
        out = self.track.knee_out[s] * (1 if s == "L" else -1)
        pole = rot.apply(rot.about("y", self.track.feet[s].yaw + out), [0, 0, 1.0])
        pole = self.track.knee_pole.get(s, pole)
        knee = rot.two_bone(hip, ankle, upper, lower, pole)
        aside = np.cross(pole, rot.unit(ankle - hip)) * -1
        hip0, knee0, ankle0 = (self.rest(f"{b}.{s}") for b in ("upperleg01", "lowerleg01", "foot"))
        aside0 = np.cross([0, 0, 1.0], rot.unit(ankle0 - hip0)) * -1
        for name, a, b, a0, b0 in (
            ("upperleg", hip, knee, hip0, knee0),
            ("lowerleg", knee, ankle, knee0, ankle0),
        ):
            r = rot.frame(b - a, aside) @ rot.frame(b0 - a0, aside0)[None].swapaxes(1, 2)
            self.put(f"{name}01.{s}", r, a)
            self.put(f"{name}02.{s}", r, self.under(f"{name}02.{s}", f"{name}01.{s}"))

    def _trunk(self, pelvis_r: Array) -> None:
        """Lean spread over the spine's bones, then the neck."""
        track = self.track
        r, parent = pelvis_r, "root"
        spine = {"spine05": 0.15, "spine04": 0.25, "spine03": 0.25, "spine02": 0.2, "spine01": 0.15}
        for bone, part in spine.items():
            r = (
                r
                @ rot.about("y", track.spine_twist * part)
                @ rot.about("x", track.spine_lean * part)
                @ rot.about("z", -track.spine_side * part)
            )
            self.put(bone, r, self.under(bone, parent))
            parent = bone
        for bone in ("neck01", "neck02", "neck03", "head"):
            r = r @ rot.about("y", track.head_turn / 4) @ rot.about("x", track.head_nod / 4)
            self.put(bone, r, self.under(bone, parent))
            parent = bone

    def _arm(self, s: str) -> None:
        track = self.track
        sign = 1.0 if s == "L" else -1.0
        chest = self.rotation[:, self.rig["spine01"]]
        self.put(f"clavicle.{s}", chest, self.under(f"clavicle.{s}", "spine01"))
        self.put(f"shoulder01.{s}", chest, self.under(f"shoulder01.{s}", f"clavicle.{s}"))
        shoulder = self.under(f"upperarm01.{s}", f"shoulder01.{s}")
        rest = [self.rest(f"{b}.{s}") for b in ("upperarm01", "lowerarm01", "wrist")]
        upper, lower = np.linalg.norm(rest[1] - rest[0]), np.linalg.norm(rest[2] - rest[1])
        target = track.hands.get(s)
        if target is not None:
            reach = target - shoulder
            far = np.linalg.norm(reach, axis=-1, keepdims=True)
            target = shoulder + reach * np.minimum(1, 0.985 * (upper + lower) / far)
            pole = rot.apply(chest, [0.55 * sign, -0.5, -0.75])
            elbow = rot.two_bone(shoulder, target, upper, lower, pole)
        else:
            zero = np.zeros(len(track.t))
            out = sign * (8 + track.arm_out.get(s, zero))
            swing, bend = track.arm_swing.get(s, zero), track.elbow.get(s, zero + 14)
            hang = chest @ rot.about("z", out) @ rot.about("x", -swing)
            elbow = shoulder + rot.apply(hang, [0, -upper, 0])
            fore = hang @ rot.about("z", -4 * sign) @ rot.about("x", -bend)
            target = elbow + rot.apply(fore, [0, -lower, 0])
        r = rot.turn_to(rot.apply(chest, rest[1] - rest[0]), elbow - shoulder) @ chest
        self.put(f"upperarm01.{s}", r, shoulder)
        self.put(f"upperarm02.{s}", r, self.under(f"upperarm02.{s}", f"upperarm01.{s}"))
        r = rot.turn_to(rot.apply(r, rest[2] - rest[1]), target - elbow) @ r
        self.put(f"lowerarm01.{s}", r, elbow)
        self.put(f"lowerarm02.{s}", r, self.under(f"lowerarm02.{s}", f"lowerarm01.{s}"))
        self.put(f"wrist.{s}", r, target)

    def _others(self) -> None:
        """Whatever is left follows its parent; fingers curl a little."""
        for i, parent in enumerate(self.rig.parents):
            label = self.rig.labels[i]
            if self.placed[i]:
                continue
            r = self.rotation[:, parent]
            if label.startswith("finger") and not label.startswith("finger1"):
                r = r @ _curl(self.body, label, self.track.finger_curl)
            self.put(label, r, self.under(label, self.rig.labels[parent]))


def _curl(body: Body, label: str, degrees: float) -> Array:
    """Finger flexion about the axis across the palm, in rest axes."""
    side = label[-1]
    rig = body.rig
    across = rig.heads[rig[f"metacarpal4.{side}"]] - rig.heads[rig[f"metacarpal1.{side}"]]
    axis = rot.unit(across)
    a = np.radians(degrees if side == "L" else -degrees)
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return (np.eye(3) + np.sin(a) * k + (1 - np.cos(a)) * k @ k)[None]
