"""Two feet followed by crops: crossings, losses, left and right. The network is a fake one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.pose.feet.codec import Crop
from formcheck.pose.feet.finder_sheet import Found
from formcheck.pose.feet.follow import Follower
from formcheck.pose.feet.points import HEEL, middle
from formcheck.pose.feet.sight import Place, sights
from formcheck.pose.feet.track import Track, holder
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from tests.support.feet import IMAGE, LENGTH, SIZE, FakeNetwork, body, foot

FPS = 30.0


class Film:
    """Pictures one after the other through a follower."""

    def __init__(self, network, finder=None):
        self.network, self.follower, self.n = network, Follower(network, finder), 0

    def picture(self, pose=None, **feet):
        self.network.feet = feet
        t = self.n / FPS
        self.n += 1
        pose = Pose.nobody(t, SIZE) if pose is None else pose(t)
        ahead = self.follower.ahead(t)
        return self.follower.take(pose, IMAGE, self.follower.look(IMAGE, ahead, SIZE))


def on(left, right, **more):
    """The body of each picture, with its feet there."""
    return lambda t: body(t, left, right, **more)


def heel_x(feet, row):
    return float(feet.points[row, HEEL, 0])


# On one line: the stance does not say which is which.
LEFT, RIGHT = foot(200, 400), foot(350, 400)


def test_both_feet_are_found_where_the_body_has_them_and_followed_without_it():
    film = Film(FakeNetwork())
    feet = film.picture(on(LEFT, RIGHT), left=LEFT, right=RIGHT)
    np.testing.assert_allclose(feet.points[0, :, :2], LEFT, atol=1e-3)
    np.testing.assert_allclose(feet.points[1, :, :2], RIGHT, atol=1e-3)
    assert feet.about[:, 1] == pytest.approx(0.5)
    for k in range(1, 20):
        moved = [xy + np.array([3.0 * k, -k]) for xy in (LEFT, RIGHT)]
        feet = film.picture(left=moved[0], right=moved[1])
        np.testing.assert_allclose(feet.points[:, :, :2], moved, atol=1e-3)
    assert film.network.looks <= 4 + 2 * 20


def test_the_body_may_be_wrong_by_half_a_foot():
    film = Film(FakeNetwork())
    off = np.array([0.5 * LENGTH, -0.1 * LENGTH])
    feet = film.picture(on(LEFT + off, RIGHT - off), left=LEFT, right=RIGHT)
    np.testing.assert_allclose(feet.points[:, :, :2], [LEFT, RIGHT], atol=1e-3)


def test_feet_that_cross_keep_their_rows():
    film = Film(FakeNetwork())
    for k in range(60):
        left, right = foot(200 + 5 * k, 400), foot(350 - 2 * k, 402)
        pose = on(left, right) if k == 0 else None
        # The near one hides the far one.
        hidden = abs(heel_x_of(left) - heel_x_of(right)) < 0.4 * LENGTH
        shown = {"left": left} if hidden else {"left": left, "right": right}
        feet = film.picture(pose, **shown)
        if not hidden:
            found = [heel_x(feet, row) for row in (0, 1)]
            if k < 20 or k > 35:
                assert found == pytest.approx([heel_x_of(left), heel_x_of(right)], abs=1)


def heel_x_of(xy):
    return float(xy[HEEL, 0])


def test_never_two_rows_on_one_foot():
    film = Film(FakeNetwork())
    film.picture(on(LEFT, RIGHT), left=LEFT, right=RIGHT)
    for k in range(1, 80):
        at = foot(350 - 2.0 * min(k, 60), 400)
        # Both of the body's feet are drawn on one, as it does from the side.
        feet = film.picture(on(LEFT, LEFT), left=LEFT, **({"right": at} if k < 50 else {}))
        xs = [heel_x(feet, row) for row in (0, 1) if feet.found(row)]
        assert len(xs) == len({round(x) for x in xs})
    assert len(xs) == 1


@pytest.mark.parametrize(
    ("seen", "offs", "row"),
    [
        ((1.0, 0.97), (0.02, 0.01), 0),  # the one that had it, whatever the noise
        ((0.97, 1.0), (0.01, 0.02), 1),
        ((1.0, 0.97), (0.2, 0.02), 1),  # plainly the other one
        ((1.0, 1.0), (0.02, 0.01), 1),  # both were seen: the nearer
    ],
)
def test_a_foot_that_two_follow_stays_with_the_one_that_had_it(seen, offs, row):
    tracks = [Track(t, sight_of(LEFT)) for t in seen]
    assert holder(*tracks, offs) == row


def sight_of(xy):
    (sight,) = sights(FakeNetwork(left=xy), IMAGE, [Place(middle(xy), LENGTH)])
    return sight


def test_no_foot_is_not_guessed_and_comes_back():
    film = Film(FakeNetwork())
    pose = on(LEFT, RIGHT)
    film.picture(pose, left=LEFT, right=RIGHT)
    for _ in range(10):
        feet = film.picture(pose, left=LEFT)
        assert feet.found(0)
        assert not feet.found(1)
        assert np.isnan(feet.about[1]).all()
    for _ in range(5):
        feet = film.picture(pose, left=LEFT, right=RIGHT)
    assert heel_x(feet, 1) == pytest.approx(heel_x_of(RIGHT), abs=1)


def test_a_foot_that_leaves_the_picture_is_lost():
    film = Film(FakeNetwork())
    film.picture(on(LEFT, RIGHT), left=LEFT, right=RIGHT)
    found = []
    for k in range(1, 40):
        away = RIGHT + np.array([10.0 * k, 0])
        feet = film.picture(on(LEFT, away), left=LEFT, right=away)
        found.append(feet.found(1))
        assert feet.found(1) == (middle(away)[0] < SIZE[0])
    assert any(found)
    assert not all(found)


def test_points_that_jump_are_not_believed():
    film = Film(FakeNetwork())
    film.picture(on(LEFT, RIGHT), left=LEFT, right=RIGHT)
    feet = film.picture(left=LEFT, right=RIGHT + np.array([0.7 * LENGTH, 0]))
    assert feet.found(0)
    assert not feet.found(1)


def test_left_and_right_from_the_body_where_it_may_be_believed():
    film = Film(FakeNetwork())
    # It is met from the side, the wrong way round.
    film.picture(on(RIGHT, LEFT), left=LEFT, right=RIGHT)
    for _ in range(45):
        feet = film.picture(on(LEFT, RIGHT, across=1.0), left=LEFT, right=RIGHT)
    assert heel_x(feet, 0) == pytest.approx(heel_x_of(LEFT), abs=1)
    assert feet.about[0, 1] == feet.about[1, 1] > 0.85
    for _ in range(45):  # and kept when it may not
        feet = film.picture(on(RIGHT, LEFT), left=LEFT, right=RIGHT)
    assert heel_x(feet, 0) == pytest.approx(heel_x_of(LEFT), abs=1)


def test_what_the_network_says_of_sides_counts_but_not_every_time_anew():
    film = Film(FakeNetwork())
    film.network.right = {"left": 0.45, "right": 0.55}
    film.picture(on(RIGHT, LEFT), left=LEFT, right=RIGHT)
    for _ in range(300):
        feet = film.picture(left=LEFT, right=RIGHT)
    assert feet.about[0, 1] < 0.75
    film.network.right = {"left": 0.05, "right": 0.95}
    for _ in range(120):
        feet = film.picture(left=LEFT, right=RIGHT)
    assert heel_x(feet, 0) == pytest.approx(heel_x_of(LEFT), abs=1)
    assert feet.about[0, 1] > 0.95


def _told(film):
    return {round(p.centre[0]): p.side for p in film.follower.ahead(film.n / FPS)}


def test_the_network_is_told_the_side_that_the_body_says():
    film = Film(FakeNetwork())
    left, right = (round(middle(xy)[0]) for xy in (LEFT, RIGHT))
    film.picture(on(LEFT, RIGHT), left=LEFT, right=RIGHT)
    assert _told(film) == {left: 0, right: 0}
    film.picture(on(LEFT, RIGHT, across=1.0), left=LEFT, right=RIGHT)
    assert _told(film) == {left: -1, right: 1}
    for _ in range(30):
        film.picture(on(LEFT, RIGHT, across=1.0), left=LEFT, right=RIGHT)
    for _ in range(30):  # remembered, from the side
        film.picture(on(RIGHT, LEFT), left=LEFT, right=RIGHT)
    assert _told(film) == {left: -1, right: 1}
    for _ in range(int(40 * FPS)):  # and forgotten again
        film.picture(on(RIGHT, LEFT), left=LEFT, right=RIGHT)
    assert _told(film) == {left: 0, right: 0}


def test_the_network_is_not_told_the_side_of_shoes():
    film = Film(FakeNetwork())
    film.network.wear = (0.1, 0.1, 0.8)
    for _ in range(30):
        film.picture(on(LEFT, RIGHT, across=1.0), left=LEFT, right=RIGHT)
    assert set(_told(film).values()) == {0}


def test_the_network_is_not_told_what_it_said_itself():
    film = Film(FakeNetwork())
    film.network.right = {"left": 0.02, "right": 0.98}
    for k in range(120):
        film.picture(on(LEFT, RIGHT) if k == 0 else None, left=LEFT, right=RIGHT)
    assert set(_told(film).values()) == {0}


def test_the_far_foot_of_who_faces_right_is_the_left_one():
    film = Film(FakeNetwork())
    near, far = foot(250, 400), foot(280, 400 - 0.2 * LENGTH)
    for _ in range(60):
        feet = film.picture(on(near, far), near=near, far=far)
    assert heel_x(feet, 0) == pytest.approx(heel_x_of(far), abs=1)
    assert feet.about[0, 1] > 0.8
    # Lifted, it is no longer on the floor, and stays what it was.
    for k in range(60):
        lifted = far - np.array([0, min(k, 30)])
        feet = film.picture(near=near, far=lifted)
    assert heel_x(feet, 0) == pytest.approx(heel_x_of(far), abs=1)


def test_with_nobody_feet_come_from_the_finder():
    class Finder:
        def find(self, image):
            return [Found(tuple(middle(xy)), LENGTH, 0.9) for xy in film.network.feet.values()]

    film = Film(FakeNetwork(), Finder())
    for _ in range(10):
        feet = film.picture(left=LEFT, right=RIGHT)
    assert sorted(heel_x(feet, row) for row in (0, 1)) == pytest.approx([200, 350], abs=1)
    assert not Film(FakeNetwork()).picture(left=LEFT, right=RIGHT).found(0)


def test_a_foot_that_was_found_in_a_turned_picture_is_followed_in_turned_crops():
    class Finder:
        def find(self, image):
            return [Found(tuple(middle(LEFT)), LENGTH, 0.9, 90.0)]

    film = Film(FakeNetwork(), Finder())
    for _ in range(10):
        feet = film.picture(left=LEFT)
    assert feet.found(0)
    # The other one is looked for beside it, across its shank.
    for _ in range(40):
        film.picture(left=LEFT, right=LEFT + np.array([0, 40.0]))
    first, second = film.follower.ahead(film.n / FPS)
    assert first.turn == 90.0
    assert second is not None


def test_the_length_of_feet_that_are_seen_is_not_taken_from_a_body_that_is_too_small():
    film = Film(FakeNetwork())
    for _ in range(30):
        film.picture(on(LEFT, RIGHT), left=LEFT, right=RIGHT)
    before = film.follower.ahead(film.n / FPS)[0].length
    small = [middle(xy) + 0.4 * (xy - middle(xy)) for xy in (LEFT, RIGHT)]
    for _ in range(150):
        film.picture(on(*small), left=LEFT, right=RIGHT)
    assert film.follower.ahead(film.n / FPS)[0].length > 0.95 * before


@pytest.mark.parametrize(("shoulders", "found"), [(100.0, False), (-20.0, True)])
def test_feet_of_somebody_seen_from_the_shoulders_are_not_looked_for(shoulders, found):
    class Finder:
        def find(self, image):
            return [Found(tuple(middle(xy)), LENGTH, 0.9) for xy in film.network.feet.values()]

    def without_hips(t):
        pose = body(t, LEFT, RIGHT)
        pose.landmarks[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1] = SIZE[1] + 50.0
        pose.landmarks[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], :2] = (250.0, shoulders)
        return pose

    film = Film(FakeNetwork(), Finder())
    for _ in range(10):
        feet = film.picture(without_hips, left=LEFT, right=RIGHT)
    assert feet.found(0) is found


def test_somebody_elses_feet_are_left_for_the_followed_persons():
    film = Film(FakeNetwork())
    film.picture(on(LEFT, RIGHT), left=LEFT, right=RIGHT)
    mine = [foot(470, 400), foot(560, 400)]
    for _ in range(120):
        feet = film.picture(on(*mine), left=LEFT, right=RIGHT, my_left=mine[0], my_right=mine[1])
    assert sorted(heel_x(feet, row) for row in (0, 1)) == pytest.approx([470, 560], abs=1)


@given(
    st.floats(0, 640), st.floats(0, 480), st.floats(12, 300),
    st.floats(-200, 800), st.floats(-200, 800),
)  # fmt: skip
def test_crops_there_and_back(x, y, length, px, py):
    crop = Place(np.array([x, y]), length).crop()
    assert isinstance(crop, Crop)
    np.testing.assert_allclose(crop.to(np.array([x, y])), 64.0)
    np.testing.assert_allclose(crop.back(crop.to(np.array([px, py]))), [px, py], atol=1e-6)
