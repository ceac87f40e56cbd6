"""How a foot lies to the camera, and how much of its way is seen."""

import math

import numpy as np
import pytest

from formcheck.motion.foot_lies import REACH, FootLies
from formcheck.motion.foot_path import LEVER_POINTED, FootPath
from formcheck.motion.signals import NAMES, Moment
from formcheck.motion.view import View

FOOT_PX = 60.0


def moment(t, low, *, yaw=0.0):
    """A moment in which the left ball is so many foot lengths under the ankle."""
    values = dict.fromkeys(NAMES, math.nan) | {
        "yaw": yaw,
        "fine_ankle_height_left": 100.0,
        "fine_ball_height_left": 100.0 - low * FOOT_PX,
    }
    return Moment(t, tuple(values[name] for name in NAMES), View.FRONT, whole=True)


def lever(low, *, yaw=0.0):
    lies = FootLies("left")
    for k in range(60):
        lies.push(moment(0.1 * k, low, yaw=yaw), FOOT_PX)
    return lies.lever


def test_a_sole_towards_the_camera_moves_more_than_a_foot_that_hangs():
    assert lever(0.1) > lever(0.3) > lever(0.5)
    assert lever(0.0) == pytest.approx(1.1 * REACH)
    assert lever(0.2) == lever(-0.2)  # toes as far over the ankle lie as much towards the camera


def test_from_the_side_the_whole_foot_weighs_not_the_toes():
    assert lever(0.2, yaw=90.0) == pytest.approx(lever(0.2) * 0.75 / 1.1)


def test_it_is_followed_within_seconds_and_not_known_before():
    lies = FootLies("left")
    assert math.isnan(lies.lever)
    lies.push(moment(0.0, 0.5), FOOT_PX)
    hanging = lies.lever
    lies.push(moment(0.1, 0.0), FOOT_PX)
    assert hanging < lies.lever < hanging + 0.05
    for k in range(2, 100):
        lies.push(moment(0.1 * k, 0.0), FOOT_PX)
    assert lies.lever == pytest.approx(1.1 * REACH, abs=0.02)


def test_degrees_are_by_how_the_foot_lies_and_stay_with_a_part():
    t = np.arange(20) / 10
    path = FootPath(t, t, 2 * t, np.zeros((20, 2)), depth=LEVER_POINTED / 0.7)
    part = path.since(0.5).until(1.0)
    assert part.depth == path.depth
    assert part.degrees[:, 1] == pytest.approx(part.pointed * 0.7)
    assert part.degrees[:, 0] == pytest.approx(part.aside)
