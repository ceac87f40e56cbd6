"""A person of sticks, exactly: posture in, landmarks of a pinhole camera out.

Nothing here comes from the code under test. Lengths are metres, angles degrees. The body frame is
(to the person's left, up, forward); its origin is on the floor between the ankles at rest. Shares
of the stature are Drillis & Contini's (1966): ankle 0.039, knee 0.285, hip 0.530, shoulder 0.818,
foot 0.152. The foot is a rigid lever on its ball, which lies 0.72 of the foot's length before the
heel; the ankle joint lies 0.20 of it before the heel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.pose.landmarks import COUNT, Landmark, Source
from formcheck.pose.types import Pose

SIDES = ("left", "right")
SIGN = {"left": 1.0, "right": -1.0}

CHANNELS = {
    "x": 0.0,  # where the body frame stands: across the picture, to its right
    "away": 0.0,  # and away from the camera, from the camera's own point of interest
    "yaw": 0.0,  # 0 facing the camera, 90 the left side towards it
    "knee": 6.0,  # flexion of the standing leg
    "drop": 0.0,  # pelvis lower than the standing leg's knee angle says (squats, chairs)
    "air": 0.0,  # whole body off the floor (hops)
    "pelvis_side": 0.0,
    "pelvis_fwd": 0.0,
    "lean_fwd": 0.0,
    "lean_side": 0.0,
    "arms": 0.0,  # raised to the sides, degrees
    **{
        f"{name}_{side}": 0.0
        for side in SIDES
        for name in ("pitch", "up", "fwd", "side", "turn", "drift")
    },
    "stands_left": 1.0,  # whether the pelvis rests on this leg
    "stands_right": 1.0,
}
"""Everything that makes a posture, with its value at rest; each may be a number or (N,)."""

Channels = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Body:
    """Lengths of one person, metres."""

    stature: float = 1.70
    lever: float = 0.52  # ankle joint behind the ball, shares of the foot

    @property
    def foot(self) -> float:
        return 0.152 * self.stature

    @property
    def heel_lever(self) -> float:
        return 0.72 * self.foot

    def pitch_for(self, lift: np.ndarray | float) -> np.ndarray:
        """Pitch of the foot that brings the heel up by `lift` metres."""
        return np.degrees(np.arcsin(np.asarray(lift) / self.heel_lever))

    def leg(self, knee: np.ndarray) -> np.ndarray:
        """Hip to ankle with the knee bent by so many degrees."""
        thigh, shank = 0.245 * self.stature, 0.246 * self.stature
        return np.sqrt(thigh**2 + shank**2 + 2 * thigh * shank * np.cos(np.radians(knee)))


def points(body: Body, c: Channels) -> dict[str, np.ndarray]:
    """Joints in the body frame, each (N, 3)."""
    h, found = body.stature, {}
    for side in SIDES:
        found |= _foot(body, c, side)
    across = {s: SIGN[s] * 0.05 * h for s in SIDES}
    pelvis_up = np.full_like(c["x"], np.inf)
    for side in SIDES:
        ankle = found[f"{side}_ankle"]
        aside = c["pelvis_side"] + across[side] - ankle[:, 0]
        ahead = c["pelvis_fwd"] - ankle[:, 2]
        reach = np.sqrt(body.leg(c["knee"]) ** 2 - aside**2 - ahead**2)
        rests = c[f"stands_{side}"] > 0.5
        pelvis_up = np.where(rests, np.minimum(pelvis_up, ankle[:, 1] + reach), pelvis_up)
    pelvis = np.stack([c["pelvis_side"], pelvis_up - c["drop"], c["pelvis_fwd"]], axis=1)
    forward, sideways = np.radians(c["lean_fwd"]), np.radians(c["lean_side"])
    up = np.stack(
        [np.sin(sideways), np.cos(sideways) * np.cos(forward), np.cos(sideways) * np.sin(forward)],
        axis=1,
    )
    found["neck"] = pelvis + 0.288 * h * up
    found["head"] = pelvis + 0.40 * h * up
    for side in SIDES:
        found[f"{side}_hip"] = pelvis + np.array([across[side], 0, 0])
        found[f"{side}_shoulder"] = found["neck"] + np.array([SIGN[side] * 0.105 * h, 0, 0])
        found[f"{side}_knee"] = _knee(body, found[f"{side}_hip"], found[f"{side}_ankle"])
        arm, raised = found[f"{side}_shoulder"], np.radians(c["arms"])
        for joint, length, out, ahead in (
            ("elbow", 0.186, 0.02, 0.0),
            ("wrist", 0.332, 0.03, 0.05),
        ):
            aside = SIGN[side] * (out + length * h * np.sin(raised))
            along = [aside, -length * h * np.cos(raised), ahead + 0 * raised]
            found[f"{side}_{joint}"] = arm + np.stack(along, axis=1)
    return {
        name: p + np.stack([0 * c["air"], c["air"], 0 * c["air"]], 1) for name, p in found.items()
    }


def _foot(body: Body, c: Channels, side: str) -> dict[str, np.ndarray]:
    """Ankle, heel and toe; the toes stay level while the rest turns on the ball."""
    pitch, turn = np.radians(c[f"pitch_{side}"]), np.radians(c[f"turn_{side}"])
    lever, height = body.lever * body.foot, 0.039 * body.stature
    ball_side = SIGN[side] * 0.05 * body.stature + c[f"side_{side}"]
    ball_fwd, ball_up = lever + c[f"fwd_{side}"], c[f"up_{side}"]

    def at(ahead: np.ndarray, up: np.ndarray, aside: np.ndarray) -> np.ndarray:
        # Turned about the ankle's place on the floor, outwards positive.
        r = ahead + lever
        x = ball_side + aside + SIGN[side] * r * np.sin(turn)
        return np.stack([x, ball_up + up, ball_fwd - lever + r * np.cos(turn)], axis=1)

    none = 0 * pitch
    ankle = at(
        -lever * np.cos(pitch) + height * np.sin(pitch),
        lever * np.sin(pitch) + height * np.cos(pitch),
        c[f"drift_{side}"],
    )
    heel = body.heel_lever
    return {
        f"{side}_ankle": ankle,
        f"{side}_heel": at(-heel * np.cos(pitch), heel * np.sin(pitch), c[f"drift_{side}"] / 2),
        f"{side}_toe": at(none + 0.28 * body.foot, none + 0.01, none),
    }


def _knee(body: Body, hip: np.ndarray, ankle: np.ndarray) -> np.ndarray:
    """The knee between hip and ankle, bent forwards."""
    thigh, shank = 0.245 * body.stature, 0.246 * body.stature
    line = ankle - hip
    d = np.linalg.norm(line, axis=1)
    assert (d <= thigh + shank + 1e-9).all(), "a leg is stretched beyond its length"
    along = (thigh**2 - shank**2 + d**2) / (2 * d)
    out = np.sqrt(np.maximum(0.0, thigh**2 - along**2))
    unit = line / d[:, None]
    ahead = np.array([0.0, 0.0, 1.0]) - unit * unit[:, 2:3]
    ahead /= np.linalg.norm(ahead, axis=1)[:, None]
    return hip + along[:, None] * unit + out[:, None] * ahead


@dataclass(frozen=True)
class Camera:
    """A pinhole camera, level.

    Attributes:
        distance: metres to where the person stands.
        height: of the lens over the floor, metres.
        focal: px; 700 at 3 m shows a person of 1.70 m about 400 px tall.
        size: of the picture, px.
        yaw: turned with the person's own yaw: 90 films a person who faces 0 from the left.
    """

    distance: float = 3.0
    height: float = 0.9
    focal: float = 700.0
    size: tuple[int, int] = (640, 480)
    yaw: float = 0.0


_AT = {
    "NOSE": ("head", (0.0, 0.0, 0.10)),
    "MOUTH_LEFT": ("head", (0.02, -0.05, 0.09)),
    "MOUTH_RIGHT": ("head", (-0.02, -0.05, 0.09)),
    **{
        f"{side.upper()}_{part}": (joint.format(side), (SIGN[side] * a, b, c))
        for side in SIDES
        for part, joint, (a, b, c) in (
            ("EYE_INNER", "head", (0.02, 0.03, 0.09)),
            ("EYE", "head", (0.03, 0.03, 0.09)),
            ("EYE_OUTER", "head", (0.04, 0.03, 0.08)),
            ("EAR", "head", (0.07, 0.0, 0.0)),
            *((p, "{}_" + p.lower(), (0.0, 0.0, 0.0)) for p in ("SHOULDER", "ELBOW", "WRIST")),
            ("PINKY", "{}_wrist", (0.02, -0.08, 0.0)),
            ("INDEX", "{}_wrist", (0.0, -0.09, 0.02)),
            ("THUMB", "{}_wrist", (0.0, -0.05, 0.03)),
            *((p, "{}_" + p.lower(), (0.0, 0.0, 0.0)) for p in ("HIP", "KNEE", "ANKLE", "HEEL")),
            ("TOE", "{}_toe", (0.0, 0.0, 0.0)),
        )
    },
}


def film(
    body: Body,
    c: Channels,
    t: np.ndarray,
    camera: Camera,
    *,
    noise_px: float = 0.0,
    seed: int = 0,
) -> list[Pose]:
    """The poses that a perfect pose model would give, with Gaussian noise if wanted."""
    joints = points(body, c)
    own = np.empty((len(t), COUNT, 3))
    for name, (joint, offset) in _AT.items():
        own[:, Landmark[name]] = joints[joint] + np.array(offset)
    yaw = np.radians(c["yaw"] + camera.yaw)[:, None]
    left, up, forward = own[..., 0], own[..., 1], own[..., 2]
    right_of = np.cos(yaw) * left - np.sin(yaw) * forward
    away = -np.sin(yaw) * left - np.cos(yaw) * forward
    depth = camera.distance + c["away"][:, None] + away
    scale = camera.focal / depth
    hips = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    random = np.random.default_rng(seed)
    landmarks = np.ones((len(t), COUNT, 5))
    landmarks[..., 0] = camera.size[0] / 2 + scale * (c["x"][:, None] + right_of)
    landmarks[..., 1] = camera.size[1] / 2 + scale * (camera.height - up)
    landmarks[..., 2] = scale * (away - away[:, hips].mean(axis=1, keepdims=True))
    landmarks[..., :2] += noise_px * random.normal(size=(len(t), COUNT, 2))
    landmarks[..., 3:] = 0.99
    world = np.stack([right_of, -up, away], axis=2)
    world -= world[:, hips].mean(axis=1, keepdims=True)
    metres = noise_px * camera.distance / camera.focal
    world += metres * random.normal(size=world.shape)
    source = np.full(COUNT, Source.SIMULATED, dtype=np.uint8)
    marks, spaces = landmarks.astype(np.float32), world.astype(np.float32)
    return [Pose(float(when), camera.size, marks[i], spaces[i], source) for i, when in enumerate(t)]
