"""Optical flow of feet, on pictures whose movement is known."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.pose.flow_pictures import LEAST_S, MOST_S
from formcheck.pose.foot_flow import FootFlow, FootFlowEstimator
from formcheck.pose.landmarks import COUNT, Landmark, Source
from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.pose.types import Pose

SIZE = (320, 240)
ANKLE = np.array([200.0, 150.0])


def pose_at(t, size=SIZE):
    landmarks = np.full((COUNT, 5), 0.9, dtype=np.float32)
    landmarks[:, :2] = 20.0
    for side, x in (("LEFT", 200.0), ("RIGHT", 80.0)):
        for part, y in (("KNEE", 60.0), ("ANKLE", 150.0), ("HEEL", 160.0), ("TOE", 190.0)):
            landmarks[Landmark[f"{side}_{part}"], :2] = x, y
    world = np.zeros((COUNT, 3), dtype=np.float32)
    return Pose(t, size, landmarks, world, np.full(COUNT, Source.BODY, dtype=np.uint8))


def picture(dx=0.0, dy=0.0):
    """Still ground; a patterned left foot under the ankle, moved by so many px."""
    import cv2

    random = np.random.default_rng(3)
    ground = cv2.GaussianBlur(random.uniform(90, 130, (*SIZE[::-1], 3)), (0, 0), 2)
    foot = cv2.GaussianBlur(random.uniform(0, 255, (50, 36, 3)), (0, 0), 2.5)
    patch = np.zeros_like(ground)
    patch[150:200, 182:218] = foot
    inside = np.zeros(SIZE[::-1], dtype=np.float32)
    inside[150:200, 182:218] = 1
    move = np.float32([[1, 0, dx], [0, 1, dy]])
    patch, inside = (cv2.warpAffine(a, move, SIZE) for a in (patch, inside))
    return np.clip(np.where(inside[..., None] > 0.5, patch, ground), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("dx", "dy"), [(3, 0), (-3, 0), (0, 3), (0, -3), (2, 2)])
def test_a_moved_foot(dx, dy):
    flow = FootFlow()
    assert flow.measure(pose_at(0.0), picture()) == {}
    found = flow.measure(pose_at(0.1), picture(dx, dy))
    assert found["flow_s"] == pytest.approx(0.1)
    assert found["flow_x_left"] == pytest.approx(dx, abs=0.6)
    assert found["flow_y_left"] == pytest.approx(dy, abs=0.6)
    assert abs(found["shin_x_left"]) < 0.3
    assert np.hypot(found["flow_x_right"], found["flow_y_right"]) < 0.3


def test_it_does_not_hang_on_what_came_before():
    """OpenCV's flow chooses its settings by the first picture's size unless told."""
    fresh, used = FootFlow(), FootFlow()
    small = np.zeros((60, 80, 3), dtype=np.uint8)
    for t in (0.0, 0.1):
        used.measure(pose_at(t, (80, 60)), small)
    for flow in (fresh, used):
        flow.measure(pose_at(1.0), picture())
    one, other = (f.measure(pose_at(1.1), picture(3, 1)) for f in (fresh, used))
    assert one == other


def test_pictures_too_near_and_too_far_in_time_are_left_out():
    flow = FootFlow()
    flow.measure(pose_at(0.0), picture())
    assert flow.measure(pose_at(LEAST_S / 2), picture(1)) == {}
    assert flow.measure(pose_at(LEAST_S * 1.1), picture(2)) != {}
    assert flow.measure(pose_at(LEAST_S * 1.1 + 1.1 * MOST_S), picture(3)) == {}
    assert flow.measure(Pose.nobody(9.0, SIZE), picture()) == {}


def test_feet_out_of_the_picture():
    flow = FootFlow()
    for t in (0.0, 0.1):
        pose = pose_at(t)
        pose.landmarks[:, 1] += 400
        assert flow.measure(pose, picture()) == {}


class _Fixed:
    def __init__(self):
        self.closed = False

    def estimate(self, t, image):
        return pose_at(t)

    def describe(self):
        return {"model": "fixed"}

    def close(self):
        self.closed = True


def test_an_estimator_with_flow_and_its_recording(tmp_path):
    inner = _Fixed()
    path = tmp_path / "landmarks.npz"
    with FootFlowEstimator(inner) as estimator, RecordingWriter(path) as writer:
        poses = [estimator.estimate(k / 10, picture(k % 3)) for k in range(6)]
        for pose in poses:
            writer.append(pose)
        assert estimator.describe()["model"] == "fixed"
        assert "foot_flow" in estimator.describe()
        assert estimator.followed() is None
    assert inner.closed
    for pose, again in zip(poses, Recording(path), strict=True):
        kept = {k: v for k, v in again.extra.items() if np.isfinite(v)}
        assert kept == dict(pose.extra)
