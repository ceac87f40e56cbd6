"""Feet without a body: what a good foot model would see of somebody who films their feet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from formcheck.motion.foot_orientation import OUTWARDS_DEG, SHAPE
from formcheck.pose.types import FEET_ABOUT_SHAPE, FEET_SHAPE, Feet, Pose

SIZE = (640, 480)
LENGTH = 110.0
"""Of a foot, px."""
FILMED = 0.258 * 700.0 / 3.0
"""Length of a foot that `stick_figure.Camera` films, px."""

BALL = SHAPE[2]
SIDES = ("left", "right")


@dataclass(frozen=True)
class Foot:
    """How one foot is placed.

    Attributes:
        pitch: heel up about the ball, degrees.
        up: off the floor, foot lengths.
        forward: along the way it points, foot lengths.
        along: the way walked, straight on, foot lengths.
        aside: outwards from the middle, foot lengths.
    """

    pitch: float = 0.0
    up: float = 0.0
    forward: float = 0.0
    along: float = 0.0
    aside: float = 0.35


def lone_feet(
    t: float,
    feet: Mapping[str, Foot],
    *,
    yaw: float = 0.0,
    down: float = 12.0,
    noise: float = 0.015,
    random: np.random.Generator | None = None,
) -> Pose:
    """A picture of the lower legs.

    Args:
        t: seconds.
        feet: by side; one that is left out is not seen.
        yaw: of the camera, degrees: 0 in front, +90 at the person's left.
        down: how far the camera looks down, degrees.
        noise: usual error of a point, foot lengths.
        random: where it comes from.
    """
    random = random or np.random.default_rng(round(t * 1000))
    points = np.full(FEET_SHAPE, np.nan, dtype=np.float32)
    about = np.full(FEET_ABOUT_SHAPE, np.nan, dtype=np.float32)
    for row, side in enumerate(SIDES):
        if side not in feet:
            continue
        out = 1.0 if side == "left" else -1.0
        seen = _project(_in_space(feet[side], out), yaw, down)
        error = noise * LENGTH
        xy = np.array([SIZE[0] / 2, 380.0]) + LENGTH * seen + random.normal(0, error, (6, 2))
        points[row, :, :2] = xy
        points[row, :, 2:] = (error**2, 0.0, error**2, 0.95)
        about[row] = (0.99, 0.97, 0.9, 0.05, 0.05)
    return replace(Pose.nobody(t, SIZE, brightness=120.0), feet=Feet(points, about))


def _in_space(foot: Foot, out: float) -> np.ndarray:
    """Knee and the five points of a foot: to the person's left, up, forward; foot lengths."""
    a, turned = np.radians(foot.pitch), np.radians(out * OUTWARDS_DEG)
    forward, high = SHAPE[:, 0] - BALL[0], SHAPE[:, 2] - BALL[2]
    forward, high = forward * np.cos(a) + high * np.sin(a), high * np.cos(a) - forward * np.sin(a)
    forward, high = forward + BALL[0] + foot.forward, high + BALL[2] + foot.up
    aside = out * SHAPE[:, 1]
    left = aside * np.cos(turned) + forward * np.sin(turned) + out * foot.aside
    ahead = forward * np.cos(turned) - aside * np.sin(turned) + foot.along
    own = np.column_stack((left, high, ahead))
    return np.vstack((own[0] + [0.0, 1.62, 0.1], own))


def _project(points: np.ndarray, yaw: float, down: float) -> np.ndarray:
    """Picture coordinates, to the right and down."""
    y, d = np.radians(yaw), np.radians(down)
    towards = points[:, 0] * np.sin(y) + points[:, 2] * np.cos(y)
    right = points[:, 0] * np.cos(y) - points[:, 2] * np.sin(y)
    return np.column_stack((right, towards * np.sin(d) - points[:, 1] * np.cos(d)))


def film(
    seconds: float, at: Callable[[float], Mapping[str, Foot]], *, fps: float = 30.0, **how: float
) -> list[Pose]:
    """Pictures of feet that are where `at` says, by time."""
    random = np.random.default_rng(5)
    return [
        lone_feet(k / fps, at(k / fps), random=random, **how) for k in range(round(seconds * fps))
    ]


def raises(
    times: Iterable[float], sides: Iterable[str], *, pitch: float = 35.0, seconds: float = 2.5
) -> Callable[[float], Mapping[str, Foot]]:
    """Heel raises that begin at some times; the other foot is held up behind."""
    begins, working = list(times), list(sides)

    def at(t: float) -> dict[str, Foot]:
        share = max((bump((t - begin) / seconds) for begin in begins), default=0.0)
        body = 0.65 * np.sin(np.radians(share * pitch)) * BALL[0]
        hangs = Foot(pitch=30.0, up=0.6 + body, forward=-0.5)
        return {s: Foot(pitch=share * pitch) if s in working else hangs for s in SIDES}

    return at


def ramp(share: float) -> float:
    """From 0 to 1, smoothly, while the share goes from 0 to 1."""
    return float(0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0)))


def bump(share: float) -> float:
    """Up to 1 and back to 0, smoothly, while the share goes from 0 to 1."""
    return float(np.sin(np.pi * share) ** 2) if 0.0 < share < 1.0 else 0.0


def without_body(poses: Iterable[Pose], yaw: float = 0.0) -> list[Pose]:
    """The same pictures with two feet on the floor and no body; what was measured in them stays.

    The points are not certain enough to contradict the optical flow, which is that of feet of this
    size.
    """
    larger = LENGTH / FILMED
    still = dict.fromkeys(SIDES, Foot())
    out = []
    for pose in poses:
        feet = lone_feet(pose.t, still, yaw=yaw).feet
        assert feet is not None
        feet.points[..., [2, 4]] = (0.15 * LENGTH) ** 2
        flow = {k: v if k == "flow_s" else larger * v for k, v in pose.extra.items()}
        out.append(replace(Pose.nobody(pose.t, SIZE), extra=flow, feet=feet))
    return out
