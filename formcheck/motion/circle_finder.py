"""Finds turns of a foot as they happen: where each begins and ends, and which way it went. Causal.

At first nothing is known of where the circles lie: stretches of the recent past of every length are
held against a circle of their own, and the shortest that closes is the first. From then on the
middle is known and goes along with what the flow goes astray, and the angle about it is followed: a
turn is over when it has gone round, turned back, or stopped.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.motion.circles import (
    NEAR_MIDDLE,
    Clock,
    FloatArray,
    angles,
    axes,
    heading_turned,
    straightened,
    swing,
)
from formcheck.motion.foot_path import FootPath

LONGEST_S = 10.0
"""A turn that takes longer is none, seconds [ours]: guides ask for slow circles, not for these."""

SHORTEST_S = 0.5

LEAST_SIZE = 7.0
"""Larger range under which nothing is a turn, degrees: 10° is a fault already."""

LEAST_ROUND = 0.16
"""Minor over major axis under which a path is a line: a foot that taps, or that is seen from the
side."""

ASTRAY = 0.6
"""Of the half width: how far from its start a whole turn may end in the flow's sum."""

BACK = 50.0
"""Degrees back from the furthest at which a turn has turned back."""

STILL_S = 0.6
STILL_SHARE = 0.25
"""Of the circles' half width: a foot that stays within it for `STILL_S` has stopped."""

TRY_EVERY_S = 0.13

SETTLE_S = 0.2
"""How long a first turn waits to be closed better."""

FLAT = 0.35
"""Of the usual width: a turn that stays within it is drawn as a line."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of turning one way.

    Attributes:
        start: seconds.
        end: seconds.
        turned: degrees, clockwise positive.
        ended: 'round', 'back' or 'stop'.
        path: of the foot, from start to end.
        planar: whether both coordinates were seen; otherwise the direction is not known.
        flat: whether it was a line among circles; its direction is not known either.
    """

    start: float
    end: float
    turned: float
    ended: str
    path: FootPath
    planar: bool
    flat: bool = False


