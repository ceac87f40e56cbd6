"""Swings of a foot between pointed and flexed, as they happen. Causal.

Every circle, round or flat, small or large, takes the foot down once and up once. How far down and
up it went says when half a turn is over; what it went aside meanwhile, which way round.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.foot_path import FootPath
from formcheck.motion.geometry import NAN

PathSince = Callable[[float], FootPath]
"""The path of a foot since a time, seconds."""

LEAST_BACK = 4.5
"""Degrees back from its highest or lowest point at which a foot has turned round: a circle of 7° is
seen yet, and a foot that rests is off by 1–3° from one moment to the next."""

BACK_SHARE = 0.1
"""The same as a share of the swing before: large circles tremble more."""

LASTING_S = 0.2
"""For so long it has to have turned round: half of the quickest circle takes 0.25 s."""

REST_S = 0.8
"""A foot that does not move on for so long rests, or for 0.8 of its last swing if that is more:
slow circles stand almost still at their ends."""

WAKE_S = 0.7
"""Within so many seconds a foot has to move to be no longer at rest; longer ago it was lifted. One
that moves within as many from where its path begins was not seen at rest, and may have moved before
that."""

RESTING = 1.0
"""Degrees by which a foot at rest goes up and down."""

LIFTED = 0.1
"""Foot lengths that a shank moves in the picture when a foot is lifted or put down [ours]."""

AXIS_SEEN, AXIS_HEIGHT, AXIS_WIDEST = 0.7, 15.0, 1.0
"""Share of half a turn in which the foot model has to see the foot, and degrees up or down that its
axis has to turn, for it to say what the foot does aside: it is off by some 5°; and half its arc's
width over its height beyond which the foot was lost, twice that of a circle [ours]."""

NEARLY = 0.1
"""Of a swing: what is left of it is done while the foot comes to rest."""


@dataclass(frozen=True, slots=True)
class Swing:
    """One way between pointed and flexed.

    Attributes:
        start: seconds.
        end: seconds.
        size: how far, degrees.
        up: towards pointed.
        aside: half width of the arc that it describes, degrees; positive where that belongs to a
            clockwise turn, NaN where what goes sideways is not seen.
        leg: how far the shank moved in the picture, foot lengths.
        axis: as `aside`, as the foot model sees the foot's axis turn; NaN where it does not.
        cut: whether it may have begun before the path did.
    """

    start: float
    end: float
    size: float
    up: bool
    aside: float
    leg: float
    axis: float = NAN
    cut: bool = False

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.end - self.start


class SwingFinder:
    """Follows one foot from one end of its way to the other."""

    def __init__(self) -> None:
        self.resting = True
        self._from: tuple[float, float] | None = None  # where the swing began: t, pointed
        self._far: tuple[float, float] | None = None  # the furthest of it so far
        self._lately: deque[tuple[float, float]] = deque()  # at rest
        self._last = 0.0  # size of the swing before, degrees
        self._first_t = math.nan  # where the path begins

    def reset(self) -> None:
        """Forget everything, after a gap."""
        self._last, self._first_t = 0.0, math.nan
        self._rest()

    def push(self, now: tuple[float, float], path: PathSince) -> Swing | None:
        """Take the newest sample of a path; says which swing is over by now, if any.

        Args:
            now: its time (seconds), and how far it is pointed (degrees).
            path: up to there.
        """
        if self._from is None or self._far is None:
            self._wake(now)
            return None
        sense = 1.0 if self._far[1] > self._from[1] else -1.0
        if sense * (now[1] - self._far[1]) >= 0:
            self._far = now
            return None
        size = abs(self._far[1] - self._from[1])
        back = max(LEAST_BACK, BACK_SHARE * max(self._last, size))
        since = now[0] - self._far[0]
        if sense * (self._far[1] - now[1]) >= back and since >= LASTING_S:
            swing = self._swing(path, self._far)
            self._from, self._far, self._last = self._far, now, size
            return swing
        if since >= max(REST_S, 0.8 * (self._far[0] - self._from[0])):
            return self.finish(path)
        return None

    @property
    def under_way(self) -> tuple[float, float, bool] | None:
        """When the swing under way began, how far it has got (degrees), and whether it goes up."""
        if self._from is None or self._far is None:
            return None
        return self._from[0], abs(self._far[1] - self._from[1]), self._far[1] > self._from[1]

    def finish(self, path: PathSince) -> Swing | None:
        """The foot rests, or the input is over: the swing under way.

        It ended where it came to rest, not at the highest moment of the rest.
        """
        if self._from is None or self._far is None:
            return None
        part = path(self._from[0]).until(self._far[0])
        left = np.abs(part.pointed - self._far[1])
        end = _first(part, left <= RESTING, self._far[0])
        nearly = _first(part, left <= NEARLY * abs(self._far[1] - self._from[1]), end)
        if _travel(part.until(end)) > _travel(part.until(nearly)) + LIFTED:
            end = nearly  # then the foot was put down
        swing = self._swing(path, (end, self._far[1]))
        self._rest()
        return swing

    def _swing(self, path: PathSince, last: tuple[float, float]) -> Swing:
        """The swing under way, up to there."""
        assert self._from is not None
        cut = self._from[0] < self._first_t + WAKE_S
        return _swing(path, self._from, last, cut=cut)

    def _rest(self) -> None:
        self.resting = True
        self._from = self._far = None
        self._lately.clear()

    def _wake(self, now: tuple[float, float]) -> None:
        """Wait at rest until the foot has gone far enough from where it was lately."""
        if math.isnan(self._first_t):
            self._first_t = now[0]
        lately = self._lately
        lately.append(now)
        while lately[0][0] < now[0] - WAKE_S:
            lately.popleft()
        low, high = min(p for _, p in lately), max(p for _, p in lately)
        if high - low < LEAST_BACK:
            return
        # The latest of about equal ones: a swing begins when the foot sets off.
        lowest = max(row for row in lately if row[1] <= low + RESTING)
        highest = max(row for row in lately if row[1] >= high - RESTING)
        self.resting = False
        self._from, self._far = sorted((lowest, highest))


def _first(path: FootPath, reached: NDArray[np.bool_], otherwise: float) -> float:
    """When something was first so, seconds."""
    index = np.flatnonzero(reached)
    return float(path.t[index[0]]) if index.size else otherwise


def _travel(path: FootPath) -> float:
    """How far the shank moved in the picture, foot lengths."""
    return float(np.ptp(path.leg, axis=0).max()) if len(path) else 0.0


def _swing(
    path: PathSince, first: tuple[float, float], last: tuple[float, float], *, cut: bool
) -> Swing:
    part = path(first[0]).until(last[0])
    return Swing(
        start=first[0],
        end=last[0],
        size=abs(last[1] - first[1]),
        up=last[1] > first[1],
        aside=bulge(part),
        leg=_travel(part),
        axis=bulge_of_axis(part, abs(last[1] - first[1])),
        cut=cut,
    )


def bulge_of_axis(path: FootPath, size: float) -> float:
    """The same of the foot's axis, where the foot model sees it; NaN where it does not.

    Args:
        path: half a turn.
        size: its height by the flow, degrees: what the axis says is made a share of that.
    """
    if path.axis is None:
        return NAN
    turning, t = path.axis[1:], path.t[:-1]  # the foot model's points are one picture late
    seen = np.asarray(np.isfinite(turning).all(axis=1))
    if not seen.size or seen.mean() < AXIS_SEEN:
        return NAN
    aside, pointed = turning[seen].T
    height = abs(float(pointed[-1] - pointed[0]))
    if height < AXIS_HEIGHT:
        return NAN
    turned = FootPath(t[seen], aside, pointed, path.leg[1:][seen])
    share = bulge(turned) / height
    return share * size if abs(share) <= AXIS_WIDEST else NAN


def bulge(path: FootPath) -> float:
    """Half width of the arc that half a turn describes, degrees, clockwise positive.

    Of the area between the path and its chord, as if it were half of an ellipse. What goes aside in
    proportion to up and down, as in an oblique view, and what goes astray, is no area.
    """
    if len(path) < 3 or not np.isfinite(path.aside).all():
        return NAN
    height = float(path.pointed[-1] - path.pointed[0])
    if abs(height) < 1e-6:
        return NAN
    share = (path.pointed - path.pointed[0]) / height
    off = path.aside - (path.aside[0] + share * (path.aside[-1] - path.aside[0]))
    area = -float(np.sum((off[1:] + off[:-1]) / 2 * np.diff(path.pointed)))
    return 4.0 * area / (math.pi * abs(height))
