import subprocess
import sys
from pathlib import Path

import pytest

import formcheck.video
from formcheck.errors import InputError, MissingError, UsageError
from formcheck.video import VIDEO_SUFFIXES, find_videos, open_camera
from tests.support.mjpeg import MjpegServer
from tests.support.videos import make_video, picture


def test_importing_the_package_is_cheap():
    heavy = "{'numpy', 'cv2', 'av'}"
    code = f"import sys, formcheck.video; assert not {heavy} & set(sys.modules), sys.modules.keys()"
    root = Path(formcheck.video.__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_all_names_exist():
    assert all(getattr(formcheck.video, name) for name in formcheck.video.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        formcheck.video.nonsense  # noqa: B018


def test_a_file_is_played_as_a_camera(tmp_path):
    with open_camera(str(make_video(tmp_path / "a.mp4", [0, 0.01]))) as camera:
        assert camera.info.kind == "paced-file"
        assert len(list(camera)) == 2


@pytest.mark.usefixtures("dead_proxy")
def test_a_url_is_a_camera():
    with MjpegServer([picture(0)], fps=60) as server, open_camera(server.url) as camera:
        assert camera.info.kind == "url"
        assert next(iter(camera)).image.shape == (120, 160, 3)


@pytest.mark.parametrize("spec", ["63", "/dev/video63"])
def test_a_number_is_a_camera(spec):
    with pytest.raises(MissingError, match="No camera 63"):
        open_camera(spec)


@pytest.mark.parametrize(
    "spec", ["", "front", "-1", "/no/such/file.mp4", "file:///etc/passwd", "concat://a", "."]
)
def test_anything_else_is_wrong_usage(spec):
    with pytest.raises(UsageError) as caught:
        open_camera(spec)
    assert caught.value.exit_code == 2


def test_wrong_usage_shows_no_password():
    with pytest.raises(UsageError) as caught:
        open_camera("ftp://joe:s3cret@cam/video")
    assert "s3cret" not in str(caught.value)


def names(videos, folder):
    return [str(video.relative_to(folder)) for video in videos]


@pytest.fixture
def folder(tmp_path):
    for name in (
        "set 10.mp4",
        "set 2.MOV",
        "Set 1.webm",
        "notes.txt",
        ".hidden.mp4",
        "annotated.mp4",
        "sub/b.avi",
        "sub/annotated.mp4",
        "sub/report.json",
        ".secret/c.mp4",
        "sub.mp4/inside.mkv",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path


def test_videos_of_a_folder(folder):
    # An annotated.mp4 without a report beside it is the user's own.
    assert names(find_videos(folder), folder) == [
        "annotated.mp4",
        "Set 1.webm",
        "set 2.MOV",
        "set 10.mp4",
    ]


def test_videos_of_the_folders_below(folder):
    assert names(find_videos(folder, recursive=True), folder) == [
        "annotated.mp4",
        "Set 1.webm",
        "set 2.MOV",
        "set 10.mp4",
        "sub.mp4/inside.mkv",
        "sub/b.avi",
    ]


def test_a_file_stands_for_itself(folder):
    assert find_videos(folder / "notes.txt") == [folder / "notes.txt"]


def test_nothing_to_find(tmp_path):
    (tmp_path / "notes.txt").touch()
    with pytest.raises(InputError, match=r"no video.*--recursive"):
        find_videos(tmp_path)
    with pytest.raises(InputError, match="no video"):
        find_videos(tmp_path, recursive=True)
    with pytest.raises(InputError, match="no file or folder"):
        find_videos(tmp_path / "no")


def test_suffixes_are_lower_case():
    assert {".mp4", ".mov", ".mkv", ".webm", ".avi"} <= VIDEO_SUFFIXES
    assert all(suffix == suffix.lower() for suffix in VIDEO_SUFFIXES)
