"""One turn of a foot, as it is made of swings. Pure functions; knows no limits."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.motion.circles import Clock, FloatArray, angles, axes, straightened
from formcheck.motion.foot_path import FootPath
from formcheck.motion.swing_pairs import LEAST_ROUND, alike, way_by_axis
from formcheck.motion.swings import Swing

LONGEST_S = 10.0
"""A turn that takes longer is none, seconds [ours]: guides ask for slow circles, not for these."""

LEAST_SIZE = 7.0
"""Larger range under which nothing is a turn, degrees: 10° is a fault already."""

HALF = 180.0
WHOLE = 360.0
ENOUGH = 300.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of turning one way.

    Attributes:
        start: seconds.
        end: seconds.
        turned: degrees, clockwise positive.
        ended: 'stop' where the foot rested then, 'back' where it turned back too early, else
            'round'.
        path: of the foot, from start to end.
        planar: whether both coordinates were seen; otherwise the direction is not known.
        flat: whether it was a line, or its two halves speak of opposite ways; its direction is not
            known either.
        width: of the two arcs together, as a share of their height; 0 where it is not seen.
        way_back: whether it but goes back what the part before went.
        alike: roundness of its flatter arc over that of the other, 0..1; 1 of a single one.
        by_axis: whether which way it went is told by the foot's axis, as the foot model sees it.
    """

    start: float
    end: float
    turned: float
    ended: str
    path: FootPath
    planar: bool
    flat: bool = False
    width: float = 0.0
    way_back: bool = False
    alike: float = 1.0
    by_axis: bool = False

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Part:
    """Swings that make a turn, how far round they go (degrees), and whether that is but back."""

    swings: list[Swing]
    far: float
    way_back: bool = False


def turn_of(part: Part, path: FootPath, *, planar: bool, stopped: bool) -> Turn | None:
    """What swings make together; None where that is not worth it.

    Args:
        part: the swings.
        path: of the foot, from the first one's start to the last one's end.
        planar: whether both coordinates of the path are seen.
        stopped: whether the foot rested then.
    """
    swings, far = part.swings, part.far
    start, end = swings[0].start, swings[-1].end
    size = max(s.size for s in swings)
    aside = sum(s.aside for s in swings) / len(swings)
    wider = 2 * abs(aside) if planar and math.isfinite(aside) else 0.0
    if len(path) < 4 or max(size, wider) < LEAST_SIZE or end - start > LONGEST_S:
        return None
    if planar and not math.isfinite(aside):
        return None
    against = min(s.aside for s in swings) < 0 < max(s.aside for s in swings)
    flat = planar and (against or abs(aside) < LEAST_ROUND * size / 2)
    by_axis = way_by_axis(swings) if planar and far >= ENOUGH else 0
    if by_axis and not flat and aside * by_axis < 0:
        by_axis, flat = 0, True  # one of them is wrong
    sense = by_axis if by_axis else -1 if planar and aside < 0 else 1
    return Turn(
        start,
        end,
        sense * far,
        "stop" if stopped else "round" if far >= ENOUGH else "back",
        path,
        planar,
        flat=flat and not by_axis,
        width=wider / size,
        way_back=part.way_back,
        alike=alike(swings) if planar else 0.0,
        by_axis=by_axis != 0,
    )


def roundness(points: FloatArray) -> float:
    """Minor over major axis of a path of about one turn, (N, 2)."""
    closed = straightened(points)
    major, minor = axes(closed, angles(closed, Clock.of(closed)))
    return minor / major if major > 0 else 0.0
