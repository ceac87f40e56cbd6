"""Are some steps in a row a walk on the toes?"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np

from formcheck.exercises import toe_walk_alone as by_feet
from formcheck.exercises.toe_walk_results import Entry
from formcheck.motion.steps import Step
from formcheck.motion.stride import START
from formcheck.motion.tiptoe import why_not_tiptoe
from formcheck.motion.track import FloatArray, Track
from formcheck.motion.up_down import CHANGE
from formcheck.motion.view import axis_apart, is_side

MANY_RISEN = 3
"""Steps in a row from which somebody walks who was seen to rise on to their toes."""

LEAST_RISEN = 2
"""Fewest steps of a walk that is given up, after somebody was seen to rise on to their toes."""

TURNING_DEG = 20.0
"""Change of yaw in a stance over which it is part of a turn, and not on the line: up to 18 in 850
steps of straight ways, 27 and more in turns of five steps."""

TURNS_ON_DEG = 15.0
"""The same of a step that follows on one of a turn: 18 and 18 in the last steps of turns, 6 and 13
in the first ones after them."""

TURNED_S = 1.0
"""Longest time from the landing of a step in a turn to that of the next step, seconds."""

SEEN_LATE_S = 0.2
"""So much later than the body turns its yaw is seen to, for it is smoothed, seconds."""

STANDS_S = 1.0
"""How much of a stance is looked at for a turn: who stands still may turn round, seconds."""

TOO_FEW = "fewer than four steps in a row"

NOT_SEEN_UP = "not seen to rise on to the toes"
"""Why steps are none that may have been on the toes."""


def seen_up(entries: Collection[Entry]) -> bool:
    """Whether somebody was seen to rise on to their toes before these steps, or to come down."""
    return all(math.isfinite(e.rise) or math.isfinite(e.fell) for e in entries)


def rose_between(one: Entry, other: Entry) -> bool:
    """Whether somebody rose on to their toes between two steps."""
    return math.isfinite(other.risen) and one.risen != other.risen


def why_no_walk(entries: Collection[Entry]) -> str:
    """Why some steps are no walk on the toes; '' when nothing speaks against it."""
    risen = seen_up(entries)
    if not risen and any(e.lone for e in entries):
        return NOT_SEEN_UP
    # Heels are seen from the side alone, and from elsewhere coming down may tell yet.
    unseen = 2 * sum(is_side(e.view) for e in entries) <= len(entries)
    # Who begins to walk heel to toe shifts the weight, and rises by 0.08 of the foot.
    faint = all(e.rise < CHANGE for e in entries)
    steps = [e.measures for e in entries]
    why = why_not_tiptoe(steps, risen=risen or unseen, faint=faint)
    if why or risen:
        return why
    # Who stood on both feet, and did not rise, was not up.
    return NOT_SEEN_UP if unseen or all(e.stood for e in entries) else ""


def why_no_turns(entries: Sequence[Entry]) -> str:
    """Why the feet did not take turns; '' if they did.

    But for one pair of several: from the side left and right get mixed up.
    """
    landed = sorted((e.step for e in entries), key=lambda step: step.down)
    same = sum(a.side == b.side for a, b in pairwise(landed))
    return "the feet did not take turns" if same > (len(entries) >= MANY_RISEN) else ""


def why_no_ended_walk(waiting: Sequence[Entry]) -> str:
    """Why steps after which no more followed are no walk on the toes; '' when they are.

    Args:
        waiting: steps that waited for more; each says whether the heels came down after them.
    """
    lone = any(entry.lone for entry in waiting)
    # Who rose, put one foot down, and came down again has taken one step.
    one = all(math.isfinite(entry.rise) and math.isfinite(entry.fell) for entry in waiting)
    if len(waiting) < (by_feet.LEAST if lone else 1 if one else LEAST_RISEN):
        return TOO_FEW
    if why := why_no_walk(waiting) or why_no_turns(waiting):
        return why
    # Two or three faint swings are no walk: who straightens up from bent knees rises, too.
    clear = sum(entry.step.speed >= START for entry in waiting) >= min(len(waiting), MANY_RISEN)
    return "" if seen_up(waiting) and (clear or lone) else TOO_FEW


def turns(track: Track, step: Step, turned_at: float = -math.inf) -> bool:
    """Whether the body turned while the foot stood.

    Args:
        track: the recent past of all signals.
        step: the step.
        turned_at: when a foot landed last in a turn, seconds.
    """
    most = TURNS_ON_DEG if step.down - turned_at < TURNED_S else TURNING_DEG
    until = min(step.up, step.down + STANDS_S)
    yaw = track.window(step.down + SEEN_LATE_S, until + SEEN_LATE_S).seen("yaw")
    part = max(1, len(yaw) // 5)
    return len(yaw) > 1 and axis_apart(_axis(yaw[:part]), _axis(yaw[-part:])) > most


def _axis(yaw: FloatArray) -> float:
    """Mean of some yaws, degrees, front and back taken as the same."""
    double = np.radians(2 * yaw)
    return math.degrees(math.atan2(float(np.sin(double).sum()), float(np.cos(double).sum()))) / 2
