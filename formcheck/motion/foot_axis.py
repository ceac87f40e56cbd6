"""The axis of a foot as the foot model sees it, and what its movement in the picture means.

The axis goes from the middle of ankle and heel to the middle of ball and toes: five points, so that
one that is wrong does little. It is seen as a share of its own length in the picture, so a point of
it that comes out of the picture is foreshortened. How it lies in depth follows from that
foreshortening; how the shank lies, from its direction in the picture and from the angle that it has
to the foot. So neither where the person faces, nor how they sit or lie, has to be known, but for
whether the toes point towards the camera or away from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.geometry import NAN
from formcheck.motion.signals import Moment

FloatArray = NDArray[np.float64]

BACK = ("ankle", "heel")
FRONT = ("ball", "big_toe", "little_toe")

LENGTH = 0.79
"""Of the axis, foot lengths: .74–.82 of the benchmark's bodies."""

DROOP = 22.0
"""Degrees by which the axis usually points down from square to the shank while circles are drawn:
17–29 of the benchmark's, a foot that hangs being pointed by about half of that."""

LEAST_DEPTH = 0.6
"""Of the axis: less is not believed to lie in depth where the toes point towards the camera or away
from it. Feet are low in the picture, where what is nearer is seen lower: a foot seems longer."""

SURE_SIDE = 0.6
"""Certainty from which it is this foot [ours]."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A foot's axis in the picture.

    Attributes:
        x: of its end from its beginning, px, to the picture's right.
        up: the same, upwards.
        error: of both, px.
    """

    x: float
    up: float
    error: float


def axis_of(moment: Moment, side: str) -> Axis | None:
    """The axis of a foot, from the foot model; None where it was not found, or may be the other."""
    if not moment[f"fine_side_{side}"] >= SURE_SIDE:
        return None
    x = _mean(moment, FRONT, f"x_{side}") - _mean(moment, BACK, f"x_{side}")
    up = _mean(moment, FRONT, f"height_{side}") - _mean(moment, BACK, f"height_{side}")
    var = sum(
        moment[f"fine_{name}_error_{side}"] ** 2 / len(group) ** 2
        for group in (BACK, FRONT)
        for name in group
    )
    if not math.isfinite(x + up + var):
        return None
    # Away from the middle of the picture a camera stretches what it sees, outwards most.
    below = moment["horizon"] - _mean(moment, BACK, f"height_{side}")
    return Axis(x, up * math.cos(math.atan2(below, moment["focal_length"])), math.sqrt(var))


def _mean(moment: Moment, group: tuple[str, ...], what: str) -> float:
    return sum(moment[f"fine_{name}_{what}"] for name in group) / len(group)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a movement of the axis in the picture means: (2,) each, degrees per axis length.

    Attributes:
        aside: towards the person's right, for one to the picture's right and one upwards; NaN where
            the foot is seen from the side.
        pointed: towards pointed.
    """

    aside: tuple[float, float]
    pointed: tuple[float, float]

    @classmethod
    def from_the_side(cls, axis: tuple[float, float], shank: tuple[float, float]) -> Frame:
        """The one of a foot that is seen from the side: it but turns in the picture.

        Args:
            axis: usual place of the axis' end from its beginning, axis lengths.
            shank: from knee to ankle in the picture, of any length.
        """
        square = np.array([-axis[1], axis[0]]) / max(math.hypot(*axis), 1e-9)
        way = square if float(square @ np.array(shank)) >= 0 else -square
        return cls((NAN, NAN), (math.degrees(float(way[0])), math.degrees(float(way[1]))))

    @classmethod
    def of(cls, axis: tuple[float, float], shank: tuple[float, float], *, towards: bool) -> Frame:
        """The one of a foot whose toes point towards the camera or away from it.

        Args:
            axis: usual place of the axis' end from its beginning, axis lengths.
            shank: from knee to ankle in the picture, of any length.
            towards: towards the camera.
        """
        ax, ay = axis
        flat = math.hypot(ax, ay)
        most = math.sqrt(1 - LEAST_DEPTH**2)
        if flat > most:
            ax, ay = ax * most / flat, ay * most / flat
        depth = math.sqrt(1 - ax * ax - ay * ay) * (1 if towards else -1)
        foot = np.array([ax, ay, depth])
        sx, sy = (part / max(math.hypot(*shank), 1e-9) for part in shank)
        # The shank goes down in the picture, and into depth as its angle to the foot demands.
        along = sx * ax + sy * ay
        turn = math.atan2(depth, along)
        most_turn = math.acos(min(1.0, math.sin(math.radians(DROOP)) / math.hypot(along, depth)))
        lean = max((turn - most_turn, turn + most_turn), key=math.cos)
        leg = np.array([math.cos(lean) * sx, math.cos(lean) * sy, math.sin(lean)])
        ahead = foot - leg * float(leg @ foot)
        right = np.cross(leg, ahead / np.linalg.norm(ahead))

        def seen(way: FloatArray) -> tuple[float, float]:
            """Of the axis' part along `way`; its length does not change, so its depth does."""
            return (
                math.degrees(float(way[0] - way[2] * ax / depth)),
                math.degrees(float(way[1] - way[2] * ay / depth)),
            )

        return cls(seen(right), seen(leg))

    def turned(self, x: float, up: float) -> tuple[float, float]:
        """Degrees aside and towards pointed for a movement in the picture, axis lengths."""
        return (
            self.aside[0] * x + self.aside[1] * up,
            self.pointed[0] * x + self.pointed[1] * up,
        )
