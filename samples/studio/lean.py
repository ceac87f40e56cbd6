"""Small truth files and pictures, for clips that are kept in the repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: What ``formcheck validate`` reads of each frame (docs/truth-format.md), and decimals kept.
_ANGLES = {
    "heel_height_cm": 2, "foot_pitch": 1, "knee_flexion": 1, "trunk_lean_sagittal": 1,
    "trunk_lean_lateral": 1, "ankle_offset_cm": 2, "foot_progression": 1, "clearance_cm": 2,
}  # fmt: skip


def make_lean(path: Path) -> None:
    """Keep of each frame only its time, yaw and the angles that a comparison takes."""
    data = json.loads(path.read_text())
    data["frames"] = [
        {
            "t": frame["t"],
            "yaw_deg": frame["yaw_deg"],
            "angles": {
                name: round(value, _ANGLES[name.split(".")[0]])
                for name, value in frame["angles"].items()
                if name.split(".")[0] in _ANGLES
            },
        }
        for frame in data["frames"]
    ]
    path.write_text(json.dumps(data, separators=(",", ":")))


def moment(data: dict[str, Any]) -> float:
    """The moment that shows a clip best: the top of the repetition in the middle, seconds.

    A repetition with a fault that was asked for goes first. A step is shown in its middle.
    """
    reps = data["reps"]
    asked = [r for r in reps if r.get("asked")]
    if not reps:
        return float(data["frames"][len(data["frames"]) // 2]["t"])
    best = asked[-1] if asked else reps[len(reps) // 2]
    # A step's peak is its touch-down, where it starts: nothing to see yet.
    if "peak_s" in best and best["peak_s"] > best.get("start_s", 0.0):
        return float(best["peak_s"])
    return (float(best["start_s"]) + float(best["end_s"])) / 2


def make_picture(truth: Path, out: Path, width: int = 320) -> Path:
    """One small picture of a clip, as JPEG in ``out``.

    Raises:
        OSError: the clip beside the truth cannot be read.
    """
    import cv2

    data = json.loads(truth.read_text())
    clip = truth.parent / data["clip"]
    video = cv2.VideoCapture(str(clip))
    video.set(cv2.CAP_PROP_POS_MSEC, moment(data) * 1000)
    good, frame = video.read()
    if not good:
        raise OSError(f"{clip.name} cannot be read")
    high = round(frame.shape[0] * width / frame.shape[1])
    small = cv2.resize(frame, (width, high), interpolation=cv2.INTER_AREA)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{truth.stem}.jpg"
    cv2.imwrite(str(path), small, [cv2.IMWRITE_JPEG_QUALITY, 84])
    return path
