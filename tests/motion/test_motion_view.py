"""Where the camera stands: every yaw has one name, and names do not flicker."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.motion.view import (
    HYSTERESIS_DEG,
    SECTOR_DEG,
    View,
    ViewTracker,
    classify,
    is_frontal,
    is_side,
    possible_views,
)
from tests.support.properties import steady

MIRROR = {View.LEFT: View.RIGHT, View.RIGHT: View.LEFT}


@pytest.mark.parametrize(
    ("yaw", "view"),
    [
        (0, View.FRONT),
        (SECTOR_DEG, View.FRONT),
        (-SECTOR_DEG, View.FRONT),
        (45, View.OBLIQUE_FRONT),
        (-45, View.OBLIQUE_FRONT),
        (90, View.LEFT),
        (66, View.LEFT),
        (-90, View.RIGHT),
        (270, View.RIGHT),
        (135, View.OBLIQUE_BACK),
        (-135, View.OBLIQUE_BACK),
        (180, View.BACK),
        (-180, View.BACK),
        (-160, View.BACK),
        (math.nan, View.UNKNOWN),
    ],
)
def test_names_of_views(yaw, view):
    assert classify(yaw) is view


@steady
@given(st.floats(-720, 720))
def test_every_yaw_has_a_view_of_its_own(yaw):
    view = classify(yaw)
    assert view is not View.UNKNOWN
    assert not (is_side(view) and is_frontal(view))
    assert classify(yaw + 360) is view or min(abs(yaw % 90 - b) for b in (25, 65)) < 1e-6
    assert classify(-yaw) is MIRROR.get(view, view)


@steady
@given(
    st.sampled_from([-155, -115, -65, -25, 25, 65, 115, 155]),
    st.lists(st.floats(-0.95, 0.95), min_size=20, max_size=60),
)
def test_a_yaw_at_a_border_does_not_flicker(border, wobble):
    tracker = ViewTracker(time_constant_s=1e-9)
    views = []
    for i, share in enumerate(wobble):
        tracker.push(i / 30, border + share * HYSTERESIS_DEG)
        views.append(tracker.view)
    assert len(set(views)) == 1


@pytest.mark.parametrize("wobble", [20.0, 5.0])
def test_facing_away_is_not_torn_by_the_wrap(wobble):
    tracker = ViewTracker()
    for i in range(90):
        tracker.push(i / 30, 180.0 + (wobble if i % 2 else -wobble))
    assert tracker.view is View.BACK
    assert abs(tracker.yaw) > 170


@steady
@given(st.floats(-180, 180), st.floats(5, 240))
def test_it_settles_on_the_yaw_at_any_frame_rate(yaw, fps):
    tracker = ViewTracker()
    for t in np.arange(0, 1, 1 / fps):
        tracker.push(t, 0.0)
    for t in np.arange(1, 4, 1 / fps):
        tracker.push(t, yaw)
    error = (tracker.yaw - yaw + 180) % 360 - 180
    # Straight round is the one turn that has no shorter way; it takes longer.
    assert abs(error) < 1.0 or abs(yaw) > 179


def test_what_is_not_seen_changes_nothing_and_a_long_gap_starts_afresh():
    tracker = ViewTracker()
    tracker.push(0.0, 90.0)
    tracker.push(0.1, math.nan)
    assert tracker.view is View.LEFT
    tracker.push(5.0, -90.0)
    assert (tracker.view, tracker.yaw) == (View.RIGHT, pytest.approx(-90.0))


def follow(*parts, fps=30.0):
    """A tracker that saw parts of (seconds, yaw), and its yaw at every frame."""
    tracker, yaws, t = ViewTracker(), [], 0.0
    for seconds, yaw in parts:
        for _ in range(round(seconds * fps)):
            tracker.push(t, yaw(t) if callable(yaw) else yaw)
            yaws.append(tracker.yaw)
            t += 1 / fps
    return tracker, yaws


@pytest.mark.parametrize("yaw", [0.0, 180.0, 150.0, -30.0])
def test_three_frames_the_other_way_round_are_a_mistake_of_the_body_model(yaw):
    tracker, yaws = follow((2, yaw), (0.1, yaw + 180), (1, yaw))
    assert tracker.view is classify(yaw)
    assert max(abs((y - yaw + 180) % 360 - 180) for y in yaws) < 5.0


def test_facing_the_other_way_for_seconds_is_believed():
    tracker, yaws = follow((2, 180.0), (3, 0.0))
    assert tracker.view is View.FRONT
    assert abs(yaws[2 * 30 + 5]) > 170.0, "but not at once"


def test_somebody_who_turns_is_followed_through_the_side():
    tracker, yaws = follow((1, 0.0), (1.5, lambda t: (t - 1.0) * 120.0), (1, 180.0))
    assert tracker.view is View.BACK
    assert any(60.0 < y < 120.0 for y in yaws), "he is seen from his left in between"
    assert not any(-120.0 < y < -60.0 for y in yaws)


def test_who_is_seen_both_ways_stands_with_the_back_to_the_camera():
    both_ways = [(0.5, 0.0), (0.3, 180.0)] * 6
    tracker, yaws = follow((1, 0.0), *both_ways, (0.5, 0.0))
    assert tracker.view is View.BACK
    assert min(abs(y) for y in yaws[-90:]) > 170.0, "and that is kept"


def test_seconds_that_seem_to_face_the_camera_are_not_believed_of_who_faces_away():
    _, yaws = follow((2, 180.0), (1.5, 0.0), (1, 180.0))
    assert min(abs(y) for y in yaws) > 170.0


@pytest.mark.parametrize(
    ("yaw", "certain", "walking"),
    [
        (12.0, True, True),
        (17.0, True, False),  # who walks may be turned away by 10 degrees more
        (90.0, True, True),
        (98.0, True, False),  # by 18, here
        (104.0, True, False),
        (75.0, True, True),
        (160.0, False, False),
        (165.0, True, False),
        (170.0, True, True),
        (40.0, True, True),
    ],
)
def test_a_yaw_near_a_border_is_not_certain_and_less_so_of_who_walks(yaw, certain, walking):
    for side in (1.0, -1.0):
        assert (len(possible_views(side * yaw)) == 1) is certain
        assert (len(possible_views(side * yaw, walks=True)) == 1) is walking


def test_no_yaw_no_view():
    assert possible_views(math.nan) == possible_views(math.nan, walks=True) == {View.UNKNOWN}
