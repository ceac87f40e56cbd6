"""Somebody whom the tracker draws upside down is looked for afresh; without models."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.follow import Follower
from formcheck.pose.head_down import HeadDown, upright_alone
from formcheck.pose.landmarks import COUNT, Landmark
from formcheck.pose.people import see
from tests.support.people import Scene, person

IMAGE = np.full((480, 640, 3), 90, np.uint8)


def body(shoulders, hips, ankles):
    """Landmarks of somebody with those parts at those heights, px from the top."""
    landmarks = np.full((COUNT, 5), 1.0, np.float32)
    landmarks[:, :2] = 300, (shoulders + ankles) / 2
    for name, y in (("SHOULDER", shoulders), ("HIP", hips), ("ANKLE", ankles)):
        landmarks[[Landmark[f"{side}_{name}"] for side in ("LEFT", "RIGHT")], 1] = y
    return landmarks


UPRIGHT, DOWN = body(120, 230, 410), body(275, 145, 104)


@pytest.mark.parametrize(
    ("landmarks", "down"),
    [
        (UPRIGHT, False),
        (DOWN, True),
        (body(300, 230, 410), False),  # bends over
        (body(240, 230, 200), False),  # lies across the picture, legs up: the torso is level
    ],
)
def test_only_shoulders_under_the_hips_and_ankles_over_them_are_upside_down(landmarks, down):
    landmarks[[11, 12], 0] = 200 if abs(landmarks[11, 1] - landmarks[23, 1]) < 20 else 300
    assert see(landmarks, IMAGE).head_down is down


def scene(tracker, everybody=lambda t: [person(320)]):
    """What a tracker holds that begins anew where it is told; `upright` is when it is told."""
    upright = []
    made = Scene(Follower(), everybody, tracker)
    looked = made.follower.looked

    def and_note(t, seen, size):
        looked(t, seen, size)
        if made.follower.upright is not None:
            upright.append(t)

    made.follower.looked = and_note
    return made, upright


def test_after_a_second_a_look_that_was_due_says_where_they_are_the_right_way_up():
    turned = replace(person(320), head_down=True)
    made, upright = scene(lambda t: person(320) if upright else turned)
    made.run(0, 30)
    plain = Scene(Follower(), lambda t: [person(320)]).run(0, 30)
    assert upright == [1.0]
    assert made.looks == plain.looks


def test_somebody_who_really_is_upside_down_is_left_and_looked_at_ever_less_often():
    turned = replace(person(320), head_down=True)
    made, upright = scene(lambda t: turned, lambda t: [turned])
    made.run(0, 100)
    plain = Scene(Follower(), lambda t: [person(320)]).run(0, 100)
    assert upright == []
    assert len(made.looks) - len(plain.looks) <= 5
    assert set(made.got.values()) == {turned}


def test_a_tracker_that_stays_wrong_is_not_begun_anew_all_the_time():
    turned = replace(person(320), head_down=True)
    made, upright = scene(lambda t: turned if t > 6 else person(320))
    made.run(0, 66)
    assert upright[0] == pytest.approx(7.0, abs=0.05)
    assert np.diff(upright).min() > 1.9
    assert len(upright) <= 8


def test_a_moment_upside_down_changes_nothing():
    turned = replace(person(320), head_down=True)
    made, upright = scene(lambda t: turned if 6 < t < 6.9 else person(320))
    made.run(0, 12)
    plain = Scene(Follower(), lambda t: [person(320)]).run(0, 12)
    assert upright == []
    assert made.looks == plain.looks


def test_pictures_without_anybody_do_not_end_it():
    watch = HeadDown()
    watch.tracked(0.0, replace(person(320), head_down=True))
    watch.tracked(0.9, None)
    assert not watch.wants_look(0.9)
    assert watch.wants_look(1.0)
    watch.tracked(1.1, person(320))
    assert not watch.wants_look(3.0)


def test_a_tracker_begins_with_a_picture_that_shows_them_upright_alone():
    box = (200.0, 60.0, 400.0, 440.0)

    def both_unless_grey_to(left):
        return lambda picture: [UPRIGHT] if picture[0, left, 0] == 128 else [UPRIGHT, DOWN]

    assert upright_alone(IMAGE, box, lambda _: [UPRIGHT]) is IMAGE
    painted = upright_alone(IMAGE, box, both_unless_grey_to(0))
    assert painted is not None
    assert (painted[:, 162:438] == IMAGE[:, 162:438])[22:478].all()
    assert (painted[:, :160] == 128).all()
    assert upright_alone(IMAGE, box, lambda _: [UPRIGHT, DOWN]) is None
    assert upright_alone(IMAGE, box, lambda _: []) is None
