"""What circles begin with: turns that nothing else is. Pure functions; knows no limits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.motion.circle_turn import ENOUGH, Turn, roundness
from formcheck.motion.swing_pairs import CLEAR, LEAST_ROUND

AGAIN_S = 2.0
"""Most turns prove little: circles begin with two, the second within so many seconds, whichever way
round each goes [ours]: between circles one way and circles the other people pause for a second."""

PLAIN_ROUND, PLAIN_S, PLAIN_SIZE, PLAIN_LEG = 0.45, 1.2, 15.0, 0.3
"""A plain circle begins them with any other turn or part of one: this round, this long, this wide
(degrees), on a leg that moves by no more foot lengths [ours]. Nothing else on 7 minutes of tapping,
marching, scratching, bending and walking about was all of it."""

SURE_S = 8.0
"""After a pause of so many seconds they have to begin again [ours]."""

QUICKEST_S = 0.8
"""A quicker turn does not begin anything: feet tap in 0.3–0.8 s, and legs are scratched so."""

SLOW_S = 1.2
"""Slower turns than this are no taps of the toes: those take 0.5–0.9 s [ours]."""

BEYOND_TAPS, WELL_BEYOND = 25.0, 35.0
"""Degrees from pointed to pulled up from which a slow and a quick turn that is seen from the side
begins circles. A foot that taps with its heel on the floor goes up by 20° at most, as far as an
ankle bends up (EXERCISES.md), and comes down flat: 16° seem 20–27°, since the toes go round the
heel and not the ankle. From the side there is no other telling it from a circle."""

AT_THE_SHIN = 0.9
"""Foot lengths by which one ankle is seen higher than the other from where on a quick turn that is
seen from the side may be a foot that scratches the other leg, and begins nothing: 1.1–1.4 of four
rendered people, who go 24–65° in .5–.95 s; .65 at most of eleven who draw circles. A foot on the
other knee is as high, and has to begin with slower ones."""

LIFTED, FARTHER = 0.2, 0.35
"""Foot lengths by which one ankle is seen higher in the picture than the other where a foot is
lifted; two that stand on the floor are seen within .1 from the front and from behind. Obliquely one
of them stands farther away and so seems higher, by the second times the sine of the yaw: a foot
length apart, to a camera that looks down by 20°. A foot may be lifted and not look so, since it is
held forward, towards a camera in front of it. From behind it is held away from the camera, and
looks higher still: .4–.8 of 6 rendered people who stand, .05 at most of those who tap."""

BESIDE, BEHIND = 60.0, 120.0
"""Degrees off the front from which on the side is seen, and then the back."""

BODY_FIRST = 0.15
"""Foot lengths that hips and shoulders may move in the picture meanwhile: .05 in nine of ten
rendered circles, .2 in the smallest bend of the knees [ours]."""

TAPS = 3
"""Turns in a row that may each be a tap: circles are over with them, and have to begin again. A set
may have a quick one, or a narrow one [ours]."""

MOST_OF_THEM = 0.5
"""Of the whole turns in a row that may be taps: of many of those one and then another looks round
by chance [ours]."""


@dataclass(frozen=True, slots=True)
class Stance:
    """How somebody stood or sat during a turn.

    Attributes:
        moved: foot lengths that the body moved in the picture.
        apart: foot lengths by which one ankle was seen higher than the other; NaN where not seen.
        yaw: degrees.
    """

    moved: float
    apart: float
    yaw: float

    @property
    def behind(self) -> bool:
        """Whether it was seen from behind, and not from the side."""
        return abs(self.yaw) >= BEHIND

    @property
    def beside(self) -> bool:
        """Whether it was seen from the side."""
        return BESIDE <= abs(self.yaw) < BEHIND

    @property
    def on_the_floor(self) -> bool:
        """Whether both feet may have been on the floor."""
        sideways = abs(math.sin(math.radians(self.yaw)))
        return self.apart < LIFTED + FARTHER * sideways


def make_a_beginning(turns: Sequence[Turn], stances: Sequence[Stance]) -> bool:
    """Whether turns in a row are circles.

    Args:
        turns: of one foot.
        stances: during each.
    """
    proofs = [turn for turn, how in zip(turns, stances, strict=True) if proves(turn, how)]
    if len(turns) >= 2 and any(is_plain(turn) for turn in proofs):
        return True
    against = sum(abs(turn.turned) >= ENOUGH and not is_small_and_slow(turn) for turn in turns)
    return len(proofs) >= max(2, MOST_OF_THEM * against)


def proves(turn: Turn, how: Stance) -> bool:
    """Whether a turn can be one of those that circles begin with."""
    return (
        abs(turn.turned) >= ENOUGH
        and is_no_tap(turn)
        and turn.seconds >= QUICKEST_S
        and how.moved <= BODY_FIRST
        and not may_tap(turn, how)
        and not may_scratch(turn, how)
    )


def may_tap(turn: Turn, how: Stance) -> bool:
    """Whether a foot on the floor may make such a turn by tapping.

    From behind what is seen of it is the heel, and little of that. Elsewhere quick turns may be
    taps, unless they are as wide as no line is seen by a flow that errs: .4 at most. From the side
    only their height tells them apart: see `BEYOND_TAPS`.
    """
    quick = turn.seconds < SLOW_S
    narrow = not (turn.planar and turn.width >= PLAIN_ROUND)
    return how.on_the_floor and (how.behind or (quick and narrow and not how.beside))


def may_scratch(turn: Turn, how: Stance) -> bool:
    """Whether it may be a foot that scratches the other leg, seen from the side."""
    quick = not turn.planar and turn.seconds < SLOW_S
    return quick and how.apart >= AT_THE_SHIN


def is_no_tap(turn: Turn) -> bool:
    """Whether a turn has a width, which taps have not, or is larger than they can be."""
    slow = turn.seconds >= SLOW_S
    if turn.planar:
        return turn.width >= (LEAST_ROUND if slow else CLEAR)
    if not slow:
        return float(np.ptp(turn.path.pointed)) >= WELL_BEYOND
    # Between the side and obliquely what goes aside is seen, though not which way round it goes.
    return float(np.nanmax(np.ptp(turn.path.points, axis=0))) >= BEYOND_TAPS


def is_small_and_slow(turn: Turn) -> bool:
    """Whether a turn that is seen from the side says nothing: too slow for a tap, but no larger.

    Small circles look so. Elsewhere a slow turn is narrow, and no circle that is seen well.
    """
    return not turn.planar and turn.seconds >= SLOW_S and not is_no_tap(turn)


def is_plain(turn: Turn) -> bool:
    """Whether a turn is a circle beyond doubt."""
    if not turn.planar or turn.flat or abs(turn.turned) < 300.0:
        return False
    return (
        turn.seconds >= PLAIN_S
        and float(np.ptp(turn.path.points, axis=0).max()) >= PLAIN_SIZE
        and float(np.ptp(turn.path.leg, axis=0).max()) <= PLAIN_LEG
        and roundness(turn.path.points) >= PLAIN_ROUND
    )


def latest_row(turns: Sequence[Turn]) -> int:
    """How many of a foot's turns, the latest ones, follow one another."""
    count = 1
    while count < len(turns) and in_a_row(turns[-count - 1], turns[-count]):
        count += 1
    return count


def in_a_row(one: Turn, other: Turn) -> bool:
    """Whether one turn of a foot follows another; plain ones may have a rest between them."""
    most = SURE_S if is_plain(one) and is_plain(other) else AGAIN_S
    return -0.5 < other.start - one.end < most
