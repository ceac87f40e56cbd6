"""The path of a foot about its ankle, in degrees, from optical flow. Causal.

A path has two coordinates: towards the person's right, and towards pointed. Both follow from what
the camera sees by where it stands: seen from the front the person's right is the picture's left,
and toes that point go down; from behind right is right. What is seen there is the heel, which goes
the other way about the ankle than the toes: half a turn ahead, and the same way round.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.fine import other_side
from formcheck.motion.foot_axis import FootAxis
from formcheck.motion.foot_lies import FootLies
from formcheck.motion.geometry import NAN, distance
from formcheck.motion.scale import FOOT_TO_STATURE, SHANK_TO_STATURE
from formcheck.motion.signals import SIDES, Moment

FloatArray = NDArray[np.float64]

LEVER_ASIDE = 0.36
"""Foot lengths from the ankle at which the flow seems to turn about it, sideways: .32–.54 on
rendered feet from the front and obliquely, against the axis from heel to ball."""

LEVER_POINTED = 0.49
"""The same up and down: .46 from the side and obliquely, .54 from the front."""

LEAST_COSINE = 0.5
"""Of the yaw: seen further from the side than 60°, what goes sideways is a matter of the foot's
depth, and says nothing."""

OBLIQUE_COSINE = 0.9
"""Of the yaw up to which somebody is seen obliquely: beyond 25°."""

STILL_LEG = 0.3
"""Foot lengths a second below which an ankle counts as still where turns are told apart: along the
shank flow says next to nothing of it (r² under .3 on rendered legs), and 27 of 44 clips are counted
exactly so, 23 where none counts as still. Across it flow says .9–1.2 of what the ankle does, and
0–.17 of what the foot does (r² .7–.96). So what is measured of a turn has all of that taken off."""

FORESHORTENED = 0.65
"""Of the other shank's length in the picture: one that is shorter points at the camera, as of
somebody who lies with a knee hugged. The foot is before it, and what flows there is the foot."""

SIZE_S = 4.0
"""Time constant of the foot's size in the picture, seconds."""


@dataclass(frozen=True, slots=True)
class FootPath:
    """Where one foot pointed, sample by sample.

    Attributes:
        t: (N,) seconds.
        aside: (N,) degrees towards the person's right; NaN from the side.
        pointed: (N,) degrees towards pointed.
        leg: (N, 2) how far the shank has moved in the picture, foot lengths.
        depth: what `pointed` is to be multiplied by where degrees matter, since how far the foot
            points towards the camera says how much of its way is seen; 1 where that is not known.
        hidden: (N,) where the shank was not seen for the foot before it, so that `leg` stays.
        across: (N,) `aside` without all that the shank went aside, however slowly; None where that
            is the same.
        axis: (N, 2) where the foot model sees the foot's axis point, degrees aside and down; NaN
            where it does not, or is not asked; None where that is so all the time.
    """

    t: FloatArray
    aside: FloatArray
    pointed: FloatArray
    leg: FloatArray
    depth: float = 1.0
    hidden: NDArray[np.bool_] | None = None
    across: FloatArray | None = None
    axis: FloatArray | None = None

    def __len__(self) -> int:
        return len(self.t)

    @property
    def points(self) -> FloatArray:
        """(N, 2): aside, pointed."""
        return np.column_stack((self.aside, self.pointed))

    @property
    def degrees(self) -> FloatArray:
        """(N, 2): aside, pointed, by how the foot lies and wherever its shank went."""
        aside = self.aside if self.across is None else self.across
        return np.column_stack((aside, self.depth * self.pointed))

    def since(self, start: float) -> FootPath:
        """The part from `start` (seconds) on."""
        first = int(np.searchsorted(self.t, start - 1e-9))
        return self._part(slice(first, None))

    def until(self, end: float) -> FootPath:
        """The part until `end` (seconds)."""
        last = int(np.searchsorted(self.t, end + 1e-9))
        return self._part(slice(last))

    def _part(self, part: slice) -> FootPath:
        return FootPath(
            self.t[part],
            self.aside[part],
            self.pointed[part],
            self.leg[part],
            self.depth,
            None if self.hidden is None else self.hidden[part],
            None if self.across is None else self.across[part],
            None if self.axis is None else self.axis[part],
        )

    @property
    def leg_seen(self) -> bool:
        """Whether the shank was seen all the time."""
        return self.hidden is None or not self.hidden.any()


