"""What is measured of one turn of a foot, from its path and the signals of its time."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.motion.circle_turn import Turn
from formcheck.motion.circles import (
    SECTORS,
    Clock,
    angles,
    axes,
    leaning,
    sectors_reached,
    smoothness,
    straightened,
)
from formcheck.motion.feet_only import CIRCLE_WHY
from formcheck.motion.filters import smooth
from formcheck.motion.foot_axis import TELLING_ERROR
from formcheck.motion.foot_path import LEVER_ASIDE, LEVER_POINTED
from formcheck.motion.geometry import NAN
from formcheck.motion.track import FloatArray, Window

LEG_HZ = 1.5
"""Cut-off for knee and ankle: the body model lets the ankle go a little with the toes."""

CLEARLY_ROUND, STILL_ANKLE = 0.45, 0.3
"""Roundness from which, and travel of the ankle (foot lengths) up to which, a direction is told
from behind, where a chair, the other leg or the heel hide most of the foot; the second obliquely,
too, where a leg that swings takes the foot along by more than it goes aside [ours]."""

ALIKE = 0.3
"""Roundness of the flatter half of a circle over that of the other from which its direction is told
obliquely: each half says which way it went, and one that is all but straight beside a round one
says that something is off. Of 95 rendered circles 45 are told so, all right, up to 52° off the
front; of as many, told up to 44° without this, one was wrong, and 3 of 57 without that [ours]."""

SHAPE_LEG, SHAPE_SIZE = 0.2, 25.0
"""Travel of the ankle (foot lengths) up to which, and larger range (degrees) from which a roundness
is told: the flow is off by 3–5° sideways, more on a leg that swings. In such circles it is off by
.16 from the front and .21 obliquely, by .22 and .27 in all."""

SHAPE_LEG_MOVED = "the leg moved too far to tell how round it was"
SHAPE_TOO_SMALL = "too small to tell how round it was"

LEG_TOOK_ALONG = "the leg moved too far to tell which way the foot went round"
HALVES_DIFFER = "one half of it was seen too flat to tell which way it went round"
FOOT_UNSURE = "the foot model is not sure enough of the foot to tell which way it went round"
TOO_OBLIQUE = "seen too much from the side to tell which way the foot goes round"

LYING_WHY = (
    "somebody lies, and the foot was found by its motion alone: circles are counted by it, and how "
    "its leg lies and moves, on which all else hangs, is not seen"
)
"""Of 57 circles of eleven rendered people who lie 44 were told to go the right way, since a leg
that swings takes the foot along, and ranges were 8–35° too large in half of them."""

TRACE_POINTS = 48
"""Points of a drawn circle."""


@dataclass(frozen=True, slots=True)
class CircleMeasures:
    """One turn. Angles in degrees; NaN where not to be seen.

    Attributes:
        start: seconds.
        end: seconds.
        turned: degrees turned, clockwise positive; its sign says nothing unless `planar`.
        planar: whether both ways of moving were seen.
        flat: whether it was drawn as a line, so that there is no telling which way it went.
        pointed: range from pointed to flexed.
        aside: range from side to side.
        round: minor over major axis.
        closure: distance from start to end, % of the mean range.
        sectors: which of the twelve were reached; empty from the side.
        smooth: share of the movement in the first three harmonics, %.
        shank_swing: change of the shank's angle in the picture.
        ankle_travel: greatest distance between two places of the ankle, share of foot length.
        gap_s: longest time unseen, seconds.
        interval_s: usual time between two measurements of the path, seconds.
        trace: (N, 2) path about its middle, for a drawing.
        untold: why there is no telling which way it went, other than that; '' where there is.
        alike: roundness of its flatter half over that of the other, 0..1.
        by_axis: whether which way it went is told by the foot's axis (`Turn`).
    """

    start: float
    end: float
    turned: float
    planar: bool
    flat: bool
    pointed: float
    aside: float
    round: float
    closure: float
    sectors: tuple[bool, ...]
    smooth: float
    shank_swing: float
    ankle_travel: float
    gap_s: float
    interval_s: float
    trace: FloatArray
    untold: str = ""
    alike: float = 1.0
    by_axis: bool = False

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.end - self.start

    @property
    def size(self) -> float:
        """The larger of the ranges that were seen, degrees."""
        return max(self.pointed, self.aside) if math.isfinite(self.aside) else self.pointed

    @property
    def coverage(self) -> float:
        """Share of the twelve sectors that was reached, %."""
        return 100 * sum(self.sectors) / SECTORS if self.sectors else NAN

    @property
    def shapeless(self) -> str:
        """Why there is no telling how round it was; '' where there is."""
        if self.ankle_travel > SHAPE_LEG:
            return SHAPE_LEG_MOVED
        return SHAPE_TOO_SMALL if self.size < SHAPE_SIZE else ""

    @property
    def direction(self) -> str:
        """Which way it went, seen by the person's body; '' where that could not be told."""
        if not self.planar or self.flat or self.untold:
            return ""
        return "clockwise" if self.turned > 0 else "counter-clockwise"


