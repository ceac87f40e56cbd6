"""Follows one foot by the foot model's points, and by optical flow between them. Causal.

The points say where the foot is, and are off by some per cent of it from one picture to the next;
the flow says how it moves, and knows neither where it is nor how far the movement takes it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.motion.follow import Follower
from formcheck.motion.foot_axis import LENGTH, Frame, axis_of
from formcheck.motion.signals import Moment

UNREST = 2.0
"""Of the axis: by how many of its lengths a second its speed changes in a second. A circle of 20°
in 2.4 s takes that at its ends; the quickest take more, and there the flow helps."""

LEAST_ERROR = 0.01
"""Of the axis: no point of a foot is marked better."""

MOST_ERROR, MOST_BEHIND = 0.08, 0.06
"""Of the axis, its lengths: further off, its points say less than the flow (which sideways is off
by about 10° of 35°); the second from behind, where they alone tell pointed from flexed: that
is 3°, and a foot has to turn by several times that to have turned round."""

LOST_S = 0.25
"""Not found by the foot model for so long, a foot is where only the flow says."""

USUAL_S = 6.0
"""Time constant of how the foot usually lies, seconds: two circles or more."""

FLOW_UP, FLOW_ASIDE = 0.4, 0.7
"""Error of the speed that the flow says, as a share of it: up and down from the front, obliquely
and from the side; sideways from the front, against the axis of rendered feet. Elsewhere it is as
large as what is measured, so the flow says nothing there: sideways from the side it is depth, and
from behind what moves in the picture is the sole, the heel or the other leg."""

BLIND = 2.0
"""The same where it does not even know which way."""

FLOW_FLOOR = 0.1
"""The same of a foot that rests, axis lengths a second."""

FROM_THE_FRONT = 0.87
"""Cosine of the yaw from which the flow sideways says something: 30°."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How a foot moved since it was last asked.

    Attributes:
        aside: degrees towards the person's right; NaN from the side.
        pointed: degrees towards pointed.
        shake: how far off it may be towards pointed, degrees: it seems to move so at rest.
        shake_aside: the same aside; NaN from the side.
    """

    aside: float
    pointed: float
    shake: float
    shake_aside: float


class FineFoot:
    """Follows one foot.

    Args:
        side: 'left' or 'right'.
    """

    def __init__(self, side: str) -> None:
        self.side = side
        self._axis = (Follower(UNREST), Follower(UNREST))
        self._seen_t = -math.inf
        self._since = 0.0  # for how long it was seen, seconds
        self._usual = [0.0, 0.0, 0.0, 0.0]  # axis, shank
        self._error = 0.0  # of the axis, its lengths

    def push(self, moment: Moment, foot_px: float, lever: tuple[float, float]) -> Moved | None:
        """Take one moment; None where the foot model does not see the foot.

        Args:
            moment: its signals.
            foot_px: foot length in the picture, px.
            lever: see `foot_path`: of the flow, foot lengths sideways, and up and down.
        """
        t = moment.t
        length = LENGTH * foot_px
        axis = axis_of(moment, self.side)
        behind = math.cos(math.radians(moment["yaw"])) <= -0.5
        most = MOST_BEHIND if behind else MOST_ERROR
        if axis is not None and axis.error > most * length:
            axis = None
        if axis is not None:
            self._error = max(axis.error / length, LEAST_ERROR)
        if t - self._seen_t > LOST_S:
            if axis is None:
                return None
            self._begin(moment, (axis.x / length, axis.up / length))
        before = self._places()
        for one in self._axis:
            one.wait(t)
        self._see_flow(moment, foot_px, lever)
        if axis is not None:
            at = (axis.x / length, axis.up / length)
            for one, place in zip(self._axis, at, strict=True):
                one.see_place(place, self._error)
            self._learn(moment, at)
            self._seen_t = t
        now = self._places()
        return self._moved(moment, now[0] - before[0], now[1] - before[1])

    def _places(self) -> tuple[float, float]:
        return self._axis[0].place, self._axis[1].place

    def _begin(self, moment: Moment, axis: tuple[float, float]) -> None:
        for one, at in zip(self._axis, axis, strict=True):
            one.begin(moment.t, at, self._error)
        self._since = 0.0
        self._seen_t = moment.t
        self._learn(moment, axis)

    def _learn(self, moment: Moment, axis: tuple[float, float]) -> None:
        """How foot and shank usually lie: soon, and then slowly."""
        since = min(max(moment.t - self._seen_t, 0.0), LOST_S)
        self._since += since
        share = 1.0 if self._since == 0.0 else since / min(self._since, USUAL_S)
        side = self.side
        shank = (
            moment[f"ankle_x_{side}"] - moment[f"knee_x_{side}"],
            moment[f"ankle_height_{side}"] - moment[f"knee_height_{side}"],
        )
        if not math.isfinite(sum(shank)):
            shank = (self._usual[2], self._usual[3])
        self._usual = [
            old + share * (new - old) for old, new in zip(self._usual, (*axis, *shank), strict=True)
        ]

    def _see_flow(self, moment: Moment, foot_px: float, lever: tuple[float, float]) -> None:
        side, since = self.side, moment["flow_s"]
        leg = (moment[f"shin_x_{side}"], moment[f"shin_y_{side}"])
        dx, dy = moment[f"flow_x_{side}"] - leg[0], moment[f"flow_y_{side}"] - leg[1]
        if not math.isfinite(dx + dy + since):
            return
        cosine = math.cos(math.radians(moment["yaw"]))
        aside, up = dx / (lever[0] * foot_px) / since, -dy / (lever[1] * foot_px) / since
        for one, speed, share in (
            (self._axis[0], aside, FLOW_ASIDE if cosine > FROM_THE_FRONT else None),
            (self._axis[1], up, FLOW_UP if cosine > -0.5 else None),
        ):
            if share is not None:
                one.see_speed(speed, share * abs(speed) + FLOW_FLOOR)
            else:  # but for a foot that rests
                one.see_speed(0.0, BLIND * abs(speed) + FLOW_FLOOR)

    def _moved(self, moment: Moment, x: float, up: float) -> Moved:
        axis, shank = (self._usual[0], self._usual[1]), (self._usual[2], self._usual[3])
        cosine = math.cos(math.radians(moment["yaw"]))
        if abs(cosine) < 0.5:
            frame = Frame.from_the_side(axis, shank)
        else:
            frame = Frame.of(axis, shank, towards=cosine > 0)
        aside, pointed = frame.turned(x, up)
        shake, shake_aside = (
            self._error * math.hypot(*way) for way in (frame.pointed, frame.aside)
        )
        return Moved(aside, pointed, shake, shake_aside)
