"""Stages of toe walking that were not prescribed: found from where the feet pointed."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

MIDDLES = {"straight": 3.5, "out": 26.0, "in": -13.0}
"""Toe-out, degrees, that stages which are found are compared with: the middle of the range of
straight feet, and as far beyond its ends as its ends are from the middle."""

MOST_OFF = 15.0
"""Degrees that a step may be off its stage's middle before it makes no more difference: single
steps that point another way are done wrong, and no stage of their own."""

CHANGING = 25.0
"""What it costs to begin another stage while walking, in degrees that steps are off altogether."""

AFTER_PAUSE = 8.0
"""The same after a pause."""


SHIFTED = 2
"""Stages in which the feet have to point as in the next one: in one they may simply be wrong."""

LEAST_KNOWN = 0.5
"""Least share of a stage's steps whose angle is known: one foot that shows while somebody turns
says nothing of a walk that is seen from the side."""


def find_stages(angles: Sequence[float], pauses: Sequence[bool]) -> list[str | None]:
    """The stage of each step by where the feet pointed; None where too little of that is known.

    The stages with which all steps together are off the least, changes of stage counted in.

    Args:
        angles: foot progression angle of each step, degrees, NaN where not known.
        pauses: whether there was a pause before each step.
    """
    if not any(math.isfinite(a) for a in angles):
        return [None] * len(angles)
    costs = dict.fromkeys(MIDDLES, 0.0)
    came_from: list[dict[str, str]] = []
    for angle, pause in zip(angles, pauses, strict=True):
        change = AFTER_PAUSE if pause else CHANGING
        before = {
            name: min(costs, key=lambda old: costs[old] + change * (old != name))
            for name in MIDDLES
        }
        costs = {
            name: costs[old] + change * (old != name) + _off(angle, name)
            for name, old in before.items()
        }
        came_from.append(before)
    names = [min(costs, key=costs.__getitem__)]
    for before in reversed(came_from[1:]):
        names.append(before[names[-1]])
    return _well_known(list(reversed(names)), angles)


def one_late(
    asked: Sequence[str | None], found: Sequence[str | None], order: Sequence[str]
) -> bool:
    """Whether the clock of stages seems to run one stage behind the feet.

    It begins with the first step that is counted. In a recording that begins in the middle of a
    stage that may be a step of the next one, and every stage after it would be called wrong.

    Args:
        asked: the stage of each step by the clock.
        found: the same by where the feet pointed (`find_stages`).
        order: the stages as they are prescribed.
    """
    ahead = []
    for name, after in itertools.pairwise(order):
        seen = [f for a, f in zip(asked, found, strict=True) if a == name and f is not None]
        if seen:
            ahead.append(2 * seen.count(after) > len(seen))
    return len(ahead) >= SHIFTED and all(ahead)


def _well_known(names: Sequence[str], angles: Sequence[float]) -> list[str | None]:
    """Stages, and None for those of which too few steps have an angle."""
    kept: list[str | None] = []
    steps = zip(names, angles, strict=True)
    for name, run in itertools.groupby(steps, key=lambda step: step[0]):
        known = [math.isfinite(angle) for _, angle in run]
        enough = sum(known) >= LEAST_KNOWN * len(known)
        kept += [name if enough else None] * len(known)
    return kept


def _off(angle: float, name: str) -> float:
    """How far a step is off a stage, degrees; further out than out is not off, nor further in."""
    if not math.isfinite(angle):
        return 0.0
    off = angle - MIDDLES[name]
    if (name == "out" and off > 0) or (name == "in" and off < 0):
        return 0.0
    return min(MOST_OFF, abs(off))
