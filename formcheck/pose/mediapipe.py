"""MediaPipe behind `PoseEstimator`. No other file imports it."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.errors import InputError, MissingError
from formcheck.pose.bundle import check_model
from formcheck.pose.follow import Follower
from formcheck.pose.head_down import upright_alone
from formcheck.pose.landmarks import COUNT, Source
from formcheck.pose.look import look, painted_outside
from formcheck.pose.people import Box, see
from formcheck.pose.quiet import quiet_native_code
from formcheck.pose.types import FloatArray, Pose
from formcheck.privacy import block_telemetry


class _Point(Protocol):
    x: float
    y: float
    z: float
    visibility: float
    presence: float


@dataclass(frozen=True, slots=True)
class Body:
    """One person as the model sees them.

    Attributes:
        landmarks: (33, 5) float32: x px, y px, z px, visibility, presence.
        world: (33, 3) float32, m.
    """

    landmarks: FloatArray
    world: FloatArray


_MOST_PEOPLE = 4
_GREY = np.array([0.114, 0.587, 0.299])  # of blue, green, red


class MediaPipeEstimator:
    """Finds and follows one person with MediaPipe's pose landmarker.

    Example:
        >>> with MediaPipeEstimator(pose_model()) as estimator:  # doctest: +SKIP
        ...     pose = estimator.estimate(0.0, image)
    """

    def __init__(self, model: Path, person: str = "auto") -> None:
        """Load MediaPipe (over a second) and the model.

        Args:
            model: a `.task` bundle, from `pose_model()` or the user's own.
            person: 'auto', 'left' or 'right' (of the picture), or a number from the left, from 1.

        Raises:
            InputError: the model cannot be used.
            MissingError: MediaPipe or a system library that it needs is missing.
            UsageError: `person` is not understood.
        """
        self._follower = Follower(person)
        self._model = check_model(model)
        self._mediapipe = load_mediapipe()
        self._tracker = self._landmarker(video=True)
        self._looker = self._landmarker(video=False, people=_MOST_PEOPLE)
        self._holding = False
        self._last_ms = -1

    def estimate(self, t: float, image: NDArray[np.uint8]) -> Pose:
        """Find the followed person in one picture.

        Args:
            t: seconds, later than in the call before.
            image: (H, W, 3) uint8, BGR.
        """
        # At 240 frames/s and more two pictures may fall into one millisecond.
        self._last_ms = max(self._last_ms + 1, round(t * 1000))
        size = (image.shape[1], image.shape[0])
        follower = self._follower
        if follower.wants_look(t):
            follower.looked(t, look(image, self._everybody), size)
            if follower.switched and self._holding:
                self._begin_anew()  # else it would go on with the person it holds
        body = None if follower.resting else self._track(image)
        self._holding = body is not None
        believed = follower.tracked(t, see(body.landmarks, image) if body else None)
        if body is None or not believed:
            nobody = Pose.nobody(t, size, brightness=mean_grey(image))
            return replace(nobody, people=follower.people)
        return Pose(
            t=t,
            size=size,
            landmarks=body.landmarks,
            world=body.world,
            source=np.full(COUNT, Source.BODY, dtype=np.uint8),
            people=max(1, follower.people),
            brightness=mean_grey(image),
        )

    def followed(self) -> tuple[str, Box] | None:
        """Who is followed, in words for the report, and their first box as shares of the picture.

        None when nobody has been chosen yet. The box is left, top, right, bottom.
        """
        return self._follower.followed()

    def _track(self, image: NDArray[np.uint8]) -> Body | None:
        region, upright = self._follower.region(), self._follower.upright
        picture = image if region is None else painted_outside(image, region)
        if upright is not None:
            self._follower.upright = None
            first = upright_alone(picture, upright, self._everybody)
            if first is not None:
                picture = first
                self._begin_anew()
        bodies = self._tracker.detect(picture, self._last_ms)
        return bodies[0] if bodies else None

    def _begin_anew(self) -> None:
        self._tracker.close()
        self._tracker = self._landmarker(video=True)

    def _everybody(self, image: NDArray[np.uint8]) -> list[FloatArray]:
        return [body.landmarks for body in self._looker.detect(image)]

    def _landmarker(self, *, video: bool, people: int = 1) -> Landmarker:
        return Landmarker(self._mediapipe, self._model.path, video=video, people=people)

    def describe(self) -> dict[str, str]:
        """Name, version and hash of what estimates, for the report's provenance."""
        return {
            "mediapipe": str(self._mediapipe.__version__),
            "model": self._model.name,
            "model_sha256": self._model.sha256,
        }

    def close(self) -> None:
        """Release the model; safe to call again."""
        self._tracker.close()
        self._looker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Landmarker:
    """One MediaPipe pose landmarker, with arrays in and out.

    Args:
        mediapipe: the module, from `load_mediapipe`.
        model: a `.task` bundle.
        video: follow from picture to picture (one person); otherwise look at each by itself.
        people: most people to find.

    Raises:
        InputError: MediaPipe refuses the model.
        MissingError: a system library is missing.
    """

    def __init__(self, mediapipe: ModuleType, model: Path, *, video: bool, people: int = 1) -> None:
        self._mediapipe = mediapipe
        vision = mediapipe.tasks.vision
        options = vision.PoseLandmarkerOptions(
            base_options=mediapipe.tasks.BaseOptions(model_asset_path=str(model.resolve())),
            running_mode=vision.RunningMode.VIDEO if video else vision.RunningMode.IMAGE,
            num_poses=people,
        )
        self._native: Any = None
        self._noisy = True
        try:
            with quiet_native_code():
                self._native = vision.PoseLandmarker.create_from_options(options)
        except OSError as error:
            raise _missing_library(error) from error
        except (RuntimeError, ValueError) as error:
            raise InputError(
                f"MediaPipe cannot use the pose model {model}: "
                f"{str(error).strip().splitlines()[0][:200]}"
            ) from error

    def detect(self, image: NDArray[np.uint8], ms: int | None = None) -> list[Body]:
        """Find people in one picture.

        Args:
            image: (H, W, 3) uint8, BGR.
            ms: time of the picture in video mode, greater than in the call before.
        """
        picture = self._mediapipe.Image(
            image_format=self._mediapipe.ImageFormat.SRGB,
            data=cv2.cvtColor(image, cv2.COLOR_BGR2RGB),
        )
        with quiet_native_code() if self._noisy else nullcontext():
            if ms is None:
                result = self._native.detect(picture)
            else:
                result = self._native.detect_for_video(picture, ms)
        if result.pose_landmarks:
            self._noisy = False  # its last warning comes with the first person
        size = (image.shape[1], image.shape[0])
        return [
            Body(_pixels(points, size), _metres(world))
            for points, world in zip(
                result.pose_landmarks, result.pose_world_landmarks, strict=True
            )
        ]

    def close(self) -> None:
        """Release it; safe to call again."""
        if self._native is not None:
            self._native.close()
            self._native = None


