"""What circles begin with, and what does not look like it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.motion.circle_begin import (
    Stance,
    in_a_row,
    is_plain,
    latest_row,
    make_a_beginning,
)
from formcheck.motion.circle_turn import Turn
from formcheck.motion.foot_path import FootPath


def turn(start=0.0, *, seconds=2.0, pointed=40.0, width=0.6, turned=360.0, planar=True):
    """A turn of this height (degrees) and width (a share of it)."""
    t = start + np.arange(0, seconds, 1 / 15)
    angle = 2 * np.pi * (t - start) / seconds
    aside = width * pointed / 2 * np.sin(angle) if planar else np.full(len(t), math.nan)
    path = FootPath(t, aside, pointed / 2 * np.cos(angle), np.zeros((len(t), 2)))
    flat = planar and width < 0.12
    return Turn(
        start, start + seconds, turned, "round", path, planar, flat=flat, width=width * planar
    )


def row(count, **how):
    """So many turns, one after the other."""
    seconds = how.get("seconds", 2.0)
    return [turn(k * seconds, **how) for k in range(count)]


def begins(turns, moved=0.0, apart=math.nan, yaw=0.0):
    return make_a_beginning(turns, [Stance(moved, apart, yaw)] * len(turns))


def test_circles_begin_with_a_plain_one_and_any_other_turn():
    assert is_plain(turn())
    assert not begins([turn()])
    assert begins([turn(), turn(2.0, width=0.0)])
    assert not begins([turn(), turn(2.0)], moved=0.3)  # in a body that moves


@pytest.mark.parametrize(
    ("how", "begin"),
    [
        ({"width": 0.3}, True),
        ({"width": 0.15}, True),  # narrow, but slow
        ({"width": 0.15, "seconds": 0.9}, False),  # toes tap as quickly, and seem as wide
        ({"width": 0.3, "seconds": 0.9}, True),
        ({"width": 0.05}, False),
        ({"width": 0.5, "seconds": 0.6}, False),
    ],
)
def test_two_circles_from_the_front(how, begin):
    assert begins(row(2, **how)) is begin


@pytest.mark.parametrize(
    ("pointed", "seconds", "begin"),
    [(40.0, 2.0, True), (28.0, 2.0, True), (20.0, 2.0, False), (28.0, 0.9, False), (40, 0.9, True)],
)
def test_from_the_side_they_are_larger_than_taps(pointed, seconds, begin):
    turns = row(3, pointed=pointed, seconds=seconds, planar=False)
    assert begins(turns) is begin


@pytest.mark.parametrize(
    ("apart", "seconds", "begin"), [(1.2, 0.9, False), (1.2, 1.5, True), (0.5, 0.9, True)]
)
def test_a_quick_foot_that_is_held_high_may_scratch_the_other_leg(apart, seconds, begin):
    turns = row(3, pointed=55.0, seconds=seconds, planar=False)
    assert begins(turns, apart=apart, yaw=80.0) is begin


def test_no_tap_goes_as_far_aside_where_that_is_seen():
    aside = [replace(one, path=wide_path(one)) for one in row(2, pointed=18.0, planar=False)]
    assert begins(aside, yaw=55.0)
    assert not begins(row(2, pointed=18.0, planar=False), yaw=55.0)


def wide_path(one):
    return replace(one.path, aside=20.0 * np.sin(np.pi * one.path.t))


@pytest.mark.parametrize(
    ("how", "begin"),
    [
        ({"width": 0.3, "seconds": 0.9}, False),
        ({"width": 0.5, "seconds": 0.9}, True),  # too wide for a line
        ({"width": 0.3, "seconds": 1.3}, True),  # too slow for taps
        ({"pointed": 40.0, "seconds": 0.9, "planar": False}, False),
    ],
)
def test_quick_turns_of_a_foot_on_the_floor_may_be_taps(how, begin):
    assert begins(row(2, **how), apart=0.05) is begin
    assert begins(row(2, **how), apart=0.5)  # lifted
    assert begins(row(2, **how), apart=0.05, yaw=75.0)  # from the side they are as large as that


@pytest.mark.parametrize(
    ("apart", "yaw", "begin"),
    [
        (0.05, 175.0, False),
        (0.5, 175.0, True),
        (0.3, -140.0, False),  # the foot that is farther away seems higher
        (0.6, -140.0, True),
        (0.05, 95.0, True),  # from the side
        (math.nan, 175.0, True),
    ],
)
def test_from_behind_circles_begin_with_a_foot_that_is_lifted(apart, yaw, begin):
    assert begins(row(2), apart=apart, yaw=yaw) is begin


def test_of_many_taps_two_that_look_round_are_no_beginning():
    taps = [turn(1.3 * k, seconds=1.3, width=0.2 if k in (3, 7) else 0.03) for k in range(9)]
    assert not begins(taps)
    assert begins(taps[3:4] + taps[7:8] + taps[8:])


@pytest.mark.parametrize(
    ("how", "begin"),
    [
        ({"planar": False, "pointed": 18.0, "seconds": 1.8}, True),  # slow and small, as no tap is
        ({"planar": False, "pointed": 18.0, "seconds": 0.8}, False),
        ({"width": 0.03, "seconds": 1.8}, False),  # a line where circles are seen as such
    ],
)
def test_small_circles_seen_from_the_side_do_not_speak_against_large_ones(how, begin):
    large = {"planar": False} if "planar" in how else {"width": 0.2}
    both = [turn(2.0 * k, **(large if k in (0, 4) else how)) for k in range(5)]
    assert begins(both, yaw=90.0 if "planar" in how else 0.0) is begin


def test_plain_circles_may_have_a_rest_between_them():
    assert in_a_row(turn(), turn(3.5))
    assert in_a_row(turn(), turn(8.0))
    assert not in_a_row(turn(), turn(8.0, width=0.2))


def test_the_latest_row_ends_at_the_first_rest():
    assert latest_row([turn()]) == 1
    assert latest_row([turn(), turn(2.0), turn(8.0, width=0.2), turn(10.0)]) == 2
    assert latest_row([turn(), turn(2.0), turn(4.0)]) == 3
