"""The gap between the feet, from points of feet that stand one before the other."""

import math

import numpy as np
import pytest

from formcheck.motion.tandem_gap import LONGEST_S, SHORTEST_S, gap_by_feet, looked_at
from formcheck.motion.track import Window
from tests.support.windows import window_of

FOOT = 50.0
T = np.arange(0.0, 0.5, 1 / 15)
NOISE = np.random.default_rng(1)


def standing(gap, *, yaw=90.0, front="left", length=1.0, error=2.0, off=0.0) -> Window:
    """Two feet with a gap (foot lengths) between heel and toes; `off`: what the body is off."""
    ahead = -math.copysign(1.0, math.sin(math.radians(yaw)))
    shown = FOOT * abs(math.sin(math.radians(yaw)))
    signals = {
        "yaw": np.full(len(T), yaw),
        "shoulder_height": np.full(len(T), 100 + FOOT * 5.4 * (1 + off)),
        "ankle_height_left": np.full(len(T), 100.0),
        "ankle_height_right": np.full(len(T), 100.0),
        "foot_length": np.full(len(T), FOOT),
        "stature": np.full(len(T), FOOT / 0.152),
    }
    for side in ("left", "right"):
        toe = 300.0 + ahead * shown * ((1 + gap) if side == front else 0.0)
        for part, x in (("big_toe", toe), ("heel", toe - ahead * length * shown)):
            signals[f"fine_{part}_x_{side}"] = x + NOISE.normal(0, 1.0, len(T))
            signals[f"fine_{part}_error_{side}"] = np.full(len(T), error)
    return window_of(T, **signals)


@pytest.mark.parametrize("yaw", [90.0, -90.0, 65.0, -115.0])
@pytest.mark.parametrize("front", ["left", "right"])
@pytest.mark.parametrize("gap", [0.0, 0.3, 0.9])
def test_a_gap_is_seen_whichever_foot_is_ahead_and_however_square(gap, front, yaw):
    seen = gap_by_feet(standing(gap, yaw=yaw, front=front))
    assert seen == pytest.approx(gap, abs=0.07)


def test_the_feet_are_their_own_measure():
    assert gap_by_feet(standing(0.5, off=0.15)) == pytest.approx(0.5, abs=0.07)


def test_what_is_no_two_feet_one_before_the_other_says_nothing():
    assert gap_by_feet(standing(-0.8)) is None  # one foot seen twice
    assert gap_by_feet(standing(0.1, length=0.4)) is None  # it was not seen from heel to toes
    assert gap_by_feet(standing(0.1, error=0.3 * FOOT)) is None
    nothing = standing(0.1).between(9.0, 10.0)
    assert gap_by_feet(nothing) is None


def test_the_feet_are_looked_at_while_both_stand():
    assert looked_at(3.0, 0.4) == (3.0, 3.4)
    assert looked_at(3.0, 0.0) == (3.0, 3.0 + SHORTEST_S)
    assert looked_at(3.0, 8.0) == (3.0, 3.0 + LONGEST_S)
    assert looked_at(3.0, None) == (3.0, 3.0 + LONGEST_S)
