"""Shoes with a real sole, toe box, heel counter, collar and tongue, built around a bare foot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from .body import Body, Mesh, vertex_normals
from .feet import FootShape
from .layers import Layer
from .people import CLOTHS

Array = npt.NDArray[Any]

_STATIONS, _ARCH = 34, 21


@dataclass(frozen=True)
class _Last:
    """The shoe's inside at stations along z, metres: middle x, half width and top of each."""

    z: Array
    centre: Array
    half: Array
    top: Array


def make_shoe(body: Body, shape: FootShape) -> tuple[list[Layer], FootShape]:
    """The layers of one shoe, and the foot's landmarks moved to the shoe's outside."""
    sole = 0.022
    last = _measure(body, shape)
    colour = CLOTHS[body.person.shoe_colour]
    light = sum(colour) > 0.9
    trim = CLOTHS["grey"] if light else CLOTHS["white"]
    upper = _upper(body, shape, last, trim)
    side, bottom = _sole(body, shape, last, sole)

    def layer(name: str, mesh: Mesh, material: str, rgb: tuple[float, float, float]) -> Layer:
        whole = np.full(len(mesh.vertices), -1.0)
        return Layer(f"{name}.{shape.side}", mesh, material, rgb, whole)

    layers = [
        layer("upper", upper, "leather", colour),
        layer("midsole", side, "rubber", (0.62, 0.62, 0.60) if light else trim),
        layer("outsole", bottom, "rubber", (0.05, 0.045, 0.04)),
    ]
    out = 1 if shape.side == "L" else -1
    shod = replace(
        shape,
        heel=np.array([last.centre[0], -sole + 0.004, last.z[0] - 0.002]),
        big_tip=np.array([shape.big_tip[0], shape.big_tip[1], last.z[-1] - 0.002]),
        little_tip=shape.little_tip + np.array([0.006 * out, 0.0, 0.014]),
        sole=sole,
    )
    return layers, shod


def _measure(body: Body, shape: FootShape) -> _Last:
    """Fit a last around a foot."""
    mesh, rig = body.parts["body"], body.rig
    sign = 1 if shape.side == "L" else -1
    ankle = rig.heads[rig[f"foot.{shape.side}"]]
    v = mesh.vertices
    foot = v[(v[:, 1] < ankle[1] + 0.02) & (v[:, 0] * sign > 0)].astype(np.float64)
    low = foot[foot[:, 1] < 0.05]
    back, front = foot[:, 2].min() - 0.008, foot[:, 2].max() + 0.014
    u = (1 - np.cos(np.linspace(0, np.pi, _STATIONS))) / 2
    z = back + u * (front - back)
    left, right, top = np.zeros((3, _STATIONS))
    for i, at in enumerate(z):
        s = low[np.abs(low[:, 2] - np.clip(at, back + 0.03, front - 0.045)) < 0.014]
        left[i], right[i] = s[:, 0].min(), s[:, 0].max()
        s = foot[np.abs(foot[:, 2] - np.clip(at, back + 0.02, front - 0.03)) < 0.012]
        top[i] = s[:, 1].max()
    kernel = np.ones(5) / 5
    smooth = lambda a: np.convolve(np.pad(a, 2, mode="edge"), kernel, "valid")  # noqa: E731
    left, right = smooth(left), smooth(right)
    centre, half = (left + right) / 2, (right - left) / 2 + 0.006
    # Round ends, the toe longer than the heel.
    d_back, d_front = (z - back) / 0.038, (front - z) / 0.062
    half *= np.sqrt(np.clip(1 - (1 - np.clip(d_back, 0, 1)) ** 2.4, 0, 1))
    half *= np.sqrt(np.clip(1 - (1 - np.clip(d_front, 0, 1)) ** 2.2, 0, 1))
    collar = ankle[1] + 0.004
    instep = np.interp(z, [ankle[2] + 0.035, ankle[2] + 0.075], [0.0, 1.0])
    top = np.minimum(smooth(top) + 0.008, collar + 0.012)
    top = collar * (1 - instep) + np.minimum(top, collar + 0.01) * instep
    # The heel counter's rim dips at the ankle bone and rises at the tendon.
    top += 0.006 * np.clip(1 - (z - back) / 0.05, 0, 1)
    toe_box = 0.046 + 0.006 * np.clip(d_front - 0.5, 0, 1)
    top = np.where(z > shape.pivot[2], np.maximum(top, toe_box), top)
    top *= np.clip(d_front * 1.1, 0, 1) ** 0.33 * 0.94 + 0.06
    return _Last(z, centre, np.maximum(half, 0.0), smooth(top))


