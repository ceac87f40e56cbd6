"""Whether a foot leaves the picture, where the feet are all that is seen."""

from __future__ import annotations

from formcheck.pose.feet.belief import believed, feet_seen
from formcheck.pose.feet.points import FOOT
from formcheck.pose.types import Pose

EDGE = 0.015
"""Share of the picture's height or width that counts as its border."""


def foot_leaves(pose: Pose) -> bool:
    """Whether a foot that is seen without its body lies across the picture's border.

    Nothing of the person but the feet tells then that the camera stands too near: a foot that
    circles is followed until its middle is out of the picture, and missing after that.
    """
    if pose.feet is None or believed(pose):
        return False
    for row in feet_seen(pose):
        points = pose.feet.points[row].tolist()
        for axis, size in enumerate(pose.size):
            places = [points[k][axis] for k in FOOT]
            if min(places) < EDGE * size or max(places) > (1 - EDGE) * size:
                return True
    return False
