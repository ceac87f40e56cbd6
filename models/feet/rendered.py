"""Against exact truth: ``python -m models.feet.rendered CLIPS LANDMARKS``.

CLIPS holds rendered clips with their truth, LANDMARKS the recordings that ``formcheck validate
--landmarks`` keeps of them, with the foot model's points in them. Beside these stand MediaPipe's.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.pose.feet.codec import Array, within
from formcheck.pose.feet.points import POINTS
from formcheck.pose.landmarks import Landmark
from formcheck.pose.recording import Recording
from formcheck.pose.types import Pose

JUDGED = {"ankle": "ankle", "heel": "heel", "toe": "big_toe"}
ROWS = [POINTS.index(name) for name in JUDGED.values()]
BODY = [[int(Landmark[f"{s}_{p.upper()}"]) for p in JUDGED] for s in ("LEFT", "RIGHT")]
#: Every so many frames: neighbours say the same.
EVERY = 5
#: Sides said with less certainty than this are taken for 'unknown'.
CERTAIN = 0.8


@dataclass(frozen=True)
class Seen:
    """A foot in a frame: errors in % of a foot's length, and what was said of it.

    Attributes:
        ours, theirs: (3,) errors of ankle, heel, toe; NaN where none was given.
        clear: (3,) whether the point is to be seen.
        squared: (3,) squared size of the ellipse on which the true point lies.
        swapped: the point set lies nearer to the other foot's true points.
        certain: what was said of left and right.
    """

    clip: str
    view: str
    wear: str
    framing: str
    ours: Array
    theirs: Array
    clear: Array
    squared: Array
    swapped: bool
    certain: float


def frames(truth: dict[str, Any], poses: list[Pose]) -> Iterator[Seen]:
    """What was said of both feet, every `EVERY` frames."""
    position = np.array(truth["camera"]["position_m"])
    person = truth["person"]
    metres = (person.get("foot_length_cm") or 0.152 * person["height_cm"]) / 100
    for frame, pose in list(zip(truth["frames"], poses, strict=False))[::EVERY]:
        px = np.array([[frame["px"][f"{p}.{s}"] for p in JUDGED.values()] for s in "LR"])
        p3 = np.array([frame["p3"][f"ankle.{s}"] for s in "LR"])
        foot = truth["camera"]["focal_px"] * metres / np.linalg.norm(p3 - position, axis=1)
        width, height = truth["size"]
        for row, side in enumerate("LR"):
            inside = ((px[row] >= 0) & (px[row] < [width, height])).all()
            if not inside:
                continue
            hidden = [f"{p}.{side}" in frame["occluded"] for p in JUDGED.values()]
            yield _seen(truth, pose, row, px, float(foot[row]), ~np.array(hidden))


def _seen(  # noqa: PLR0917
    truth: dict[str, Any], pose: Pose, row: int, px: Array, foot: float, clear: Array
) -> Seen:
    theirs = pose.landmarks[BODY[row], :2].astype(float)
    ours, squared, certain, swapped = np.full((3, 2), np.nan), np.full(3, np.nan), np.nan, False
    if pose.feet is not None and pose.feet.found(row):
        said = pose.feet.points[row, ROWS].astype(float)
        ours, certain = said[:, :2], float(pose.feet.about[row, 1])
        shape = np.stack([said[:, [2, 3]], said[:, [3, 4]]], 1)
        off = px[row] - ours
        squared = np.einsum("ni,nij,nj->n", off, np.linalg.inv(shape + 1e-6 * np.eye(2)), off)
        apart = np.linalg.norm(ours[None] - px, axis=-1).mean(-1)
        swapped = bool(apart[1 - row] < 0.5 * apart[row])

    def error(said: Array) -> Array:
        return np.asarray(100 * np.linalg.norm(said - px[row], axis=-1) / foot)

    return Seen(
        truth["clip"], truth["view"], truth["person"]["footwear"], truth["framing"],
        error(ours), error(theirs), clear, squared, swapped, certain,
    )  # fmt: skip


def recording_of(clip: str, folder: Path) -> Path | None:
    """The newest recording of a clip that has feet in it."""
    found = sorted(folder.glob(f"{Path(clip).stem}-*.npz"), key=lambda p: p.stat().st_mtime)
    with_feet = [p for p in found if "-feet-" in p.name] or found
    return with_feet[-1] if with_feet else None


def read(clips: Path, landmarks: Path) -> list[Seen]:
    """All feet of all clips that were looked at."""
    out: list[Seen] = []
    for path in sorted(clips.glob("*.json")):
        truth = json.loads(path.read_text())
        if not isinstance(truth, dict) or "frames" not in truth:
            continue
        recording = recording_of(truth["clip"], landmarks)
        if recording is not None:
            out += frames(truth, list(Recording(recording)))
    return out


def line(name: str, feet: list[Seen]) -> str:
    """One row of the table."""
    clear = np.array([f.clear for f in feet])
    ours, theirs = (np.array([getattr(f, k) for f in feet]) for k in ("ours", "theirs"))
    squared = np.array([f.squared for f in feet])
    found = np.isfinite(ours).all(1)
    cells = []
    for k in range(len(JUDGED)):
        one, other = ours[clear[:, k], k], theirs[clear[:, k], k]
        cells.append(f"{_quantiles(other)} → {_quantiles(one)}")
    inside = np.isfinite(squared) & clear
    held = [100 * np.mean(squared[inside] <= within(s)) for s in (0.5, 0.9)]
    sure = [f for f in feet if f.certain >= CERTAIN]
    right = 100 * np.mean([not f.swapped for f in sure]) if sure else float("nan")
    unknown = 100 * (1 - len(sure) / max(int(found.sum()), 1))
    cells += [f"{100 * found.mean():.1f}", f"{held[0]:.0f} / {held[1]:.0f}",
              f"{right:.1f}, {unknown:.0f} not told"]  # fmt: skip
    return f"| {name} | {len(feet)} | " + " | ".join(cells) + " |"


def _quantiles(errors: Array) -> str:
    errors = errors[np.isfinite(errors)]
    if not len(errors):
        return "–"
    return f"{np.median(errors):.1f} / {np.percentile(errors, 90):.0f}"


def table(feet: list[Seen]) -> str:
    """Markdown: by view, footwear and framing."""
    head = ["feet", "n", *(f"{p}: MediaPipe → ours" for p in JUDGED), "found %",
            "in the 50 / 90 % ellipse", "side right %"]  # fmt: skip
    keys: list[tuple[str, Callable[[Seen], str]]] = [
        ("", lambda _: "all"), ("from ", lambda f: f.view), ("", lambda f: f.wear),
        ("framing: ", lambda f: f.framing),
        ("", lambda f: "one leg, side" if _one_leg_side(f) else "-"),
    ]  # fmt: skip
    rows = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for before, key in keys:
        rows += [
            line(before + name, [f for f in feet if key(f) == name])
            for name in dict.fromkeys(sorted(key(f) for f in feet))
            if name != "-"
        ]
    return "\n".join(rows)


def _one_leg_side(foot: Seen) -> bool:
    legs = ("-left", "-right")
    return "raise" in foot.clip and "-side-" in foot.clip and any(x in foot.clip for x in legs)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("clips", type=Path)
    parser.add_argument("landmarks", type=Path)
    a = parser.parse_args()
    print("Median / 90th percentile of clear points, % of foot length.\n")
    print(table(read(a.clips, a.landmarks)))


if __name__ == "__main__":
    main()
