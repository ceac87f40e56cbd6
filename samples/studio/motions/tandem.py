"""Heel-to-toe walking: each heel right before the other foot's toes, on a line."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..body import SIDES
from .base import Actor, Performance, Unit, sign, standing, sway
from .gait import Step, Style, follow, walk_foot

Array = npt.NDArray[Any]


def tandem_walk(
    actor: Actor,
    t: Array,
    rng: np.random.Generator,
    *,
    start: float | None = None,
    seconds: float = 1.0,
    gap: float = 0.03,
    wander: float = 0.05,
    arms: float = 22.0,
    faults: tuple[dict[str, Any], ...] = (),
) -> Performance:
    """Tandem walk along z.

    Args:
        actor: who.
        t: (F,) seconds.
        rng: for variation.
        start: z of the first foot, metres; the path is centred if not given.
        seconds: per step.
        gap: usual gap between heel and toes, share of foot length.
        wander: spread of the feet about the line, share of foot length.
        arms: how far the arms are held out, degrees.
        faults: on chosen steps: ``gap`` and ``off_line`` (shares of foot length),
            ``trunk_sway`` (degrees), ``arms_up`` (degrees), ``too_fast`` (seconds),
            ``lost_balance`` (seconds of stopping).
    """
    asked: dict[int, dict[str, float]] = {}
    for f in faults:
        for n in f["reps"]:
            asked.setdefault(n, {})[f["kind"]] = float(f["strength"])
    shape = actor.feet["L"]
    long = shape.length + 2 * max(shape.sole, 0) * 0.5
    count = max(int((t[-1] - 1.2) / seconds), 2)
    z = -count * long * 1.03 / 2 if start is None else start
    place = {"L": (0.0, z), "R": (0.0, z - long * (1 + gap))}
    down = dict.fromkeys(SIDES, -9.0)
    steps: list[Step] = []
    plan: list[tuple[int, str, float]] = []
    at = 0.7
    for i in range(count):
        s = "R" if i % 2 == 0 else "L"
        kinds = asked.get(i + 1, {})
        beat = kinds.get("too_fast", seconds * float(rng.uniform(0.93, 1.07)))
        at += kinds.get("lost_balance", 0.0)
        x0, z0 = place[s]
        steps.append(Step(s, down[s], at, x0, z0, sign(s) * 2.0))
        z += long * (1 + kinds.get("gap", gap * float(rng.uniform(0.3, 1.4))))
        x = kinds.get("off_line", 0.0) * sign(s) + float(rng.normal(0, wander * 0.5))
        place[s], down[s] = (x * long, z), at + beat * 0.82
        plan.append((i + 1, s, down[s]))
        at += beat
    steps += [Step(s, down[s], 1e3, *place[s], sign(s) * 2.0) for s in SIDES]
    track = standing(actor, t, rng)
    track.pelvis[:, 0] += sway(t, rng, 0.008, 0.2, 0.9)
    style = Style(strike=5.0, push=26.0, rise=0.045)
    feet = {s: walk_foot(actor, t, steps, s, style) for s in SIDES}
    units = []
    for n, s, land in plan:
        leave = next(x.up for x in steps if x.side == s and abs(x.down - land) < 1e-9)
        kinds = asked.get(n, {})
        around = np.exp(-(((t - land) / 0.35) ** 2))
        track.spine_side = track.spine_side + sign(s) * kinds.get("trunk_sway", 0.0) * 1.4 * around
        for k in SIDES:
            track.arm_out[k] = track.arm_out[k] + kinds.get("arms_up", 0.0) * around
        units.append(Unit("left" if s == "L" else "right", land, min(leave, float(t[-1])), kinds))
    follow(actor, track, feet, 7.0)
    for s in SIDES:
        track.arm_out[s] = track.arm_out[s] + arms + sway(t, rng, 4)
    return Performance("heel-to-toe", "both", track, units)
