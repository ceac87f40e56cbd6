"""From stored patches to batches: cut, turned, mirrored, recoloured, partly covered."""

from __future__ import annotations

import functools
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace

import cv2
import numpy as np
import torch
from torch import Tensor

from formcheck.pose.feet.codec import Array, Crop, blob
from formcheck.pose.feet.points import (
    ANKLE,
    CROP_SPAN,
    FOOT_PX,
    INPUT,
    KNEE,
    NOTHING,
    OCCLUDED,
    OUTSIDE,
    PATCH,
    SIDES,
    VISIBLE,
    middle,
)

from .loss import Targets
from .store import Crops

Rng = np.random.Generator

#: Share of crops that a network which is told the side is told wrongly: in use it is, at times.
WRONGLY_TOLD = 0.04
_LEFT = SIDES.index("left")


@dataclass(frozen=True)
class Sample:
    """One crop and its truth, as `Targets` has them."""

    rgb: Array
    xy: Array
    flag: Array
    side: int
    wear: int
    foot: float
    shank: Array
    yaw: float


def plain(crops: Crops, i: int, told: bool = False) -> Sample:
    """As it is judged: in the middle, upright, of the usual size.

    Args:
        crops: all of them.
        i: which one.
        told: for a network that is told the side, all feet made right ones.
    """
    mirror = told and int(crops.columns["side"][i]) == _LEFT
    sample = _cut(crops, i, Crop.of(_centre(crops, i), CROP_SPAN * FOOT_PX, 0.0, mirror), mirror)
    return replace(sample, side=NOTHING) if told else sample


def varied(crops: Crops, i: int, rng: Rng, told: bool = False) -> Sample:
    """As it is learnt from: laid as badly as a tracker may lay it, and worse to look at.

    Args:
        crops: all of them.
        i: which one.
        rng: draws all that varies.
        told: for a network that is told the side: feet are made right ones by mirroring, but for
            a few, and are not asked for their side.
    """
    side = CROP_SPAN * FOOT_PX * float(np.exp(np.clip(rng.normal(0, 0.2), -0.45, 0.45)))
    turn = float(rng.uniform(-180, 180) if rng.random() < 0.05 else rng.normal(0, 13))
    centre = _centre(crops, i)
    # Most trackers are right most of the time; landmarks of a foot in motion are not.
    off = 0.22 if rng.random() < 0.12 else 0.09
    moved = centre + rng.normal(0, off, 2) * side
    other = crops.columns["other"][i]
    # Whose crop it is must be plain: the nearer foot's.
    if np.isnan(other).any() or _far(moved, centre) < 0.7 * _far(moved, other):
        centre = moved
    mirror = _mirrored(int(crops.columns["side"][i]), rng, told)
    out = _cut(crops, i, Crop.of(centre, side, turn, mirror), mirror)
    rgb, flag = out.rgb, out.flag
    if rng.random() < 0.2:
        rgb, flag = _cover(rgb, out.xy, flag, rng)
    if rng.random() < 0.15:
        rgb = cv2.GaussianBlur(rgb, (0, 0), float(rng.uniform(0.4, 1.6)))
    rgb = _recolour(rgb, rng)
    return replace(out, rgb=rgb, flag=flag, side=NOTHING if told else out.side)


def _mirrored(side: int, rng: Rng, told: bool) -> bool:
    """Whether a crop is mirrored: half of them, or those of left feet."""
    drawn = float(rng.random())
    if not told or side == NOTHING:
        return drawn < 0.5
    return (side == _LEFT) != (drawn < WRONGLY_TOLD)


def _far(a: Array, b: Array) -> float:
    return float(np.linalg.norm(a - b))


def _centre(crops: Crops, i: int) -> Array:
    if not crops.columns["foot"][i]:
        return np.full(2, PATCH / 2)
    return middle(crops.columns["xy"][i].astype(float))


def _cut(crops: Crops, i: int, crop: Crop, mirror: bool) -> Sample:
    c = crops.columns
    xy = crop.to(c["xy"][i].astype(float))
    flag = c["flag"][i].astype(np.int64)
    flag[((xy < 0) | (xy >= INPUT)).any(-1)] = OUTSIDE
    side = int(c["side"][i])
    if mirror and side != NOTHING:
        side = 1 - side
    shank = xy[KNEE] - xy[ANKLE]
    long = float(np.linalg.norm(shank))
    # Seen from its end, a shank points nowhere.
    clear = bool(c["foot"][i]) and long > 0.35 * INPUT / CROP_SPAN
    return Sample(
        crop.cut(crops.picture(i)), xy, flag, side, int(c["wear"][i]), float(c["foot"][i]),
        shank / long if clear else np.zeros(2), float(c["yaw"][i]),
    )  # fmt: skip


