"""A second person, who walks past behind or before the one who is followed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from . import rotations as rot
from . import truth
from .blur import between
from .body import SIDES, Body, make_body
from .camera import Camera
from .clothes import dress
from .feet import FootShape, foot_shape
from .layers import Layer
from .motions import perform
from .motions.base import draw_actor
from .people import Person, draw_person, find_person
from .pose import PoseTrack, Skeleton
from .solve import solve
from .spec import SpecError

Array = npt.NDArray[Any]

#: Metres between the two as they pass: room for a chair and for elbows.
_BEHIND, _BEFORE = (0.75, 1.05), 0.75
_NEAREST = 0.55  # to the camera


@dataclass(frozen=True)
class Passer:
    """Who passes, and how.

    ``way`` is ``behind`` or ``before``, ``heading`` ``left`` or ``right`` in the picture.
    """

    person: Person
    layers: list[Layer]
    pattern: int
    way: str
    heading: str
    body: Body
    feet: dict[str, FootShape]
    track: PoseTrack
    yaw: float  # their way, degrees about y
    shift: Array  # (3,) where they come by, metres
    points: dict[str, Array]  # (F, 3) each, in the frames of the clip

    def pose(self, t: Array) -> Skeleton:
        """Their bones at other times, seconds of the clip."""
        track = between(self.track, t) if t is not self.track.t else self.track
        return _moved(solve(self.body, self.feet, track), self.yaw, self.shift)

    def path(self) -> Array:
        """Where they go that matters to the room, (N, 3): nobody sees the ends."""
        balls = np.concatenate([self.points["ball.L"], self.points["ball.R"]])
        middle = balls.mean(0)
        return np.asarray(balls[np.linalg.norm(balls - middle, axis=1) < 2.2])


def make_passer(
    wanted: dict[str, Any], t: Array, camera: Camera, spot: Array, rng: np.random.Generator
) -> Passer:
    """Somebody who passes ``spot`` at ``wanted["at"]`` seconds.

    Args:
        wanted: ``way``, and if not to be drawn: ``at`` (seconds), ``heading``, ``person``,
            ``wear``.
        t: (F,) seconds of the pictures.
        camera: who it is that they pass before.
        spot: (3,) the followed person, on the floor.
        rng: draws the rest.

    Raises:
        SpecError: there is no room between the camera and the person.
    """
    way = str(wanted["way"])
    heading = str(rng.choice(["left", "right"]))
    heading = str(wanted.get("heading", heading))
    at = float(wanted.get("at", t[-1] * rng.uniform(0.4, 0.6)))
    wear = wanted.get("wear", {})
    name = wanted.get("person")
    person = find_person(name, **wear) if name else draw_person(rng, **wear)
    body = make_body(person)
    layers, feet = dress(body, {s: foot_shape(body, s) for s in SIDES})
    actor = draw_actor(body, feet, rng)
    yaw, middle, reach = _line(way, heading, camera, spot, rng)
    draws = int(rng.integers(2**32))

    def walk(times: Array) -> PoseTrack:
        again = np.random.default_rng(draws)
        return perform("walk-through", actor, times, again, start=-reach, stop=reach).track

    # When do they come by, on a clock that starts with their walking?
    clock = np.arange(0, 3 * reach + 4, 0.1)
    passing = float(np.interp(0.0, walk(clock).pelvis[:, 2], clock))
    track = dataclasses.replace(walk(t - at + passing), t=t)
    skeleton = _moved(solve(body, feet, track), yaw, middle)
    points = truth.joints(body, feet, skeleton)
    pattern = int(rng.choice([0, 0, 1, 2]))
    return Passer(person, layers, pattern, way, heading, body, feet, track, yaw, middle, points)


def _line(
    way: str, heading: str, camera: Camera, spot: Array, rng: np.random.Generator
) -> tuple[float, Array, float]:
    """Which way they walk (degrees about y), by what point, and from how far off (metres)."""
    away = (camera.position - spot) * [1, 0, 1]
    far = float(np.linalg.norm(away))
    away /= far
    if way == "behind":
        depth = -float(rng.uniform(*_BEHIND))
    else:
        depth = max(_BEFORE, float(rng.uniform(0.36, 0.48)) * far)
        if far - depth < _NEAREST:
            raise SpecError(
                f"the camera stands {far:.1f} m away: nobody can pass before the person there"
            )
    right = -camera.axes()[0] if heading == "left" else camera.axes()[0]
    yaw = float(np.degrees(np.arctan2(right[0], right[2]))) + float(rng.uniform(-6, 6))
    # Begin and end well out of the picture.
    half = (far - depth) * camera.size[0] / 2 / camera.focal
    return yaw, spot * [1, 0, 1] + depth * away, half + 0.8


def _moved(skeleton: Skeleton, yaw: float, shift: Array) -> Skeleton:
    """A skeleton turned about y and shifted."""
    turn = rot.about("y", yaw)[0]
    matrices = turn @ skeleton.matrices
    matrices[..., 3] += shift
    return Skeleton(
        skeleton.t, turn @ skeleton.rotation, skeleton.position @ turn.T + shift, matrices
    )
