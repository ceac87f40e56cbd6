"""What a window of signals says of its view."""

import math
import tracemalloc

import numpy as np
import pytest

from formcheck.motion.raise_side import working_side
from formcheck.motion.signals import NAMES, Moment
from formcheck.motion.track import BOTH_WAYS, Track
from formcheck.motion.view import View
from tests.support.windows import window_of

T = np.arange(0, 2, 1 / 30)


def facing(first, then, share):
    """Yaw that is `then` for the last share of the time."""
    return window_of(T, yaw=np.where(T / T[-1] > 1 - share, then, first))


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0, -90.0, 179.0, -135.0])
def test_a_steady_yaw_gives_its_view(yaw):
    window = window_of(T, yaw=yaw)
    assert window.yaw == pytest.approx(yaw)
    assert window.yaw_spread == pytest.approx(0.0, abs=1e-6)
    assert window.view is not View.UNKNOWN


def test_the_mean_of_facing_away_does_not_point_to_the_front():
    assert window_of(T, yaw=np.where(np.arange(len(T)) % 2, 178.0, -178.0)).view is View.BACK


@pytest.mark.parametrize(("first", "then"), [(10.0, -175.0), (170.0, -15.0), (80.0, -95.0)])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_a_view_is_unknown_where_the_person_seemed_to_face_both_ways(first, then, share):
    window = facing(first, then, share)
    assert window.view is View.UNKNOWN
    assert working_side(window, 50.0) == "unknown"


def test_a_few_moments_the_other_way_do_not_take_the_view_away():
    assert facing(5.0, -178.0, BOTH_WAYS / 2).view is View.FRONT


def test_front_and_back_are_the_same_for_how_far_somebody_turned():
    assert facing(0.0, 180.0, 0.5).yaw_spread == pytest.approx(0.0, abs=1e-6)
    assert facing(0.0, 60.0, 0.5).yaw_spread == pytest.approx(30.0, abs=2.0)


def test_nothing_seen_is_no_view():
    window = window_of(T)
    assert window.view is View.UNKNOWN
    assert math.isnan(window.yaw)
    assert math.isnan(window.yaw_spread)


def moments(count, first=0):
    return [
        Moment(i / 30, (float(i),) * len(NAMES), View.LEFT, i % 3 > 0)
        for i in range(first, first + count)
    ]


@pytest.mark.parametrize("capacity", [8, 64, 100])
def test_what_is_remembered_is_the_same_however_often_room_is_made(capacity):
    track, pushed = Track(seconds=1.0, capacity=capacity), moments(400)
    for moment in pushed:
        track.push(moment)
        past = track.window(moment.t - 0.95, moment.t)
        wanted = [m for m in pushed if moment.t - 0.95 <= m.t <= moment.t]
        assert past.t.tolist() == [m.t for m in wanted]
        assert past.data.tolist() == [list(m.row) for m in wanted]
        assert past.whole.tolist() == [m.whole for m in wanted]


def test_room_is_made_within_the_same_memory():
    """New arrays would be filled page by page: that looked like a leak of 80 MB an hour."""
    track = Track(seconds=1.0, capacity=128)
    for moment in moments(256):
        track.push(moment)
    later = moments(1000, first=256)
    tracemalloc.start()
    try:
        for moment in later:
            track.push(moment)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 128 * len(NAMES) * 8 / 2
