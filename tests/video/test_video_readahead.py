import threading

import pytest

from formcheck.video import FileSource, read_ahead
from tests.support.patience import LIMIT_S, threads_begun_in
from tests.support.videos import make_video


def test_same_frames_in_the_same_order(tmp_path):
    path = make_video(tmp_path / "a.mp4")
    with FileSource(path) as one, FileSource(path) as other:
        ahead, plain = list(read_ahead(one)), list(other)
    assert [f.index for f in ahead] == [f.index for f in plain]
    assert all((a.image == b.image).all() for a, b in zip(ahead, plain, strict=True))


def test_an_exception_comes_after_the_items_before_it():
    def source():
        yield 1
        yield 2
        raise OSError("damaged")

    ahead = read_ahead(source())
    assert [next(ahead), next(ahead)] == [1, 2]
    with pytest.raises(OSError, match="damaged"):
        next(ahead)


def test_memory_is_bounded():
    made = []

    def source():
        for number in range(100):
            made.append(number)
            yield number

    ahead = read_ahead(source(), depth=2)
    for number in range(10):
        assert next(ahead) == number
        # Taken so far, those that wait, and the one in the thread's hand.
        assert len(made) <= number + 1 + 2 + 1
    ahead.close()


def test_the_thread_ends_when_the_reader_stops():
    finished = threading.Event()

    def source():
        try:
            while True:
                yield 0
        finally:
            finished.set()

    def read():
        for _ in read_ahead(source()):
            break

    assert not threads_begun_in(read)
    assert finished.wait(LIMIT_S)


def test_nothing_runs_before_the_first_item_is_asked_for():
    ahead = []
    assert not threads_begun_in(lambda: ahead.append(read_ahead(iter([1]))))
    assert list(ahead[0]) == [1]
