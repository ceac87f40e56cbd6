"""How a foot is turned and how long it is in the picture, from its five points alone.

A foot of usual shape is held against what is seen from a grid of directions; each direction weighs
by how well it fits. A distant camera is assumed (no perspective within a foot), about level.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.fine import other_side
from formcheck.motion.geometry import NAN, wrap
from formcheck.pose.feet.points import FOOT, SIDES
from formcheck.pose.types import Feet

FloatArray = NDArray[np.float64]

SHAPE = np.array(
    [
        [0.19, 0.00, 0.28],  # ankle
        [0.00, 0.00, 0.00],  # heel
        [0.73, 0.08, 0.07],  # ball
        [0.98, 0.00, 0.03],  # tip of the big toe
        [0.79, 0.25, 0.02],  # tip of the little toe
    ]
)
"""Of a foot that stands: forwards, outwards and up, foot lengths from the rear-bottom corner of the
heel. Mean of 214 feet of rendered people; they differ by 0.005–0.03."""

OUTWARDS_DEG = 10.0
"""How far a foot points outwards, as a rule (5–20°)."""

_YAWS = np.arange(-180.0, 180.0, 10.0)
_DOWN = (0.0, 10.0, 20.0, 30.0)  # degrees by which the camera looks down on the foot
_PITCH = (-30.0, -15.0, 0.0, 15.0, 30.0, 45.0)  # heel up is positive
_USUAL_DOWN, _DOWN_SD, _PITCH_SD = 12.0, 12.0, 20.0

LEAST_ERROR = 0.03
"""Of what a foot spans in the picture: feet differ from the usual shape by so much, whatever the
foot model says of its error."""

SHOE = 1.12
"""Length of a shoe over that of the foot in it, from the heel's corner to the tip: 24.9 cm for
22.2 cm, 25.8 for 23.1 and the like on rendered people."""

ALIKE = 0.5
"""Least length of a foot over that of the other one of the same person. The one farther away looks
up to 1.4 times shorter: half a metre behind the other, seen from 1.3 m. Fits of 13 rendered pairs
gave 0.57 and more, but for one whose points were followed badly; a shadow on a wall 0."""

WINDOW_DEG = 40.0
"""The yaw is a mean of what fits within so far of what fits best."""


def _seen_shapes(outwards: float) -> FloatArray:
    """The shape from every direction of the grid: (directions, 5, 2), to the right and up.

    Args:
        outwards: +1 for a left foot, whose outside is the person's left, −1 for a right one.
    """
    forward, aside, up = SHAPE[:, 0], outwards * SHAPE[:, 1], SHAPE[:, 2]
    shapes = []
    for yaw in np.radians(_YAWS + outwards * -OUTWARDS_DEG):
        for down in np.radians(_DOWN):
            for pitch in np.radians(_PITCH):
                ahead = forward * np.cos(pitch) + up * np.sin(pitch)
                high = up * np.cos(pitch) - forward * np.sin(pitch)
                towards = aside * np.sin(yaw) + ahead * np.cos(yaw)
                shapes.append(
                    np.column_stack(
                        (
                            aside * np.cos(yaw) - ahead * np.sin(yaw),
                            high * np.cos(down) - towards * np.sin(down),
                        )
                    )
                )
    return np.array(shapes)


_OF_SIDE = {side: _seen_shapes(sign) for side, sign in (("left", 1.0), ("right", -1.0))}
_SHAPES = {
    side: np.ascontiguousarray(
        np.concatenate((_OF_SIDE[side], _OF_SIDE[other_side(side)])).transpose(1, 2, 0)
    )
    for side in SIDES
}
"""By side, (5, 2, 2 · directions): of that foot, then of the other one. Directions come last, for
what is worked out for all of them at once is several times as fast along long rows."""

_PRIOR = np.array(
    [
        ((down - _USUAL_DOWN) / _DOWN_SD) ** 2 + (pitch / _PITCH_SD) ** 2
        for _ in range(2 * len(_YAWS))
        for down in _DOWN
        for pitch in _PITCH
    ]
)


class Fit:
    """How well each yaw fits one foot or both, and the foot's length there.

    Attributes:
        cost: (yaws,) minus twice the logarithm of how well it fits.
        length: (yaws,) px.
    """

    def __init__(self, cost: FloatArray, length: FloatArray) -> None:
        self.cost = cost
        self.length = length

    def __add__(self, other: Fit) -> Fit:
        return Fit(self.cost + other.cost, (self.length + other.length) / 2)

    def alike(self, one: Fit, other: Fit) -> bool:
        """Whether two feet are about as long as each other where both fit best (this is both)."""
        at = int(np.argmin(self.cost))
        less, more = sorted((float(one.length[at]), float(other.length[at])))
        return less >= ALIKE * more

    def best(self) -> tuple[float, float]:
        """The person's yaw (degrees) and the foot's length (px)."""
        first = float(_YAWS[int(np.argmin(self.cost))])
        off = (_YAWS - first + 180.0) % 360.0 - 180.0
        weight = np.exp(-(self.cost - self.cost.min()) / 2) * (np.abs(off) <= WINDOW_DEG)
        weight /= weight.sum()
        return wrap(first + float(weight @ off)), float(weight @ self.length)


def fit_foot(points: NDArray[np.float32], side: str, certainty: float) -> Fit | None:
    """Hold the usual shape against what is seen of a foot.

    Args:
        points: (6, 6) as in `pose.types.Feet`.
        side: 'left' or 'right', as the foot model says.
        certainty: share of its being that side; the other one's mirrored shape has the rest.

    Returns:
        None where the points do not make a foot.
    """
    own = _foot(points)
    seen = np.array([(x, -y) for x, y, *_ in own])
    span = _span(own)
    if not (np.isfinite(seen).all() and span > 1.0):
        return None
    least = (LEAST_ERROR * span) ** 2
    weight = np.array([1.0 / (error + least) for error in _squared_errors(own)])
    seen = seen - (weight @ seen) / weight.sum()
    sure = min(0.99, max(0.01, certainty)) if math.isfinite(certainty) else 0.5
    cost, length = _hold_against(_SHAPES[side], seen, weight)
    cost -= ((2.0 * math.log(sure),), (2.0 * math.log(1.0 - sure),))
    better = np.argmin(cost, axis=0)
    columns = np.arange(len(_YAWS))
    return Fit(cost[better, columns], length[better, columns])


def _hold_against(
    shapes: FloatArray, seen: FloatArray, weight: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The cost (2, yaws) and the length (2, yaws) px of the best tilt at each yaw.

    Point by point: the few rows of numbers that this takes stay near the processor.

    Args:
        shapes: as in `_SHAPES`.
        seen: (5, 2) px about their middle.
        weight: (5,) of the points.
    """
    middle = sum(w * shape for w, shape in zip(weight, shapes, strict=True)) / weight.sum()
    across, power = np.zeros(shapes.shape[-1]), np.zeros(shapes.shape[-1])
    for w, shape, place in zip(weight, shapes, seen, strict=True):
        off = shape - middle
        weighed = w * off
        for row, squared in zip(weighed * place[:, None], weighed * off, strict=True):
            across += row
            power += squared
    total = float(np.einsum("p,pk,pk->", weight, seen, seen))
    length = np.maximum(across, 0.0) / power
    cost = (total - length * across + _PRIOR).reshape(2 * len(_YAWS), -1)
    best = np.argmin(cost, axis=1)
    rows = np.arange(len(best))
    length = length.reshape(len(best), -1)
    return cost[rows, best].reshape(2, -1), length[rows, best].reshape(2, -1)