class TurnFinder:
    """Finds turns in the path of one foot.

    Args:
        planar: whether both coordinates of the path are seen.
    """

    def __init__(self, *, planar: bool) -> None:
        self.planar = planar
        self.clock: Clock | None = None
        self.since = -math.inf
        self._usual: Clock | None = None
        self._found: _First | None = None
        self._swing = TurnFinder(planar=False) if planar else None
        self._part: Turn | None = None
        self._whole_until = -math.inf
        self._period = 0.0
        self._tried = -math.inf
        self._log: list[tuple[float, float]] = []  # t and angle, since the last turn
        self._last: float | None = None  # angle on the clock where it was last known

    @property
    def turned(self) -> float:
        """Degrees of the turn under way, clockwise positive."""
        return self._log[-1][1] if self._log else 0.0

    def reset(self, t: float) -> None:
        """Forget where the circles lie; look at nothing before `t` (seconds)."""
        self.clock, self.since = None, t
        self._log, self._last, self._found, self._part = [], None, None, None
        self._whole_until = t
        if self._swing is not None:
            self._swing.reset(t)

    def push(self, path: FootPath) -> list[Turn]:
        """Look at the path so far; says which turns are over.

        Args:
            path: of the foot; the last `LONGEST_S` of it, or as much as there is.
        """
        now = float(path.t[-1])
        self.since = max(self.since, float(path.t[0]), now - LONGEST_S)
        self._whole_until = max(self._whole_until, float(path.t[0]), now - LONGEST_S)
        turn: Turn | None = None
        if self.clock is not None:
            turn = self._follow(path)
        if turn is None and self._swing is not None:
            turn = self._flat(path)
        # Also while following: the circles may lie elsewhere than was thought.
        if turn is None and (self.clock is None or abs(self.turned) < 250.0):
            turn = self._first(path.since(self._whole_until))
        return self._sorted(turn, now)

    def _sorted(self, turn: Turn | None, now: float) -> list[Turn]:
        """Hold a part of a turn back for a while: it may turn out to be of a whole one."""
        out: list[Turn] = []
        part = self._part
        if turn is not None and abs(turn.turned) >= 300.0:
            self._whole_until = turn.end
            if part is not None and turn.start < part.end - 0.3 * (part.end - part.start):
                part = None
        due = part is not None and (turn is not None or now - part.end >= 0.8 * self._period)
        if part is not None and due:
            out.append(part)
            part = None
        if turn is not None:
            if abs(turn.turned) >= 300.0:
                out.append(turn)
            else:
                part = turn
        self._part = part
        return out

    def points(self, path: FootPath) -> FloatArray:
        """The path in the plane in which it turns, (N, 2)."""
        return path.points if self.planar else swing(path.t, path.pointed)

    # The first turn

    def _first(self, path: FootPath) -> Turn | None:
        """The shortest stretch up to now that is a whole turn, if any, once it is at its best."""
        if len(path) < 6:
            return None
        points, t = self.points(path), path.t
        now = float(t[-1])
        if self._found is not None:
            return self._settle(path, points, self._found)
        if now - self._tried < TRY_EVERY_S or not np.isfinite(points).all():
            return None
        self._tried = now
        last = int(np.searchsorted(t, now - SHORTEST_S))
        step = max(1, round(0.13 / max(float(np.median(np.diff(t))), 1e-3)))
        for first in range(last, -1, -step):
            turned = whole_turn(points[first:], planar=self.planar)
            if turned:
                gap = _apart(points[first:])
                self._found = _First(float(t[first]), now, turned, gap, now)
                break
        return None

    def _settle(self, path: FootPath, points: FloatArray, found: _First) -> Turn | None:
        """Wait until a first turn is closed as well as it will be."""
        now = float(path.t[-1])
        stretch = points[int(np.searchsorted(path.t, found.start - 1e-9)) :]
        gap = _apart(stretch)
        if gap < found.gap:
            self._found = replace(found, end=now, gap=gap)
            return None
        if now - found.end < SETTLE_S:
            return None
        self._found = None
        whole = path.since(found.start).until(found.end)
        if len(whole) < 6:
            return None
        self._begin(self.points(whole), found.end - found.start, found.end)
        for k in range(int(np.searchsorted(path.t, found.end + 1e-9)), len(path)):
            self._turn_to(float(path.t[k]), points[k])
        return Turn(found.start, found.end, found.turned, "round", whole, self.planar)

    def _begin(self, points: FloatArray, period: float, t: float) -> None:
        """Follow from here on, after a first turn."""
        self.clock = self._usual = Clock.of(points)
        self._period = period
        self.since = t
        self._last = None
        self._log = []
        self._turn_to(t, points[-1])

    # All others

    def _follow(self, path: FootPath) -> Turn | None:
        """A turn about the known middle that is over by now, if any."""
        assert self.clock is not None
        recent = path.since(float(path.t[-1]) - min(max(1.3 * self._period, 1.0), 6.0))
        points = self.points(recent)
        if not np.isfinite(points).all():
            self.reset(float(path.t[-1]))
            return None
        assert self._usual is not None
        self.clock = self.clock.moved(points, self._usual)
        self._turn_to(float(path.t[-1]), points[-1])
        turned = self.turned
        if abs(turned) >= 360.0:
            whole = math.copysign(360.0, turned)
            return self._over(path, whole, self._when(whole), "round")
        t_far, far = max(self._log, key=lambda row: abs(row[1]))
        if abs(far - turned) >= BACK and not self._narrow(path):
            return self._over(path, far, t_far, "back")
        if self._still(recent, points):
            return self._over(path, far, t_far, "stop")
        return None

    def _turn_to(self, t: float, point: FloatArray) -> None:
        """Go on to a point of the path: near the middle the angle stays what it was."""
        assert self.clock is not None
        at = self.clock.place(point[None])[0]
        turned = self.turned
        if math.hypot(at[0], at[1]) >= NEAR_MIDDLE:
            angle = math.degrees(math.atan2(at[0], at[1]))
            if self._last is not None:
                turned += (angle - self._last + 180.0) % 360.0 - 180.0
            self._last = angle
        self._log.append((t, turned))

    def _when(self, level: float) -> float:
        """When an angle was reached, seconds."""
        (t0, a0), (t1, a1) = self._log[-2:] if len(self._log) > 1 else (self._log[-1],) * 2
        return t1 if a1 == a0 else t0 + (level - a0) / (a1 - a0) * (t1 - t0)

    def _over(self, path: FootPath, turned: float, end: float, ended: str) -> Turn | None:
        """Close a turn; the next one goes on from its end."""
        began = next((i for i, (_, a) in enumerate(self._log) if abs(a) > 8.0), 1)
        start = max(self.since, self._log[max(0, began - 1)][0])
        now = float(path.t[-1])
        self.since = now if ended == "stop" else end
        rest = [(t, a - turned) for t, a in self._log if t > end] if ended != "stop" else []
        self._log = rest or [(now, 0.0)]
        stretch = path.since(start).until(end)
        if len(stretch) < 4:
            return None
        if abs(turned) >= 300.0:
            if self.planar and not round_enough(self.points(stretch)):
                self.reset(self.since)
                return None
            self._learn(self.points(stretch), end - start)
        return Turn(start, end, turned, ended, stretch, self.planar)

    def _learn(self, points: FloatArray, period: float) -> None:
        """Take a whole turn into account for what is usual."""
        assert self._usual is not None
        fresh = Clock.of(points)
        half = [u + 0.3 * (f - u) for u, f in zip(self._usual.half, fresh.half, strict=True)]
        self._usual = Clock(fresh.middle, (half[0], half[1]))
        self._period += 0.6 * (period - self._period)

    def _narrow(self, path: FootPath) -> bool:
        """Whether the turn under way hardly goes sideways."""
        if not self.planar or self._usual is None:
            return False
        aside = path.since(self.since).aside
        return bool(len(aside)) and float(np.ptp(aside)) < 2 * FLAT * self._usual.half[0]

    def _flat(self, path: FootPath) -> Turn | None:
        """A swing to and fro among circles: a circle that was drawn flat."""
        assert self._swing is not None
        turn = next((one for one in self._swing.push(path) if one.ended == "round"), None)
        if turn is None or self._usual is None or not self._narrow(path):
            return None
        start = max(self.since, turn.start)
        high = float(np.ptp(turn.path.pointed)) >= self._usual.half[1]
        if start - turn.start > 0.35 * self._period or not high:
            return None
        self.since = turn.end
        self._log, self._last = [(turn.end, 0.0)], None
        path = turn.path.since(start)
        return replace(turn, start=start, path=path, planar=True, flat=True)

    def _still(self, recent: FootPath, points: FloatArray) -> bool:
        """Whether the foot has stopped."""
        assert self.clock is not None
        t = recent.t
        if float(t[-1]) - self._log[0][0] < STILL_S:
            return False
        at = self.clock.place(points[int(np.searchsorted(t, t[-1] - STILL_S)) :])
        return len(at) >= 3 and bool(np.ptp(at, axis=0).max() < STILL_SHARE)

    def finish(self, path: FootPath) -> list[Turn]:
        """The input is over: what was held back, and what is nearly round."""
        out = [] if self._part is None else [self._part]
        self._part = None
        if self.clock is not None and self._log:
            t_far, far = max(self._log, key=lambda row: abs(row[1]))
            turn = self._over(path, far, t_far, "stop") if abs(far) >= 300.0 else None
            out += [] if turn is None else [turn]
        return out


