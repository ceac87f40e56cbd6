"""Which turns of a foot among circles are none: coming to rest, being put down, a twitch."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np

from formcheck.exercises.ankle_circle import AnkleCircleLimits
from formcheck.exercises.ankle_circle_sets import Entry
from formcheck.motion.circle_measures import CircleMeasures
from formcheck.motion.circle_turn import Turn
from formcheck.motion.circles import lingering, stillness, straightened
from formcheck.motion.swing_pairs import CLEAR, LEAST_ROUND

LEAST_PART_SIZE = 0.5
"""Of the set's usual circle: a smaller part of one is not listed [ours]."""

REST_SIZE, RESTING = 0.75, 0.15
"""Of the usual circle: a smaller one that stands still for this share of its time is none. From a
circle's highest point a foot comes to rest half way down, and goes up again for the next: .18–.35
of ten of twelve such ways of rendered feet, .00–.12 of 16 of 18 small circles [ours]."""

RESTING_LONGER = 0.25
"""The same share of one that takes as long as circles do and is clearly round, or seen as a line. A
circle that is drawn steadily seems to stand still at both ends of its line, for an eighth of its
time; .16–.21 of four small circles of rendered people, .25–.36 of eight of ten rests."""

LINGERS = 0.36
"""Share of its time that a way to rest and back is as low as it gets: a quarter of a circle's, .35
of the slowest hundredth; .38–.47 of four of nine such ways."""

STRAIGHT, HALF_S = 0.06, 0.6
"""Width over height under which, and share of the usual circle's time within which such a way needs
no standing still to be one: it goes half as far, and so takes half as long. Small circles take as
long as others, and may be seen as flat [ours]."""

HALF_WAY, SOONER_S = 0.6, 0.8
"""Of the usual circle: the same of such a way that is not straight but narrow, as far as is half
way. Of 21 rests between the sets of rendered people three were no straighter than that, and of
their small circles one is so narrow and so short [ours]."""

TREMBLE = 0.3
"""Of the usual circle: so small and flat a turn is but the foot trembling [ours]."""


def in_passing(
    m: CircleMeasures, turn: Turn, before: Sequence[Entry], limits: AnkleCircleLimits
) -> bool:
    """Whether a turn is but a foot that comes to rest or is put down, or a twitch.

    Args:
        m: what was measured of it.
        turn: the turn.
        before: the whole circles so far.
        limits: in force.
    """
    usual = statistics.median([e.size for e in before]) if before else 0.0
    pace = statistics.median([e.measures.seconds for e in before]) if before else 0.0
    counted = abs(turn.turned) >= limits.whole
    carried = 100 * m.ankle_travel > limits.ankle_travel
    reach = reach_of(turn)
    if not counted and turn.planar and turn.width < LEAST_ROUND:
        return True  # half a turn that is straight is the way to rest
    if counted and not carried and reach < REST_SIZE * usual and _rests(turn, reach, usual, pace):
        return True
    small = reach < LEAST_PART_SIZE * usual
    moved = carried or m.shank_swing > limits.shank_swing
    if counted:  # the foot goes up and down as in a circle when it is put down
        return small and moved
    return small or moved or m.shank_swing > limits.shank_swing / 2


def leads_in(turn: Turn, first: Sequence[Turn]) -> bool:
    """Whether a turn is but the foot being made ready, before the first that are circles.

    It goes less far up and down than they do in less time, and on no clear circle, as from the side
    none is, or not half as far in half the time. A small first circle takes as long as the others.

    Args:
        turn: the turn.
        first: the turns that became known together with it.
    """
    others = [t for t in first if t is not turn and abs(t.turned) >= 300.0]
    if not others:
        return False
    height = _height(turn) / statistics.median([_height(t) for t in others])
    pace = turn.seconds / statistics.median([t.seconds for t in others])
    if turn.flat or turn.width < CLEAR:
        return height < REST_SIZE and pace < SOONER_S
    return height < LEAST_PART_SIZE and pace < HALF_S


def _height(turn: Turn) -> float:
    """Range up and down of a turn, degrees."""
    return float(np.ptp(turn.path.pointed))


def _rests(turn: Turn, reach: float, usual: float, pace: float) -> bool:
    """To rest and back up: not as far as the circles, and standing still or gone straight.

    On a leg that is still: one that swings is drawing a circle.
    """
    soon = turn.seconds < SOONER_S * pace
    clear = turn.planar and turn.width >= CLEAR
    if not clear and lingering(turn.path.pointed) >= LINGERS:
        return True
    steady = RESTING if turn.planar and not clear else RESTING_LONGER
    least = RESTING if soon else steady
    resting = stillness(turn.path.t, turn.path.points) >= least
    small = reach < TREMBLE * usual
    if not turn.planar:
        return resting or small
    straight = turn.width < STRAIGHT and turn.seconds < HALF_S * pace
    narrow = soon and not clear and reach < HALF_WAY * usual
    drawn_as_a_line = soon and turn.width < LEAST_ROUND
    return resting or straight or narrow or drawn_as_a_line or (small and not clear)


def reach_of(turn: Turn) -> float:
    """The larger range of a turn as it was seen, degrees: it need not be a circle, nor closed."""
    spread = np.ptp(turn.path.points, axis=0)
    return float(spread.max() if turn.planar else spread[1])


def size_of(turn: Turn) -> float:
    """The larger range of a circle as it was seen, without what it went astray, degrees."""
    spread = np.ptp(straightened(turn.path.points), axis=0)
    return float(spread.max() if turn.planar else spread[1])
