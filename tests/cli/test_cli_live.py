"""`formcheck live` as it really runs: a camera on the network, a window on a display."""

import signal
import sys
import threading
from functools import lru_cache

import cv2
import jsonschema
import numpy as np
import pytest

from formcheck.live.window import FIRST_HEIGHT
from formcheck.overlay.canvas import Canvas
from formcheck.overlay.hints import Hints
from formcheck.pose.types import Pose
from formcheck.privacy import PROXY_NAMES
from formcheck.report.schema import published_schema
from formcheck.status import Status
from tests.support.clips import ONE_REP_S, count_of, cut_demo, demo_images
from tests.support.clock import FakeClock
from tests.support.mjpeg import MjpegServer
from tests.support.program import cli, environment, program, running
from tests.support.runs import FILES, report_in
from tests.support.xvfb import press, screenshot, xvfb

linux = pytest.mark.skipif(sys.platform != "linux", reason="X displays are Linux's")
PROXIES = [case for name in (*PROXY_NAMES, "no_proxy") for case in (name, name.upper())]
STARTED = "Step into the picture"


@pytest.fixture(scope="module")
def rep_images():
    """One heel raise."""
    return demo_images(ONE_REP_S)


def bare(**changes):
    """An environment without a display and without any word on proxies."""
    none = dict.fromkeys([*PROXIES, "DISPLAY", "WAYLAND_DISPLAY"])
    return environment(**{**none, "PYTHONUNBUFFERED": "1", **changes})


def look(display, path):
    """What is on the display; None while it is blank."""
    picture = cv2.imread(str(screenshot(display, path)))
    return picture if picture.std() > 30 else None


