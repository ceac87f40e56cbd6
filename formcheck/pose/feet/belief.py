"""Whether a body that was found is the one whose feet are seen, or one that was made up.

With only the lower legs in the picture the body model finds nobody, or draws a whole small body
somewhere in it. Feet at full resolution are seen where they are.
"""

from __future__ import annotations

import numpy as np

from formcheck.pose.feet.points import FOOT, SIDES
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose

LEAST_SHARE = 0.5
"""Share of there being a foot from which on one is taken as seen."""

APART = 1.0
"""How far from every foot of the body a foot may be seen, as a share of how large it looks. The
body model's feet are off by 0.04–0.4 foot lengths (EVIDENCE.md), and what a foot spans in the
picture is 0.4–1 of its length."""

LEAST_TRUNK, LEAST_BEYOND = 0.5, 0.75
"""Of the longer shank in the picture, from hips to shoulders, of a body that is believed; the
second where both shoulders lie outside the picture, so that they are guessed. It is 1.17 of
somebody upright, seen from any side. With head and chest outside the picture the body model presses
a whole body into what is left, or goes a little beyond: .15–.56 (from the 5th to the 95th
percentile) on rendered seated people cut so. Whole people: a median of .62 at least of those who
lie with the head away from the camera, .78 of all others, of 225 rendered clips."""

_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_SHOULDERS, _KNEES, _ANKLES = (
    [Landmark[f"{side.upper()}_{part}"] for side in SIDES] for part in ("SHOULDER", "KNEE", "ANKLE")
)
_BODY_FEET = [[Landmark[f"{side.upper()}_{part}"] for part in ("ANKLE", "HEEL", "TOE")]
              for side in SIDES]  # fmt: skip


def feet_seen(pose: Pose) -> list[int]:
    """The rows of the feet that the foot model saw in this picture."""
    if pose.feet is None:
        return []
    return [
        row
        for row in range(len(SIDES))
        if pose.feet.found(row) and pose.feet.about[row, 0] >= LEAST_SHARE
    ]


def believed(pose: Pose) -> bool:
    """Whether a body was found, and what is seen of the feet does not speak against it.

    Both hips outside the picture say nothing of the trunk, and come with legs that are guessed;
    and one of the feet that are seen has to be where the body has one.
    """
    if not pose.found:
        return False
    rows = feet_seen(pose)
    if not rows or pose.feet is None:
        return True
    if not hips_in_picture(pose) or squashed(pose):
        return False
    of_body = np.array([pose.landmarks[marks, :2].mean(axis=0) for marks in _BODY_FEET])
    seen = pose.feet.points[rows][:, list(FOOT), :2]
    middles, spans = seen.mean(axis=1), np.ptp(seen, axis=1).max(axis=1)
    apart = np.hypot(*(middles[:, None] - of_body[None]).transpose(2, 0, 1)).min(axis=1)
    return bool((apart <= APART * spans).any())


def squashed(pose: Pose) -> bool:
    """Whether a body's trunk is so short beside its shanks that it was pressed into the picture."""
    at = pose.landmarks[:, :2]
    trunk = at[_SHOULDERS].mean(axis=0) - at[_HIPS].mean(axis=0)
    shanks = at[_KNEES] - at[_ANKLES]
    least = LEAST_TRUNK if shoulders_in_picture(pose) else LEAST_BEYOND
    return bool(np.hypot(*trunk) < least * np.hypot(*shanks.T).max())


def made_up(pose: Pose) -> bool:
    """Whether a whole body was drawn into a picture that has no room for it."""
    return pose.found and hips_in_picture(pose) and squashed(pose)


def hips_in_picture(pose: Pose) -> bool:
    """Whether a hip is in the picture: without one the body model guesses at the legs."""
    return _one_in_picture(pose, _HIPS)


def shoulders_in_picture(pose: Pose) -> bool:
    """Whether somebody is seen from the shoulders.

    Without hips in the picture, that one's feet are not in it either, and hands look like feet.
    """
    return pose.found and _one_in_picture(pose, _SHOULDERS)


def _one_in_picture(pose: Pose, marks: list[Landmark]) -> bool:
    points = pose.landmarks[marks, :2]
    return bool(((points >= 0) & (points <= pose.size)).all(axis=1).any())
