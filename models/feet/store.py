"""Shards of crops: JPEG pictures and their targets in one .npz, complete or not there at all."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose.feet.points import NOTHING, OUTSIDE, POINTS

Array = npt.NDArray[Any]

QUALITY = 90
_TYPES = {
    "xy": np.float32, "flag": np.uint8, "other": np.float32, "side": np.uint8, "wear": np.uint8,
    "foot": np.uint8, "yaw": np.float32, "scene": np.int32,
}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """What is true in a patch. Pixels of the patch.

    Attributes:
        xy: (6, 2); flag: (6,) visible, occluded or outside the picture.
        other: (2,) middle of the other foot; NaN where there is none.
        side, wear: index into `SIDES` and `WEARS`, or `NOTHING`.
        foot: whether a foot is in the middle.
        yaw: from where the camera sees it, degrees: 0 in front, 90 at the person's left of it.
        scene: number of the set; sets do not share people or rooms.
    """

    xy: Array
    flag: Array
    other: Array
    side: int
    wear: int
    foot: int
    yaw: float
    scene: int

    @classmethod
    def nothing(cls, scene: int) -> Target:
        """Of a patch without a foot."""
        n = len(POINTS)
        return cls(
            np.zeros((n, 2)), np.full(n, OUTSIDE), np.full(2, np.nan), NOTHING, NOTHING, 0, 0.0,
            scene,
        )  # fmt: skip


@dataclass
class Shard:
    """Crops on their way into a file."""

    pictures: list[bytes] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    def add(self, rgb: Array, target: Target) -> None:
        """Append one."""
        bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
        _, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        self.pictures.append(data.tobytes())
        self.targets.append(target)

    def write(self, path: Path) -> None:
        """Write it under another name first, so that what is there is whole."""
        columns = {
            name: np.array([getattr(t, name) for t in self.targets], kind)
            for name, kind in _TYPES.items()
        }
        ends = np.cumsum([len(p) for p in self.pictures])
        data = np.frombuffer(b"".join(self.pictures), np.uint8)
        part = path.with_suffix(".part.npz")
        np.savez(part, data=data, ends=ends, **columns)  # type: ignore[arg-type]
        part.replace(path)


@dataclass(frozen=True)
class Crops:
    """All crops of some shards, pictures still compressed."""

    data: list[bytes]
    columns: dict[str, Array]

    def __len__(self) -> int:
        return len(self.data)

    def picture(self, i: int) -> Array:
        """Crop i, (S, S, 3) uint8 RGB."""
        bgr = cv2.imdecode(np.frombuffer(self.data[i], np.uint8), cv2.IMREAD_COLOR)
        return np.asarray(cv2.cvtColor(np.asarray(bgr), cv2.COLOR_BGR2RGB))


def load(paths: list[Path]) -> Crops:
    """Read shards.

    Raises:
        FileNotFoundError: there are none.
    """
    if not paths:
        raise FileNotFoundError("there are no shards; make some with models.feet.crops")
    data: list[bytes] = []
    columns: dict[str, list[Array]] = {name: [] for name in _TYPES}
    for path in paths:
        with np.load(path) as shard:
            raw, starts = shard["data"].tobytes(), np.concatenate([[0], shard["ends"]])
            data += [raw[a:b] for a, b in itertools.pairwise(starts)]
            for name, parts in columns.items():
                parts.append(shard[name])
    return Crops(data, {name: np.concatenate(parts) for name, parts in columns.items()})


def shards(folder: Path) -> list[Path]:
    """The complete shards of a folder, in order."""
    return sorted(p for p in folder.glob("crops-*.npz") if ".part" not in p.name)