@dataclass(frozen=True, slots=True)
class _First:
    """A first turn that may close better yet."""

    start: float
    end: float
    turned: float
    gap: float
    seen: float


def _apart(points: FloatArray) -> float:
    """Distance of the end from the start of a path, shares of its half width."""
    at = Clock.of(points).place(points)
    return math.hypot(*(at[-1] - at[0]))


def whole_turn(points: FloatArray, *, planar: bool) -> float:
    """Degrees that a stretch of a path, (N, 2), has turned, if it is one whole turn; else 0.

    Args:
        points: from its start to its end.
        planar: whether both coordinates are places; a swing's first is its speed.
    """
    if len(points) < 6:
        return 0.0
    clock = Clock.of(points)
    size = 2 * (max(clock.half) if planar else clock.half[1])
    at = clock.place(points)
    if size < LEAST_SIZE or math.hypot(*(at[-1] - at[0])) > ASTRAY:
        return 0.0
    closed = straightened(points)
    clock = Clock.of(closed)
    angle = angles(closed, clock)
    turned = float(angle[-1])
    there_and_back = float(np.abs(np.diff(angle)).sum()) - abs(turned)
    heading = heading_turned(closed / np.array(clock.half)) * math.copysign(1.0, turned)
    goes_round = 345.0 <= abs(turned) <= 420.0 and there_and_back <= 60.0
    if not goes_round or not 320.0 <= heading <= 460.0:
        return 0.0
    return turned if not planar or round_enough(closed) else 0.0


def round_enough(points: FloatArray) -> bool:
    """Whether a path of about one turn is wide enough to be told from a line."""
    return roundness(points) >= LEAST_ROUND


def roundness(points: FloatArray) -> float:
    """Minor over major axis of a path of about one turn, (N, 2)."""
    closed = straightened(points)
    major, minor = axes(closed, angles(closed, Clock.of(closed)))
    return minor / major if major > 0 else 0.0
