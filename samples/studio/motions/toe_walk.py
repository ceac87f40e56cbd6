"""Toe walking: on the balls of the feet, straight, toes out or in, on the way or on the spot."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..body import SIDES
from .base import Actor, Performance, Unit, pitch_for, sign, standing
from .gait import Step, Style, follow, swing_arms, walk_foot

Array = npt.NDArray[Any]

_TOE_OUT = {"straight": 4.0, "out": 26.0, "in": -16.0}


def toe_walk(
    actor: Actor,
    t: Array,
    rng: np.random.Generator,
    *,
    direction: str = "straight",
    length: float = 2.4,
    start: float | None = None,
    cadence: float = 0.62,
    height: float = 0.30,
    knees: float = 8.0,
    faults: tuple[dict[str, Any], ...] = (),
) -> Performance:
    """Walk on tiptoe along z.

    Args:
        actor: who.
        t: (F,) seconds.
        rng: for variation.
        direction: ``straight``, ``out`` or ``in``: which way the toes point.
        length: metres to walk; 0 stays on the spot.
        start: z of the first step, metres; the path is centred if not given.
        cadence: seconds a step.
        height: tiptoe height, share of foot length.
        knees: stance knee flexion, degrees.
        faults: ``heel_drop`` (strength: share of the tiptoe height kept),
            ``wrong_direction`` (degrees of toe-out instead), ``trunk_sway`` (degrees),
            ``knees_bent`` (degrees), each on chosen steps (``reps``).
    """
    asked: dict[int, dict[str, float]] = {}
    for f in faults:
        for n in f["reps"]:
            asked.setdefault(n, {})[f["kind"]] = float(f["strength"])
    count = max(int((t[-1] - 1.0) / cadence) - 1, 2)
    first = -length / 2 if start is None else start
    reach = length / max(count, 1)
    steps: list[Step] = []
    # Both feet start planted side by side, on tiptoe.
    last = dict.fromkeys(SIDES, (-9.0, first, _TOE_OUT[direction]))
    number = dict.fromkeys(SIDES, 0)
    at = 0.7
    order: list[tuple[int, str, float, float]] = []
    for i in range(count):
        s = SIDES[i % 2]
        down, z, out = last[s]
        beat = cadence * float(rng.uniform(0.93, 1.07))
        steps.append(_step(actor, s, (down, at), z, out))
        wanted = asked.get(i + 1, {}).get("wrong_direction", _TOE_OUT[direction])
        land = at + beat * 0.80
        last[s] = (land, first + reach * (i + 1), wanted + float(rng.normal(0, 1.5)))
        order.append((i + 1, s, land, last[s][2]))
        number[s] += 1
        at += beat
    for s in SIDES:
        down, z, out = last[s]
        steps.append(_step(actor, s, (down, 1e3), z, out))
    tip = float(pitch_for(actor.feet["L"], np.array([height * actor.feet["L"].length]))[0])
    track = standing(actor, t, rng)
    style = Style(strike=0.0, push=tip + 8, rise=0.045, tiptoe=tip)
    feet = {s: walk_foot(actor, t, steps, s, style) for s in SIDES}
    units = []
    flex = np.zeros_like(t) + knees
    for n, s, land, _ in order:
        mine = [x for x in steps if x.side == s and abs(x.down - land) < 1e-9]
        leave = min(mine[0].up, float(t[-1]))
        on = np.clip(np.minimum((t - land) / 0.12, (leave - t) / 0.12), 0, 1)
        kinds = asked.get(n, {})
        if "heel_drop" in kinds:
            low = pitch_for(
                actor.feet[s], np.array([height * kinds["heel_drop"] * actor.feet[s].length])
            )[0]
            feet[s].pitch = feet[s].pitch - (tip - low) * on * (feet[s].planted)
        if "knees_bent" in kinds:
            flex = np.maximum(flex, knees + (kinds["knees_bent"] - knees) * on)
        if "trunk_sway" in kinds:
            track.spine_side = track.spine_side + sign(s) * kinds["trunk_sway"] * 1.4 * on
        units.append(Unit("left" if s == "L" else "right", land, leave, kinds))
    follow(actor, track, feet, flex)
    swing_arms(track, 24)
    return Performance("toe-walk", "both", track, units, [], {"direction": direction})


def _step(actor: Actor, s: str, when: tuple[float, float], z: float, out: float) -> Step:
    return Step(s, *when, sign(s) * actor.width * 0.42, z, sign(s) * out)
