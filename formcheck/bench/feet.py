"""How long our own foot model takes for each picture, in a row with MediaPipe and not beside it."""

from __future__ import annotations

import time
from pathlib import Path

from formcheck.pipeline.estimator import foot_network
from formcheck.pipeline.settings import UseFeet
from formcheck.pose.again import Again
from formcheck.pose.feet.estimator import FeetEstimator
from formcheck.pose.recording.reader import Recording
from formcheck.video.file import FileSource


def feet_ms(clip: Path, recording: Path, seconds: float) -> list[float]:
    """Milliseconds for both feet of each picture; none where the weights are not installed.

    Args:
        clip: the video.
        recording: its landmarks.
        seconds: of its beginning that are gone through.
    """
    looker = foot_network(UseFeet.AUTO)
    if looker is None:
        return []
    took: list[float] = []
    again = Again(Recording(recording), {})
    with FileSource(clip) as source, FeetEstimator(again, looker, overlap=False) as estimator:
        for frame in source:
            if frame.t >= seconds:
                break
            start = time.perf_counter()
            estimator.estimate(frame.t, frame.image)
            took.append(1000 * (time.perf_counter() - start))
    return took
