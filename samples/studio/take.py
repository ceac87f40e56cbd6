"""Everything about a clip that is decided before its first picture."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from . import truth
from .blur import between, shutter_times
from .body import SIDES, Body, make_body
from .camera import Camera, place_camera
from .clothes import dress
from .feet import FootShape, foot_shape
from .figures import Pose
from .fittings import Fittings
from .framing import low_body, whole
from .furniture import chair
from .handheld import CameraWork, draw_hand
from .layers import Layer
from .motions import perform
from .motions.base import Performance, draw_actor
from .passer import Passer, make_passer
from .people import Person, draw_person, find_person
from .pose import Skeleton
from .room import make_room
from .scene import FLOORS, WALLS, Place
from .solve import solve
from .spec import VIEWS, ClipSpec
from .video import Film, draw_film

Array = npt.NDArray[Any]

_LIGHTS = ("day", "day", "soft", "soft", "lamp", "dim", "backlight")


@dataclass(frozen=True)
class Take:
    """A clip, ready to be filmed. Arrays are over F frames, as the truth has them."""

    spec: ClipSpec
    person: Person
    layers: list[Layer]
    pattern: int
    body: Body
    feet: dict[str, FootShape]
    t: Array
    done: Performance
    skeleton: Skeleton
    points: dict[str, Array]
    measured: dict[str, Array]
    work: CameraWork
    cameras: list[Camera]
    place: Place
    look: dict[str, Any]
    film: Film
    passer: Passer | None

    def poses(self) -> list[list[list[Pose]]]:
        """Everybody's pose, for each frame and each picture that is averaged into it."""
        n = self.spec.blur
        if n == 1:
            bones = [self.skeleton] + ([self.passer.pose(self.t)] if self.passer else [])
        else:
            times = self.moments().ravel()
            bones = [solve(self.body, self.feet, between(self.done.track, times))]
            bones += [self.passer.pose(times)] if self.passer else []
        return [[[(b, i * n + k) for b in bones] for k in range(n)] for i in range(len(self.t))]

    def moments(self) -> Array:
        """Times (F, blur) of the pictures that are averaged into each frame."""
        return shutter_times(self.t, self.spec.blur, self.spec.shutter / self.spec.fps)


def prepare(spec: ClipSpec) -> Take:
    """Decide everything; the same every time."""
    seed = int.from_bytes(hashlib.sha256(f"{spec.name}/{spec.seed}".encode()).digest()[:8], "big")
    # Apart, so that changing one thing (the room, say) leaves the rest as it was.
    who, how, where, lens, film, built, passing, held = (
        np.random.default_rng([seed, i]) for i in range(8)
    )
    person = find_person(spec.person, **spec.wear) if spec.person else draw_person(who, **spec.wear)
    body = make_body(person)
    layers, feet = dress(body, {s: foot_shape(body, s) for s in SIDES})
    actor = draw_actor(body, feet, how)
    t = _times(spec, how)
    done = perform(spec.motion, actor, t, how, **spec.options)
    skeleton = solve(body, feet, done.track)
    points = truth.joints(body, feet, skeleton)
    measured = truth.angles(feet, done.track, points)
    camera = _camera(spec, lens, person, points)
    work = CameraWork(camera, draw_hand(spec.shake, held) if spec.shake else None)
    spot = _spot(points)
    passer = make_passer(spec.passer, t, camera, spot, passing) if spec.passer else None
    path = _path(points, passer)
    fittings = None
    if spec.mirror or spec.doorway or passer:
        fittings = Fittings(
            spec.mirror, spec.doorway, passer is not None, camera.position, spot, path, built
        )
    place, look = _room(spec, where, camera, path, fittings)
    for at, yaw in done.chairs:
        chair(place, at, yaw, ("wood", (0.36, 0.21, 0.11), (0.24, 0.13, 0.07)))
    return Take(
        spec, person, layers, int(who.choice([0, 0, 1, 2])), body, feet, t, done, skeleton,
        points, measured, work, work.along(t), place, look, draw_film(spec, t, film), passer,
    )  # fmt: skip


