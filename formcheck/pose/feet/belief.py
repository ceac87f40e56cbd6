"""Whether a body that was found is the one whose feet are seen, or one that was made up.

With only the lower legs in the picture the body model finds nobody, or draws a whole small body
somewhere in it. Feet at full resolution are seen where they are.
"""

from __future__ import annotations

import numpy as np

from formcheck.pose.feet.points import FOOT, SIDES, own_length
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

FOOT_OF_SHANK = 0.62
"""Foot length over shank length, knee to ankle: adults 0.58–0.66 (the studio's: .56–.69)."""

FOOT_OF_TRUE = 0.78
"""Heel to toe as the body model has it, over its true length (hand-marked frames)."""

OUTGROWN = 1.6
"""Feet that are all so many times longer than the body's are not its own. Whole people, in 3,300
pictures of 200 rendered clips: 1.2–1.4 in one of a hundred, 1.3–1.6 in one of a thousand, and no
clip has a median above 1.4 (of somebody who lies, with shanks that point at the camera); people
made up in pictures of lower legs 1–7."""

LEGS = [
    [int(Landmark[f"{side.upper()}_{part}"]) for part in ("KNEE", "ANKLE", "HEEL", "TOE")]
    for side in SIDES
]
"""Rows of landmarks, of the left and the right leg."""

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
    and one of the feet that are seen has to be where the body has one, and about as large.
    """
    if not pose.found:
        return False
    rows = feet_seen(pose)
    if not rows or pose.feet is None:
        return True
    if not hips_in_picture(pose) or squashed(pose):
        return False
    if outgrown(pose, rows):
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


def foot_of_body(pose: Pose) -> float:
    """Length of the body's foot, px: the longest that any of its shanks or feet suggests.

    What is foreshortened suggests too little.
    """
    legs = [np.asarray(pose.landmarks[leg, :2], float) for leg in LEGS]
    said = [FOOT_OF_SHANK * float(np.hypot(*(ankle - knee))) for knee, ankle, _, _ in legs]
    said += [float(np.hypot(*(toe - heel))) / FOOT_OF_TRUE for _, _, heel, toe in legs]
    return max(said)


def outgrown(pose: Pose, rows: list[int]) -> bool:
    """Whether all feet that are seen are too long for a body.

    Args:
        pose: of a picture.
        rows: of the feet that are seen; some.
    """
    if pose.feet is None:
        return False
    own = min(own_length(pose.feet.points[row, :, :2]) for row in rows)
    return own > OUTGROWN * foot_of_body(pose)


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
