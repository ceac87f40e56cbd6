"""Rotation matrices, batched over frames: arrays of shape (F, 3, 3)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def about(axis: str, degrees: Array | float) -> Array:
    """Rotation about x, y or z by degrees (right-handed), (F, 3, 3)."""
    a = np.radians(np.atleast_1d(np.asarray(degrees, np.float64)))
    c, s, o, one = np.cos(a), np.sin(a), np.zeros_like(a), np.ones_like(a)
    rows = {
        "x": [[one, o, o], [o, c, -s], [o, s, c]],
        "y": [[c, o, s], [o, one, o], [-s, o, c]],
        "z": [[c, -s, o], [s, c, o], [o, o, one]],
    }[axis]
    return np.stack([np.stack(r, -1) for r in rows], -2)


def unit(v: Array) -> Array:
    """Vectors of length one."""
    return v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-12)


def frame(along: Array, aside: Array) -> Array:
    """Orthonormal frame whose first column is ``along``, second as near ``aside`` as can be."""
    a = unit(along)
    b = unit(aside - a * np.sum(a * aside, -1, keepdims=True))
    return np.stack([a, b, np.cross(a, b)], -1)


def turn_to(start: Array, end: Array) -> Array:
    """Smallest rotation that takes directions ``start`` to ``end``, (F, 3, 3)."""
    a, b = np.broadcast_arrays(unit(start), unit(end))
    axis = np.cross(a, b)
    cos = np.sum(a * b, -1)[..., None, None]
    k = np.zeros((*axis.shape[:-1], 3, 3))
    k[..., 0, 1], k[..., 0, 2] = -axis[..., 2], axis[..., 1]
    k[..., 1, 0], k[..., 1, 2] = axis[..., 2], -axis[..., 0]
    k[..., 2, 0], k[..., 2, 1] = -axis[..., 1], axis[..., 0]
    return np.eye(3) + k + k @ k / np.maximum(1 + cos, 1e-6)


def apply(rotation: Array, v: Array) -> Array:
    """Rotate vectors (F, 3) or (3,) by (F, 3, 3)."""
    return np.einsum("fij,fj->fi", rotation, np.broadcast_to(v, (len(rotation), 3)))


def two_bone(root: Array, target: Array, upper: float, lower: float, pole: Array) -> Array:
    """The middle joint of a two-bone chain (F, 3), bent towards ``pole``.

    A target out of reach leaves the chain all but straight; the caller keeps it in reach.
    """
    reach = target - root
    distance = np.clip(
        np.linalg.norm(reach, axis=-1), abs(upper - lower) + 1e-4, upper + lower - 1e-5
    )
    ahead = unit(reach)
    bend = unit(pole - ahead * np.sum(ahead * pole, -1, keepdims=True))
    along = (upper**2 - lower**2 + distance**2) / (2 * distance)
    off = np.sqrt(np.maximum(upper**2 - along**2, 0))
    return root + ahead * along[:, None] + bend * off[:, None]
