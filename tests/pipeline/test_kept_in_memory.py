"""How much of a video is in memory at once, counted in objects: it must not grow with the video."""

import gc
import sys
import weakref
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from formcheck.options import Options
from formcheck.overlay.overlay import Overlay
from formcheck.pipeline.ahead import Ahead, poses_of
from formcheck.pipeline.observer import Observer
from formcheck.pipeline.painter import Nowhere, Painter, evidence_keeper
from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.session import Session
from formcheck.video import BackgroundSink
from formcheck.video.frames import Frame

SMALL = (60, 80, 3)


class Cycle:
    """The poses of a recording, over and over."""

    def __init__(self, poses):
        self._poses, self._count = poses, 0

    def estimate(self, t, image):
        pose = self._poses[self._count % len(self._poses)]
        self._count += 1
        return replace(pose, t=t, landmarks=pose.landmarks.copy(), world=pose.world.copy())

    def describe(self):
        return {}

    def close(self):
        pass


class Pictures:
    """Grey pictures, counted as long as anybody holds them."""

    def __init__(self):
        self.alive = self.most = 0

    def _gone(self):
        self.alive -= 1

    def of(self, count, every_s):
        for index in range(count):
            image = np.full(SMALL, 90, np.uint8)
            weakref.finalize(image, self._gone)
            self.alive += 1
            self.most = max(self.most, self.alive)
            yield Frame(index * every_s, image, index)
            del image


@pytest.fixture(scope="module")
def poses(recording):
    """At 15 pictures a second, which is half the work."""
    return list(Recording(recording))[::2]


def analyse(poses, times, folder):
    """Everything that `analyze` keeps while pictures come; gives objects after each round."""
    pictures, blocks = Pictures(), []
    observer = Observer(Session(Options()))
    every = float(np.median(np.diff([pose.t for pose in poses])))
    with evidence_keeper() as keeper, RecordingWriter(folder / "landmarks.npz") as recording:
        painter = Painter(keeper, Overlay())
        with BackgroundSink(Nowhere()) as sink, Ahead(Cycle(poses)) as estimator:
            source = pictures.of(times * len(poses), every)
            for frame, pose in poses_of(source, estimator):
                seen = observer.push(pose)
                recording.append(pose)
                sink.write(frame.t, frame.image, partial(painter.paint, seen))
                if (frame.index + 1) % len(poses) == 0:
                    gc.collect()
                    blocks.append(sys.getallocatedblocks())
            del frame
    gc.collect()
    return pictures, blocks


def test_a_longer_video_holds_no_more_pictures_and_hardly_more_objects(poses, tmp_path):
    pictures, blocks = analyse(poses, 16, tmp_path)
    # Four decoded ahead, three with the estimator, four before the encoder, one in each hand.
    assert pictures.most <= 16
    assert pictures.alive == 0
    # 45 s of signals fill in the first half; a repetition's numbers stay, which are some hundreds.
    first, second = blocks[len(blocks) // 2], blocks[-1]
    repetitions = 2 * (len(blocks) - 1 - len(blocks) // 2)
    assert second - first < 600 * repetitions
