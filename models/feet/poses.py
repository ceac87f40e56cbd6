"""Poses: moments of the studio's motions, and feet turned about their ankles at random."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from samples.studio import rotations as rot
from samples.studio.body import SIDES, Body
from samples.studio.feet import FootShape
from samples.studio.motions import perform
from samples.studio.motions.base import Performance, draw_actor
from samples.studio.pose import FootTrack, PoseTrack, Skeleton, foot_rotations, leg_lengths
from samples.studio.solve import solve

Array = npt.NDArray[Any]

#: Motions, their settings, and how often each is drawn.
_MOTIONS: tuple[tuple[str, dict[str, Any], float], ...] = (
    ("heel-raise", {}, 3),
    ("heel-raise", {"side": "left"}, 1.5),
    ("heel-raise", {"side": "right"}, 1.5),
    ("toe-walk", {}, 2),
    ("heel-to-toe", {}, 2.5),
    ("ankle-circle", {"posture": "seated", "side": "left"}, 1),
    ("ankle-circle", {"posture": "seated", "side": "right"}, 1),
    ("ankle-circle", {"posture": "standing", "side": "left"}, 0.7),
    ("ankle-circle", {"posture": "standing", "side": "right"}, 0.7),
    ("ankle-circle", {"posture": "lying", "side": "left"}, 1),
    ("ankle-circle", {"posture": "lying", "side": "right"}, 1),
    ("walk-through", {}, 2),
    ("march", {}, 1),
    ("squat", {}, 1),
    ("sit-down", {}, 1),
    ("turn-round", {}, 0.7),
    ("foot-tap", {"side": "left"}, 0.4),
    ("foot-tap", {"side": "right"}, 0.4),
    ("scratch-leg", {"side": "left"}, 0.4),
    ("scratch-leg", {"side": "right"}, 0.4),
    ("stand", {}, 1),
)
#: Share of moments in which a foot is turned and lifted at random.
_TURNED = 0.45
_SECONDS = 9.0


def draw_poses(
    body: Body, feet: dict[str, FootShape], moments: int, rng: np.random.Generator
) -> tuple[Skeleton, Performance]:
    """Bones at so many moments of one motion."""
    odds = np.array([m[2] for m in _MOTIONS])
    name, options, _ = _MOTIONS[rng.choice(len(_MOTIONS), p=odds / odds.sum())]
    actor = draw_actor(body, feet, rng)
    # In order and over the whole clip: motions look at how long it is.
    t = np.concatenate([[0.0], np.sort(rng.uniform(0.2, _SECONDS, moments - 2)), [_SECONDS]])
    done = perform(name, actor, t, rng, **options)
    before = solve(body, feet, done.track)
    for s in SIDES:
        _turn(body, feet[s], done.track, before, rng)
    return solve(body, feet, done.track), done


def _turn(
    body: Body, shape: FootShape, track: PoseTrack, before: Skeleton, rng: np.random.Generator
) -> None:
    """Turn one foot about its ankle in some moments, and lift it; changes the track."""
    s, n = shape.side, len(track.t)
    which = rng.random(n) < _TURNED
    share = which.astype(float)
    foot = track.feet[s]
    small = rng.random(n) < 0.5  # half of them a little, as feet are held; half as far as they go
    wide = np.where(small, 0.35, 1.0) * share
    ankle = before.position[:, body.rig[f"foot.{s}"]].copy()
    planted = foot.planted.copy()
    # Lifted enough not to go through the floor; further away it would come off its leg.
    ankle[:, 1] += share * rng.uniform(0.02, 0.28, n)
    ankle[:, 0] += wide * rng.normal(0, 0.05, n)
    ankle[:, 2] += wide * rng.normal(0, 0.08, n)
    ankle = _in_reach(body, s, before, ankle)
    base = foot.base if foot.base is not None else np.broadcast_to(np.eye(3), (n, 3, 3))
    foot.base = rot.about("y", wide * rng.normal(0, 25, n)) @ base
    foot.pitch = foot.pitch + wide * rng.uniform(-25, 50, n)
    foot.roll = foot.roll + wide * rng.normal(0, 16, n)
    foot.twist = foot.twist + wide * rng.normal(0, 12, n)
    foot.toe_pitch = np.where(which, foot.pitch, foot.toe_pitch) + wide * rng.uniform(-30, 28, n)
    foot.planted = planted & ~which
    track.lead[which, SIDES.index(s)] = False
    free = ~track.lead.any(1)  # somebody has to carry the body
    track.lead[free, SIDES.index("R" if s == "L" else "L")] = True
    at = _ball(body, shape, foot, ankle)
    foot.ball = np.where(which[:, None], at, foot.ball)


def _in_reach(body: Body, side: str, before: Skeleton, ankle: Array) -> Array:
    """Ankles (F, 3) no further from the hip than the leg is long."""
    hip = before.position[:, body.rig[f"upperleg01.{side}"]]
    away = ankle - hip
    far = np.linalg.norm(away, axis=1, keepdims=True)
    return np.asarray(hip + away * np.minimum(1, 0.96 * sum(leg_lengths(body, side)) / far))


def _ball(body: Body, shape: FootShape, foot: FootTrack, ankle: Array) -> Array:
    """Where a foot's ball is when its ankle is there, (F, 3)."""
    arm = body.rig.heads[body.rig[f"foot.{shape.side}"]] - shape.pivot
    under = np.array([0, shape.pivot[1] + shape.sole, 0])
    whole, toes = foot_rotations(shape, foot)
    return np.asarray(ankle - rot.apply(whole, arm) - rot.apply(toes, under))
