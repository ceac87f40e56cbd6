import pytest

from formcheck.errors import InputError
from formcheck.video import FileSource, FrameSource, PacedFileSource
from tests.support.clock import FakeClock
from tests.support.videos import make_video

TIMES = [0, 0.1, 0.2, 0.25, 0.6, 0.7, 0.8, 0.9]


@pytest.fixture
def clip(tmp_path):
    return make_video(tmp_path / "clip.mp4", TIMES)


def test_a_reader_that_keeps_up_gets_the_whole_file(clip):
    clock = FakeClock()
    with PacedFileSource(clip, clock) as source, FileSource(clip) as file:
        assert isinstance(source, FrameSource)
        paced, plain = list(source), list(file)
    assert [(f.t, f.index) for f in paced] == [(f.t, f.index) for f in plain]
    assert all((a.image == b.image).all() for a, b in zip(paced, plain, strict=True))
    assert clock.time == pytest.approx(1000 + TIMES[-1])
    assert (source.info.kind, source.info.live, source.dropped) == ("paced-file", True, 0)
    assert source.warnings == []


def test_a_slow_reader_gets_the_newest(clip):
    clock = FakeClock()
    seen = []
    with PacedFileSource(clip, clock) as source:
        for frame in source:
            seen.append(frame.index)
            assert source.elapsed() - frame.t < 0.35
            clock.time += 0.26
    assert seen == [0, 3, 4, 6, 7]
    assert source.dropped == 3


def test_stopping_early(clip):
    with PacedFileSource(clip, FakeClock()) as source:
        frames = iter(source)
        next(frames)
    assert list(frames) == []


def test_not_a_video(tmp_path):
    with pytest.raises(InputError):
        PacedFileSource(tmp_path / "no.mp4")
