import os
import stat
import struct
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import InputError
from formcheck.video import FileSource, FrameSource, orientation
from formcheck.video.orientation import Orientation, orientation_of, orientation_of_matrix
from tests.support.videos import cut, level, make_sound, make_video, picture

TWENTY = [i / 30 for i in range(20)]


def read(path):
    with FileSource(path) as source:
        return list(source), source.warnings, source.info


def grey(frame):
    """The level of the lower right quarter, which tells pictures apart."""
    height, width = frame.image.shape[:2]
    return float(frame.image[height // 2 + 4 :, width // 2 + 4 :].mean())


@pytest.mark.parametrize(
    ("codec", "suffix", "name"),
    [
        ("libx264", "mp4", "h264"),
        ("libx264", "mov", "h264"),
        ("libx264", "mkv", "h264"),
        ("libx264", "avi", "h264"),
        ("libx265", "mp4", "hevc"),
        ("libx265", "mov", "hevc"),
        ("libx265", "mkv", "hevc"),
        ("libvpx-vp9", "webm", "vp9"),
        ("libvpx-vp9", "mkv", "vp9"),
        ("mjpeg", "avi", "mjpeg"),
        ("mjpeg", "mov", "mjpeg"),
        ("mjpeg", "mkv", "mjpeg"),
        ("mpeg4", "mp4", "mpeg4"),
    ],
)
def test_codecs_and_containers(tmp_path, codec, suffix, name):
    path = make_video(tmp_path / f"a.{suffix}", TWENTY, codec)
    frames, warnings, info = read(path)
    assert [f.t for f in frames] == pytest.approx(TWENTY, abs=0.0011)
    assert [f.index for f in frames] == list(range(20))
    assert [grey(f) for f in frames] == pytest.approx([level(i) for i in range(20)], abs=8)
    assert warnings == []
    assert (info.name, info.kind, info.live) == (f"a.{suffix}", "file", False)
    assert (info.width, info.height, info.codec, info.rotation_deg) == (160, 120, name, 0)
    assert info.fps == pytest.approx(30, abs=0.1)
    assert info.frame_estimate == 20
    assert info.duration_s == pytest.approx(20 / 30, abs=0.04)


def test_images_may_be_drawn_on(tmp_path):
    frames, _, _ = read(make_video(tmp_path / "a.mp4", TWENTY[:3], size=(150, 100)))
    for frame in frames:
        assert frame.image.dtype == np.uint8
        assert frame.image.shape == (100, 150, 3)
        assert frame.image.flags.c_contiguous
        frame.image[:] = 7
    assert not np.shares_memory(frames[0].image, frames[1].image)


def test_is_a_frame_source(tmp_path):
    with FileSource(make_video(tmp_path / "a.mp4", TWENTY[:2])) as source:
        assert isinstance(source, FrameSource)
    source.close()


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv"])
def test_variable_frame_rate(tmp_path, suffix):
    times = [0, 0.033, 0.066, 0.4, 0.41, 0.5, 0.95, 1.0, 1.3, 1.8]
    frames, warnings, _ = read(make_video(tmp_path / f"vfr.{suffix}", times))
    assert [f.t for f in frames] == pytest.approx(times, abs=0.001)
    assert warnings == []


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_first_frame_keeps_its_own_time(tmp_path, suffix):
    times = [0.5, 0.6, 0.7]
    frames, _, _ = read(make_video(tmp_path / f"a.{suffix}", times))
    assert [f.t for f in frames] == pytest.approx(times, abs=0.001)


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "ts"])
def test_a_clock_that_ran_before_counts_from_the_first_frame(tmp_path, suffix):
    times = [5000.0, 5000.1, 5000.2]
    frames, _, _ = read(make_video(tmp_path / f"a.{suffix}", times))
    assert [f.t for f in frames] == pytest.approx([0, 0.1, 0.2], abs=0.001)


def quarters(image):
    """Which quarter is bright: (row, column)."""
    height, width = image.shape[:2]
    means = {
        (row, column): image[
            row * height // 2 : (row + 1) * height // 2,
            column * width // 2 : (column + 1) * width // 2,
        ].mean()
        for row in (0, 1)
        for column in (0, 1)
    }
    return max(means, key=means.get)