def _weights(body: Body, shape: FootShape, vertices: Array) -> tuple[Array, Array]:
    """Behind the ball the foot carries the shoe, before it the toes; the sole bends between."""
    foot, toe = body.rig[f"foot.{shape.side}"], body.rig[f"toe2-1.{shape.side}"]
    x = np.clip((vertices[:, 2] - shape.pivot[2]) / 0.06 + 0.5, 0, 1)
    w = x * x * (3 - 2 * x)
    zero = np.zeros_like(w)
    bones = np.tile(np.array([foot, toe, 0, 0], np.uint8), (len(vertices), 1))
    return bones, np.stack([1 - w, w, zero, zero], -1).astype(np.float32)


def _grid(rows: int, columns: int, flip: bool) -> Array:
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    a = (i * columns + j).ravel()
    b, c, d = a + 1, a + columns, a + columns + 1
    t = np.concatenate([np.stack([a, c, b], -1), np.stack([b, c, d], -1)])
    return (t[:, ::-1] if flip else t).astype(np.int32)


def _mesh(
    body: Body, shape: FootShape, v: Array, tris: Array, colours: Array | None = None
) -> Mesh:
    bones, weights = _weights(body, shape, v)
    tint = np.zeros((len(v), 4), np.float32) if colours is None else colours.astype(np.float32)
    return Mesh(v.astype(np.float32), vertex_normals(v, tris), tris, bones, weights, tint)


def _upper(body: Body, shape: FootShape, last: _Last, trim: tuple[float, float, float]) -> Mesh:
    z, centre, half, top = last.z, last.centre, last.half, last.top
    a = np.linspace(0, np.pi, _ARCH)
    # A squarish arch: steep walls, rounded top.
    c, s = np.cos(a), np.sin(a)
    x = np.sign(c) * np.abs(c) ** 0.75
    y = np.abs(s) ** 0.62
    v = np.stack(
        [
            centre[:, None] + half[:, None] * x,
            np.maximum(top[:, None] * y, -0.002),
            np.broadcast_to(z[:, None], (_STATIONS, _ARCH)),
        ],
        -1,
    )
    ankle = body.rig.heads[body.rig[f"foot.{shape.side}"]]
    tint = np.zeros((_STATIONS, _ARCH, 4))
    along = (z - z[0]) / (z[-1] - z[0])
    # Inside of the collar, tongue with laces, heel tab.
    rear, across = along[:, None], np.abs(x)[None]
    inside = (v[..., 2] < ankle[2] + 0.040) & (across < 0.80) & (rear > 0.035)
    tint[inside] = (0.03, 0.03, 0.035, 1)
    tongue = (v[..., 2] >= ankle[2] + 0.040) & (rear < 0.68) & (across < 0.42)
    tint[tongue] = (*trim, 0.85)
    laces = tongue & (np.arange(_STATIONS)[:, None] % 2 == 0)
    tint[laces] = (*np.clip(np.array(trim) * 0.45, 0, 1), 0.9)
    tint[(rear < 0.035) & (across < 0.9)] = (*trim, 0.8)
    tris = _grid(_STATIONS, _ARCH, False)
    return _mesh(body, shape, v.reshape(-1, 3), tris, tint.reshape(-1, 4))


def _sole(body: Body, shape: FootShape, last: _Last, sole: float) -> tuple[Mesh, Mesh]:
    z, centre, half = last.z, last.centre, last.half
    middle = (z[0] + z[-1]) / 2
    order = np.concatenate([np.arange(_STATIONS), np.arange(_STATIONS)[::-1], [0]])
    signs = np.concatenate([np.ones(_STATIONS), -np.ones(_STATIONS), [1]])
    spring = 0.010 * np.clip((z - shape.pivot[2] - 0.02) / (z[-1] - shape.pivot[2]), 0, 1) ** 2
    rings = []
    # bottom edge, bulge, top edge against the upper
    for grow, y in ((0.0, -sole), (0.0045, -sole + 0.007), (0.004, 0.004), (0.0005, 0.011)):
        zz = middle + (z - middle) * (1 + grow / (z[-1] - middle))
        lift = spring * (1.0 if y < 0 else 0.4)
        rings.append(
            np.stack(
                [centre[order] + signs * (half[order] + grow), (y + lift)[order], zz[order]], -1
            )
        )
    v = np.concatenate(rings)
    side = _mesh(body, shape, v, _grid(4, len(order), True))
    left = np.stack([centre + half, spring - sole + 0.0005, z], -1)
    right = np.stack([centre - half, spring - sole + 0.0005, z], -1)
    under = np.concatenate([left, right])
    i = np.arange(_STATIONS - 1)
    n = _STATIONS
    tris = np.concatenate(
        [np.stack([i, i + n, i + 1], -1), np.stack([i + 1, i + n, i + n + 1], -1)]
    ).astype(np.int32)
    return side, _mesh(body, shape, under, tris)
