"""What looks like a foot: ``python -m models.feet.finder_negatives CLIPS OUT --photos FOLDER``.

Pieces of photographs, of rendered frames (the benchmark's `dev` half) and of rendered rooms with
nobody in them (``models.feet.empty`` with another seed) are searched as pictures are where
formcheck is used, upright and turned, by a finder and the foot network; patches round what they
take for a foot, and is none, are kept. From them the finder's check learns. Feet that they find in
the clips are kept in ``OUT/found``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from formcheck.pose.feet.codec import Array, Crop
from formcheck.pose.feet.finder import FootFinder
from formcheck.pose.feet.finder_sure import TURNS, Refined, places_turned, refined
from formcheck.pose.feet.network import FootNetwork
from formcheck.pose.feet.points import PATCH, PATCH_SPAN, POINTS, VISIBLE, apart

from .backgrounds import pictures
from .store import Shard, Target

Rng = np.random.Generator

#: Pieces of each photograph, frames of each clip, and longer sides of what is searched, px.
PIECES, FRAMES = 8, 10
SIZES = (320, 720)
#: Least score of a place, and share of there being a foot, for it to be worth learning from.
LEAST, LIKE_A_FOOT = 0.05, 0.1
#: Of each picture and turn at most, and how far from each other, foot lengths.
MOST, ONE = 10, 0.3
#: Foot lengths from the middle of any foot, at least, for a place without one; at most, for one
#: that shows it; and how much longer or shorter that foot may be found.
APART, NEAR, ALIKE = 1.0, 0.35, 1.6
SHARD = 2000
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


@dataclass(frozen=True)
class Mined:
    """A patch round what was taken for a foot.

    Attributes:
        rgb: (PATCH, PATCH, 3), turned as the crop was that it was seen in.
        foot: there is one.
    """

    rgb: Array
    foot: bool

    def target(self) -> Target:
        """Of its shard. The points of a foot all lie in its middle: nobody asks for them."""
        if not self.foot:
            return Target.nothing(-1)
        n = len(POINTS)
        nothing = Target.nothing(-1)
        middle, clear = np.full((n, 2), PATCH / 2), np.full(n, VISIBLE)
        return replace(nothing, xy=middle, flag=clear, foot=1)


class Miner:
    """Searches pictures and keeps what is taken for feet.

    Args:
        finder: of places; its weights may be of any training.
        looker: the foot network.
    """

    def __init__(self, finder: FootFinder, looker: FootNetwork) -> None:
        self._finder, self._looker = finder, looker

    def search(self, piece: Piece, turns: Sequence[int]) -> Iterator[Mined]:
        """What is taken for a foot, where it is clear whether one is there.

        Args:
            piece: the picture.
            turns: by which it is turned, one after the other, degrees.
        """
        bgr = np.ascontiguousarray(piece.rgb[..., ::-1])
        for turn in turns:
            places = places_turned(lambda im: self._finder.places(im, LEAST)[:MOST], bgr, turn)
            kept: list[Refined] = []
            for one in refined(self._looker, bgr, places):
                middles = [k.sight.centre for k in kept]
                if one.sight.foot < LIKE_A_FOOT or _nearest(one, middles) < ONE * one.length:
                    continue
                kept.append(one)
                foot = _foot(one, piece)
                if foot is not None:
                    yield Mined(_patch(piece.rgb, one), foot)


def _foot(one: Refined, piece: Piece) -> bool | None:
    """Whether a place shows a foot; None where that could be argued about."""
    off, longer = _nearest(one, piece.feet), max(one.length, piece.length)
    if off > APART * longer:
        return False
    alike = 1 / ALIKE < one.length / piece.length < ALIKE
    return True if off < NEAR * longer and alike else None


def _nearest(one: Refined, points: Sequence[Array] | Array) -> float:
    return min((apart(one.sight.centre, p) for p in points), default=np.inf)


def _patch(rgb: Array, one: Refined) -> Array:
    side, turn = PATCH_SPAN * one.length, one.sight.place.turn
    return Crop.of(one.sight.centre, side, turn, size=PATCH).cut(rgb, PATCH)


def of_rooms(folder: Path) -> Iterator[Piece]:
    """Pictures with nobody in them."""
    for path in sorted(folder.glob("*.jpg")):
        bgr = np.asarray(cv2.imread(str(path)))
        yield Piece(np.ascontiguousarray(bgr[..., ::-1]), np.zeros((0, 2)), 0.0)


def write(mined: Sequence[Mined], out: Path, title: str) -> int:
    """Write shards `title-0000.npz` and so on; returns how many patches."""
    out.mkdir(parents=True, exist_ok=True)
    for number in range(0, len(mined), SHARD):
        shard = Shard()
        for one in mined[number : number + SHARD]:
            shard.add(one.rgb, one.target())
        shard.write(out / f"{title}-{number // SHARD:04d}.npz")
    return len(mined)


def make(  # noqa: PLR0917
    miner: Miner, clips: Path | None, photos: Path | None, rooms: Path | None, out: Path, seed: int
) -> dict[str, int]:
    """Write the shards; returns how many patches there are of each kind."""
    rng = np.random.default_rng(seed)
    upright, aside = TURNS[:1], tuple(t for t in dict.fromkeys(TURNS) if t)
    found: dict[str, list[Mined]] = {"photos": [], "rooms": [], "clips": []}
    for number, rgb in enumerate(pictures(photos)):
        turns = (*upright, aside[number % len(aside)])
        for piece in of_photo(rgb, rng):
            found["photos"] += miner.search(piece, turns)
    for piece in of_rooms(rooms) if rooms is not None else ():
        found["rooms"] += miner.search(piece, (*upright, *aside))
    for path in sorted(clips.glob("*.json")) if clips is not None else ():
        for piece in of_clip(path, rng):
            found["clips"] += miner.search(piece, upright)
    counts = {}
    for kind, some in found.items():
        wrong, right = [m for m in some if not m.foot], [m for m in some if m.foot]
        counts[kind] = write(wrong, out, f"crops-{kind}")
        counts[f"feet in {kind}"] = write(right, out / "found", f"crops-{kind}")
    return counts


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("clips", type=Path, help="rendered clips with their truth")
    parser.add_argument("out", type=Path, help="folder of shards")
    parser.add_argument("--photos", type=Path, help="folder of photographs without feet")
    parser.add_argument("--rooms", type=Path, help="folder of pictures with nobody in them")
    parser.add_argument("--finder", type=Path, help="its weights; the packaged ones if left out")
    parser.add_argument("--feet", type=Path, help="the foot network's weights; likewise")
    parser.add_argument("--seed", type=int, default=11)
    a = parser.parse_args()
    miner = Miner(FootFinder(a.finder), FootNetwork(a.feet))
    print(make(miner, a.clips, a.photos, a.rooms, a.out, a.seed))


if __name__ == "__main__":
    main()
