"""Footwear beyond the studio's one shoe: other soles, toes and colours, sandals, patterns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from samples.studio.body import SIDES, Body, Mesh
from samples.studio.clothes import dress
from samples.studio.feet import FootShape, foot_shape
from samples.studio.layers import Layer
from samples.studio.shoes import make_shoe

Array = npt.NDArray[Any]
_SOLE = ("midsole", "outsole")
_SHOE = ("upper", *_SOLE)
_STUDIO_SOLE = 0.022  # metres, of the studio's shoe


@dataclass(frozen=True)
class Style:
    """How a shoe differs from the studio's. Lengths in metres, the others are factors.

    Attributes:
        sole: thickness of the sole.
        flare: how far the sole's heel reaches back beyond the studio's.
        toe: how far its toe reaches forward beyond it.
        medial: how far its tip goes from the middle of the shoe to the big toe.
        width, height: of the toe box.
        spring: how far the tip is bent up.
    """

    sole: float
    flare: float
    toe: float
    medial: float
    width: float
    height: float
    spring: float

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Style:
        """From a flat plimsoll to a thick running shoe."""
        return cls(
            sole=float(rng.uniform(0.008, 0.042)),
            flare=float(rng.uniform(0.0, 0.018)),
            toe=float(rng.uniform(-0.002, 0.022)),
            medial=float(rng.uniform(0.2, 1.0)),
            width=float(rng.uniform(0.78, 1.15)),
            height=float(rng.uniform(0.8, 1.3)),
            spring=float(rng.uniform(0.0, 0.018)),
        )

    def bend(self, points: Array, shape: FootShape, ends: tuple[float, float]) -> Array:
        """Points (N, 3) of the studio's shoe, at rest, where they are on this one.

        ``ends`` are the z of the studio's heel and tip.
        """
        out = np.array(points, np.float64)
        back, front = ends
        x, y, z = out[:, 0], out[:, 1].copy(), out[:, 2].copy()
        ahead = np.clip((z - shape.pivot[2]) / (front - shape.pivot[2]), 0, 1.1)
        behind = np.clip(1 - (z - back) / 0.05, 0, 1)
        aside = shape.big_tip[0] - shape.pivot[0]
        centre = shape.pivot[0] + 0.35 * aside * ahead
        x += (x - centre) * (self.width - 1) * ahead + self.medial * 0.5 * aside * ahead**2
        low = np.clip((0.05 - y) / 0.07, 0, 1)
        out[:, 2] = z + self.toe * ahead - self.flare * behind * low
        tall = 1 + (self.height - 1) * ahead
        out[:, 1] = np.where(y < 0, y * self.sole / _STUDIO_SOLE, y * tall) + self.spring * ahead**2
        return out


def wear(
    body: Body, kind: str, rng: np.random.Generator
) -> tuple[list[Layer], dict[str, FootShape]]:
    """What a person has on, and their feet in it; ``kind`` adds ``sandals`` to the studio's."""
    bare = {s: foot_shape(body, s) for s in SIDES}
    style = Style.draw(rng)
    if kind == "sandals":
        layers, _ = dress(body, bare)
        layers, feet = _sandals(body, layers, bare, style, rng)
    else:
        layers, feet = dress(body, bare)
        if kind == "shoes":
            layers, feet = _restyled(layers, bare, feet, style)
    return [_coloured(layer, rng) for layer in _in_pairs(layers, rng)], feet


def _base(layer: Layer) -> str:
    return layer.name.split(".", maxsplit=1)[0]


def _restyled(
    layers: list[Layer], bare: dict[str, FootShape], shod: dict[str, FootShape], style: Style
) -> tuple[list[Layer], dict[str, FootShape]]:
    out, feet = [], {}
    for s in SIDES:
        mine = [la for la in layers if _base(la) in _SHOE and la.name.endswith(f".{s}")]
        z = np.concatenate([la.mesh.vertices[:, 2] for la in mine])
        ends = (float(z.min()), float(z.max()))
        bent = []
        for la in mine:
            v = style.bend(la.mesh.vertices, bare[s], ends)
            bent.append(replace(la, mesh=la.mesh.with_vertices(v)))
        was = shod[s]
        heel, little = style.bend(np.stack([was.heel, was.little_tip]), bare[s], ends)
        tip = _tip(np.concatenate([la.mesh.vertices for la in bent]))
        feet[s] = replace(was, heel=heel, little_tip=little, big_tip=tip, sole=style.sole)
        out += bent
    return [la for la in layers if _base(la) not in _SHOE] + out, feet


def _tip(vertices: Array) -> Array:
    """The foremost point of a shoe: where one would point to its tip, (3,)."""
    front = vertices[vertices[:, 2] > vertices[:, 2].max() - 0.004]
    low, high = front.min(0), front.max(0)
    return np.array([*((low + high) / 2)[:2], high[2]], np.float64)


