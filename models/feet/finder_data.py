"""What the finding network learns from: stored patches, small, pasted into pictures.

The patches of `crops` are 3 foot lengths wide. Here they are shrunk until a foot is as small as
the finder sees it, and pasted on photographs, textures and patches without feet, with the border
of the picture somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from formcheck.pose.feet.codec import Array, blob
from formcheck.pose.feet.finder_sheet import FILL, RANGE, STRIDE, USUAL
from formcheck.pose.feet.points import FOOT, FOOT_PX, INPUT, PATCH, VISIBLE, middle

from . import spoil
from .backgrounds import pictures
from .data import Rng, _recolour
from .store import Crops, load

#: Pixels of a learning picture's side, of a stored patch's, and of a foot's length there.
SIDE, SMALL = INPUT, PATCH // 2
SMALL_FOOT = FOOT_PX / 2
CELLS = SIDE // STRIDE
#: Feet about this large are neither asked for nor held against the network.
UNASKED = (RANGE[0] * 0.75, RANGE[1] * 1.3)
#: Fewer clear points of `FOOT` than this, and nobody can be asked for the foot.
_CLEAR = 2


@dataclass(frozen=True)
class Stock:
    """Patches at half their size.

    Attributes:
        rgb: (N, SMALL, SMALL, 3) uint8.
        feet: (N, 2, 2) middles of the foot in the middle and of the other one; NaN if none.
        asked: (N, 2) bool: it can be seen well enough.
        photos: (M, SIDE, SIDE, 3) uint8, things without feet.
    """

    rgb: Array
    feet: Array
    asked: Array
    photos: Array

    @property
    def empty(self) -> Array:
        """Numbers of patches without a foot."""
        return np.flatnonzero(np.isnan(self.feet[:, 0, 0]))

    @property
    def full(self) -> Array:
        """Numbers of patches with one."""
        return np.flatnonzero(~np.isnan(self.feet[:, 0, 0]))


def stock(paths: list[Path]) -> Stock:
    """Read shards."""
    crops = load(paths)
    c = crops.columns
    there = c["foot"].astype(bool)
    one = np.where(there[:, None], middle(c["xy"].astype(float)), np.nan)
    feet = np.stack([one, c["other"].astype(float)], 1) / 2
    feet[~there] = np.nan
    clear = (c["flag"][:, list(FOOT)] == VISIBLE).sum(1) >= _CLEAR
    inside = ((feet[:, 1] > 3) & (feet[:, 1] < SMALL - 3)).all(-1)
    rgb = np.stack([_half(crops, i) for i in range(len(crops))])
    asked = np.stack([there & clear, there & inside & ~_void(rgb, feet[:, 1])], 1)
    return Stock(rgb, feet, asked, _photos())


def _photos() -> Array:
    """Drawn once: that takes longer than all the rest of a learning picture."""
    rng, one = np.random.default_rng(0), spoil.photos(pictures(None))
    way = cv2.INTER_AREA
    return np.stack([cv2.resize(one(rng), (SIDE, SIDE), interpolation=way) for _ in range(800)])


def _half(crops: Crops, i: int) -> Array:
    data = np.frombuffer(crops.data[i], np.uint8)
    bgr = cv2.imdecode(data, cv2.IMREAD_REDUCED_COLOR_2)
    return np.asarray(cv2.cvtColor(np.asarray(bgr), cv2.COLOR_BGR2RGB))


def _void(rgb: Array, at: Array) -> Array:
    """(N,) whether there is nothing but one colour about a place: beyond the picture's border."""
    out = np.zeros(len(rgb), bool)
    for i in np.flatnonzero(np.isfinite(at).all(-1)):
        x, y = np.clip(at[i], 4, SMALL - 5).astype(int)
        out[i] = rgb[i, y - 4 : y + 5, x - 4 : x + 5].std(axis=(0, 1)).max() < 1.5
    return out


@dataclass(frozen=True)
class Sample:
    """One learning picture.

    Attributes:
        rgb: (SIDE, SIDE, 3) uint8.
        feet: (K, 4) x, y, length (px), and whether it is asked for (else: left open).
    """

    rgb: Array
    feet: Array


