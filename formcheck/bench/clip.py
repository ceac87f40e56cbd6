"""The clip that is measured on, and what is made of it without touching its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import av
import cv2
import numpy as np

from formcheck.video.file import FileSource
from formcheck.video.writer import VideoWriter

DEMO = "data/demo-heel-raise.mp4"
LARGER = (1280, 720)
_GREY = 96


@dataclass(frozen=True, slots=True)
class Clip:
    """A video on disk."""

    path: Path
    width: int
    height: int
    fps: float
    seconds: float

    @property
    def usual(self) -> bool:
        """Whether the targets speak of clips like this one: 640x480 at 30 frames/s."""
        return self.width * self.height <= 640 * 480 and self.fps <= 31


@contextmanager
def chosen(path: Path | None) -> Iterator[Path]:
    """The given video, or the packaged demo clip."""
    if path is not None:
        yield path
        return
    with as_file(files("formcheck").joinpath(DEMO)) as demo:
        yield demo


def look_at(path: Path) -> Clip:
    """What a video is like.

    Raises:
        InputError: it cannot be read.
    """
    with FileSource(path) as source:
        info = source.info
        fps = info.fps or 30.0
        seconds = info.duration_s or sum(1 for _ in source) / fps
    return Clip(path, info.width, info.height, fps, seconds)


def remux(source: Path, target: Path, *, times: int = 1, seconds: float | None = None) -> Path:
    """Copy a video's packets, so often one after the other, without encoding again.

    Args:
        source: a video.
        target: the file to write, Matroska, since it takes every codec.
        times: how often.
        seconds: only about so much of its beginning, each time.
    """
    with av.open(str(target), "w", format="matroska") as out:
        copy, shift = None, 0
        for _ in range(times):
            with av.open(str(source)) as container:
                video = container.streams.video[0]
                if copy is None:
                    copy = out.add_stream_from_template(video)
                base = video.time_base or 1
                step = round(1 / (float(base) * float(video.average_rate or 30)))
                end = 0
                for packet in container.demux(video):
                    if packet.dts is None:
                        continue
                    if seconds is not None and packet.dts * base >= seconds:
                        break
                    pts = packet.dts if packet.pts is None else packet.pts
                    end = max(end, pts + (packet.duration or step))
                    packet.pts, packet.dts = pts + shift, packet.dts + shift
                    packet.stream = copy
                    out.mux(packet)
                shift += end
    return target


def enlarge(source: Path, target: Path, size: tuple[int, int], seconds: float) -> Path:
    """Write the beginning of a video with larger pictures, grey beside them where need be."""
    with FileSource(source) as frames:
        width, height = frames.info.width, frames.info.height
        scale = min(size[0] / width, size[1] / height)
        inner = (round(width * scale), round(height * scale))
        left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
        with VideoWriter(target, *size, frames.info.fps) as writer:
            for frame in frames:
                if frame.t >= seconds:
                    break
                picture = np.full((size[1], size[0], 3), _GREY, dtype=np.uint8)
                picture[top : top + inner[1], left : left + inner[0]] = cv2.resize(
                    frame.image, inner, interpolation=cv2.INTER_LINEAR
                )
                writer.write(frame.t, picture)
    return target
