"""Cloth that hangs: radii that may not shrink quickly on the way down."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_ANGLES, _LEVELS = 36, 48


def hang(
    points: Array,
    centre: Array,
    down: Array,
    *,
    taper: float,
    ease: float,
    speaks: Array | None = None,
) -> Array:
    """Push points outwards so that the cloth hangs from what is above it.

    Args:
        points: (N, 3) rest points.
        centre: (N, 3) point of the axis beside each.
        down: (N,) how far along the axis each lies, metres, growing towards the hem.
        taper: metres that the radius may shrink per metre down.
        ease: metres added all round.
        speaks: (N,) which points shape the cloth; the others just hang in it.

    Returns:
        Moved points (N, 3).
    """
    off = (points - centre)[:, [0, 2]]
    radius = np.linalg.norm(off, axis=1)
    angle = (np.arctan2(off[:, 0], off[:, 1]) / (2 * np.pi)) % 1.0
    span = max(float(np.ptp(down)), 1e-6)
    level = (down - down.min()) / span * (_LEVELS - 1)
    grid = np.zeros((_LEVELS, _ANGLES), np.float32)
    said = np.ones(len(points), bool) if speaks is None else speaks
    # Each point speaks for its neighbours too: the mesh is coarser than the grid.
    for dl in (-2, -1, 0, 1, 2):
        for da in (-1, 0, 1):
            i = np.clip(np.round(level[said]).astype(int) + dl, 0, _LEVELS - 1)
            j = (np.round(angle[said] * _ANGLES).astype(int) + da) % _ANGLES
            np.maximum.at(
                grid, (i, j), radius[said].astype(np.float32) * (1 - 0.01 * (abs(dl) + abs(da)))
            )
    step = span / (_LEVELS - 1) * taper
    for i in range(1, _LEVELS):
        grid[i] = np.maximum(grid[i], grid[i - 1] - step)
    wide = np.concatenate([grid[:, -6:], grid, grid[:, :6]], axis=1)
    grid = cv2.GaussianBlur(wide, (0, 0), 1.6, borderType=cv2.BORDER_REPLICATE)[:, 6:-6]
    grid = np.concatenate([grid, grid[:, :1]], axis=1)
    i0 = np.clip(np.floor(level).astype(int), 0, _LEVELS - 2)
    fi = np.clip(level - i0, 0, 1)
    a = angle * _ANGLES
    j0 = np.clip(np.floor(a).astype(int), 0, _ANGLES - 1)
    fj = a - j0
    r = (grid[i0, j0] * (1 - fi) + grid[i0 + 1, j0] * fi) * (1 - fj) + (
        grid[i0, j0 + 1] * (1 - fi) + grid[i0 + 1, j0 + 1] * fi
    ) * fj
    new = np.where(said, np.maximum(r, radius), r) + ease
    out = points.copy()
    out[:, [0, 2]] = centre[:, [0, 2]] + off / np.maximum(radius, 1e-6)[:, None] * new[:, None]
    return out