def draw(stock: Stock, rng: Rng) -> Sample:
    """A picture with feet of all sizes, or with none."""
    rgb, feet = _ground(stock, rng), np.zeros((0, 4))
    for _ in range(int(rng.choice([0, 1, 2, 3, 3, 4]))):
        rgb, feet = _paste(stock, rgb, feet, rng)
    if rng.random() < 0.15:
        rgb = cv2.GaussianBlur(rgb, (0, 0), float(rng.uniform(0.4, 1.0)))
    rgb = _recolour(rgb, rng)
    if rng.random() < 0.35:
        rgb, feet = _border(rgb, feet, rng)
    return Sample(rgb, feet)


def _ground(stock: Stock, rng: Rng) -> Array:
    """Something without feet: one thing, or four small ones beside each other."""
    if rng.random() < 0.7:
        return _nothing(stock, rng)
    four = [cv2.resize(_nothing(stock, rng), (SIDE // 2, SIDE // 2)) for _ in range(4)]
    return np.vstack([np.hstack(four[:2]), np.hstack(four[2:])])


def _nothing(stock: Stock, rng: Rng) -> Array:
    """A photograph, a texture, or a patch in which no foot is: hands, knees, faces, rooms."""
    if rng.random() < 0.45:
        return _photo(stock, rng)
    part = stock.rgb[rng.choice(stock.empty)]
    side = int(SMALL * rng.uniform(0.5, 1.0))
    x, y = rng.integers(0, SMALL - side + 1, 2)
    return np.asarray(cv2.resize(part[y : y + side, x : x + side], (SIDE, SIDE)))


def _photo(stock: Stock, rng: Rng) -> Array:
    one = stock.photos[rng.integers(len(stock.photos))]
    return one[:, ::-1] if rng.random() < 0.5 else one


def _length(rng: Rng) -> float:
    """Of a foot, px: mostly one that is answered for, at times too small or too large a one."""
    kind = rng.random()
    low, high = RANGE if kind < 0.8 else (RANGE[1], 75.0) if kind < 0.9 else (6.0, RANGE[0])
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _paste(stock: Stock, rgb: Array, feet: Array, rng: Rng) -> tuple[Array, Array]:
    """Part of a patch somewhere, turned a little, mirrored half of the time.

    It has a foot in it or not, and that anywhere, so that its border says nothing about feet.
    """
    which = stock.full if rng.random() < 0.75 else stock.empty
    i, long = int(rng.choice(which)), _length(rng)
    scale = long / SMALL_FOOT
    size = max(round(SMALL * scale), 8)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(stock.rgb[i], (size, size), interpolation=way)
    new = stock.feet[i] * size / SMALL
    middle_ = new[0] if np.isfinite(new[0]).all() else np.full(2, size / 2)
    mask = _part(size, middle_, long, rng)
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    turn = np.radians(rng.uniform(-180, 180) if rng.random() < 0.04 else rng.normal(0, 9))
    linear = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    linear = linear @ np.diag([mirror, 1.0])
    goal = rng.uniform(0.02, 0.98, 2) * SIDE
    matrix = np.column_stack([linear, goal - linear @ middle_])
    share = _warp(mask, matrix).astype(np.float32) / 255
    if _hides(share > 0.5, feet):
        return rgb, feet
    if rng.random() < 0.5:
        share = cv2.GaussianBlur(share, (0, 0), float(rng.uniform(0.6, 3)))
    rgb = rgb + (_warp(small, matrix) - rgb.astype(np.float32)) * share[..., None]
    shown = [_at(mask, xy) for xy in new]
    known = np.isfinite(new).all(-1) & np.array(shown)
    new = new @ linear.T + matrix[:, 2]
    ends = RANGE[0] <= long <= RANGE[1]
    rows = np.column_stack([new, np.full(2, long), stock.asked[i] & ends])[known]
    return np.asarray(rgb, np.uint8), np.concatenate([feet, rows])


def _part(size: int, keep: Array, long: float, rng: Rng) -> Array:
    """Mask (size, size) of a rectangle of a patch that has a foot in it wholly."""
    mask = np.zeros((size, size), np.uint8)
    low = keep - long * rng.uniform(0.6, 1.7, 2)
    high = keep + long * rng.uniform(0.6, 1.7, 2)
    # A patch's own rim is left out: beyond it nothing is known.
    (x0, y0), (x1, y1) = (np.clip(np.round(e), 1, size - 1).astype(int) for e in (low, high))
    mask[y0:y1, x0:x1] = 255
    return mask


def _at(mask: Array, xy: Array) -> bool:
    if not np.isfinite(xy).all():
        return False
    x, y = np.floor(xy).astype(int)
    return bool(0 <= x < len(mask) and 0 <= y < len(mask) and mask[y, x])


def _warp(picture: Array, matrix: Array) -> Array:
    m = matrix.copy()
    m[:, 2] += m[:, :2] @ [0.5, 0.5] - 0.5  # OpenCV counts from pixels' middles
    return np.asarray(cv2.warpAffine(picture, m, (SIDE, SIDE), flags=cv2.INTER_LINEAR))


def _hides(mask: Array, feet: Array) -> bool:
    """Whether what is pasted would cover a foot that is there already."""
    for x, y, long, _ in feet:
        r = 0.6 * long
        box = mask[_span(y, r), _span(x, r)]
        if box.size and box.mean() > 0.05:
            return True
    return False


def _span(at: float, r: float) -> slice:
    return slice(int(np.clip(at - r, 0, SIDE)), int(np.clip(at + r, 0, SIDE)))


def _border(rgb: Array, feet: Array, rng: Rng) -> tuple[Array, Array]:
    """The picture ends here: beyond it is what is round the pictures on a sheet."""
    out, feet = rgb.copy(), feet.copy()
    at = int(SIDE * rng.uniform(0.35, 0.97))
    axis, upper = int(rng.integers(2)), rng.random() < 0.5
    part = [slice(None), slice(None)]
    part[1 - axis] = slice(at, None) if upper else slice(None, SIDE - at)
    out[tuple(part)] = FILL
    edge = at if upper else SIDE - at
    left = (edge - feet[:, axis]) * (1 if upper else -1)
    # With its middle beyond the border it is no foot; with most of it, who knows.
    feet[left < 0.2 * feet[:, 2], 3] = 0
    return out, feet[left > -0.5 * feet[:, 2]]


@dataclass(frozen=True)
class Wanted:
    """What the network should say of N pictures. All (N, CELLS, CELLS) but ``place``.

    Attributes:
        heat: 1 in cells with a foot's middle, falling off about them.
        open: whether nothing is asked of the cell.
        near: whether the cell should tell place and length.
        place: (N, 3, CELLS, CELLS) offset in cells, log length.
    """

    heat: Tensor
    open: Tensor
    near: Tensor
    place: Tensor


def wanted(samples: list[Sample]) -> Wanted:
    """Of some pictures."""
    cells = [_cells(s.feet) for s in samples]
    heat, free, near, place = (np.stack(part) for part in zip(*cells, strict=True))
    return Wanted(
        torch.from_numpy(heat.astype(np.float32)), torch.from_numpy(free),
        torch.from_numpy(near), torch.from_numpy(place.astype(np.float32)),
    )  # fmt: skip


def _cells(feet: Array) -> tuple[Array, Array, Array, Array]:
    y, x = np.mgrid[:CELLS, :CELLS] + 0.5
    heat, nearest = np.zeros((CELLS, CELLS)), np.full((CELLS, CELLS), np.inf)
    free, place = np.zeros((CELLS, CELLS), bool), np.zeros((3, CELLS, CELLS))
    for fx, fy, long, asked in feet:
        dx, dy = fx / STRIDE - x, fy / STRIDE - y
        far = np.hypot(dx, dy)
        if not asked:
            if UNASKED[0] <= long <= UNASKED[1]:
                free |= far < 0.6 * long / STRIDE
            continue
        # The cell that holds the middle is asked for wholly, wherever in it that lies.
        spread = 0.13 * long / STRIDE
        heat = np.maximum(heat, np.exp(-0.5 * (np.maximum(far - 0.71, 0) / spread) ** 2))
        mine = far < nearest
        nearest = np.where(mine, far, nearest)
        here = np.broadcast_to(np.log(long / USUAL), far.shape)
        place = np.where(mine, np.stack([dx, dy, here]), place)
    return heat, free & (heat < 0.1), nearest < 1.5, place


def batch(stock: Stock, step: int, size: int, seed: int) -> tuple[Tensor, Wanted]:
    """The batch of a step: the same every time, wherever training was cut off."""
    rng = np.random.default_rng([seed, step])
    samples = [draw(stock, rng) for _ in range(size)]
    return torch.from_numpy(blob(np.stack([s.rgb for s in samples]))), wanted(samples)
