"""Dressing a body: clothes grown from the base mesh's helper shells, cut at their hems."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from . import drape
from .body import SIDES, Body, Mesh
from .feet import FootShape
from .hair import grow_hair
from .layers import Layer
from .people import CLOTHS, HAIRS
from .shoes import make_shoe

Array = npt.NDArray[Any]

_ARM = ("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
_LEG = ("upperleg", "lowerleg", "foot", "toe")
_NEVER = 1.0  # a cut that is always beyond the hem


def share(body: Body, mesh: Mesh, prefixes: tuple[str, ...]) -> Array:
    """How much of each vertex is carried by bones with these prefixes, 0..1."""
    mine = np.array([label.startswith(prefixes) for label in body.rig.labels])
    return (mesh.weights * mine[mesh.bones]).sum(1)


class Tailor:
    """Measures of one body that every garment needs, and the hems that follow from them."""

    def __init__(self, body: Body) -> None:
        self.body, self.rig = body, body.rig
        head = lambda label: body.rig.heads[body.rig[label]]  # noqa: E731
        self.hip, self.knee, self.ankle = head("upperleg01.L"), head("lowerleg01.L"), head("foot.L")
        self.shoulder, self.elbow, self.wrist = (
            head("upperarm01.L"), head("lowerarm01.L"), head("wrist.L"),
        )  # fmt: skip
        self.neck = head("neck01")
        self.waist_y = head("spine04")[1] + 0.02
        skin = body.parts["tights"]
        legs = np.abs(skin.vertices[:, 0]) < 0.012
        low = skin.vertices[legs & (skin.vertices[:, 1] < self.hip[1] + 0.03)]
        self.crotch_y = float(low[:, 1].min()) if len(low) else float(self.hip[1] - 0.09)

    def sleeve(self, points: Array, arm: Array, length: float) -> Array:
        """Metres beyond a sleeve's end; ``length`` 0 shoulder, 1 elbow, 2 wrist."""
        p = points * [1, 1, 1]
        p = np.abs(p[:, :1]) * [1, 0, 0] + p * [0, 1, 1]
        a, b = (self.shoulder, self.elbow) if length <= 1 else (self.elbow, self.wrist)
        axis = b - a
        size = np.linalg.norm(axis)
        along = (p - a) @ (axis / size) - (length if length <= 1 else length - 1) * size
        return np.where(arm > 0.35, along, -_NEVER)

    def top(self, points: Array, arm: Array, leg: Array, kind: str) -> Array:
        """Metres beyond the shirt's hem, sleeves or neck."""
        hem = self.hip[1] - 0.015 - points[:, 1]
        low = {"tee": 0.012, "long": 0.02, "tank": -0.045}[kind]
        back = np.clip(-points[:, 2] * 0.6, 0, 0.05)
        neck = points[:, 1] - (self.neck[1] + low + back - 0.25 * np.clip(points[:, 2], 0, 0.1))
        # A neckline, not a cut across the shoulders.
        neck -= np.clip(np.abs(points[:, 0]) - (0.115 if kind == "tank" else 0.075), 0, 1) * 3
        sleeves = self.sleeve(points, arm, {"tee": 0.62, "long": 1.92, "tank": 0.03}[kind])
        return np.max([hem, neck, sleeves, np.where(leg > 0.98, hem, -_NEVER)], axis=0)

    def bottom(self, points: Array, arm: Array, kind: str) -> Array:
        """Metres beyond the waistband or the leg's hem."""
        waist = points[:, 1] - self.waist_y
        hem_y = {
            "shorts": self.knee[1] + 0.30 * (self.hip[1] - self.knee[1]),
            "leggings": self.ankle[1] + 0.045,
            "trousers": self.ankle[1] - 0.015,
            "loose": self.ankle[1] - 0.045,
            "skirt": self.knee[1] - 0.04,
        }[kind]
        return np.max([waist, hem_y - points[:, 1], np.where(arm > 0.5, _NEVER, -_NEVER)], axis=0)

    def sock(self, points: Array) -> Array:
        """Metres above the sock's cuff."""
        return points[:, 1] - (self.ankle[1] + 0.30 * (self.knee[1] - self.ankle[1]))


def dress(body: Body, feet: dict[str, FootShape]) -> tuple[list[Layer], dict[str, FootShape]]:
    """Everything to draw on a person, and the feet as the footwear makes them."""
    person, tailor = body.person, Tailor(body)
    skin, tights = body.parts["body"], body.parts["tights"]
    arm, leg = share(body, skin, _ARM), share(body, skin, _LEG)
    worn_bottom = person.bottom
    covers = [
        tailor.top(skin.vertices, arm, leg, person.top),
        tailor.bottom(skin.vertices, arm, worn_bottom),
    ]
    margins = [0.012, 0.02 if worn_bottom != "skirt" else 0.10]
    layers = [_shirt(tailor, tights), _bottom(tailor)]
    if person.footwear != "bare":
        cuff = tailor.sock(skin.vertices)
        covers.append(cuff)
        margins.append(0.008)
        layers.append(_sock(tailor, tights, person.footwear == "shoes"))
    if person.footwear == "shoes":
        feet = dict(feet)
        for side in SIDES:
            shoe, feet[side] = make_shoe(body, feet[side])
            layers += shoe
    hidden = np.max([-c - m for c, m in zip(covers, margins, strict=True)], axis=0)
    layers.append(Layer("skin", skin, "skin", person.skin_rgb, hidden))
    layers.append(Layer("eyes", body.parts["eyes"], "eye", (1, 1, 1), np.full(144, -_NEVER)))
    layers += grow_hair(body, HAIRS[person.hair_colour])
    return [layer.trimmed() for layer in layers], feet


