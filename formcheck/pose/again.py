"""The poses of pictures that were looked at before, in place of a pose model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import InputError
from formcheck.pose.recording.reader import Recording
from formcheck.pose.types import Pose

_SAME_S = 1e-6
"""Times of the same picture differ by less, seconds."""

Followed = tuple[str, tuple[float, float, float, float]]


class Again:
    """A `PoseEstimator` that stands for the one that made a recording, for the same pictures.

    Args:
        recording: its poses.
        about: what that estimator said of itself.
        who: whom it followed, where that is known.
    """

    def __init__(
        self, recording: Recording, about: Mapping[str, str], who: Followed | None = None
    ) -> None:
        self._poses = iter(recording)
        self._about = dict(about)
        self._who = who

    def estimate(self, t: float, image: NDArray[np.uint8]) -> Pose:
        """See `PoseEstimator.estimate`.

        Raises:
            InputError: the recording is of other pictures.
        """
        del image
        pose = next(self._poses, None)
        if pose is None or abs(pose.t - t) > _SAME_S:
            raise InputError("The kept landmarks are not of these pictures; remove them.")
        return pose

    def followed(self) -> Followed | None:
        """Whom the first one followed."""
        return self._who

    def describe(self) -> dict[str, str]:
        """See `PoseEstimator.describe`."""
        return dict(self._about)

    def close(self) -> None:
        """Nothing to release."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
