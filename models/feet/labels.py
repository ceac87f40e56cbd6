"""Feet that were marked by hand on real frames, and MediaPipe's idea of the same feet."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.points import POINTS, SIDES

#: Marked points, and the landmarks (left, right) that MediaPipe has for them.
MARKED = {"knee": (25, 26), "ankle": (27, 28), "heel": (29, 30), "toe": (31, 32)}
#: The network's name for each.
OURS = {"knee": "knee", "ankle": "ankle", "heel": "heel", "toe": "big_toe"}
ROWS = [POINTS.index(name) for name in OURS.values()]
#: A foot's length as a share of its shank's, knee to ankle: adults 0.58-0.66.
FOOT_OF_SHANK = 0.62


@dataclass(frozen=True)
class Foot:
    """One marked foot.

    Attributes:
        xy: (4, 2) pixels: knee, ankle, heel, toe; NaN where not marked.
        clear: (4,) whether each was clearly to be seen.
        theirs: (4, 2) MediaPipe's, or NaN.
        length: of a foot at this distance if it were seen from its side, pixels.
        their_length: the same, as far as MediaPipe's landmarks tell.
        seen: its length as it is seen, pixels; NaN where toe or heel is not marked.
    """

    clip: str
    frame: int
    side: int
    wear: str
    xy: Array
    clear: Array
    length: float
    seen: float
    theirs: Array
    their_length: float = float("nan")

    @property
    def view(self) -> str:
        """``profile`` or ``end-on``, by how much the foot is foreshortened."""
        return "profile" if self.seen > 0.75 * self.length else "end-on"


@dataclass
class Frame:
    """A marked frame."""

    rgb: Array
    feet: list[Foot] = field(default_factory=list)


def frames(labels: Path, clips: Path, landmarks: Path | None) -> Iterator[Frame]:
    """Marked frames, clip by clip."""
    by_clip: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in json.loads(labels.read_text()):
        by_clip[row["clip"]].append(row)
    for clip, rows in by_clip.items():
        poses = _poses(clip, landmarks)
        wanted = {row["frame"]: row for row in rows}
        for number, rgb in _pictures(clips / clip, set(wanted)):
            theirs = poses[number] if poses is not None and number < len(poses) else None
            yield Frame(rgb, _feet(wanted[number], theirs))


def _pictures(path: Path, wanted: set[int]) -> Iterator[tuple[int, Array]]:
    """Frames by number, read in order.

    Raises:
        FileNotFoundError: the clip cannot be read.
    """
    video = cv2.VideoCapture(str(path))
    if not video.isOpened():
        raise FileNotFoundError(f"{path} cannot be read")
    for number in range(max(wanted) + 1):
        if not video.grab():
            break
        if number in wanted:
            ok, bgr = video.retrieve()
            if ok:
                yield number, np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB))
    video.release()


def _poses(clip: str, landmarks: Path | None) -> list[Array] | None:
    """MediaPipe's landmarks of each frame, (33, 2), from a folder that formcheck keeps."""
    if landmarks is None:
        return None
    found = sorted(landmarks.glob(f"{Path(clip).stem}*.npz"))
    if not found:
        return None
    from formcheck.pose.recording.reader import Recording

    return [np.asarray(p.landmarks[:, :2], float) for p in Recording(found[0])]


def _feet(row: dict[str, Any], theirs: Array | None) -> list[Foot]:
    length = _length([_marked(f)[0] for f in row["feet"]])
    their_length = float("nan")
    if theirs is not None:
        both = [np.stack([theirs[rows[s]] for rows in MARKED.values()]) for s in range(2)]
        their_length = _length(both, tall=1 / 0.78)
    out = []
    for f in row["feet"]:
        xy, clear = _marked(f)
        s = SIDES.index(f["side"])
        said = np.full((4, 2), np.nan)
        if theirs is not None:
            said = np.stack([theirs[rows[s]] for rows in MARKED.values()])
        wear = "bare" if f["footwear"] == "bare" else "shoe"
        seen = float(np.linalg.norm(xy[3] - xy[2]))
        out.append(
            Foot(row["clip"], row["frame"], s, wear, xy, clear, length, seen, said, their_length)
        )
    return out


def _marked(foot: dict[str, Any]) -> tuple[Array, Array]:
    rows = [foot["points"].get(name, (0, 0, 0)) for name in MARKED]
    # Marks are pixels; the middle of a pixel is half of one further on.
    xy = np.array([(r[0] + 0.5, r[1] + 0.5) if r[2] else (np.nan, np.nan) for r in rows])
    return xy, np.array([r[2] == 2 for r in rows])


def _length(feet: list[Array], tall: float = 1.0) -> float:
    """The longest that any foot or shank suggests: what is foreshortened suggests too little.

    ``tall`` corrects feet that are always marked too short.
    """
    said = [tall * np.linalg.norm(xy[3] - xy[2]) for xy in feet]
    said += [FOOT_OF_SHANK * np.linalg.norm(xy[1] - xy[0]) for xy in feet]
    known = [float(x) for x in said if np.isfinite(x)]
    return max(known, default=float("nan"))
