"""Short clips made of the packaged demo clip, and of nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.video.file import FileSource
from tests.support.videos import make_video

Image = NDArray[np.uint8]

DEMO = Path(str(files("formcheck").joinpath("data/demo-heel-raise.mp4")))
# The demo's truth: raises from 1.0 to 3.2 and from 3.8 to 5.9 s, and three more.
ONE_REP_S = 3.6
TWO_REPS_S = 6.4


def cut_demo(path: Path, seconds: float, *, faststart: bool = True) -> Path:
    """The beginning of the demo clip, as `beginning` makes it."""
    return beginning(DEMO, path, seconds, faststart=faststart)


def beginning(clip: Path, path: Path, seconds: float, *, faststart: bool = True) -> Path:
    """The beginning of a clip, its packets as they are.

    Args:
        clip: the whole of it.
        path: where to; its ending says in which container.
        seconds: how much.
        faststart: the index before the pictures, so that a cut-off file can be read (mp4).
    """
    options = {"movflags": "+faststart"} if faststart and path.suffix == ".mp4" else {}
    with av.open(str(clip)) as whole, av.open(str(path), "w", options=options) as part:
        stream = whole.streams.video[0]
        target = part.add_stream_from_template(stream)
        for packet in whole.demux(stream):
            if packet.dts is None or float(packet.dts * stream.time_base) >= seconds:
                break
            packet.stream = target
            part.mux(packet)
    return path


def count_of(clip: Path) -> int:
    """How many pictures there are in a video."""
    with FileSource(clip) as source:
        return sum(1 for _ in source)


def demo_images(seconds: float, *, every: int = 1) -> list[Image]:
    """Pictures from the beginning of the demo clip, (480, 640, 3) uint8 BGR."""
    images = []
    with av.open(str(DEMO)) as whole:
        for index, frame in enumerate(whole.decode(video=0)):
            if frame.time >= seconds:
                break
            if index % every == 0:
                images.append(frame.to_ndarray(format="bgr24"))
    return images


def film(
    path: Path,
    images: Sequence[Image],
    *,
    fps: float = 30.0,
    change: Callable[[Image], Image] | None = None,
    **options: object,
) -> Path:
    """A video of these pictures, each changed first if wanted."""
    changed = [change(image) for image in images] if change else list(images)
    height, width = changed[0].shape[:2]
    times = [i / fps for i in range(len(changed))]
    return make_video(path, times, images=changed, size=(width, height), rate=round(fps), **options)


def plain(level: int, count: int, size: tuple[int, int] = (320, 240)) -> list[Image]:
    """Pictures with nothing in them."""
    return [np.full((size[1], size[0], 3), level, np.uint8) for _ in range(count)]


def waist_up(image: Image) -> Image:
    """What is left when the legs are out of the picture, as large as before."""
    return np.asarray(cv2.resize(image[:264, 115:467], (640, 480)), np.uint8)


def wall(image: Image) -> Image:
    """A strip beside the person, again and again: a room with nobody in it."""
    return np.ascontiguousarray(np.hstack([image[:, 370:450]] * 8))


def enlarge(times: float) -> Callable[[Image], Image]:
    """Makes pictures larger."""
    return lambda image: np.asarray(cv2.resize(image, None, fx=times, fy=times), np.uint8)


def upright(image: Image) -> Image:
    """The middle of the picture as a phone held upright would have it, 270x480."""
    return np.ascontiguousarray(image[:, 185:455])
