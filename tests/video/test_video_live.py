import queue
import threading
from itertools import pairwise

import numpy as np
import pytest

from formcheck.errors import InputError, MissingError
from formcheck.video import CameraSource, FrameSource, LiveFrameSource, UrlSource
from formcheck.video.url import public_name
from tests.support.clock import FakeClock
from tests.support.mjpeg import MjpegServer
from tests.support.patience import LIMIT_S, wait_for
from tests.support.rtsp import RtspServer
from tests.support.videos import level, picture

IMAGES = [picture(i) for i in range(6)]


class FakeCapture:
    """A `cv2.VideoCapture` to which the test hands its pictures; None among them unplugs it."""

    def __init__(self, opened=True):
        self.opened = opened
        self.waiting = queue.Queue()  # of pictures that are handed over at once
        self.taken = iter(())
        self.idle = threading.Event()
        self.released = threading.Event()
        self.image = None

    def isOpened(self):  # noqa: N802
        return self.opened

    def set(self, *_):
        return True

    def grab(self):
        while (image := next(self.taken, self)) is self:
            if self.waiting.empty():
                self.idle.set()
            self.taken = iter(self.waiting.get())
        self.image = image
        return image is not None

    def retrieve(self):
        return isinstance(self.image, np.ndarray), self.image

    def release(self):
        self.released.set()

    def send(self, *images):
        """Hand pictures over and wait until the source has taken them all."""
        self.idle.clear()
        self.waiting.put(images)
        assert self.idle.wait(LIMIT_S)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def capture():
    made = FakeCapture()
    made.waiting.put([picture(0)])
    yield made
    made.waiting.put([None])


@pytest.fixture
def camera(capture, clock):
    with CameraSource(0, clock, open_capture=lambda _: capture) as source:
        assert capture.idle.wait(LIMIT_S)
        yield source
        capture.waiting.put([None])


def test_a_camera_is_described(camera):
    assert isinstance(camera, FrameSource)
    assert isinstance(camera, LiveFrameSource)
    info = camera.info
    assert (info.name, info.kind, info.live, info.path) == ("Camera 0", "camera", True, None)
    assert (info.width, info.height) == (160, 120)


def test_only_the_newest_picture_is_kept(camera, capture, clock):
    frames = iter(camera)
    assert next(frames).index == 0
    clock.time += 1.5
    capture.send(picture(1), picture(2), picture(3))
    newest = next(frames)
    assert (newest.index, newest.t) == (3, pytest.approx(1.5, abs=1e-4))
    assert newest.image[-1, -1, 0] == level(3)
    assert camera.dropped == 2


def test_the_age_of_a_frame_can_be_told(camera, capture, clock):
    clock.time += 1.0
    capture.send(picture(1))
    clock.time += 0.25
    frame = next(iter(camera))
    assert camera.elapsed() - frame.t == pytest.approx(0.25)


def test_times_increase_even_if_the_clock_stands_still(camera, capture):
    frames = iter(camera)
    times = [next(frames).t]
    for number in range(3):
        capture.send(picture(number))
        times.append(next(frames).t)
    assert times == sorted(set(times))


def test_a_broken_picture_is_left_out(camera, capture):
    frames = iter(camera)
    next(frames)
    capture.send("broken", picture(2))
    assert next(frames).index == 1
    assert camera.warnings == []


def test_unplugged_after_the_last_picture_was_delivered(camera, capture, clock):
    frames = iter(camera)
    next(frames)
    clock.time += 12.3
    capture.send(picture(1))
    capture.waiting.put([None])
    assert capture.released.wait(LIMIT_S)
    assert [f.index for f in frames] == [1]
    assert camera.warnings == ["The camera stopped sending pictures after 12.3 s."]


def test_a_camera_that_falls_silent(camera, clock):
    frames = iter(camera)
    next(frames)
    clock.time += 4.9
    assert camera.warnings == []
    clock.time += 0.2
    assert list(frames) == []
    assert camera.warnings == ["The camera stopped sending pictures after 0.0 s."]


def test_closing_does_not_wait_for_a_read_that_blocks(camera, capture):
    frames = iter(camera)
    next(frames)
    camera.close()
    camera.close()
    assert list(frames) == []
    assert camera.warnings == []
    assert not capture.released.is_set()
    capture.waiting.put([picture(1)])
    assert capture.released.wait(LIMIT_S)


def test_an_error_in_the_thread_reaches_the_reader(camera, capture, monkeypatch):
    def broken():
        raise RuntimeError("a bug")

    monkeypatch.setattr(capture, "retrieve", broken)
    capture.waiting.put([picture(1)])
    with pytest.raises(RuntimeError, match="a bug"):
        list(camera)


