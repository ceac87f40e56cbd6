"""The window, on a real X display without a screen; and what happens without a display."""

import os
import subprocess
import sys

import cv2
import numpy as np
import pytest

from formcheck.live.keys import Key
from formcheck.live.window import NullWindow, letterbox
from tests.support.patience import LIMIT_S, wait_for
from tests.support.xvfb import close_window, press, screenshot, xvfb

linux = pytest.mark.skipif(sys.platform != "linux", reason="X displays are Linux's")

ASK = """
from formcheck.errors import MissingError
from formcheck.live.display import require_display
try:
    require_display()
except MissingError as error:
    print(error)
    raise SystemExit(error.exit_code)
"""


def ask(**changes):
    """Ask for a display in a process of its own: OpenCV would take this one down with it."""
    environment = {k: v for k, v in os.environ.items() if "DISPLAY" not in k and k[:2] != "QT"}
    environment |= {"PYTHONPATH": os.pathsep.join(sys.path), **changes}
    return subprocess.run(
        [sys.executable, "-c", ASK],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


@linux
@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "DISPLAY is not set"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "Wayland"),
        ({"DISPLAY": ":4711"}, ":4711"),
    ],
)
def test_no_display_is_said_before_opencv_aborts(environment, says):
    done = ask(**environment)
    assert done.returncode == 5
    assert says in done.stdout
    assert "--no-window" in done.stdout
    assert done.stdout.count("\n") == 1


def test_no_window_shows_nothing():
    window = NullWindow()
    image = np.zeros((4, 4, 3), dtype=np.uint8)
    assert window.show(image) is None
    assert window.fit(image) is image
    window.close()


def test_letterbox_keeps_proportions():
    image = np.full((480, 640, 3), 255, dtype=np.uint8)
    assert letterbox(image, (1280, 960)) is image
    wide = letterbox(image, (1920, 1080))
    assert wide.shape == (480, 853, 3)
    assert (wide[:, 106:746] == 255).all()
    tall = letterbox(image, (600, 1200))
    assert tall.shape == (1280, 640, 3)
    assert letterbox(image, (1, 5000)).shape[0] <= 6 * 640


SHOW = """
import sys, time
import numpy as np
from formcheck.live.window import CvWindow

window = CvWindow()
image = np.zeros((480, 640, 3), dtype=np.uint8)
image[:, :320] = (0, 200, 0)
image[:, 320:] = (0, 0, 200)
print("open", flush=True)
while True:
    key = window.show(window.fit(image))
    if key:
        print(key.value, flush=True)
    if key == "finish":
        break
    time.sleep(0.01)
window.close()
window.close()
"""


class Shown:
    """A process that shows a window on a display."""

    def __init__(self, display):
        self.display = display
        path = os.pathsep.join(sys.path)
        self.environment = {**os.environ, "DISPLAY": display, "PYTHONPATH": path}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SHOW], env=self.environment, stdout=subprocess.PIPE, text=True
        )

    def line(self):
        return self.process.stdout.readline().strip()

    def __enter__(self):
        assert self.line() == "open"
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(timeout=LIMIT_S)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def display():
    with xvfb() as name:
        yield name


@linux
def test_keys_reach_the_run(display):
    with Shown(display) as shown:
        press(display, "s")
        assert shown.line() == "switch side"
        press(display, "q")
        assert shown.line() == "finish"
        assert shown.process.wait(timeout=LIMIT_S) == 0


def painted(display, path):
    """What is on the display once something is: a busy machine paints after it takes keys."""

    def look():
        picture = cv2.imread(str(screenshot(display, path)))
        return picture if picture.any() else None

    return wait_for(look)


@linux
def test_the_picture_is_on_the_display(display, tmp_path):
    with Shown(display) as shown:
        press(display, "space")
        assert shown.line() == "pause"
        picture = painted(display, tmp_path / "screen.png").astype(int)
    green = (np.abs(picture - (0, 200, 0)).max(axis=2) < 8).sum()
    red = (np.abs(picture - (0, 0, 200)).max(axis=2) < 8).sum()
    assert green > 200_000
    assert abs(green - red) < 0.05 * green


@linux
def test_closing_the_window_finishes(display):
    with Shown(display) as shown:
        close_window(display)
        assert shown.line() == Key.FINISH
        assert shown.process.wait(timeout=LIMIT_S) == 0


@linux
def test_a_platform_that_opencv_lacks_does_not_matter(display):
    done = ask(DISPLAY=display, QT_QPA_PLATFORM="wayland")
    assert done.returncode == 0, done.stdout
