"""Finds turns of a foot as they happen: where each begins and ends, and which way it went. Causal.

A turn is two swings, one down and one up, whose arcs lie on the two sides of a circle; arcs on the
same side are one way and the same way back. Nothing has to be known of where the circles lie or how
large they are, and each may differ from the one before.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.motion.circle_turn import ENOUGH, HALF, LEAST_SIZE, WHOLE, Part, Turn, turn_of
from formcheck.motion.circles import Clock, FloatArray
from formcheck.motion.foot_path import FootPath
from formcheck.motion.swing_pairs import (
    OBLIQUELY,
    STILL_BACK,
    THERE_AND_BACK,
    is_bent,
    is_round,
    opposite,
    same_way,
    share,
    share_of,
    there_and_back,
    wide,
)
from formcheck.motion.swings import LIFTED, PathSince, Swing, SwingFinder, bulge, bulge_of_axis

SHORT = 0.72
"""Of the other swing: a swing shorter than that does not go all the way: 300° of a circle are over
at 0.75."""

STOPPED = 0.6
"""The same where the foot stops then: a last circle that is smaller than the one before it comes
down from further up than it goes."""

HESITATION = 0.45
"""Of the swings before and after: a smaller one between them is no turning round [ours]."""

GONE_BACK = 0.45
"""Of the swing before: whoever comes up by less, goes down as little and up again as far as before
has gone back. Circles about one middle, however much smaller the next, come up by half: then arcs
need be no wider than on a leg that is still to say the same."""

CARRIED = 0.5
"""As `LIFTED`, for a foot that describes arcs meanwhile, as on a leg that swings [ours]."""

ELSEWHERE = 0.2
"""Foot lengths from where it was at which a shank that was lifted ends: .2 at most after nearly all
circles, however the leg swings. Between .2 and .3 it is all the same on 58 rendered clips."""


class TurnFinder:
    """Finds turns in the path of one foot.

    Args:
        planar: whether both coordinates of the path are seen.
    """

    def __init__(self, *, planar: bool) -> None:
        self.planar = planar
        self.oblique = False  # how somebody is seen, by now
        self.clock: Clock | None = None
        self.since = -math.inf
        self.turned = 0.0
        self._finder = SwingFinder()
        self._swings: list[Swing] = []  # not yet part of a turn
        self._fresh = True  # nothing has been made of this bout yet
        self._lead: Swing | None = None  # what it began with, before its first turn
        self._left_out: list[Swing] = []  # the latest two of what it began with
        self._cut = False  # it began before the path did
        self._way_back = False  # half a turn was made, and is being gone back

    def reset(self, t: float) -> None:
        """Forget where the circles lie; look at nothing before `t` (seconds)."""
        self._finder.reset()
        self.clock, self.since, self.turned = None, t, 0.0
        self._begin_anew()

    def push(self, now: tuple[float, float], path: PathSince) -> list[Turn]:
        """Take the newest sample of the path; says which turns are over.

        Args:
            now: its time (seconds), and how far it is pointed (degrees).
            path: of the foot, up to there.
        """
        swing = self._finder.push(now, path)
        out = self._add(path, swing) if swing is not None else []
        self._keep_turned()
        return out

    def finish(self, path: PathSince) -> list[Turn]:
        """The input is over: what was held back, and what is nearly round."""
        swing = self._finder.finish(path)
        return self._add(path, swing) if swing is not None else []

    def _add(self, path: PathSince, swing: Swing) -> list[Turn]:
        self._swings.append(swing if self.planar else replace(swing, aside=math.nan))
        self._join(path)
        resting = self._finder.resting
        out: list[Turn] = []
        while self._swings:
            if self._fresh and self._skip(path, resting=resting):
                continue
            used = self._next(resting=resting)
            if used is None:
                break
            parts, count = used
            if self._fresh:
                parts = self._before(path, parts[0]) + parts
            out += [turn for part in parts if (turn := self._turn(path, part)) is not None]
            del self._swings[:count]
            self._fresh = False
        if resting:
            self._begin_anew()
        self.since = max(self.since, swing.end if not self._swings else self._swings[0].start)
        return out

    def _join(self, path: PathSince) -> None:
        """Make one swing of three, of which the middle one was but a hesitation."""
        if len(self._swings) < 3:
            return
        first, middle, last = self._swings[-3:]
        if middle.size >= HESITATION * min(first.size, last.size):
            return
        whole = path(first.start).until(last.end)
        arc = bulge(whole) if self.planar else math.nan
        size = first.size - middle.size + last.size
        leg = max(first.leg, middle.leg, last.leg)
        axis = bulge_of_axis(whole, size)
        self._swings[-3:] = [replace(first, end=last.end, size=size, aside=arc, leg=leg, axis=axis)]

    def _begin_anew(self) -> None:
        self._swings, self._fresh, self._lead, self._way_back = [], True, None, False
        self._left_out, self._cut = [], False

    def _skip(self, path: PathSince, *, resting: bool) -> bool:
        """Leave out what a bout begins with: lifting the foot, and the way to the first circle."""
        if len(self._swings) < 2:
            return False
        first, second = self._swings[:2]
        short = first.size < SHORT * second.size
        if (first.cut and short) or (first.up and (first.cut or self._cut)):
            self._cut = not first.up  # what is left of a circle that began before the path did
            del self._swings[0]
            return True
        self._cut = False
        lone = first.up and (short or (self.planar and not same_way(first, second)))
        lone = lone or (short and not is_round(first)) or (first.up and not self.planar)
        drawn = is_round(first) and is_round(second)
        drawn = drawn or (not first.up and comes_back(path, first, second))
        lifted = first.leg > (CARRIED if drawn else LIFTED)
        if not (lone or lifted or first.size < LEAST_SIZE):
            return False
        arc = is_bent(first) and first.aside * second.aside > 0
        known = first.leg <= LIFTED and (arc or not self.planar)
        self._lead = first if known else None
        self._left_out = [*self._left_out[-1:], first]
        del self._swings[0]
        return True

    def _before(self, path: PathSince, first: Part) -> list[Part]:
        """The turn right before the first one, where what was left out is one after all.

        A leg that swings with the foot looks like one that is lifted, until it comes back. Which
        swing a turn begins with, the first one tells.
        """
        if len(self._left_out) < 2 or first.far < ENOUGH:
            return []
        one, other = self._left_out
        if other.end != first.swings[0].start:
            return []
        high = max(one.size, other.size)
        usual = max(swing.size for swing in first.swings)
        as_large = SHORT * usual <= high <= usual / SHORT
        return [Part([one, other], WHOLE)] if as_large and comes_back(path, one, other) else []

    def _next(self, *, resting: bool) -> tuple[list[Part], int] | None:
        """The next turns: each its swings and degrees; and how many swings they use up.

        None where more has to be seen first.
        """
        if len(self._swings) < 2:
            return self._remainder(self._swings) if resting and not self._fresh else None
        first, second = self._swings[:2]
        if self._is_half(first, second):
            return [Part([first], HALF, way_back=not self._way_back)], 1
        # A swing that goes back but half way is of a turn that gets smaller, or of a part that is
        # gone back again: the next will tell.
        full = second.size >= (SHORT if self.planar else STOPPED) * first.size
        if full or (len(self._swings) > 2 and not self._alike(second, self._swings[2])):
            return [Part([first, second], WHOLE)], 2
        if len(self._swings) > 3:
            return self._dip(self._swings[:4])
        return self._remainder([first, second]) if resting else None

    def _is_half(self, first: Swing, second: Swing) -> bool:
        """Whether a swing is half a turn by itself: one way, or the same way back.

        Whoever goes half a turn and back is where a turn begins, whatever comes next.
        """
        if self._way_back:
            self._way_back = False
            return True
        self._way_back = there_and_back(first, second, self._least(first, second))
        return self._way_back

    def _least(self, *swings: Swing) -> float:
        """Width over height from which arcs on the same side are one way and the way back."""
        if self.oblique:
            return OBLIQUELY
        return STILL_BACK if all(swing.leg <= LIFTED for swing in swings) else THERE_AND_BACK

    def _alike(self, one: Swing, other: Swing) -> bool:
        """Whether two swings are about as large; nearly, where their arcs will decide."""
        low, high = sorted((one.size, other.size))
        return low >= (0.6 if self.planar else 0.75) * high

    def _dip(self, four: list[Swing]) -> tuple[list[Part], int]:
        """Down, somewhat up, down again, up: one way and the same way back, or two turns."""
        first, second, third, fourth = four
        there, back = first.aside + second.aside, third.aside + fourth.aside
        low = max(second.size, third.size) < GONE_BACK * first.size
        least = min(STILL_BACK, self._least(*four)) if low else self._least(*four)
        one_way_and_back = fourth.size >= SHORT * first.size and (
            not self.planar or (opposite(there, back) and wide(there, back, first.size, least))
        )
        if not one_way_and_back:
            return [Part([first, second], WHOLE)], 2
        far = [HALF + share(b, a) for a, b in ((first, second), (fourth, third))]
        return [
            Part([first, second], far[0]),
            Part([third, fourth], far[1], way_back=True),
        ], 4

    def _remainder(self, swings: list[Swing]) -> tuple[list[Part], int]:
        """What is left when the foot stops: with what the bout began with it may be a turn."""
        if len(swings) > 1:
            enough = swings[1].size >= STOPPED * swings[0].size
            far = HALF + share(swings[1], swings[0])
            return [Part(swings, WHOLE if enough else self._with_lead(swings, far))], 2
        size = 2 * self.clock.half[1] if self.clock is not None else swings[0].size
        far = share_of(swings[0].size, size)
        return [Part(swings, self._with_lead(swings, far))], 1

    def _with_lead(self, swings: list[Swing], far: float) -> float:
        """Degrees with what the bout began with: who begins at 9 o'clock ends there."""
        lead = self._lead
        if lead is None or self.clock is None or swings[-1].leg > LIFTED or far < HALF:
            return far
        if opposite(lead.aside, swings[0].aside):
            return far
        return min(WHOLE, far + share_of(lead.size, 2 * self.clock.half[1]))

    def _turn(self, path: PathSince, part: Part) -> Turn | None:
        """A turn of these swings, if they are worth it."""
        stretch = path(part.swings[0].start).until(part.swings[-1].end)
        last = self._finder.resting and part.swings[-1] is self._swings[-1]
        turn = turn_of(part, stretch, planar=self.planar, stopped=last)
        if turn is not None and part.far >= ENOUGH:
            self.clock = Clock.of(self.points(stretch))
        return turn

    def points(self, path: FootPath) -> FloatArray:
        """The path as (N, 2) degrees; what goes sideways is 0 where it is not seen."""
        return path.points if self.planar else np.column_stack((np.zeros(len(path)), path.pointed))

    def _keep_turned(self) -> None:
        """Degrees of the turn under way."""
        now = self._finder.under_way
        size = 2 * self.clock.half[1] if self.clock is not None else 40.0
        known = [s.aside for s in self._swings if math.isfinite(s.aside)]
        sense = -1.0 if sum(known) < 0 else 1.0
        half = min(HALF, share_of(now[1], size)) if now is not None else 0.0
        self.turned = sense * min(WHOLE, HALF * len(self._swings) + half)


def comes_back(path: PathSince, one: Swing, other: Swing) -> bool:
    """Whether two swings are as large, and the shank ends where it began: it was not lifted.

    Args:
        path: of the foot, which may be forgotten.
        one: the first.
        other: the one after it.
    """
    low, high = sorted((one.size, other.size))
    both = path(one.start).until(other.end)
    if low < SHORT * high or not len(both) or both.t[0] > one.start + 1e-6:
        return False
    return math.hypot(*(both.leg[-1] - both.leg[0])) <= ELSEWHERE
