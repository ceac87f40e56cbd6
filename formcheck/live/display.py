"""Is there a display? OpenCV aborts the whole process when it opens a window without one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from formcheck.errors import MissingError

TIMEOUT_S = 20.0
_ADVICE = "Run with --no-window to go without one."
_PROBE = "import cv2; cv2.namedWindow('formcheck'); cv2.destroyAllWindows()"


def require_display() -> None:
    """Make sure that a window can be opened here.

    Raises:
        MissingError: no window can be opened; the message says why and what to do.
    """
    try:
        import cv2
    except ImportError as error:
        raise MissingError(
            f"OpenCV cannot be loaded ({error}). On Debian and Ubuntu, install libgl1 and libegl1."
        ) from error
    framework = str(cv2.currentUIFramework())
    if not framework:
        raise MissingError(
            "This OpenCV was built without windows: another OpenCV package stands in "
            f"opencv-contrib-python's place. {_ADVICE}"
        )
    if sys.platform in ("darwin", "win32"):
        return
    if not os.environ.get("DISPLAY"):
        if os.environ.get("WAYLAND_DISPLAY"):
            raise MissingError(
                f"OpenCV's window needs an X display, and this Wayland session offers none "
                f"(install or start Xwayland). {_ADVICE}"
            )
        raise MissingError(
            f"There is no display to open a window on (DISPLAY is not set). {_ADVICE}"
        )
    use_known_platform()
    _probe()


def use_known_platform() -> None:
    """Let Qt use a platform that this OpenCV brings: a desktop may have set one that it lacks."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    plugins = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH")  # set by cv2 when it is loaded
    if not wanted or not plugins:
        return
    name = wanted.split(":")[0].split(";")[0]
    if not any(Path(plugins).glob(f"**/libq{name}.*")):
        os.environ["QT_QPA_PLATFORM"] = "xcb"


def _probe() -> None:
    """Open a window in another process: only that shows whether the display answers."""
    if not sys.executable:
        return
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _PROBE],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise MissingError(
            f"The display {os.environ['DISPLAY']} does not answer. {_ADVICE}"
        ) from error
    if done.returncode == 0:
        return
    why = done.stderr.decode(errors="replace").strip().splitlines()
    said = f" ({why[0][:120].strip()})" if why else ""
    raise MissingError(
        f"No window can be opened on display {os.environ['DISPLAY']}{said}. {_ADVICE}"
    )
