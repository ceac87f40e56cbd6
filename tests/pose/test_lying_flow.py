"""The flow of a foot that no landmark is on: of somebody who lies."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.pose.foot_flow import FootFlowEstimator
from formcheck.pose.landmarks import COUNT, Landmark, Source
from formcheck.pose.lying import LEAST_TILT, TILT_S, Lying, tilt_of
from formcheck.pose.lying_flow import LyingFlow
from formcheck.pose.types import Pose

SIZE = (320, 240)
HIPS, FOOT = (160, 130), (190, 100)  # where they are in the picture, px
STEP = 0.1


def body(tilt, leg_tilt):
    """Trunk and legs so many degrees off upright, the head away from the camera."""
    world = np.zeros((COUNT, 3), dtype=np.float32)
    for names, angle, length in (("SHOULDER", tilt, -0.5), ("ANKLE", leg_tilt, 0.8)):
        at = np.radians(angle)
        for side in ("LEFT", "RIGHT"):
            world[Landmark[f"{side}_{names}"]] = (0.0, np.cos(at) * length, -np.sin(at) * length)
    return world


def pose_at(t, tilt=60.0):
    """Both legs are drawn on the stretched one, far from the foot that moves."""
    landmarks = np.full((COUNT, 5), 0.9, dtype=np.float32)
    landmarks[:, :2] = HIPS
    for side in ("LEFT", "RIGHT"):
        for part, y in (("KNEE", 165.0), ("ANKLE", 215.0), ("HEEL", 220.0), ("TOE", 210.0)):
            landmarks[Landmark[f"{side}_{part}"], :2] = HIPS[0], y
    world = body(tilt, 60.0)
    return Pose(t, SIZE, landmarks, world, np.full(COUNT, Source.BODY, dtype=np.uint8))


def picture(dx=0.0, dy=0.0, size=(26, 36), at=FOOT):
    """Still ground; a patterned thing, moved by so many px."""
    random = np.random.default_rng(3)
    ground = cv2.GaussianBlur(random.uniform(90, 130, (*SIZE[::-1], 3)), (0, 0), 2)
    (x, y), (w, h) = (at[0] - size[0] // 2, at[1] - size[1] // 2), size
    patch, inside = np.zeros_like(ground), np.zeros(SIZE[::-1], dtype=np.float32)
    patch[y : y + h, x : x + w] = cv2.GaussianBlur(random.uniform(0, 255, (h, w, 3)), (0, 0), 2.5)
    inside[y : y + h, x : x + w] = 1
    move = np.float32([[1, 0, dx], [0, 1, dy]])
    patch, inside = (cv2.warpAffine(a, move, SIZE) for a in (patch, inside))
    return np.clip(np.where(inside[..., None] > 0.5, patch, ground), 0, 255).astype(np.uint8)


def circle(k):
    """Where a foot is that goes round in 2 s, px."""
    angle = np.pi * k * STEP
    return 5 * np.cos(angle), 7 * np.sin(angle)


def film(flow, count=25, tilt=60.0, **thing):
    return [
        flow.measure(pose_at(k * STEP, tilt), picture(*circle(k), **thing)) for k in range(count)
    ]


def test_the_foot_that_moves_is_found_and_measured():
    found = film(LyingFlow())
    assert found[0] == {}  # nothing to compare with
    for k, flow in enumerate(found[8:], start=8):
        moved = np.subtract(circle(k), circle(k - 1))
        for side in ("left", "right"):  # which one it is is not known
            seen = flow[f"flow_x_{side}"], flow[f"flow_y_{side}"]
            assert seen == pytest.approx(moved, abs=1.0)
        assert flow["flow_s"] == pytest.approx(STEP)
        assert flow["flow_foot_px"] == pytest.approx(1.2 * 50 * 0.152 / 0.246, rel=0.05)
        assert not any(name.startswith("shin") for name in flow)


def test_nothing_is_said_where_nothing_moves():
    flow = LyingFlow()
    assert all(flow.measure(pose_at(k * STEP), picture()) == {} for k in range(10))


def test_more_than_a_foot_that_moves_is_none():
    """A leg that is lifted, or somebody who turns over."""
    assert all(flow == {} for flow in film(LyingFlow(), size=(150, 100), at=(150, 110))[8:])


def test_nothing_is_looked_for_far_from_the_hips():
    assert all(flow == {} for flow in film(LyingFlow(), at=(40, 40)))


def test_it_is_left_to_the_feet_where_nobody_lies():
    assert all(flow is None for flow in film(LyingFlow(), tilt=10.0))


def test_the_estimator_takes_it_in_place_of_the_feet():
    class Still:
        def __init__(self, tilt):
            self.tilt = tilt

        def estimate(self, t, image):
            return pose_at(t, self.tilt)

    lying, upright = (FootFlowEstimator(Still(tilt)) for tilt in (60.0, 0.0))
    for k in range(6):
        now = picture(*circle(k))
        one, other = (e.estimate(k * STEP, now).extra for e in (lying, upright))
    assert "flow_foot_px" in one
    assert "shin_x_left" in other
    assert "flow_foot_px" not in other


@pytest.mark.parametrize(
    ("tilt", "leg", "lies"),
    [
        (60, 50, True),  # on the back, the feet to the camera
        (85, 80, True),  # from the side
        (10, 60, False),  # seated
        (80, 10, False),  # bent over
        (5, 5, False),  # upright
    ],
)
def test_who_lies(tilt, leg, lies):
    lying = Lying()
    for k in range(30):
        pose = pose_at(k * STEP)
        lying.push(Pose(pose.t, SIZE, pose.landmarks, body(tilt, leg), pose.source))
    assert lying.lies is lies
    assert tilt_of(body(tilt, leg)) == pytest.approx(min(tilt, leg), abs=0.1)


def test_a_squat_is_no_lying():
    """For a moment both trunk and legs are far from upright."""
    lying = Lying()
    for k in range(60):
        deep = LEAST_TILT + 10 if 30 <= k < 30 + 0.5 * TILT_S / STEP else 5.0
        pose = pose_at(k * STEP)
        assert not lying.push(Pose(pose.t, SIZE, pose.landmarks, body(deep, deep), pose.source))


def test_nobody_found_changes_nothing():
    lying = Lying()
    lying.push(pose_at(0.0))
    assert lying.push(Pose.nobody(0.1, SIZE))


def test_a_body_that_is_made_up_once_does_not_lie():
    """As over lower legs, where nobody is found before nor after."""
    lying = Lying()
    for k in range(60):
        pose = pose_at(k * STEP) if k in (28, 29) else Pose.nobody(k * STEP, SIZE)
        assert not lying.push(pose)
    for k in range(60, 80):  # who is found for a while does
        lying.push(pose_at(k * STEP))
    assert lying.lies