class FootPaths:
    """Adds up the flow of both feet, for the last `seconds`.

    Args:
        seconds: how much is kept.
    """

    def __init__(self, seconds: float = 24.0) -> None:
        self._seconds = seconds
        self._rows: dict[str, list[tuple[float, ...]]] = {side: [] for side in SIDES}
        self._now = dict.fromkeys(SIDES, (0.0, 0.0, 0.0, 0.0, 0.0))
        self._axes = {side: FootAxis(side) for side in SIDES}
        self._by_axis = dict.fromkeys(SIDES, False)
        self._lies = {side: FootLies(side) for side in SIDES}
        self._last_size = -math.inf
        self.foot_px = NAN

    def push(self, moment: Moment) -> bool:
        """Take one moment; says whether it brought flow."""
        self._measure_foot(moment)
        if not math.isfinite(moment["flow_s"]) or not math.isfinite(self.foot_px):
            return False
        cosine = math.cos(math.radians(facing(moment)))
        for side in SIDES:
            if not self._add_axis(side, moment, cosine):
                self._lies[side].push(moment, self.foot_px)
                self._add(side, moment, cosine)
            rows = self._rows[side]
            if len(rows) > 64 and rows[len(rows) // 2][0] < moment.t - self._seconds:
                del rows[: len(rows) // 2]
        return True

    def _add_axis(self, side: str, moment: Moment, cosine: float) -> bool:
        """From behind, where the foot model sees the foot, that says where it points."""
        axis = self._axes[side]
        turned = axis.push(moment, self.foot_px) if cosine <= -LEAST_COSINE else None
        by_axis = axis.seen(moment.t) and cosine <= -LEAST_COSINE
        if by_axis != self._by_axis[side]:
            self._rows[side].clear()  # they do not go on from each other
            self._by_axis[side] = by_axis
        if turned is None:
            return by_axis
        self._now[side] = (*turned, turned[0])
        self._rows[side].append((moment.t, *self._now[side], 0.0, NAN, NAN))
        return True

    def _add(self, side: str, moment: Moment, cosine: float) -> None:
        dx, dy = moment[f"flow_x_{side}"], moment[f"flow_y_{side}"]
        if not (math.isfinite(dx) and math.isfinite(dy)):
            return
        leg_x, leg_y = moment[f"shin_x_{side}"], moment[f"shin_y_{side}"]
        hidden = moment.by_motion or _points_at_the_camera(moment, side)
        if hidden or not (math.isfinite(leg_x) and math.isfinite(leg_y)):
            leg_x = leg_y = 0.0
        aside, pointed, at_x, at_y, steady = self._now[side]
        at_x += leg_x / self.foot_px
        at_y += leg_y / self.foot_px
        degree = max(abs(cosine), LEAST_COSINE) * math.radians(LEVER_ASIDE * self.foot_px)
        degree = -degree if cosine > 0 else degree
        steady += (dx - leg_x) / degree
        if math.hypot(leg_x, leg_y) < STILL_LEG * self.foot_px * moment["flow_s"]:
            leg_x = leg_y = 0.0
        aside += (dx - leg_x) / degree
        pointed += math.degrees((dy - leg_y) / (LEVER_POINTED * self.foot_px))
        self._now[side] = (aside, pointed, at_x, at_y, steady)
        seen = (aside, steady) if abs(cosine) >= LEAST_COSINE else (NAN, NAN)
        axis = self._obliquely(side, moment, cosine)
        row = (moment.t, seen[0], pointed, at_x, at_y, seen[1], float(hidden), *axis)
        self._rows[side].append(row)

    def _obliquely(self, side: str, moment: Moment, cosine: float) -> tuple[float, float]:
        """The foot's axis where somebody is seen obliquely from the front, degrees; else NaN."""
        if moment.by_motion or not LEAST_COSINE <= cosine <= OBLIQUE_COSINE:
            return NAN, NAN
        turned = self._axes[side].push(moment, self.foot_px)
        if turned is None:
            return NAN, NAN
        aside, down = (math.sin(math.radians(angle)) for angle in turned[:2])
        return -math.degrees(aside) / cosine, math.degrees(down)

    def _measure_foot(self, moment: Moment) -> None:
        """Foot length from the longer shank: whoever sits has no stature, and never stood here.

        Where the feet are all that is seen, by them: knees are seldom in the picture then, and what
        was made of a body before may have been made up.
        """
        if moment.by_motion:
            self.foot_px, self._last_size = moment["flow_foot_px"], moment.t
            return
        if moment.feet_only:
            if math.isfinite(moment["foot_length"]):
                self.foot_px, self._last_size = moment["foot_length"], moment.t
            return
        shanks = [shank_px(moment, side) for side in SIDES]
        known = [s for s in shanks if math.isfinite(s)]
        if not known:
            return
        foot = FOOT_TO_STATURE / SHANK_TO_STATURE * max(known)
        if not math.isfinite(self.foot_px):
            self.foot_px = foot
        share = min(1.0, (moment.t - self._last_size) / SIZE_S)
        self._last_size = moment.t
        self.foot_px += share * (foot - self.foot_px)

    def of(self, side: str, start: float) -> FootPath:
        """The path of one foot since `start` (seconds)."""
        table = np.array(self._since(side, start), dtype=np.float64).reshape(-1, 9)
        lever = NAN if self._by_axis[side] else self._lies[side].lever
        depth = LEVER_POINTED / lever if math.isfinite(lever) else 1.0
        t, aside, pointed, across = (table[:, k] for k in (0, 1, 2, 5))
        axis = table[:, 7:9]
        return FootPath(t, aside, pointed, table[:, 3:5], depth, table[:, 6] > 0, across, axis)

    def reach(self, side: str, start: float) -> float:
        """The larger range of one foot's path since `start` (seconds), degrees."""
        rows = self._since(side, start)
        if len(rows) < 2:
            return 0.0
        aside, pointed = ([row[k] for row in rows] for k in (1, 2))
        wide = max(aside) - min(aside) if all(map(math.isfinite, aside)) else 0.0
        return max(max(pointed) - min(pointed), wide)

    def _since(self, side: str, start: float) -> list[tuple[float, ...]]:
        """The samples of one foot since `start` (seconds)."""
        rows = self._rows[side]
        first = len(rows)
        while first and rows[first - 1][0] >= start - 1e-9:
            first -= 1
        return rows[first:]

    def now(self, side: str) -> tuple[float, float] | None:
        """The newest sample of a foot: seconds, and degrees towards pointed."""
        rows = self._rows[side]
        return (rows[-1][0], rows[-1][2]) if rows else None

    def last_t(self, side: str) -> float:
        """Time of the newest sample of a foot, seconds; −inf without any."""
        return self._rows[side][-1][0] if self._rows[side] else -math.inf

    def clear(self) -> None:
        """Forget the paths, after a gap."""
        for rows in self._rows.values():
            rows.clear()


def facing(moment: Moment) -> float:
    """Yaw by which the flow is taken apart, degrees.

    Which way somebody who lies is turned the body model does not know. Feet that are seen alone
    seem to point away while one of them circles with its sole to the camera: at 140–180° for 7 of
    13 s of a rendered person who stood at 38°. From behind little would be seen of them.
    """
    if moment.by_motion:
        return 0.0
    yaw = moment["yaw"]
    away = moment.feet_only and abs(yaw) > 90.0
    return math.copysign(180.0 - abs(yaw), yaw) if away else yaw


def shank_px(moment: Moment, side: str) -> float:
    """Length of a shank in the picture, px."""
    knee = (moment[f"knee_x_{side}"], moment[f"knee_height_{side}"])
    return distance(knee, (moment[f"ankle_x_{side}"], moment[f"ankle_height_{side}"]))


def _points_at_the_camera(moment: Moment, side: str) -> bool:
    """Whether a shank is seen from its end, behind its foot."""
    other = other_side(side)
    return shank_px(moment, side) < FORESHORTENED * shank_px(moment, other)
