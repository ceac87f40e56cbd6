"""Turns of a foot about its ankle: how far round a path has gone. Pure functions of arrays.

The angle on the clock is 0 at pointed and grows clockwise: to the person's right, flexed, left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

SECTORS = 12
NEAR_MIDDLE = 0.18
"""Share of the radius under which the angle on the clock says nothing."""


SLOW = 0.3
"""Share of a path's mean speed under which a foot stands still."""


LOWEST = 0.15
"""Share of the way up under which a foot is about as low as it gets."""

STEEPEST, TOES_OUT = 35.0, 15.0
"""Degrees that a foot points down or up in the middle of its circles, at most: half way between
pointed and pulled up, 16°, on a shank that is held 20° off [ours]; and how far the toes point
outwards: 5–20°."""

MOST_ASIDE = 60.0
"""Degrees off the front beyond which what goes sideways is told by no geometry."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Middle and half width of the circles that a foot draws, degrees: aside, pointed."""

    middle: tuple[float, float]
    half: tuple[float, float]

    @classmethod
    def of(cls, points: FloatArray) -> Clock:
        """The one that a path, (N, 2), just fits in."""
        low, high = points.min(axis=0), points.max(axis=0)
        middle, half = (low + high) / 2, np.maximum((high - low) / 2, 1e-6)
        return cls((float(middle[0]), float(middle[1])), (float(half[0]), float(half[1])))

    def place(self, points: FloatArray) -> FloatArray:
        """A path, (N, 2), as shares of the radius from the middle."""
        return np.asarray((points - np.array(self.middle)) / np.array(self.half))


def angles(points: FloatArray, clock: Clock) -> FloatArray:
    """Angle on the clock of each point of a path, (N,) degrees, continuous.

    Near the middle it stays what it was. Zero at the first point that is not.
    """
    at = clock.place(points)
    known = np.hypot(at[:, 0], at[:, 1]) >= NEAR_MIDDLE
    if not known.any():
        return np.zeros(len(points))
    raw = np.unwrap(np.arctan2(at[known, 0], at[known, 1]))
    index = np.maximum(np.cumsum(known) - 1, 0)
    return np.asarray(np.degrees(raw - raw[0])[index])


def straightened(points: FloatArray) -> FloatArray:
    """A path, (N, 2), without what it went astray from its start to its end."""
    share = np.linspace(0.0, 1.0, len(points))[:, None]
    return np.asarray(points - share * (points[-1] - points[0]))


def leaning(points: FloatArray, yaw: float, levers: float) -> float:
    """How far a circle that is seen obliquely leans over: degrees aside with each degree pointed.

    Toes that point go down, and of a foot that is not level also away from the camera or to it,
    which obliquely is sideways: a round circle seems to lie on its side, narrow. A circle goes
    aside a quarter turn before or after it goes up: what goes aside together with up and down is
    none of it, as far as geometry allows. From the front it hardly allows any.

    Args:
        points: (N, 2) path of about a turn, from where it ends to where it began nothing astray.
        yaw: of the person, degrees.
        levers: by which going down was made degrees over that by which going aside was.
    """
    off = points - points.mean(axis=0)
    upright = float((off[:, 1] ** 2).sum())
    if not (upright > 0 and math.isfinite(yaw)):
        return 0.0
    beside = min(min(abs(yaw), 180.0 - abs(yaw)) + TOES_OUT, MOST_ASIDE)
    most = math.tan(math.radians(STEEPEST)) * math.tan(math.radians(beside)) * levers
    found = float((off[:, 0] * off[:, 1]).sum()) / upright
    return max(-most, min(most, found))


def axes(points: FloatArray, angle: FloatArray) -> tuple[float, float]:
    """Half lengths of the major and minor axis of a path, degrees.

    Args:
        points: (N, 2) path.
        angle: (N,) angle on the clock; each part of the turn weighs the same.
    """
    order = np.argsort(angle, kind="stable")
    even = np.linspace(angle.min(), angle.max(), 72)
    spread = np.cov([np.interp(even, angle[order], points[order, k]) for k in (0, 1)])
    low, high = np.linalg.eigvalsh(spread)
    return math.sqrt(max(2.0 * float(high), 0.0)), math.sqrt(max(2.0 * float(low), 0.0))


def sectors_reached(points: FloatArray, clock: Clock) -> tuple[bool, ...]:
    """Which of the twelve sectors a path reached, from 12 o'clock on.

    Args:
        points: (N, 2) path.
        clock: middle and half width.
    """
    at = clock.place(points)
    radius = np.hypot(at[:, 0], at[:, 1])
    far = radius >= 0.4 * float(np.median(radius))
    # Samples are up to a sector apart in quick circles: what lies between them was passed.
    true = np.degrees(np.arctan2(at[:, 0], at[:, 1]))
    steps = np.linspace(0, len(true) - 1, 8 * len(true))
    dense = np.interp(steps, np.arange(len(true)), np.degrees(np.unwrap(np.radians(true))))
    near = far[np.round(steps).astype(int)]
    reached = np.floor(np.mod(dense[near], 360.0) / (360.0 / SECTORS)).astype(int)
    return tuple(bool(np.any(reached == k)) for k in range(SECTORS))


def smoothness(t: FloatArray, points: FloatArray) -> float:
    """Share of a turn's movement that lies in its first three harmonics, 0..1.

    A smooth circle is all first harmonic, a smooth egg first and second; tremor and corners are
    higher ones. What was moved in going astray from start to end is taken off first.

    Args:
        t: (N,) seconds.
        points: (N, 2) path of one turn, or (N, 1) where one coordinate is seen.
    """
    even = np.linspace(t[0], t[-1], 64)
    power = np.zeros(33)
    for k in range(points.shape[1]):
        value = np.interp(even, t, points[:, k])
        value -= np.linspace(value[0], value[-1], 64)
        # Speed counts, not place: a tremor is small but quick.
        power += (np.abs(np.fft.rfft(value)) * np.arange(33)) ** 2
    total = float(power[1:].sum())
    return float(power[1:4].sum()) / total if total > 0 else math.nan


def stillness(t: FloatArray, points: FloatArray) -> float:
    """Share of a path's steps that are slower than `SLOW` of its usual speed, 0..1.

    Args:
        t: (N,) seconds.
        points: (N, 2) path; NaN where a coordinate is not seen.
    """
    if len(t) < 3:
        return 0.0
    step = np.diff(np.nan_to_num(points), axis=0)
    speed = np.hypot(step[:, 0], step[:, 1]) / np.diff(t)
    return float(np.mean(speed < SLOW * speed.mean()))


def lingering(pointed: FloatArray) -> float:
    """Share of its samples in which a foot is about as low as it gets, 0..1: a quarter in a circle.

    Args:
        pointed: (N,) degrees towards pointed.
    """
    low, high = float(pointed.min()), float(pointed.max())
    return float(np.mean(pointed < low + LOWEST * (high - low)))
