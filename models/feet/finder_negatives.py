"""What looks like a foot: ``python -m models.feet.finder_negatives CLIPS OUT --photos FOLDER``.

Pieces of photographs and of rendered frames (the benchmark's `dev` half) are searched as pictures
are where formcheck is used, by a finder and the foot network; patches round what they take for a
foot, and is none, are kept. From them the finder's check learns.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.finder import FootFinder
from formcheck.pose.feet.finder_sure import refined
from formcheck.pose.feet.network import FootNetwork

from .backgrounds import pictures
from .negatives import patch, write

Rng = np.random.Generator

#: Pieces of each photograph, frames of each clip, and longer sides of what is searched, px.
PIECES, FRAMES = 16, 3
SIZES = (320, 720)
#: Least score of a place, and share of there being a foot, for it to be worth learning from.
LEAST, LIKE_A_FOOT = 0.03, 0.1
#: Of each picture at most.
MOST = 8
#: Foot lengths from the middle of any foot, at least.
APART = 1.0
_FEET = ("ankle", "heel", "big_toe")


@dataclass(frozen=True)
class Piece:
    """A picture to search.

    Attributes:
        rgb: (H, W, 3) uint8.
        feet: (K, 2) middles of all feet in it, px.
        length: of these feet, px.
    """

    rgb: Array
    feet: Array
    length: float


def of_photo(rgb: Array, rng: Rng) -> Iterator[Piece]:
    """Pieces of a photograph without feet, turned and mirrored at times."""
    h, w = rgb.shape[:2]
    for _ in range(PIECES):
        high = h * rng.uniform(0.3, 1.0)
        wide = min(high * rng.choice([0.56, 0.75, 1.0, 1.33, 1.78]), w)
        x, y = rng.uniform(0, w - wide), rng.uniform(0, h - high)
        piece = rgb[int(y) : int(y + high), int(x) : int(x + wide)]
        if rng.random() < 0.25:
            piece = np.rot90(piece, int(rng.integers(1, 4)))
        if rng.random() < 0.5:
            piece = piece[:, ::-1]
        yield Piece(_sized(np.ascontiguousarray(piece), rng), np.zeros((0, 2)), 0.0)


def _sized(rgb: Array, rng: Rng) -> Array:
    longer = float(np.exp(rng.uniform(*np.log(SIZES))))
    k = longer / max(rgb.shape[:2])
    size = tuple(max(round(v * k), 8) for v in rgb.shape[1::-1])
    way = cv2.INTER_AREA if k < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(rgb, size, interpolation=way))


def of_clip(path: Path, rng: Rng) -> Iterator[Piece]:
    """Frames of a clip, half of them cut to a part that shows whatever it shows."""
    truth = json.loads(path.read_text())
    if not isinstance(truth, dict) or "frames" not in truth:
        return
    if truth.get("passer") or truth["place"].get("mirror"):
        return  # feet that the truth says nothing of
    length = truth["camera"]["px_per_m"] * (0.152 * truth["person"]["height_cm"]) / 100
    count = len(truth["frames"])
    wanted = {int(i) for i in rng.choice(count, min(FRAMES, count), replace=False)}
    video = cv2.VideoCapture(str(path.with_suffix(".mp4")))
    for number in range(max(wanted) + 1):
        if not video.grab():
            break
        if number in wanted:
            rgb = np.asarray(cv2.cvtColor(video.retrieve()[1], cv2.COLOR_BGR2RGB))
            px = truth["frames"][number]["px"]
            feet = np.array([[px[f"{p}.{s}"] for p in _FEET] for s in "LR"]).mean(1)
            yield _part(Piece(rgb, feet, length), rng)
    video.release()


def _part(piece: Piece, rng: Rng) -> Piece:
    if rng.random() < 0.5:
        return piece
    h, w = piece.rgb.shape[:2]
    high, wide = h * rng.uniform(0.25, 0.7), w * rng.uniform(0.3, 0.9)
    x, y = int(rng.uniform(0, w - wide)), int(rng.uniform(0, h - high))
    part = piece.rgb[y : y + int(high), x : x + int(wide)]
    return Piece(np.ascontiguousarray(part), piece.feet - [x, y], piece.length)


class Miner:
    """Searches pictures and keeps what is found where no foot is.

    Args:
        finder: of places; its weights may be of any training.
        looker: the foot network.
    """

    def __init__(self, finder: FootFinder, looker: FootNetwork) -> None:
        self._finder, self._looker = finder, looker

    def wrong(self, piece: Piece) -> Iterator[Array]:
        """Patches (PATCH, PATCH, 3) of what is taken for a foot."""
        bgr = np.ascontiguousarray(piece.rgb[..., ::-1])
        places = self._finder.places(bgr, LEAST)[:MOST]
        for one in refined(self._looker, bgr, places):
            far = np.linalg.norm(piece.feet - one.sight.centre, axis=1)
            near = APART * max(one.length, piece.length)
            if one.sight.foot >= LIKE_A_FOOT and not (far < near).any():
                yield patch(piece.rgb, one.sight.centre, one.length)


def make(miner: Miner, clips: Path | None, photos: Path | None, out: Path, seed: int) -> int:
    """Write the shards; returns how many patches there are."""
    rng = np.random.default_rng(seed)

    def pieces() -> Iterator[Piece]:
        for rgb in pictures(photos):
            yield from of_photo(rgb, rng)
        for path in sorted(clips.glob("*.json")) if clips is not None else ():
            yield from of_clip(path, rng)

    return write((rgb for piece in pieces() for rgb in miner.wrong(piece)), out, "crops-wrong")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("clips", type=Path, help="rendered clips with their truth")
    parser.add_argument("out", type=Path, help="folder of shards")
    parser.add_argument("--photos", type=Path, help="folder of photographs without feet")
    parser.add_argument("--finder", type=Path, help="its weights; the packaged ones if left out")
    parser.add_argument("--feet", type=Path, help="the foot network's weights; likewise")
    parser.add_argument("--seed", type=int, default=11)
    a = parser.parse_args()
    miner = Miner(FootFinder(a.finder), FootNetwork(a.feet))
    print(make(miner, a.clips, a.photos, a.out, a.seed), "patches of what is no foot")


if __name__ == "__main__":
    main()
