"""Has somebody risen on to their toes, or come down again, between two bouts of walking?

How high the body stands against the horizon, in foot lengths, does not change with the distance to
a level camera. It steps up by two thirds of the heel lift when a person rises on to their toes, in
every view, and it is the best signal there is for it (EVIDENCE.md). What it cannot do is tell the
height of somebody who was never seen to rise.
"""

from __future__ import annotations

import math
from collections import deque

from formcheck.motion.geometry import NAN
from formcheck.motion.signals import Moment

CHANGE = 0.11
"""Change of level that is a rise or a fall, foot lengths: 0.18–0.25 on rendered people whose heels
rise by 30 % of the foot, up to 0.05 while they walk on."""

LARGEST = 0.5
"""Change over which somebody sits, squats or bows, foot lengths."""

MEAN_S = 0.4
"""The level is the mean over so long, before and after, seconds."""

BETWEEN_S = 0.6
"""How long a rise or a fall may take, seconds."""

STILL_S = 1.3
"""No foot lands for so long before a rise and after a fall: a heel that drops in a step lowers the
body, too, and walking goes on."""

NEAR_S = 0.3
"""Within so long of a rise or fall a foot may seem to land, for the ankles move."""


SHORTEST_REST_S = 0.45
"""Shortest time without a step between a fall and a rise; less may be one dropped heel, seconds."""

SIDE_S = 0.22
SHARP = 0.7
"""Share of a change that lies within twice `SIDE_S` on both sides of its middle."""


class UpDown:
    """Watches the level. Causal: known 0.7 s after its middle, a fall once walking has stopped.

    Attributes:
        up: True on the toes, False off them, None while neither was seen.
        since: middle of the latest rise or fall, seconds.
        height: how far the body rose on to the toes the last time, foot lengths; NaN if never.
        rose: middle of that rise, seconds; NaN if never.
        falls: middles of the latest falls, seconds.
    """

    def __init__(self) -> None:
        self.up: bool | None = None
        self.since = NAN
        self.height = NAN
        self.rose = NAN
        self.falls: deque[float] = deque(maxlen=4)
        self._levels: deque[tuple[float, float]] = deque()
        self._landings: deque[float] = deque(maxlen=8)
        self._steepest = (NAN, 0.0)  # middle and size of the change under way
        self._is_sharp = False
        self._over = False  # a change that is known already still shows
        self._fallen = NAN  # middle of a fall that is not certain yet

    def landed(self, t: float) -> None:
        """A foot landed at `t`, seconds."""
        self._landings.append(t)

    def push(self, moment: Moment, foot_length: float) -> None:
        """Take one moment.

        Args:
            moment: signals; skipped when the body was not seen.
            foot_length: px, at the distance where the person is.
        """
        t = moment.t
        level = (
            moment["hip_height"] + moment["trunk_length"] / 2 - moment["horizon"]
        ) / foot_length
        if not math.isfinite(level):
            return
        if self._levels and t - self._levels[-1][0] > MEAN_S:
            self.reset()  # what happened meanwhile is not known
        self._levels.append((t, level))
        while t - self._levels[0][0] > 2 * MEAN_S + BETWEEN_S:
            self._levels.popleft()
        if t - self._levels[0][0] > MEAN_S + BETWEEN_S:
            self._look(t)

    def reset(self) -> None:
        """Forget everything, after a gap."""
        self.up, self.since, self.height, self.rose = None, NAN, NAN, NAN
        self._levels.clear()
        self._steepest, self._over = (NAN, 0.0), False
        self._fallen = NAN

    def was_up(self, t: float) -> bool:
        """Whether the latest rise lies before `t` (seconds), and no fall in between."""
        return t > self.rose and not any(self.rose < fall < t for fall in self.falls)

    def finish(self) -> None:
        """The input is over: a fall is believed as far as it was seen."""
        if self._steepest[1] and self._is_sharp:
            self._known(*self._steepest)
        if math.isfinite(self._fallen):
            self._settle(math.inf)

    def _look(self, t: float) -> None:
        """Follow a change to where it is largest; then it is known."""
        after = [level for when, level in self._levels if when > t - MEAN_S]
        before = [level for when, level in self._levels if when <= t - MEAN_S - BETWEEN_S]
        if not after or not before:
            return
        low, high = sum(before) / len(before), sum(after) / len(after)
        change = high - low
        if self._over and abs(change) < CHANGE:
            self._over = False
        size = self._steepest[1]
        if not self._over and abs(change) > max(CHANGE, abs(size)) and change * size >= 0:
            self._steepest = (self._crossing((low + high) / 2, t), change)
            self._is_sharp = self._sharp(self._steepest[0], change)
        elif size and abs(change) < 0.8 * abs(size):
            if self._is_sharp:
                self._known(*self._steepest)
            self._steepest, self._over = (NAN, 0.0), abs(change) >= CHANGE
        if t > self._fallen + STILL_S + MEAN_S:
            self._settle(t)

    def _crossing(self, half: float, t: float) -> float:
        """When the level was half-way, seconds."""
        inside = [(when, level) for when, level in self._levels if when > t - MEAN_S - BETWEEN_S]
        return min(inside, key=lambda pair: abs(pair[1] - half))[0]

    def _sharp(self, middle: float, change: float) -> bool:
        """Whether most of a change came at once.

        Who walks up to a camera that is not quite level rises or sinks all the time.
        """
        around = [(when - middle, level) for when, level in self._levels]
        low = [level for when, level in around if -2 * SIDE_S <= when <= -SIDE_S]
        high = [level for when, level in around if SIDE_S <= when <= 2 * SIDE_S]
        if not low or not high:
            return True  # too few frames a second to tell
        return (sum(high) / len(high) - sum(low) / len(low)) / change > SHARP

    def _known(self, middle: float, change: float) -> None:
        if change > 0 and math.isfinite(self._fallen):
            self._settle(middle - NEAR_S)
        if abs(change) > LARGEST:
            self.up, self.since = None, middle
        elif change < 0:
            self._fallen = middle
        elif self.up is False or (
            self.up is None and not self._landed_in(middle - STILL_S, middle - NEAR_S)
        ):
            self.up, self.since, self.height, self.rose = True, middle, change, middle

    def _settle(self, now: float) -> None:
        """Believe a fall when walking has stopped since; forget it otherwise."""
        start, end = self._fallen + NEAR_S, min(now, self._fallen + STILL_S)
        if end - start > SHORTEST_REST_S and not self._landed_in(start, end):
            self.up, self.since = False, self._fallen
            self.falls.append(self._fallen)
        self._fallen = NAN

    def _landed_in(self, start: float, end: float) -> bool:
        return any(start < when < end for when in self._landings)
