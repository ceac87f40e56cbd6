"""Where feet point: angles from offsets, and against the bisector of both feet."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.motion.progression import against_bisector, foot_angle
from formcheck.motion.signals import Motion
from formcheck.motion.track import Track
from tests.support.simulate import Camera, Script

ANGLES = st.floats(-40, 40)


def window_of(turn, *, yaw=0.0):
    script = Script()
    script._base |= {"turn_left": turn, "turn_right": turn}
    motion, track = Motion(), Track()
    for pose in script.stand(1).film(Camera(yaw=yaw), fps=30, noise_px=0.3):
        track.push(motion.push(pose))
    return track.window(0.2, 1.0)


@pytest.mark.parametrize("side", ["left", "right"])
def test_it_follows_the_feet(side):
    found = []
    for turn in (-20, -10, 0, 10, 20):
        window = window_of(turn)
        found.append(foot_angle(window, side, float(window["foot_length"][-1])))
    assert found == sorted(found)
    assert found[0] < -10
    assert found[2] == pytest.approx(0, abs=3)
    assert found[4] > 10


@pytest.mark.parametrize("yaw", [90, 180, 45])
def test_from_elsewhere_it_is_not_known(yaw):
    assert math.isnan(foot_angle(window_of(10, yaw=yaw), "left", 50.0))


def test_without_a_scale_it_is_not_known():
    assert math.isnan(foot_angle(window_of(10), "left", math.nan))


@given(st.lists(ANGLES, max_size=20), st.floats(-15, 15))
def test_a_camera_beside_the_line_makes_no_difference(angles, beside):
    sides = [("left", "right")[i % 2] for i in range(len(angles))]
    seen = [
        a + (beside if side == "left" else -beside) for a, side in zip(angles, sides, strict=True)
    ]
    if len(angles) < 2:
        assert against_bisector(seen, sides) == seen
    else:
        expected = against_bisector(angles, sides)
        assert against_bisector(seen, sides) == pytest.approx(expected, abs=1e-6)


@given(ANGLES, st.integers(2, 12))
def test_feet_turned_alike_stay_as_they_are(angle, count):
    sides = [("right", "left")[i % 2] for i in range(count)]
    assert against_bisector([angle] * count, sides) == pytest.approx([angle] * count)


def test_unknown_angles_stay_unknown():
    found = against_bisector([10.0, math.nan, 20.0, 0.0], ["left", "right", "left", "right"])
    assert math.isnan(found[1])
    assert found[0] == pytest.approx(0.0)


def test_one_foot_alone_has_no_bisector():
    assert against_bisector([5.0, 7.0], ["left", "left"]) == [5.0, 7.0]


def test_the_bisector_follows_who_is_seen_from_more_and_more_aside():
    sides = ["left", "right"] * 8
    aside = [k * 1.2 for k in range(16)]
    seen = [7.0 + a if s == "left" else 7.0 - a for a, s in zip(aside, sides, strict=True)]
    found = against_bisector(seen, sides)
    assert max(abs(angle - 7.0) for angle in found) < 3.0


def test_one_foot_that_is_turned_does_not_tip_the_bisector():
    sides = ["left", "right"] * 6
    seen = [5.0] * 12
    seen[4] = 30.0
    found = against_bisector(seen, sides)
    assert found[4] == pytest.approx(30.0)
    assert found[:4] + found[5:] == pytest.approx([5.0] * 11)
