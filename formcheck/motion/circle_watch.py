"""Watches both feet for circles, and says which foot drew one. Causal; knows no limits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from formcheck.motion.body_still import ANKLES, Body
from formcheck.motion.circle_begin import (
    BEHIND,
    LIFTED,
    SURE_S,
    TAPS,
    Stance,
    in_a_row,
    latest_row,
    make_a_beginning,
    may_tap,
    proves,
)
from formcheck.motion.circle_finder import TurnFinder
from formcheck.motion.circle_path import energy, turns_about_the_ankle
from formcheck.motion.circle_turn import Turn
from formcheck.motion.circles import FloatArray
from formcheck.motion.fine import other_side
from formcheck.motion.foot_path import FootPath, FootPaths, facing
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.view import SECTOR_DEG

GAP_S = 0.5
"""Unseen for longer, nothing is known of where the foot has been."""

PLANAR_YAW = 52.0
"""Degrees off the front or the back up to which both coordinates of a path are seen. Feet point
outwards by 5–20°: at 45° one of them may be seen squarely from the side."""

PUT_DOWN, CARRIED_OFF = 0.25, 0.5
"""Foot lengths that the shank has moved in the picture from the start of a turn to its end: a leg
that swings comes back (.02 in half of the rendered circles, .1 in nine of ten, .2 in nearly all), a
foot that is lifted or put down does not (.3–.7). The second among circles, or what may yet be some,
as long as they go on, where points that jump can look like it."""

LEG_TRAVEL = 0.8
"""Foot lengths that a shank may move in the picture during a circle; walking moves it by more."""

BESIDE = 0.3
"""Foot lengths that the other shank may move in the picture meanwhile; whoever steps moves both."""

STEPPED = 0.4
"""Foot lengths by which the other ankle may be lifted in the picture while circles begin: .47–.94
by rendered people who march, .31 at most in the first circles of 65 clips. From behind, where a leg
hides the other, points jump from one to the other by more."""

BODY = 0.5
"""Foot lengths that hips and shoulders may move in the picture during a turn: .05 in nine of ten
rendered circles, 1 in a squat [ours]."""

UNWORTHY = "too little"
OTHER_FOOT = "the other foot"
QUIET = (UNWORTHY, OTHER_FOOT)
"""Reasons that nobody needs to be told."""

MOVING = 8.0
"""Degrees that a foot has to turn within `MOVING_S` to be on the move."""
MOVING_S = 0.4


@dataclass(frozen=True, slots=True)
class Found:
    """A turn, and the foot that made it."""

    turn: Turn
    side: str


class CircleWatch:
    """Finds turns of either foot.

    Args:
        given_side: 'left' or 'right' when it was given; both are watched otherwise.
    """

    def __init__(self, given_side: str | None = None) -> None:
        self.paths = FootPaths()
        self.planar = False
        self.side = ""
        self.why = ""
        self._given = given_side
        self._finders = {s: TurnFinder(planar=False) for s in SIDES}
        self._held: dict[str, list[Found]] = {s: [] for s in SIDES}  # in a row, not yet sure
        self._body = Body()
        self._yaw = math.nan
        self._by_motion = False  # of somebody who lies, the body model knows neither yaw nor legs
        self._taps = 0  # turns in a row that may be some
        self._busy_until = dict.fromkeys(SIDES, -math.inf)

    def give(self, side: str | None) -> None:
        """Watch this foot only, or both."""
        self._given = side
        self.side = ""

    @property
    def sides(self) -> tuple[str, ...]:
        """The feet that are watched."""
        return SIDES if self._given is None else (self._given,)

    def push(self, moment: Moment) -> list[Found]:
        """Take one moment; says which turns are over by now."""
        last = max(self.paths.last_t(s) for s in SIDES)
        self.why = ""
        if moment.t - last > GAP_S and math.isfinite(last):
            self._lose(moment.t)
        self._body.push(moment)
        if not self.paths.push(moment):
            return []
        self._by_motion = moment.by_motion
        self._choose_plane(moment)
        out: list[Found] = []
        for side in self.sides:
            finder = self._finders[side]
            now = self.paths.now(side)
            if now is None or now[0] < moment.t:
                continue
            for turn in finder.push(now, partial(self.paths.of, side)):
                out += self._judge(Found(turn, side))
        return out

    def _choose_plane(self, moment: Moment) -> None:
        self._yaw = facing(moment)
        yaw = abs(self._yaw)
        off = min(yaw, 180.0 - yaw)
        margin = -3.0 if self.planar else 3.0  # so that it does not flicker
        planar = off + margin <= PLANAR_YAW
        if planar != self.planar:
            self.planar = planar
            for side in SIDES:
                self._finders[side] = TurnFinder(planar=planar)
                self._finders[side].reset(moment.t)
            self._let_go()
        for finder in self._finders.values():
            finder.oblique = off > SECTOR_DEG

    def _lose(self, t: float) -> None:
        self.paths.clear()
        self._let_go()
        for finder in self._finders.values():
            finder.reset(t)

    def _judge(self, found: Found) -> list[Found]:
        """Drop what is no circle; hold back what is not sure yet."""
        turn = found.turn
        self.why = self._why_not(found)
        if self.why:
            return []
        if self._goes_on(found):
            return self._take([found])
        held = self._held[found.side]
        if held and turn.start - held[-1].turn.end >= SURE_S:
            held.clear()
        held.append(found)
        row = held[-latest_row([one.turn for one in held]) :]
        if not self._sure(row):
            return []
        # Before a rest, or a turn that was dropped, the same foot drew circles, too.
        before = [one for one in held[: -len(row)] if proves(one.turn, self._stance(one.turn))]
        self._let_go()
        return self._take(before + row)

    def _goes_on(self, found: Found) -> bool:
        """Whether a turn belongs to circles that have begun."""
        turn = found.turn
        if self.side != found.side or turn.start - self._busy_until[found.side] >= SURE_S:
            return False
        self._taps = self._taps + 1 if may_tap(turn, self._stance(turn)) else 0
        if self._taps >= TAPS:
            self.side, self._taps = "", 0
        return bool(self.side)

    def _let_go(self) -> None:
        """Forget what was held back."""
        self._held = {side: [] for side in SIDES}

    def _sure(self, held: list[Found]) -> bool:
        """Whether turns in a row make a beginning."""
        turns = [one.turn for one in held]
        stances = [self._stance(turn) for turn in turns]
        return not self._stepped(held) and make_a_beginning(turns, stances)

    def _stepped(self, row: list[Found]) -> bool:
        """Whether the other foot was lifted meanwhile, as in marching."""
        low = self._body.lowest(row[0].side, row[0].turn.start, row[-1].turn.end)
        far = low > STEPPED * self.paths.foot_px
        return far and not self._by_motion and abs(self._yaw) <= 180.0 - SECTOR_DEG

    def _stance(self, turn: Turn) -> Stance:
        """How somebody stood or sat during a turn."""
        if self._by_motion:
            return Stance(0.0, math.nan, self._yaw)
        moved = self._body.moved(turn.start, turn.end) / self.paths.foot_px
        return Stance(moved, abs(self._higher(turn, SIDES[0])), self._yaw)

    def _higher(self, turn: Turn, side: str) -> float:
        """Foot lengths by which an ankle was seen higher than the other during a turn."""
        return self._body.higher(side, turn.start, turn.end) / self.paths.foot_px

    def _take(self, found: list[Found]) -> list[Found]:
        self.side = found[-1].side
        self._busy_until[self.side] = found[-1].turn.end
        return found

    def _why_not(self, found: Found) -> str:
        """Why a turn is no circle; '' when it may be one."""
        turn, side = found.turn, found.side
        if not turn.planar and abs(turn.turned) < 300.0:
            return UNWORTHY
        if not turn.planar and not turns_about_the_ankle(turn):
            return "the shank moved more than the foot: heels that rise, or a step"
        return self._moved(turn, side) or (OTHER_FOOT if self._of_the_other(turn, side) else "")

    def _moved(self, turn: Turn, side: str) -> str:
        """What moved that does not when circles are drawn; '' when nothing did."""
        if self._by_motion:
            return ""  # nothing much besides the foot: see `pose.moving_foot`
        if self._body.moved(turn.start, turn.end) > BODY * self.paths.foot_px:
            return "the whole body moved"
        if float(np.ptp(turn.path.leg, axis=0).max()) > LEG_TRAVEL:
            return "the whole leg moved"
        if self._carried_off(turn, side):
            return "the foot was lifted or put down"
        return "both legs moved" if self._beside(turn, side) else ""

    def _beside(self, turn: Turn, side: str) -> bool:
        """Whether the other leg moved too.

        A leg that swings past the other takes the flow there along: the points have to say so.
        """
        path = self.beside(turn, side)
        if len(path) <= 2 or float(np.ptp(path.leg, axis=0).max()) <= BESIDE:
            return False
        moved = self._body.moved(turn.start, turn.end, ANKLES[other_side(side)])
        return moved > BESIDE * self.paths.foot_px

    def _carried_off(self, turn: Turn, side: str) -> bool:
        """Whether the shank ended elsewhere than it began: both flow and points have to say so."""
        held = self._held[side]
        among = self.side == side or (bool(held) and in_a_row(held[-1].turn, turn))
        most = CARRIED_OFF if among and turn.ended != "stop" else PUT_DOWN
        if math.hypot(*(turn.path.leg[-1] - turn.path.leg[0])) <= most:
            return False
        shift = self._body.shifted(turn.start, turn.end, ANKLES[side])
        return shift > PUT_DOWN * self.paths.foot_px

    def _of_the_other(self, turn: Turn, side: str) -> bool:
        """Whether it is the other foot that moved: where one is seen on the other, both seem to."""
        other = other_side(side)
        if other not in self.sides:
            return False
        if abs(self._yaw) >= BEHIND and not self._by_motion:  # then a lifted foot looks higher
            higher = self._higher(turn, side)
            if abs(higher) >= LIFTED:
                return higher < 0
        if self._busy_until[other] > turn.start + 0.3 * turn.seconds:
            return True
        # The one that has worked until now goes on working.
        most = 0.85 if self.side == other else 2.0 if self.side == side else 1.1
        return energy(self.beside(turn, side)) > most * energy(turn.path)

    def beside(self, turn: Turn, side: str) -> FootPath:
        """The path of the other foot meanwhile."""
        return self.paths.of(other_side(side), turn.start).until(turn.end)

    def moving(self, t: float) -> bool:
        """Whether a watched foot is on the move."""
        return any(self.paths.reach(s, t - MOVING_S) > MOVING for s in self.sides)

    def trace(self, side: str) -> FloatArray | None:
        """The path of the turn under way about its middle, (N, 2) degrees; None when unknown."""
        finder = self._finders[side]
        if finder.clock is None or not finder.planar:
            return None
        points = self.paths.of(side, finder.since).points
        return np.asarray(points - np.array(finder.clock.middle))

    def finder(self, side: str) -> TurnFinder:
        """What follows one foot."""
        return self._finders[side]

    def finish(self, t: float) -> list[Found]:
        """The input is over at `t`: a turn that has almost gone round counts."""
        out: list[Found] = []
        for side in self.sides:
            finder = self._finders[side]
            for turn in finder.finish(partial(self.paths.of, side)):
                found = Found(turn, side)
                if self.side == side and turn.planar and not turn.flat and not self._why_not(found):
                    out.append(found)
        return out
