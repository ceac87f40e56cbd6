"""From what a user types to what can be read: camera specs, and videos in folders."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import InputError, UsageError
from formcheck.video.camera import CameraSource
from formcheck.video.container import printable
from formcheck.video.paced import PacedFileSource
from formcheck.video.url import UrlSource, public_name

if TYPE_CHECKING:
    from formcheck.video.clock import Clock
    from formcheck.video.frames import LiveFrameSource

VIDEO_SUFFIXES = frozenset({".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi"})
CAMERA_SCHEMES = frozenset({"http", "https", "rtsp", "rtsps"})
# What formcheck writes, recognised by what it writes beside it.
_OWN_VIDEO, _OWN_REPORT = "annotated.mp4", "report.json"


def open_camera(spec: str, clock: Clock | None = None) -> LiveFrameSource:
    """Open what `--camera` names: a number, a URL, or a video file played as a camera.

    Raises:
        UsageError: It is none of these.
        MissingError: There is no camera of that number.
        InputError: The URL or file cannot be read.
    """
    if re.fullmatch(r"[0-9]+", spec):
        return CameraSource(int(spec), clock)
    if device := re.fullmatch(r"/dev/video([0-9]+)", spec):
        return CameraSource(int(device[1]), clock)
    if scheme := re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", spec):
        if scheme[1].lower() not in CAMERA_SCHEMES:
            raise UsageError(
                f"{public_name(spec)} is not a camera address formcheck knows; "
                "use http, https, rtsp or rtsps."
            )
        return UrlSource(spec, clock)
    if Path(spec).is_file():
        return PacedFileSource(spec, clock)
    raise UsageError(
        f"No camera {printable(spec)!r}; give a number such as 0, a URL such as "
        "rtsp://host/stream, or an existing video file."
    )


def find_videos(path: Path | str, recursive: bool = False) -> list[Path]:
    """The videos that a path stands for, in natural order (2 before 10).

    A file stands for itself, whatever its name. In a folder, hidden files and folders are
    skipped, and so are the annotated videos that formcheck itself wrote.

    Args:
        path: A file or folder.
        recursive: Look into the folders below as well.

    Raises:
        InputError: There is no such path, it may not be read, or it holds no video.
    """
    path = Path(path)
    name = printable(str(path))
    if not path.exists():
        raise InputError(f"There is no file or folder {name}; check the name.")
    if not path.is_dir():
        return [path]
    try:
        found = [
            Path(folder) / file
            for folder, files in _folders(path, recursive)
            for file in files
            if _is_video(file) and not (file == _OWN_VIDEO and _OWN_REPORT in files)
        ]
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}.") from None
    if not found:
        hint = "" if recursive else ", or --recursive to look into the folders below it"
        raise InputError(f"{name} holds no video; give a folder with video files{hint}.")
    return sorted(found, key=lambda video: natural_key(str(video.relative_to(path))))


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """A sort key by which 'set2' comes before 'set10', upper and lower case alike."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _folders(top: Path, recursive: bool) -> list[tuple[str, list[str]]]:
    if not recursive:
        return [(str(top), [entry.name for entry in os.scandir(top) if entry.is_file()])]
    walked = []
    for folder, below, files in os.walk(top, onerror=_reraise):
        below[:] = [name for name in below if not name.startswith(".")]
        walked.append((folder, files))
    return walked


def _reraise(error: OSError) -> None:
    raise error


def _is_video(file: str) -> bool:
    return not file.startswith(".") and Path(file).suffix.lower() in VIDEO_SUFFIXES