@lru_cache
def hint(words, phase):
    """The panel of a hint as a window of the first size shows it, before or during a set."""
    canvas = Canvas(np.full((FIRST_HEIGHT, FIRST_HEIGHT * 4 // 3, 3), 128, np.uint8))
    nobody = Pose.nobody(0.0, (canvas.width, canvas.height))
    Hints().draw(canvas, nobody, Status(phase=phase, hints=(words,)))
    (box,) = canvas.taken
    return canvas.image[box.y : box.y + box.height, box.x : box.x + box.width]


def paused(picture):
    """The picture if it says so; where it says it depends on how far the set was."""
    if picture is None:
        return None
    panels = (hint("Paused. Press space to go on", phase) for phase in ("ready", "floor"))
    alike = (cv2.matchTemplate(picture, panel, cv2.TM_CCOEFF_NORMED).max() for panel in panels)
    return picture if max(alike) > 0.7 else None


def held(images, go_on):
    """The first picture until it may go on, then all of them, once."""
    while not go_on.is_set():
        yield images[0]
    yield from images


def test_a_stream_that_dies_leaves_a_report(model, rep_images, tmp_path):
    seen = threading.Event()
    with MjpegServer(held(rep_images[:45], seen), loop=False) as camera:
        words = ["--camera", camera.url, "--no-window", "--record", "--sound", "off"]
        with running("live", *words, "--out", tmp_path, env=bare()) as run:
            run.hear("You are in the picture")
            seen.set()
            done = run.end()
    assert done.code == 0, done.said
    assert STARTED in done.out
    assert "stopped sending pictures" in done.said
    assert "Traceback" not in done.said
    (folder,) = tmp_path.iterdir()
    assert folder.name.startswith("heel-raise ")
    assert {p.name for p in folder.iterdir()} == FILES
    report = report_in(folder)
    jsonschema.Draft202012Validator(published_schema()).validate(report)
    assert report["source"]["kind"] == "url"
    assert report["source"]["name"] == camera.url
    assert report["provenance"]["scored_from"] == "live"
    assert report["source"]["frames"] > 1
    assert report["summary"]["reps"] <= 1
    assert report["recorded_at"]
    assert any("stopped sending pictures" in warning for warning in report["warnings"])
    video = cv2.VideoCapture(str(folder / "annotated.mp4"))
    assert video.read()[1].shape == (480, 640, 3)
    assert video.get(cv2.CAP_PROP_FRAME_COUNT) == report["source"]["frames"]
    video.release()


def test_ctrl_c_leaves_a_report(model, rep_images, tmp_path):
    with MjpegServer(rep_images) as camera:
        words = ["--camera", camera.url, "--no-window", "--sound", "off", "--out", tmp_path]
        with running("live", *words, env=bare()) as run:
            run.hear("You are in the picture")
            run.signal(signal.SIGINT)
            done = run.end()
    assert done.code == 130, done.said
    assert "Traceback" not in done.said
    (folder,) = tmp_path.iterdir()
    assert {p.name for p in folder.iterdir()} == FILES - {"annotated.mp4"}
    report = report_in(folder)
    assert report["complete"] is True
    assert report["person"]["found_share"] > 0


def test_a_video_played_as_a_camera(model, tmp_path, monkeypatch):
    # By a clock that never waits: all pictures are looked at, however busy the machine is.
    monkeypatch.setattr("formcheck.video.paced.SystemClock", FakeClock)
    clip = cut_demo(tmp_path / "clip.mp4", 1.5)
    out = tmp_path / "out"
    done = cli("live", "--camera", clip, "--no-window", "--sound", "off", "--out", out)
    assert done.code == 0, done.said
    (folder,) = out.iterdir()
    report = report_in(folder)
    assert report["source"]["kind"] == "paced-file"
    assert report["source"]["frames"] == count_of(clip)
    assert report["source"]["duration_s"] == pytest.approx(count_of(clip) / 30, abs=0.1)
    assert "You are in the picture" in done.out
    assert report["warnings"] == []


def test_without_a_display(tmp_path):
    """Qt would abort the process; it must not get that far."""
    done = program("live", "--camera", tmp_path / "x.mp4", "--out", tmp_path, env=bare())
    assert done.code == 5
    assert done.err.count("\n") == 1
    assert "no display" in done.err
    assert "--no-window" in done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("camera", "code", "says"),
    [
        ("97", 5, "No camera 97"),
        ("nowhere.mp4", 2, "existing video file"),
        ("ftp://host/x", 2, "http, https, rtsp or rtsps"),
        ("http://127.0.0.1:9/x", 3, "refuses connections"),
        ("http://user:secret@127.0.0.1:9/x", 3, "http://127.0.0.1:9/x"),
    ],
)
def test_a_camera_that_is_none(camera, code, says, model, tmp_path):
    done = cli("live", "--camera", camera, "--no-window", "--out", tmp_path)
    assert done.code == code, done.said
    assert says in done.said
    assert "secret" not in done.said
    assert "of its own" not in done.said
    assert not list(tmp_path.iterdir())


def coloured(picture):
    """The share of pixels that are not grey."""
    span = picture.max(axis=2).astype(int) - picture.min(axis=2)
    return (span > 40).mean()


def likeness(one, other):
    """Correlation of the middles of two pictures, where neither words nor the large foot are."""
    middles = [cv2.cvtColor(np.ascontiguousarray(p), cv2.COLOR_BGR2GRAY) for p in (one, other)]
    return np.corrcoef(*(m[:, 380:760].ravel() for m in middles))[0, 1]


@linux
def test_the_window(model, rep_images, tmp_path):
    """The person, mirrored, and words are to be seen; space pauses; q finishes."""
    with xvfb() as display, MjpegServer(rep_images) as camera:
        words = ["--camera", camera.url, "--sound", "off", "--out", tmp_path / "out"]
        with running("live", *words, env=bare(DISPLAY=display)) as run:
            run.hear(STARTED)
            shown = run.wait_for(lambda: look(display, tmp_path / "shown.png"), 0.2)
            press(display, "r")
            press(display, "space")
            run.wait_for(lambda: paused(look(display, tmp_path / "paused.png")), 0.2)
            press(display, "space")
            press(display, "q")
            done = run.end()
    assert done.code == 0, done.said
    assert "Traceback" not in done.said
    (folder,) = (tmp_path / "out").iterdir()
    assert report_in(folder)["source"]["frames"] > 0
    assert coloured(shown) > 0.05
    filmed = cv2.resize(rep_images[0], (960, 720))
    assert likeness(shown[:720, :960], filmed[:, ::-1]) > likeness(shown[:720, :960], filmed) + 0.2
    assert paused(shown) is None
