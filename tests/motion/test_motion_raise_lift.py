"""Heel lift from the body's rise: it hangs on where the camera stands, and looks from."""

import numpy as np
import pytest

from formcheck.motion.raise_lift import (
    LEAN_SINKS,
    MOST_LEAN_DEG,
    ROLL_SINKS,
    SEEN_RISE,
    UPRIGHT_DEG,
    body_lift,
    seen_share,
)
from formcheck.motion.rises import Rise
from tests.support.windows import window_of

T = np.arange(0.0, 3.0, 1 / 30)
BODY = 20.0 * np.clip(np.sin(np.pi * (T - 0.5) / 2.0), 0.0, 1.0)
RISE = Rise(0.5, 1.5, 2.5, floor=0.0, height=20.0, end_height=0.0, at_valley=False)


def seen(yaw, tilt):
    return seen_share(window_of(T, yaw=yaw, leg_tilt=tilt))


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0, 180.0])
def test_a_level_camera_sees_the_same_from_everywhere(yaw):
    assert seen(yaw, UPRIGHT_DEG) == pytest.approx(SEEN_RISE)


def test_a_low_camera_sees_more_from_the_front_and_less_from_behind():
    more = seen(0.0, UPRIGHT_DEG + 10) - SEEN_RISE
    assert 0.05 < more < 0.09
    assert seen(180.0, UPRIGHT_DEG + 10) == pytest.approx(SEEN_RISE - more)
    assert seen(90.0, UPRIGHT_DEG + 10) == pytest.approx(SEEN_RISE)
    assert seen(0.0, UPRIGHT_DEG - 10) == pytest.approx(SEEN_RISE - more)


def test_without_legs_or_a_view_the_camera_is_taken_as_level():
    assert seen(0.0, np.nan) == SEEN_RISE
    assert seen(np.nan, -30.0) == SEEN_RISE


def test_the_lift_is_the_bodys_rise_over_that_share():
    window = window_of(T, yaw=0.0, leg_tilt=UPRIGHT_DEG, body_height=BODY)
    assert body_lift(window, RISE, 20.0, "both") == pytest.approx(20.0 / SEEN_RISE)


@pytest.mark.parametrize("side", ["left", "unknown"])
def test_on_one_leg_from_the_side_nothing_is_corrected_by_knees_that_are_mixed_up(side):
    plain, bent = 0.7 * BODY, 0.3 * BODY  # what mixed-up knees add
    window = window_of(
        T,
        yaw=90.0,
        leg_tilt=0.0,
        body_height=plain + bent,
        hip_height=plain - 5.0,
        trunk_length=10.0,
    )
    assert body_lift(window, RISE, 20.0, side) == pytest.approx(14.0 / SEEN_RISE, rel=0.01)
    assert body_lift(window, RISE, 20.0, "both") == pytest.approx(20.0 / SEEN_RISE)


@pytest.mark.parametrize(("yaw", "forward"), [(90.0, -1.0), (-90.0, 1.0)])
@pytest.mark.parametrize(
    ("lean", "more"),
    [(0.0, 0.0), (10.0, 10 * LEAN_SINKS), (45.0, MOST_LEAN_DEG * LEAN_SINKS), (-10.0, 0.0)],
)
def test_from_the_side_what_a_trunk_that_leans_forward_hides_is_made_good(yaw, forward, lean, more):
    leans = forward * lean * BODY / 20.0
    window = window_of(T, yaw=yaw, body_height=BODY, foot_length=60.0, trunk_lean=leans)
    lift = body_lift(window, RISE, 20.0, "both")
    assert lift == pytest.approx(20.0 / SEEN_RISE + 60.0 * more, abs=0.15)


def test_who_bows_and_hardly_rises_makes_no_raise_of_it():
    window = window_of(T, yaw=90.0, body_height=BODY / 4, foot_length=60.0, trunk_lean=-BODY)
    assert body_lift(window, RISE, 5.0, "both") == pytest.approx(5.0 / SEEN_RISE)


@pytest.mark.parametrize("yaw", [0.0, 180.0])
@pytest.mark.parametrize(("inwards", "more"), [(0.0, 0.0), (0.2, 0.2 * ROLL_SINKS), (-0.2, 0.0)])
def test_a_foot_that_rolls_inwards_takes_the_body_down(yaw, inwards, more):
    to_the_right = inwards if yaw else -inwards  # of the picture, of the left foot
    window = window_of(
        T,
        yaw=yaw,
        leg_tilt=UPRIGHT_DEG,
        body_height=BODY,
        foot_length=60.0,
        ankle_x_left=100.0 + to_the_right * 60.0 * BODY / 20.0,
    )
    lift = body_lift(window, RISE, 20.0, "left")
    assert lift == pytest.approx(20.0 / SEEN_RISE + 60.0 * more, abs=1.0)
