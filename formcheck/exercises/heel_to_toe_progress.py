"""Whether as many steps were found as the body came on: each takes it one step further.

A foot that was not seen to land, or seen to where it only was drawn wrongly, is told by where the
body is at the ends of a walk, where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, median

from formcheck.exercises.heel_to_toe_kind import usual
from formcheck.exercises.heel_to_toe_measuring import TURNED_DEG
from formcheck.exercises.heel_to_toe_turns import KNOWN, LEAST, USUAL
from formcheck.exercises.heel_to_toe_walk import Step, Walk
from formcheck.motion.tandem_measures import AROUND_S, Stance, advance, stance
from formcheck.motion.tandem_way import RESTS_S, rested, whereabouts
from formcheck.motion.track import Track
from formcheck.motion.view import is_side

AT_MOST = 10
"""Last steps that are asked for that."""

LOOK_AT = 4
"""Steps at an end of a walk from which the way to where somebody stands is counted: when a landing
was seen too early or too late, that one is off, and the others are not."""

HALF = 0.5
"""Of a step: the body is a whole one too far when a landing was missed."""

QUARTER = 0.25
"""The same where it is known that one was missed, or is too many: the body is one too far, or one
short, and errs by 0.3."""

LATELY_S = 1.2
"""How long before the end somebody may have stood best, seconds: who stands sways."""

STILL_THERE = 0.75
"""Of a step, by which the body is short of where the first step takes it if it still stands where
it stood: by 0.6–1.0 in 11 landings that were none, by up to 0.5 in true ones. Whoever begins with
the feet side by side comes only half a step on with the first."""

MOST_MISSED = 2
"""Steps at one end that are told by the way alone: with more, it was perhaps another walk."""

BEFORE_S = 5.0
"""Seconds before the first landing in which somebody has to have stood."""

SEEN_S = 0.2
"""Seconds over which it is told where somebody was when they came into sight."""


def too_many_at_end(track: Track, walk: Walk, until: float) -> bool:
    """Whether the last step found was none: where somebody stands now, they have been before it.

    Args:
        track: the recent past.
        walk: that is over.
        until: when it was, seconds.
    """
    ways = _to_the_end(track, walk, until)[1:]
    if not ways:
        return False
    other = _other_ahead(track, walk, until)
    if other:
        return max(ways[0], fmean(ways)) < -QUARTER
    return (max(ways) if other is False else max(ways[0], fmean(ways))) < -HALF


def missed_at_end(track: Track, walk: Walk, until: float) -> int:
    """How many steps somebody has come on since the last one found."""
    ways = _to_the_end(track, walk, until)
    if not ways:
        return 0
    other = _other_ahead(track, walk, until)
    # By the last one, too: what lies before it may be a wide gap.
    way = min(ways) if other is False else min(ways[0], fmean(ways))
    if other:
        return int(QUARTER < way < MOST_MISSED + HALF)
    return round(way) if HALF < way < MOST_MISSED + HALF else 0


def too_many_at_start(track: Track, walk: Walk, since: float) -> bool:
    """Whether the first step found was none: the body still was where it stood before."""
    ways = _from_the_start(track, walk, since)
    return bool(ways) and max(ways[0], fmean(ways)) < -STILL_THERE


def _other_ahead(track: Track, walk: Walk, until: float) -> bool | None:
    """Whether the foot ahead at the end is not that of the last step; None where that is unseen.

    Feet take turns: then one was missed, or the last one was none. Where it is the same one none
    was, unless the feet are drawn wrongly: then each of the last steps has to say so. In each of 44
    rendered walks that ended facing the camera, away from it or obliquely, the foot that was drawn
    ahead at the end was that of the last step.
    """
    last = walk.steps[-1]
    if until - last.down < RESTS_S:
        return None
    end = track.window(until - RESTS_S, until)
    stood = stance(end, end)
    if stood is None or is_side(stood.view):
        return None
    sides = {walk.side(last), stood.side}
    return None if "unknown" in sides else len(sides) == 2


def _to_the_end(track: Track, walk: Walk, until: float) -> list[float]:
    """How many steps more than were found lie between each of the last ones and the end."""
    steps = walk.steps
    if len(steps) < KNOWN or walk.contacts[-1].extra:
        return []
    end = track.window(steps[-1].down, until)
    turns = not len(end) or end.yaw_spread > TURNED_DEG / 2
    stands = None if turns else rested(end.between(until - LATELY_S, until))
    places = _places(track, steps[-AT_MOST:])
    if stands is None or not places:
        return []
    step = max(LEAST, usual(_ways(places)) or USUAL)
    last = places[: -LOOK_AT - 2 : -1]
    return [advance(place, stands) / step - number for number, place in enumerate(last)]


def _from_the_start(track: Track, walk: Walk, since: float) -> list[float]:
    """How many steps more than were found lie between where somebody stood and each first one."""
    steps = walk.steps[:LOOK_AT]
    if not steps or walk.turned or walk.doubted:
        return []
    swing = steps[0].landing.swing
    before = track.window(max(since, swing - BEFORE_S), swing)
    stood = rested(before) or whereabouts(before.between(since, since + SEEN_S))
    places = _places(track, steps)
    if stood is None or not places:
        return []
    step = median([USUAL, *_ways(places)])
    return [advance(stood, place) / step - number for number, place in enumerate(places, 1)]


def _places(track: Track, steps: Sequence[Step]) -> list[Stance]:
    """Where the body was at each landing; nothing if it was not seen at one."""
    found = [whereabouts(track.window(s.down - AROUND_S, s.down + AROUND_S)) for s in steps]
    places = [place for place in found if place is not None]
    return places if len(places) == len(steps) else []


def _ways(places: Sequence[Stance]) -> list[float]:
    return [advance(before, now) for before, now in pairwise(places)]
