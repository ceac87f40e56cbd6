"""The heels' own rise, from points of feet as a camera draws them."""

import numpy as np
import pytest

from formcheck.motion.heels import (
    HEEL,
    SCALE_ELSEWHERE,
    SEEN_SCALE,
    HeelCurve,
    Stood,
    heel_curves,
)
from formcheck.motion.planted import SEEN_SHARE, why_not_a_raise
from formcheck.motion.raise_heels import (
    HeelDid,
    Lift,
    lift_by_heels,
    pitch_of,
    side_by_heels,
    what_heels_did,
    why_no_heels,
)
from formcheck.motion.raise_measures import measure_raise
from formcheck.motion.raise_side import working_side
from formcheck.motion.rises import Rise
from formcheck.motion.view import View, classify
from tests.support.windows import window_of

FPS = 30
T = np.arange(-0.6, 2.6, 1 / FPS)
SHAPE = np.where((T > 0) & (T < 2), np.sin(np.pi * T / 2) ** 2, 0.0)
FOOT = 40.0  # px as the body's stature says
POINTS = {
    "heel": (-0.74, 0.0),
    "ankle": (-0.54, 0.34),
    "ball": (0.0, 0.14),
    "big_toe": (0.26, 0.0),
    "little_toe": (0.20, 0.0),
}
RISE = Rise(0.0, 1.0, 2.0, 200.0, 0.3 * SEEN_SHARE * FOOT, 0.0, at_valley=False)


def turned(along, up, turn):
    """A place behind the ball after the foot has turned on it."""
    over = up - POINTS["ball"][1]
    higher = over * np.cos(turn) - along * np.sin(turn)
    return along * np.cos(turn) + over * np.sin(turn), POINTS["ball"][1] + higher


def drawn(yaw, turn, air, slope):
    """A foot's points as px across and up: turned on its ball (radians), `air` over the floor."""
    scale = FOOT / SEEN_SCALE.get(classify(yaw), SCALE_ELSEWHERE)
    points = {}
    for name, place in POINTS.items():
        along, up = turned(*place, turn) if place[0] < 0 else place
        forward = along * np.cos(np.radians(yaw))  # towards the camera
        points[name] = (
            scale * along * np.sin(np.radians(yaw)) * np.ones(len(T)),
            scale * (up + air - slope * forward) * np.ones(len(T)),
        )
    return points


def feet(yaw, *, left=None, right=None, slope=0.4, error=1.0, known=0.95):
    """A window in which the feet turn (degrees at the top) and rise from the floor (lengths)."""
    signals = {}
    for side, did in (("left", left), ("right", right)):
        if did is None:
            continue
        turn, air = did
        for name, (x, up) in drawn(yaw, np.radians(turn) * SHAPE, air * SHAPE, slope).items():
            signals[f"fine_{name}_x_{side}"] = x
            signals[f"fine_{name}_height_{side}"] = up
            signals[f"fine_{name}_error_{side}"] = error
        signals[f"fine_side_{side}"] = known
    return window_of(T, yaw=yaw, body_height=200.0 + RISE.height * SHAPE, **signals)


def done(window, stood=None):
    """What the heels did in it."""
    curves = heel_curves(window, FOOT, stood or Stood.round_of(RISE, RISE.start))
    return what_heels_did(window.between(0.0, 2.0), curves, SEEN_SHARE * FOOT)


def why(yaw, **more):
    """Why the feet made no raise, seen from there."""
    window = feet(yaw, **more)
    return why_no_heels(done(window), window.view)


WORKS, FLAT, AIR = (25.0, 0.0), (0.0, 0.0), (0.0, 0.2)
TRUE = -HEEL[1] * (1 - np.cos(np.radians(25))) + HEEL[0] * np.sin(np.radians(25))


@pytest.mark.parametrize("yaw", [45.0, 90.0, 135.0, 180.0])
@pytest.mark.parametrize("slope", [0.0, 0.4, 0.7])
def test_the_lift_is_right_wherever_the_camera_stands_and_however_it_looks_down(yaw, slope):
    window = feet(yaw, left=WORKS, right=WORKS, slope=slope)
    lift = lift_by_heels(window.between(0.0, 2.0), done(window), "both")
    assert lift is not None
    assert lift.value == pytest.approx(TRUE, abs=0.025)


@pytest.mark.parametrize("yaw", [45.0, 90.0, 180.0])
def test_a_body_that_rises_over_heels_that_stay_makes_no_raise(yaw):
    assert "stayed" in why(yaw, left=FLAT, right=FLAT)
    assert why(yaw, left=WORKS, right=WORKS) == ""


