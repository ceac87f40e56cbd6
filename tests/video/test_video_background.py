import threading

import pytest

from formcheck.errors import OutputError
from formcheck.video import BackgroundSink, FileSource, FrameSink, VideoWriter
from tests.support.patience import LIMIT_S
from tests.support.videos import picture


class ListSink:
    """Remembers what it was given; fails when told to; can be held up."""

    def __init__(self, fail_at=None):
        self.written = []
        self.closed = 0
        self.fail_at = fail_at
        self.go = threading.Event()
        self.go.set()
        self.threads = set()

    def write(self, t, image):
        self.go.wait()
        self.threads.add(threading.current_thread())
        if t == self.fail_at:
            raise OutputError("The disk is full.")
        self.written.append((t, image))

    def close(self):
        self.closed += 1


def test_everything_arrives_in_order_in_another_thread():
    inner = ListSink()
    with BackgroundSink(inner, depth=2) as sink:
        assert isinstance(sink, FrameSink)
        for t in range(50):
            sink.write(t, f"image {t}")
    assert inner.written == [(t, f"image {t}") for t in range(50)]
    assert inner.closed == 1
    assert threading.current_thread() not in inner.threads


def test_drawing_happens_in_the_thread_too():
    inner = ListSink()
    drawers = []

    def draw(image):
        drawers.append(threading.current_thread())
        return image + " drawn"

    with BackgroundSink(inner) as sink:
        sink.write(0, "image", draw)
    assert inner.written == [(0, "image drawn")]
    assert set(drawers) == inner.threads


def test_memory_is_bounded():
    inner = ListSink()
    inner.go.clear()
    sink = BackgroundSink(inner, depth=3)
    written = []

    def write():
        for t in range(10):
            sink.write(t, "image")
            written.append(t)

    writer = threading.Thread(target=write)
    writer.start()
    writer.join(0.3)
    assert writer.is_alive()
    assert len(written) <= 3 + 1
    inner.go.set()
    writer.join(LIMIT_S)
    sink.close()
    assert len(inner.written) == 10


def test_an_error_surfaces_on_a_later_write():
    inner = ListSink(fail_at=3)
    sink = BackgroundSink(inner, depth=1)

    def write_on():
        for t in range(1000):
            sink.write(t, "image")

    with pytest.raises(OutputError):
        write_on()
    sink.close()
    assert [t for t, _ in inner.written] == [0, 1, 2]
    assert inner.closed == 1


def test_an_error_surfaces_on_close():
    inner = ListSink(fail_at=1)
    sink = BackgroundSink(inner)
    sink.write(0, "image")
    sink.write(1, "image")
    with pytest.raises(OutputError):
        sink.close()
    sink.close()
    assert inner.closed == 1


def test_an_error_in_drawing_surfaces():
    def draw(_):
        raise RuntimeError("a bug")

    sink = BackgroundSink(ListSink())
    sink.write(0, "image", draw)
    with pytest.raises(RuntimeError, match="a bug"):
        sink.close()


def test_an_error_of_the_body_is_not_hidden():
    def body():
        with BackgroundSink(ListSink(fail_at=0)) as sink:
            sink.write(0, "image")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        body()


def test_writing_after_closing_is_refused():
    sink = BackgroundSink(ListSink())
    sink.close()
    with pytest.raises(ValueError, match="closed"):
        sink.write(0, "image")


def test_a_real_video(tmp_path):
    with BackgroundSink(VideoWriter(tmp_path / "a.mp4", 160, 120)) as sink:
        for number in range(30):
            sink.write(number / 30, picture(number), lambda image: 255 - image)
    with FileSource(tmp_path / "a.mp4") as source:
        frames = list(source)
    assert len(frames) == 30
    assert frames[0].image[:50, :70].mean() < 20
