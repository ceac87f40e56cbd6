"""One foot on its way through the pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.points import BIG_TOE, HEEL, WEARS, apart
from formcheck.pose.feet.sight import Place, Sight
from formcheck.pose.feet.turn import turn_up
from formcheck.pose.feet.who import Belief, side_of_first

HOLD_S = 0.7
"""A foot that is not seen for so long is looked for elsewhere: one foot passes before the other, or
a hand before both, in half a second."""

STEADY_S = 0.08
"""Time constant of a foot's velocity, seconds."""

SHANK_S = 0.2
"""Time constant of where its shank points, seconds."""

FACING_S = 0.3
"""Time constant of the way it points, seconds."""

COAST_S = 0.15
"""A foot that is not seen goes on for so long, and then is expected to stand."""

REACH = 0.3
REACH_PER_S = 8.0
"""How far from where it was expected a foot may be, foot lengths, and how much further for each
second since it was seen. A swinging foot has up to 17 foot lengths/s, of which most is expected."""

LONGEST_GAP_S = 0.25
"""… of which so many seconds count: later it may be anywhere, and is looked for anew."""

WEAR_S = 2.0
"""Time constant of what the network says of footwear, seconds: nobody changes shoes here."""

CROSSED = 0.15
"""Two feet are taken to have changed places where that spares so much way, foot lengths."""

BESIDE_OTHER = 0.05
"""Nearer by so much, foot lengths, it is plain whose a foot is that two see: points jump by
.005–.01 from picture to picture, and no feet are nearer to each other than .1."""

SHOE = WEARS.index("shoe")


class Track:
    """A foot that is followed.

    Attributes:
        belief: which foot it is.
        seen_t: when it was seen last, seconds.
        turn: of the crop in which it was seen, degrees.
        side: which foot it is known to be, as in `Place`.
        shod: share of its wearing a shoe, a mean over time.
        unsteady: how far heel to toe is from its mean over `FACING_S`, px.
    """

    def __init__(self, t: float, sight: Sight) -> None:
        self.belief = Belief()
        self.seen_t = t
        self.centre: Array = sight.centre
        self.turn = sight.place.turn
        self.side = 0
        self.shod = float(sight.wear[SHOE])
        self._shank = sight.shank
        self._facing = _facing(sight)
        self.unsteady = 0.0
        self._velocity: Array = np.zeros(2)  # px/s

    def expected(self, t: float) -> Array:
        """Where its middle should be, (2,) px."""
        return np.asarray(self.centre + self._velocity * min(t - self.seen_t, COAST_S))

    def off(self, t: float, sight: Sight, length: float) -> float:
        """How far a foot is from where this one is expected, foot lengths."""
        return apart(sight.centre, self.expected(t)) / length

    def reach(self, t: float) -> float:
        """How far that may be."""
        return REACH + REACH_PER_S * min(t - self.seen_t, LONGEST_GAP_S)

    def lost(self, t: float) -> bool:
        """Whether it has not been seen for too long."""
        return t - self.seen_t > HOLD_S

    def update(self, t: float, sight: Sight) -> None:
        """It was seen."""
        gap = t - self.seen_t
        if gap > 0:
            now = (sight.centre - self.centre) / gap
            share = 1 - math.exp(-gap / STEADY_S)
            self._velocity = self._velocity + share * (now - self._velocity)
            share = 1 - math.exp(-gap / WEAR_S)
            self.shod += share * (float(sight.wear[SHOE]) - self.shod)
            share = 1 - math.exp(-gap / SHANK_S)
            self._shank = self._shank + share * (sight.shank - self._shank)
            self.unsteady = apart(_facing(sight), self._facing)
            share = 1 - math.exp(-gap / FACING_S)
            self._facing = self._facing + share * (_facing(sight) - self._facing)
        self.centre, self.seen_t, self.turn = sight.centre, t, sight.place.turn

    def turn_up(self) -> None:
        """Turn its crop as the foot's own shank says."""
        self.turn = turn_up(self._shank, self.turn)

    def place(self, t: float, length: float) -> Place:
        """Where to look for it."""
        return Place(self.expected(t), length, self.turn, self.side)


def _facing(sight: Sight) -> Array:
    return np.asarray(sight.xy[BIG_TOE] - sight.xy[HEEL])


def tell(tracks: Sequence[Track | None], swapped: bool, now: float) -> None:
    """Note which feet two tracks are known to be of; not of those in shoes.

    On rendered crops that show a foot end-on, the big toe of a bare one was 8.4 % off, and 5.8 %
    where the network was told the side; that of a shoe 8.5 % and 8.4 %.

    Args:
        tracks: of the two.
        swapped: whether the first is held to be the right one, from all that is known.
        now: log-odds of the first's being the right one that the body gives in this picture alone.
    """
    first, second = (track.belief.told if track is not None else 0.0 for track in tracks)
    side = side_of_first(first - second + now, swapped)
    for track, way in zip(tracks, (1, -1), strict=True):
        if track is not None:
            track.side = way * side if track.shod < 0.5 else 0


def holder(first: Track, second: Track, offs: Sequence[float]) -> int:
    """Which of two tracks that see one foot has it, 0 or 1.

    Where it may be either, the one that had it in the picture before: else they would take turns,
    and neither foot be seen for long.

    Args:
        first: a track.
        second: the other one.
        offs: how far the foot is from where each of them expected it, foot lengths.
    """
    nearer = int(offs[1] < offs[0])
    way = abs(offs[0] - offs[1])
    if way < CROSSED:  # it may be either
        first.belief.doubt(0.5)
        second.belief.doubt(0.5)
    if way >= BESIDE_OTHER or first.seen_t == second.seen_t:
        return nearer
    return int(second.seen_t > first.seen_t)
