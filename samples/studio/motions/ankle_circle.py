"""Ankle circles: seated on a chair, standing with one foot lifted, or lying with a knee hugged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator

from .. import rotations as rot
from ..body import SIDES
from ..pose import FootTrack, foot_rotations
from .base import Actor, Part, Performance, Unit, asked_for, bump, ramp, sway
from .lifted import Posture, lying, seated, standing_up

Array = npt.NDArray[Any]

_LIFT = 0.9  # seconds to lift the foot, or to put it down
_POSTURES = {"seated": seated, "standing": standing_up, "lying": lying}


@dataclass
class _Drawn:
    """What one foot draws: knots in time of the turned angle (degrees), size and width."""

    t: list[float] = field(default_factory=list)
    phase: list[float] = field(default_factory=list)
    size: list[float] = field(default_factory=list)
    width: list[float] = field(default_factory=list)
    leg: list[tuple[float, float, float]] = field(default_factory=list)  # begin, end, degrees
    sets: list[tuple[float, float]] = field(default_factory=list)

    def add(self, at: float, phase: float, size: float, width: float) -> None:
        self.t.append(at)
        self.phase.append(phase)
        self.size.append(size)
        self.width.append(width)


def ankle_circle(
    actor: Actor,
    t: Array,
    rng: np.random.Generator,
    *,
    side: str = "left",
    posture: str = "seated",
    circles: int = 4,
    direction: str = "clockwise",
    sets: tuple[tuple[str, str, int], ...] | None = None,
    seconds: float = 2.4,
    start: float = 1.3,
    rest: float = 1.1,
    plantar: float = 36.0,
    dorsi: float = 4.0,
    across: float = 18.0,
    faults: tuple[dict[str, Any], ...] = (),
) -> Performance:
    """Draw circles with the toes of one lifted foot.

    Clockwise is the body's: pointed, to the person's right, flexed, to their left.

    Args:
        actor: who.
        t: (F,) seconds.
        rng: for variation.
        side: ``left`` or ``right``.
        posture: ``seated``, ``standing`` or ``lying``.
        circles: how many.
        direction: ``clockwise`` or ``counter-clockwise``.
        sets: instead of these three, (side, direction, circles) one after the other.
        seconds: per circle.
        start: seconds at which the first circle begins.
        rest: seconds between sets; a change of the foot takes longer.
        plantar: how far the toes are pointed, degrees from a right angle to the shank.
        dorsi: how far they are pulled up.
        across: range to each side, degrees.
        faults: on chosen circles, numbered through all sets: ``partial_circle`` (degrees turned,
            then back again), ``small_circle`` and ``flat_circle`` (shares of size and of width),
            ``direction_change``, ``leg_moving`` (degrees of the shank), ``too_fast`` (seconds).
    """
    asked = asked_for(faults)
    wanted = sets or ((side, direction, circles),)
    drawn = {s: _Drawn() for s in SIDES}
    units: list[Unit] = []
    parts: list[Part] = []
    at, number, last = start, 0, ""
    for k, (foot_side, way_name, count) in enumerate(wanted):
        s = foot_side[0].upper()
        at += 0.0 if not last else (rest if last == s else max(rest, 2 * _LIFT + 0.6))
        began, d, way = at, drawn[s], 1.0 if way_name == "clockwise" else -1.0
        turned = 0.0
        d.add(at - 0.45, turned, 0.0, 1.0)
        d.add(at, turned, 1.0, 1.0)
        for _ in range(count):
            number += 1
            kinds = asked.get(number, {})
            at, turned = _circle(
                d, units, kinds, rng, which=(foot_side, k),
                at=at, turned=turned, way=way, seconds=seconds,
            )  # fmt: skip
        d.size[-1] = max(d.size[-1], 0.05)
        d.add(at + 0.5, turned, 0.0, 1.0)
        d.sets.append((began, at))
        parts.append(Part(way_name, began, at))
        last = s
    first = wanted[0][0][0].upper()
    body = _POSTURES[posture](actor, t, rng, first)
    for s in SIDES:
        if drawn[s].sets:
            _draw(actor, rng, body, s=s, d=drawn[s], reach=(plantar, dorsi, across))
    body.shift(actor, {s: _lifted(t, drawn[s]) for s in SIDES})
    prescription = {"posture": posture, "sets": [list(x) for x in wanted]}
    sides = {w[0] for w in wanted}
    whole = wanted[0][0] if len(sides) == 1 else "both"
    return Performance("ankle-circle", whole, body.track, units, body.chairs, prescription, parts)


def _circle(
    d: _Drawn,
    units: list[Unit],
    kinds: dict[str, float],
    rng: np.random.Generator,
    *,
    which: tuple[str, int],
    at: float,
    turned: float,
    way: float,
    seconds: float,
) -> tuple[float, float]:
    """Add a circle that begins at ``at`` with the toes pointed; returns its end."""
    side, part = which
    long = kinds.get("too_fast", seconds * float(rng.uniform(0.93, 1.07)))
    here = -way if "direction_change" in kinds else way
    size = kinds.get("small_circle", float(rng.uniform(0.93, 1.05)))
    width = kinds.get("flat_circle", float(rng.uniform(0.92, 1.06)))
    if "leg_moving" in kinds:
        d.leg.append((at, at + long, kinds["leg_moving"]))
    turn = kinds.get("partial_circle", 360.0)
    arcs = [(here, turn)] if turn >= 360 else [(here, turn), (-here, turn)]
    d.size[-1] = min(d.size[-1], size)  # a smaller circle is smaller from its beginning on
    for j, (sense, degrees) in enumerate(arcs):
        took = long * degrees / 360
        for u in (0.12, 0.5, 0.88):
            uneven = u + float(rng.normal(0, 0.008))
            d.add(at + u * took, turned + sense * degrees * uneven, size, width)
        turned += sense * degrees
        kind = "" if turn >= 360 else ("partial" if j == 0 else "back")
        units.append(Unit(side, at, at + took, kinds if j == 0 else {}, part, kind))
        at += took
        d.add(at, turned, size, width)
    return at, turned


def _lifted(t: Array, d: _Drawn) -> Array:
    """How far the foot is lifted, 0..1: through all its sets that follow one another."""
    out = np.zeros_like(t)
    spans: list[list[float]] = []
    for began, ended in d.sets:
        if spans and began - spans[-1][1] < 2 * _LIFT + 0.5:
            spans[-1][1] = ended
        else:
            spans.append([began, ended])
    for began, ended in spans:
        out = np.maximum(
            out, bump(t, began - 0.4 - _LIFT, began - 0.4, ended + 0.5, ended + 0.5 + _LIFT)
        )
    return out


def _draw(
    actor: Actor,
    rng: np.random.Generator,
    body: Posture,
    *,
    s: str,
    d: _Drawn,
    reach: tuple[float, float, float],
) -> None:
    """Turn one foot of a body about its ankle."""
    plantar, dorsi, across = reach
    t = body.track.t
    knots = {name: getattr(d, name) for name in ("phase", "size", "width")}
    inside = np.clip(t, d.t[0], d.t[-1])
    at = {name: PchipInterpolator(d.t, y)(inside) for name, y in knots.items()}
    a = np.radians(at["phase"])
    mid, half = (plantar - dorsi) / 2, (plantar + dorsi) / 2
    up = np.ones_like(t) if body.always else _lifted(t, d)
    # Phase 0 points the toes; clockwise goes to the person's right (negative twist) first.
    pitch = up * mid + half * np.cos(a) * at["size"]
    aside = -across * np.sin(a) * at["size"] * at["width"]
    swing = np.zeros_like(t)
    for begin, end, degrees in d.leg:
        u = np.clip((t - begin) / (end - begin), 0, 1)
        edge = ramp(t, begin, begin + 0.15) * (1 - ramp(t, end - 0.15, end))
        swing += degrees / 2 * np.sin(2 * np.pi * u) * edge
    ankle, shank = body.leg(actor, s, up, swing)
    ankle = ankle + np.stack([sway(t, rng, 0.0022, 0.1, 0.7) for _ in range(3)], -1) * up[:, None]
    foot = body.track.feet[s]
    foot.base = rot.about("x", -shank)
    foot.pitch = foot.pitch * (1 - up) + pitch
    foot.yaw = foot.yaw * (1 - 0.6 * up)
    foot.toe_pitch = foot.pitch * 0.95
    foot.twist = foot.twist + aside
    foot.roll = foot.roll - aside * 0.35
    foot.planted = up < 0.01
    _ankle_at(actor, foot, s, ankle)


def _ankle_at(actor: Actor, foot: FootTrack, s: str, ankle: Array) -> None:
    """Move the ball so that the ankle is where it is wanted."""
    shape, rig = actor.feet[s], actor.body.rig
    arm = rig.heads[rig[f"foot.{s}"]] - shape.pivot
    under = np.array([0, shape.pivot[1] + shape.sole, 0])
    whole, toes = foot_rotations(shape, foot)
    foot.ball = ankle - rot.apply(whole, arm) - rot.apply(toes, under)
