"""What is built into a room: a mirror on the wall, a doorway behind the person or before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .furniture import thing
from .scene import BIG, HIGH, RGB, Axes, Place, build_side, build_wall
from .spec import SpecError
from .view import Mirror

Array = npt.NDArray[Any]
Look = tuple[str, RGB, RGB]

TRIM: Look = ("plain", (0.62, 0.61, 0.58), (0, 0, 0))
_WOOD: Look = ("wood", (0.38, 0.22, 0.11), (0.22, 0.12, 0.06))
_FRAMES: tuple[Look, ...] = (_WOOD, TRIM, ("plain", (0.03, 0.03, 0.03), (0, 0, 0)))
_DOOR = (0.45, 2.04)  # half width and height of an opening, metres


@dataclass(frozen=True)
class Fittings:
    """What is wanted, and for whom.

    Attributes:
        mirror: whether a mirror shows the person once more.
        doorway: ``behind`` for an open door in the back wall, ``through`` for one that the
            camera looks through, or nothing.
        open_sides: no side walls, for somebody walks across.
        eye: (3,) the camera.
        spot: (3,) the person, on the floor.
        path: (N, 3) where people go.
        rng: draws everything that is not said here.
    """

    mirror: bool
    doorway: str
    open_sides: bool
    eye: Array
    spot: Array
    path: Array
    rng: np.random.Generator


@dataclass
class Plan:
    """The fittings of one room, in its axes.

    Attributes:
        spans: pieces of the back wall.
        taken: x from–to along the wall where no furniture may stand, or nothing.
        far: z of the wall behind the camera, seen in a mirror.
        side: distance of the side walls then.
        door: x of a door in the back wall; ``hall`` is how deep the hall behind it is.
        gate: x and z of an opening between camera and person.
    """

    wanted: Fittings
    axes: Axes
    spans: list[tuple[float, float, float, float]] = field(default_factory=list)
    taken: tuple[float, float] | None = None
    glass: Mirror | None = None
    far: float = 0.0
    side: float = 0.0
    door: float | None = None
    hall: float = 0.0
    gate: tuple[float, float] | None = None

    @property
    def open_sides(self) -> bool:
        """Whether the room's own side wall is left out."""
        return self.wanted.open_sides or self.wanted.mirror

    def is_taken(self, rows: Array) -> bool:
        """Whether vertices (N, 16) stand before what must be seen."""
        if self.taken is None:
            return False
        x = rows[:, :3] @ self.axes.turn[:, 0]
        return bool(x.min() < self.taken[1] and x.max() > self.taken[0])


def mirror_turn(wanted: Fittings) -> float:
    """How far the back wall turns from facing the camera, degrees.

    Seen straight on, a mirror on it would show the person just behind themselves.
    """
    return float(wanted.rng.choice([-1, 1]) * wanted.rng.uniform(25, 34))


def plan(wanted: Fittings, axes: Axes) -> Plan:
    """Decide where everything goes.

    Raises:
        SpecError: somebody would walk through the wall that the doorway is in.
    """
    out = Plan(wanted, axes, [(-BIG, BIG, 0.0, HIGH)])
    eye, spot = wanted.eye @ axes.turn, wanted.spot @ axes.turn
    rng = wanted.rng
    if wanted.mirror:
        _plan_mirror(out, eye, spot, wanted.path @ axes.turn)
    if wanted.doorway == "behind":
        # Beside the person as the camera sees them.
        straight = _cross(eye, spot, axes.back)
        x = straight + rng.choice([-1, 1]) * rng.uniform(0.6, 1.05)
        half, top = _DOOR
        out.door, out.hall = float(x), float(rng.uniform(1.3, 2.2))
        out.spans = [
            (-BIG, x - half, 0.0, HIGH), (x + half, BIG, 0.0, HIGH),
            (x - half, x + half, top, HIGH),
        ]  # fmt: skip
        out.taken = (x - half - 0.2, x + half + 0.2)
    if wanted.doorway == "through":
        z = spot[2] + (eye[2] - spot[2]) * rng.uniform(0.48, 0.6)
        out.gate = (_cross(eye, spot, z) + float(rng.uniform(-0.08, 0.08)), float(z))
        path = wanted.path @ axes.turn
        beside = np.abs(path[:, 0] - out.gate[0]) > _DOOR[0] - 0.2
        if (beside & (np.abs(path[:, 2] - z) < 0.35)).any():
            raise SpecError("somebody would walk through the wall beside the doorway")
    return out


def _cross(a: Array, b: Array, z: float) -> float:
    """Where the line through two points passes a depth: its x."""
    return float(a[0] + (b[0] - a[0]) * (z - a[2]) / (b[2] - a[2]))


def _plan_mirror(out: Plan, eye: Array, spot: Array, path: Array) -> None:
    axes, rng = out.axes, out.wanted.rng
    image = spot * [1, 1, -1] + [0, 0, 2 * axes.back]
    x = _cross(eye, image, axes.back) + rng.uniform(-0.12, 0.12)
    half, low, top = rng.uniform(0.5, 0.85), rng.uniform(0.06, 0.12), rng.uniform(1.95, 2.15)
    turn = axes.turn
    out.glass = Mirror(
        turn @ np.array([x, (low + top) / 2, axes.back + 0.045]),
        turn[:, 2], turn[:, 0], (float(half), float((top - low) / 2)),
    )  # fmt: skip
    out.taken = (x - half - 0.1, x + half + 0.1)
    out.far = float(max(eye[2], path[:, 2].max()) + rng.uniform(1.1, 1.8))
    out.side = float(max(abs(eye[0]), np.abs(path[:, 0]).max() - 0.8) + rng.uniform(1.6, 2.4))