def _times(spec: ClipSpec, rng: np.random.Generator) -> Array:
    seconds = spec.seconds or _needed(spec)
    n = round(seconds * spec.fps)
    t = np.arange(n) / spec.fps
    if spec.variable_fps:
        # Phones stretch frames in poor light and drop some.
        gaps = rng.choice([1.0, 1.0, 1.0, 2.0], n) * rng.uniform(0.85, 1.2, n) / spec.fps
        t = np.cumsum(gaps) - gaps[0]
        t = t[t < seconds]
    return t


def _needed(spec: ClipSpec) -> float:
    if spec.motion != "heel-raise":
        return 9.0
    o = spec.options
    return float(
        o.get("start", 1.0) + o.get("reps", 5) * sum(o.get("tempo", (1.25, 0.5, 1.35, 0.4))) + 1.2
    )


def _spot(points: dict[str, Array]) -> Array:
    """Where the person is on the floor, over the whole clip, (3,)."""
    middle = points["hip.L"].mean(0) * 0.5 + points["hip.R"].mean(0) * 0.5
    return np.array([middle[0], 0, middle[2]])


def _path(points: dict[str, Array], passer: Passer | None) -> Array:
    """Where feet go, (N, 3)."""
    path = [points["ball.L"], points["ball.R"]]
    return np.concatenate([*path, passer.path()] if passer else path)


def _camera(
    spec: ClipSpec, rng: np.random.Generator, person: Person, points: dict[str, Array]
) -> Camera:
    yaw = spec.yaw if spec.yaw is not None else VIEWS[spec.view] + float(rng.uniform(-8, 8))
    tall = person.height_cm / 100
    legs = spec.framing == "legs"
    height = (
        spec.height
        if spec.height is not None
        else float(rng.uniform(0.25, 0.6) if legs else rng.uniform(0.55, 1.45))
    )
    tilt = spec.tilt if spec.tilt is not None else float(np.clip(rng.normal(0, 1.2), -4, 4))
    fov = spec.fov if spec.fov is not None else float(rng.uniform(42, 56))
    feet = np.concatenate([points["ball.L"], points["ball.R"]])
    centre = _spot(points)
    spread = float(np.ptp(feet[:, [0, 2]], axis=0).max())
    top = 0.34 * tall if legs else tall * 1.04 + 0.06
    flat = low_body(points, tall, yaw)
    if flat and legs:  # the feet of who sits are not under them
        centre, flat = feet.mean(0) * [1, 0, 1], None
    if flat:
        centre, top, deep = flat

    def stand(distance: float) -> Camera:
        return place_camera(
            yaw=yaw,
            distance=distance,
            height=height,
            roll=tilt,
            fov=fov,
            size=spec.size,
            low=-0.04,
            high=top,
            centre=centre,
        )

    camera = stand(spec.distance)
    if flat and spec.distance <= 0:
        near = float(np.linalg.norm((camera.position - centre)[[0, 2]]))
        return whole(stand, near + deep, points)
    if spec.distance <= 0 and spread > 0.8:  # who walks about needs room
        near = float(np.linalg.norm((camera.position - centre)[[0, 2]]))
        camera = stand(min(near + spread * 0.5, 4.2))
    return camera


def _room(
    spec: ClipSpec,
    rng: np.random.Generator,
    camera: Camera,
    path: Array,
    fittings: Fittings | None,
) -> tuple[Place, dict[str, Any]]:
    look: dict[str, Any] = {
        "floor": spec.floor or str(rng.choice(list(FLOORS))),
        "wall": spec.wall or str(rng.choice(list(WALLS))),
        "light": spec.light or str(rng.choice(list(_LIGHTS))),
        "clutter": spec.clutter if spec.clutter is not None else int(rng.integers(0, 5)),
    }
    off = camera.position - camera.target
    yaw = float(np.degrees(np.arctan2(off[0], off[2])))
    return make_room(rng, camera_yaw=yaw, path=path, fittings=fittings, **look), look
