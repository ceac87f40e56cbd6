"""Watches both feet for circles, and says which foot drew one. Causal; knows no limits."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.motion.circle_finder import LONGEST_S, Turn, TurnFinder, roundness
from formcheck.motion.circles import FloatArray
from formcheck.motion.foot_path import LEVER_POINTED, FootPath, FootPaths
from formcheck.motion.signals import SIDES, Moment

GAP_S = 0.5
"""Unseen for longer, nothing is known of where the foot has been."""

PLANAR_YAW = 52.0
"""Degrees off the front or the back up to which both coordinates of a path are seen. Feet point
outwards by 5–20°: at 45° one of them may be seen squarely from the side."""

LEG_TRAVEL = 0.8
"""Foot lengths that a shank may move in the picture during a circle; walking moves it by more."""

AGAIN_S = 0.9
"""Most turns prove little: circles begin with two, the second within so many seconds [ours]."""

PLAIN_ROUND, PLAIN_S, PLAIN_SIZE, PLAIN_LEG = 0.45, 1.2, 15.0, 0.3
"""A plain circle begins them by itself: this round, this long, this wide (degrees), on a leg that
moves by no more foot lengths [ours]. Nothing else on 7 minutes of tapping, marching, scratching,
bending and walking about was all of it."""

SURE_S = 8.0
"""After a pause of so many seconds they have to begin again [ours]."""

QUICKEST_S = 0.8
"""A quicker turn does not begin anything: feet tap in 0.3–0.8 s, and legs are scratched so."""

BESIDE = 0.3
"""Foot lengths that the other shank may move in the picture meanwhile; whoever steps moves both."""

LEAST_TURN = 60.0
"""Degrees under which a turn is not worth a word."""

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
        self._held: Found | None = None  # a first swing, which needs a second
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
        if not self.paths.push(moment):
            return []
        self._choose_plane(moment)
        out: list[Found] = []
        for side in self.sides:
            finder = self._finders[side]
            path = self.paths.of(side, moment.t - LONGEST_S)
            if len(path) < 4 or path.t[-1] < moment.t:
                continue
            for turn in finder.push(path):
                out += self._judge(Found(turn, side))
        return out

    def _choose_plane(self, moment: Moment) -> None:
        yaw = abs(moment["yaw"])
        off = min(yaw, 180.0 - yaw)
        margin = -3.0 if self.planar else 3.0  # so that it does not flicker
        planar = off + margin <= PLANAR_YAW
        if planar != self.planar:
            self.planar = planar
            for side in SIDES:
                self._finders[side] = TurnFinder(planar=planar)
                self._finders[side].reset(moment.t)
            self._held = None

    def _lose(self, t: float) -> None:
        self.paths.clear()
        self._held = None
        for finder in self._finders.values():
            finder.reset(t)

    def _judge(self, found: Found) -> list[Found]:
        """Drop what is no circle; hold back what is not sure yet."""
        turn = found.turn
        self.why = self._why_not(found)
        if self.why:
            return []
        if self.side == found.side and turn.start - self._busy_until[found.side] < SURE_S:
            return self._take([found])
        if _plain(turn):
            return self._take([found])
        held, self._held = self._held, found if abs(turn.turned) >= 300.0 else None
        if held is None or not _in_a_row(held, found):
            return []
        return self._take([held, found])

    def _take(self, found: list[Found]) -> list[Found]:
        self.side = found[-1].side
        self._busy_until[self.side] = found[-1].turn.end
        return found

    def _why_not(self, found: Found) -> str:
        turn, side = found.turn, found.side
        if abs(turn.turned) < (LEAST_TURN if turn.planar else 300.0):
            return UNWORTHY
        if not turn.planar and not _turns_about_the_ankle(turn):
            return "the shank moved more than the foot: heels that rise, or a step"
        if float(np.ptp(turn.path.leg, axis=0).max()) > LEG_TRAVEL:
            return "the whole leg moved"
        other = "right" if side == "left" else "left"
        beside = self.paths.of(other, turn.start).until(turn.end)
        if len(beside) > 2 and float(np.ptp(beside.leg, axis=0).max()) > BESIDE:
            return "both legs moved"
        return OTHER_FOOT if self._of_the_other(turn, side) else ""

    def _of_the_other(self, turn: Turn, side: str) -> bool:
        """Whether it is the other foot that moved: where one is seen on the other, both seem to."""
        other = "right" if side == "left" else "left"
        if other not in self.sides:
            return False
        if self._busy_until[other] > turn.start + 0.3 * (turn.end - turn.start):
            return True
        beside = self.paths.of(other, turn.start).until(turn.end)
        # The one that has worked until now goes on working.
        most = 0.85 if self.side == other else 1.1
        return energy(beside) > most * energy(turn.path)

    def moving(self, t: float) -> bool:
        """Whether a watched foot is on the move."""
        return any(_reach(self.paths.of(s, t - MOVING_S)) > MOVING for s in self.sides)

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
            path = self.paths.of(side, t - LONGEST_S)
            for turn in finder.finish(path) if len(path) >= 4 else ():
                found = Found(turn, side)
                if self.side == side and turn.planar and not self._why_not(found):
                    out.append(found)
        return out


def _plain(turn: Turn) -> bool:
    """Whether a turn is a circle beyond doubt."""
    if not turn.planar or turn.flat or turn.ended != "round":
        return False
    return (
        turn.end - turn.start >= PLAIN_S
        and float(np.ptp(turn.path.points, axis=0).max()) >= PLAIN_SIZE
        and float(np.ptp(turn.path.leg, axis=0).max()) <= PLAIN_LEG
        and roundness(turn.path.points) >= PLAIN_ROUND
    )


def _in_a_row(one: Found, other: Found) -> bool:
    """Whether two turns make a beginning: the same foot, the same way, one after the other."""
    first, second = one.turn, other.turn
    same_way = first.flat or second.flat or first.turned * second.turned > 0
    return (
        one.side == other.side
        and same_way
        and abs(second.turned) >= 300.0
        and -0.5 < second.start - first.end < AGAIN_S
        and min(t.end - t.start for t in (first, second)) >= QUICKEST_S
    )


def energy(path: FootPath) -> float:
    """How much a foot moved, degrees: up and down, and sideways where that is seen."""
    if len(path) < 3:
        return 0.0
    aside = path.aside if np.isfinite(path.aside).all() else np.zeros(len(path))
    return float(np.sqrt(np.var(np.diff(path.pointed)) + np.var(np.diff(aside)))) * len(path)


def _turns_about_the_ankle(turn: Turn) -> bool:
    """Whether a foot moved more than its shank, which in a heel raise is carried along."""
    of_the_leg = math.degrees(float(np.ptp(turn.path.leg, axis=0).max()) / LEVER_POINTED)
    return float(np.ptp(turn.path.pointed)) > of_the_leg


def _reach(path: FootPath) -> float:
    if len(path) < 2:
        return 0.0
    aside = float(np.ptp(path.aside)) if np.isfinite(path.aside).all() else 0.0
    return max(float(np.ptp(path.pointed)), aside)
