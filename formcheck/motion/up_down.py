"""Has somebody risen on to their toes, or come down again, between two bouts of walking?

How high the body stands against the horizon, in foot lengths, does not change with the distance to
a level camera. It steps up by two thirds of the heel lift when a person rises on to their toes, in
every view, and it is the best signal there is for it (EVIDENCE.md). What it cannot do is tell the
height of somebody who was never seen to rise.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from formcheck.motion.body_level import LONE_REST_S, BodyLevel
from formcheck.motion.change_log import Change, Changes
from formcheck.motion.geometry import NAN
from formcheck.motion.rising import (
    Heights,
    between,
    feet_fall,
    feet_rise,
    half_way_down,
    is_quiet,
    steepest,
)
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.swing_log import Swings

CHANGE = 0.11
"""Change of level that is a rise or a fall, foot lengths: 0.18–0.25 on rendered people whose heels
rise by 30 % of the foot, up to 0.05 while they walk on."""

FAINT = 0.07
"""The same of a rise out of standing still, where the level is off by 0.005: 0.09 of small people
whose heels rise by a quarter of the foot."""

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

DRIFTS_S = 0.15
"""Middle of a change so much later than that of a rise, which is found within 0.1 s: the body only
seems to rise on, for the foot length of somebody who walks follows late."""

STOOD_S = 0.7
"""No foot lands for so long before a rise, seconds: it begins on planted feet."""

SHORTEST_REST_S = 0.25
"""Shortest time without a step between a fall and a rise, `NEAR_S` off either, seconds; less may be
one dropped heel, or a knee that bends: from middle to middle 0.73 at most, and 0.80–0.85, in a
stance of steps of 0.6 s; 0.82 and more in rests. None of 95 rendered walks hangs on the difference,
and a sample whose knees bend lost 4 of its 15 steps with 0.2."""

SIDE_S = 0.22
SHARP = 0.7
"""Share of a change that lies within twice `SIDE_S` on both sides of its middle."""

FALL_SHARE = 0.6
"""Share of the rise before by which the body sinks at least when the heels come down."""

AGAIN = (0.6, 1.6)
"""Share of the last coming down by which somebody rises who rises again; that the ankles go with
the body need not be seen then, as it was with the rise before."""

KEPT_S = 2 * MEAN_S + BETWEEN_S + 0.3

_FEET = tuple(f"fine_{part}_height_{side}" for part in ("heel", "ankle") for side in SIDES)


class UpDown:
    """Watches the level. Causal: known 0.7 s after its middle, a fall once walking has stopped.

    Attributes:
        up: True on the toes, False off them, None while neither was seen, or not for certain.
        since: middle of the latest rise or fall, seconds.
        height: how far the body rose on to the toes the last time, foot lengths; NaN if never.
        rose: middle of that rise, seconds; NaN if never.
        falls: middles of the latest falls, seconds.
        changes: the latest of both.
    """

    def __init__(self) -> None:
        self.up: bool | None = None
        self.since = NAN
        self.height = NAN
        self.rose = NAN
        self.falls: deque[float] = deque(maxlen=4)
        self.changes = Changes()
        self._heights: deque[Heights] = deque()
        self._level = BodyLevel()
        self._swings = Swings()
        self._steepest = (NAN, 0.0)  # middle and size of the change under way
        self._is_sharp = self._on_feet = False
        self._feet_at = NAN  # middle of the change under way when ankles last went up with it
        self._feet_fell = False  # with the fall that is not certain yet
        self._sank = self._fell_by = NAN  # by that fall; by the last one, off the toes
        self._over = False  # a change that is known already still shows
        self._least = 0.0  # the least of it since
        self._tail = False  # and so does the end of it, which could pass for a faint one
        self._fallen = NAN  # middle of a fall that is not certain yet

    def landed(self, off: float, down: float, speed: float = math.inf) -> None:
        """A foot that had left the floor landed.

        Args:
            off: when it had left, seconds.
            down: when it landed, seconds.
            speed: of the swing; only compared with others.
        """
        self._swings.add(off, down, speed)

    def push(self, moment: Moment, foot_length: float) -> None:
        """Take one moment.

        Args:
            moment: signals; skipped when neither the body nor feet alone were seen.
            foot_length: px, at the distance where the person is.
        """
        t = moment.t
        level = self._level.push(moment)
        body = (level - moment["horizon"]) / foot_length
        if self._level.another:
            self.reset()
        if not math.isfinite(body):
            return
        if self._heights and t - self._heights[-1].t > MEAN_S:
            self.reset()  # what happened meanwhile is not known
        left, right = (
            (moment[f"ankle_height_{side}"] - moment["horizon"]) / foot_length for side in SIDES
        )
        px = (level + moment["shoulder_height"]) / 2
        feet = tuple(moment[name] for name in _FEET)
        self._heights.append(Heights(t, body, (left, right), px, feet))
        while t - self._heights[0].t > KEPT_S:
            self._heights.popleft()
        if t - self._heights[0].t > MEAN_S + BETWEEN_S:
            self._look(t)

    def reset(self) -> None:
        """Forget everything, after a gap."""
        self.up, self.since, self.height, self.rose = None, NAN, NAN, NAN
        if self.changes.latest and self._heights:
            self.changes.add(Change(self._heights[-1].t, None))
        self._heights.clear()
        self._steepest, self._over, self._tail = (NAN, 0.0), False, False
        self._fallen = NAN

    @property
    def undecided(self) -> bool:
        """Whether a change is under way, or a fall is not certain yet: 1.7 s at most."""
        return bool(self._steepest[1]) or math.isfinite(self._fallen)

    @property
    def may_have_fallen(self) -> float:
        """Middle of a fall that is not certain yet, seconds; NaN if there is none."""
        if math.isfinite(self._fallen):
            return self._fallen
        return self._steepest[0] if self._steepest[1] < 0 else NAN

    def finish(self) -> None:
        """The input is over: a fall is believed as far as it was seen."""
        if self._steepest[1] and self._is_sharp:
            self._known(*self._steepest)
        if math.isfinite(self._fallen):
            self._settle(math.inf)

    def _look(self, t: float) -> None:
        """Follow a change to where it is largest; then it is known."""
        first, then, last = t - 2 * MEAN_S - BETWEEN_S, t - MEAN_S - BETWEEN_S, t - MEAN_S
        levels = [h for h in self._heights if h.t > first]
        after = [h.body for h in levels if h.t > last]
        before = [h.body for h in levels if h.t <= then]
        if not after or not before:
            return
        low, high = sum(before) / len(before), sum(after) / len(after)
        change = high - low
        self._least = min(self._least, abs(change))
        sinks_on = -change > self._least + FAINT
        self._over &= abs(change) >= CHANGE and not sinks_on
        self._tail &= abs(change) >= FAINT
        size = self._steepest[1]
        larger = abs(change) > max(FAINT, abs(size)) and change * size >= 0
        if not self._over and larger:
            self._follow(self._crossing(levels, (low + high) / 2, t), change)
        elif size and abs(change) < 0.8 * abs(size):
            if self._is_sharp:
                self._known(*self._steepest)
            elif self._on_both_feet(*self._steepest):
                self._known(steepest(self._heights, self._steepest[0]), self._steepest[1])
            self._steepest, self._over, self._tail = (NAN, 0.0), True, True
            self._on_feet, self._least = False, abs(change)
        # A rise that may be the end of a dropped heel is soon known, and the fall with it.
        rises_at, rises = self._steepest
        at_once = rises > 0 and rises_at - self._fallen < SHORTEST_REST_S + 2 * NEAR_S
        if t > self._fallen + STILL_S + MEAN_S and not at_once and not self._sinks_again:
            self._settle(t)

    @property
    def _sinks_again(self) -> bool:
        """Whether what may have been a fall is followed by another one: heels come down once."""
        middle, change = self._steepest
        return change < 0 and middle > self._fallen + NEAR_S and not self._feet_fell

    def _follow(self, middle: float, change: float) -> None:
        """A change is larger than it was before; a faint one counts on planted feet alone."""
        on_feet = (
            change > 0 and is_quiet(self._heights, middle) and feet_rise(self._heights, middle)
        )
        comes_down = self.up and -change > max(FAINT, FALL_SHARE * self.height)
        if on_feet:
            self._feet_at = middle
        rises = self._steepest[1] > 0 and self._on_feet
        late = middle - self._feet_at > DRIFTS_S
        if rises and change > 0 and (late or (self._is_sharp and not self._sharp(middle, change))):
            return  # they are up, and seem to rise on as they walk
        if abs(change) > CHANGE or ((comes_down or on_feet) and not self._tail):
            # It stays one: by the time that it is largest the first foot may swing.
            self._on_feet = on_feet or (self._on_feet and self._steepest[1] > 0)
            self._steepest = (middle, change)
            self._is_sharp = self._sharp(middle, change)

    def _crossing(self, levels: Sequence[Heights], half: float, t: float) -> float:
        """When the level was half-way, seconds."""
        since = t - MEAN_S - BETWEEN_S
        return min([(abs(h.body - half), h.t) for h in levels if h.t > since])[1]

    def _sharp(self, middle: float, change: float) -> bool:
        """Whether most of a change came at once.

        Who walks up to a camera that is not quite level rises or sinks all the time.
        """
        low, high = (
            [h.body for h in between(self._heights, middle, around)]
            for around in ((-2 * SIDE_S, -SIDE_S), (SIDE_S, 2 * SIDE_S))
        )
        if not low or not high:
            return True  # too few frames a second to tell
        return (sum(high) / len(high) - sum(low) / len(low)) / change > SHARP

    def _on_both_feet(self, middle: float, change: float) -> bool:
        """Whether both heels came down for good: then a drift before does not matter."""
        return (
            change < 0
            and feet_fall(self._heights, middle)
            and is_quiet(self._heights, middle, after=True)
        )

    def _known(self, middle: float, change: float) -> None:
        if change > 0 and math.isfinite(self._fallen):
            self._settle(middle - NEAR_S)
        if abs(change) > LARGEST:
            self._now(Change(middle, None))
        elif change < 0:
            self._fallen = half_way_down(self._heights, middle)
            self._feet_fell = feet_fall(self._heights, middle)
            self._sank = -change
        elif (self._on_feet or self._again(middle, change)) and not self._walked(middle):
            self._now(Change(middle, True, change))
            self.height, self.rose = change, middle
        elif self.up is False:
            self._now(Change(middle, None))  # up by more than the feet show

    def _again(self, middle: float, change: float) -> bool:
        """Whether who came down off the toes, and stood still, goes up by as much again."""
        least, most = (share * self._fell_by for share in AGAIN)
        back = self.up is False and least < change < most
        return back and (self._level.lone or is_quiet(self._heights, middle))

    def _now(self, change: Change) -> None:
        self.up, self.since = change.up, change.t
        self.changes.add(change)

    def _settle(self, now: float) -> None:
        """Believe a fall when walking has stopped since; forget it otherwise."""
        start, end = self._fallen + NEAR_S, min(now, self._fallen + STILL_S)
        landed = self._swings.any_after(self._fallen, start, end, clear=self._feet_fell)
        least = LONE_REST_S if self._level.lone and self._feet_fell else SHORTEST_REST_S
        if end - start > least and not landed:
            self._fell_by = self._sank if self.up or self._level.lone else NAN
            self._now(Change(self._fallen, False, on_feet=self._feet_fell))
            self.falls.append(self._fallen)
        self._fallen = NAN

    def _walked(self, middle: float) -> bool:
        """Whether a foot landed shortly before a rise; the rise itself may look like a landing."""
        # Who is up already walks; unless they stood for long, and were not seen to come down.
        since = middle - (STILL_S if self.up else STOOD_S)
        return self._swings.walked(since, middle, within_s=NEAR_S, clear=self._on_feet)
