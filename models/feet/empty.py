"""Feet where nobody is: ``python -m models.feet.empty OUT --frames 3000``.

Draws rooms without people, and searches each picture for feet as formcheck does where it found no
body: afresh, upright and turned. Where a place may be a foot, the picture is then followed for a
while, with new noise each time, as a camera that stands still would give it. The same command goes
on where it was cut off; what was said of a picture is kept for these weights alone.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.finder import FootFinder
from formcheck.pose.feet.finder_check import FootCheck
from formcheck.pose.feet.finder_sheet import Found
from formcheck.pose.feet.finder_sure import (
    TURNS,
    SureFinder,
    confirmed,
    likely,
    places_turned,
)
from formcheck.pose.feet.follow import Follower
from formcheck.pose.feet.network import FootNetwork
from formcheck.pose.types import Pose

#: From this share of there being a foot on, a picture is followed, for so long and with so many
#: pictures a second: each of them is searched, and each turn has come twice.
DOUBTFUL, FOLLOW_S, RATE = 0.95, 3.0, 5
#: Grey levels of the noise that is new in each of them.
NOISE = 1.5


@dataclass(frozen=True)
class Said:
    """What was said of a picture.

    Attributes:
        name: of its file.
        share: the largest share of there being a foot; 0 where none could be even the other one.
        turn: of the picture in which that was, degrees.
        at: x, y and length of the place, px.
        likely: it is taken for a foot by itself.
        followed: of the pictures that it was followed through, the share in which a foot was given.
    """

    name: str
    share: float = 0.0
    turn: float = 0.0
    at: tuple[float, float, float] = (0.0, 0.0, 0.0)
    likely: bool = False
    followed: float = 0.0


class Judge:
    """Searches pictures.

    Args:
        check: weights of the check; the packaged ones if None.
    """

    def __init__(self, check: Path | None = None) -> None:
        self._looker, self._finder = FootNetwork(), FootFinder()
        self._check = FootCheck(self._looker, check)
        about = {**self._looker.describe(), **self._finder.describe(), **self._check.describe()}
        self.key = "-".join(v[:8] for k, v in sorted(about.items()) if k.endswith("sha256"))

    def say(self, name: str, bgr: Array) -> Said:
        """Search one picture, and follow what may be a foot in it."""
        found = [f for turn in dict.fromkeys(TURNS) for f in self._found(bgr, turn)]
        best = max(found, key=lambda f: (likely(f), f.score), default=None)
        if best is None:
            return Said(name)
        at = (*best.centre, best.length)
        followed = self._followed(bgr) if best.score >= DOUBTFUL else 0.0
        return Said(name, best.score, best.turn, at, likely(best), followed)

    def _found(self, bgr: Array, turn: int) -> list[Found]:
        places = places_turned(self._finder.places, bgr, turn)
        return confirmed(self._looker, self._check, bgr, places)

    def _followed(self, bgr: Array) -> float:
        rng, size = np.random.default_rng(1), (bgr.shape[1], bgr.shape[0])
        finder = SureFinder(self._finder, self._looker, self._check)
        follower = Follower(self._looker, finder)
        given, count = 0, int(FOLLOW_S * RATE)
        for i in range(count):
            image = np.clip(bgr + rng.normal(0, NOISE, bgr.shape), 0, 255).astype(np.uint8)
            t = i / RATE
            first = follower.look(image, follower.ahead(t), size)
            feet = follower.take(Pose.nobody(t, size), image, first)
            given += feet.found(0) or feet.found(1)
        return given / count


def judged(judge: Judge, paths: list[Path], kept: Path) -> list[Said]:
    """What is said of some pictures; what is in the file already is not asked again."""
    lines = kept.read_text().splitlines() if kept.exists() else []
    known = {said.name: said for said in map(_said, lines)}
    with kept.open("a") as file:
        for path in paths:
            if path.name not in known:
                bgr = np.asarray(cv2.imread(str(path)))
                said = known[path.name] = judge.say(path.name, bgr)
                file.write(json.dumps(asdict(said)) + "\n")
                file.flush()
    return [known[path.name] for path in paths]


def _said(line: str) -> Said:
    row = json.loads(line)
    return Said(**{**row, "at": tuple(row["at"])})


def summary(said: list[Said]) -> dict[str, object]:
    """How often a foot was seen, each with its 95 % interval."""
    from formcheck.validate.stats import share

    hits = {
        "a place that could be the other foot": [s.share > 0 for s in said],
        "a place taken for a foot": [s.likely for s in said],
        "a foot given when followed": [s.followed > 0 for s in said],
    }
    counted = {name: share(sum(rows), len(rows)) for name, rows in hits.items()}
    return {n: f"{s.hits} of {s.n} ({s.low:.5f}..{s.high:.5f})" for n, s in counted.items()}


def show(said: list[Said], folder: Path, out: Path) -> None:
    """The places that were doubtful, one beside the other, the likeliest first."""
    some = sorted((s for s in said if s.share), key=lambda s: (-s.followed, -s.share))[:60]
    tiles = []
    for one in some:
        bgr, (x, y, length) = np.asarray(cv2.imread(str(folder / one.name))), one.at
        at, side = np.array([[x, y]]), int(max(1.5 * length, 24))
        wide = np.pad(bgr, ((side, side), (side, side), (0, 0)))
        (x0, y0), span = at.astype(int)[0], 2 * side
        tile = cv2.resize(wide[y0 : y0 + span, x0 : x0 + span], (160, 160))
        words = f"{one.share:.3f} {one.turn:.0f} {one.followed:.2f}"
        cv2.putText(tile, words, (3, 12), cv2.FONT_HERSHEY_PLAIN, 0.9, (0, 0, 255))
        tiles.append(tile)
    tiles += [np.zeros((160, 160, 3), np.uint8)] * (-len(tiles) % 10)
    if tiles:
        rows = [cv2.hconcat(tiles[i : i + 10]) for i in range(0, len(tiles), 10)]
        cv2.imwrite(str(out), cv2.vconcat(rows))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--frames", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--check", type=Path, help="weights of the check; the packaged if left out")
    a = parser.parse_args()
    cv2.setNumThreads(1)
    folder = a.out / "pictures"
    paths = [folder / f"{a.seed:03d}-{i:05d}.jpg" for i in range(a.frames)]
    if not all(path.exists() for path in paths):
        from .empty_rooms import render  # the studio is not needed for pictures that are there

        render(paths, a.seed)
    judge = Judge(a.check)
    said = judged(judge, paths, a.out / f"said-{judge.key}.jsonl")
    show(said, folder, a.out / f"doubtful-{judge.key}.jpg")
    print(json.dumps(summary(said), indent=1))


if __name__ == "__main__":
    main()
