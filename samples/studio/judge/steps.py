"""Toe walking: each step, and the stages that the steps are in."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import numpy.typing as npt

from ..motions.base import Part, Performance, Unit
from .base import Scene, fault, unit

Array = npt.NDArray[Any]

#: Toe-out that each stage asks for, degrees.
RANGES = {"straight": (-8.0, 15.0), "out": (15.0, 90.0), "in": (-90.0, -5.0)}
_ON_TOES = 8.0  # % of foot length: a heel is off the floor
_DROPPED = 40.0  # % of the own tiptoe height
_TRAVELS, _TURNS = 0.25, 20.0  # metres within a stride, degrees within a stance


def toe_steps(
    performance: Performance, scene: Scene
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Steps and stages; steps of turning round are not counted."""
    last = float(scene.t[-1])
    parts = [p for p in performance.parts if p.begin < last]
    tall = [_tiptoe_height(scene, performance, p) for p in parts]
    units = [u for u in performance.units if u.part < len(parts) and last - u.begin > 0.2]
    nexts = [v.begin if v.part == u.part else u.end for u, v in itertools.pairwise(units)]
    steps = [
        _step(u, scene, parts[u.part], until=until, tall=tall[u.part], number=i)
        for i, (u, until) in enumerate(zip(units, [*nexts, last], strict=True))
    ]
    stages = [
        _stage(scene, performance, p, tall=tall[k], steps=steps, number=k)
        for k, p in enumerate(parts)
    ]
    return steps, stages


def _bearing(scene: Scene, performance: Performance) -> Array:
    """(F, 2) the feet that bear weight, left and right."""
    return np.stack([performance.track.feet[s].planted for s in ("L", "R")], -1)


def _lifts(scene: Scene) -> Array:
    """(F, 2) heel lift, left and right, % of foot length."""
    heights = [scene.measured[f"heel_height_cm.{s}"] for s in ("L", "R")]
    return np.stack(heights, -1) / scene.foot_cm * 100


def _tiptoe_height(scene: Scene, performance: Performance, part: Part) -> float:
    """The highest median over a second of the lift of the heels that bear weight."""
    lift = np.where(_bearing(scene, performance), _lifts(scene), np.nan)
    inside = np.flatnonzero(scene.between(part.begin, min(part.end, scene.t[-1])))
    best = 0.0
    for first in inside:
        if scene.t[first] + 1.0 > scene.t[inside[-1]] and best > 0:
            break
        window = scene.between(scene.t[first], scene.t[first] + 1.0)
        best = max(best, float(np.nanmedian(lift[window])))
    return best


def _step(
    u: Unit, scene: Scene, part: Part, *, until: float, tall: float, number: int
) -> dict[str, Any]:
    """A step; ``until`` is the touch-down of the next one."""
    s = u.side[0].upper()
    end = min(u.end, float(scene.t[-1]))
    on = scene.between(u.begin, end)
    m = scene.measured
    own = scene.between(u.begin, min(until, end))
    lowest = float(m[f"heel_height_cm.{s}"][on].min()) / scene.foot_cm * 100
    measures = {
        "stance_s": end - u.begin,
        "lowest_heel_lift": lowest,
        "heel_share": lowest / tall * 100,
        "foot_progression": _progression(scene, s, on),
        "trunk_sway": float(np.abs(m["trunk_lean_lateral"][own]).max()),
        "knee_flexion": float(m[f"knee_flexion.{s}"][on].mean()),
    }
    turning = u.kind == "turning" or scene.turned(on) > _TURNS
    low, high = RANGES[part.name]
    angle = measures["foot_progression"]
    over = max(low - angle, angle - high)
    faults = {
        "heel_drop": fault(
            measures["heel_share"],
            _DROPPED,
            "% of own tiptoe height",
            measures["heel_share"] < _DROPPED,
        ),
        "wrong_direction": fault(
            angle, high if angle - high >= low - angle else low, "deg", over > 0, range=[low, high]
        ),
        "trunk_sway": fault(measures["trunk_sway"], 10.0, "deg", measures["trunk_sway"] > 10),
        "knees_bent": fault(measures["knee_flexion"], 25.0, "deg", measures["knee_flexion"] > 25),
    }
    if turning:  # which way is forward changes under the foot
        del faults["wrong_direction"]
    return unit(
        u.side, (u.begin, u.begin, end), measures, faults, u.asked, counted=not turning,
        stage=part.name, stage_index=u.part, turning=turning, step=number + 1,
    )  # fmt: skip


def _progression(scene: Scene, s: str, on: Array) -> float:
    """Foot axis in mid-stance against the direction of travel, toe-out positive, degrees."""
    heel, ball = scene.points[f"heel.{s}"][on], scene.points[f"ball.{s}"][on]
    half = slice(len(heel) // 4, max(len(heel) - len(heel) // 4, len(heel) // 4 + 1))
    axis = (ball - heel)[half].mean(0)
    # Over a whole stride, for the pelvis sways from foot to foot.
    seconds = scene.t[on]
    moved, heading = scene.travel(scene.between(seconds[0] - 0.6, seconds[-1] + 0.6))
    if np.hypot(*moved) > _TRAVELS:
        heading = float(np.degrees(np.arctan2(moved[0], moved[1])))
    turned = float(np.degrees(np.arctan2(axis[0], axis[2]))) - heading
    return ((turned + 180) % 360 - 180) * (1 if s == "L" else -1)


def _stage(
    scene: Scene,
    performance: Performance,
    part: Part,
    *,
    tall: float,
    steps: list[dict[str, Any]],
    number: int,
) -> dict[str, Any]:
    end = min(part.end, float(scene.t[-1]))
    on = scene.between(part.begin, end)
    bearing, lift = _bearing(scene, performance)[on], _lifts(scene)[on]
    up = ((lift > _ON_TOES) | ~bearing).all(-1)
    mine = [r for r in steps if r["stage_index"] == number]
    mine = [r for r in mine if r["counted"]]
    straight = [r["measures"]["foot_progression"] for r in mine]
    seconds = float(up.mean()) * (end - part.begin)
    out: dict[str, Any] = {
        "name": part.name,
        "start_s": part.begin,
        "end_s": end,
        "prescribed_s": part.prescribed_s,
        "measures": {
            "on_toes_s": round(seconds, 3),
            "steps": len(mine),
            "cadence": round(len(mine) / max(end - part.begin, 1e-3) * 60, 1),
            "foot_progression": round(float(np.mean(straight)), 3) if straight else None,
            "tiptoe_height": round(tall, 3),
        },
        "faults": {},
    }
    if part.prescribed_s and part.begin + part.prescribed_s <= scene.t[-1]:
        share = seconds / part.prescribed_s * 100
        out["faults"]["stage_short"] = fault(share, 90.0, "% of the stage's seconds", share < 90)
    return out
