"""The clip that is measured on, and what is made of it without touching its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np

from formcheck.video.file import FileSource
from formcheck.video.writer import VideoWriter

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.stream import VideoStream

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
    stamps = [stamp for stamp, _ in _packets(source)]
    with av.open(str(source)) as container:
        video = container.streams.video[0]
        base = float(video.time_base or 1)
        step = max(1, round(1 / (base * float(video.average_rate or 30))))
    if seconds is not None:
        stamps = _beginning(stamps, min(stamps) + seconds / base)
    # Decoding times are made anew: Matroska keeps none, and mp4 lets them begin below zero.
    in_order = sorted(stamps)
    wait = max(due - stamp for due, stamp in zip(in_order, stamps, strict=True))
    length = in_order[-1] - in_order[0] + step
    with av.open(str(target), "w", format="matroska") as out, av.open(str(source)) as template:
        copy = out.add_stream_from_template(template.streams.video[0])
        for play in range(times):
            shift = play * length
            timed = zip(_packets(source), in_order, strict=False)
            for (stamp, packet), due in timed:
                packet.pts, packet.dts = stamp + shift, due + shift - wait
                packet.stream = copy
                out.mux(packet)
    return target


def _beginning(stamps: list[int], end: float) -> list[int]:
    """The first packets up to `end`, cut where no picture before the cut is stored after it."""
    in_order = sorted(stamps)
    latest = -1
    for count, stamp in enumerate(stamps, 1):
        latest = max(latest, stamp)
        if latest == in_order[count - 1] and (count == len(stamps) or in_order[count] >= end):
            return stamps[:count]
    return stamps


def _packets(path: Path) -> Iterator[tuple[int, Packet[VideoStream]]]:
    """A video's packets as they are stored, and when each is to be shown, in its time base."""
    with av.open(str(path)) as container:
        for packet in container.demux(container.streams.video[0]):
            stamp = packet.dts if packet.pts is None else packet.pts
            if packet.size and stamp is not None:
                yield stamp, packet


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
