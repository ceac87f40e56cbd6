"""Mirrors, hands that hold a camera, and the shutter, by the numbers. No rendering."""

import numpy as np
import pytest

from samples.studio.camera import Camera
from samples.studio.handheld import CameraWork, draw_hand, project
from samples.studio.view import Mirror, View

CAMERA = Camera(np.array([0.5, 1.0, 3.0]), np.array([0.0, 0.9, 0.0]), 1.0, 500.0, (640, 480))
SLANT = np.array([np.sin(0.5), 0.0, np.cos(0.5)])
GLASS = Mirror(np.array([0.4, 1.0, -1.5]), SLANT, np.array([SLANT[2], 0, -SLANT[0]]), (0.6, 0.9))


def test_a_mirror_swaps_what_is_before_it_and_behind():
    points = np.random.default_rng(1).normal(0, 1, (20, 3))
    images = GLASS.reflect(points)
    assert np.allclose(GLASS.reflect(images), points)
    assert np.allclose((points - GLASS.centre) @ SLANT, -(images - GLASS.centre) @ SLANT)
    assert np.allclose(images[:, 1], points[:, 1])
    ones = np.concatenate([points, np.ones((20, 1))], 1)
    assert np.allclose((ones @ GLASS.matrix().T)[:, :3], images)
    assert np.allclose(GLASS.reflect(GLASS.corners()), GLASS.corners())


def test_a_view_into_a_mirror_projects_the_images():
    view = View(CAMERA, GLASS)
    point = np.array([[0.2, 1.4, 0.1]])
    clip = view.clip() @ [*point[0], 1.0]
    w, h = CAMERA.size
    xy = (clip[:2] / clip[3] * [0.5, -0.5] + 0.5) * [w, h]
    assert np.allclose(view.project(point)[0], xy)
    # As far from the reflected eye as the image is from the eye.
    far = CAMERA.project(GLASS.reflect(point))[1][0]
    assert np.linalg.norm(view.eye - point[0]) == pytest.approx(far)
    before, behind = GLASS.centre + SLANT * 0.02, GLASS.centre - SLANT * 0.02
    assert np.dot(view.keep, [*before, 1]) > 0 > np.dot(view.keep, [*behind, 1])
    assert View(CAMERA).keep == (0, 0, 0, 0)


def test_a_camera_on_its_stand_stays_where_it_is():
    work = CameraWork(CAMERA)
    assert all(c is CAMERA for c in work.along(np.arange(3.0)))


def test_a_hand_wanders_by_about_a_degree_and_a_centimetre():
    t = np.arange(0, 120, 1 / 30)
    hand = draw_hand(1.0, np.random.default_rng(4))
    moved = np.stack([hand.at(x) for x in t])
    assert moved[:, :3].std(0) == pytest.approx(np.full(3, 0.8), rel=0.15)
    assert moved[:, 3:].std(0) == pytest.approx(np.full(3, 0.012), rel=0.15)
    # From one frame to the next it trembles by tenths of a degree, and does not jump.
    assert 0.02 < np.abs(np.diff(moved[:, 0])).mean() < 0.3
    twice = draw_hand(2.0, np.random.default_rng(4))
    assert np.allclose(twice.at(3.3), 2 * hand.at(3.3))
    again = draw_hand(1.0, np.random.default_rng(4))
    assert np.array_equal(again.at(3.3), hand.at(3.3))


def test_points_move_in_the_picture_of_a_moving_camera():
    work = CameraWork(CAMERA, draw_hand(1.0, np.random.default_rng(5)))
    t = np.arange(0, 4, 0.25)
    cameras = work.along(t)
    px, far = project(cameras, np.tile([0.0, 0.9, 0.0], (len(t), 1)))
    assert px.shape == (16, 2)
    assert 3 < px.std(0).max() < 40  # a degree is 9 pixels here
    assert np.ptp(far) < 0.12
    assert np.allclose(px[3], cameras[3].project(np.array([0.0, 0.9, 0.0]))[0])
    # Turning left moves the picture to the right, by the turn's angle.
    yaw, _, roll, *shift = work.hand.at(0.5)
    aim = (cameras[2].target - cameras[2].position) @ CAMERA.axes().T
    assert np.degrees(np.arctan2(aim[0], -aim[2])) == pytest.approx(yaw, abs=1e-6)
    assert cameras[2].roll == pytest.approx(CAMERA.roll + roll)
    assert np.linalg.norm(cameras[2].position - CAMERA.position) == pytest.approx(
        np.linalg.norm(shift)
    )
