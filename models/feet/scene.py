"""One set: a person in some footwear, in a room with things about, at some moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.pose.feet.points import POINTS
from samples.studio import truth
from samples.studio.benchmark.looks import floors, walls
from samples.studio.body import SIDES, Body, make_body
from samples.studio.feet import FootShape
from samples.studio.furniture import chair
from samples.studio.layers import Layer
from samples.studio.people import Person, draw_person
from samples.studio.pose import Skeleton
from samples.studio.room import make_room
from samples.studio.scene import Place

from .footwear import wear
from .poses import draw_poses

Array = npt.NDArray[Any]

_KINDS = ("bare", "socks", "shoes", "sandals")
_ODDS = (0.38, 0.15, 0.37, 0.10)
_WEAR = {"bare": "bare", "socks": "sock", "shoes": "shoe", "sandals": "shoe"}
_LIGHTS = ("day", "soft", "lamp", "dim", "backlight")


@dataclass(frozen=True)
class Scene:
    """A set, ready to be looked at.

    Attributes:
        feet: (M, 2, 6, 3) metres: moments, sides (left first), `POINTS`.
        heading: (M, 2) where each foot points, degrees about y.
        length: of the bare foot, metres.
        others: (M, K, 3) points of the body that are no feet, for negatives.
    """

    person: Person
    body: Body
    layers: list[Layer]
    pattern: int
    wear: str
    skeleton: Skeleton
    feet: Array
    heading: Array
    length: float
    others: Array
    place: Place


def draw_scene(moments: int, rng: np.random.Generator) -> Scene:
    """Draw a set; of the benchmark's looks only those of its dev half are used."""
    kind = str(rng.choice(_KINDS, p=_ODDS))
    bottom = str(rng.choice(["shorts", "shorts", "leggings", "trousers", "loose", "skirt"]))
    worn = "bare" if kind == "sandals" else kind
    person = draw_person(rng, footwear=worn, bottom=bottom)
    body = make_body(person)
    layers, feet = wear(body, kind, rng)
    skeleton, done = draw_poses(body, feet, moments, rng)
    points = truth.joints(body, feet, skeleton)
    at = np.stack([np.stack([points[f"{p}.{s}"] for p in POINTS], 1) for s in SIDES], 1)
    others = np.stack(
        [points[f"{p}.{s}"] for p in ("hip", "knee", "wrist", "elbow", "shoulder") for s in SIDES]
        + [points["head"]], 1,
    )  # fmt: skip
    place = _place(at, done.chairs, rng)
    return Scene(
        person, body, layers, int(rng.choice([0, 0, 1, 2])), _WEAR[kind], skeleton, at,
        _heading(at), _length(feet), others, place,
    )  # fmt: skip


def _length(feet: dict[str, FootShape]) -> float:
    return float(np.mean([feet[s].length for s in SIDES]))


def _heading(at: Array) -> Array:
    """Of heel -> ball over the floor, degrees."""
    along = at[:, :, 3] - at[:, :, 2]
    return np.asarray(np.degrees(np.arctan2(along[..., 0], along[..., 2])))


def _place(at: Array, chairs: list[tuple[Array, float]], rng: np.random.Generator) -> Place:
    path = at[:, :, 3].reshape(-1, 3)
    place = make_room(
        rng,
        camera_yaw=float(rng.uniform(-180, 180)),
        path=path,
        floor=str(rng.choice(floors("dev"))),
        wall=str(rng.choice(walls("dev"))),
        light=str(rng.choice(_LIGHTS)),
        clutter=int(rng.integers(0, 5)),
    )
    for block in place.vertices[:2]:  # the floor, and the wall
        if rng.random() < 0.6:
            _recolour(block, rng)
    _relight(place, rng)
    for where, yaw in chairs:
        chair(place, where, yaw, ("wood", _tone(rng), _tone(rng)))
    spot = path.mean(0) * [1, 0, 1]
    for _ in range(int(rng.choice([0, 0, 1, 2, 4]))):
        _thing(place, spot, path, rng)
    return place


def _recolour(block: Array, rng: np.random.Generator) -> None:
    first = np.array(_tone(rng))
    block[:, 9:12] = first
    block[:, 12:15] = np.clip(first * rng.uniform(0.3, 1.9) + rng.normal(0, 0.05, 3), 0.01, 0.95)


def _relight(place: Place, rng: np.random.Generator) -> None:
    """Sun from anywhere above, light of other colours and strengths than a room's."""
    if rng.random() < 0.5:
        a, h = rng.uniform(0, 2 * np.pi), np.radians(rng.uniform(15, 85))
        place.sun_dir = np.array([np.sin(a) * np.cos(h), np.sin(h), np.cos(a) * np.cos(h)])
    tint = np.exp(rng.normal(0, 0.12, 3))
    strong = np.exp(rng.normal(0, 0.35, 3))
    for name, k in zip(("sun_rgb", "sky_rgb", "ground_rgb"), strong, strict=True):
        setattr(place, name, tuple(np.array(getattr(place, name)) * tint * k))


def _tone(rng: np.random.Generator) -> tuple[float, float, float]:
    grey = rng.uniform(0.02, 0.75)
    r, g, b = np.clip(grey * np.exp(rng.normal(0, rng.choice([0.08, 0.08, 0.4]), 3)), 0.01, 0.9)
    return float(r), float(g), float(b)


def _over(at: Array, up: float) -> Array:
    return np.asarray(at + np.array([0.0, up, 0.0]))


def _thing(place: Place, spot: Array, path: Array, rng: np.random.Generator) -> None:
    """Something on the floor near the feet; some views have it before them."""
    a, far = rng.uniform(0, 2 * np.pi), rng.uniform(0.28, 0.9)
    at = spot + far * np.array([np.sin(a), 0, np.cos(a)])
    if (np.linalg.norm((path - at)[:, [0, 2]], axis=1) < 0.2).any():
        return
    kind = ("plain", "wood", "fabric", "stripes", "carpet")[rng.integers(5)]
    look = (kind, _tone(rng), _tone(rng))
    shape = rng.integers(4)
    if shape == 0:  # a leg of something
        top = at + np.array([rng.normal(0, 0.05), rng.uniform(0.3, 0.9), rng.normal(0, 0.05)])
        r = float(rng.uniform(0.008, 0.035))
        place.post(at, top, (r, r), look, sides=10)
    elif shape == 1:  # a towel, a mat, a step: low and wide
        half = np.array([rng.uniform(0.1, 0.4), rng.uniform(0.004, 0.05), rng.uniform(0.1, 0.3)])
        place.box(_over(at, half[1]), half, look, float(rng.uniform(0, 180)))
    elif shape == 2:  # a box, a bottle
        half = rng.uniform(0.03, 0.13, 3)
        place.box(_over(at, half[1]), half, look, float(rng.uniform(0, 180)))
    else:
        chair(place, at, float(rng.uniform(0, 360)), look)
