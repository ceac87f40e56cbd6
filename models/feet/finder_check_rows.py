"""What the foot network says of feet, and of what was taken for feet; kept in files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from formcheck.pose.feet.codec import WIDTH, Array, Crop
from formcheck.pose.feet.network import FootNetwork
from formcheck.pose.feet.points import INPUT

from .finder_check_data import Stock, draw

#: Rows of a file.
_FILE = 4000


@dataclass(frozen=True)
class Rows:
    """What was said.

    Attributes:
        rows: (N, WIDTH) float16.
        foot: (N,) whether there was a foot.
    """

    rows: Array
    foot: Array


def make(  # noqa: PLR0917
    patches: Stock, looker: FootNetwork, out: Path, name: str, samples: int, seed: int
) -> Rows:
    """Rows of drawn pictures, half of them feet; files that are there are not made again."""
    parts = []
    for k in range(-(-samples // _FILE)):
        path = out / f"{name}-{k:04d}.npz"
        if not path.exists():
            _write(path, patches, looker, min(_FILE, samples - k * _FILE), [seed, k])
        with np.load(path) as file:
            parts.append((file["rows"], file["foot"]))
    rows, foot = (np.concatenate(p) for p in zip(*parts, strict=True))
    return Rows(rows, foot)


def _write(path: Path, patches: Stock, looker: FootNetwork, count: int, seed: list[int]) -> None:
    rng = np.random.default_rng(seed)
    whole = Crop.of(np.full(2, INPUT / 2), INPUT)
    rows, foot = np.zeros((count, WIDTH), np.float16), np.arange(count) % 2 == 0
    for i in range(count):
        rgb = draw(patches, bool(foot[i]), rng)
        rows[i] = looker.rows(np.ascontiguousarray(rgb[..., ::-1]), [whole])[0]
    part = path.with_suffix(".part.npz")
    np.savez(part, rows=rows, foot=foot)
    part.replace(path)