def fit_feet(feet: Feet) -> tuple[float, float]:
    """The person's yaw (degrees) and the foot's length (px) from one foot or both; NaN of none.

    From the surer one alone, where they cannot be a pair: the other one is a shadow, say. The
    length is that of the foot inside a shoe, as far as one is seen to be worn.
    """
    fits: dict[int, Fit] = {}
    for row, side in enumerate(SIDES):
        certainty = float(feet.about[row, 1])
        fit = fit_foot(feet.points[row], side, certainty) if feet.found(row) else None
        if fit is not None:
            fits[row] = fit
    if not fits:
        return NAN, NAN
    total = sum_of(fits.values())
    if len(fits) > 1 and not total.alike(*fits.values()):
        del fits[max(fits, key=lambda row: _relative_error(feet.points[row]))]
        total = sum_of(fits.values())
    yaw, length = total.best()
    shoes = [shoe if math.isfinite(shoe := float(feet.about[row, -1])) else 0.0 for row in fits]
    return yaw, length / (1.0 + (SHOE - 1.0) * sum(shoes) / len(shoes))


def sum_of(fits: Iterable[Fit]) -> Fit:
    """How well each yaw fits all of them."""
    first, *others = fits
    for other in others:
        first = first + other
    return first


def _relative_error(points: NDArray[np.float32]) -> float:
    """Usual error of a foot's points over what it spans in the picture."""
    own = _foot(points)
    error = math.sqrt(max(0.0, 2.0 * sum(_squared_errors(own)) / len(own)))
    return error / max(1.0, _span(own))


def _foot(points: NDArray[np.float32]) -> list[list[float]]:
    """The rows of the foot's own points, without the knee."""
    rows: list[list[float]] = points.tolist()
    return [rows[k] for k in FOOT]


def _span(own: list[list[float]]) -> float:
    """What a foot spans in the picture, the larger of across and up, px."""
    xs, ys = [row[0] for row in own], [row[1] for row in own]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _squared_errors(own: list[list[float]]) -> list[float]:
    """Of each point, the mean of both axes, px²; 0 where it is not known."""
    errors = [(xx + yy) / 2 for _, _, xx, _, yy, _ in own]
    return [0.0 if math.isnan(error) else error for error in errors]
