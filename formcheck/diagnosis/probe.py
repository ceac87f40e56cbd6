"""Questions that are asked in a process of their own.

A missing CPU instruction, a driver or a sound server may end, hang or fill the screen of the one
that asks.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

MEDIAPIPE = """
import sys
import mediapipe as mp
from mediapipe.tasks.python.core import mediapipe_c_bindings as bindings
if len(sys.argv) > 1:
    import numpy as np
    vision = mp.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mp.tasks.BaseOptions(model_asset_path=sys.argv[1])
    )
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        grey = np.full((240, 320, 3), 128, np.uint8)
        landmarker.detect(mp.Image(image_format=mp.ImageFormat.SRGB, data=grey))
else:
    bindings.load_raw_library()
print(mp.__version__)
"""
CAMERA = """
import cv2
camera = cv2.VideoCapture(0)
good, image = camera.read() if camera.isOpened() else (False, None)
print(f"{image.shape[1]}x{image.shape[0]}" if good else "")
"""
SOUND = """
import sounddevice
print(sounddevice.query_devices(kind="output")["name"])
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        good: it ended as it should.
        late: it had to be ended.
        words: its last line of output, or of complaint.
    """

    good: bool
    late: bool
    words: str


def probe(code: str, *arguments: str, timeout_s: float) -> Answer:
    """Run a few lines in another Python; its last line of output, or of complaint."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(good=False, late=True, words=f"no answer within {timeout_s:.0f} s")
    good = done.returncode == 0
    lines = list(lines_of(done.stdout if good else done.stderr))
    if good or lines:
        return Answer(good, late=False, words=lines[-1][:200] if lines else "")
    return Answer(good, late=False, words=f"it ended with code {done.returncode}")


def lines_of(output: bytes) -> Iterator[str]:
    """The lines of a program's output that say something."""
    for line in output.decode(errors="replace").splitlines():
        if line.strip():
            yield line.strip()
