"""MediaPipe by itself: the measure that everything else is held against."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from formcheck.bench.native import landmarker, picture_of
from formcheck.bench.timing import Stopwatch, Timing
from formcheck.pose.mediapipe import load_mediapipe
from formcheck.pose.quiet import quiet_native_code
from formcheck.video.file import FileSource

# Decoded so many at a time, so that neither decoding nor its memory gets between two inferences.
_BATCH = 48


def bare_inference(clip: Path, model: Path) -> Timing:
    """Time `detect_for_video` over all pictures: nothing else, not even the change of colours."""
    mediapipe = load_mediapipe()
    watch, count = Stopwatch(), 0
    # It is noisy up to the first person; the descriptor's detour costs nothing per picture.
    with quiet_native_code(), landmarker(mediapipe, model) as native, FileSource(clip) as source:
        frames = iter(source)
        while batch := list(islice(frames, _BATCH)):
            pictures = [(picture_of(mediapipe, f.image), round(f.t * 1000)) for f in batch]
            batch.clear()
            with watch:
                for picture, ms in pictures:
                    native.detect_for_video(picture, ms)
            count += len(pictures)
    return watch.timing(count)
