"""Names of the 33 body landmarks, in the order that every array of landmarks uses.

The order is BlazePose's. `LEFT` and `RIGHT` are the person's own, never the picture's.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag


class Landmark(IntEnum):
    """Row of a landmark in a `Pose` array."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_TOE = 31
    RIGHT_TOE = 32


COUNT = len(Landmark)

BONES: tuple[tuple[Landmark, Landmark], ...] = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    *(
        (Landmark[f"{side}_{start}"], Landmark[f"{side}_{end}"])
        for side in ("LEFT", "RIGHT")
        for start, end in (
            ("SHOULDER", "ELBOW"),
            ("ELBOW", "WRIST"),
            ("SHOULDER", "HIP"),
            ("HIP", "KNEE"),
            ("KNEE", "ANKLE"),
            ("ANKLE", "HEEL"),
            ("HEEL", "TOE"),
            ("ANKLE", "TOE"),
        )
    ),
)
"""Pairs of landmarks that are joined by a line when a skeleton is drawn."""


class Source(IntFlag):
    """Where a landmark came from; a `Pose` says so for each one."""

    NONE = 0
    BODY = 1  # the body model (MediaPipe)
    FEET = 2  # the foot model; its points are in `Pose.feet`
    SIMULATED = 4  # exact, from a simulation