def _shirt(tailor: Tailor, shell: Mesh) -> Layer:
    body = tailor.body
    arm, leg = share(body, shell, _ARM), share(body, shell, _LEG)
    v = shell.vertices.astype(np.float64)
    cut = tailor.top(v, arm, leg, body.person.top)
    torso = (arm < 0.5) & (v[:, 1] < tailor.shoulder[1] - 0.02) & (v[:, 1] > tailor.hip[1] - 0.12)
    tight = body.person.top == "tank"
    moved = v + shell.normals * (0.006 + 0.006 * arm[:, None])
    centre = np.zeros((torso.sum(), 3))
    centre[:, 2] = np.interp(
        v[torso, 1],
        [tailor.hip[1], tailor.shoulder[1]],
        [tailor.hip[2] + 0.01, tailor.shoulder[2] + 0.03],
    )
    hung = drape.hang(
        moved[torso],
        centre,
        -v[torso, 1],
        taper=0.30 if tight else 0.12,
        ease=0.010,
    )
    blend = np.clip((tailor.shoulder[1] - 0.02 - v[torso, 1]) / 0.12, 0, 1)[:, None]
    moved[torso] = moved[torso] * (1 - blend) + hung * blend
    colour = CLOTHS[body.person.top_colour]
    return Layer("top", shell.with_vertices(moved), "cloth", colour, cut)


def _bottom(tailor: Tailor) -> Layer:
    body, kind = tailor.body, tailor.body.person.bottom
    shell = body.parts["skirt" if kind == "skirt" else "tights"]
    v = shell.vertices.astype(np.float64)
    arm = share(body, shell, _ARM)
    cut = tailor.bottom(v, arm, kind)
    ease = {"shorts": 0.008, "leggings": 0.0015, "trousers": 0.006, "loose": 0.010, "skirt": 0.004}
    moved = v + shell.normals * ease[kind]
    if kind in ("shorts", "trousers", "loose"):
        taper = {"shorts": 0.02, "trousers": 0.13, "loose": 0.06}[kind]
        for sign in (1, -1):
            _hang_leg(tailor, moved, v, sign, taper)
        shell = _off_feet(body, shell)
    colour = CLOTHS[body.person.bottom_colour]
    material = "knit" if kind == "leggings" else "cloth"
    return Layer("bottom", shell.with_vertices(moved), material, colour, cut)


def _off_feet(body: Body, mesh: Mesh) -> Mesh:
    """Trouser legs go with the shank, whatever the foot inside does."""
    shank = {s: body.rig[f"lowerleg02.{s}"] for s in SIDES}
    to = np.array(
        [
            shank[label[-1]] if label.startswith(("foot", "toe")) else i
            for i, label in enumerate(body.rig.labels)
        ],
        np.uint8,
    )
    return replace(mesh, bones=to[mesh.bones])


def _hang_leg(tailor: Tailor, moved: Array, v: Array, sign: int, taper: float) -> None:
    """Let one trouser leg hang from the thigh; changes ``moved``."""
    top = tailor.crotch_y - 0.02
    leg = (v[:, 0] * sign > 0.0) & (v[:, 1] < top) & (v[:, 1] > tailor.ankle[1] - 0.09)
    flip = np.array([sign, 1, 1])
    line = np.array([tailor.ankle, tailor.knee, tailor.hip])
    centre = (
        np.stack([np.interp(v[leg, 1], line[:, 1], line[:, i]) for i in range(3)], axis=-1) * flip
    )
    # The foot inside must not push the hem forward.
    above = v[leg, 1] > tailor.ankle[1] + 0.065
    hung = drape.hang(moved[leg], centre, -v[leg, 1], taper=taper, ease=0.004, speaks=above)
    # Blend in below the crotch, and keep clear of the other leg.
    blend = np.clip((top - v[leg, 1]) / 0.12, 0, 1)[:, None]
    hung = moved[leg] * (1 - blend) + hung * blend
    hung[:, 0] = sign * np.maximum(hung[:, 0] * sign, np.minimum(0.006, moved[leg][:, 0] * sign))
    moved[leg] = hung


def _sock(tailor: Tailor, shell: Mesh, in_shoe: bool) -> Layer:
    body = tailor.body
    v = shell.vertices.astype(np.float64)
    v[:, 1] = np.maximum(v[:, 1], 0.001)
    cut = tailor.sock(v)
    if in_shoe:
        cut = np.maximum(cut, tailor.ankle[1] - 0.035 - v[:, 1])
    moved = v + shell.normals * [0.0005, 0.0, 0.0005]
    colour = CLOTHS[body.person.sock_colour]
    return Layer("socks", shell.with_vertices(moved), "knit", colour, cut)
