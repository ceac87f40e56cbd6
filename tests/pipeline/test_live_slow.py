"""A machine that is slower than its camera: pictures are left out, and none comes late."""

from itertools import pairwise
from statistics import median

import pytest

from formcheck.live.sound import NoSound
from formcheck.options import Options
from formcheck.pipeline.live import LiveParts, live
from formcheck.pipeline.settings import RunSettings
from formcheck.pose.recording.reader import Recording
from formcheck.video import FileSource, PacedFileSource
from tests.support.clock import FakeClock
from tests.support.replay import Replay


class Slow:
    """An estimator that takes its time, by the clock of the camera."""

    def __init__(self, inner, clock, seconds):
        self._inner, self._clock, self._seconds = inner, clock, seconds

    def estimate(self, t, image):
        self._clock.time += self._seconds
        return self._inner.estimate(t, image)

    def describe(self):
        return self._inner.describe()

    def close(self):
        self._inner.close()


class Ages:
    """A window that notes how old a picture is when it is shown."""

    def __init__(self, source):
        self._source, self.ages = source, []

    def fit(self, image):
        return image[::4, ::4].copy()  # soon drawn

    def show(self, image):
        self.ages.append(self._source.elapsed() - self.taken)

    def close(self):
        pass


class Noting(PacedFileSource):
    """A camera whose window is told of each picture before it is worked on."""

    def __iter__(self):
        for frame in super().__iter__():
            self.window.taken = frame.t
            yield frame


@pytest.mark.parametrize(("seconds", "raises"), [(0.02, 2), (0.1, 2), (0.4, None)])
def test_pictures_are_left_out_and_none_is_shown_late(clip, recording, tmp_path, seconds, raises):
    with FileSource(clip) as file:
        times = [frame.t for frame in file]
    steps = [b - a for a, b in pairwise(times)]
    clock = FakeClock()
    with Noting(clip, clock) as source:
        source.window = window = Ages(source)
        slow = Slow(Replay.of(recording), clock, seconds)
        result = live(
            Options(), RunSettings(out=tmp_path), LiveParts(source, slow, window, NoSound())
        )
        dropped = source.dropped
    # However long it goes on, a picture is as old as its own estimate, and what it waited for; of
    # the last one no newer follows.
    assert max(window.ages[:-1]) <= seconds + max(steps) + 1e-6
    assert len(window.ages) + dropped == len(times)
    expected = (times[-1] - times[0]) / max(seconds, median(steps))
    assert len(window.ages) == pytest.approx(expected, rel=0.15)
    kept = [pose.t for pose in Recording(result.folder / "landmarks.npz")]
    assert kept == sorted(set(kept))
    assert len(kept) == len(window.ages)
    if raises is not None:
        assert result.report.summary.reps == raises


def test_a_picture_that_takes_long_once_leaves_no_delay_behind(clip, recording, tmp_path):
    clock = FakeClock()
    with Noting(clip, clock) as source:
        source.window = window = Ages(source)
        slow = Slow(Replay.of(recording), clock, 0.01)
        stuck = slow.estimate

        def sometimes(t, image):
            if slow.asked == 20:
                clock.time += 3.0
            slow.asked += 1
            return stuck(t, image)

        slow.asked, slow.estimate = 0, sometimes
        live(Options(), RunSettings(out=tmp_path), LiveParts(source, slow, window, NoSound()))
    assert max(window.ages) > 3.0
    assert sum(age > 0.1 for age in window.ages) == 1
