"""Which way a walk goes in the picture."""

import math

import pytest

from formcheck.motion.leash import Leash
from formcheck.motion.tandem_feet import Feet

FOOT = 30.0


def feet(x, y, *, yaw=180.0, aside=0.0):
    """Both feet around a place, one of them to a side."""
    return Feet(0.0, ((x - 3 - aside, y), (x + 3, y)), x, FOOT, yaw)


def degrees(way):
    """From straight up in the picture, to the right positive."""
    return math.degrees(math.atan2(way[0], way[1]))


@pytest.mark.parametrize(("yaw", "up"), [(180.0, 1.0), (0.0, -1.0)])
def test_it_begins_with_the_way_that_somebody_faces(yaw, up):
    leash = Leash()
    leash.push(feet(300, 100, yaw=yaw))
    assert leash.way == pytest.approx((0.0, up))
    leash.push(feet(300, 100, yaw=math.copysign(150.0, 1.0)))
    assert math.hypot(*leash.way) == pytest.approx(1.0)


def test_it_learns_the_way_that_is_walked_though_the_yaw_says_another():
    leash = Leash()
    for step in range(60):
        leash.push(feet(300 + 4 * step, 100 + 4 * step, yaw=180.0))
    assert degrees(leash.way) == pytest.approx(45, abs=4)


def test_a_foot_that_swings_round_the_other_does_not_turn_it_far():
    leash = Leash()
    for step in range(60):
        leash.push(feet(300, 100 + 4 * step))
    leash.push(feet(300, 220, aside=0.4 * FOOT))
    assert abs(degrees(leash.way)) < 5


def test_stepping_back_does_not_turn_it_and_turning_round_does():
    leash = Leash()
    for height in [*range(100, 220, 4), *range(220, 190, -4)]:
        leash.push(feet(300, height))
    assert degrees(leash.way) == pytest.approx(0, abs=1)
    leash.push(feet(300, 190, yaw=0.0))
    assert leash.way == pytest.approx((0.0, -1.0))


def test_what_lies_to_a_side_of_the_way():
    leash = Leash()
    leash.push(feet(300, 100))
    before, beside, ahead = feet(300, 100), feet(300, 100, aside=15), feet(300, 130)
    assert leash.aside(before, beside, 0) == pytest.approx(0.5)
    assert leash.aside(before, ahead, 0) == pytest.approx(0.0)
