"""The gap between the heel of the foot ahead and the toes of the one behind, by the foot model.

Seen from the side, while both stand. The body model draws legs that overlap on each other, and a
gap by it is off by a quarter of a foot; the foot model sees two feet, one before the other, and
which of them is the left one does not matter. So what is ahead is told by where it stands.
"""

from __future__ import annotations

import numpy as np

from formcheck.motion.signals import SIDES
from formcheck.motion.tandem_measures import foot_lengths
from formcheck.motion.track import Window

LONGEST_S = 1.0
"""Seconds after the touch-down that are looked at: heels come up before a foot leaves."""

SHORTEST_S = 0.12
"""The same at least: two pictures of 15 a second, also where the next foot leaves at once."""

APART = 0.5
"""Foot lengths between the middles of two feet that stand one before the other: they are one foot
length apart, or it is one foot seen twice."""

LENGTHS = (0.6, 1.5)
"""How long each foot has to be seen, of its length by the body: 0.82–1.35 in rendered walks."""

LARGEST_ERROR = 0.25
"""Foot lengths, by the foot model's own ellipses of heel and toe together: 0.06–0.17 where it was
right within a fifth of a foot."""


def looked_at(down: float, pause_s: float | None) -> tuple[float, float]:
    """From when to when both feet stand after a step, seconds.

    Args:
        down: when its foot came down.
        pause_s: on both feet before the next step; None where none followed.
    """
    stood = LONGEST_S if pause_s is None else pause_s
    return down, down + min(max(stood, SHORTEST_S), LONGEST_S)


def gap_by_feet(window: Window) -> float | None:
    """The gap, shares of foot length; None where two feet were not seen well enough.

    In lengths of the feet themselves as they are seen, so that neither the person's size nor how
    square the camera stands comes into it.

    Args:
        window: while both feet stand.
    """
    ahead = -np.sign(np.sin(np.radians(window["yaw"])))
    heel, toe = (
        np.stack([ahead * window[f"fine_{part}_x_{side}"] for side in SIDES])
        for part in ("heel", "big_toe")
    )
    error = np.stack(
        [
            np.hypot(window[f"fine_heel_error_{side}"], window[f"fine_big_toe_error_{other}"])
            for side, other in zip(SIDES, SIDES[::-1], strict=True)
        ]
    )
    foot, middle, length = foot_lengths(window), (heel + toe) / 2, toe - heel
    front = np.where(middle[0] >= middle[1], 0, 1)
    columns = np.arange(len(window))
    gap = heel[front, columns] - toe[1 - front, columns]
    with np.errstate(invalid="ignore"):
        good = (
            (np.abs(middle[0] - middle[1]) > APART * foot)
            & (length.min(axis=0) > LENGTHS[0] * foot)
            & (length.max(axis=0) < LENGTHS[1] * foot)
            & (error[front, columns] < LARGEST_ERROR * foot)
        )
    if not good.any():
        return None
    return float(np.median(gap[good] / length.mean(axis=0)[good]))
