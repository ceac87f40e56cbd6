"""Ankle circles: how the foot's axis turns about the ankle, seen from the shank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import rotations as rot
from ..motions.base import Performance, Unit
from .base import Scene, fault, unit

Array = npt.NDArray[Any]

WHOLE = 300.0  # degrees turned from which on a circle counts
_SECTORS = 12
_REACHED = 0.4  # of the usual radius: how far out a sector must be reached


def circles(performance: Performance, scene: Scene) -> list[dict[str, Any]]:
    """Circles in order; those that turn back too early are not counted."""
    out: list[dict[str, Any]] = []
    for number, part in enumerate(performance.parts):
        mine = [u for u in performance.units if u.part == number and u.end <= scene.t[-1] + 1e-6]
        if not mine:
            continue
        s = mine[0].side[0].upper()
        path = _path(scene, s, mine)
        this = _Set(number, part.name, path, *_usual(scene, path, mine))
        judged = [_circle(u, scene, this) for u in mine]
        sizes = sorted((_size(c) for c in judged if c["counted"]), reverse=True)[:3]
        best = float(np.median(sizes)) if sizes else 0.0
        for c in judged:
            _judge_size(c, best)
        out += judged
    return out


@dataclass(frozen=True)
class _Set:
    """Circles of one foot in one direction, with their path, its middle and usual half ranges."""

    number: int
    way: str
    path: Array  # (F, 2)
    middle: Array  # (2,)
    radius: Array  # (2,)


def _path(scene: Scene, s: str, units: list[Unit]) -> Array:
    """(F, 2) where the foot's axis points: to the person's right, and towards pointed; degrees.

    Measured from the plane across the shank, and from the middle of where it points in the set.
    """
    points = scene.points
    axis = rot.unit(points[f"ball.{s}"] - points[f"heel.{s}"])
    shank = rot.unit(points[f"ankle.{s}"] - points[f"knee.{s}"])
    on = scene.between(units[0].begin, units[-1].end)
    usual = axis[on].mean(0)
    ahead = rot.unit(usual - shank * np.sum(shank * usual, -1, keepdims=True))
    right = np.cross(shank, ahead)
    dot = lambda v: np.degrees(np.arcsin(np.clip(np.sum(axis * v, -1), -1, 1)))  # noqa: E731
    return np.stack([dot(right), dot(shank)], -1)


def _usual(scene: Scene, path: Array, units: list[Unit]) -> tuple[Array, Array]:
    """Middle of the set's circles and their usual half ranges, (2,) each, degrees."""
    spans = [path[scene.between(u.begin, u.end)] for u in units if not u.kind] or [path]
    low, high = np.array([p.min(0) for p in spans]), np.array([p.max(0) for p in spans])
    half = np.percentile((high - low) / 2, 75, axis=0)  # a few small ones do not make it small
    return np.median((low + high) / 2, axis=0), np.maximum(half, 1.0)


def _circle(u: Unit, scene: Scene, this: _Set) -> dict[str, Any]:
    s = u.side[0].upper()
    on = scene.between(u.begin, u.end)
    mine = this.path[on]
    away = (mine - this.middle) / this.radius
    angle = np.degrees(np.unwrap(np.arctan2(away[:, 0], away[:, 1])))
    turned = _extrapolated(scene.t[on], angle, u)
    spread = np.ptp(mine, axis=0)
    reached = np.hypot(*away.T) >= _REACHED * np.median(np.hypot(*away.T))
    sectors = np.unique(np.floor(angle[reached] % 360 / (360 / _SECTORS)).astype(int))
    way = "clockwise" if turned > 0 else "counter-clockwise"
    apart = float(np.linalg.norm(mine[-1] - mine[0]))
    measures = {
        "turned": abs(turned),
        "rep_s": u.end - u.begin,
        "plantar_dorsi_range": spread[1],
        "side_range": spread[0],
        "roundness": _roundness(mine),
        "closure": apart / max(float(spread.mean()), 1e-6) * 100,
        "coverage": len(sectors) / _SECTORS * 100,
        "shank_swing": _swing(scene, s, on),
        "ankle_travel": _travel(scene, s, on),
    }
    swing, travel = measures["shank_swing"], measures["ankle_travel"]
    flat, seconds = measures["roundness"], measures["rep_s"]
    counted = abs(turned) >= WHOLE
    faults = {
        "partial_circle": fault(abs(turned), WHOLE, "deg", not counted),
        "flat_circle": fault(flat, 0.35, "minor/major axis", flat < 0.35),
        "direction_change": fault(turned, 0.0, "deg", way != this.way, set_direction=this.way),
        "leg_moving": fault(
            swing, 10.0, "deg", swing > 10 or travel > 25,
            ankle_travel=round(travel, 3), ankle_travel_limit=25.0,
        ),
        "too_fast": fault(seconds, 1.5, "s", seconds < 1.5),
    }  # fmt: skip
    if not counted:  # a part of a circle has no shape or time of a circle
        faults = {k: faults[k] for k in ("partial_circle", "leg_moving")}
    return unit(
        u.side, (u.begin, (u.begin + u.end) / 2, u.end), measures, faults, u.asked,
        counted=counted, direction=way, set=this.number, set_direction=this.way,
    )  # fmt: skip


def _extrapolated(t: Array, angle: Array, u: Unit) -> float:
    """The angle turned from begin to end, which need not be at frames."""
    if len(t) < 3:
        return float(angle[-1] - angle[0])
    rate_in = (angle[1] - angle[0]) / (t[1] - t[0])
    rate_out = (angle[-1] - angle[-2]) / (t[-1] - t[-2])
    return float(angle[-1] + rate_out * (u.end - t[-1]) - angle[0] + rate_in * (t[0] - u.begin))


def _roundness(path: Array) -> float:
    """Minor over major axis of the path, each part of the turn weighing the same."""
    low, high = path.min(0), path.max(0)
    away = (path - (low + high) / 2) / np.maximum((high - low) / 2, 1e-6)
    angle = np.unwrap(np.arctan2(away[:, 0], away[:, 1]))
    order = np.argsort(angle)
    even = np.linspace(angle.min(), angle.max(), 72)
    p = np.stack([np.interp(even, angle[order], path[order, k]) for k in range(2)])
    small, large = np.linalg.eigvalsh(np.cov(p))
    return float(np.sqrt(max(small, 0.0) / max(large, 1e-9)))


def _swing(scene: Scene, s: str, on: Array) -> float:
    """The greatest angle between two of the shank's directions, degrees."""
    shank = rot.unit((scene.points[f"ankle.{s}"] - scene.points[f"knee.{s}"])[on])
    return float(np.degrees(np.arccos(np.clip((shank @ shank.T).min(), -1, 1))))


def _travel(scene: Scene, s: str, on: Array) -> float:
    """The greatest distance between two of the ankle's places, % of foot length."""
    p = scene.points[f"ankle.{s}"][on]
    return float(scene.percent(np.linalg.norm(p[:, None] - p[None], axis=-1).max()))


def _size(circle: dict[str, Any]) -> float:
    m = circle["measures"]
    return float(max(m["plantar_dorsi_range"], m["side_range"]))


def _judge_size(circle: dict[str, Any], best: float) -> None:
    """The larger of both ranges against the set's own best, and against 10 degrees."""
    if not circle["counted"] or best <= 0:
        return
    size = _size(circle)
    share = size / best * 100
    circle["faults"]["small_circle"] = fault(
        share,
        60.0,
        "% of own best",
        share < 60 or size < 10,
        range=round(size, 3),
        range_limit=10.0,
    )
