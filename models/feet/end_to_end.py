"""Against marks on real frames, as it is used: ``python -m models.feet.end_to_end LABELS``.

Nobody tells where the feet are: they are looked for where the body model has them and followed
through the pictures before each marked one, as in `formcheck analyze`. Beside it the body model's
own landmarks, from recordings that ``formcheck validate --landmarks`` keeps, and the same with its
constant bias taken away.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from formcheck.pipeline.estimator import foot_finder
from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.estimator import FeetEstimator
from formcheck.pose.feet.network import FootNetwork
from formcheck.pose.recording.reader import Recording
from formcheck.pose.types import Feet, Pose

from .labels import MARKED, ROWS, Foot, Frame, frames

BEFORE_S = 1.5
"""So much is seen before a marked frame."""

BIAS = {"ankle": (0.0, 0.06), "heel": (-0.08, 0.08), "toe": (0.13, 0.0)}
"""What is added to the body model's points to take its constant bias away, foot lengths: along the
foot, and down."""

_SAME = 0.5  # foot lengths: further off, it is another foot that is seen


@dataclass(frozen=True)
class Result:
    """What was said of one marked foot; pixels, (4, 2) of `MARKED`, NaN where nothing was."""

    foot: Foot
    ours: Array
    sure: float  # that its row is the right one
    swapped: bool  # the other row lies on this foot


class _Stored:
    """Stands for the body model: gives the pose it is told to."""

    pose: Pose

    def estimate(self, t: float, image: Array) -> Pose:
        """The pose."""
        del t, image
        return self.pose

    def describe(self) -> dict[str, str]:
        """Nothing."""
        return {}

    def close(self) -> None:
        """Nothing to close."""


def follow(
    clip: Path, poses: Sequence[Pose], wanted: set[int], net: FootNetwork, body: bool
) -> Iterator[tuple[int, Feet]]:
    """The feet in some frames of a clip, each seen with what went before it."""
    inner = _Stored()
    estimator: FeetEstimator | None = None
    video = cv2.VideoCapture(str(clip))
    for number, pose in enumerate(poses[: max(wanted) + 1]):
        if not video.grab():
            break
        if not any(0 <= poses[n].t - pose.t <= BEFORE_S for n in wanted if n < len(poses)):
            estimator = None
            continue
        image = np.asarray(video.retrieve()[1], np.uint8)
        estimator = estimator or FeetEstimator(inner, net, foot_finder(net), overlap=False)
        inner.pose = pose if body else Pose.nobody(pose.t, pose.size)
        feet = estimator.estimate(pose.t, image).feet
        if number in wanted and feet is not None:
            yield number, feet
    video.release()


def results(frame: Frame, feet: Feet) -> list[Result]:
    """Of each marked foot: what its row says, or the other row where that one lies on it."""
    said = feet.points[:, ROWS, :2].astype(float)
    out = []
    for foot in frame.feet:
        off = [_off(xy, foot) for xy in said]
        row, other = foot.side, 1 - foot.side
        swapped = bool(off[other] < min(_SAME, off[row]))
        ours = said[other if swapped else row]
        lost = not (min(off) < np.inf)
        ours = np.full((4, 2), np.nan) if lost else ours
        out.append(Result(foot, ours, float(feet.about[row, 1]), swapped))
    return out


def _off(xy: Array, foot: Foot) -> float:
    """Median distance from the marks, foot lengths; inf where there is nothing."""
    off = np.linalg.norm(xy[1:] - foot.xy[1:], axis=-1) / foot.length
    known = off[np.isfinite(off)]
    return float(np.median(known)) if len(known) else np.inf


def unbiased(foot: Foot) -> Array:
    """The body model's points without its constant bias, (4, 2) pixels."""
    along = foot.theirs[3] - foot.theirs[2]
    along = along / 0.78 / foot.their_length  # shorter where the foot is foreshortened
    out = foot.theirs.copy()
    for k, name in enumerate(MARKED):
        ahead, down = BIAS.get(name, (0.0, 0.0))
        out[k] += foot.their_length * (ahead * along + [0.0, down])
    return out


def errors(found: Sequence[Result], whose: str) -> Array:
    """(N, 4) % of foot length at clearly visible marks; NaN elsewhere and where not found."""
    rows = []
    for r in found:
        xy = {"ours": r.ours, "theirs": r.foot.theirs, "unbiased": unbiased(r.foot)}[whose]
        off = np.linalg.norm(xy - r.foot.xy, axis=-1) / r.foot.length * 100
        rows.append(np.where(r.foot.clear, off, np.nan))
    return np.array(rows).reshape(-1, len(MARKED))


def table(found: Sequence[Result]) -> str:
    """As Markdown: median / 90th percentile of ours, the body model's, the same without bias."""
    groups = {"all": list(found)}
    for wear in ("bare", "shoe"):
        groups[wear] = [r for r in found if r.foot.wear == wear]
        for view in ("profile", "end-on"):
            groups[f"{wear}, {view}"] = [r for r in groups[wear] if r.foot.view == view]
    for r in found:
        groups.setdefault(r.foot.clip, []).append(r)
    names = list(MARKED)[1:]
    head = " | ".join(f"{n} | MediaPipe | no bias" for n in names)
    lines = [f"| | feet | found | side wrong | {head} |", "|" + " --- |" * (4 + 3 * len(names))]
    for name, mine in groups.items():
        if not mine:
            continue
        there = [r for r in mine if np.isfinite(r.ours).any()]
        wrong = sum(r.swapped for r in there)
        cells = [str(len(mine)), f"{len(there) / len(mine):.0%}", str(wrong)]
        both = [errors(mine, whose) for whose in ("ours", "theirs", "unbiased")]
        cells += [_cell(e[:, k + 1]) for k in range(len(names)) for e in both]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(values: Array) -> str:
    known = values[np.isfinite(values)]
    return f"{np.median(known):.1f} / {np.percentile(known, 90):.0f}" if len(known) else "–"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", type=Path)
    parser.add_argument("--weights", type=Path, help="the packaged ones when not given")
    parser.add_argument("--clips", type=Path, help="folder of the clips; beside the labels' own")
    parser.add_argument("--landmarks", type=Path, required=True, help="folder of stored landmarks")
    parser.add_argument("--nobody", action="store_true", help="do without the body's landmarks")
    a = parser.parse_args()
    clips = a.clips or a.labels.parent.parent / "clips"
    net = FootNetwork(a.weights)
    by_clip: dict[str, list[Frame]] = {}
    for frame in frames(a.labels, clips, a.landmarks):
        if frame.feet:
            by_clip.setdefault(frame.feet[0].clip, []).append(frame)
    found: list[Result] = []
    for clip, marked in by_clip.items():
        stored = sorted(a.landmarks.glob(f"{Path(clip).stem}*.npz"))
        if not stored:
            print(f"{clip}: no landmarks")
            continue
        numbered = {frame.feet[0].frame: frame for frame in marked}
        poses = list(Recording(stored[0]))
        for number, feet in follow(clips / clip, poses, set(numbered), net, not a.nobody):
            found += results(numbered[number], feet)
    sure = [r for r in found if np.isfinite(r.sure) and r.sure >= 0.8]
    wrong = sum(r.swapped for r in sure)
    print("Median / 90th percentile, % of foot length, of what was found:\n")
    print(table(found))
    print(f"\nSide told (80 % sure or more) of {len(sure)} of {len(found)}, wrong of {wrong}.")


if __name__ == "__main__":
    main()
