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

THREE_STEPS = 2.4
"""Usual steps that the other foot comes on if a landing of each was missed: 2.6 and more, even if
one of them left a wide gap; 0.1–2.3 in 1,400 steps of which none was missed."""

LEAST = 0.7
"""Foot lengths of a step at least, as it is seen: feet on one line cannot come nearer to each other
than one, and with the guessed lens they are seen 0.7–1.3 times as far apart as they are."""

KNOWN = 5
"""Steps of a walk by which it is known how far each goes, where more is told by that."""

QUICK_S = 0.3
"""Least time of each of several steps, seconds."""

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


def passed_over(walk: Walk, landing: Landing, found: Stance) -> int:
    """How many steps were missed since the last one: one of the other foot, or one of each.

    Args:
        walk: so far.
        landing: of the foot that has come down now.
        found: where it stands.
    """
    if TWO_STEPS * _usual(walk) < _same_foot(walk, landing, found) < math.inf:
        return 1
    way = _other_foot(walk, landing, found)
    # Before it is known to be a walk heel to toe, three steps in one are ordinary walking.
    return (
        2 if walk.accepted and THREE_STEPS * max(LEAST, _usual(walk, KNOWN)) < way < math.inf else 0
    )


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


def _usual(walk: Walk, least: int = BEGINS_WITH) -> float:
    """How far a step of this walk usually goes, as the ways are seen, foot lengths."""
    return usual([walk.way(step) for step in walk.steps], least=least) or USUAL


def _same_foot(walk: Walk, landing: Landing, found: Stance) -> float:
    """How far a foot came on since it was the last to come down, foot lengths.

    Infinite if that was the other foot, or from the side, where the names say nothing.
    """
    before = _last_foot(walk, landing, found)
    if before is None or found.side != before.side:
        return math.inf
    return advance(before, found)


def _other_foot(walk: Walk, landing: Landing, found: Stance) -> float:
    """How far a foot came down before where the other one did last, foot lengths.

    Infinite if that was the same foot, if there was no time for more steps than one, or from the
    side.
    """
    before = _last_foot(walk, landing, found)
    if before is None or found.side == before.side or "unknown" in (found.side, before.side):
        return math.inf
    quick = landing.t - walk.steps[-1].down < 3 * QUICK_S
    return math.inf if quick else advance(before, found)


def _last_foot(walk: Walk, landing: Landing, found: Stance) -> Stance | None:
    """Which foot came down last; None where the names say nothing of it and the next one."""
    if not walk.steps or walk.contacts[-1].extra or landing.again or is_side(found.view):
        return None
    before = walk.steps[-1].stance
    return None if before.side == "unknown" else before
