"""Steps: feet that are put down somewhere, roll over, and leave again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d, minimum_filter1d

from .. import rotations as rot
from ..body import SIDES
from ..pose import FootTrack, PoseTrack, pelvis_height
from .base import Actor, ease, sign

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Step:
    """A foot put down: at ``down`` seconds with its ball at ``(x, z)``, leaving at ``up``."""

    side: str
    down: float
    up: float
    x: float
    z: float
    yaw: float


@dataclass(frozen=True)
class Style:
    """How steps are made. Angles in degrees, metres."""

    strike: float = 14.0  # toes up on landing
    push: float = 38.0  # heel up on leaving
    rise: float = 0.05  # height of the swing foot
    tiptoe: Array | float = 0.0  # heel up all the time, (F,) where it changes
    around: float = 0.0  # how far the swing foot goes round the other one


def walk_foot(actor: Actor, t: Array, steps: list[Step], side: str, style: Style) -> FootTrack:
    """One foot over time from its steps, which must be in order and not overlap."""
    mine = [s for s in steps if s.side == side]
    z0 = np.zeros_like(t)
    tip = z0 + style.tiptoe
    ball, yaw, pitch, toe = np.zeros((len(t), 3)), z0.copy(), tip.copy(), z0.copy()
    planted = np.zeros(len(t), bool)
    reach = float(np.linalg.norm((actor.feet[side].heel - actor.feet[side].pivot)[[0, 2]]))
    for i, s in enumerate(mine):
        on = (t >= s.down) & (t <= s.up)
        if i == 0:
            on |= t < s.down
        if i == len(mine) - 1:
            on |= t > s.up
        ball[on] = (s.x, 0, s.z)
        yaw[on] = s.yaw
        planted |= on
        first, last = i == 0, i == len(mine) - 1
        long = s.up - s.down
        flat = 0.22 * min(long, 0.9)
        if not first:
            strike = style.strike * (1 - ease((t[on] - s.down) / flat))
            pitch[on] -= np.where(tip[on] > 0, 0, strike)
        if not last:
            leave = ease((t[on] - (s.up - 0.38 * min(long, 0.8))) / (0.38 * min(long, 0.8)))
            pitch[on] += np.maximum(style.push - tip[on], 0) * leave
        if last:
            continue
        n = mine[i + 1]
        off = (t > s.up) & (t < n.down)
        u = (t[off] - s.up) / max(n.down - s.up, 1e-6)
        e = ease(u)
        ball[off, 0] = s.x + (n.x - s.x) * e
        ball[off, 2] = s.z + (n.z - s.z) * e
        ball[off, 1] = style.rise * np.sin(np.pi * u) ** 1.5
        turn = (n.yaw - s.yaw + 180) % 360 - 180
        yaw[off] = s.yaw + turn * e
        aside = np.radians(yaw[off])
        arc = sign(side) * style.around * np.sin(np.pi * u) ** 2
        ball[off, 0] += arc * np.cos(aside)
        ball[off, 2] -= arc * np.sin(aside)
        top = np.maximum(style.push, tip[off])
        land = np.where(tip[off] > 0, tip[off], -style.strike)
        pitch[off] = top + (land - top) * ease(u * 1.15)
        toe[off] = pitch[off] * np.minimum(1, 4 * np.minimum(u, 1 - u))
    # Toes up: the foot stands on its heel, so the ball rises.
    up = np.radians(np.maximum(-pitch, 0))
    ahead = np.stack([np.sin(np.radians(yaw)), z0, np.cos(np.radians(yaw))], -1)
    ball = ball - ahead * (reach * (1 - np.cos(up)))[:, None]
    ball[:, 1] += reach * np.sin(up) * planted
    toe = np.where(pitch < 0, pitch, toe)
    return FootTrack(ball, yaw, pitch, z0.copy(), toe, z0.copy(), planted)


@dataclass
class Walk:
    """Steps in the making: where each foot stands, and those that are done."""

    places: dict[str, tuple[float, float, float, float]]  # down (s), x, z (m), yaw
    steps: list[Step]

    def step(self, side: str, when: tuple[float, float], place: tuple[float, float, float]) -> None:
        """Lift a foot and put it down elsewhere: (leave, land) seconds, and (x, z, yaw)."""
        down, x0, z0, yaw0 = self.places[side]
        self.steps.append(Step(side, down, when[0], x0, z0, yaw0))
        self.places[side] = (when[1], *place)

    def finished(self) -> list[Step]:
        """All steps; both feet stay where they are in the end."""
        last = [Step(s, p[0], 1e3, p[1], p[2], p[3]) for s, p in self.places.items()]
        return self.steps + last

    def up_after(self, side: str, land: float) -> float:
        """When a foot that came down at ``land`` is lifted again; a very late time if never."""
        mine = [s.up for s in self.finished() if s.side == side and abs(s.down - land) < 1e-9]
        return mine[0]


def beside(heading: float, aside: float) -> tuple[float, float]:
    """X and z of a point so far to the left of the origin, of who heads there (degrees)."""
    a = np.radians(heading)
    return float(aside * np.cos(a)), float(-aside * np.sin(a))


def follow(
    actor: Actor,
    track: PoseTrack,
    feet: dict[str, FootTrack],
    flex: Array | float,
    blur_s: float = 0.16,
) -> None:
    """Let pelvis and heading follow walking feet; changes ``track``."""
    t = track.t
    dt = float(t[-1] - t[0]) / max(len(t) - 1, 1)
    smooth = lambda a, s: gaussian_filter1d(a, max(s / dt, 0.5), axis=0, mode="nearest")  # noqa: E731
    track.feet = feet
    middle = (feet["L"].ball + feet["R"].ball) / 2
    yaw = np.unwrap(np.radians(np.stack([feet[s].yaw for s in SIDES])), axis=1)
    heading = smooth(np.degrees(yaw.mean(0)), blur_s * 1.5)
    back = rot.apply(rot.about("y", heading), [0, 0, 1.0])
    shape = actor.feet["L"]
    ankle = actor.body.rig.heads[actor.body.rig["foot.L"]][2] - shape.pivot[2]
    lift = np.mean([np.clip(feet[s].pitch, 0, 40) for s in SIDES], axis=0) / 40
    where = smooth(middle + back * (ankle + 0.035 + 0.05 * lift)[:, None], blur_s)
    weight = smooth(feet["L"].planted.astype(float) - feet["R"].planted, blur_s * 0.8)
    side = rot.apply(rot.about("y", heading), [1.0, 0, 0])
    track.pelvis = where + side * (0.022 * weight)[:, None] + (track.pelvis - track.pelvis.mean(0))
    track.pelvis_yaw = heading + track.pelvis_yaw
    track.pelvis_roll = track.pelvis_roll + 2.0 * weight
    track.lead = np.stack([feet[s].planted for s in SIDES], -1)
    track.knee = np.zeros_like(t) + flex
    settle_height(actor, track, blur_s)


def settle_height(actor: Actor, track: PoseTrack, blur_s: float) -> None:
    """Turn the asked knee flexion into a smooth pelvis height that every planted leg reaches."""
    rig, t = actor.body.rig, track.t
    dt = float(t[-1] - t[0]) / max(len(t) - 1, 1)
    hip = {s: rig.heads[rig[f"upperleg01.{s}"]] for s in SIDES}
    middle = (hip["L"] + hip["R"]) / 2
    turn = rot.about("y", track.pelvis_yaw) @ rot.about("z", track.pelvis_roll)
    hips = {s: track.pelvis * [1, 0, 1] + rot.apply(turn, hip[s] - middle) for s in SIDES}
    from ..pose import foot_rotations

    ankles = {}
    for s in SIDES:
        shape = actor.feet[s]
        r, toes = foot_rotations(shape, track.feet[s])
        at = track.feet[s].ball + rot.apply(toes, [0, shape.pivot[1] + shape.sole, 0])
        ankles[s] = at + rot.apply(r, rig.heads[rig[f"foot.{s}"]] - shape.pivot)
    y = pelvis_height(actor.body, track, hips, ankles)
    n = max(round(0.10 / dt), 1)
    y = gaussian_filter1d(
        minimum_filter1d(y, 2 * n + 1, mode="nearest"), max(blur_s * 0.6 / dt, 0.5), mode="nearest"
    )
    track.pelvis = track.pelvis.copy()
    track.pelvis[:, 1] = y
    track.knee = np.full_like(t, np.nan)


def swing_arms(track: PoseTrack, size: float) -> None:
    """Arms against the legs: as far forward as the other foot is."""
    ahead = rot.apply(rot.about("y", track.pelvis_yaw), [0, 0, 1.0])
    gap = np.sum((track.feet["L"].ball - track.feet["R"].ball) * ahead, -1)
    for s, way in (("L", -1), ("R", 1)):
        track.arm_swing[s] = track.arm_swing[s] + way * gap * size
        track.elbow[s] = track.elbow[s] + np.clip(way * gap, 0, 1) * 25
