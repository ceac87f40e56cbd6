"""The loop that everybody writes first: read, infer, draw, write, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from formcheck.bench.native import Point, landmarker, picture_of
from formcheck.bench.timing import Stopwatch, Timing
from formcheck.pose.landmarks import BONES
from formcheck.pose.mediapipe import load_mediapipe
from formcheck.pose.quiet import quiet_native_code
from formcheck.video.writer import VideoWriter

if TYPE_CHECKING:
    from formcheck.video.frames import Image


def by_hand(clip: Path, model: Path, out: Path, fps: float) -> Timing:
    """Time the usual loop, writing the same kind of H.264 as formcheck does.

    Args:
        clip: a video.
        model: a `.task` bundle.
        out: the video to write.
        fps: of the clip; what OpenCV makes of it cannot be trusted.
    """
    mediapipe = load_mediapipe()
    watch, count = Stopwatch(), 0
    with quiet_native_code(), landmarker(mediapipe, model) as native, watch:
        capture = cv2.VideoCapture(str(clip))
        size = [int(capture.get(p)) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)]
        with VideoWriter(out, size[0], size[1], fps) as writer:
            while True:
                good, picture = capture.read()
                if not good:
                    break
                image = np.asarray(picture, dtype=np.uint8)
                t = count / fps
                result = native.detect_for_video(picture_of(mediapipe, image), round(t * 1000))
                for points in result.pose_landmarks:
                    _draw(image, points)
                writer.write(t, image)
                count += 1
        capture.release()
    return watch.timing(count)


def _draw(image: Image, points: Sequence[Point]) -> None:
    height, width = image.shape[:2]
    places = [(round(p.x * width), round(p.y * height)) for p in points]
    for start, end in BONES:
        cv2.line(image, places[start], places[end], (90, 230, 200), 2, cv2.LINE_AA)
    for place in places:
        cv2.circle(image, place, 3, (255, 255, 255), -1, cv2.LINE_AA)
