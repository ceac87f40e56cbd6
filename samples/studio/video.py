"""Writing clips: camera imperfections and H.264."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

from .spec import ClipSpec

Array = npt.NDArray[Any]


class Grain:
    """Sensor noise from a few ready tiles, shifted at random: cheap and never the same."""

    def __init__(self, size: tuple[int, int], level: float, rng: np.random.Generator) -> None:
        w, h = size
        self._rng, self._size, self._level = rng, size, level
        fine = rng.normal(0, level, (h + 64, w + 64, 3)).astype(np.float32)
        luma = rng.normal(0, level, (h + 64, w + 64, 1)).astype(np.float32)
        self._tile = np.clip(np.round(0.55 * fine + 0.8 * luma), -60, 60).astype(np.int16)

    def __call__(self, rgb: Array) -> Array:
        """Add noise to a uint8 picture."""
        if self._level <= 0:
            return rgb
        w, h = self._size
        x, y = self._rng.integers(0, 64, 2)
        noisy = rgb.astype(np.int16) + self._tile[y : y + h, x : x + w]
        return np.asarray(np.clip(noisy, 0, 255), np.uint8)


@dataclass(frozen=True)
class Film:
    """What the camera adds: grain (grey levels), compression, and an exposure that drifts."""

    noise: float
    crf: int
    drift: float
    grain: Grain
    gains: Array  # (F, 3)


def draw_film(spec: ClipSpec, t: Array, rng: np.random.Generator) -> Film:
    """Draw what the spec leaves open."""
    drift = spec.exposure_drift if spec.exposure_drift is not None else float(rng.uniform(0, 0.06))
    noise = spec.noise if spec.noise is not None else float(rng.uniform(0.8, 3.5))
    crf = spec.crf if spec.crf is not None else int(rng.integers(20, 28))
    grain = Grain(spec.size, noise, rng)
    return Film(noise, crf, drift, grain, _exposure(t, drift, rng))


def _exposure(t: Array, drift: float, rng: np.random.Generator) -> Array:
    """Gain of each colour over time, (F, 3)."""
    f, p = rng.uniform(0.03, 0.15), rng.uniform(0, 6.28)
    level = 1 + drift * np.sin(2 * np.pi * f * t + p)
    tint = 1 + drift * 0.3 * np.sin(2 * np.pi * f * 0.7 * t[:, None] + rng.uniform(0, 6.28, 3))
    return level[:, None] * tint


class ClipWriter:
    """H.264 in MP4, with the given time of each frame."""

    def __init__(
        self, path: Path, size: tuple[int, int], fps: float, crf: int, preset: str = "medium"
    ) -> None:
        self._file = av.open(str(path), "w", options={"movflags": "+faststart"})
        stream = self._file.add_stream("libx264", rate=Fraction(fps).limit_denominator(1001))
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 90000)
        # The same bytes every time: one thread, and no mbtree, which varies from run to run.
        stream.codec_context.thread_count = 1
        stream.options = {
            "crf": str(crf),
            "preset": preset,
            "x264-params": "threads=1:mbtree=0",
        }
        self._stream = stream

    def write(self, rgb: Array, t: float) -> None:
        """Append a frame at ``t`` seconds."""
        yuv = np.asarray(cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2YUV_I420), np.uint8)
        frame = av.VideoFrame.from_ndarray(yuv, format="yuv420p")
        frame.pts, frame.time_base = round(t * 90000), Fraction(1, 90000)
        for packet in self._stream.encode(frame):
            self._file.mux(packet)

    def close(self) -> None:
        """Finish the file."""
        for packet in self._stream.encode():
            self._file.mux(packet)
        self._file.close()
