import os

import pytest

from formcheck.video import allow_host


@pytest.mark.usefixtures("dead_proxy")
@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://192.168.1.7:8080/video", ["192.168.1.7"]),
        ("http://joe:p@w@cam.local/video", ["cam.local"]),
        ("rtsp://[fe80::1]:554/a", ["fe80::1", "[fe80::1]"]),
        ("http://Cam.Local/video", ["Cam.Local", "cam.local"]),
        ("/some/file.mp4", []),
        ("http://[broken", []),
    ],
)
def test_the_host_is_added_as_ffmpeg_compares_it(url, wanted):
    allow_host(url)
    for name in ("no_proxy", "NO_PROXY"):
        assert [part for part in os.environ.get(name, "").split(",") if part] == wanted


@pytest.mark.usefixtures("dead_proxy")
def test_what_is_there_stays(monkeypatch):
    monkeypatch.setenv("no_proxy", "a.example, b.example")
    allow_host("http://cam/video")
    allow_host("http://cam/video")
    assert os.environ["no_proxy"] == "a.example,b.example,cam"
