"""What MediaPipe, as formcheck runs it, found in clips with truth: whom, and how far off."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from formcheck.pose.types import Pose

Array = npt.NDArray[Any]

#: Points of the truth and the rows of BlazePose's landmarks that stand for them, left and right.
#: The model's own idea of a joint's place is part of the error.
POINTS = {
    "shoulder": (11, 12), "hip": (23, 24), "knee": (25, 26), "ankle": (27, 28), "heel": (29, 30),
    "big_toe": (31, 32),
}  # fmt: skip
#: Median distance from the person's true points up to which it is them, % of their height.
_THEM = 8.0


@dataclass(frozen=True)
class Seen:
    """One clip.

    Attributes:
        found: share of frames in which somebody was found.
        followed: share of frames in which it was the person of the truth.
        errors: by point, the median distance in those frames, % of the person's height in the
            picture, left and right together; only where nothing stands before the point.
    """

    name: str
    tags: tuple[str, ...]
    found: float
    followed: float
    errors: dict[str, float]


def compare(truth: dict[str, Any], poses: Iterable[Pose]) -> Seen:
    """Compare a clip's poses with its truth, frame by frame.

    Raises:
        ValueError: the truth has no points.
    """
    frames = truth["frames"]
    if not frames or "px" not in frames[0]:
        raise ValueError("its truth has no points: render it without --lean")
    tall = truth["person"]["height_cm"] / 100 * truth["camera"]["px_per_m"]
    times = np.array([f["t"] for f in frames])
    n, found, followed = 0, 0, 0
    errors: dict[str, list[float]] = {name: [] for name in POINTS}
    for pose in poses:
        n += 1
        if not pose.found:
            continue
        found += 1
        frame = frames[int(np.argmin(np.abs(times - pose.t)))]
        far = _distances(frame, pose.landmarks[:, :2], truth["size"], tall)
        if not far or np.median([v for vs in far.values() for v, _ in vs]) > _THEM:
            continue
        followed += 1
        for name, values in far.items():
            errors[name] += [v for v, clear in values if clear]
    medians = {name: float(np.median(v)) for name, v in errors.items() if v}
    share = max(n, 1)
    return Seen(
        Path(truth["clip"]).stem, tuple(truth.get("tags", ())), found / share, followed / share,
        medians,
    )  # fmt: skip


def _distances(
    frame: dict[str, Any], xy: Array, size: list[int], tall: float
) -> dict[str, list[tuple[float, bool]]]:
    """% of height from each true point in the picture to its landmark, and if it is in sight."""
    out: dict[str, list[tuple[float, bool]]] = {}
    for name, rows in POINTS.items():
        for side, row in zip("LR", rows, strict=True):
            at = np.array(frame["px"][f"{name}.{side}"])
            if (at < 0).any() or (at >= size).any():
                continue
            far = float(np.linalg.norm(xy[row] - at)) / tall * 100
            out.setdefault(name, []).append((far, f"{name}.{side}" not in frame["occluded"]))
    return out


def table(rows: list[Seen]) -> str:
    """As Markdown."""
    lines = [
        "| clip | found | followed | " + " | ".join(n.replace("_", " ") for n in POINTS) + " |",
        "| --- |" + " --- |" * (len(POINTS) + 2),
    ]
    for r in rows:
        errors = " | ".join(f"{r.errors[n]:.1f}" if n in r.errors else "–" for n in POINTS)
        lines.append(f"| {r.name} | {r.found:.0%} | {r.followed:.0%} | {errors} |")
    lines += [
        "",
        "Found: frames with somebody; followed: with the person of the truth. Then the median"
        " distance from the true point, % of the person's height, where it is in sight.",
    ]
    return "\n".join(lines)


def seen(folder: Path, landmarks: Path | None) -> int:
    """Look at every clip of a folder and print the table; returns the exit code."""
    try:
        from formcheck.errors import FormcheckError
        from formcheck.validate.landmarks import LandmarkStore
    except ImportError:
        print("formcheck is not installed here, which is to look at the clips", file=sys.stderr)
        return 2
    rows, bad = [], 0
    try:
        store = LandmarkStore(landmarks)
        for path in sorted(folder.glob("*.json")):
            truth = json.loads(path.read_text())
            try:
                rows.append(compare(truth, store.get(path.parent / truth["clip"])))
            except (ValueError, KeyError) as error:
                bad += 1
                print(f"{path.name}: {error}", file=sys.stderr)
    except FormcheckError as error:
        print(error, file=sys.stderr)
        return 2
    if not rows:
        print(f"{folder}: there is no clip with truth that can be compared", file=sys.stderr)
        return 2
    print(table(rows))
    return 1 if bad else 0