def build_shell(place: Place, plan: Plan, shift: Array, floor: Look, wall: Look) -> None:
    """Walls and floors that throw no shadow."""
    axes = plan.axes
    if plan.glass is not None:  # what the mirror looks back at
        for x in (-plan.side, plan.side):
            build_side(place, axes, (x, plan.far), shift, wall)
        build_wall(place, _far(plan), [(-BIG, BIG, 0.0, HIGH)], shift, wall)
    if plan.door is not None:
        _hall(place, plan, shift, floor, wall)
    if plan.gate is not None:
        _partition(place, plan, wall)


def build(place: Place, plan: Plan) -> None:
    """Everything else."""
    axes, rng = plan.axes, plan.wanted.rng
    if plan.glass is not None:
        _mirror(place, plan.glass, axes, _FRAMES[rng.integers(len(_FRAMES))])
        far = _far(plan)
        place.box(far.turn @ np.array([0, 0.05, far.back + 0.012]), (BIG, 0.05, 0.012), TRIM,
                  far.yaw)  # fmt: skip
        for _ in range(3):
            thing(place, rng, far.turn, far.yaw, far.back)
    if plan.door is not None:
        _door(place, plan.door, axes, rng)


def _far(plan: Plan) -> Axes:
    """The wall behind the camera, as a room of its own looks at it."""
    return Axes(plan.axes.yaw + 180.0, -plan.far)


def _mirror(place: Place, glass: Mirror, axes: Axes, look: Look) -> None:
    """The glass and its frame, which stands out a little."""
    place.mirror = glass
    look_of_glass: Look = ("mirror", (0, 0, 0), (0, 0, 0))
    place.quad(glass.corners(), glass.normal, glass.corners(), look_of_glass)
    w, h = glass.half
    rim = 0.02
    up = np.array([0.0, 1.0, 0.0])
    for side in (-1, 1):
        at = glass.centre - 0.02 * glass.normal
        place.box(at + side * (w + rim) * glass.across, (rim, h + 2 * rim, 0.03), look, axes.yaw)
        place.box(at + side * (h + rim) * up, (w, rim, 0.03), look, axes.yaw)


def _dark(look: Look, share: float) -> Look:
    kind, a, b = look
    return (kind, tuple(share * v for v in a), tuple(share * v for v in b))  # type: ignore[return-value]


def _hall(place: Place, plan: Plan, shift: Array, floor: Look, wall: Look) -> None:
    """What lies behind an open door: darker, for it has no windows."""
    axes = plan.axes
    end = axes.back - plan.hall
    build_wall(place, Axes(axes.yaw, end), [(-BIG, BIG, 0.0, HIGH)], shift, _dark(wall, 0.45))
    f = np.array([[-BIG, 0.003, axes.back], [BIG, 0.003, axes.back], [BIG, 0.003, end],
                  [-BIG, 0.003, end]], float)  # fmt: skip
    place.quad(f @ axes.turn.T, np.array([0, 1.0, 0]), f + shift, _dark(floor, 0.55))


def _casing(place: Place, x: float, z: float, thick: float, axes: Axes) -> None:
    """Jambs and head round an opening in a wall ``thick`` metres to each side of z."""
    half, top = _DOOR
    for side in (-1, 1):
        at = axes.turn @ np.array([x + side * (half + 0.015), top / 2, z])
        place.box(at, (0.035, top / 2, thick), TRIM, axes.yaw)
    at = axes.turn @ np.array([x, top + 0.015, z])
    place.box(at, (half + 0.05, 0.035, thick), TRIM, axes.yaw)


def _door(place: Place, x: float, axes: Axes, rng: np.random.Generator) -> None:
    """The casing, and the leaf standing open into the hall."""
    _casing(place, x, axes.back - 0.05, 0.075, axes)
    half, top = _DOOR
    hinge, open_by = int(rng.choice([-1, 1])), float(rng.uniform(65, 105))
    a = np.radians(open_by)
    middle = np.array([x + hinge * half, 0, axes.back - 0.1]) + half * np.array(
        [-hinge * np.cos(a), 0, -np.sin(a)]
    )
    yaw = axes.yaw + (open_by if hinge < 0 else 180 - open_by)
    look = (_WOOD, TRIM)[rng.integers(2)]
    at = axes.turn @ (middle + np.array([0, top / 2, 0]))
    place.box(at, (half - 0.01, top / 2 - 0.01, 0.02), look, yaw)
    handle: Look = ("plain", (0.4, 0.4, 0.42), (0, 0, 0))
    tip = np.array([-hinge * np.cos(a), 0, -np.sin(a)]) * (half - 0.07)
    place.box(axes.turn @ (middle + tip + np.array([0, 1.03, 0])), (0.05, 0.012, 0.06), handle, yaw)


def _partition(place: Place, plan: Plan, wall: Look) -> None:
    """A wall between camera and person, with an opening that the camera looks through."""
    if plan.gate is None:
        return
    x, z = plan.gate
    axes, (half, top) = plan.axes, _DOOR
    for x0, x1, y0 in ((-BIG, x - half, 0.0), (x + half, BIG, 0.0), (x - half, x + half, top)):
        at = axes.turn @ np.array([(x0 + x1) / 2, (y0 + HIGH) / 2, z])
        place.box(at, ((x1 - x0) / 2, (HIGH - y0) / 2, 0.05), wall, axes.yaw)
    _casing(place, x, z, 0.075, axes)
    for x0, x1 in ((-BIG, x - half - 0.05), (x + half + 0.05, BIG)):  # skirting on the near side
        at = axes.turn @ np.array([(x0 + x1) / 2, 0.05, z + 0.06])
        place.box(at, ((x1 - x0) / 2, 0.05, 0.012), TRIM, axes.yaw)
