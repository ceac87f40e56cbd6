"""Places without a foot: ``python -m models.feet.negatives CLIPS CROPS --photos FOLDER``.

Patches of rendered clips with truth (the benchmark's `dev` half), round knees, hands and anything
else that is not a foot, and of photographs. They go beside the crops, as shards of their own:
where feet are looked for in a whole picture, most of what is seen is none.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose.feet.points import PATCH, PATCH_SPAN

from . import spoil
from .backgrounds import pictures
from .store import Shard, Target

Array = npt.NDArray[Any]
Rng = np.random.Generator

#: Looked at in each clip, and patches of each frame and each photograph.
FRAMES, PATCHES, OF_PHOTO = 10, 4, 60
#: Foot lengths from the middle of any foot, at least; nearer, a crop may well be of that foot.
APART = 1.0
#: Least pixels of a foot's length in the picture that a patch is cut from.
SMALLEST = 22.0
SHARD = 2000
_FEET = ("ankle", "heel", "big_toe")


def of_clip(path: Path, rng: Rng) -> Iterator[Array]:
    """Patches of a clip that show no foot in their middle, RGB."""
    truth = json.loads(path.read_text())
    if not isinstance(truth, dict) or "frames" not in truth:
        return
    if truth.get("passer") or truth["place"].get("mirror"):
        return  # feet that the truth says nothing of
    person = truth["person"]
    foot = truth["camera"]["px_per_m"] * (0.152 * person["height_cm"]) / 100
    count = len(truth["frames"])
    wanted = {int(i) for i in rng.choice(count, min(FRAMES, count), replace=False)}
    video = cv2.VideoCapture(str(path.with_suffix(".mp4")))
    for number in range(max(wanted) + 1):
        if not video.grab():
            break
        if number in wanted:
            rgb = cv2.cvtColor(video.retrieve()[1], cv2.COLOR_BGR2RGB)
            yield from _of_frame(np.asarray(rgb), truth["frames"][number]["px"], foot, rng)
    video.release()


def _of_frame(rgb: Array, px: dict[str, Any], foot: float, rng: Rng) -> Iterator[Array]:
    feet = np.array([[px[f"{p}.{s}"] for p in _FEET] for s in "LR"]).mean(1)
    joints = [v for name, v in px.items() if name.split(".")[0] not in (*_FEET, "ball")]
    for _ in range(PATCHES):
        length = max(foot * float(np.exp(rng.uniform(-0.5, 0.6))), SMALLEST)
        if rng.random() < 0.5:
            centre = np.array(joints[rng.integers(len(joints))]) + rng.normal(0, foot / 2, 2)
        else:
            centre = rng.uniform(0, rgb.shape[1::-1])
        if np.linalg.norm(feet - centre, axis=1).min() > APART * max(length, foot):
            yield patch(rgb, centre, length)


def patch(rgb: Array, centre: Array, length: float) -> Array:
    """As large as `PATCH_SPAN` feet of that length, (PATCH, PATCH, 3)."""
    k = PATCH / (PATCH_SPAN * length)
    shift = PATCH / 2 - k * np.asarray(centre, float)
    m = np.array([[k, 0, shift[0]], [0, k, shift[1]]])
    return np.asarray(cv2.warpAffine(rgb, m, (PATCH, PATCH), flags=cv2.INTER_AREA))


def of_photo(rgb: Array, rng: Rng) -> Iterator[Array]:
    """Patches of a photograph, spoiled like the rest."""
    wide = min(rgb.shape[:2])
    for _ in range(OF_PHOTO):
        length = float(np.exp(rng.uniform(np.log(SMALLEST), np.log(wide / PATCH_SPAN))))
        cut = patch(rgb, rng.uniform(0, rgb.shape[1::-1]), length)
        yield spoil.film(cut, PATCH / PATCH_SPAN, rng)


def write(patches: Iterable[Array], out: Path, title: str) -> int:
    """Write places without a foot as shards `title-0000.npz` and so on; returns how many."""
    out.mkdir(parents=True, exist_ok=True)
    shard, shards, total = Shard(), 0, 0
    for rgb in patches:
        shard.add(rgb, Target.nothing(-1))
        total += 1
        if len(shard.targets) == SHARD:
            shard.write(out / f"{title}-{shards:04d}.npz")
            shard, shards = Shard(), shards + 1
    if shard.targets:
        shard.write(out / f"{title}-{shards:04d}.npz")
    return total


def make(clips: Path, photos: Path | None, out: Path, seed: int) -> int:
    """Write the shards; returns how many patches there are."""
    rng = np.random.default_rng(seed)

    def sources() -> Iterator[Array]:
        for path in sorted(clips.glob("*.json")):
            yield from of_clip(path, rng)
        for rgb in pictures(photos):
            yield from of_photo(rgb, rng)

    # "000": before all crops, whose last shards are held back.
    return write(sources(), out, "crops-000")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("clips", type=Path, help="rendered clips with their truth")
    parser.add_argument("crops", type=Path, help="folder of shards")
    parser.add_argument("--photos", type=Path, help="folder of photographs without feet")
    parser.add_argument("--seed", type=int, default=7)
    a = parser.parse_args()
    print(make(a.clips, a.photos, a.crops, a.seed), "patches without a foot")


if __name__ == "__main__":
    main()
