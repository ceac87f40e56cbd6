"""Plane geometry on picture points, in plain floats (a session must keep far ahead of a camera).

Points are (x, y) in px with y down, as in the picture. Angles are degrees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]

NAN = float("nan")


def midpoint(a: Point, b: Point) -> Point:
    """The point half-way between two points."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def distance(a: Point, b: Point) -> float:
    """Distance between two points, px."""
    return math.hypot(a[0] - b[0], a[1] - b[1])


def angle_at(a: Sequence[float], vertex: Sequence[float], b: Sequence[float]) -> float:
    """Angle a–vertex–b, degrees 0..180; NaN when two of the points coincide.

    Points may have two or three coordinates.
    """
    lengths = math.dist(a, vertex) * math.dist(b, vertex)
    if not lengths > 0.0:
        return NAN
    cosine = sum([(p - o) * (q - o) for p, o, q in zip(a, vertex, b, strict=True)]) / lengths
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def flexion(hip: Sequence[float], knee: Sequence[float], ankle: Sequence[float]) -> float:
    """Knee flexion, degrees: 0 straight, 90 bent at a right angle."""
    return 180.0 - angle_at(hip, knee, ankle)


def lean(lower: Point, upper: Point) -> float:
    """Angle of the line from `lower` up to `upper` against vertical, degrees.

    0 upright, positive when the upper end is to the right in the picture. NaN when they coincide.
    """
    if lower == upper:
        return NAN
    return math.degrees(math.atan2(upper[0] - lower[0], lower[1] - upper[1]))


def pitch(heel: Point, toe: Point) -> float:
    """Angle of the heel→toe line to the horizontal, degrees −90..90, positive with the heel up."""
    across = abs(toe[0] - heel[0])
    if across == 0.0 and toe[1] == heel[1]:
        return NAN
    return math.degrees(math.atan2(toe[1] - heel[1], across))


def wrap(angle: float) -> float:
    """The same angle in −180..180 degrees."""
    wrapped = (angle + 180.0) % 360.0 - 180.0
    return 180.0 if wrapped == -180.0 else wrapped
