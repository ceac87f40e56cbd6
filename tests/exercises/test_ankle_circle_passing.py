"""Which turns among circles are but a foot that comes to rest, and which are small circles."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.ankle_circle import AnkleCircleLimits
from formcheck.exercises.ankle_circle_passing import in_passing, leads_in
from formcheck.motion.circle_turn import Turn
from formcheck.motion.foot_path import FootPath
from tests.exercises.test_ankle_circle_sets import entry
from tests.support.circles import ROUND

BEFORE = [entry(2.0 * k, "+") for k in range(3)]  # of 40°, in 2 s


def turn(seconds, width, pause=0.0, height=20.0, *, planar=True):
    """A turn that stands still half way, at its lowest, for some seconds."""
    t = np.arange(0, seconds + pause, 1 / 15)
    share = np.clip(t, 0, seconds / 2) + np.clip(t - seconds / 2 - pause, 0, seconds / 2)
    angle, half = 2 * np.pi * share / seconds, height / 2
    path = FootPath(t, width * half * np.sin(angle), half * np.cos(angle), np.zeros((len(t), 2)))
    flat = planar and width < 0.12
    return Turn(0.0, float(t[-1]), 360.0, "round", path, planar, flat=flat, width=width)


def passes(*how, **more):
    """Whether such a turn does."""
    one = turn(*how, **more)
    return in_passing(replace(ROUND, end=one.end), one, BEFORE, AnkleCircleLimits())


@pytest.mark.parametrize(
    ("seconds", "width", "pause", "passing"),
    [
        (2.0, 0.5, 0.0, False),  # small circles
        (2.0, 0.0, 0.0, False),  # seen as flat
        (1.0, 0.5, 0.0, False),
        (1.0, 0.0, 0.0, True),  # half as far as a circle, and back, in half the time
        (1.0, 0.2, 0.0, True),  # the same, not quite straight
        (1.5, 0.2, 0.0, True),
        (2.0, 0.2, 0.0, False),  # a small circle takes as long as others
        (1.0, 0.0, 1.0, True),  # with a rest
        (1.0, 0.5, 1.0, True),  # the flow went astray meanwhile
        (2.0, 0.5, 1.0, True),
    ],
)
def test_a_foot_that_comes_to_rest_stands_still_and_one_that_draws_a_small_circle_does_not(
    seconds, width, pause, passing
):
    assert passes(seconds, width, pause) is passing


@pytest.mark.parametrize(
    ("seconds", "height", "width", "passing"),
    [
        (1.2, 26.0, 0.08, True),  # straight down and up again in less time than a circle's
        (1.2, 26.0, 0.2, False),
        (1.8, 26.0, 0.08, False),  # a flat circle
        (1.2, 32.0, 0.08, False),  # a quick, flat one
    ],
)
def test_the_way_to_rest_is_drawn_as_a_line_in_less_time(seconds, height, width, passing):
    assert passes(seconds, width, height=height) is passing


@pytest.mark.parametrize(
    ("width", "planar", "pause", "passing"),
    [
        (0.5, True, 0.35, False),  # a small circle that lingers a little
        (0.2, True, 0.35, True),
        (0.0, False, 0.0, False),  # steady, though its line has ends
        (0.0, False, 0.7, True),
    ],
)
def test_who_takes_as_long_as_for_a_circle_has_to_rest_for_longer(width, planar, pause, passing):
    assert passes(2.0, width, pause, planar=planar) is passing


@pytest.mark.parametrize(
    ("seconds", "height", "width", "leads"),
    [
        (1.1, 20.0, 0.0, True),
        (1.1, 20.0, 0.2, True),
        (2.0, 20.0, 0.0, False),  # a small circle, seen as flat
        (1.3, 20.0, 0.5, False),  # a quick one
        (0.9, 15.0, 0.9, True),  # not half as far in half the time
        (1.1, 38.0, 0.0, False),
    ],
)
def test_a_foot_that_is_made_ready_takes_less_time_than_a_circle(seconds, height, width, leads):
    one = turn(seconds, width, height=height)
    others = [turn(2.0, 0.7, height=40.0), turn(1.9, 0.1, height=42.0)]
    assert leads_in(one, [one, *others]) is leads
    assert not leads_in(one, [one])


@pytest.mark.parametrize(
    ("seconds", "height", "leads"), [(1.2, 25.0, True), (1.9, 25.0, False), (1.2, 40.0, False)]
)
def test_so_it_does_from_the_side_where_a_rest_is_all_that_a_recording_begins_with(
    seconds, height, leads
):
    one = turn(seconds, 0.0, height=height, planar=False)
    others = [turn(2.0, 0.0, height=height, planar=False) for height in (40.0, 42.0)]
    assert leads_in(one, [one, *others]) is leads
