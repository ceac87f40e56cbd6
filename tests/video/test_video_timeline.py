from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.video.timeline import Timeline


def placed(raw, interval=0.1):
    timeline = Timeline(interval)
    return [timeline.place(t) for t in raw]


def test_good_timestamps_pass_through():
    times = [0.5, 0.533, 0.9, 0.901, 7.0]
    assert placed(times) == times


def test_a_missing_timestamp_follows_by_one_interval():
    assert placed([None, None, 0.2, None, 0.4]) == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])


def test_a_repeated_timestamp_lies_between_its_neighbours():
    assert placed([0, 0.1, 0.1, 0.2, 0.3]) == pytest.approx([0, 0.1, 0.15, 0.2, 0.3])


def test_a_small_step_back_does_not_shift_what_follows():
    assert placed([0, 0.1, 0.05, 0.2, 0.3]) == pytest.approx([0, 0.1, 0.15, 0.2, 0.3])


def test_timestamps_that_stand_still_go_on_by_whole_intervals():
    assert placed([0, 0, 0, 0]) == pytest.approx([0, 0.05, 0.15, 0.25])


def test_a_clock_that_starts_anew_goes_on():
    assert placed([10, 10.1, 0, 0.1, 0.2]) == pytest.approx([10, 10.1, 10.2, 10.3, 10.4])


@given(st.lists(st.none() | st.floats(-1e4, 1e6), max_size=60))
def test_times_always_increase(raw):
    times = placed(raw)
    assert all(a < b for a, b in pairwise(times))
