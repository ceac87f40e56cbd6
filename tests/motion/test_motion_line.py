"""The line through the feet, and what lies beside it, by geometry alone."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.motion.line import Place, beside, slant
from tests.support.properties import steady

FOOT_M = 0.26


def seen(across_m, ahead_m, *, camera_m=1.0, tilt=0.0, focal=600.0, roll=0.0):
    """A foot on the floor as a camera sees it: metres to its right, and away from it."""
    tilt, roll = math.radians(tilt), math.radians(roll)
    away = ahead_m * math.cos(tilt) + camera_m * math.sin(tilt)
    down = camera_m * math.cos(tilt) - ahead_m * math.sin(tilt)
    x, height = focal * across_m / away, -focal * down / away
    return Place(
        x * math.cos(roll) - height * math.sin(roll),
        x * math.sin(roll) + height * math.cos(roll),
        focal * FOOT_M / away,
    )


def walk(offsets, *, start=5.0, step=0.27, turn=0.0, **camera):
    """Feet towards the camera, each so many foot lengths to the picture's right of its line."""
    places = []
    for i, offset in enumerate(offsets):
        gone, aside = i * step, offset * FOOT_M
        x = 0.2 + gone * math.sin(turn) + aside * math.cos(turn)
        places.append(seen(x, start - gone * math.cos(turn) + aside * math.sin(turn), **camera))
    return places


def across(places):
    lean = slant(places)
    return [beside(place, places[:i], lean) for i, place in enumerate(places)]


@steady
@given(
    st.integers(3, 9),
    st.sampled_from([0.4, -0.4]),
    st.fixed_dictionaries(
        {
            "camera_m": st.floats(0.5, 1.6),
            "tilt": st.floats(-10, 10),
            "focal": st.floats(400, 1200),
            "turn": st.floats(-0.25, 0.25),
        }
    ),
)
def test_one_foot_beside_the_line_is_as_far_as_it_is(which, aside, camera):
    offsets = [0.0] * 10
    offsets[which] = aside
    found = across(walk(offsets, **camera))
    assert found[:2] == [None, None]
    for i, offset in enumerate(offsets[2:], 2):
        assert found[i] == pytest.approx(offset, abs=0.04)


@given(st.floats(-8, 8), st.floats(-0.2, 0.2))
@steady
def test_a_camera_that_is_held_askew_changes_nothing_on_the_line(roll, turn):
    found = across(walk([0.0] * 8, roll=roll, turn=turn))
    assert max(abs(v) for v in found[2:]) < 0.01


@given(st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.45]), min_size=10, max_size=14))
@steady
def test_a_few_feet_anywhere_do_not_move_the_line(offsets):
    if sum(o > 0 for o in offsets) > 2 or offsets[0] or offsets[1] or offsets[2]:
        return
    found = across(walk(offsets))
    for value, offset in zip(found[2:], offsets[2:], strict=True):
        assert value == pytest.approx(offset, abs=0.09)


def test_feet_in_one_place_have_no_direction():
    place = Place(100.0, 50.0, 30.0)
    assert slant([place, place]) == 0.0
    assert slant([place]) == 0.0
    assert beside(place, [place], 0.0) is None
    assert beside(Place(103.0, 50.0, 30.0), [place, place], 0.0) == pytest.approx(0.1)