def measure_circle(turn: Turn, window: Window, side: str) -> CircleMeasures:
    """Measure one turn.

    Args:
        turn: from a `TurnFinder`.
        window: signals from its start to its end.
        side: 'left' or 'right'.
    """
    points = turn.path.degrees
    # A whole circle ends where it began: what the flow went astray meanwhile is no range.
    whole = abs(turn.turned) >= 300.0
    closed = straightened(points) if whole else points
    if turn.planar and whole:
        lean = np.array((leaning(closed, window.yaw, LEVER_POINTED / LEVER_ASIDE), 0.0))
        points, closed = (path - lean * path[:, 1:] for path in (points, closed))
    spread = np.ptp(closed, axis=0) if turn.planar else np.array([NAN, np.ptp(closed[:, 1])])
    roundness, closure = NAN, NAN
    sectors: tuple[bool, ...] = ()
    trace = np.empty((0, 2))
    if turn.planar:
        clock = Clock.of(closed)
        major, minor = axes(closed, angles(closed, clock))
        roundness = minor / major if major > 0 else NAN
        closure = float(np.hypot(*(points[-1] - points[0]))) / max(float(spread.mean()), 1e-6) * 100
        sectors = sectors_reached(closed, clock)
        trace = (points - np.array(clock.middle))[:: max(1, len(points) // TRACE_POINTS)]
    travel = _farthest(turn.path.leg) if turn.path.leg_seen else NAN
    return CircleMeasures(
        start=turn.start,
        end=turn.end,
        turned=turn.turned,
        planar=turn.planar,
        flat=turn.flat,
        pointed=float(spread[1]),
        aside=float(spread[0]),
        round=roundness,
        closure=closure,
        sectors=sectors,
        smooth=100 * smoothness(turn.path.t, points if turn.planar else points[:, 1:]),
        shank_swing=_swing(window, side),
        ankle_travel=travel,
        gap_s=float(np.diff(turn.path.t).max()),
        interval_s=float(np.median(np.diff(turn.path.t))),
        trace=trace,
        alike=turn.alike,
        by_axis=turn.by_axis,
    )


def why_but_counted(window: Window) -> str:
    """Why a circle is but counted, in words; '' where it is judged."""
    if window.feet_only:
        return CIRCLE_WHY
    return LYING_WHY if window.by_motion else ""


def seen_from_behind(m: CircleMeasures, error: float = NAN) -> CircleMeasures:
    """A circle that was seen from behind: which way it went is told only where that is clear.

    Args:
        m: the circle.
        error: of the foot's axis, foot lengths (`axis_error`).
    """
    if error > TELLING_ERROR:
        return replace(m, untold=FOOT_UNSURE)
    clear = m.round >= CLEARLY_ROUND and m.ankle_travel <= STILL_ANKLE
    return m if not m.planar or clear else replace(m, flat=True)


def seen_obliquely(m: CircleMeasures) -> CircleMeasures:
    """A circle that was seen obliquely from the front: the same, but by the foot's axis."""
    if m.by_axis:
        return m
    if m.ankle_travel > STILL_ANKLE:
        return replace(m, untold=LEG_TOOK_ALONG)
    return m if m.alike >= ALIKE else replace(m, untold=HALVES_DIFFER)


def _farthest(places: FloatArray) -> float:
    """Greatest distance between two of a path's places, (N, 2)."""
    few = places[:: max(1, len(places) // 40)]
    return float(np.hypot(*(few[:, None] - few[None]).transpose(2, 0, 1)).max())


def _swing(window: Window, side: str) -> float:
    """Swing of the shank in the picture, degrees."""
    if len(window) < 5:
        return NAN
    x, height, knee_x, knee_height = (
        smooth(window.t, window[f"{name}_{side}"], LEG_HZ)
        for name in ("ankle_x", "ankle_height", "knee_x", "knee_height")
    )
    angle = np.arctan2(x - knee_x, knee_height - height)
    known = angle[np.isfinite(angle)]
    return float(np.degrees(np.ptp(np.unwrap(known)))) if known.size >= 5 else NAN
