"""People who walk heel to toe, step by step as it is written down; what they did is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from formcheck.exercises.heel_to_toe_walk import OUTWARDS_BEHIND
from formcheck.motion.scale import FOOT_TO_STATURE, SHOULDER_TO_ANKLE
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from tests.support.simulate import Script
from tests.support.stick_figure import SIDES, SIGN

DOWN_SHARE = 0.35
"""Share of a step's time for which both feet stand before the swing."""


@dataclass(frozen=True)
class TandemStep:
    """One step as it is to be made. Lengths are shares of the foot.

    Attributes:
        seconds: from the foot before to this one.
        gap: between heel and toes.
        right: beside the line, to the walker's right.
        stop_s: standing still before it.
        sway: lean of the trunk after it, degrees.
        arms: raised to the sides after it, degrees.
        put_down: how far beside the line the foot is put down on the way.
    """

    seconds: float = 1.0
    gap: float = 0.03
    right: float = 0.0
    stop_s: float = 0.0
    sway: float = 0.0
    arms: float = 0.0
    put_down: float = 0.0


@dataclass(frozen=True)
class Landed:
    """What one step was: touch-down in seconds of the film, and which foot."""

    down: float
    side: str
    step: TandemStep


class Tandem(Script):
    """A script of somebody who walks heel to toe, the way they face."""

    landed: list[Landed]

    def heel_to_toe(
        self, steps: Sequence[TandemStep], first: str = "right", *, ready_s: float = 1.5
    ) -> Self:
        """Stand with the feet on one line, the one that steps first behind, and walk."""
        foot = self.body.foot
        order = (first, SIDES[first == "left"])
        place = {order[0]: -foot * 1.03, order[1]: 0.0}
        knots: dict[str, list[tuple[float, float, float, float]]] = {
            s: [(0.0, place[s], 0.0, 0.0)] for s in SIDES
        }  # seconds, ahead, to the left, up
        bends: list[tuple[float, float, float]] = []
        self.landed = getattr(self, "landed", [])
        u = ready_s
        for number, step in enumerate(steps):
            side, other = order[number % 2], order[1 - number % 2]
            u += step.stop_s
            down = u + step.seconds
            off = u + DOWN_SHARE * step.seconds
            was, target = knots[side][-1], place[other] + foot * (1 + step.gap)
            if step.put_down:
                beside = SIGN[side] * step.put_down * foot
                knots[side] += _swing(was, (off, down, place[other], beside), side)
                was, off, down = knots[side][-1], down + 0.6, down + 1.2
            knots[side] += _swing(was, (off, down, target, -step.right * foot), side)
            place[side] = target
            self.landed.append(Landed(self.length + down, side, step))
            bends += [(down, 0, 0), (down + 0.25, step.sway, step.arms)]
            bends += [(down + 0.45, step.sway, step.arms), (down + 0.62, 0, 0)]
            u = down
        return self._walk(u + 0.7, knots, bends)

    def change_to_standing(self, seconds: float = 1.0) -> Self:
        """Bring the feet side by side."""
        was = {f"{name}_{s}": self._base[f"{name}_{s}"] for name in ("fwd", "side") for s in SIDES}

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            share = np.clip(u / seconds, 0, 1)
            return {name: value * (1 - share) for name, value in was.items()}

        return self._add(seconds, move, **dict.fromkeys(was, 0.0))

    def _walk(
        self,
        seconds: float,
        knots: dict[str, list[tuple[float, float, float, float]]],
        bends: list[tuple[float, float, float]],
    ) -> Self:
        yaw = np.radians(self._base["yaw"])
        x, away = self._base["x"], self._base["away"]
        half = 0.05 * self.body.stature

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            feet = {s: _through(u, knots[s]) for s in SIDES}
            body = (feet["left"][0] + feet["right"][0]) / 2
            result = {"x": x - body * np.sin(yaw), "away": away - body * np.cos(yaw)}
            for s in SIDES:
                ahead, left, up = feet[s]
                result |= {f"fwd_{s}": ahead - body, f"side_{s}": left - SIGN[s] * half}
                result[f"up_{s}"] = up
            at = np.array([b[0] for b in bends])
            result["lean_side"] = np.interp(u, at, [b[1] for b in bends])
            result["arms"] = np.interp(u, at, [b[2] for b in bends])
            return result

        last = move(np.array([seconds]))
        return self._add(seconds, move, **{k: float(v[0]) for k, v in last.items()})


def _swing(
    was: tuple[float, float, float, float], to: tuple[float, float, float, float], side: str
) -> list[tuple[float, float, float, float]]:
    """Knots of a swing: off the floor, round the other foot, down."""
    off, down, ahead, left = to
    middle = (was[1] + ahead) / 2, (was[2] + left) / 2 + SIGN[side] * 0.05
    return [(off, was[1], was[2], 0.0), ((off + down) / 2, *middle, 0.04), (down, ahead, left, 0.0)]


def _through(
    u: np.ndarray, knots: list[tuple[float, float, float, float]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ahead, to the left and up at each time: smoothly from knot to knot."""
    from scipy.interpolate import PchipInterpolator

    at = np.array(knots)
    at = at[np.concatenate([np.diff(at[:, 0]) > 1e-9, [True]])]
    if len(at) == 1:
        at = np.vstack([at, at + np.array([1.0, 0, 0, 0])])
    ahead, left, up = PchipInterpolator(at[:, 0], at[:, 1:])(np.clip(u, *at[[0, -1], 0])).T
    return ahead, left, up


def as_drawn(pose: Pose) -> Pose:
    """The pose with the body model's own error: from behind it draws the feet too far out."""
    if not pose.found:
        return pose
    left, right = pose.xy(Landmark.LEFT_HIP)[0], pose.xy(Landmark.RIGHT_HIP)[0]
    shoulders = pose.xy(Landmark.LEFT_SHOULDER) + pose.xy(Landmark.RIGHT_SHOULDER)
    ankles = pose.xy(Landmark.LEFT_ANKLE) + pose.xy(Landmark.RIGHT_ANKLE)
    tall = (ankles[1] - shoulders[1]) / 2
    if right - left < 0.1 * tall:  # seen from the front, or a side
        return pose
    foot = tall * FOOT_TO_STATURE / SHOULDER_TO_ANKLE
    landmarks = pose.landmarks.copy()
    for side, way in (("LEFT", -1.0), ("RIGHT", 1.0)):
        for part in ("ANKLE", "HEEL", "TOE"):
            landmarks[Landmark[f"{side}_{part}"], 0] += way * OUTWARDS_BEHIND * foot
    return replace(pose, landmarks=landmarks)
