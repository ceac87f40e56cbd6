"""How long a live picture is on its way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from formcheck.bench.native import Native, NativeResult
from formcheck.bench.timing import Delays, Stopwatch
from formcheck.bench.whole import OPTIONS, Beside, body_only
from formcheck.live.keys import Key
from formcheck.live.sound import NoSound
from formcheck.live.window import first_size
from formcheck.pipeline.live import LiveParts, live
from formcheck.pipeline.settings import RunSettings
from formcheck.pose.mediapipe import Landmarker, MediaPipeEstimator
from formcheck.video.paced import PacedFileSource

if TYPE_CHECKING:
    from formcheck.video.frames import Frame, Image


def live_delays(clip: Path, model: Path, out: Path, beside: Beside = body_only) -> Delays:
    """Play a clip as a camera, in real time, to a window that only notes when it gets a picture.

    Args:
        clip: the video.
        model: of the body.
        out: for the results.
        beside: makes the estimator that measures what is wanted besides the body.
    """
    delays, inference = Delays(), Stopwatch()
    with _Source(clip) as source, beside(_Estimator(model, inference)) as estimator:
        window = _Window(source, inference, delays)
        live(
            OPTIONS,
            RunSettings(out=out, overwrite=True),
            LiveParts(source, estimator, window, NoSound()),
        )
        delays.dropped = source.dropped
    return delays


class _Source(PacedFileSource):
    """Notes when each picture was handed over."""

    handed_s = 0.0
    age_s = 0.0

    def __iter__(self) -> Iterator[Frame]:
        for frame in super().__iter__():
            self.handed_s, self.age_s = time.perf_counter(), self.elapsed() - frame.t
            yield frame


class _Window:
    """As large as a real one when it opens; what the desktop does with it is not ours."""

    def __init__(self, source: _Source, inference: Stopwatch, delays: Delays) -> None:
        self._source, self._inference, self._delays = source, inference, delays

    def fit(self, image: Image) -> Image:
        size = first_size(image)
        if size[0] <= image.shape[1]:
            return image
        larger = cv2.resize(image, size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(larger, dtype=np.uint8)

    def show(self, image: Image) -> Key | None:
        spent = time.perf_counter() - self._source.handed_s
        inference, self._inference.seconds = self._inference.seconds, 0.0
        self._delays.beyond_s.append(spent - inference)
        self._delays.age_s.append(self._source.age_s + spent)
        self._delays.inference_s.append(inference)
        return None

    def close(self) -> None:
        pass


class _Estimator(MediaPipeEstimator):
    """Times MediaPipe's own calls, and nothing of what is done around them."""

    def __init__(self, model: Path, watch: Stopwatch) -> None:
        self._watch = watch
        super().__init__(model)

    def _landmarker(self, *, video: bool, people: int = 1) -> Landmarker:
        made = super()._landmarker(video=video, people=people)
        made._native = _Timed(made._native, self._watch)
        return made


class _Timed:
    def __init__(self, native: Native, watch: Stopwatch) -> None:
        self._native, self._watch = native, watch

    def detect(self, picture: object) -> NativeResult:
        with self._watch:
            return self._native.detect(picture)

    def detect_for_video(self, picture: object, ms: int) -> NativeResult:
        with self._watch:
            return self._native.detect_for_video(picture, ms)

    def close(self) -> None:
        self._native.close()
