"""Frames from a video file, with the container's own timestamps."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from formcheck.errors import InputError
from formcheck.video import container as media
from formcheck.video.frames import Frame, SourceInfo
from formcheck.video.orientation import orientation_of
from formcheck.video.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from formcheck.video.frames import Image

_USUAL_FPS = 30.0
# A container may round its length, or leave its last picture standing.
_SHORT_BY_S = 0.5
# Pictures may begin after the sound; later than this, the clock had been running before.
_LATEST_START_S = 10.0


class FileSource:
    """Decodes a video file from beginning to end in flat memory.

    Times are the container's, in seconds since its start; rotation and non-square pixels are
    already applied to the images. A file that is damaged midway ends there, with a warning.

    Args:
        path: The video file.

    Raises:
        InputError: The file cannot be read as a video; the message says why.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._container, self._stream = media.open_video(self._path)
        self._time_base = self._stream.time_base or Fraction(1, 1000)
        # An AVI holds decoding times only, and what FFmpeg makes of them is out of order.
        self._in_decoding_order = self._container.format.name == "avi"
        self._zero = media.start_time(self._container)
        self._damage: list[float] = []
        self._pictures: Iterator[VideoFrame] = self._decode()
        self._first = next(self._pictures, None)
        if self._first is None:
            self.close()
            raise InputError(
                f"{media.display_name(self._path)} has no picture that can be decoded; "
                "copy or record it again."
            )
        self._zero += self._lead(self._first)
        self._orientation = orientation_of(self._first)
        self._stored = (media.square_pixel_width(self._first, self._stream), self._first.height)
        self._info = self._describe()
        self._warnings: list[str] = []
        self._reformatter = VideoReformatter()

    @property
    def info(self) -> SourceInfo:
        """What is known since opening."""
        return self._info

    @property
    def warnings(self) -> list[str]:
        """Sentences for the user, complete when the last frame has been read."""
        return self._warnings

    def __iter__(self) -> Iterator[Frame]:
        """Yield every frame in order. A source can be read once."""
        timeline = Timeline(1 / (self._info.fps or _USUAL_FPS))
        last = previous = end = 0.0
        index = 0
        for picture in self._all_pictures():
            previous, last = last, timeline.place(self._seconds(picture.pts, picture.dts))
            end = last + float((picture.duration or 0) * self._time_base)
            yield Frame(last, self._upright(picture), index)
            index += 1
        if index:
            self._note_damage(last, end, slack=max(_SHORT_BY_S, 2 * (last - previous)))

    def close(self) -> None:
        """Let go of the file."""
        # The generator refers back to this object: end it, or both outlive their use.
        self._pictures, self._first = iter(()), None
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _all_pictures(self) -> Iterator[VideoFrame]:
        if self._first is not None:
            first, self._first = self._first, None
            yield first
            yield from self._pictures

    def _decode(self) -> Iterator[VideoFrame]:
        """Decode packet by packet, leaving out what is damaged and remembering when it was."""
        for packet in self._packets():
            if packet is not None and packet.is_corrupt:
                self._damage.append(self._packet_time(packet))
                continue
            try:
                pictures = self._stream.decode(packet)
            except av.error.FFmpegError:
                self._damage.append(self._packet_time(packet))
                continue
            yield from pictures

    def _packets(self) -> Iterator[Packet[VideoStream] | None]:
        """Packets of the video stream up to damage in the container, then None to flush."""
        try:
            for packet in self._container.demux(self._stream):
                if packet.size:
                    yield packet
        except av.error.FFmpegError:
            self._damage.append(float("inf"))
        yield None

    def _packet_time(self, packet: Packet[VideoStream] | None) -> float:
        at = None if packet is None else self._seconds(packet.pts, packet.dts)
        return float("inf") if at is None else at

    def _seconds(self, pts: int | None, dts: int | None) -> float | None:
        """Seconds since the container's start; None when the container says nothing.

        The stream's time base, because PyAV leaves it out of frames flushed at the end.
        """
        stamp = dts if self._in_decoding_order or pts is None else pts
        return None if stamp is None else float(stamp * self._time_base) - self._zero

    def _lead(self, first: VideoFrame) -> float:
        """How far the first picture's time must be moved to be right, in seconds."""
        at = self._seconds(first.pts, first.dts) or 0.0
        # Decoding times run ahead by as many pictures as the decoder holds back.
        sensible = 0.0 <= at <= _LATEST_START_S
        return 0.0 if sensible and not self._in_decoding_order else at

    def _upright(self, picture: VideoFrame) -> Image:
        width, height = self._stored
        # One thread: two cores are shared with inference, and sws gains nothing from more.
        converted = self._reformatter.reformat(
            picture, width=width, height=height, format="bgr24", threads=1
        )
        image: Image = np.ascontiguousarray(converted.to_ndarray(), dtype=np.uint8)
        return self._orientation.apply(image)

    def _note_damage(self, last: float, end: float, slack: float) -> None:
        announced = media.announced_end(self._container, self._stream)
        short = announced is not None and announced - self._zero - end > slack
        # Pictures are stored out of order, so damage at the end may lie before the last one.
        inside = [t for t in self._damage if t < last - slack]
        if inside:
            self._warnings.append(
                f"Some pictures around {max(inside[0], 0.0):.1f} s are damaged and were left out."
            )
        if short or len(inside) < len(self._damage):
            self._warnings.append(
                f"The video is damaged after {end:.1f} s; what came before it was analysed."
            )

    def _describe(self) -> SourceInfo:
        width, height = self._orientation.size(*self._stored)
        fps = media.frame_rate(self._stream)
        seconds = media.duration(self._container, self._stream)
        estimate = round(seconds * fps) if seconds and fps else None
        return SourceInfo(
            name=media.display_name(self._path),
            kind="file",
            path=media.printable(str(self._path)),
            width=width,
            height=height,
            fps=fps,
            duration_s=seconds,
            frame_estimate=max(estimate, 1) if estimate is not None else None,
            codec=self._stream.codec_context.codec.canonical_name,
            rotation_deg=self._orientation.clockwise_deg,
            live=False,
        )
