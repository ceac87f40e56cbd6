"""What the finder's check learns from: feet, and what was taken for feet, in all surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from formcheck.pose.feet.codec import Array, Crop
from formcheck.pose.feet.points import CROP_SPAN, FOOT, FOOT_PX, INPUT, PATCH, VISIBLE, middle

from .data import Rng, _recolour
from .store import Crops, load

#: Fewer clear points of `FOOT` than this, and nobody can be asked for the foot.
_CLEAR = 2
#: Of every so many patches in a row, the last are held back: neighbours show the same things.
_BLOCK, _HELD = 1000, 60


@dataclass(frozen=True)
class Stock:
    """Patches.

    Attributes:
        crops: all of them.
        feet: numbers of those with a foot that can be seen; ``wrong``, of what was taken for one;
            ``nothing``, of other places.
    """

    crops: Crops
    feet: Array
    wrong: Array
    nothing: Array

    def half(self, *, held: bool) -> Stock:
        """What is learnt from, or what is held back."""

        def part(numbers: Array) -> Array:
            return numbers[(np.arange(len(numbers)) % _BLOCK >= _BLOCK - _HELD) == held]

        return Stock(self.crops, part(self.feet), part(self.wrong), part(self.nothing))


def stock(feet: list[Path], wrong: list[Path]) -> Stock:
    """Read shards of `crops` and `negatives`, and of `finder_negatives`."""
    crops = load([*feet, *wrong])
    c = crops.columns
    there = c["foot"].astype(bool)
    clear = (c["flag"][:, list(FOOT)] == VISIBLE).sum(1) >= _CLEAR
    first = len(crops) - len(load(wrong)) if wrong else len(crops)
    mined = np.arange(len(crops)) >= first
    return Stock(
        crops, np.flatnonzero(there & clear), np.flatnonzero(mined), np.flatnonzero(~there & ~mined)
    )


def draw(stock: Stock, foot: bool, rng: Rng) -> Array:
    """A picture (INPUT, INPUT, 3) with a foot in its middle, or with something else."""
    one = _patch(stock, foot, rng)
    if rng.random() < 0.35:
        # Feet lie on what is no foot, and what is none lies where a foot would be.
        one = _over(one, _patch(stock, bool(rng.random() < 0.5), rng), rng)
    rgb = _cut(one, rng)
    if rng.random() < 0.12:
        rgb = _cover(rgb, rng)
    if rng.random() < 0.2:
        rgb = _small(rgb, rng)
    if rng.random() < 0.15:
        rgb = np.asarray(cv2.GaussianBlur(rgb, (0, 0), float(rng.uniform(0.4, 1.3))))
    beyond = _beyond(rgb)
    # What was taken for a foot often lies at the border of a picture.
    if rng.random() < (0.6 if foot else 0.3):
        beyond |= _border(rng)
    rgb = _recolour(rgb, rng)
    rgb[beyond] = 0
    return rgb


def _beyond(rgb: Array) -> Array:
    """(INPUT, INPUT) what is black, and not small."""
    black = (rgb.max(-1) <= 6).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))) > 0


def _patch(stock: Stock, foot: bool, rng: Rng) -> Array:
    """A patch with its foot, or what is none, in its middle; mirrored half of the time."""
    if foot:
        i = int(rng.choice(stock.feet))
        centre = middle(stock.crops.columns["xy"][i].astype(float))
    else:
        some = stock.wrong if len(stock.wrong) and rng.random() < 0.75 else stock.nothing
        i, centre = int(rng.choice(some)), np.full(2, PATCH / 2)
    rgb = stock.crops.picture(i)
    m = np.array([[1.0, 0, PATCH / 2 - centre[0]], [0, 1.0, PATCH / 2 - centre[1]]])
    if rng.random() < 0.5:
        m = np.array([[-1.0, 0, PATCH], [0, 1.0, 0]]) @ np.vstack([m, [0, 0, 1]])
    return np.asarray(cv2.warpAffine(rgb, m, (PATCH, PATCH), borderMode=cv2.BORDER_REFLECT_101))


def _over(one: Array, other: Array, rng: Rng) -> Array:
    """The middle of one patch, as large as a foot at least, laid on another."""
    mask = np.zeros((PATCH, PATCH), np.float32)
    x0, y0 = (PATCH / 2 - FOOT_PX * rng.uniform(0.6, 1.5, 2)).astype(int)
    x1, y1 = (PATCH / 2 + FOOT_PX * rng.uniform(0.6, 1.5, 2)).astype(int)
    mask[max(y0, 0) : y1, max(x0, 0) : x1] = 1
    if rng.random() < 0.7:
        mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), float(rng.uniform(0.7, 12))))
    share = mask[..., None]
    return np.asarray(one * share + other * (1 - share), np.uint8)


def _cut(patch: Array, rng: Rng) -> Array:
    """As the foot network's sight lays it: beside the middle, too large, too small, turned."""
    side = CROP_SPAN * FOOT_PX * float(np.exp(np.clip(rng.normal(0, 0.18), -0.4, 0.45)))
    off = 0.25 if rng.random() < 0.15 else 0.1
    centre = PATCH / 2 + rng.normal(0, off, 2) * FOOT_PX
    turn = float(rng.uniform(-180, 180) if rng.random() < 0.04 else rng.normal(0, 10))
    return Crop.of(centre, side, turn).cut(patch)


def _border(rng: Rng) -> Array:
    """(INPUT, INPUT) the picture ends here, on one side or more: beyond it is nothing."""
    out = np.zeros((INPUT, INPUT), bool)
    for side in rng.choice(4, int(rng.choice([1, 1, 2, 3])), replace=False):
        at = int(INPUT * rng.uniform(0.03, 0.4))
        part = slice(None, at) if side < 2 else slice(INPUT - at, None)
        out[part if side % 2 else (slice(None), part)] = True
    return out


def _cover(rgb: Array, rng: Rng) -> Array:
    """A flat square of any colour somewhere."""
    w, h = (rng.uniform(0.1, 0.35, 2) * INPUT).astype(int)
    x, y = int(rng.integers(0, INPUT - w)), int(rng.integers(0, INPUT - h))
    out = rgb.copy()
    out[y : y + h, x : x + w] = rng.integers(0, 256, 3)
    return out


def _small(rgb: Array, rng: Rng) -> Array:
    """As from a picture with fewer pixels."""
    n = int(INPUT * rng.uniform(0.35, 0.9))
    small = cv2.resize(rgb, (n, n), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (INPUT, INPUT), interpolation=cv2.INTER_LINEAR))