def _sandals(
    body: Body,
    layers: list[Layer],
    bare: dict[str, FootShape],
    style: Style,
    rng: np.random.Generator,
) -> tuple[list[Layer], dict[str, FootShape]]:
    """A sole under a bare foot, held by straps that are painted on the skin."""
    out, feet = list(layers), {}
    thin = replace(style, toe=0.0, spring=0.0, width=1.0, flare=0.0, sole=style.sole * 0.7)
    for s in SIDES:
        made, shod = make_shoe(body, bare[s])
        for la in made:
            if _base(la) not in _SOLE:
                continue
            z = la.mesh.vertices[:, 2]
            v = thin.bend(la.mesh.vertices, bare[s], (float(z.min()), float(z.max())))
            v[:, 1] = np.where(v[:, 1] > 0, v[:, 1] * 0.25, v[:, 1])
            out.append(replace(la, mesh=la.mesh.with_vertices(v)))
        heel = shod.heel * [1, thin.sole / _STUDIO_SOLE, 1]
        feet[s] = replace(bare[s], heel=heel, sole=thin.sole)
    skin = next(i for i, la in enumerate(out) if la.name == "skin")
    out[skin] = _strapped(out[skin], body, bare, rng)
    return out, feet


def _strapped(
    skin: Layer, body: Body, feet: dict[str, FootShape], rng: np.random.Generator
) -> Layer:
    v = skin.mesh.vertices
    ankle = body.rig.heads[body.rig["foot.L"]]
    heel, pivot = feet["L"].heel, feet["L"].pivot
    low = v[:, 1] < ankle[1] + 0.03
    straps = np.zeros(len(v), bool)
    for _ in range(int(rng.integers(1, 4))):
        at, tilt = rng.uniform(heel[2] + 0.07, pivot[2] + 0.02), rng.uniform(-0.8, 0.8)
        across = v[:, 2] - at + tilt * v[:, 1]
        straps |= low & (np.abs(across) < rng.uniform(0.006, 0.02))
    if rng.random() < 0.6:
        straps |= np.abs(v[:, 1] - ankle[1] - 0.02) < 0.007
        straps &= v[:, 1] < ankle[1] + 0.03
    tint = skin.mesh.colours.copy()
    tint[straps] = (*_colour(rng), 1.0)
    return replace(skin, mesh=replace(skin.mesh, colours=tint))


def _colour(rng: np.random.Generator) -> tuple[float, float, float]:
    """Any colour, greys and dull ones more often; linear light."""
    grey, far = rng.uniform(0.02, 0.9) ** 1.6, rng.uniform(0, 1) ** 2
    r, g, b = np.clip(grey * (1 + far * rng.uniform(-0.9, 0.9, 3)), 0.008, 0.9)
    return float(r), float(g), float(b)


def _in_pairs(layers: list[Layer], rng: np.random.Generator) -> list[Layer]:
    """Both shoes in the same new colours, most often; skin in any shade between the studio's."""
    new: dict[str, tuple[float, float, float]] = {}
    out = []
    for la in layers:
        name = _base(la)
        colour = la.colour
        if name == "skin":
            shade = np.array(colour) * np.exp(rng.normal(0, 0.18)) * rng.uniform(0.92, 1.08, 3)
            r, g, b = np.clip(shade, 0.015, 0.85)
            colour = (float(r), float(g), float(b))
        elif name in (*_SHOE, "socks", "bottom"):
            if name not in new:
                new[name] = _colour(rng) if rng.random() < 0.7 else colour
            colour = new[name]
        out.append(replace(la, colour=colour))
    return out


def _coloured(layer: Layer, rng: np.random.Generator) -> Layer:
    """Patches of other colours: logos, dirt, veins, patterns."""
    chance = {"skin": 0.25, "socks": 0.5, "bottom": 0.35}
    name = _base(layer)
    if rng.random() > chance.get(name, 0.6 if name in _SHOE else 0.0):
        return layer
    field = _field(layer.mesh, rng)
    strong = 0.35 if name == "skin" else 0.9
    share = np.clip((field - rng.uniform(0.0, 1.2)) * rng.uniform(1, 6), 0, 1) * strong
    tint = layer.mesh.colours.copy()
    colour = np.array(_colour(rng))
    if name == "skin":  # redder, paler or browner, not green
        colour = np.array(layer.colour) * rng.uniform(0.6, 1.5) * [1.1, 0.95, 0.95]
    keep = tint[:, 3] < 0.5  # laces, nails and straps stay
    tint[keep, :3] = np.clip(colour, 0, 1)
    tint[keep, 3] = share[keep]
    return replace(layer, mesh=replace(layer.mesh, colours=tint.astype(np.float32)))


def _field(mesh: Mesh, rng: np.random.Generator) -> Array:
    """Smooth random values over a mesh, about -2..2."""
    out = np.zeros(len(mesh.vertices))
    for _ in range(6):
        way = rng.normal(0, 1, 3) * rng.uniform(20, 140)
        out += np.sin(mesh.vertices @ way + rng.uniform(0, 6.28))
    return np.asarray(out / np.sqrt(3))
