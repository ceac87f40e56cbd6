"""Whether a body that was found is the one whose feet are seen, or one that was made up.

With only the lower legs in the picture the body model finds nobody, or draws a whole small body
somewhere in it. Feet at full resolution are seen where they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.pose.feet.points import FOOT, SIDES, Point, apart, own_length
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
_SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
_BODY_FEET = [leg[1:] for leg in LEGS]

_ROWS = range(len(SIDES))

_Places = list[list[float]]
"""Where each landmark is, or each point of a foot: x and y first, px. Plain floats: with so few of
them Python is several times as fast as arrays are, and every picture asks."""


def feet_seen(pose: Pose) -> list[int]:
    """The rows of the feet that the foot model saw in this picture."""
    if pose.feet is None:
        return []
    feet = pose.feet
    return [row for row in _ROWS if feet.found(row) and feet.about[row, 0] >= LEAST_SHARE]


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
    at = _places(pose)
    if not _one_inside(at, _HIPS, pose.size) or _squashed(at, pose.size):
        return False
    feet = [pose.feet.points[row, :, :2].tolist() for row in rows]
    if min([own_length(foot) for foot in feet]) > OUTGROWN * _foot_of_body(at):
        return False  # all of them have outgrown it
    of_body = [_middle(at, marks) for marks in _BODY_FEET]
    return any(_stands_at(foot, of_body) for foot in feet)


def _stands_at(foot: _Places, places: Sequence[Point]) -> bool:
    """Whether a foot that is seen is where one of the body's is."""
    xs, ys = [foot[k][0] for k in FOOT], [foot[k][1] for k in FOOT]
    span = max(max(xs) - min(xs), max(ys) - min(ys))
    middle = sum(xs) / len(xs), sum(ys) / len(ys)
    return any(apart(middle, place) <= APART * span for place in places)


def squashed(pose: Pose) -> bool:
    """Whether a body's trunk is so short beside its shanks that it was pressed into the picture."""
    return _squashed(_places(pose), pose.size)


def _squashed(at: _Places, size: tuple[int, int]) -> bool:
    trunk = apart(_middle(at, _SHOULDERS), _middle(at, _HIPS))
    shank = max([apart(at[knee], at[ankle]) for knee, ankle, _, _ in LEGS])
    least = LEAST_TRUNK if _one_inside(at, _SHOULDERS, size) else LEAST_BEYOND
    return trunk < least * shank


def foot_of_body(pose: Pose) -> float:
    """Length of the body's foot, px: the longest that any of its shanks or feet suggests.

    What is foreshortened suggests too little.
    """
    return _foot_of_body(_places(pose))


def _foot_of_body(at: _Places) -> float:
    said = [FOOT_OF_SHANK * apart(at[ankle], at[knee]) for knee, ankle, _, _ in LEGS]
    said += [apart(at[toe], at[heel]) / FOOT_OF_TRUE for _, _, heel, toe in LEGS]
    return max(said)


def made_up(pose: Pose) -> bool:
    """Whether a whole body was drawn into a picture that has no room for it."""
    return pose.found and hips_in_picture(pose) and squashed(pose)


def hips_in_picture(pose: Pose) -> bool:
    """Whether a hip is in the picture: without one the body model guesses at the legs."""
    return _one_inside(_places(pose), _HIPS, pose.size)


def shoulders_in_picture(pose: Pose) -> bool:
    """Whether somebody is seen from the shoulders.

    Without hips in the picture, that one's feet are not in it either, and hands look like feet.
    """
    return pose.found and _one_inside(_places(pose), _SHOULDERS, pose.size)


def _places(pose: Pose) -> list[list[float]]:
    """Where each landmark is."""
    places: list[list[float]] = pose.landmarks[:, :2].tolist()
    return places


def _one_inside(at: _Places, marks: Sequence[int], size: tuple[int, int]) -> bool:
    """Whether one of these landmarks is in a picture of that width and height."""
    width, height = size
    for mark in marks:
        x, y = at[mark]
        if 0 <= x <= width and 0 <= y <= height:
            return True
    return False


def _middle(at: _Places, marks: Sequence[int]) -> Point:
    """The middle of some points."""
    x, y = [at[mark][0] for mark in marks], [at[mark][1] for mark in marks]
    return sum(x) / len(x), sum(y) / len(y)
