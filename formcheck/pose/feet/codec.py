"""Between pictures, crops and what the network says; no torch here, for it runs where it is used.

Coordinates are continuous: a pixel covers [i, i + 1].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose.feet.points import BINS, INPUT, MARGIN, POINTS, SIDES, WEARS

Array = npt.NDArray[Any]

_N = len(POINTS)
#: What the network's one output row holds, in this order, and how much of it.
LAYOUT = {
    "x": (_N, BINS), "y": (_N, BINS), "spread": (_N, 3), "seen": (_N, 3), "side": (1,),
    "wear": (len(WEARS),), "foot": (1,), "shank": (2,),
}  # fmt: skip
WIDTH = sum(int(np.prod(shape)) for shape in LAYOUT.values())
#: Bins on each side of the peak that are averaged: over the whole axis, far ones pull inwards.
WINDOW = 4
#: Degrees of freedom of the errors' distribution: it has heavier tails than a normal one.
FREEDOM = 4.0
_SCALE, _MEAN = 1 / 64.0, 127.5


@dataclass(frozen=True)
class Crop:
    """A square of a picture, upright or turned, as the network sees it.

    Attributes:
        matrix: (2, 3) from the picture's coordinates to the crop's.
        told: whether the foot in it is known to look like a right one, as a left one does that is
            mirrored.
    """

    matrix: Array
    told: bool = False

    @classmethod
    def of(
        cls, centre: Array, side: float, turn: float = 0.0, mirror: bool = False, size: int = INPUT
    ) -> Crop:
        """Round ``centre``, ``side`` pixels wide, turned by degrees (then mirrored)."""
        k, a = size / side, np.radians(turn)
        c, s = k * np.cos(a), k * np.sin(a)
        linear = np.array([[c, -s], [s, c]])
        if mirror:
            linear = np.diag([-1.0, 1.0]) @ linear
        shift = size / 2 - linear @ np.asarray(centre, float)
        return cls(np.column_stack([linear, shift]))

    def to(self, xy: Array) -> Array:
        """Points (…, 2) of the picture, in the crop."""
        return np.asarray(xy @ self.matrix[:, :2].T + self.matrix[:, 2])

    def back(self, xy: Array) -> Array:
        """Points (…, 2) of the crop, in the picture."""
        return np.asarray((xy - self.matrix[:, 2]) @ np.linalg.inv(self.matrix[:, :2]).T)

    def cut(self, picture: Array, size: int = INPUT) -> Array:
        """The crop's pixels; black beyond the picture."""
        m = self.matrix.copy()
        m[:, 2] += m[:, :2] @ [0.5, 0.5] - 0.5  # OpenCV counts from pixels' middles
        flags = cv2.INTER_LINEAR
        return np.asarray(cv2.warpAffine(picture, m, (size, size), flags=flags))


def blob(rgb: Array) -> Array:
    """Crops (N, S, S, 3) uint8 as the network's input, (N, 3, S, S) float32."""
    return np.ascontiguousarray(
        ((rgb.astype(np.float32) - _MEAN) * np.float32(_SCALE)).transpose(0, 3, 1, 2)
    )


def split(rows: Any) -> dict[str, Any]:  # noqa: ANN401 - arrays or tensors
    """The network's output (N, WIDTH) by name."""
    out, at = {}, 0
    for name, shape in LAYOUT.items():
        size = int(np.prod(shape))
        out[name] = rows[:, at : at + size].reshape(-1, *shape)
        at += size
    return out


@dataclass(frozen=True)
class Feet:
    """What the network says of N crops.

    Attributes:
        xy: (N, 6, 2) crop pixels.
        sure: (N, 6) share of the belief that lies near the peak, 0..1.
        spread: (N, 6, 2, 2) scale matrix of the error (a t distribution with `FREEDOM`).
        seen: (N, 6, 3) shares of visible, occluded, outside.
        right: (N,) share of right; foot: (N,) share of there being one.
        wear: (N, 3) shares.
        shank: (N, 2) unit vector from the ankle to the knee.
    """

    xy: Array
    sure: Array
    spread: Array
    seen: Array
    right: Array
    foot: Array
    wear: Array
    shank: Array


def decode(rows: Array) -> Feet:
    """Read the network's output (N, WIDTH)."""
    parts = split(rows)
    (x, sure_x), (y, sure_y) = _peak(parts["x"]), _peak(parts["y"])
    shank = parts["shank"]
    return Feet(
        np.stack([x, y], -1),
        np.minimum(sure_x, sure_y),
        scale_matrix(parts["spread"]),
        _softmax(parts["seen"]),
        _sigmoid(parts["side"][:, 0]),
        _sigmoid(parts["foot"][:, 0]),
        _softmax(parts["wear"]),
        shank / np.maximum(np.linalg.norm(shank, axis=-1, keepdims=True), 1e-6),
    )


def scale_matrix(spread: Array) -> Array:
    """(…, 3) numbers -> (…, 2, 2): two log sizes (crop pixels) and how they lean together."""
    a, b = np.exp(np.clip(spread[..., 0], -3, 5)), np.exp(np.clip(spread[..., 1], -3, 5))
    low = np.zeros((*spread.shape[:-1], 2, 2))
    low[..., 0, 0], low[..., 1, 1], low[..., 1, 0] = a, b, spread[..., 2] * b
    return np.asarray(low @ low.swapaxes(-1, -2))


def within(share: float) -> float:
    """Squared size of the ellipse that should hold this share of the true points."""
    # r² / 2 of a bivariate t follows F(2, v), whose quantile has this closed form.
    return float(FREEDOM * ((1 - share) ** (-2 / FREEDOM) - 1))


def _peak(logits: Array) -> tuple[Array, Array]:
    """Where the peak along the last axis is (pixels), and how much lies about it."""
    p = _softmax(logits)
    at = p.argmax(-1)[..., None] + np.arange(-WINDOW, WINDOW + 1)
    inside = (at >= 0) & (at < BINS)
    near = np.take_along_axis(p, np.clip(at, 0, BINS - 1), -1) * inside
    total = near.sum(-1)
    return (near * (at + 0.5 - MARGIN)).sum(-1) / total, total


def _softmax(x: Array) -> Array:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True))


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)))


#: Sides as `Feet.right` rounds to them.
SIDE_OF = dict(enumerate(SIDES))
