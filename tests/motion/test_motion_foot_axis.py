"""Where a foot points from behind, by the foot model's heel and ball."""

import math

import numpy as np
import pytest

from formcheck.motion.foot_axis import LENGTH, MOST_ERROR, SEEN_S, FootAxis, axis_error
from formcheck.motion.foot_path import FootPaths, facing
from formcheck.motion.signals import NAMES, Moment
from formcheck.motion.track import Window
from formcheck.motion.view import View

FOOT_PX = 60.0


def moment(t, pointed=0.0, aside=0.0, *, yaw=180.0, error=2.0, flow=5.0, **others):
    """A moment in which the left foot points so far down and to the right in the picture."""
    length = LENGTH * FOOT_PX
    values = dict.fromkeys(NAMES, math.nan) | {
        "yaw": yaw,
        "flow_s": 0.07,
        "flow_x_left": flow,
        "flow_y_left": flow,
        "knee_x_left": 0.0,
        "ankle_x_left": 0.0,
        "knee_height_left": 0.246 / 0.152 * FOOT_PX,
        "ankle_height_left": 0.0,
        "fine_heel_x_left": 100.0,
        "fine_heel_height_left": 50.0,
        "fine_ankle_x_left": 102.0,
        "fine_ankle_height_left": 70.0,
        "fine_ball_x_left": 100.0 + length * math.sin(math.radians(aside)),
        "fine_ball_height_left": 50.0 - length * math.sin(math.radians(pointed)),
        "fine_heel_error_left": error,
        "fine_ball_error_left": error,
    }
    row = tuple((values | others)[name] for name in NAMES)
    return Moment(t, row, View.BACK, whole=True)


def test_an_axis_is_where_the_ball_is_seen_from_the_heel():
    axis = FootAxis("left")
    at = axis.push(moment(0.0, pointed=20.0, aside=-10.0), FOOT_PX)
    assert at == pytest.approx((-10, 20, 102 / FOOT_PX, -70 / FOOT_PX))


def test_one_point_that_jumps_does_not_move_it():
    axis = FootAxis("left")
    for k in range(3):
        axis.push(moment(0.07 * k, pointed=5.0), FOOT_PX)
    jumped = axis.push(moment(0.21, pointed=60.0), FOOT_PX)
    assert jumped[:2] == pytest.approx((0, 5))


def test_points_that_are_not_sure_say_nothing():
    axis = FootAxis("left")
    assert axis.push(moment(0.0, error=MOST_ERROR * FOOT_PX), FOOT_PX) is None
    assert not axis.seen(0.0)
    axis.push(moment(0.1), FOOT_PX)
    assert axis.seen(0.1 + SEEN_S)
    assert not axis.seen(0.2 + SEEN_S)


def test_from_behind_a_path_is_the_axis_and_not_the_flow():
    paths = FootPaths()
    angle = np.arange(0, 4 * np.pi, 0.3)
    for k, a in enumerate(angle):
        paths.push(moment(0.07 * k, 15 * math.cos(a), 12 * math.sin(a)))
    path = paths.of("left", 0.0)
    assert np.ptp(path.pointed) == pytest.approx(30, abs=2)
    assert np.ptp(path.aside) == pytest.approx(24, abs=2)
    late = np.interp(path.t, 0.07 * np.arange(len(angle)), 12 * np.sin(angle))
    assert np.corrcoef(path.aside, late)[0, 1] > 0.9  # the person's right is the picture's


def test_from_the_front_the_flow_is_taken():
    paths = FootPaths()
    for k in range(20):
        paths.push(moment(0.07 * k, 15 * math.cos(k), yaw=0.0, flow=0.0))
    assert np.ptp(paths.of("left", 0.0).pointed) == 0.0


def test_a_path_does_not_go_on_from_the_flow_to_the_axis():
    paths = FootPaths()
    for k in range(10):
        paths.push(moment(0.07 * k, error=100.0))
    assert len(paths.of("left", 0.0)) == 10
    paths.push(moment(0.7, pointed=30.0))
    assert len(paths.of("left", 0.0)) == 1


def test_a_foot_that_is_lifted_is_seen_to_be():
    paths = FootPaths()
    for k in range(20):
        paths.push(moment(0.07 * k, fine_ankle_height_left=70.0 + 1.5 * k))
    leg = paths.of("left", 0.0).leg
    assert np.ptp(leg[:, 1]) == pytest.approx(1.5 * 18 / FOOT_PX, abs=0.05)
    assert np.ptp(leg[:, 0]) == 0.0


def test_a_shank_behind_its_foot_says_nothing_of_the_leg():
    paths = FootPaths()
    swing = {"shin_x_left": 3.0, "shin_y_left": 0.0, "yaw": 0.0, "flow_x_left": 0.0}
    other = {"knee_x_right": 0.0, "ankle_x_right": 0.0, "ankle_height_right": 0.0}
    for k in range(20):
        paths.push(moment(0.07 * k, **swing, **other, knee_height_right=80.0))
    assert np.ptp(paths.of("left", 0.0).leg[:, 0]) > 0.5
    for k in range(20, 40):
        paths.push(moment(0.07 * k, **swing, **other, knee_height_right=200.0))
    hidden = paths.of("left", 1.4)
    assert np.ptp(hidden.leg, axis=0).max() == 0.0
    assert not hidden.leg_seen
    assert paths.of("left", 0.0).until(1.3).leg_seen


def test_what_a_shank_does_slowly_is_taken_off_what_is_measured():
    paths = FootPaths()
    drift = {"flow_x_left": 1.0, "shin_x_left": 1.0, "shin_y_left": 0.0, "flow_y_left": 0.0}
    for k in range(20):
        paths.push(moment(0.07 * k, yaw=0.0, **drift))
    path = paths.of("left", 0.0)
    assert np.ptp(path.aside) > 20.0
    assert np.ptp(path.degrees[:, 0]) == pytest.approx(0.0, abs=1e-9)
    assert np.ptp(path.since(0.5).until(1.0).degrees[:, 0]) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(("lifted", "error"), [(math.nan, 3.0), (30.0, 3.0), (30.0, math.nan)])
def test_how_far_off_an_axis_is_stands_in_lengths_of_the_foot_whatever_leg_is_lifted(lifted, error):
    others = {"knee_x_right": 0.0, "ankle_x_right": 0.0, "ankle_height_right": 0.0}
    others |= {f"fine_{part}_error_right": error for part in ("heel", "ball")}
    rows = [moment(0.07 * k, **others, knee_height_right=lifted).row for k in range(5)]
    window = Window(0.07 * np.arange(5), np.array(rows), np.ones(5, dtype=bool))
    off = math.hypot(error, error) / FOOT_PX
    assert axis_error(window, "right") == pytest.approx(off, rel=1e-3, nan_ok=True)


@pytest.mark.parametrize(
    ("yaw", "alone", "by_motion", "facing_at"),
    [
        (150.0, False, False, 150.0),
        (150.0, True, False, 30.0),  # feet alone are not told to be seen from behind
        (-170.0, True, False, -10.0),
        (-60.0, True, False, -60.0),
        (150.0, False, True, 0.0),  # of somebody who lies it is not known
    ],
)
def test_feet_that_are_seen_alone_are_not_seen_from_behind(yaw, alone, by_motion, facing_at):
    foot = FOOT_PX if by_motion else math.nan
    now = moment(0.0, yaw=yaw, feet_only=float(alone), flow_foot_px=foot)
    assert facing(now) == pytest.approx(facing_at)
