"""Seated people who draw circles with one foot, with the optical flow that it would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from formcheck.motion.circle_measures import CircleMeasures
from formcheck.pose.flow_pictures import LEAST_S, MOST_S
from formcheck.pose.types import Pose
from tests.support.seated import SHANK_SHARE
from tests.support.simulate import Script
from tests.support.stick_figure import SIDES, Camera

LEVER_M = np.array([0.093, 0.126])
"""From the ankle to what the flow of rendered feet seems to follow, sideways and up and down: 0.36
and 0.49 of a foot of 0.258 m."""

LIFT_M = 0.15


ROUND = CircleMeasures(
    start=0.0,
    end=2.0,
    turned=360.0,
    planar=True,
    flat=False,
    pointed=40.0,
    aside=30.0,
    round=0.8,
    closure=5.0,
    sectors=(),
    smooth=95.0,
    shank_swing=1.0,
    ankle_travel=0.05,
    gap_s=0.07,
    interval_s=0.07,
    trace=np.empty((0, 2)),
)
"""What was measured of a plain circle: clockwise, wide and round."""


@dataclass(frozen=True)
class Circle:
    """One circle of one foot.

    Attributes:
        seconds: it takes.
        pointed: half the range up and down, degrees.
        aside: half the range from side to side, degrees.
        turned: degrees; less than 360 is gone back again, in the same time a degree.
        against: it goes against the direction of its set.
        swing: to and fro of the shank, degrees.
    """

    seconds: float = 2.4
    pointed: float = 20.0
    aside: float = 17.0
    turned: float = 360.0
    against: bool = False
    swing: float = 0.0


class Circler(Script):
    """A script of somebody on a chair. Angles are of the foot, to the right and pointed."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self._drawn: list[tuple[float, str, np.ndarray, np.ndarray]] = []  # start, side, t, angles

    def circles(
        self,
        circles: Sequence[Circle],
        side: str = "left",
        *,
        clockwise: bool = True,
        begin: float = 0.0,
    ) -> Self:
        """Draw circles with a lifted foot.

        Args:
            circles: one after the other.
            side: 'left' or 'right'.
            clockwise: direction, by the person's body.
            begin: where on the clock it begins, degrees from 12.
        """
        step = 1 / 480
        t, path, at, phase = [0.0], [(0.0, 0.0)], 0.0, begin
        ready = 0.5
        first = circles[0]
        for k in range(1, round(ready / step)):
            share = k * step / ready
            t.append(k * step)
            path.append(_on(phase, first, share))
        at = ready
        swings = []
        for before, one in zip((first, *circles), circles, strict=False):
            way = 1.0 if clockwise is not one.against else -1.0
            arcs = [way] if one.turned >= 360 else [way, -way]
            swings.append((at, at + one.seconds * one.turned / 360 * len(arcs), one.swing))
            for sense in arcs:
                long = one.seconds * one.turned / 360
                for k in range(round(long / step)):
                    t.append(at + k * step)
                    size = _between(before, one, k * step / (0.25 * long))
                    path.append(_on(phase + sense * one.turned * k * step / long, size, 1.0))
                at, phase = at + long, phase + sense * one.turned
        last = circles[-1]
        for k in range(round(ready / step)):
            t.append(at + k * step)
            path.append(_on(phase, last, 1 - k * step / ready))
        self._drawn.append((self.length, side, np.array(t), np.array(path)))

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            swing = np.zeros_like(u)
            for start, end, degrees in swings:
                share = np.clip((u - start) / (end - start), 0, 1)
                swing += degrees / 2 * np.sin(2 * np.pi * share)
            aside = np.sin(np.radians(swing)) * 0.246 * self.body.stature
            seat = {"pelvis_fwd": -SHANK_SHARE + 0 * u, "drop": SHANK_SHARE + 0 * u}
            return seat | {f"up_{side}": LIFT_M + 0 * u, f"side_{side}": aside}

        return self._add(at + ready, move)

    def tap(
        self, times: int, side: str = "left", *, degrees: float = 20.0, each: float = 0.6
    ) -> Self:
        """Tap the toes, the heel on the floor."""
        t = np.arange(0, times * each, 1 / 480)
        up = -degrees * (0.5 - 0.5 * np.cos(2 * np.pi * t / each))
        self._drawn.append((self.length, side, t, np.column_stack((0.04 * up, up))))
        seat = {"pelvis_fwd": -SHANK_SHARE, "drop": SHANK_SHARE}
        return self._add(times * each, lambda u: {k: v + 0 * u for k, v in seat.items()})

    def film(
        self, camera: Camera | None = None, *, flow_noise: float = 0.05, **how: Any
    ) -> list[Pose]:
        """See `Script.film`; with the flow of both feet, off by `flow_noise` px."""
        camera = camera or Camera()
        poses = super().film(camera, **how)
        random = np.random.default_rng(7)
        yaw = np.radians(camera.yaw)
        scale = camera.focal / camera.distance
        last: float | None = None
        before: dict[str, np.ndarray] = {}
        out = []
        for pose in poses:
            if not pose.found or (last is not None and pose.t - last < LEAST_S):
                out.append(pose)
                continue
            now = {s: scale * self._seen(s, pose.t, yaw) for s in SIDES}
            legs = {s: _shin(pose, s) for s in SIDES}
            extra: dict[str, float] = {}
            if last is not None and pose.t - last <= MOST_S:
                extra["flow_s"] = pose.t - last
                for s in SIDES:
                    leg = legs[s] - before[f"leg_{s}"]
                    foot = now[s] - before[s] + leg
                    for name, value in (("flow", foot), ("shin", leg)):
                        noisy = value + random.normal(0, flow_noise, 2)
                        extra[f"{name}_x_{s}"], extra[f"{name}_y_{s}"] = map(float, noisy)
            last, before = pose.t, now | {f"leg_{s}": legs[s] for s in SIDES}
            out.append(replace(pose, extra=extra))
        return out

    def _seen(self, side: str, t: float, yaw: float) -> np.ndarray:
        """Where the foot's end is seen about its ankle, metres to the picture's right and down."""
        aside, pointed = 0.0, 0.0
        for start, which, when, path in self._drawn:
            if which == side and start <= t <= start + when[-1]:
                aside, pointed = (np.interp(t - start, when, path[:, k]) for k in (0, 1))
        right, down = np.sin(np.radians(aside)), np.sin(np.radians(pointed))
        ahead = np.sqrt(max(0.0, 1 - right**2 - down**2))
        return LEVER_M * np.array([-np.cos(yaw) * right - np.sin(yaw) * ahead, down])


def _between(before: Circle, one: Circle, share: float) -> Circle:
    """On the way from the size of one circle to that of the next."""
    share = min(1.0, share)
    return replace(
        one,
        pointed=before.pointed + share * (one.pointed - before.pointed),
        aside=before.aside + share * (one.aside - before.aside),
    )


def _on(phase: float, circle: Circle, size: float) -> tuple[float, float]:
    a = np.radians(phase)
    return size * circle.aside * np.sin(a), size * circle.pointed * np.cos(a)


def _shin(pose: Pose, side: str) -> np.ndarray:
    knee, ankle = (25, 27) if side == "left" else (26, 28)
    return pose.landmarks[[knee, ankle], :2].mean(axis=0).astype(float)
