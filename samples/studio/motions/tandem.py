"""Heel-to-toe walking: each heel right before the other foot's toes, on a line."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..body import SIDES
from .base import Actor, Part, Performance, Unit, asked_for, bump, sign, standing, sway
from .gait import Style, Walk, beside, follow, walk_foot

Array = npt.NDArray[Any]

_LANDS = 0.80  # share of a step's time after which the foot is down
_TURNS, _TURN_S = 5, 0.62  # steps of turning round, and seconds of each
_EXTRA_S = 0.45  # seconds that a foot stays where it was put to catch the balance


def tandem_walk(
    actor: Actor,
    t: Array,
    rng: np.random.Generator,
    *,
    start: float | None = None,
    seconds: float = 1.0,
    steps: int | None = None,
    passes: int = 1,
    gap: float = 0.03,
    wander: float = 0.05,
    arms: float = 22.0,
    faults: tuple[dict[str, Any], ...] = (),
) -> Performance:
    """Tandem walk along z; with more than one pass, turn round and come back.

    Args:
        actor: who.
        t: (F,) seconds.
        rng: for variation.
        start: z of the first foot, metres; the path is centred if not given.
        seconds: per step.
        steps: in a pass; as many as there is time for if not given.
        passes: how often the way is gone, there and back.
        gap: usual gap between heel and toes, share of foot length.
        wander: spread of the feet about the line, share of foot length.
        arms: how far the arms are held out, degrees.
        faults: on chosen steps (``reps``, from 1, those of turning not counted): ``gap``
            (share of foot length), ``off_line`` (share of foot length, outwards), ``trunk_sway``
            (degrees), ``arms_up`` (degrees), ``too_fast`` (seconds), ``lost_balance`` (seconds
            of stopping after the step), ``side_step`` (share of foot length beside the line
            where the foot comes down before the step).
    """
    asked = asked_for(faults)
    shape = actor.feet["L"]
    outer = float(shape.big_tip[2] - shape.heel[2])
    turning = (passes - 1) * (_TURNS * _TURN_S + 0.4)
    late = sum(k.get("lost_balance", 0) + 0.9 * ("side_step" in k) for k in asked.values())
    fits = int((t[-1] - 1.1 - turning - late) / seconds / passes)
    count = max(min(steps or fits, fits), 2)
    usual = outer + gap * shape.length
    # The middle between heel and toe goes on the line, not the ball.
    middle = (shape.heel + shape.big_tip) / 2 - shape.pivot
    a = np.radians(shape.rest_yaw)
    inside = float(middle[0] * np.cos(a) - middle[2] * np.sin(a))
    z = -count * usual / 2 if start is None else start
    walk = Walk({"L": (-9.0, -inside, z, 2.0), "R": (-9.0, inside, z - usual, -2.0)}, [])
    heading, at, n, foot = 0.0, 0.7, 0, "R"
    units: list[tuple[Unit, float]] = []
    parts: list[Part] = []
    for k in range(passes):
        began = at
        ahead = 1.0 if k % 2 == 0 else -1.0
        for _ in range(count):
            n += 1
            kinds = asked.get(n, {})
            beat = kinds.get("too_fast", seconds * float(rng.uniform(0.93, 1.07)))
            if "side_step" in kinds:
                x, dz = beside(heading, sign(foot) * kinds["side_step"] * shape.length)
                land = at + 0.36
                beside_it = (x, z - ahead * 0.02 + dz, heading + sign(foot) * 6)
                walk.step(foot, (at, land), beside_it)
                units.append((Unit(_name(foot), land, land, {"side_step": 1.0}, k, "extra"), 0.0))
                at = land + _EXTRA_S
            far = kinds.get("gap", gap * float(rng.uniform(0.2, 1.5)))
            z += ahead * (outer + far * shape.length)
            off = kinds.get("off_line", 0.0) * sign(foot) + float(rng.normal(0, wander * 0.5))
            x, _ = beside(heading, off * shape.length - sign(foot) * inside)
            toe_out = 2.0 + float(rng.normal(0, 1.2))
            if "too_fast" in kinds and units:  # counted from one touch-down to the next
                at = units[-1][0].begin + 0.22 * beat
            land = at + beat * (0.78 if "too_fast" in kinds else _LANDS)
            walk.step(foot, (at, land), (x, z, heading + sign(foot) * toe_out))
            units.append((Unit(_name(foot), land, land, kinds, k), beat))
            at = land + (1 - _LANDS) * seconds + kinds.get("lost_balance", 0.0)
            foot = "L" if foot == "R" else "R"
        parts.append(Part("pass", began, at))
        if k + 1 < passes:
            at, heading, foot = _turn(
                actor, walk, units, at=at, z=z, heading=heading, foot=foot, part=k
            )
    return _perform(actor, t, rng, walk=walk, planned=units, parts=parts, arms=arms)


def _name(side: str) -> str:
    return "left" if side == "L" else "right"


def _turn(
    actor: Actor,
    walk: Walk,
    units: list[tuple[Unit, float]],
    *,
    at: float,
    z: float,
    heading: float,
    foot: str,
    part: int,
) -> tuple[float, float, str]:
    """Round on the spot with the feet side by side; returns time, heading and the next foot."""
    at += 0.2
    for _ in range(_TURNS):
        heading += 180 / _TURNS
        x, dz = beside(heading, sign(foot) * actor.width * 0.42)
        land = at + _TURN_S * _LANDS
        walk.step(foot, (at, land), (x, z + dz, heading + sign(foot) * 5))
        units.append((Unit(_name(foot), land, land, {}, part, "turning"), _TURN_S))
        at += _TURN_S
        foot = "L" if foot == "R" else "R"
    return at + 0.2, heading, foot


def _perform(
    actor: Actor,
    t: Array,
    rng: np.random.Generator,
    *,
    walk: Walk,
    planned: list[tuple[Unit, float]],
    parts: list[Part],
    arms: float,
) -> Performance:
    """Put the body on the feet, with what is asked of trunk and arms."""
    track = standing(actor, t, rng)
    track.pelvis[:, 0] += sway(t, rng, 0.008, 0.2, 0.9)
    style = Style(strike=2.0, push=26.0, rise=0.045, around=0.075)
    feet = {s: walk_foot(actor, t, walk.finished(), s, style) for s in SIDES}
    units: list[Unit] = []
    for i, (unit, beat) in enumerate(planned):
        unit.end = min(walk.up_after(unit.side[0].upper(), unit.begin), float(t[-1]))
        if unit.end - unit.begin < 0.15:
            continue
        until = planned[i + 1][0].begin if i + 1 < len(planned) else unit.end
        on = _while(t, unit.begin, min(until, unit.begin + max(1.1 * beat, 0.5)))
        side = sign(unit.side[0].upper())
        bend = unit.asked.get("trunk_sway", 0.0) + 9.0 * (unit.kind == "extra")
        track.spine_side = track.spine_side + side * bend * 1.65 * on
        for k in SIDES:
            wave = unit.asked.get("arms_up", 0.0) + 24.0 * (unit.kind == "extra")
            track.arm_out[k] = track.arm_out[k] + wave * on
        units.append(unit)
    follow(actor, track, feet, 7.0)
    for s in SIDES:
        track.arm_out[s] = track.arm_out[s] + arms + sway(t, rng, 4)
    return Performance("heel-to-toe", "both", track, units, [], {}, parts)


def _while(t: Array, begin: float, end: float) -> Array:
    """Up and down again inside a step."""
    part = min(0.4 * (end - begin), 0.45)
    return bump(t, begin, begin + part, end - part, end)
