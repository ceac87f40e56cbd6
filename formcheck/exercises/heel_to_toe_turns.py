"""Which of the feet that come down took a step: feet take turns, and a step goes somewhere.

From the front and the back, and at an angle, the body model's names of the feet hold; from the side
they say nothing. How far a foot comes on is seen there by the person's size, with a guessed lens:
so nothing but the walk itself says what is far.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from formcheck.exercises.heel_to_toe_kind import BEGINS_WITH, usual
from formcheck.motion.geometry import wrap
from formcheck.motion.tandem_feet import Landing
from formcheck.motion.tandem_measures import Stance, advance
from formcheck.motion.view import is_frontal, is_side

if TYPE_CHECKING:
    from formcheck.exercises.heel_to_toe_walk import Step, Walk

ONE_STEP = 1.75
"""Foot lengths up to which two landings of one foot may be one step: two steps more are 3."""

STRAIGHT_DEG = 16.0
"""Change of yaw from step to step up to which somebody walks straight on: across the picture the
camera sees each step from elsewhere."""

USUAL = 1.1
"""Foot lengths of a step while too few of a walk are known: heel to toe, and a little gap."""

TWO_STEPS = 1.5
"""Usual steps that a foot comes on from one landing to the next if the other foot's landing between
them was missed: 1.7 and more; where it was only lifted, or seen wrongly, 0.1–0.4."""

SAME_PLACE = 0.5
"""Usual steps within which a foot that seems to have come down once more stood all the time."""


def stood_already(walk: Walk, landing: Landing, found: Stance) -> bool:
    """Whether a foot that seems to have come down is the one that did so last, and still is.

    Args:
        walk: so far.
        landing: of the foot that has come down now.
        found: where it stands.
    """
    return _same_foot(walk, landing, found) < SAME_PLACE * _usual(walk)


def passed_over(walk: Walk, landing: Landing, found: Stance) -> bool:
    """Whether the same foot came down last, two steps before: the other one's was missed.

    Args:
        walk: so far.
        landing: of the foot that has come down now.
        found: where it stands.
    """
    return TWO_STEPS * _usual(walk) < _same_foot(walk, landing, found) < math.inf


def put_down_before(walk: Walk, step: Step, found: Stance) -> bool:
    """Whether a foot that has come down came down on the way to there before, as `step`.

    Seen at an angle a foot put down beside the line lies ahead. But then it is the same foot that
    comes down next, and both together are one step.

    Args:
        walk: so far.
        step: its last one.
        found: where the foot stands that has come down now.
    """
    before = walk.stance_before(step)
    if before is None or is_frontal(found.view) or is_side(found.view):
        return False
    last = step.stance
    again = found.side == last.side != "unknown"
    straight = abs(wrap(found.yaw - last.yaw)) <= STRAIGHT_DEG
    return again and straight and advance(before, found) < ONE_STEP


def begins_with_none(walk: Walk) -> bool:
    """Whether the first step was no swing: the foot that is said to have come to lead led.

    Before it the feet stood as they do with that foot ahead, and not with the other. After a turn
    they stand side by side, half-way between both, and the first foot to lead took a step.
    """
    if walk.turned or len(walk.steps) < 2:
        return False
    first, second = (step.landing for step in walk.steps[:2])
    if first.side == second.side:
        return False
    return abs(first.began - first.level) < abs(first.began - second.level)


def _usual(walk: Walk) -> float:
    """How far a step of this walk usually goes, as the ways are seen, foot lengths."""
    return usual([walk.way(step) for step in walk.steps], least=BEGINS_WITH) or USUAL


def _same_foot(walk: Walk, landing: Landing, found: Stance) -> float:
    """How far a foot came on since it was the last to come down, foot lengths.

    Infinite if that was the other foot, or from the side, where the names say nothing.
    """
    if not walk.steps or walk.contacts[-1].extra or landing.again or is_side(found.view):
        return math.inf
    before = walk.steps[-1].stance
    return advance(before, found) if found.side == before.side != "unknown" else math.inf
