"""Opening a video file with FFmpeg (PyAV): what is in it, or one sentence on what is wrong."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.stream import Disposition

from formcheck.errors import InputError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

# Only containers that hold video, so that a playlist or script disguised as a video cannot make
# FFmpeg read other files or the network.
_DEMUXERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg,nut,ivf,mjpeg"
_HEAD_BYTES = 4096
# Browser recordings claim their time base (1000) as frame rate.
_MIN_FPS, _MAX_FPS = 0.5, 999.0
_MAX_DURATION_S = 7 * 24 * 3600.0
_MICROSECONDS = 1_000_000
_RUNNING_CLOCKS = {"mpegts", "mpeg"}
_SQUARE_WITHIN = 0.01


def display_name(path: Path) -> str:
    """The file's name, printable even if it is not valid UTF-8."""
    return printable(path.name)


def printable(text: str) -> str:
    """Text that can always be encoded as UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def open_video(path: Path) -> tuple[InputContainer, VideoStream]:
    """Open a video file and choose its video stream, with threaded decoding.

    Raises:
        InputError: It is missing, a folder, unreadable, empty, not a video, cut off before its
            index, or without pictures.
    """
    head = _read_head(path)
    try:
        container = av.open(
            os.path.abspath(path),  # noqa: PTH100  a leading '/', so that 'a:b.mp4' is no protocol
            options={"format_whitelist": _DEMUXERS, "protocol_whitelist": "file"},
            metadata_errors="replace",  # titles in other encodings must not stop us
        )
    except av.error.FFmpegError:
        raise InputError(_why_unreadable(path, head)) from None
    stream = _video_stream(container)
    if stream is None:
        container.close()
        raise InputError(
            f"{display_name(path)} has no video in it, only sound or other data; "
            "give a recording with pictures."
        )
    stream.thread_type = "AUTO"
    return container, stream


def frame_rate(stream: VideoStream) -> float | None:
    """Average frames a second, or None when the container's figure cannot be trusted."""
    rate = stream.average_rate
    return float(rate) if rate and _MIN_FPS <= rate <= _MAX_FPS else None


def duration(container: InputContainer, stream: VideoStream) -> float | None:
    """How long the container says the video is, in seconds, or None when it does not say."""
    seconds = None
    if stream.duration and stream.time_base:
        seconds = float(stream.duration * stream.time_base)
    elif "DURATION" in stream.metadata:
        seconds = _clock_seconds(stream.metadata["DURATION"])
    elif container.duration:
        seconds = container.duration / _MICROSECONDS
    return seconds if seconds and 0 < seconds <= _MAX_DURATION_S else None


def announced_end(container: InputContainer, stream: VideoStream) -> float | None:
    """The timestamp, in seconds, at which the last picture should end; None if unsaid.

    The container's own length counts only if pictures are all it holds: sound may run on.
    """
    says = bool(stream.duration) or "DURATION" in stream.metadata or len(container.streams) == 1
    length = duration(container, stream) if says else None
    if length is None or not stream.duration or stream.start_time is None or not stream.time_base:
        return length
    return float(stream.start_time * stream.time_base) + length


def start_time(container: InputContainer) -> float:
    """The timestamp, in seconds, that a viewer shows as 0.

    That is 0 itself, except in containers whose timestamps are those of a running clock.
    """
    if container.format.name not in _RUNNING_CLOCKS:
        return 0.0
    return (container.start_time or 0) / _MICROSECONDS


def square_pixel_width(frame: VideoFrame, stream: VideoStream) -> int:
    """The width in pixels at which the frame's pixels are square (angles need that)."""
    ratio = stream.sample_aspect_ratio or Fraction(1)
    if ratio <= 0 or abs(float(ratio) - 1) <= _SQUARE_WITHIN or not 0.2 < ratio < 5:
        return frame.width
    return round(frame.width * float(ratio))


def _video_stream(container: InputContainer) -> VideoStream | None:
    for stream in container.streams.video:
        # A cover picture is a video stream as well.
        if not stream.disposition & Disposition.attached_pic and stream.codec_context is not None:
            return stream
    return None


def _read_head(path: Path) -> bytes:
    name = display_name(path)
    if path.is_dir():
        raise InputError(f"{name} is a folder, not a video; give a video file.")
    try:
        if not path.exists():
            raise InputError(f"There is no file {printable(str(path))}; check the name.")
        if not path.is_file():
            raise InputError(f"{name} is not a regular file; give a video file.")
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except PermissionError:
        raise InputError(
            f"{name} may not be read by this user; change its permissions or copy it."
        ) from None
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}.") from None
    if not head:
        raise InputError(f"{name} is empty (0 bytes); record or copy it again.")
    return head


def _why_unreadable(path: Path, head: bytes) -> str:
    name = display_name(path)
    if head[4:8] == b"ftyp":
        return (
            f"{name} was cut off before it was complete, and its index of pictures is missing; "
            "copy or record it again."
        )
    return f"{name} is not a video that can be read; give an mp4, mov, mkv, webm or avi file."


def _clock_seconds(text: str) -> float | None:
    """Seconds from Matroska's '00:01:02.500000000'."""
    try:
        hours, minutes, seconds = text.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return None
