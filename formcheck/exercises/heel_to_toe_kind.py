"""Which kind of walk steps along one line are: heel to toe, or another one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from formcheck.exercises.heel_to_toe import HeelToToeLimits
from formcheck.motion.geometry import NAN
from formcheck.motion.view import is_side

if TYPE_CHECKING:
    from formcheck.exercises.heel_to_toe_walk import Step, Walk

BEGINS_WITH = 3
"""Steps in a row that have to fit before a walk is taken for one: two are shuffled anywhere."""

GOES_ON_WITH = 5
"""The last steps by which a walk is held to go on: faults of one or two do not end it."""

WIDE_FOR = 7
"""The last steps by which a walk is held to have become a wide one: a step to each side of the line
and back looks like that for five."""

FARTHEST = 2.6
"""Foot lengths that a single step may seem to go, forward, and LEAST back: from the front the way
comes from the person's size and is off by up to one foot length."""

LEAST = -0.3

FASTEST = 2.5
"""Foot lengths a second at the start: 0.65 m/s. Heel to toe twice a second is 2.1; walking 3–6."""

QUICKEST_S = 0.3
"""Least time of a step at the start, of two together: nobody begins to walk heel to toe faster."""

NARROW = 0.75
"""Share of the widest walk up to which one begins: 0.24 foot lengths at most in 105 beginnings of
rendered walks heel to toe; 0.35–0.7 in walks on tiptoe that passed for one later."""

LEAST_ON_A_LINE = 0.8
"""Foot lengths under which steps are none heel to toe, seen from the side: feet on one line cannot
come nearer to each other than one foot length. The middle one of a walk's steps was 1.05–1.39 in
rendered walks heel to toe, and 0.59–0.92 in walks on tiptoe, where the feet pass side by side."""

UPHILL = 0.5
"""Foot lengths by which the floor may go up or down from step to step, across the picture."""


def why_not(walk: Walk, limits: HeelToToeLimits) -> str:
    """Why the last steps are none of this exercise, in words; '' when nothing says so."""
    if len(walk.steps) < BEGINS_WITH:
        return ""
    steps = walk.steps[-(GOES_ON_WITH if walk.accepted else BEGINS_WITH) :]
    if not walk.accepted and _jumped(walk, steps):
        return "too quick or too far for steps"
    if not walk.accepted and _fast(walk, steps):
        return "ordinary walking: too fast"
    return _why_no(walk, steps, limits)


def _why_no(walk: Walk, steps: Sequence[Step], limits: HeelToToeLimits) -> str:
    """Why steps are of another kind, by all of them together; '' when nothing says so."""
    way = 100 * _usual([walk.way(step) for step in steps])
    wide = walk.steps[-WIDE_FOR:] if walk.accepted else steps
    width = 100 * _width(walk, wide) / (1.0 if walk.accepted else NARROW)
    questions = (
        (way > limits.longest_way, "ordinary walking: the steps are too long"),
        (way < limits.shortest_way, "steps on the spot"),
        (_overlap(walk, steps), "the feet do not come down before each other"),
        (_one_foot(steps), "one foot comes before the other every time"),
        (width > limits.widest_walk, "ordinary walking: the feet are far apart"),
    )
    return next((why for yes, why in questions if yes), "")


def begins_before(walk: Walk, limits: HeelToToeLimits) -> bool:
    """Whether the first step is one of the walk, which was told by those after it.

    It was doubted while few steps were known. All that has to be known of it now is that it is no
    ordinary step with which somebody came here.
    """
    steps = walk.steps[:GOES_ON_WITH]
    ways = _pairs([walk.way(step) for step in steps[:3]])
    return not (
        any(100 * way > limits.longest_way for way in ways[:1])
        or _fast(walk, steps)
        or _jumped(walk, steps[:3])
        or _why_no(walk, steps, limits)
    )


def _pairs(ways: Sequence[float]) -> list[float]:
    """Means of neighbours, of what is known.

    The error of where one foot stands makes the step to it longer and the one from it shorter: in
    both together it is gone. From the side the far foot is drawn half a foot length ahead or
    behind, and every second step looks too long.
    """
    known = [way for way in ways if math.isfinite(way)]
    return [(a + b) / 2 for a, b in pairwise(known)] or known


def usual(ways: Sequence[float], *, least: int = 1) -> float | None:
    """How long steps usually are; None where fewer than the least are known."""
    known = [way for way in ways if math.isfinite(way)]
    return median(_pairs(known)) if len(known) >= least else None


def _usual(ways: Sequence[float]) -> float:
    return NAN if (way := usual(ways)) is None else way


def _width(walk: Walk, steps: Sequence[Step]) -> float:
    """How far the feet stand apart across the way, foot lengths; NaN where that is not known.

    Feet of a walk with a width stand to one side and to the other in turn. What single steps
    beside the line and noise do, to whichever side, takes itself away.
    """
    turns = [walk.aside(step) * (-1) ** number for number, step in enumerate(steps)]
    known = [one for one in turns if math.isfinite(one)]
    return abs(median(known)) if known else NAN


def _overlap(walk: Walk, steps: Sequence[Step]) -> bool:
    """Whether feet on one line would have to stand on each other; seen from the side."""
    ways = [walk.way(step) for step in steps if is_side(step.stance.view)]
    return len(ways) > 1 and _usual(ways) < LEAST_ON_A_LINE


def _one_foot(steps: Sequence[Step]) -> bool:
    """Whether it is the same foot again and again; where the model's names hold."""
    names = ["unknown" if is_side(s.stance.view) else s.stance.side for s in steps]
    pairs = [(a, b) for a, b in pairwise(names) if "unknown" not in (a, b)]
    return len(pairs) > 1 and sum(a == b for a, b in pairs) > len(pairs) / 2


def _fast(walk: Walk, steps: Sequence[Step]) -> bool:
    """Whether what begins here goes faster than anybody begins to walk heel to toe.

    By all the way in all the time: one step that comes too soon is a fault of this exercise.
    """
    timed = [(walk.way(step), step.measures.step_s) for step in steps]
    known = [(way, s) for way, s in timed if s and math.isfinite(way)]
    return sum(way for way, _ in known) > FASTEST * sum(s for _, s in known)


def _jumped(walk: Walk, steps: Sequence[Step]) -> bool:
    """Whether what begins here cannot be steps on a floor."""
    if any(not LEAST < way < FARTHEST for way in _pairs([walk.way(step) for step in steps])):
        return True
    if any(b.down - a.down < 2 * QUICKEST_S for a, b in zip(steps, steps[2:], strict=False)):
        return True
    for before, step in pairwise(steps):
        a, b = before.stance.place, step.stance.place
        if is_side(step.stance.view) and abs(b.height - a.height) > UPHILL * b.foot:
            return True
    return False
