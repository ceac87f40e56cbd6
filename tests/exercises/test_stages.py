"""Stages: by the clock, and found from where the feet pointed."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercises.stage_clock import StageClock
from formcheck.exercises.stages import MIDDLES, find_stages


def clock(*seconds, rest=12.0):
    names = ("straight", "out", "in")[: len(seconds)]
    return StageClock(names, [n.upper() for n in names], seconds, rest)


def test_one_stage_after_the_other_without_a_break():
    c = clock(20, 20, 20)
    assert c.at(0.0) is None
    c.step(3.0)
    for t in range(3, 64):
        c.tick(float(t))
    assert [(s.name, s.start, s.end) for s in c.slots] == [
        ("straight", 3.0, 23.0),
        ("out", 23.0, 43.0),
        ("in", 43.0, 63.0),
    ]
    assert c.finished
    assert c.at(22.9).name == "straight"
    assert c.at(23.0).name == "out"


def test_the_next_one_is_announced_ahead():
    c = clock(20, 20)
    assert c.announcement(0.0) == "Next: STRAIGHT"
    c.step(0.0)
    assert c.announcement(14.0) == ""
    assert c.announcement(15.5) == "Next: OUT"
    c.tick(20.0)
    assert c.title(20.0) == "OUT"
    assert c.announcement(36.0) == "Next: rest"


def test_a_pause_in_the_second_half_ends_a_stage_and_the_next_waits():
    c = clock(20, 20)
    c.step(0.0)
    c.pause(12.0)
    c.tick(25.0)
    assert [(s.name, s.end, s.wanted_s) for s in c.slots] == [("straight", 12.0, 20)]
    c.step(30.0)
    assert c.at(31.0).name == "out"
    assert c.at(15.0) is None


def test_a_pause_in_the_first_half_does_not():
    c = clock(20, 20)
    c.step(0.0)
    c.pause(5.0)
    c.step(8.0)
    assert c.at(9.0).name == "straight"


def test_a_stage_that_began_with_the_pause_had_not_begun():
    c = clock(10, 10)
    c.step(0.0)
    c.tick(10.1)
    assert len(c.slots) == 2
    c.pause(10.3)
    assert len(c.slots) == 1
    c.step(15.0)
    assert c.at(16.0).name == "out"


def test_steps_that_are_known_late_begin_nothing_twice():
    c = clock(10, 10)
    c.step(0.0)
    c.pause(8.0)
    c.step(4.0)
    assert len(c.slots) == 1


def test_another_cycle():
    c = clock(10)
    c.step(0.0)
    c.tick(11.0)
    first = c.slots
    assert c.finished
    c.restart()
    assert not c.finished
    c.step(30.0)
    assert c.slots[0].start == 30.0
    assert first[0].start == 0.0


@pytest.mark.parametrize("t", [0.0, 4.0, 12.0, 21.0, 25.0, 40.0])
def test_the_drawing(t):
    c = clock(10, 10, rest=12)
    c.step(2.0)
    c.tick(t)
    bar = c.bar(t, 1, 5)
    assert [p.name for p in bar.parts] == ["STRAIGHT", "OUT", "Rest"]
    assert sum(p.state == "now" for p in bar.parts) <= 1
    states = [("done", "now", "next").index(p.state) for p in bar.parts]
    assert states == sorted(states)
    assert all(0 <= p.done_s <= p.wanted_s for p in bar.parts)
    if t == 25.0:
        assert bar.left_s == pytest.approx(9.0)
    assert [p.name for p in c.bar(t, 5, 5).parts] == ["STRAIGHT", "OUT"]


# Found


def found(*runs, pauses=()):
    angles = [a for angle, count in runs for a in [angle] * count]
    return find_stages(angles, [i in pauses for i in range(len(angles))])


def test_three_stages():
    names = found((4, 10), (27, 10), (-12, 10))
    assert names == ["straight"] * 10 + ["out"] * 10 + ["in"] * 10


def test_a_single_step_done_wrong_is_no_stage():
    assert found((4, 5), (30, 1), (4, 5)) == ["straight"] * 11
    assert found((26, 5), (2, 1), (26, 5)) == ["out"] * 11


def test_after_a_pause_a_short_stage_is_believed():
    assert found((4, 5), (24, 3), pauses={5}) == ["straight"] * 5 + ["out"] * 3


def test_nothing_known_nothing_found():
    assert find_stages([math.nan] * 4, [False] * 4) == [None] * 4
    assert find_stages([], []) == []


def test_one_foot_that_shows_in_a_turn_names_no_stage():
    angles = [math.nan] * 7 + [-7.7] + [math.nan] * 7
    assert find_stages(angles, [False] * 15) == [None] * 15
    assert find_stages([-13.0, math.nan], [False] * 2) == ["in"] * 2


def test_unknown_steps_go_with_their_neighbours():
    names = find_stages([26.0, 26.0, math.nan, 27.0], [False] * 4)
    assert names == ["out"] * 4


@given(st.lists(st.floats(-60, 60), min_size=1, max_size=40), st.data())
def test_every_step_has_one_stage_and_they_change_seldom(angles, data):
    pauses = data.draw(st.lists(st.booleans(), min_size=len(angles), max_size=len(angles)))
    names = find_stages(angles, pauses)
    assert len(names) == len(angles)
    assert set(names) <= set(MIDDLES)
    assert sum(a != b for a, b in pairwise(names)) <= len(angles) / 2 + sum(pauses)
