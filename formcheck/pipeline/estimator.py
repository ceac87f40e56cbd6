"""Makes the pose estimator: privacy first, then the model, then MediaPipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from formcheck.pipeline.settings import RunSettings
from formcheck.privacy import block_telemetry

if TYPE_CHECKING:
    from formcheck.pose.mediapipe import MediaPipeEstimator


def open_estimator(
    settings: RunSettings, progress: Callable[[str], None] | None = None
) -> MediaPipeEstimator:
    """An estimator for one video or live run.

    Raises:
        MissingError: the model or a system library is missing.
        InputError: the given model is not a pose bundle.
    """
    block_telemetry()
    from formcheck.pose.bundle import check_model, pose_model

    if settings.pose_model is not None:
        model = check_model(settings.pose_model).path
    else:
        model = pose_model(progress)
    from formcheck.pose.mediapipe import MediaPipeEstimator

    return MediaPipeEstimator(model, person=settings.person)
