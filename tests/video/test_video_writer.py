import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import OutputError
from formcheck.video import FileSource, FrameSink, VideoWriter
from tests.support.browser import chromium, offline
from tests.support.videos import level, picture

TIMES = [0, 0.033, 0.066, 0.4, 0.41, 0.5, 0.95, 1.0, 1.3, 1.8]


def write(path, times=tuple(TIMES), size=(160, 120), **options):
    with VideoWriter(path, *size, **options) as writer:
        for index, t in enumerate(times):
            writer.write(t, picture(index, *size))
    return path


def test_every_picture_has_its_true_time(tmp_path):
    path = write(tmp_path / "a.mp4")
    with FileSource(path) as source:
        frames = list(source)
    assert [f.t for f in frames] == pytest.approx(TIMES, abs=1e-4)
    for frame in frames:
        assert frame.image[80:, 100:].mean() == pytest.approx(level(frame.index), abs=6)
    assert source.warnings == []
    assert (source.info.codec, source.info.width, source.info.height) == ("h264", 160, 120)
    assert [p.name for p in tmp_path.iterdir()] == ["a.mp4"]


def test_it_is_what_browsers_play(tmp_path):
    path = write(tmp_path / "a.mp4", fps_hint=30)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert stream.codec_context.profile == "High"
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "plays before it is loaded whole"


def test_colours_survive(tmp_path):
    colours = [(0, 0, 220), (0, 220, 0), (220, 0, 0), (40, 130, 200)]
    with VideoWriter(tmp_path / "a.mp4", 64, 64) as writer:
        for index, colour in enumerate(colours):
            writer.write(index / 10, np.full((64, 64, 3), colour, np.uint8))
    with FileSource(tmp_path / "a.mp4") as source:
        seen = [f.image[32, 32] for f in source]
    assert np.abs(np.array(seen, int) - colours).max() <= 8


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")
def test_ffprobe_agrees(tmp_path):
    path = write(tmp_path / "a.mp4")
    run = ["ffprobe", "-v", "error", "-show_entries", "frame=pts_time", "-of", "csv=p=0", str(path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    times = [float(line.split(",")[0]) for line in done.stdout.split()]
    assert times == pytest.approx(TIMES, abs=1e-4)


def test_chromium_plays_it(tmp_path):
    write(tmp_path / "a.mp4", [i / 30 for i in range(30)], size=(161, 121))
    page_file = tmp_path / "page.html"
    page_file.write_text('<video src="a.mp4" muted></video>')
    with chromium() as browser:
        page = offline(browser).new_page()
        page.goto(page_file.as_uri())
        seen = page.evaluate(
            """async () => {
                const video = document.querySelector("video");
                await video.play();
                await new Promise(done => video.onended = done);
                return [video.videoWidth, video.videoHeight, video.duration, video.currentTime,
                        video.error, video.getVideoPlaybackQuality().totalVideoFrames];
            }"""
        )
    assert seen[:2] == [162, 122]
    assert seen[2:4] == pytest.approx([1.0, 1.0], abs=0.05)
    assert seen[4] is None
    assert seen[5] > 0


@pytest.mark.parametrize("size", [(161, 121), (161, 120), (160, 121), (17, 33)])
def test_odd_sizes_are_padded(tmp_path, size):
    path = write(tmp_path / "a.mp4", [0, 0.1], size)
    with FileSource(path) as source:
        assert (source.info.width, source.info.height) == (
            size[0] + size[0] % 2,
            size[1] + size[1] % 2,
        )
        assert len(list(source)) == 2


def test_pictures_at_the_same_time_are_kept(tmp_path):
    path = write(tmp_path / "a.mp4", [0.5, 0.5, 0.4, 0.6])
    with FileSource(path) as source:
        times = [f.t for f in source]
    assert times == pytest.approx([0.5, 0.5, 0.5, 0.6], abs=1e-3)


def test_presets(tmp_path):
    assert write(tmp_path / "a.mp4", preset="ultrafast").exists()


def test_the_image_is_copied(tmp_path):
    image = picture(0)
    with VideoWriter(tmp_path / "a.mp4", 160, 120) as writer:
        for number in range(4):
            writer.write(number / 30, image)
            image[:] = 0
    with FileSource(tmp_path / "a.mp4") as source:
        assert next(iter(source)).image[:50, :70].mean() > 200


def test_without_pictures_there_is_no_file(tmp_path):
    with VideoWriter(tmp_path / "a.mp4", 160, 120) as writer:
        assert isinstance(writer, FrameSink)
    writer.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_interrupted_video_is_finished(tmp_path, error):
    def interrupted():
        with VideoWriter(tmp_path / "a.mp4", 160, 120) as writer:
            for index, t in enumerate(TIMES):
                writer.write(t, picture(index))
                if index == 5:
                    raise error

    with pytest.raises(error):
        interrupted()
    with FileSource(tmp_path / "a.mp4") as source:
        assert len(list(source)) == 6
    assert source.warnings == []


def test_an_earlier_file_stays_until_the_new_one_is_complete(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_text("earlier")
    with VideoWriter(path, 160, 120) as writer:
        writer.write(0, picture(0))
        assert path.read_text() == "earlier"
    assert path.stat().st_size > 100


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(OutputError, match="cannot be written") as caught:
        VideoWriter(tmp_path / "no" / "a.mp4", 160, 120)
    assert caught.value.exit_code == 6


def test_a_full_disk(tmp_path):
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill():
        with VideoWriter(tmp_path / "a.mp4", 640, 480, preset="ultrafast") as writer:
            for number in range(200):
                writer.write(number / 30, noise)

    # The system refuses to let the file grow, as it does on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(OutputError, match=r"^The disk is full: .*free some space") as caught:
            fill()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_only_at_the_end(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    writer = VideoWriter(tmp_path / "a.mp4", 160, 120)
    for index, t in enumerate(TIMES):
        writer.write(t, picture(index))
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, before[1]))
    try:
        with pytest.raises(OutputError, match="disk is full"):
            writer.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_wrong_use_is_refused(tmp_path):
    with VideoWriter(tmp_path / "a.mp4", 160, 120) as writer:
        with pytest.raises(ValueError, match="expected"):
            writer.write(0, picture(0, 120, 160))
        writer.write(0, picture(0))
    with pytest.raises(ValueError, match="closed"):
        writer.write(1, picture(0))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps priorities by thread")
def test_the_encoders_threads_stand_back_and_nobody_else(tmp_path):
    def priorities():
        threads = [int(path.name) for path in Path("/proc/self/task").iterdir()]
        return {thread: os.getpriority(os.PRIO_PROCESS, thread) for thread in threads}

    before = priorities()
    with VideoWriter(tmp_path / "a.mp4", 160, 120) as writer:
        writer.write(0.0, picture(0, 160, 120))
        now = priorities()
        own = os.getpriority(os.PRIO_PROCESS, 0)
        started = [value for thread, value in now.items() if thread not in before]
        assert started
        assert all(value > own or own >= 19 for value in started)
        assert {t: now[t] for t in before if t in now} == {t: before[t] for t in before if t in now}
