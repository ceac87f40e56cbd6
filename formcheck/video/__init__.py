"""Pixels in and out: files, cameras and streams as one frame source; H.264 out.

Names are loaded when first used, so that importing this package stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formcheck.video.background import BackgroundSink
    from formcheck.video.camera import CameraSource
    from formcheck.video.clock import Clock, SystemClock
    from formcheck.video.file import FileSource
    from formcheck.video.frames import (
        Frame,
        FrameSink,
        FrameSource,
        LiveFrameSource,
        SourceInfo,
    )
    from formcheck.video.noproxy import allow_host
    from formcheck.video.open import VIDEO_SUFFIXES, find_videos, open_camera
    from formcheck.video.paced import PacedFileSource
    from formcheck.video.readahead import read_ahead
    from formcheck.video.url import UrlSource
    from formcheck.video.writer import VideoWriter

_HOME = {
    "BackgroundSink": "background",
    "CameraSource": "camera",
    "Clock": "clock",
    "FileSource": "file",
    "Frame": "frames",
    "FrameSink": "frames",
    "FrameSource": "frames",
    "LiveFrameSource": "frames",
    "PacedFileSource": "paced",
    "SourceInfo": "frames",
    "SystemClock": "clock",
    "UrlSource": "url",
    "VIDEO_SUFFIXES": "open",
    "VideoWriter": "writer",
    "allow_host": "noproxy",
    "find_videos": "open",
    "open_camera": "open",
    "read_ahead": "readahead",
}

__all__ = [
    "VIDEO_SUFFIXES",
    "BackgroundSink",
    "CameraSource",
    "Clock",
    "FileSource",
    "Frame",
    "FrameSink",
    "FrameSource",
    "LiveFrameSource",
    "PacedFileSource",
    "SourceInfo",
    "SystemClock",
    "UrlSource",
    "VideoWriter",
    "allow_host",
    "find_videos",
    "open_camera",
    "read_ahead",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return value
