"""How long the feet's optical flow takes for each picture, beyond inference."""

from __future__ import annotations

import time
from pathlib import Path

from formcheck.pose.foot_flow import FootFlow
from formcheck.pose.recording.reader import Recording
from formcheck.video.file import FileSource


def flow_ms(clip: Path, recording: Path, seconds: float) -> list[float]:
    """Milliseconds for each picture that was compared with an earlier one.

    Args:
        clip: the video.
        recording: its landmarks.
        seconds: of its beginning that are gone through.
    """
    flow = FootFlow()
    took: list[float] = []
    with FileSource(clip) as source:
        for frame, pose in zip(source, Recording(recording), strict=False):
            if frame.t >= seconds:
                break
            start = time.perf_counter()
            found = flow.measure(pose, frame.image)
            if found:
                took.append(1000 * (time.perf_counter() - start))
    return took
