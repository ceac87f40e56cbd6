"""Is it a rise on to the toes, and of which foot? Asked where only the feet are in the picture.

Their points are seen at full resolution: a foot that rises turns about its toes, which stay where
they are, and the heel goes up over them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from formcheck.motion.filters import slope, smooth_all
from formcheck.motion.geometry import NAN
from formcheck.motion.order import median_of_known, percentiles_of_known
from formcheck.motion.track import FloatArray, Window
from formcheck.motion.view import is_frontal

SIDES = ("left", "right")

STAYS = 0.35
"""Foot lengths that the toe of a standing foot may seem to move in the picture during a raise. It
does not move; its point is off by 0.02–0.1, and a step carries it 0.5 and more."""

HEEL_OVER_ANKLE = 1.2
"""Least that a heel rises over what its ankle does, in a raise: 1 / 0.65 = 1.5 (`BODY_SHARE`). A
foot that is lifted as it is takes both along alike, 1.0."""

OVER_TOE = 0.08
"""Foot lengths that a heel has to rise over its own toe for the foot to have turned: a raise counts
from 0.15 on."""

SPREAD = 3.3
"""From the 5th to the 95th percentile of an error, in its standard deviations."""

ALIKE = 0.5
"""Least share of the one heel's rise that the other one's is, when both feet rise: 0.15–0.25 over
0.3–0.45 foot lengths for a foot that hangs, 0.6–1 for one that rises."""

SIDE_CERTAIN = 0.8
"""Share of certainty of left and right from which on it is said which foot it was."""

OFF_FLOOR = 0.2
"""Foot lengths that the toe of a foot in the air is over the standing one."""

IN_THE_AIR = 0.4
"""The same from which on it is told, from the front and from behind: 0.55–0.9 in 6 rendered raises
on one leg, 0.05 at most in 10 on both. From anywhere else the foot that stands farther away is
higher in the picture, too: by 0.2–0.37 in 9 raises on both legs, and by 0.38–0.59 on one."""

QUICKEST_S = 0.25
"""Half of the shortest raise (`planted.SHORTEST_S`), seconds: no heel rises sooner. A heel may drop
as fast; points that leap to another part of the foot take 0.13–0.21 s."""

LEAPT = "the heel seemed to rise in no time: its points leapt"


@dataclass(frozen=True, slots=True)
class FootTurn:
    """What one foot did during a rise. Lengths as shares of the foot's; NaN where not seen.

    Attributes:
        toe_moved: how far its toe moved, the larger of across and up.
        heel_rise: how far the heel rose over the toe.
        with_body: slope of the heel's height over the body's.
        toe_level: usual height of its toe in the picture.
        toe_error: how far its toe may seem to move by error alone.
    """

    toe_moved: float
    heel_rise: float
    with_body: float
    toe_level: float
    toe_error: float

    @property
    def seen(self) -> bool:
        """Whether it was seen long enough."""
        return math.isfinite(self.toe_moved)

    @property
    def stands(self) -> bool:
        """Whether its toe stayed where it was."""
        return self.toe_moved < math.hypot(STAYS, self.toe_error)

    @property
    def rises(self) -> bool:
        """Whether it turned about its toe, the heel up."""
        return self.stands and self.heel_rise > OVER_TOE and self.with_body > HEEL_OVER_ANKLE / 2


@lru_cache(maxsize=len(SIDES))  # of a rise it is asked twice: whether it is one, and of which foot
def foot_turn(window: Window, side: str, foot_length: float) -> FootTurn:
    """What the foot of one side did.

    Args:
        window: signals of a rise.
        side: 'left' or 'right'.
        foot_length: px.
    """
    t, toe = window.t, window[f"toe_height_{side}"]
    if np.isfinite(toe).mean() < 0.7 or len(t) < 4:
        return FootTurn(NAN, NAN, NAN, NAN, NAN)
    over_toe = window[f"heel_height_{side}"] - toe
    x, up, over = smooth_all(t, [window[f"toe_x_{side}"], toe, over_toe])
    return FootTurn(
        toe_moved=max(_range(x), _range(up)) / foot_length,
        heel_rise=_range(over) / foot_length,
        with_body=slope(window["body_height"], window[f"heel_height_{side}"]),
        toe_level=median_of_known(toe) / foot_length,
        toe_error=SPREAD * median_of_known(window[f"fine_big_toe_error_{side}"]) / foot_length,
    )


def _range(values: FloatArray) -> float:
    """5th to 95th percentile."""
    low, high = percentiles_of_known(values, 5, 95)
    return high - low


def why_no_raise_of_feet(window: Window, foot_length: float) -> str:
    """Why a rise of the ankles is no raise on to the toes; '' when nothing speaks against it.

    Args:
        window: signals from the rise's start to its end.
        foot_length: px.
    """
    feet = [foot for s in SIDES if (foot := foot_turn(window, s, foot_length)).seen]
    if not feet:
        return "the feet were lost from sight"
    if not any(foot.stands for foot in feet):
        return "the feet moved"
    if not any(foot.rises for foot in feet):
        return "the heels stayed down"
    return ""


def side_of_feet(window: Window, foot_length: float) -> str:
    """Which foot rose: 'left', 'right', 'both' or 'unknown'.

    Args:
        window: signals of the rise.
        foot_length: px.
    """
    feet = {s: foot_turn(window, s, foot_length) for s in SIDES}
    if not all(foot.seen for foot in feet.values()):
        return "unknown"  # the other one may be hidden behind it
    rising = [s for s, foot in feet.items() if foot.rises]
    if len(rising) == 2 and _alike(*feet.values()):
        return "both"
    if not rising or not is_frontal(window.view) or not _told_apart(window):
        return "unknown"
    low, high = sorted(SIDES, key=lambda s: feet[s].toe_level)
    in_the_air = feet[high].toe_level - feet[low].toe_level > IN_THE_AIR
    works = feet[low].rises and feet[low].heel_rise > feet[high].heel_rise
    return low if works and in_the_air else "unknown"


def _alike(one: FootTurn, other: FootTurn) -> bool:
    """Whether two feet that rise both stand on the floor."""
    less, more = sorted((one.heel_rise, other.heel_rise))
    return abs(one.toe_level - other.toe_level) <= 2 * OFF_FLOOR and less >= ALIKE * more


def _told_apart(window: Window) -> bool:
    certain = [window.seen(f"fine_side_{s}") for s in SIDES]
    return all(c.size and np.median(c) >= SIDE_CERTAIN for c in certain)
