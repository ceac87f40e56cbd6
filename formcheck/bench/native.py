"""MediaPipe's own pose landmarker, as its manual shows it: what formcheck is held against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, Self

import cv2

if TYPE_CHECKING:
    from formcheck.video.frames import Image


class Point(Protocol):
    """A landmark; x and y as shares of the picture's size."""

    x: float
    y: float


class NativeResult(Protocol):
    """What MediaPipe found."""

    pose_landmarks: Sequence[Sequence[Point]]


class Native(Protocol):
    """MediaPipe's `PoseLandmarker`, as far as it is used here."""

    def detect(self, image: object) -> NativeResult:
        """Find people in a picture by itself."""
        ...

    def detect_for_video(self, image: object, timestamp_ms: int) -> NativeResult:
        """Follow from picture to picture."""
        ...

    def close(self) -> None:
        """Release it."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def landmarker(mediapipe: ModuleType, model: Path) -> Native:
    """A landmarker for one person in a video."""
    vision = mediapipe.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mediapipe.tasks.BaseOptions(model_asset_path=str(model.resolve())),
        running_mode=vision.RunningMode.VIDEO,
    )
    native: Native = vision.PoseLandmarker.create_from_options(options)
    return native


def picture_of(mediapipe: ModuleType, image: Image) -> object:
    """A BGR picture as MediaPipe wants it."""
    return mediapipe.Image(
        image_format=mediapipe.ImageFormat.SRGB, data=cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
    )
