"""Recordings made from simulated people, so that a run of the program needs no pose model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from formcheck.pose.recording.writer import RecordingWriter
from formcheck.pose.types import Pose


def record(path: Path, poses: Iterable[Pose], meta: Mapping[str, Any] | None = None) -> Path:
    """Write poses to a `landmarks.npz`."""
    with RecordingWriter(path) as recording:
        for pose in poses:
            recording.append(pose)
        recording.meta.update(meta or {})
    return path
