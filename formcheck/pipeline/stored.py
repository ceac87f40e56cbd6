"""The poses of a recording, with or without what the foot model saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from formcheck.errors import InputError
from formcheck.pipeline.settings import UseFeet
from formcheck.pose.types import Pose

FEET_ABOUT = (
    "feet", "feet_sha256", "feet_told", "feet_told_sha256",
    "feet_finder", "feet_finder_sha256", "feet_check", "feet_check_sha256",
)  # fmt: skip
"""What the foot model says of itself."""


def stored_poses(recording: Iterable[Pose], feet: UseFeet, name: str = "") -> Iterator[Pose]:
    """Poses as they are to be used.

    Args:
        recording: as they are stored.
        feet: whether the foot model's are to be used.
        name: what the recording is called.

    Raises:
        InputError: they are required, and there are none; after the last pose.
    """
    seen = False
    for pose in recording:
        seen |= pose.feet is not None
        yield replace(pose, feet=None) if feet is UseFeet.OFF else pose
    if feet is UseFeet.ON and not seen:
        raise InputError(f"{name} was recorded without the foot model; leave out --feet on.")


def without_feet(about: dict[str, str]) -> dict[str, str]:
    """What an estimator says of itself, without its foot model."""
    return {key: value for key, value in about.items() if key not in FEET_ABOUT}
