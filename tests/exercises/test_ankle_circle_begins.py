"""Recordings that begin within a row of circles: what is left of one is no circle and no part.

The simulated person sits for a second, readies the foot for half of one, and draws.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.exercises.results import Verdict
from tests.support.circles import Circle, Circler
from tests.support.sessions import run
from tests.support.simulate import Camera

BEGIN, EACH, CIRCLES = 1.5, 2.4, 6


def begun_at(t, **film):
    """Three circles one way and three the other, and those that the recording holds whole."""
    ways = Circler().on_chair(1).circles([Circle()] * 3).circles([Circle()] * 3, clockwise=False)
    poses = ways.on_chair(1.5).film(Camera(**film), fps=30)
    return run([pose for pose in poses if pose.t >= t], exercise="ankle-circle")


@settings(max_examples=12, deadline=None)
@given(
    circle=st.integers(0, 3),
    gone=st.floats(0.2, 0.9),
    yaw=st.sampled_from([0, 30, -40, 90, 180]),
)
def test_a_circle_that_had_begun_before_the_recording_is_left_out(circle, gone, yaw):
    pause = 1.0 if circle >= 3 else 0.0  # the foot comes to rest and is made ready between the sets
    ran = begun_at(BEGIN + circle * EACH + pause + gone * EACH, yaw=yaw)
    assert len(ran.reps) == CIRCLES - circle - 1
    for rep in ran.reps:
        assert rep.counted
        for one in rep.findings:
            assert not (one.check == "direction_change" and one.verdict is Verdict.FAULT)


@pytest.mark.parametrize("gone", [0.0, 0.05])
def test_one_of_which_next_to_nothing_is_missing_counts(gone):
    assert sum(rep.counted for rep in begun_at(BEGIN + (1 + gone) * EACH).reps) == CIRCLES - 1


@pytest.mark.parametrize("gone", [5.0, 5.6, 6.2, 6.8])
def test_a_row_goes_on_at_the_top_after_a_gap(gone):
    """Not half a turn later, with a part at the end that nobody stopped in."""
    script = Circler().on_chair(1).circles([Circle()] * 6).on_chair(1.5).hide(gone, gone + 0.8)
    ran = run(script.film(), exercise="ankle-circle")
    assert all(rep.counted for rep in ran.reps)
    starts = [(rep.start_s - BEGIN) / EACH for rep in ran.reps]
    assert starts == pytest.approx([round(start) for start in starts], abs=0.15)
