"""Poses that were recorded, in place of a pose model; pictures with nothing on them for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.recording.reader import Recording
from formcheck.pose.types import Pose
from formcheck.video.frames import Frame, SourceInfo


class Replay:
    """A `PoseEstimator` that remembers: gives the pose that was recorded at that time."""

    def __init__(self, poses: Iterable[Pose]) -> None:
        self._poses = {round(pose.t, 6): pose for pose in poses}
        self.asked = 0

    @classmethod
    def of(cls, recording: Path) -> Replay:
        """The poses of a `landmarks.npz`."""
        return cls(Recording(recording))

    def estimate(self, t: float, image: NDArray[np.uint8]) -> Pose:
        """The pose at that time; there must be one."""
        self.asked += 1
        return self._poses[round(t, 6)]

    def describe(self) -> dict[str, str]:
        """It has neither version nor hash."""
        return {"model": "recorded"}

    def close(self) -> None:
        """Nothing to close."""


class Blank:
    """A `LiveFrameSource` of grey pictures at given times, one after the other, without waiting."""

    dropped = 0

    def __init__(self, times: Iterable[float], size: tuple[int, int] = (640, 480)) -> None:
        self._times = list(times)
        self.warnings: list[str] = []
        self._t = 0.0
        self.info = SourceInfo(
            name="Camera 0", kind="camera", path=None, width=size[0], height=size[1], fps=None,
            duration_s=None, frame_estimate=None, codec=None, rotation_deg=0, live=True,
        )  # fmt: skip

    def __iter__(self) -> Iterator[Frame]:
        for index, t in enumerate(self._times):
            self._t = t
            image = np.full((self.info.height, self.info.width, 3), 90, np.uint8)
            yield Frame(t, image, index)

    def elapsed(self) -> float:
        """Always the time of the last picture."""
        return self._t

    def close(self) -> None:
        """Nothing to close."""

    def __enter__(self) -> Blank:
        return self

    def __exit__(self, *_: object) -> None:
        pass
