"""Rooms: a place's floor and walls, what is built into them, and what stands about."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from . import fittings as fit
from .fittings import Fittings
from .furniture import thing
from .scene import BIG, FLOORS, HIGH, WALLS, Axes, Place, build_side, build_wall, set_light

Array = npt.NDArray[Any]

TRIM = fit.TRIM


def make_room(
    rng: np.random.Generator,
    *,
    floor: str,
    wall: str,
    light: str,
    camera_yaw: float,
    clutter: int,
    path: Array,
    fittings: Fittings | None = None,
) -> Place:
    """A room whose back wall stands behind the person as the camera sees them.

    ``path`` (N, 3) is where people go. What the fittings need is drawn from their own generator,
    so that a room is the same with and without them as far as it can be.
    """
    place = Place()
    set_light(place, light, rng, camera_yaw)
    off = rng.uniform(-14, 14)
    if fittings and fittings.mirror:
        off = fit.mirror_turn(fittings)
    axes = Axes(camera_yaw + off, 0.0)
    shift = _floor(place, axes, floor, rng)
    # Furniture stands up to 0.9 m before the wall; nobody walks through it.
    behind = float(np.max(-(path @ axes.turn)[:, 2]))
    axes = Axes(axes.yaw, -rng.uniform(0.9, 2.4) - max(behind, 0.0))
    plan = fit.plan(fittings, axes) if fittings else None
    spans = [(-BIG, BIG, 0.0, HIGH)] if plan is None else plan.spans
    build_wall(place, axes, spans, shift, WALLS[wall])
    if rng.random() < 0.6:
        x = _clear(rng.choice([-1, 1]) * rng.uniform(1.7, 3.0), path @ axes.turn)
        if plan is None or not plan.open_sides:
            build_side(place, axes, (x, BIG), shift, WALLS[wall])
    if plan is not None:
        fit.build_shell(place, plan, shift, FLOORS[floor], WALLS[wall])
    place.shell = 6 * len(place.vertices)
    for x0, x1, low, _ in spans:
        if low == 0:
            at = axes.turn @ np.array([(x0 + x1) / 2, 0.05, axes.back + 0.012])
            place.box(at, ((x1 - x0) / 2, 0.05, 0.012), TRIM, axes.yaw)
    for _ in range(clutter):
        first = len(place.vertices)
        thing(place, rng, axes.turn, axes.yaw, axes.back)
        if plan is not None and plan.is_taken(np.concatenate(place.vertices[first:])):
            del place.vertices[first:]
    if plan is not None:
        fit.build(place, plan)
    return place


def _clear(x: float, path: Array) -> float:
    """Where a side wall goes that nobody walks through: at x, or beyond the path (room axes)."""
    reach = float(np.max(path[:, 0] * np.sign(x)))
    return float(np.sign(x)) * (reach + 0.7) if reach > abs(x) - 0.4 else x


def _floor(place: Place, axes: Axes, floor: str, rng: np.random.Generator) -> Array:
    """Lay the floor; returns where its and the walls' patterns begin."""
    f = np.array([[-BIG, 0, BIG], [BIG, 0, BIG], [BIG, 0, -BIG], [-BIG, 0, -BIG]], float)
    shift = rng.uniform(0, 3, 3)
    turned = rng.choice([0, 1])
    local = (f[:, [2, 1, 0]] if turned else f) + shift
    place.quad(f @ axes.turn.T, np.array([0, 1.0, 0]), local, FLOORS[floor])
    return shift
