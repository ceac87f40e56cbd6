"""Ankle circles that are small, flat, partial or against their set, one after the other."""

from dataclasses import replace

import pytest

from formcheck.exercises.ankle_circle import AnkleCircleLimits
from formcheck.exercises.ankle_circle_checks import circle_findings
from formcheck.exercises.results import Verdict
from formcheck.motion.bands import Seen
from formcheck.motion.view import View
from tests.exercises.test_ankle_circle import ROUND, WAYS, counted, draw
from tests.support.circles import ROUND as MEASURED
from tests.support.circles import Circle, Circler
from tests.support.sessions import run

SMALL = Circle(pointed=6, aside=5)
FLAT = Circle(aside=1)
PART = Circle(turned=240)
AGAINST = Circle(against=True)
SWINGING = Circle(swing=14)


def faults(rep):
    return {f.check for f in rep.findings if f.verdict is Verdict.FAULT}


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("yaw", [0, -40, 40])
@pytest.mark.parametrize(
    "faulty", [SMALL, FLAT, AGAINST, SWINGING], ids=["small", "flat", "against", "swinging"]
)
def test_a_faulty_circle_counts(faulty, yaw, side):
    ran = draw([ROUND, faulty, ROUND, faulty, ROUND], side, yaw=yaw)
    assert len(counted(ran)) == 5


@pytest.mark.parametrize("clockwise", [True, False])
@pytest.mark.parametrize("first", [FLAT, PART, SMALL], ids=["flat", "partial", "small"])
def test_a_set_may_begin_with_a_faulty_one(first, clockwise):
    ran = draw([first, ROUND, ROUND], clockwise=clockwise)
    assert len(counted(ran)) == 3 - (first is PART)
    told = {rep.direction for rep in counted(ran)} - {"not assessed"}
    assert told == {WAYS[clockwise]}


def test_one_way_and_the_same_way_back_are_two_parts_and_no_circle():
    ran = draw([ROUND, PART, ROUND, ROUND])
    assert len(counted(ran)) == 3
    there, back = (rep for rep in ran.reps if not rep.counted)
    assert (there.direction, back.direction) == ("clockwise", "counter-clockwise")
    assert there.measures["turned"].value == pytest.approx(240, abs=25)
    assert there.end_s == pytest.approx(back.start_s)


def test_the_one_against_its_set_is_told_and_no_other():
    ran = draw([ROUND, AGAINST, ROUND, PART, ROUND])
    assert [rep.direction for rep in counted(ran)].count("counter-clockwise") == 1
    wrong = [rep for rep in counted(ran) if "direction_change" in faults(rep)]
    assert [rep.direction for rep in wrong] == ["counter-clockwise"]
    assert len(ran.outcome.sets) == 1


def test_a_set_goes_where_most_of_its_circles_go_though_the_first_did_not():
    ran = draw([AGAINST, ROUND, ROUND, ROUND])
    wrong = [rep for rep in ran.reps if "direction_change" in faults(rep)]
    assert [rep.direction for rep in wrong] in ([], ["counter-clockwise"])
    assert len(counted(ran)) == 4


def test_a_flat_circle_has_no_direction():
    ran = draw([ROUND, FLAT, ROUND, FLAT, ROUND])
    told = [rep.direction for rep in counted(ran)]
    assert told == ["clockwise", "not assessed", "clockwise", "not assessed", "clockwise"]
    assert all("flat_circle" not in faults(rep) for rep in counted(ran)[::2])


def test_a_rest_after_every_circle_loses_none():
    script = Circler().on_chair(1)
    for _ in range(4):
        script = script.circles([ROUND]).on_chair(3)
    ran = run(script.film(fps=30), exercise="ankle-circle")
    assert len(counted(ran)) == 4


def test_getting_the_foot_ready_is_no_circle():
    line = Circle(pointed=9, aside=0.2, seconds=1.2)
    ready = Circler().on_chair(1).circles([line]).circles([ROUND] * 3).on_chair(1)
    ran = run(ready.film(fps=30), exercise="ankle-circle")
    assert len(counted(ran)) == 3


def verdict_of(check, **how):
    """What a check says of a circle that was measured so, seen obliquely."""
    seen = Seen(View.OBLIQUE_FRONT, "left", 0.07)
    m = replace(MEASURED, **how)
    found = circle_findings(m, seen, AnkleCircleLimits(), best=80.0, set_direction="")
    return next(f.verdict for f in found if f.check == check)


@pytest.mark.parametrize(
    ("travel", "small", "partial"),
    [(0.05, Verdict.FAULT, Verdict.OK), (0.4, Verdict.NOT_ASSESSED, Verdict.NOT_ASSESSED)],
)
def test_of_a_leg_that_moves_neither_size_nor_a_way_back_is_told(travel, small, partial):
    tiny = {"pointed": 3.0, "aside": 3.0, "ankle_travel": travel}
    assert verdict_of("small_circle", **tiny) is small
    assert verdict_of("partial_circle", flat=True, ankle_travel=travel) is partial
    assert verdict_of("partial_circle", ankle_travel=travel) is Verdict.OK


def test_a_circle_the_other_way_after_one_that_was_gone_back_is_a_whole_one():
    ran = draw([ROUND, Circle(turned=180), AGAINST, ROUND, ROUND])
    assert [(r.direction[:3], r.counted) for r in ran.reps] == [
        ("clo", True),
        ("clo", False),
        ("cou", False),
        ("cou", True),
        ("clo", True),
        ("clo", True),
    ]