def _cover(rgb: Array, xy: Array, flag: Array, rng: Rng) -> tuple[Array, Array]:
    """A flat square of any colour somewhere."""
    w, h = (rng.uniform(0.1, 0.4, 2) * INPUT).astype(int)
    x, y = int(rng.integers(0, INPUT - w)), int(rng.integers(0, INPUT - h))
    out, flag = rgb.copy(), flag.copy()
    out[y : y + h, x : x + w] = rng.integers(0, 256, 3)
    under = (xy >= [x, y]).all(-1) & (xy < [x + w, y + h]).all(-1) & (flag == VISIBLE)
    flag[under] = OCCLUDED
    return out, flag


def collate(samples: list[Sample]) -> tuple[Tensor, Targets]:
    """A batch: crops (N, 3, S, S) and their truth."""

    def stack(name: str, kind: torch.dtype) -> Tensor:
        return torch.from_numpy(np.array([getattr(s, name) for s in samples])).to(kind)

    kinds = {"xy": torch.float32, "flag": torch.int64, "side": torch.int64, "wear": torch.int64,
             "foot": torch.float32, "shank": torch.float32}  # fmt: skip
    crops = torch.from_numpy(blob(np.stack([s.rgb for s in samples])))
    return crops, Targets(**{f.name: stack(f.name, kinds[f.name]) for f in fields(Targets)})


@functools.lru_cache(maxsize=1)
def _grain() -> Array:
    """Noise to cut pieces from: drawing it for each crop takes as long as all the rest."""
    rng = np.random.default_rng(0)
    return rng.standard_normal((8, 2 * INPUT, 2 * INPUT, 3), np.float32)


def _recolour(rgb: Array, rng: Rng) -> Array:
    """Brightness, contrast, a colour cast, grey pictures and noise."""
    slope = np.exp(rng.normal(0, 0.2) + rng.normal(0, 0.08, 3))
    levels = (np.arange(256)[:, None] - 127.5) * slope + 127.5 + rng.normal(0, 19)
    table = np.clip(levels, 0, 255).astype(np.uint8)
    if rng.random() < 0.08:
        grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
        rgb = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB))
    out = np.asarray(cv2.LUT(rgb, table[None]))
    if rng.random() < 0.5:
        y, x = rng.integers(0, INPUT, 2)
        piece = _grain()[rng.integers(8), y : y + len(rgb), x : x + rgb.shape[1]]
        noisy = out + piece * np.float32(abs(rng.normal(0, 7)))
        out = np.clip(noisy, 0, 255).astype(np.uint8)
    return out


def batch_of(
    crops: Crops, step: int, size: int, seed: int, told: bool = False
) -> tuple[Tensor, Targets]:
    """The batch of a step: the same every time, wherever training was cut off."""
    n = len(crops)
    rng = np.random.default_rng([seed, step])
    epoch, first = divmod(step * size, n)
    order = np.random.default_rng([seed, epoch, 1]).permutation(n)
    again = np.random.default_rng([seed, epoch + 1, 1]).permutation(n)
    chosen = np.concatenate([order, again])[first : first + size]
    return collate([varied(crops, int(i), rng, told) for i in chosen])


class Batches:
    """Makes the next batches while the network learns from this one."""

    def __init__(  # noqa: PLR0917
        self, crops: Crops, size: int, seed: int, first: int, last: int, told: bool = False
    ) -> None:
        self._ready: queue.Queue[tuple[Tensor, Targets] | Exception] = queue.Queue(3)
        self._stop = threading.Event()
        self._steps = range(first, last)
        self._make: Callable[[int], tuple[Tensor, Targets]] = lambda step: batch_of(
            crops, step, size, seed, told
        )
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        for step in self._steps:
            if self._stop.is_set():
                return
            try:
                made: tuple[Tensor, Targets] | Exception = self._make(step)
            except Exception as error:
                made = error
            while not self._stop.is_set():
                try:
                    self._ready.put(made, timeout=0.5)
                    break
                except queue.Full:
                    continue

    def __iter__(self) -> Iterator[tuple[Tensor, Targets]]:
        for _ in self._steps:
            made = self._ready.get()
            if isinstance(made, Exception):
                raise made
            yield made

    def close(self) -> None:
        """Stop making them."""
        self._stop.set()
        self._thread.join(timeout=5)
