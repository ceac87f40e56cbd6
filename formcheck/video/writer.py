"""H.264 in mp4, with each picture at its true time; plays in browsers."""

from __future__ import annotations

import errno
import os
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import av
import cv2
import numpy as np

from formcheck.errors import OutputError
from formcheck.video.priority import standing_back

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from av.container import OutputContainer
    from av.video.stream import VideoStream

    from formcheck.video.frames import Image

# The usual clock of video: finer than any camera, and 24, 25, 30, 50 and 60 divide it.
_TICKS_PER_S = 90_000
_TIME_BASE = Fraction(1, _TICKS_PER_S)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# x264's constant quality: faults stay visible, a minute stays small.
_CRF = 22
# A simpler search for movement than the preset's, and a finer quality for it: two thirds of the
# time for files a third larger; PSNR 43.4 dB instead of 44.6 on drawn pictures, 45.0 instead of
# 44.6 on a noisy camera's. Encoding takes the processor from inference.
_X264 = "me=dia:subme=1:partitions=i4x4,i8x8"
# More x264 threads than this cost memory and bring nothing here.
_MAX_THREADS = 4
# FFmpeg's numbers for BT.601 in limited range, which the conversion from BGR gives.
_SMPTE170M, _LIMITED_RANGE = 6, 1


class VideoWriter:
    """Writes pictures to an mp4 file; the file appears when it is complete.

    Until `close` it grows under a hidden temporary name beside it. Leaving the `with` block by
    an exception or an interrupt finishes the file as well. Without any picture, no file is left.

    Args:
        path: The file to write; an existing one is replaced.
        width: Of the pictures, pixels. Odd sizes are padded to even ones, as H.264 needs.
        height: Of the pictures, pixels.
        fps_hint: The expected frame rate, for the encoder's rate control; times decide.
        preset: x264's trade of time against size.

    Raises:
        OutputError: The file cannot be created.
    """

    def __init__(
        self,
        path: Path | str,
        width: int,
        height: int,
        fps_hint: float | None = None,
        preset: str = "veryfast",
    ) -> None:
        self._path = Path(path)
        self._part = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        self._size = (width, height)
        self._even = (width + width % 2, height + height % 2)
        self._last_pts = -1
        self._closed = False
        try:
            self._container, self._stream = self._open(fps_hint or 30.0, preset)
        except OSError as error:
            self._fail(error)

    def write(self, t: float, image: Image) -> None:
        """Encode one picture.

        Args:
            t: Its time in seconds, at least 0; not after its predecessor counts as just after.
            image: Shape (height, width, 3), uint8, BGR. It is copied.

        Raises:
            OutputError: It cannot be written, for example because the disk is full. The
                unfinished file is removed.
            ValueError: The image has another size than announced, or the writer is closed.
        """
        if self._closed:
            raise ValueError("write to a closed VideoWriter")
        if image.shape != (self._size[1], self._size[0], 3):
            raise ValueError(f"expected {self._size} pixels, got an image of shape {image.shape}")
        # Not FFmpeg's change of colours: that takes five times as long.
        planes = np.asarray(cv2.cvtColor(self._padded(image), cv2.COLOR_BGR2YUV_I420), np.uint8)
        # Not `from_ndarray`: that copies first.
        picture = av.VideoFrame.from_numpy_buffer(planes, format="yuv420p")
        self._last_pts = max(self._last_pts + 1, round(max(t, 0.0) * _TICKS_PER_S))
        picture.pts = self._last_pts
        picture.time_base = _TIME_BASE
        try:
            self._container.mux(self._stream.encode(picture))
        except OSError as error:
            self._fail(error)

    def close(self) -> None:
        """Finish the file and give it its name.

        Raises:
            OutputError: The end of the file cannot be written; the unfinished file is removed.
        """
        if self._closed:
            return
        self._closed = True
        if self._last_pts < 0:
            self._discard()
            return
        try:
            self._container.mux(self._stream.encode(None))
            self._container.close()
            self._part.replace(self._path)
        except OSError as error:
            self._fail(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.close()
        except OutputError:
            # What is already on its way out is the cause, this only its consequence.
            if error is None:
                raise

    def _open(self, fps: float, preset: str) -> tuple[OutputContainer, VideoStream]:
        # FFmpeg opens the file late; this fails early, and with Python's reasons.
        self._part.open("wb").close()
        container = av.open(
            os.path.abspath(self._part),  # noqa: PTH100  a leading '/', so that ':' is no protocol
            "w",
            format="mp4",
            options={"movflags": "+faststart"},
        )
        stream = container.add_stream(
            "libx264",
            rate=Fraction(fps).limit_denominator(1001),
            options={"preset": preset, "crf": str(_CRF), "x264-params": _X264},
        )
        stream.width, stream.height = self._even
        stream.pix_fmt = "yuv420p"
        stream.time_base = _TIME_BASE
        stream.codec_context.time_base = _TIME_BASE
        stream.codec_context.colorspace = _SMPTE170M
        stream.codec_context.color_range = _LIMITED_RANGE
        stream.codec_context.thread_count = min(os.cpu_count() or 1, _MAX_THREADS)
        standing_back(stream.codec_context.open)
        return container, stream

    def _padded(self, image: Image) -> Image:
        if self._even == self._size:
            return np.ascontiguousarray(image)
        right, below = self._even[0] - self._size[0], self._even[1] - self._size[1]
        return np.pad(image, ((0, below), (0, right), (0, 0)), mode="edge")

    def _discard(self) -> None:
        self._closed = True
        try:
            if hasattr(self, "_container"):
                self._container.close()
        except OSError:
            pass  # the trailer of a file that is thrown away
        finally:
            self._part.unlink(missing_ok=True)

    def _fail(self, error: OSError) -> NoReturn:
        self._discard()
        if error.errno in _FULL:
            raise OutputError(
                f"The disk is full: {self._path} could not be written; "
                "free some space or choose another folder."
            ) from None
        raise OutputError(
            f"{self._path} cannot be written ({error.strerror}); choose another folder."
        ) from None
