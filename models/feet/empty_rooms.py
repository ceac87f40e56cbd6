"""Rooms with nobody in them, as the studio draws them: what must not be taken for a foot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from formcheck.pose.feet.codec import Array
from samples.studio.backdrop import Still
from samples.studio.benchmark.looks import floors, walls
from samples.studio.camera import Camera, place_camera
from samples.studio.figures import Painted, Pose
from samples.studio.fittings import Fittings
from samples.studio.furniture import chair
from samples.studio.render import Renderer
from samples.studio.room import make_room
from samples.studio.scene import Place
from samples.studio.video import Grain
from samples.studio.view import View

from .scene import _LIGHTS, _recolour, _relight, _thing, _tone

Rng = np.random.Generator

#: Pictures of each room.
VIEWS = 3
#: Width and height of pictures, each as often: the finder sees 160 px of the longer side.
_SIZES = ((480, 360), (480, 360), (480, 360), (360, 480), (640, 480), (320, 240))
#: Share of rooms that are seen as where lower legs alone are filmed, and of those with a doorway
#: behind, and with one that the camera looks through.
_LOW, _BEHIND, _THROUGH = 0.5, 0.25, 0.12
#: Means of a picture that a phone would expose for, of 1.
_BRIGHT = (0.34, 0.6)


@dataclass(frozen=True)
class Room:
    """A room, and from where it is looked at."""

    place: Place
    cameras: list[Camera]


class Nobody(Renderer):
    """The studio's renderer without people."""

    def _people(self, view: View, still: Still, poses: list[Pose]) -> Painted:  # type: ignore[override]
        figures, (w, h) = self._figures, view.size
        figures._shade_frame.clear(1, 1, 1, 1)  # nobody takes light
        figures._frame.clear(0, 0, 0, 0)
        rgba, box = figures._frame.color_attachments[0], (0, 0, 2, 2)
        return Painted(rgba, box, (0, 0, 2 / w, 2 / h), (1 / w, 1 / h), figures._frame, (4, 4))

    def shoot(self, gain: float) -> Array:
        """The picture, (H, W, 3) uint8 RGB."""
        return self.draw([], (gain, gain, gain)).rgb.copy()


def draw_room(rng: Rng) -> Room:
    """Draw a room; of the benchmark's looks only those of its dev half are used."""
    size = _SIZES[rng.integers(len(_SIZES))]
    low = rng.random() < _LOW
    spot, yaw = np.zeros(3), float(rng.uniform(-180, 180))
    cameras = [_camera(rng, size, yaw + off, low) for off in (0, *rng.normal(0, 14, VIEWS - 1))]
    path = spot[None]
    draw = rng.random()
    doorway = "behind" if draw < _BEHIND else "through" if draw < _BEHIND + _THROUGH else ""
    fittings = Fittings(False, doorway, False, cameras[0].position, spot, path, rng)
    place = make_room(
        rng,
        camera_yaw=yaw,
        path=path,
        floor=str(rng.choice(floors("dev"))),
        wall=str(rng.choice(walls("dev"))),
        light=str(rng.choice(_LIGHTS)),
        clutter=int(rng.integers(0, 6)),
        fittings=fittings if doorway else None,
    )
    if rng.random() < 0.4:
        _recolour(place.vertices[0], rng)  # the floor
    _relight(place, rng)
    if rng.random() < 0.4:
        at = rng.normal(0, 0.4, 3) * [1, 0, 1]
        chair(place, at, float(rng.uniform(0, 360)), ("wood", _tone(rng), _tone(rng)))
    for _ in range(int(rng.choice([0, 1, 2, 4]))):
        _thing(place, spot, path + 9.0, rng)  # nobody's path: it may stand anywhere
    return Room(place, cameras)


def _camera(rng: Rng, size: tuple[int, int], yaw: float, low: bool) -> Camera:
    """As for somebody in the room, whole or from the knees down."""
    return place_camera(
        yaw=yaw,
        distance=0.0 if rng.random() < 0.5 else float(rng.uniform(1.0, 3.5)),
        height=float(rng.uniform(0.2, 0.6) if low else rng.uniform(0.45, 1.5)),
        roll=float(rng.normal(0, 1.2)),
        fov=float(rng.uniform(42, 58)),
        size=size,
        low=-0.04,
        high=float(rng.uniform(0.45, 0.7) if low else rng.uniform(1.6, 2.0)),
        centre=rng.normal(0, 0.1, 3) * [1, 0, 1],
    )


def shoot(room: Room, rng: Rng) -> list[Array]:
    """Its pictures, with a camera's noise, BGR."""
    out = []
    wanted, level = float(rng.uniform(*_BRIGHT)), float(rng.uniform(0.8, 3.5))
    grain = Grain(room.cameras[0].size, level, rng)
    with Nobody(room.place, room.cameras[0]) as renderer:
        gain = 1.0
        for _ in range(3):
            mean = float(renderer.shoot(gain).mean()) / 255.0
            gain *= float(np.clip((wanted / max(mean, 0.02)) ** 1.5, 0.3, 3.5))
        for number, camera in enumerate(room.cameras):
            if number:
                renderer.look(camera)
            rgb = grain(renderer.shoot(gain * float(np.exp(rng.normal(0, 0.15)))))
            out.append(np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)))
    return out


def render(paths: list[Path], seed: int) -> None:
    """Draw pictures as JPEG, `VIEWS` of each room; those that are there are not drawn again.

    Args:
        paths: where to, in order.
        seed: rooms of one seed are the same every time.
    """
    for number in range(0, len(paths), VIEWS):
        some = paths[number : number + VIEWS]
        if all(path.exists() for path in some):
            continue
        rng = np.random.default_rng([seed, number])
        pictures = shoot(draw_room(rng), rng)
        for path, bgr in zip(some, pictures, strict=False):
            quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(60, 95))]
            _, data = cv2.imencode(".jpg", bgr, quality)
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(data.tobytes())
            part.replace(path)
