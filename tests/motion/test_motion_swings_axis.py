"""What the foot's axis says obliquely of the arcs of two swings, where the foot model sees it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.motion.circle_measures import seen_obliquely
from formcheck.motion.circle_turn import HALF, WHOLE, Part, turn_of
from formcheck.motion.foot_path import FootPath, FootPaths
from formcheck.motion.swing_pairs import OBLIQUELY, arcs, there_and_back, way_by_axis
from formcheck.motion.swings import Swing, bulge_of_axis
from tests.motion.test_motion_foot_axis import moment
from tests.support.circles import ROUND

FPS = 15


def half(aside, *, pointed=20.0, seen=1.0):
    """Half a turn, downwards, of which the flow sees no width and the axis one of `aside`."""
    t = np.arange(0, 1 + 1e-9, 1 / FPS)
    angle = np.pi * t
    down = pointed * np.cos(angle)
    late = np.pi * (t - 1 / FPS)  # the foot model's points are one picture late
    axis = np.column_stack((aside * np.sin(late), pointed * np.cos(late)))
    axis[int(seen * len(t)) :] = math.nan
    return FootPath(t, 0 * t, down, np.zeros((len(t), 2)), axis=axis)


def swing(axis, aside=0.0, *, up=False, size=40.0):
    start = 1.0 * up
    return Swing(start, start + 1.0, size=size, up=up, aside=aside, leg=0.0, axis=axis)


def pair(first, second, **how):
    return [swing(first, **how), swing(second, up=True, **how)]


@pytest.mark.parametrize("aside", [15.0, -15.0, 0.0])
def test_the_axis_tells_the_arc_that_the_flow_does_not(aside):
    assert bulge_of_axis(half(aside), 40.0) == pytest.approx(aside, abs=2.5)  # a picture less


@pytest.mark.parametrize("how", [{"seen": 0.5}, {"pointed": 5.0}, {"aside": 90.0}])
def test_an_axis_that_is_seen_badly_says_nothing(how):
    assert math.isnan(bulge_of_axis(half(**({"aside": 15.0} | how)), 40.0))


def test_of_a_path_without_an_axis_nothing_is_said():
    assert math.isnan(bulge_of_axis(replace(half(15.0), axis=None), 40.0))


def test_the_axis_says_whether_it_was_there_and_back():
    back = pair(-8.0, 8.0, aside=1.0)  # the flow sees a line
    assert there_and_back(*back, OBLIQUELY)
    taken_along = [swing(7.0, 15.0), swing(6.0, -12.0, up=True)]  # the flow sees there and back
    assert not there_and_back(*taken_along, OBLIQUELY)
    lost = [replace(taken_along[0], axis=math.nan), taken_along[1]]
    assert arcs(lost) == ([15.0, -12.0], False)
    assert there_and_back(*lost, OBLIQUELY)


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [(7.0, 6.0, 1), (-7.0, -6.0, -1), (7.0, -6.0, 0), (12.0, -3.0, 1), (1.0, 1.0, 0)],
)
def test_the_axis_says_which_way_round_where_its_arcs_agree(one, other, way):
    assert way_by_axis(pair(one, other)) == way


@pytest.mark.parametrize(
    ("aside", "axis", "turned", "flat"),
    [
        ((1.0, -1.0), (-8.0, -7.0), -360.0, False),  # the flow tells nothing
        ((8.0, 7.0), (8.0, 7.0), 360.0, False),
        ((8.0, 7.0), (-8.0, -7.0), 360.0, True),  # they speak of opposite ways
        ((8.0, 7.0), (math.nan, 7.0), 360.0, False),
    ],
)
def test_a_turn_goes_the_way_of_the_axis_unless_the_flow_is_against_it(aside, axis, turned, flat):
    swings = [replace(one, aside=across) for one, across in zip(pair(*axis), aside, strict=True)]
    turn = turn_of(Part(swings, WHOLE), half(0.0), planar=True, stopped=False)
    assert turn is not None
    assert (turn.turned, turn.flat) == (turned, flat)
    assert turn.by_axis is (not flat and not math.isnan(axis[0]))


def test_a_part_goes_the_way_of_the_flow():
    turn = turn_of(Part([swing(-8.0, 8.0)], HALF), half(0.0), planar=True, stopped=False)
    assert turn is not None
    assert turn.turned == HALF


def test_obliquely_the_axis_tells_the_way_of_a_leg_that_swings_too():
    swings_along = replace(ROUND, ankle_travel=0.4, alike=0.1)
    assert seen_obliquely(swings_along).direction == ""
    assert seen_obliquely(replace(swings_along, by_axis=True)).direction == "clockwise"


@pytest.mark.parametrize(("yaw", "seen"), [(40.0, True), (10.0, False), (75.0, False)])
def test_the_axis_is_asked_obliquely(yaw, seen):
    paths = FootPaths()
    for k in range(6):
        shin = {"shin_x_left": 0.0, "shin_y_left": 0.0}
        paths.push(moment(k / FPS, pointed=20.0, aside=-10.0, yaw=yaw, **shin))
    axis = paths.of("left", 0.0).axis
    assert axis is not None
    assert np.isfinite(axis).all() == seen
    if seen:
        aside, down = axis[-1]
        cosine = math.cos(math.radians(yaw))
        assert aside == pytest.approx(math.degrees(math.sin(math.radians(10))) / cosine, abs=0.1)
        assert down == pytest.approx(math.degrees(math.sin(math.radians(20))), abs=0.1)
