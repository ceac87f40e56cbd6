"""Small video files, made with PyAV."""

from fractions import Fraction

import av
import numpy as np

QUIET = {
    "libx265": {"x265-params": "log-level=none"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
}
TICKS = 90_000


def level(index):
    """The grey of picture number `index`, far enough from its neighbours to tell them apart."""
    return 20 + 40 * (index % 6)


def picture(index, width=160, height=120):
    """Grey by number, with a bright upper left quarter, (height, width, 3) uint8 BGR."""
    image = np.full((height, width, 3), level(index), np.uint8)
    image[: height // 2, : width // 2] = 255
    return image


def make_video(  # noqa: PLR0917
    path,
    times=tuple(i / 30 for i in range(20)),
    codec="libx264",
    size=(160, 120),
    pix_fmt=None,
    options=None,
    container_options=None,
    images=None,
    rate=30,
    rotation=None,
    metadata=None,
):
    """Encode one picture at each of `times` (seconds) and return the path.

    `rotation` is (counter-clockwise degrees, hflip, vflip), stored as metadata.
    """
    width, height = size
    with av.open(str(path), "w", options=container_options or {}) as container:
        container.metadata.update(metadata or {})
        stream = container.add_stream(
            codec, rate=rate, options={**QUIET.get(codec, {}), **(options or {})}
        )
        stream.width, stream.height = size
        stream.pix_fmt = pix_fmt or ("yuvj420p" if codec == "mjpeg" else "yuv420p")
        ticks = rate if path.suffix == ".avi" or codec == "mpeg4" else TICKS
        stream.time_base = stream.codec_context.time_base = Fraction(1, ticks)
        if rotation is not None:
            stream.set_display_rotation(*rotation)
        for index, t in enumerate(times):
            image = picture(index, width, height) if images is None else images[index]
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame = frame.reformat(format=stream.pix_fmt)
            frame.pts, frame.time_base = round(t * ticks), stream.codec_context.time_base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def make_sound(path):
    """A second of silence and nothing else."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        for block in range(40):
            frame = av.AudioFrame.from_ndarray(
                np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
            )
            frame.sample_rate, frame.pts = 44100, block * 1024
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def cut(path, share, name):
    """A copy of a file that ends after `share` of its bytes."""
    data = path.read_bytes()
    short = path.with_name(name)
    short.write_bytes(data[: int(len(data) * share)])
    return short
