"""Plane geometry: what must hold for any picture."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formcheck.motion import geometry
from tests.support.properties import steady

number = st.floats(-2000, 2000, allow_nan=False).map(lambda v: round(v, 2))
point = st.tuples(number, number)
factor = st.floats(0.1, 10)


def far_apart(*points):
    for i, a in enumerate(points):
        for b in points[i + 1 :]:
            assume(math.dist(a, b) > 1.0)


def moved(p, by, times=1.0):
    return (p[0] * times + by[0], p[1] * times + by[1])


@steady
@given(point, point)
def test_a_midpoint_is_as_far_from_both(a, b):
    middle = geometry.midpoint(a, b)
    assert middle == geometry.midpoint(b, a)
    assert math.isclose(
        geometry.distance(a, middle), geometry.distance(middle, b), abs_tol=1e-6, rel_tol=1e-6
    )


@steady
@given(point, point, point, point, factor)
def test_an_angle_ignores_place_and_size(a, vertex, b, by, times):
    far_apart(a, vertex, b)
    angle = geometry.angle_at(a, vertex, b)
    assert 0.0 <= angle <= 180.0
    assert angle == geometry.angle_at(b, vertex, a)
    same = geometry.angle_at(*(moved(p, by, times) for p in (a, vertex, b)))
    assert same == pytest.approx(angle, abs=1e-2)


@steady
@given(point, point, point)
def test_an_angle_is_the_same_in_a_mirror(a, vertex, b):
    far_apart(a, vertex, b)
    mirrored = [(-x, y) for x, y in (a, vertex, b)]
    assert geometry.angle_at(*mirrored) == geometry.angle_at(a, vertex, b)


@steady
@given(point, st.floats(0, 170))
def test_flexion_is_what_the_knee_bends(hip, bend):
    knee = (hip[0], hip[1] + 100)
    turned = math.radians(bend)
    ankle = (knee[0] + 100 * math.sin(turned), knee[1] + 100 * math.cos(turned))
    assert geometry.flexion(hip, knee, ankle) == pytest.approx(bend, abs=1e-3)


@steady
@given(point, point, point, factor)
def test_lean_ignores_place_and_size_and_turns_round_in_a_mirror(lower, upper, by, times):
    far_apart(lower, upper)
    lean = geometry.lean(lower, upper)
    assert -180.0 <= lean <= 180.0
    assert geometry.lean(moved(lower, by, times), moved(upper, by, times)) == pytest.approx(
        lean, abs=1e-2
    ) or abs(lean) == pytest.approx(180)
    mirrored = geometry.lean((-lower[0], lower[1]), (-upper[0], upper[1]))
    assert mirrored == pytest.approx(-lean) or abs(lean) == 180.0


@pytest.mark.parametrize(
    ("upper", "lean"), [((0, -10), 0.0), ((10, 0), 90.0), ((-10, 0), -90.0), ((10, -10), 45.0)]
)
def test_lean_is_positive_to_the_right(upper, lean):
    assert geometry.lean((0.0, 0.0), upper) == pytest.approx(lean)


@steady
@given(point, point)
def test_pitch_does_not_ask_which_way_the_foot_points(heel, toe):
    far_apart(heel, toe)
    pitch = geometry.pitch(heel, toe)
    assert -90.0 <= pitch <= 90.0
    assert geometry.pitch((-heel[0], heel[1]), (-toe[0], toe[1])) == pitch
    assert (pitch > 0) == (heel[1] < toe[1]) or pitch == 0


@steady
@given(st.floats(-1e4, 1e4))
def test_wrap_keeps_the_direction(angle):
    wrapped = geometry.wrap(angle)
    assert -180.0 < wrapped <= 180.0
    assert math.cos(math.radians(wrapped - angle)) == pytest.approx(1.0, abs=1e-6)
    assert geometry.wrap(wrapped) == pytest.approx(wrapped, abs=1e-9)


@pytest.mark.parametrize(
    "nothing",
    [
        geometry.angle_at((1.0, 1.0), (1.0, 1.0), (2.0, 2.0)),
        geometry.angle_at((float("nan"), 1.0), (1.0, 1.0), (2.0, 2.0)),
        geometry.lean((1.0, 1.0), (1.0, 1.0)),
        geometry.pitch((1.0, 1.0), (1.0, 1.0)),
    ],
)
def test_what_has_no_direction_is_not_a_number(nothing):
    assert math.isnan(nothing)
