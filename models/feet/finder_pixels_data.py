"""What the second half of the finder's check learns from: feet, and what was taken for feet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from formcheck.pose.feet.codec import Array, Crop, blob
from formcheck.pose.feet.finder_check import WIDER
from formcheck.pose.feet.points import ANKLE, FOOT, FOOT_PX, KNEE, PATCH, VISIBLE, middle
from formcheck.pose.feet.turn import turn_up

from .data import Rng, _recolour
from .finder_check_data import _CLEAR, _beyond, _border, _cover, _over, _small
from .store import Crops, load, shards

#: Of what is no foot, the share of each kind (shards `crops-KIND-*` of `finder_negatives`); the
#: rest are other places of `crops`. And of feet, the share that was found in clips.
KINDS, FOUND = {"rooms": 0.5, "photos": 0.25, "clips": 0.1}, 0.2
#: Of every so many patches in a row, the last are held back: neighbours show the same things.
_BLOCK, _HELD = 1000, 60
#: A shank that is shorter than this, foot lengths, points at the camera or away.
_SHANK = 0.35


@dataclass(frozen=True)
class Stock:
    """Patches, and the numbers of those of each kind; ``feet`` are rendered ones."""

    crops: Crops
    kinds: dict[str, Array]

    def half(self, *, held: bool) -> Stock:
        """What is learnt from, or what is held back."""

        def part(numbers: Array) -> Array:
            return numbers[(np.arange(len(numbers)) % _BLOCK >= _BLOCK - _HELD) == held]

        return Stock(self.crops, {kind: part(some) for kind, some in self.kinds.items()})


def stock(crops: Path, wrong: Path) -> Stock:
    """Read the shards of `crops`, and of `finder_negatives`."""
    groups = {"crops": shards(crops)}
    groups |= {kind: sorted(wrong.glob(f"crops-{kind}-*.npz")) for kind in KINDS}
    groups["found"] = shards(wrong / "found")
    everything = load([path for paths in groups.values() for path in paths])
    kinds, first = {}, 0
    for kind, paths in groups.items():
        count = len(load(paths)) if paths else 0
        kinds[kind], first = np.arange(first, first + count), first + count
    c, own = everything.columns, kinds.pop("crops")
    there = c["foot"][own].astype(bool)
    clear = (c["flag"][own][:, list(FOOT)] == VISIBLE).sum(1) >= _CLEAR
    return Stock(everything, {"feet": own[there & clear], "nothing": own[~there], **kinds})


def batch(stock: Stock, step: int, size: int, seed: int) -> tuple[Array, Array]:
    """The batch of a step, every other one a foot: crops (N, 3, S, S), and (N,) 1 or 0."""
    name = hashlib.sha256(f"{seed} {step}".encode()).digest()
    rng = np.random.default_rng(list(name[:8]))
    foot = (np.arange(size) % 2 == 0).astype(np.float32)
    return blob(np.stack([draw(stock, bool(one), rng) for one in foot])), foot


def draw(stock: Stock, foot: bool, rng: Rng) -> Array:
    """A picture (INPUT, INPUT, 3) with a foot in its middle, its shank up, or something else."""
    patch, centre, turn = _patch(stock, foot, rng)
    if rng.random() < 0.2:
        # Feet lie on what is no foot, and what is none lies where a foot would be.
        other, _, _ = _patch(stock, bool(rng.random() < 0.5), rng)
        m = np.array([[1.0, 0, PATCH / 2 - centre[0]], [0, 1.0, PATCH / 2 - centre[1]]])
        border = cv2.BORDER_REFLECT_101
        patch = np.asarray(cv2.warpAffine(patch, m, (PATCH, PATCH), borderMode=border))
        centre = np.full(2, PATCH / 2)
        if not turn:
            patch = _over(patch, other, rng)
    rgb = _cut(patch, centre, turn, rng)
    if rng.random() < 0.12:
        rgb = _cover(rgb, rng)
    if rng.random() < 0.25:
        rgb = _small(rgb, rng)
    if rng.random() < 0.15:
        rgb = np.asarray(cv2.GaussianBlur(rgb, (0, 0), float(rng.uniform(0.4, 1.3))))
    beyond = _beyond(rgb)
    # What was taken for a foot often lies at the border of a picture.
    if rng.random() < (0.5 if foot else 0.3):
        beyond |= _border(rng)
    rgb = _recolour(rgb, rng)
    rgb[beyond] = 0
    return rgb


def _patch(stock: Stock, foot: bool, rng: Rng) -> tuple[Array, Array, float]:
    """A patch, where its middle is, and by how much it is to be turned."""
    kind = _kind(stock, foot, rng)
    i, centre, turn = int(rng.choice(stock.kinds[kind])), np.full(2, PATCH / 2), 0.0
    if kind == "feet":
        xy = stock.crops.columns["xy"][i].astype(float)
        centre, shank = middle(xy), xy[KNEE] - xy[ANKLE]
        turn = turn_up(shank) if np.linalg.norm(shank) > _SHANK * FOOT_PX else 0.0
    return stock.crops.picture(i), centre, turn


def _kind(stock: Stock, foot: bool, rng: Rng) -> str:
    if foot:
        return "found" if len(stock.kinds["found"]) and rng.random() < FOUND else "feet"
    at = rng.random()
    for kind, share in KINDS.items():
        at -= share
        if at < 0 and len(stock.kinds[kind]):
            return kind
    return "nothing"


def _cut(patch: Array, centre: Array, turn: float, rng: Rng) -> Array:
    """As the foot network's sight lays it: beside the middle, too large, too small, turned."""
    side = WIDER * FOOT_PX * float(np.exp(np.clip(rng.normal(0, 0.18), -0.4, 0.45)))
    off = 0.25 if rng.random() < 0.15 else 0.1
    leans = float(rng.uniform(-180, 180) if rng.random() < 0.03 else rng.normal(0, 10))
    moved = centre + rng.normal(0, off, 2) * FOOT_PX
    return Crop.of(moved, side, turn + leans, bool(rng.random() < 0.5)).cut(patch)