def test_from_the_front_heels_are_hidden_and_say_nothing():
    assert why(0.0, left=FLAT, right=FLAT) is None
    assert why(0.0, left=WORKS, right=WORKS) is None


def test_from_behind_toes_are_hidden_and_say_nothing_of_a_foot_in_the_air():
    assert why(180.0, left=AIR, right=AIR) is None


def test_the_near_foot_is_enough_where_it_stays_on_the_floor():
    assert "stayed" in why(90.0, left=FLAT)
    assert why(90.0, left=WORKS) == ""
    assert why(90.0, left=FLAT, known=0.5) is None
    assert why(90.0, right=FLAT) is None
    assert why(45.0, left=FLAT) is None


def test_one_foot_in_the_air_alone_tells_nothing_of_the_other():
    assert why(90.0, left=AIR) is None
    assert "left the floor" in why(90.0, left=AIR, right=AIR)


def test_what_is_seen_too_badly_tells_nothing():
    assert why(90.0, left=FLAT, right=FLAT, error=20.0) is None
    assert why_no_heels({}, View.LEFT) is None


@pytest.mark.parametrize(
    ("heel", "forefoot", "rose"),
    [(0.9, 0.2, False), (2.5, 0.2, True), (2.5, 0.6, True), (2.5, 1.7, False), (0.1, 0.0, False)],
)
def test_a_heel_that_rose_by_more_than_the_body_asks_for_is_held_against_its_own_rise(
    heel, forefoot, rose
):
    curve = HeelCurve(T, 0 * T, 0 * T, 0.05, 1.0)
    assert HeelDid(curve, heel, forefoot, error=0.6).rose is rose


def side(yaw, **more):
    """Which leg works, seen from there."""
    window = feet(yaw, **more)
    return side_by_heels(done(window), window.view)


@pytest.mark.parametrize("yaw", [45.0, 90.0, -90.0])
def test_the_leg_that_works_is_told_where_the_other_foot_is_seen_to_hang(yaw):
    assert side(yaw, left=WORKS, right=AIR) == "left"
    assert side(yaw, left=AIR, right=WORKS) == "right"
    assert side(yaw, left=WORKS, right=WORKS) == "both"
    assert side(yaw, left=WORKS, right=FLAT) == "unknown"


@pytest.mark.parametrize("yaw", [0.0, 180.0])
def test_from_the_front_and_from_behind_the_body_tells_the_leg(yaw):
    assert side(yaw, left=WORKS, right=AIR) == "unknown"


def test_no_leg_is_named_where_left_and_right_or_the_other_foot_are_not_known():
    assert side(90.0, left=WORKS, right=AIR, known=0.5) == "unknown"
    assert side(90.0, left=WORKS) == "unknown"


def test_the_foot_model_is_asked_for_the_leg_before_the_body_model():
    window = feet(90.0, left=WORKS, right=AIR)
    assert working_side(window, FOOT) == "unknown"
    assert working_side(window, FOOT, done(window)) == "left"


def test_a_rise_from_a_valley_is_measured_from_where_the_foot_last_stood():
    window = feet(90.0, left=WORKS, right=WORKS)
    late = done(window.between(-0.6, 2.0), Stood(0.0))
    lift = lift_by_heels(window.between(0.5, 2.0), late, "both")
    assert lift is not None
    assert lift.value == pytest.approx(TRUE, abs=0.025)


@pytest.mark.parametrize(("yaw", "used"), [(45.0, False), (135.0, True), (180.0, True)])
def test_a_foot_that_hides_its_heel_has_no_part_in_the_height(yaw, used):
    window = feet(yaw, left=WORKS, right=WORKS)
    assert measure_raise(window, RISE, FOOT, "both", done(window)).by_feet is used


def test_two_ways_of_measuring_count_by_their_errors():
    assert Lift(0.4, 0.02).with_other(0.3, 0.02) == pytest.approx(0.35)
    assert Lift(0.4, 0.02).with_other(0.3, 0.06) == pytest.approx(0.39)


def test_the_pitch_is_that_of_heel_to_toe():
    window = feet(90.0, left=WORKS, right=WORKS).between(0.0, 2.0)
    true = np.degrees(np.arcsin(TRUE / 1.0))
    assert pitch_of(window, "left", TRUE, FOOT) == pytest.approx(true, abs=0.5)


def test_a_raise_says_why_it_is_none():
    window = feet(90.0, left=FLAT, right=FLAT)
    inner = window.between(0.0, 2.0)
    assert why_not_a_raise(inner, RISE, FOOT, done(window))
