"""Which way leads through places, and how somebody who goes it is seen."""

import math

import numpy as np
import pytest

from formcheck.motion.heading import LEAST, Spot, heading, seen_from


def walk(yaw, count=9, noise=0.0, right=0.0, away=25.0):
    """Steps of a foot length each, from there on."""
    rng = np.random.default_rng(1)
    turned = math.radians(yaw)
    return [
        Spot(
            right - i * math.sin(turned) + noise * rng.normal(),
            away - i * math.cos(turned) + noise * rng.normal(),
        )
        for i in range(count)
    ]


@pytest.mark.parametrize("yaw", [0, 30, 90, 150, 180, -45, -90, -170])
@pytest.mark.parametrize("count", [LEAST, 8, 21])
def test_a_straight_way(yaw, count):
    assert abs((heading(walk(yaw, count)) - yaw + 180) % 360 - 180) < 1e-6


def test_places_that_are_a_little_wrong_hardly_turn_it():
    assert heading(walk(70, 9, noise=0.2)) == pytest.approx(70, abs=4)


def test_few_places_tell_nothing():
    assert math.isnan(heading(walk(0, LEAST - 1)))
    assert math.isnan(heading([]))


def test_who_goes_past_is_seen_from_another_side():
    spots = walk(90, 21, right=10.0)
    way = heading(spots)
    assert spots[10].bearing == pytest.approx(0)
    assert seen_from(way, spots[10]) == pytest.approx(90)
    assert seen_from(way, spots[0]) == pytest.approx(90 - math.degrees(math.atan(10 / 25)))
    assert seen_from(way, spots[-1]) == pytest.approx(90 + math.degrees(math.atan(10 / 25)))