def load_mediapipe() -> ModuleType:
    """Import MediaPipe with its usage reporting blocked.

    Raises:
        MissingError: it or a system library that it needs is missing.
    """
    block_telemetry()
    try:
        with quiet_native_code():
            return importlib.import_module("mediapipe")  # here, as it takes over a second
    except (ImportError, OSError) as error:
        raise _missing_library(error) from error


def mean_grey(image: NDArray[np.uint8]) -> float:
    """Mean grey level of a picture, 0..255, from about a thousand of its pixels.

    Args:
        image: (H, W, 3) uint8, BGR.
    """
    step = max(1, min(image.shape[:2]) // 32)
    return float((image[::step, ::step].mean(axis=(0, 1)) * _GREY).sum())


def _missing_library(error: Exception) -> MissingError:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return MissingError(
        f"MediaPipe cannot be loaded ({reason[:200]}). On Debian and Ubuntu it needs the packages "
        "libegl1, libgles2 and libgl1; otherwise run pip install mediapipe again."
    )


def _pixels(points: Sequence[_Point], size: tuple[int, int]) -> FloatArray:
    width, height = size
    return np.array(
        [(p.x * width, p.y * height, p.z * width, p.visibility, p.presence) for p in points],
        dtype=np.float32,
    )


def _metres(points: Sequence[_Point]) -> FloatArray:
    return np.array([(p.x, p.y, p.z) for p in points], dtype=np.float32)
