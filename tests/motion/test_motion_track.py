"""What a window of signals says of its view."""

import math

import numpy as np
import pytest

from formcheck.motion.raise_side import working_side
from formcheck.motion.track import BOTH_WAYS
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
