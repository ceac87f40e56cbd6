"""`analyze` as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.bench.timing import Stopwatch, Timing
from formcheck.options import Options
from formcheck.pipeline.ahead import Ahead
from formcheck.pipeline.analyze import Progress, analyze
from formcheck.pipeline.estimator import Closing, with_extras
from formcheck.pipeline.settings import RunSettings
from formcheck.pose.mediapipe import MediaPipeEstimator
from formcheck.pose.recording.reader import Recording
from formcheck.pose.types import Pose, PoseEstimator

OPTIONS = Options(exercise="heel-raise", height_cm=165)

Beside = Callable[[PoseEstimator], Closing]
"""Makes the whole estimator of the body's, which is closed with it."""


def body_only(estimator: PoseEstimator) -> Closing:
    """Nothing measured beside the body."""
    return with_extras(estimator, None, frozenset())


def whole_analysis(
    clip: Path,
    model: Path,
    out: Path,
    progress: Progress | None = None,
    beside: Beside = body_only,
) -> tuple[Timing, Path]:
    """Time `analyze` from opening the file to the last result on disk; gives the folder, too.

    Imports and loading the models are left out, as they are for bare inference.

    Args:
        clip: the video.
        model: of the body.
        out: for the results.
        progress: told how far along it is.
        beside: makes the estimator that measures what is wanted besides the body.
    """
    settings = RunSettings(out=out, overwrite=True)
    watch = Stopwatch()
    with beside(MediaPipeEstimator(model)) as estimator, watch:
        result = analyze(clip, OPTIONS, settings, estimator=estimator, progress=progress)
    return watch.timing(sum(1 for _ in Recording(result.folder / "landmarks.npz"))), result.folder


def replayed_analysis(clip: Path, poses: Path, out: Path, progress: Progress) -> None:
    """`analyze` without inference.

    Args:
        clip: the video.
        poses: a recording; its poses come again and again, at the times of the video's pictures.
        out: for the results.
        progress: told how far along it is.
    """
    settings = RunSettings(out=out, overwrite=True)
    with Ahead(_Repeated(poses)) as estimator:
        analyze(clip, OPTIONS, settings, estimator=estimator, progress=progress)


class _Repeated:
    """A `PoseEstimator` that gives the poses of a recording over and over."""

    def __init__(self, recording: Path) -> None:
        self._poses = cycle(list(Recording(recording)))

    def estimate(self, t: float, image: NDArray[np.uint8]) -> Pose:
        """See `PoseEstimator.estimate`."""
        del image
        return replace(next(self._poses), t=t)

    def describe(self) -> dict[str, str]:
        """It has neither version nor hash."""
        return {}

    def close(self) -> None:
        """Nothing to release."""
