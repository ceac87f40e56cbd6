"""A real X display without a screen, for tests that open windows."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.patience import LIMIT_S

SIZE = (1024, 768)


@contextlib.contextmanager
def xvfb(size: tuple[int, int] = SIZE) -> Iterator[str]:
    """Run Xvfb on a free display.

    Yields:
        The display's name, for the environment variable DISPLAY. It is not set here.
    """
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    # The server picks a free number itself and writes it down: nothing to race for.
    reading, writing = os.pipe()
    screen = f"{size[0]}x{size[1]}x24"
    process = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp"],
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            pytest.skip("Xvfb does not start here")
        yield f":{number}"
    finally:
        process.terminate()
        process.wait(timeout=LIMIT_S)


def screenshot(display: str, path: Path) -> Path:
    """Save what the display shows as a picture; skips the test where ImageMagick is absent."""
    program = shutil.which("import")
    if program is None:
        pytest.skip("ImageMagick's import is not installed")
    subprocess.run(
        [program, "-display", display, "-window", "root", str(path)], check=True, timeout=LIMIT_S
    )
    return path


def press(display: str, key: str, window: str = "formcheck") -> None:
    """Press a key (in xdotool's names) in the window of that title; skips without xdotool."""
    number = str(_find(display, window))
    _xdotool(display, "key", "--window", number, key)


def close_window(display: str, window: str = "formcheck") -> None:
    """Ask a window to close, as the X in its corner would; skips without xdotool or libX11."""
    number = str(_find(display, window))
    done = subprocess.run(
        [sys.executable, "-c", _CLOSE, number],
        env={**os.environ, "DISPLAY": display},
        timeout=LIMIT_S,
        check=False,
    )
    if done.returncode:
        pytest.skip("libX11 is not here to play the window manager with")


def _find(display: str, window: str) -> int:
    words = ("search", "--sync", "--name", f"^{window}$")
    for _ in range(4):
        # The search fails where some window goes while it looks, as toolkits' first ones do.
        with contextlib.suppress(subprocess.CalledProcessError):
            return int(_xdotool(display, *words).split()[-1])
    return int(_xdotool(display, *words).split()[-1])


def _xdotool(display: str, *words: str) -> str:
    program = shutil.which("xdotool")
    if program is None:
        pytest.skip("xdotool is not installed")
    return subprocess.run(
        [program, *words],
        env={**os.environ, "DISPLAY": display},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=LIMIT_S,
        check=True,
    ).stdout


# There is no window manager: this sends the message that one would send.
_CLOSE = """
import ctypes
import sys

x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = ctypes.c_void_p
display = ctypes.c_void_p(x.XOpenDisplay(None))
x.XInternAtom.restype = ctypes.c_ulong


class Message(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("sent", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("kind", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_long * 24),
    ]


window = ctypes.c_ulong(int(sys.argv[1]))
kind = x.XInternAtom(display, b"WM_PROTOCOLS", 0)
message = Message(33, 0, 1, display, window.value, kind, 32)
message.data[0] = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
x.XSendEvent(display, window, 0, ctypes.c_long(0), ctypes.byref(message))
x.XSync(display, 0)
"""
