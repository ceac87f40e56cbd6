"""Makes the pose estimator: privacy first, then the model, then MediaPipe."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from formcheck.pipeline.settings import RunSettings
from formcheck.pose.extras import FOOT_FLOW
from formcheck.pose.types import PoseEstimator
from formcheck.privacy import block_telemetry


def open_estimator(
    settings: RunSettings,
    progress: Callable[[str], None] | None = None,
    wants: frozenset[str] = frozenset(),
) -> AbstractContextManager[PoseEstimator]:
    """An estimator for one video or live run.

    Args:
        settings: which model, whom to follow.
        progress: told what happens before pictures come in.
        wants: what the exercise needs measured besides (`Exercise.wants`).

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

    estimator = MediaPipeEstimator(model, person=settings.person)
    if FOOT_FLOW not in wants:
        return estimator
    from formcheck.pose.foot_flow import FootFlowEstimator

    return FootFlowEstimator(estimator)
