"""A network camera: MJPEG over HTTP, or RTSP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from formcheck.errors import InputError
from formcheck.video.frames import SourceInfo
from formcheck.video.live import DEAD_AFTER_S, FIRST_PICTURE_S, LiveSource
from formcheck.video.noproxy import allow_host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.video.frame import VideoFrame

    from formcheck.video.clock import Clock
    from formcheck.video.frames import Image

# Streams only: a film fetched over HTTP would rush by at the speed of the network.
_DEMUXERS = "mpjpeg,mjpeg,rtsp,rtp,sdp,mpegts,h264,hevc"
_PROTOCOLS = "http,https,httpproxy,tcp,tls,udp,rtp,srtp,crypto"
_OPTIONS = {
    "format_whitelist": _DEMUXERS,
    "protocol_whitelist": _PROTOCOLS,
    "rtsp_flags": "prefer_tcp",
    # The newest picture, not a smooth one: probe shortly and do not collect.
    "fflags": "nobuffer",
    "flags": "low_delay",
    "analyzeduration": "1000000",
    "fpsprobesize": "0",
}


class UrlSource(LiveSource):
    """A network camera; gives the newest picture, never an old one.

    The host is exempted from the proxy variables, which formcheck points nowhere for privacy.

    Args:
        url: `http://`, `https://`, `rtsp://` or `rtsps://`; may hold `user:password@`, which
            is used but never shown.
        clock: Gives the times.
        dead_after_s: Without a picture for this long, the stream counts as dead.
        open_within_s: How long to wait for the connection and its first picture.

    Raises:
        InputError: The URL cannot be opened or sends no video stream.
    """

    def __init__(
        self,
        url: str,
        clock: Clock | None = None,
        dead_after_s: float = DEAD_AFTER_S,
        open_within_s: float = FIRST_PICTURE_S,
    ) -> None:
        info = SourceInfo(
            name=public_name(url),
            kind="url",
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
        allow_host(url)
        super().__init__(
            lambda: _StreamGrabber(url, info.name, open_within_s, dead_after_s),
            info,
            clock,
            dead_after_s,
            # FFmpeg's own limit comes first, with a better reason.
            first_picture_s=open_within_s + 1.0,
        )


def public_name(url: str) -> str:
    """The URL without anything that may be secret: credentials, query, `key=value` paths."""
    scheme, _, rest = url.partition("://")
    rest = re.split(r"[?#]", rest.rpartition("@")[2])[0]
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}" + ("" if "=" in path else slash + path)


class _StreamGrabber:
    def __init__(self, url: str, name: str, open_within_s: float, read_within_s: float) -> None:
        try:
            self._container = av.open(
                url,
                options=_OPTIONS,
                timeout=(open_within_s, read_within_s),
                metadata_errors="replace",
            )
        except (av.error.FFmpegError, OSError, ValueError) as error:
            raise InputError(_why(name, error, open_within_s)) from None
        if not self._container.streams.video:
            self._container.close()
            raise InputError(f"{name} sends no pictures; give the address of its video stream.")
        stream = self._container.streams.video[0]
        # Decoding in several threads at once holds pictures back.
        stream.thread_type = "SLICE"
        self._pictures = self._decode()
        self._picture: VideoFrame | None = None
        self._reformatter = VideoReformatter()

    def grab(self) -> bool:
        self._picture = next(self._pictures, None)
        return self._picture is not None

    def retrieve(self) -> Image | None:
        if self._picture is None:
            return None
        converted = self._reformatter.reformat(self._picture, format="bgr24", threads=1)
        return np.ascontiguousarray(converted.to_ndarray(), dtype=np.uint8)

    def close(self) -> None:
        self._container.close()

    def _decode(self) -> Iterator[VideoFrame]:
        try:
            for packet in self._container.demux(video=0):
                try:
                    pictures = packet.decode()
                except av.error.FFmpegError:
                    continue  # one broken picture; the next may be good
                yield from pictures
        except (av.error.FFmpegError, OSError):
            return  # the connection is gone or silent


def _why(name: str, error: Exception, open_within_s: float) -> str:
    """One sentence; never FFmpeg's own text, which repeats the URL with its password."""
    if isinstance(error, av.error.HTTPUnauthorizedError | av.error.HTTPForbiddenError):
        return f"{name} refuses the user name or password; check them in the URL."
    if isinstance(error, av.error.HTTPNotFoundError):
        return f"{name} does not exist on that camera; check the part after the host."
    if isinstance(error, av.error.ExitError | TimeoutError):
        return (
            f"{name} did not answer within {open_within_s:g} s; "
            "check the address and that the camera is on."
        )
    if isinstance(error, ConnectionRefusedError):
        return f"{name} refuses connections; check the address and the port."
    if isinstance(error, av.error.InvalidDataError | av.error.ArgumentError):
        return f"{name} is not an MJPEG or RTSP video stream; give the address of the stream."
    return f"{name} cannot be reached, or is no video stream; check the address and the network."