@pytest.mark.parametrize("hflip", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_rotation_metadata_is_applied(tmp_path, degrees, hflip):
    path = make_video(tmp_path / "r.mp4", TWENTY[:2], rotation=(degrees, hflip, False))
    frames, _, info = read(path)
    expected = np.rot90(picture(0), degrees // 90)
    if hflip:
        expected = expected[:, ::-1]
    assert frames[0].image.shape == expected.shape
    assert (info.height, info.width) == expected.shape[:2]
    assert quarters(frames[0].image) == quarters(expected)
    if not hflip:
        assert info.rotation_deg == (360 - degrees) % 360


def test_rotation_beside_data_newer_than_the_library(monkeypatch):
    class Thumbnail:
        rotation = -90

        @property
        def side_data(self):
            raise ValueError("99 is not a valid Type")

        def reformat(self, *_, **__):
            return self

    monkeypatch.setattr(orientation, "VideoReformatter", Thumbnail)
    assert orientation_of(None) == Orientation(90)


def test_a_slanted_or_empty_matrix_is_ignored():
    for corner in [(0, 0, 0, 0), (46341, 46341, -46341, 46341)]:
        a, b, c, d = corner
        assert orientation_of_matrix(struct.pack("=9i", a, b, 0, c, d, 0, 0, 0, 0)) == Orientation()


def test_a_title_in_another_encoding(tmp_path):
    path = make_video(tmp_path / "a.mkv", TWENTY[:3], metadata={"title": "UeBUNG EINS"})
    data = path.read_bytes()
    assert b"UeBUNG EINS" in data
    path.write_bytes(data.replace(b"UeBUNG", b"\xdc\xdc\xdc\xdc\xdc\xdc"))
    frames, warnings, _ = read(path)
    assert (len(frames), warnings) == (3, [])


def test_a_length_that_is_not_stated(tmp_path):
    # As browsers record: they cannot know the length when they write the beginning.
    path = make_video(tmp_path / "a.webm", TWENTY, "libvpx-vp9", container_options={"live": "1"})
    frames, warnings, info = read(path)
    assert (len(frames), warnings) == (20, [])
    assert (info.duration_s, info.frame_estimate) == (None, None)


@pytest.mark.parametrize(
    ("size", "rate", "codec", "pix_fmt"),
    [
        ((3840, 2160), 30, "mjpeg", None),
        ((120, 160), 30, "libx264", None),
        ((160, 120), 5, "libx264", None),
        ((160, 120), 240, "libx264", None),
        ((161, 121), 30, "libvpx-vp9", None),
        ((160, 120), 30, "libx264", "gray"),
        ((160, 120), 30, "libx264", "yuv420p10le"),
        ((160, 120), 30, "libx264", "yuv444p"),
        ((160, 120), 30, "libx265", "yuv420p10le"),
    ],
)
def test_unusual_pictures(tmp_path, size, rate, codec, pix_fmt):
    times = [i / rate for i in range(4)]
    path = make_video(tmp_path / "a.mkv", times, codec, size, pix_fmt, rate=rate)
    frames, warnings, info = read(path)
    assert [f.t for f in frames] == pytest.approx(times, abs=0.001)
    assert {f.image.shape for f in frames} == {(size[1], size[0], 3)}
    assert [grey(f) for f in frames] == pytest.approx([level(i) for i in range(4)], abs=20)
    assert info.fps == pytest.approx(rate, rel=0.02)
    assert warnings == []


def test_one_black_frame(tmp_path):
    black = np.zeros((120, 160, 3), np.uint8)
    frames, warnings, _ = read(make_video(tmp_path / "a.mp4", [0], images=[black]))
    assert len(frames) == 1
    assert frames[0].image.max() <= 2
    assert warnings == []


def test_pixels_that_are_not_square_are_made_square(tmp_path):
    path = make_video(
        tmp_path / "a.mkv", TWENTY[:2], options={"x264-params": "sar=4/3"}, size=(120, 120)
    )
    frames, _, info = read(path)
    assert frames[0].image.shape == (120, 160, 3)
    assert info.width == 160


def noisy(count):
    """Pictures that do not compress away, so that a cut file loses some."""
    small = np.random.default_rng(1).integers(0, 255, (count, 15, 20, 3), np.uint8)
    return small.repeat(8, axis=1).repeat(8, axis=2)


@pytest.mark.parametrize(
    ("codec", "suffix", "options"),
    [
        ("libx264", "mp4", {"movflags": "+faststart"}),
        ("libx264", "mov", {"movflags": "+faststart"}),
        ("libx264", "mkv", {}),
        ("libvpx-vp9", "webm", {}),
        ("mjpeg", "avi", {}),
    ],
)
def test_a_truncated_file_is_read_up_to_the_damage(tmp_path, codec, suffix, options):
    times = [i / 30 for i in range(120)]
    noise = noisy(120)
    whole = make_video(
        tmp_path / f"whole.{suffix}", times, codec, images=noise, container_options=options
    )
    frames, warnings, _ = read(cut(whole, 0.6, f"cut.{suffix}"))
    assert 40 < len(frames) < 90
    # Just before the damage, pictures that are stored after a later one are missing.
    sure = len(frames) - 4
    assert [f.t for f in frames[:sure]] == pytest.approx(times[:sure], abs=0.0011)
    assert all(a.t < b.t for a, b in pairwise(frames))
    assert warnings == [
        f"The video is damaged after {frames[-1].t + 1 / 30:.1f} s; "
        "what came before it was analysed."
    ]


def test_damage_inside_is_skipped(tmp_path):
    noise = noisy(40)
    path = make_video(tmp_path / "a.mkv", [i / 30 for i in range(40)], "libvpx-vp9", images=noise)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 6000] = os.urandom(6000)
    path.write_bytes(data)
    frames, warnings, _ = read(path)
    assert frames
    assert warnings
    assert all("damaged" in warning for warning in warnings)


def bad_inputs(folder):
    whole = make_video(folder / "whole.mp4", TWENTY)
    (folder / "text.mp4").write_text("not a video\n" * 100)
    (folder / "empty.mp4").touch()
    (folder / "list.mp4").write_text("ffconcat version 1.0\nfile whole.mp4\n")
    (folder / "playlist.mp4").write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nwhole.mp4\n#EXT-X-ENDLIST\n"
    )
    os.mkfifo(folder / "pipe.mp4")
    return {
        "missing.mp4": "no file",
        cut(whole, 0.6, "noindex.mp4").name: "cut off",
        "text.mp4": "not a video",
        "list.mp4": "not a video",
        "playlist.mp4": "not a video",
        "empty.mp4": "empty",
        make_sound(folder / "sound.mp4").name: "only sound",
        "pipe.mp4": "not a regular file",
        ".": "folder",
    }