def test_a_grey_camera_gives_three_channels(capture, clock):
    capture.waiting.get()
    capture.waiting.put([np.full((120, 160), 9, np.uint8)])
    with CameraSource(0, clock, open_capture=lambda _: capture) as source:
        assert next(iter(source)).image.shape == (120, 160, 3)


def test_no_such_camera(capfd):
    with pytest.raises(MissingError, match=r"^No camera 63 here; .*--camera\.$") as caught:
        CameraSource(63)
    assert caught.value.exit_code == 5
    assert capfd.readouterr().err == ""


def test_a_camera_that_opens_but_sends_nothing(clock):
    capture = FakeCapture()
    capture.waiting.put([None])
    with pytest.raises(MissingError, match="sent no picture"):
        CameraSource(0, clock, open_capture=lambda _: capture)
    assert capture.released.is_set()


@pytest.mark.usefixtures("dead_proxy")
@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_mjpeg_over_http_past_the_proxy(host):
    with MjpegServer(IMAGES, fps=60, host=host) as server, UrlSource(server.url) as source:
        frames = []
        for frame in source:
            frames.append(frame)
            if len(frames) == 10:
                server.unplug()
        last = frames[-1].t
    assert (source.info.kind, source.info.name) == ("url", server.url)
    assert (source.info.width, source.info.height, source.info.live) == (160, 120, True)
    levels = {level(i) for i in range(6)}
    for frame in frames:
        seen = int(frame.image[80:, 100:].mean().round())
        assert min(abs(seen - one) for one in levels) <= 4
    assert all(a.t < b.t and a.index < b.index for a, b in pairwise(frames))
    assert source.warnings == [f"The camera stopped sending pictures after {last:.1f} s."]


@pytest.mark.usefixtures("dead_proxy")
def test_a_slow_reader_gets_new_pictures():
    with MjpegServer(IMAGES, fps=100) as server, UrlSource(server.url) as source:
        frames = iter(source)
        next(frames)
        wait_for(lambda: source.dropped >= 10 or None)
        assert next(frames).index >= 10


@pytest.mark.usefixtures("dead_proxy")
def test_a_stream_that_falls_silent():
    with (
        MjpegServer(IMAGES, fps=60) as server,
        UrlSource(server.url, dead_after_s=0.5) as source,
    ):
        for frame in source:
            if frame.index >= 3:  # a busy machine leaves some out
                server.stall()
    assert len(source.warnings) == 1


@pytest.mark.usefixtures("dead_proxy")
def test_credentials_are_used_and_never_shown(capfd):
    with MjpegServer(IMAGES, fps=60, credentials="joe:s3cret") as server:
        right = server.url.replace("//", "//joe:s3cret@")
        with UrlSource(right + "?token=t0ken") as source:
            next(iter(source))
            assert source.info.name == server.url
            assert "s3cret" not in repr(source.info)
        for url, words in {
            right.replace("s3cret", "s3cre"): "user name or password",
            right.replace("video", "nowhere"): "does not exist",
            right.replace("video", "page"): "no video stream",
            right.replace(str(server.port), "1"): "refuses connections",
        }.items():
            with pytest.raises(InputError, match=words) as caught:
                UrlSource(url)
            shown = str(caught.value) + repr(caught.value)
            assert "s3cre" not in shown
            assert "joe" not in shown
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("dead_proxy")
def test_a_server_that_never_answers():
    with MjpegServer(IMAGES) as server:
        server.stall()
        # Its clock stands still: FFmpeg's own limit comes first, however late it is noticed.
        with pytest.raises(InputError, match=r"within 0\.5 s"):
            UrlSource(server.url, FakeClock(), open_within_s=0.5)


@pytest.mark.usefixtures("dead_proxy")
def test_rtsp():
    with RtspServer(IMAGES, fps=60) as server, UrlSource(server.url) as source:
        frames = []
        for frame in source:
            frames.append(frame)
            if len(frames) == 5:
                server.unplug()
    assert source.info.name == server.url
    assert frames[0].image.shape == (120, 160, 3)
    assert len(frames) >= 5
    assert len(source.warnings) == 1


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://10.0.0.5:8080/video", "http://10.0.0.5:8080/video"),
        ("rtsp://joe:pw@cam.local/live", "rtsp://cam.local/live"),
        ("rtsp://joe:p@w@cam/live?user=joe&pwd=pw", "rtsp://cam/live"),
        ("rtsp://joe:p/w@cam/live", "rtsp://cam/live"),
        ("rtsp://cam:554/user=admin&password=pw.sdp", "rtsp://cam:554"),
        ("https://[fe80::1]:1/a#pw", "https://[fe80::1]:1/a"),
    ],
)
def test_public_names(url, shown):
    assert public_name(url) == shown
