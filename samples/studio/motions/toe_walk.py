"""Toe walking: on the balls of the feet, straight, toes out or in, on the way or on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..body import SIDES
from ..pose import PoseTrack
from .base import (
    Actor,
    Part,
    Performance,
    Unit,
    asked_for,
    bump,
    pitch_for,
    sign,
    standing,
    sway,
)
from .gait import Style, Walk, beside, follow, swing_arms, walk_foot

Array = npt.NDArray[Any]

_RISE, _LOWER = 0.5, 0.45  # seconds on to the toes and down again
_TURNS = 5  # steps of turning round
_LANDS = 0.80  # share of a step's time after which the foot is down
#: Metres by which each foot stands further out, so that heels or toes do not touch.
_WIDER = {"straight": 0.008, "out": 0.055, "in": 0.018}


@dataclass
class _Stepping:
    """A step as planned, before it has a place."""

    number: int
    side: str
    leave: float
    land: float
    stage: int
    within: int  # its number in the stage, from 1
    turning: bool = False


def toe_walk(
    actor: Actor,
    t: Array,
    rng: np.random.Generator,
    *,
    direction: str = "straight",
    stages: tuple[tuple[str, float], ...] | None = None,
    rest: float = 1.4,
    length: float = 2.4,
    passes: int = 1,
    start: float | None = None,
    cadence: float = 0.62,
    height: float = 0.30,
    knees: float = 8.0,
    faults: tuple[dict[str, Any], ...] = (),
) -> Performance:
    """Walk on tiptoe along z, turn round at the end and come back.

    Args:
        actor: who.
        t: (F,) seconds.
        rng: for variation.
        direction: ``straight``, ``out`` or ``in``: which way the toes point, in a single stage
            that lasts as long as the clip.
        stages: instead, (direction, seconds) of each stage.
        rest: seconds on flat feet between stages.
        length: metres of a pass; 0 stays on the spot.
        passes: how often the length is walked, there and back.
        start: z of the first step, metres; the path is centred if not given.
        cadence: seconds a step.
        height: tiptoe height, share of foot length.
        knees: stance knee flexion, degrees.
        faults: ``heel_drop`` (strength: share of the tiptoe height kept),
            ``wrong_direction`` (degrees of toe-out instead), ``trunk_sway`` (degrees),
            ``knees_bent`` (degrees), each on chosen steps: by number (``reps``), by stage and
            number in it (``at``, both from 1), or all of a stage (``stages``);
            ``stage_short`` (share of its seconds) on chosen ``stages``. Every stage begins with
            the left foot.
    """
    short = {
        n - 1: float(f["strength"])
        for f in faults
        if f["kind"] == "stage_short"
        for n in f["stages"]
    }
    wanted = tuple(stages) if stages else ((direction, max(float(t[-1]) - 1.9, 1.0)),)
    parts = _stages(wanted, rest, short)
    if not stages:
        parts[0].prescribed_s = None
    plan = _times(parts, rng, cadence, passes, float(t[-1]))
    asked = _asked(faults, plan)
    own = {
        "straight": float(rng.uniform(0, 8)),
        "out": float(rng.uniform(23, 31)),
        "in": -float(rng.uniform(11, 17)),
    }
    walk = _places(
        actor, rng, plan, [p.name for p in parts],
        own=own, asked=asked, length=length, passes=passes, start=start,
    )  # fmt: skip
    tip = float(pitch_for(actor.feet["L"], np.array([height * actor.feet["L"].length]))[0])
    up = sum(bump(t, p.begin - _RISE, p.begin, p.end, p.end + _LOWER) for p in parts)
    style = Style(strike=0.0, push=tip + 7, rise=0.045, tiptoe=tip * up, around=0.03)
    feet = {s: walk_foot(actor, t, walk.finished(), s, style) for s in SIDES}
    for s in SIDES:
        feet[s].pitch = feet[s].pitch + sway(t, rng, 0.9, 0.3, 1.6) * up
    track = standing(actor, t, rng)
    flex = np.zeros_like(t) + knees
    units = []
    for i, p in enumerate(plan):
        leave = min(walk.up_after(p.side, p.land), parts[p.stage].end)
        if leave - p.land < 0.25:
            continue
        kinds = asked.get(p.number, {})
        on = bump(t, p.land, p.land + 0.16, leave - 0.16, leave)
        if "heel_drop" in kinds:
            kept = height * kinds["heel_drop"] * actor.feet[p.side].length
            low = float(pitch_for(actor.feet[p.side], np.array([kept]))[0])
            foot = feet[p.side]
            foot.pitch = foot.pitch - (tip - low) * on * foot.planted
        if "knees_bent" in kinds:
            flex = np.maximum(flex, knees + (kinds["knees_bent"] - knees) * on)
        if "trunk_sway" in kinds:
            until = min(plan[i + 1].land if i + 1 < len(plan) else leave, leave)
            part = 0.42 * (until - p.land)
            over = bump(t, p.land, p.land + part, until - part, until)
            _lean(track, sign(p.side) * kinds["trunk_sway"] * over)
        kind = "turning" if p.turning else ""
        side = "left" if p.side == "L" else "right"
        units.append(Unit(side, p.land, leave, kinds, p.stage, kind))
    follow(actor, track, feet, flex)
    swing_arms(track, 24)
    prescription = {"stages": [[name, round(s, 3)] for name, s in wanted]} if stages else {}
    return Performance("toe-walk", "both", track, units, [], prescription, parts)


def _lean(track: PoseTrack, degrees: Array) -> None:
    """Sway the trunk to the left; a side bend curves, so the spine turns more than that."""
    track.spine_side = track.spine_side + degrees * 1.65


def _stages(
    wanted: tuple[tuple[str, float], ...], rest: float, short: dict[int, float]
) -> list[Part]:
    at, out = 0.4 + _RISE, []
    for i, (name, seconds) in enumerate(wanted):
        out.append(Part(name, at, at + seconds * short.get(i, 1.0), seconds))
        at += seconds + max(rest, _RISE + _LOWER + 0.1)
    return out


def _times(
    parts: list[Part], rng: np.random.Generator, cadence: float, passes: int, last: float
) -> list[_Stepping]:
    """When each foot leaves and lands; the steps of turning are where each pass is at its end."""
    out: list[_Stepping] = []
    for k, part in enumerate(parts):
        at, first = part.begin + 0.12, len(out)
        while at + cadence * 1.1 < min(part.end, last):
            beat = cadence * float(rng.uniform(0.93, 1.07))
            n = len(out)
            i = n - first
            out.append(_Stepping(n + 1, SIDES[i % 2], at, at + beat * _LANDS, k, i + 1))
            at += beat
    walking = len(out) - _TURNS * (passes - 1)
    each = max(walking // passes, 1)
    for i in range(1, passes):
        first = i * each + (i - 1) * _TURNS
        for step in out[first : first + _TURNS]:
            step.turning = True
    return out


def _asked(
    faults: tuple[dict[str, Any], ...], plan: list[_Stepping]
) -> dict[int, dict[str, float]]:
    """Faults by step, those of whole stages included."""
    spread = []
    for f in faults:
        if f["kind"] == "stage_short":
            continue
        steps = list(f.get("reps", ()))
        steps += [p.number for p in plan if p.stage + 1 in f.get("stages", ())]
        at = [tuple(x) for x in f.get("at", ())]
        steps += [p.number for p in plan if (p.stage + 1, p.within) in at]
        spread.append({**f, "reps": steps})
    return asked_for(tuple(spread))


def _places(
    actor: Actor,
    rng: np.random.Generator,
    plan: list[_Stepping],
    names: list[str],
    *,
    own: dict[str, float],
    asked: dict[int, dict[str, float]],
    length: float,
    passes: int,
    start: float | None,
) -> Walk:
    """Where each step comes down."""
    per_pass = max((sum(not p.turning for p in plan)) // passes, 1)
    reach = length / per_pass
    # The foot's axis runs from heel to ball, its direction from heel to the second toe.
    shape = actor.feet["L"]
    axis = shape.pivot - shape.heel
    off = float(np.degrees(np.arctan2(axis[0], axis[2]))) - shape.rest_yaw
    heading, along = 0.0, -length / 2 if start is None else start
    name = names[0]

    def place(s: str, toe_out: float) -> tuple[float, float, float]:
        x, z = beside(heading, sign(s) * (actor.width * 0.42 + _WIDER[name]))
        return x, along + z, heading + sign(s) * (toe_out - off)

    walk = Walk({s: (-9.0, *place(s, own[name])) for s in SIDES}, [])
    for p in plan:
        name = names[p.stage]
        if p.turning:
            heading += 180 / _TURNS
        else:
            along += reach * float(np.cos(np.radians(heading)))
        toe_out = asked.get(p.number, {}).get("wrong_direction", own[name])
        x, z, yaw = place(p.side, toe_out + float(rng.normal(0, 1.4)))
        z += float(rng.normal(0, 0.012))
        walk.step(p.side, (p.leave, p.land), (x + float(rng.normal(0, 0.005)), z, yaw))
    return walk
