"""Hair: a cap grown from the scalp, and the helper mesh where it is long."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .body import Body, Mesh, vertex_normals
from .layers import Layer

Array = npt.NDArray[Any]


def grow_hair(body: Body, colour: tuple[float, float, float]) -> list[Layer]:
    """Layers of hair for a person's cut."""
    style = body.person.hair
    if style == "bald":
        return []
    rig, skin = body.rig, body.parts["body"]
    eyes = (rig.heads[rig["eye.L"]] + rig.heads[rig["eye.R"]]) / 2
    crown = skin.vertices[:, 1].max()
    unit = crown - eyes[1]  # eyes to crown, about 11-12 cm
    p = (skin.vertices - eyes) / unit
    head = np.isin(skin.bones[:, 0], [rig["head"], rig["neck03"], rig["neck02"]])
    # The hairline: forehead, temples, behind the ears, nape; metres beyond it are cut.
    x, y, z = np.abs(p[:, 0]), p[:, 1], p[:, 2]
    front = 0.58 - 0.10 * np.clip(x / 0.6, 0, 1) ** 2
    line = np.interp(
        z, [-1.35, -0.95, -0.72, -0.45, -0.1, 0.35], [-0.55, -0.35, 0.0, 0.1, 0.42, 0.0]
    )
    line = np.where(z > -0.12, front, line)
    cut = np.where(head, (line - y) * unit, 1.0)
    thick = {"short": 0.014, "bob": 0.020, "long": 0.018, "bun": 0.010}[style]
    grow = thick * np.clip(-cut / 0.035, 0, 1) ** 0.6
    wave = 1 + 0.12 * np.sin(p[:, 0] * 9 + p[:, 2] * 7) + 0.08 * np.sin(p[:, 1] * 17)
    cap = skin.with_vertices(skin.vertices + skin.normals * (grow * wave)[:, None])
    layers = [Layer("hair", cap, "hair", colour, cut)]
    if style in ("bob", "long"):
        shell = body.parts["hair"]
        low = eyes[1] - unit * (1.05 if style == "bob" else 2.3)
        q = (shell.vertices - eyes) / unit
        # The shell closes over the face: open it in front of the ears.
        face = (q[:, 2] + 0.62 - 0.25 * np.clip(q[:, 1], 0, 1)) * unit
        cut_locks = np.maximum(low - shell.vertices[:, 1], face).astype(np.float64)
        layers.append(Layer("locks", shell, "hair", colour, cut_locks))
    if style == "bun":
        layers.append(_bun(body, eyes, unit, colour))
    return layers


def _bun(body: Body, eyes: Array, unit: float, colour: tuple[float, float, float]) -> Layer:
    a, b = np.meshgrid(np.linspace(0, np.pi, 9), np.linspace(0, 2 * np.pi, 15), indexing="ij")
    ball = np.stack([np.sin(a) * np.cos(b), np.cos(a), np.sin(a) * np.sin(b)], -1).reshape(-1, 3)
    v = ball * [0.042, 0.040, 0.036] + eyes + np.array([0, 0.42, -1.78]) * unit
    i, j = np.meshgrid(np.arange(8), np.arange(14), indexing="ij")
    k = (i * 15 + j).ravel()
    tris = np.concatenate(
        [np.stack([k, k + 1, k + 15], -1), np.stack([k + 1, k + 16, k + 15], -1)]
    ).astype(np.int32)
    bones = np.tile(np.array([body.rig["head"], 0, 0, 0], np.uint8), (len(v), 1))
    weights = np.tile(np.array([1, 0, 0, 0], np.float32), (len(v), 1))
    mesh = Mesh(
        v.astype(np.float32),
        vertex_normals(v, tris),
        tris,
        bones,
        weights,
        np.zeros((len(v), 4), np.float32),
    )
    return Layer("bun", mesh, "hair", colour, np.full(len(v), -1.0))
