"""Where a foot points from behind, by the foot model's heel and ball. Causal.

From behind the toes are hidden, and what moves is the heel, the hem of the trousers or the other
leg: optical flow tells less there than the points do. Correlation with how far rendered feet were
pointed, of four clips from behind: .91–.99 by the points, .46–.89 by the flow; towards the side
.90–.97 by the points, −.40–.59 by the flow.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median

import numpy as np

from formcheck.motion.scale import FOOT_TO_STATURE, SHANK_TO_STATURE
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.track import Window

LENGTH = 0.73
"""From the heel to the ball, as a share of the foot's length, of rendered feet."""

STEEPEST = 0.95
"""Of its length: an axis that is seen longer across the picture points straight up, down or
aside."""

MOST_ERROR = 0.2
"""Foot lengths by which the foot model may say that an axis is off: 16° of what it turns by, less
than half of a circle's height, so that ups and downs are still seen. Of the feet of rendered people
from behind it says .04–.1 where they draw circles, .15 of one in ten of them, .24 where a foot is
lost behind the other leg."""

TELLING_ERROR = 0.12
"""The same up to which the way round is told: 10°. Of six circles at .15 two seemed to go the wrong
way."""

SEEN_S = 0.35
"""A foot that the foot model has not seen for so long is left to the flow again, seconds."""

MEDIAN = 3
"""Pictures of which the middle one is taken: single points jump."""


class FootAxis:
    """Follows the axis of one foot.

    Args:
        side: 'left' or 'right'.
    """

    def __init__(self, side: str) -> None:
        self._side = side
        self._seen_t = -math.inf
        self._lately: deque[tuple[float, float, float, float]] = deque(maxlen=MEDIAN)

    def push(self, moment: Moment, foot_px: float) -> tuple[float, float, float, float] | None:
        """Take one moment; None where the foot is not seen.

        Gives the axis, degrees to the picture's right and down, and where the ankle is, foot
        lengths to the right and down.

        Args:
            moment: its signals.
            foot_px: foot length in the picture, px.
        """
        side = self._side
        x = moment[f"fine_ball_x_{side}"] - moment[f"fine_heel_x_{side}"]
        down = moment[f"fine_heel_height_{side}"] - moment[f"fine_ball_height_{side}"]
        off = math.hypot(moment[f"fine_ball_error_{side}"], moment[f"fine_heel_error_{side}"])
        if not (math.isfinite(x + down) and off <= MOST_ERROR * foot_px):
            return None
        if moment.t - self._seen_t > SEEN_S:
            self._lately.clear()
        self._seen_t = moment.t
        length = LENGTH * foot_px
        ankle = moment[f"fine_ankle_x_{side}"], -moment[f"fine_ankle_height_{side}"]
        self._lately.append(
            (
                _degrees(x / length),
                _degrees(down / length),
                ankle[0] / foot_px,
                ankle[1] / foot_px,
            )
        )
        at = [median(column) for column in zip(*self._lately, strict=True)]
        return at[0], at[1], at[2], at[3]

    def seen(self, t: float) -> bool:
        """Whether the foot model has seen the foot lately."""
        return t - self._seen_t <= SEEN_S


def axis_error(window: Window, side: str) -> float:
    """How far off the foot model says that an axis was, foot lengths; NaN where it saw no foot.

    Args:
        window: signals of some time.
        side: 'left' or 'right'.
    """
    off = np.hypot(window[f"fine_ball_error_{side}"], window[f"fine_heel_error_{side}"])
    foot = FOOT_TO_STATURE / SHANK_TO_STATURE * max(_shank(window, each) for each in SIDES)
    known = off[np.isfinite(off)]
    return float(np.median(known)) / foot if known.size and foot else math.nan


def _shank(window: Window, side: str) -> float:
    """Length of a shank in the picture, px: the lifted one is often foreshortened."""
    across = window[f"knee_x_{side}"] - window[f"ankle_x_{side}"]
    up = window[f"knee_height_{side}"] - window[f"ankle_height_{side}"]
    known = np.hypot(across, up)[np.isfinite(across + up)]
    return float(np.median(known)) if known.size else 0.0


def _degrees(share: float) -> float:
    return math.degrees(math.asin(max(-STEEPEST, min(STEEPEST, share))))
