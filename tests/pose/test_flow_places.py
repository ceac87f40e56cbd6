"""Where flow is measured of feet that are all that is seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.feet.points import ANKLE, SIDES
from formcheck.pose.flow_places import LEG, FlowPlaces
from formcheck.pose.types import Feet
from tests.support.lone_feet import LENGTH, Foot, lone_feet
from tests.support.standing import standing

STANDING = dict.fromkeys(SIDES, Foot())


def at(t):
    return lone_feet(t, STANDING)


def ankle(points, side):
    return points[LEG[side][1]]


def test_a_sole_that_the_foot_model_does_not_know_does_not_move_where_flow_is_measured():
    places = FlowPlaces()
    for k in range(30):
        points = places.points(at(k / 30))
    stood = ankle(points, "left").copy()
    for k in range(30, 40):  # a third of a second
        pose = at(k / 30)
        if k < 35:
            pose.feet.points[0] = np.nan
        else:
            pose.feet.points[0, :, :2] += 0.8 * LENGTH
        points = places.points(pose)
        assert ankle(points, "left") == pytest.approx(stood, abs=0.05 * LENGTH)


def test_a_foot_that_is_gone_is_let_go():
    places = FlowPlaces()
    for k in range(30):
        places.points(at(k / 30))
    for k in range(30, 75):
        points = places.points(lone_feet(k / 30, {"right": Foot()}))
    assert np.isnan(ankle(points, "left")).all()
    assert np.isfinite(ankle(points, "right")).all()


def test_a_body_that_looks_right_for_a_moment_does_not_take_the_feet_away():
    places = FlowPlaces()
    for k in range(60):
        feet = at(k / 30).feet
        if k >= 45:  # half a second
            pose = replace(standing(size=(640, 480), height=380.0, foot=(300.0, 400.0)), t=k / 30)
            points = places.points(replace(pose, feet=feet))
        else:
            points = places.points(at(k / 30))
    assert ankle(points, "left") == pytest.approx(feet.points[0, ANKLE, :2], abs=0.1 * LENGTH)


def test_where_a_body_is_flow_is_measured_on_it():
    places = FlowPlaces()
    for k in range(60):
        pose = standing(k / 30)
        points = places.points(pose)
        assert points == pytest.approx(pose.landmarks[:, :2])


def test_lone_feet_without_a_past_are_where_they_are_seen():
    pose = at(0.0)
    points = FlowPlaces().points(pose)
    for row, side in enumerate(SIDES):
        assert ankle(points, side) == pytest.approx(pose.feet.points[row, ANKLE, :2])
    nobody = replace(pose, feet=Feet.none())
    assert FlowPlaces().points(nobody) is None
