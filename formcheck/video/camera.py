"""A camera plugged into this machine, by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import cv2
import numpy as np

from formcheck.errors import MissingError
from formcheck.video.frames import SourceInfo
from formcheck.video.live import DEAD_AFTER_S, LiveSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from formcheck.video.clock import Clock
    from formcheck.video.frames import Image


class Capture(Protocol):
    """The part of `cv2.VideoCapture` that is used here; a seam for tests."""

    def isOpened(self) -> bool:  # noqa: N802
        """Whether there is such a camera."""
        ...

    def grab(self) -> bool:
        """Wait for a picture; False when there is none."""
        ...

    def retrieve(self) -> tuple[bool, Any]:
        """Decode the picture that was waited for."""
        ...

    def set(self, propId: int, value: float) -> bool:  # noqa: N803
        """Set a property, if the driver knows it."""
        ...

    def release(self) -> None:
        """Let go of the camera."""
        ...


class CameraSource(LiveSource):
    """A local camera; gives the newest picture, never an old one.

    Args:
        index: The camera's number, from 0.
        clock: Gives the times.
        dead_after_s: Without a picture for this long, the camera counts as unplugged.
        open_capture: Opens a camera by number.

    Raises:
        MissingError: There is no such camera, or it sends nothing.
    """

    def __init__(
        self,
        index: int,
        clock: Clock | None = None,
        dead_after_s: float = DEAD_AFTER_S,
        open_capture: Callable[[int], Capture] | None = None,
    ) -> None:
        info = SourceInfo(
            name=f"Camera {index}",
            kind="camera",
            path=None,
            width=0,
            height=0,
            fps=None,
            duration_s=None,
            frame_estimate=None,
            codec=None,
            rotation_deg=0,
            live=True,
        )
        opener = open_capture if open_capture is not None else _open_quietly
        super().__init__(lambda: _CaptureGrabber(index, opener), info, clock, dead_after_s)


class _CaptureGrabber:
    def __init__(self, index: int, opener: Callable[[int], Capture]) -> None:
        self._capture = opener(index)
        if not self._capture.isOpened():
            self._capture.release()
            raise MissingError(
                f"No camera {index} here; plug one in or give another number with --camera."
            )
        # Otherwise drivers serve pictures that have waited in a queue.
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def grab(self) -> bool:
        try:
            return self._capture.grab()
        except cv2.error:
            return False

    def retrieve(self) -> Image | None:
        try:
            good, image = self._capture.retrieve()
        except cv2.error:
            return None
        if not good or image is None or image.size == 0:
            return None
        if image.ndim == 2:
            image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
        return np.ascontiguousarray(image, dtype=np.uint8)

    def close(self) -> None:
        self._capture.release()


def _open_quietly(index: int) -> Capture:
    # OpenCV writes several lines to stderr for every camera that is not there.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2.VideoCapture(index)
