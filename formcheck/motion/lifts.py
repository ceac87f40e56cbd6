"""Steps on the spot: one foot is up, then the other. Causal.

Feet that go nowhere are drawn hardly moving, and from the side both at once, where the body model
mixes up the legs. What is left is which of them is higher, and that takes turns.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from formcheck.motion.foot_pair import FootPair
from formcheck.motion.geometry import NAN
from formcheck.motion.rhythm import HALF_S
from formcheck.motion.stride import LAG_S, Swing

LEAST = 0.03
"""Foot lengths by which one foot has to get higher against the other one, and lower again: 0.03 to
0.06 found the same 106 steps of rendered people on the spot, in every view, and feet at rest are
off by 0.01."""

OWN = 0.015
"""Foot lengths that the foot itself has to go up before and down after: not so while the other one
taps, nor when both heels rise or come down."""

ALONE = 0.02
"""Foot lengths that it has to gain on the other one and to lose again."""

LONE = 1.5
"""All of these times so much by the ankles of feet that are seen alone: they go up by 0.12–0.2 of
the foot, and are off by 0.03; 1 to 2 counted about alike."""

OVER_S = 0.35
"""Within so long before and after it was highest, seconds."""

SMOOTH_S = 0.06
"""Standard deviation of the smoothing, seconds; over twice that to either side."""

REST_S = 0.9
"""The feet keep their heights for so long: nobody steps, seconds."""

KEPT_S = 3.0
"""Heights are remembered for so long, seconds."""


_over = attrgetter("over")


@dataclass(frozen=True, slots=True)
class _Height:
    """Smoothed heights of both feet, px; `over`: of the left one over the right one.

    The last as their knees show it, too.
    """

    t: float
    left: float
    right: float
    over: float


class Lifts:
    """Takes both feet; says which one has been up."""

    def __init__(self) -> None:
        self._raw: deque[tuple[FootPair, float]] = deque()
        self._late: deque[_Height] = deque()
        self._foot = self._least = NAN
        self.reset()

    def reset(self) -> None:
        """Forget everything, after a gap."""
        self._raw.clear()
        self._late.clear()
        self._way = 0  # +1: the left foot goes up against the right one
        self._low: _Height | None = None  # the furthest either way, since the last turn
        self._high: _Height | None = None
        self._tops: deque[tuple[_Height, str]] = deque()  # where a foot was highest, and which

    @property
    def up(self) -> str:
        """The foot that is on its way up; '' while none is known to be."""
        return {1: "left", -1: "right"}.get(self._way, "")

    def push(
        self, now: FootPair, foot_length: float, knee: float = 0.0, *, lone: bool = False
    ) -> Swing | None:
        """Take both feet.

        Args:
            now: the feet.
            foot_length: px.
            knee: as `foot_pair.knee_lead`, px.
            lone: these are ankles of feet that are seen alone.
        """
        self._foot = foot_length
        self._least = foot_length * (LONE if lone else 1.0)
        self._raw.append((now, knee))
        while self._raw[0][0].t < now.t - 4 * SMOOTH_S:
            self._raw.popleft()
        at = _smoothed(self._raw)
        if self._late and at.t <= self._late[-1].t:
            return None
        self._late.append(at)
        while self._late[0].t < at.t - KEPT_S:
            self._late.popleft()
        self._follow(at)
        if self._tops and self._tops[0][0].t <= at.t - OVER_S:
            return self._swing(*self._tops.popleft())
        return None

    def _follow(self, at: _Height) -> None:
        """See which way the feet go against each other, and where that turns."""
        if self._low is None or self._high is None:
            self._low = self._high = at
            return
        if at.over > self._high.over:
            self._high = at
        if at.over < self._low.over:
            self._low = at
        up, down = at.over - self._low.over, self._high.over - at.over
        if self._way >= 0 and down > LEAST * self._least:
            self._turn(self._high, at, -1)
        elif self._way <= 0 and up > LEAST * self._least:
            self._turn(self._low, at, 1)
        else:
            self._rest(at)

    def _turn(self, top: _Height, at: _Height, way: int) -> None:
        """The feet go the other way against each other since `top`."""
        if self._way:
            self._tops.append((top, "left" if way < 0 else "right"))
        self._way, self._low, self._high = way, at, at

    def _rest(self, at: _Height) -> None:
        """The feet may have stood for so long that no swing is under way."""
        since = at.t - REST_S
        late = [h for h in self._late if h.t >= since]
        low, high = min(late, key=_over), max(late, key=_over)
        if at.t - self._late[0].t >= REST_S and high.over - low.over < LEAST * self._least:
            self._way, self._low, self._high = 0, low, high

    def _swing(self, top: _Height, side: str) -> Swing | None:
        """The swing that was highest at `top`; none where the foot itself did not go up."""
        sign = 1.0 if side == "left" else -1.0
        before = [h for h in self._late if top.t - OVER_S <= h.t <= top.t]
        after = [h for h in self._late if top.t <= h.t <= top.t + OVER_S]
        for some in (before, after):
            over = sign * top.over - min(sign * h.over for h in some)
            own = _of(top, side) - min(_of(h, side) for h in some)
            if over < ALONE * self._least or own < OWN * self._least:
                return None
        return Swing(
            side=side,
            middle=top.t,
            off=top.t - HALF_S,
            down=top.t + HALF_S,
            speed=_speed([*before, *after]) / self._foot,
        )


def _of(height: _Height, side: str) -> float:
    return height.left if side == "left" else height.right


def _speed(course: Iterable[_Height]) -> float:
    """Most that one foot gained on the other one in `LAG_S`, px."""
    some = list(course)
    ways = [abs(b.over - a.over) for a in some for b in some if 0.0 < b.t - a.t <= LAG_S + 1e-9]
    return max(ways, default=0.0)


def _smoothed(raw: deque[tuple[FootPair, float]]) -> _Height:
    """Heights at the middle sample of those kept, with those around it."""
    middle = (raw[0][0].t + raw[-1][0].t) / 2
    _, t = min([(abs(pair.t - middle), pair.t) for pair, _ in raw])
    weights = [math.exp(-0.5 * ((pair.t - t) / SMOOTH_S) ** 2) for pair, _ in raw]
    whole = sum(weights)
    weighed = list(zip(weights, raw, strict=True))
    left = sum([w * pair.left[1] for w, (pair, _) in weighed]) / whole
    right = sum([w * pair.right[1] for w, (pair, _) in weighed]) / whole
    knee = sum([w * knee for w, (_, knee) in weighed]) / whole
    return _Height(t, left, right, left - right + knee)
