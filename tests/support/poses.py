"""Poses for tests that need some, whatever they say."""

from __future__ import annotations

import numpy as np

from formcheck.pose.types import Pose


def random_pose(index: int) -> Pose:
    """A pose at `index`/30 s with random values; every fifth has nobody in it."""
    random = np.random.default_rng(index)
    if index % 5 == 4:
        return Pose.nobody(index / 30, (640, 480), brightness=float(random.uniform(0, 255)))
    landmarks = random.uniform(0, 480, (33, 5)).astype(np.float32)
    landmarks[:, 3:] /= 480
    return Pose(
        t=index / 30,
        size=(640, 480),
        landmarks=landmarks,
        world=random.normal(size=(33, 3)).astype(np.float32),
        source=random.integers(0, 8, 33).astype(np.uint8),
        people=int(random.integers(1, 4)),
        brightness=float("nan") if index % 7 == 0 else float(random.uniform(0, 255)),
        extra={"flow": float(random.normal())},
    )