def test_bad_input_is_one_sentence(tmp_path, capfd):
    for name, words in bad_inputs(tmp_path).items():
        with pytest.raises(InputError, match=words) as caught:
            FileSource(tmp_path / name)
        message = str(caught.value)
        assert message.endswith(".")
        assert "\n" not in message
        assert ";" in message, "says what to do"
        assert caught.value.exit_code == 3
    assert capfd.readouterr().err == ""


def test_a_file_that_may_not_be_read():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = make_video(Path(folder) / "a.mp4", TWENTY[:2])
        path.chmod(0)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            with pytest.raises(InputError, match="permissions"):
                FileSource(path)
        finally:
            if root:
                os.seteuid(0)
        path.chmod(stat.S_IRUSR)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_strange_names(tmp_path):
    for raw in (b"a:b.mp4", b"%03d.mp4", b"\xff\xfe.mp4", "Übung 1 💪.mp4".encode()):
        path = tmp_path / os.fsdecode(raw)
        make_video(tmp_path / "plain.mp4", TWENTY[:2]).rename(path)
        frames, _, info = read(path)
        assert len(frames) == 2
        assert info.name.encode("utf-8")
        assert info.path.encode("utf-8")


def test_a_source_is_read_once_and_closed_twice(tmp_path):
    source = FileSource(make_video(tmp_path / "a.mp4", TWENTY))
    assert len(list(source)) == 20
    assert list(source) == []
    source.close()
    source.close()
