"""Which circles make a set, and which way it goes."""

from dataclasses import replace

import pytest

from formcheck.exercises.ankle_circle_sets import CircleSets, Entry, direction_of
from formcheck.motion.view import View
from tests.support.circles import ROUND

REST = 1.0


def entry(start, way, *, side="left", seconds=2.0):
    """A circle of a set: clockwise '+', counter-clockwise '-', or '0' with no telling."""
    turned = -360.0 if way == "-" else 360.0
    measures = replace(
        ROUND,
        start=start,
        end=start + seconds,
        turned=turned,
        flat=way == "0",
        ankle_travel=0.02,
    )
    return Entry(0, measures, side, View.FRONT, 0.0, True, "", votes=True, size=40.0)


def sorted_into(ways, **how):
    """Sets of circles drawn one after the other; a blank is a rest."""
    sets = CircleSets(15.0, 10.0, how.get("reps"))
    changes, t = [], 0.0
    for way in ways:
        if way == " ":
            t += REST
            continue
        changes += sets.place(entry(t, way))
        t += 2.0
    changes += sets.close("the end")
    return sets, changes


def letters(sets):
    """The ways of the circles of each set, and of the set itself."""
    signs = {"clockwise": "+", "counter-clockwise": "-", "": "0"}
    return [
        ("".join(signs[e.measures.direction] for e in one.reps), signs[sets.way(one)])
        for one in sets.sets
    ]


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        ("+++", [("+++", "+")]),
        ("+-++", [("+-++", "+")]),  # a mistake
        ("++++---", [("++++", "+"), ("---", "-")]),  # three in a row: the way has changed
        ("+++--+", [("+++--+", "+")]),  # two in a row may be mistakes
        ("++++--", [("++++--", "+")]),
        ("--++++", [("--++++", "+")]),  # at the beginning, too
        ("-+++++", [("-+++++", "+")]),
        ("+++ ---", [("+++", "+"), ("---", "-")]),
        ("+++ +--", [("+++", "+"), ("+--", "-")]),  # its first went on as before
        ("+++ 0+-", [("+++", "+"), ("0+-", "-")]),  # as many each way: the prescribed one
        ("+++ 0-", [("+++", "+"), ("0-", "-")]),
        ("+++ -+-", [("+++", "+"), ("-+-", "-")]),
        ("++ ++", [("++++", "+")]),  # a breath
        ("++ ++-+", [("++++-+", "+")]),
        ("++ 00", [("++00", "+")]),
        ("00 ++", [("00++", "+")]),
        ("-- ++ --", [("--", "-"), ("++", "+"), ("--", "-")]),
    ],
)
def test_a_rest_and_the_other_way_begin_a_set(drawn, found):
    assert letters(sorted_into(drawn)[0]) == found


def test_a_set_that_was_one_all_along_is_told_when_it_is_known():
    sets, changes = sorted_into("++ +-")
    said = [(change.kind, change.of.index) for change in changes]
    added = ("added", 1)
    assert said == [("begun", 1), *[added] * 4, ("ended", 1), ("begun", 2), ("ended", 2)]
    first, second = sets.sets
    assert (first.start, first.end, first.ended_by) == (0.0, 4.0, "the other direction")
    assert (second.start, second.end) == (5.0, 9.0)
    assert second.side is first.side


def test_the_other_foot_begins_a_set():
    sets = CircleSets(15.0, 10.0)
    for k, side in enumerate(("left", "left", "right")):
        sets.place(entry(2.0 * k, "+", side=side))
    assert [one.side.value for one in sets.sets] == ["left", "right"]


def test_the_prescribed_number_ends_a_set():
    sets, _ = sorted_into("+++++", reps=3)
    assert [len(one.reps) for one in sets.sets] == [3, 2]


def test_most_of_the_circles_say_which_way():
    circles = [entry(0.0, "+"), entry(2.0, "-"), entry(4.0, "0")]
    assert direction_of([]) == ""
    assert direction_of(circles) == "clockwise"
    assert direction_of(circles, "counter-clockwise") == "counter-clockwise"
    assert direction_of([*circles, entry(6.0, "+")], "counter-clockwise") == "clockwise"


@pytest.mark.parametrize(
    ("drawn", "sure"),
    [
        ("+", [""]),  # it may itself be the mistake
        ("+-+", ["+"]),
        ("+0-000", [""]),  # the others may all have gone the other way
        ("+0-+00", ["+"]),
        ("+++ -", ["+", "-"]),  # as prescribed
    ],
)
def test_circles_are_judged_by_a_direction_that_was_told_of_half_of_their_set(drawn, sure):
    signs = {"clockwise": "+", "counter-clockwise": "-", "": ""}
    sets, _ = sorted_into(drawn)
    assert [signs[sets.sure_way(one)] for one in sets.sets] == sure


def test_a_short_stop_is_no_rest():
    sets = CircleSets(15.0, 10.0)
    for start, way in ((0.0, "+"), (2.0, "+"), (4.6, "-"), (6.6, "+")):
        sets.place(entry(start, way))
    sets.close("the end")
    assert letters(sets) == [("++-+", "+")]
