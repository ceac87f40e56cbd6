"""`Session.push` alone, over a recording that holds all that an exercise can ask for."""

from __future__ import annotations

from pathlib import Path

from formcheck.bench.timing import Stopwatch
from formcheck.bench.whole import OPTIONS
from formcheck.pipeline.estimator import foot_network, with_extras
from formcheck.pipeline.settings import UseFeet
from formcheck.pose.again import Again
from formcheck.pose.extras import FOOT_FLOW
from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.session import Session
from formcheck.video.file import FileSource

EXERCISES = ("heel-raise", "ankle-circle", "toe-walk", "heel-to-toe")
"""What is looked for in the recording, whatever it shows."""


def full_recording(clip: Path, poses: Path, out: Path) -> Path:
    """A recording of the same bodies with their feet and the feet's optical flow.

    No exercise asks for more; without the foot model's weights it lacks the feet.

    Args:
        clip: the video.
        poses: its recording.
        out: the recording to write.
    """
    looker = foot_network(UseFeet.AUTO)
    again = Again(Recording(poses), {})
    with (
        FileSource(clip) as source,
        with_extras(again, looker, frozenset({FOOT_FLOW})) as estimator,
        RecordingWriter(out) as writer,
    ):
        for frame in source:
            writer.append(estimator.estimate(frame.t, frame.image))
    return out


def times_faster_than_real_time(recording: Path, exercise: str) -> float:
    """Time `Session.push` over a recording; seconds of video for each second of work.

    Args:
        recording: poses.
        exercise: what is looked for in them.
    """
    poses = list(Recording(recording))
    session = Session(OPTIONS.model_copy(update={"exercise": exercise}))
    watch = Stopwatch()
    with watch:
        for pose in poses:
            session.push(pose)
    length = poses[-1].t - poses[0].t
    return length * len(poses) / max(1, len(poses) - 1) / watch.seconds
