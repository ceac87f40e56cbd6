"""Questions asked of steps along one line, on steps written down by hand."""

import pytest

from formcheck.exercises.base import SIDE_VIEWS
from formcheck.exercises.heel_to_toe import HeelToToeLimits
from formcheck.exercises.heel_to_toe_checks import StepMeasures
from formcheck.exercises.heel_to_toe_kind import BEGINS_WITH
from formcheck.exercises.heel_to_toe_turns import (
    begins_with_none,
    passed_over,
    put_down_before,
    stood_already,
)
from formcheck.exercises.heel_to_toe_walk import Step, Walk
from formcheck.motion.line import Place
from formcheck.motion.tandem_feet import Landing
from formcheck.motion.tandem_measures import Stance
from formcheck.motion.view import View

FOOT = 40.0
LIMITS = HeelToToeLimits()


def stood(along, side, *, view=View.OBLIQUE_FRONT, yaw=45.0):
    """A foot so many foot lengths on the way, which goes to the picture's left."""
    left = {"left": 1.0, "right": 0.0, "unknown": 0.5}[side]
    return Stance(Place(600 - FOOT * along, 100.0, FOOT), 20.0, left, yaw, view)


def walk_of(*feet, view=View.OBLIQUE_FRONT, yaw=45.0):
    """A walk of feet (along, side), the first of which stood before it."""
    stances = [stood(along, side, view=view, yaw=yaw) for along, side in feet]
    walk = Walk(stances[:1])
    for number, stance in enumerate(stances[1:]):
        landing = Landing(float(number), number + 0.1, number - 0.2)
        walk.contacts.append(Step(landing, stance, walk, StepMeasures(float(number), step_s=1.0)))
    return walk


def test_the_same_foot_twice_within_one_step_was_put_down_on_the_way():
    walk = walk_of((0, "left"), (1, "right"), (2, "left"), (2.5, "right"))
    last = walk.steps[-1]
    assert put_down_before(walk, last, stood(3, "right"))
    assert not put_down_before(walk, last, stood(3, "left"))
    assert not put_down_before(walk, last, stood(3, "unknown"))
    # The other foot's step between them was missed.
    assert not put_down_before(walk, last, stood(4.5, "right"))
    # On the way into a turn.
    assert not put_down_before(walk, last, stood(3, "right", yaw=75.0))


def test_from_the_side_the_names_say_nothing():
    side = {"view": View.LEFT, "yaw": 90.0}
    walk = walk_of((0, "left"), (1, "right"), (2, "left"), (2.5, "right"), **side)
    assert not put_down_before(walk, walk.steps[-1], stood(3, "right", **side))


def test_one_foot_before_the_other_every_time():
    walk = walk_of((0, "left"), (1, "left"), (2, "left"), (3, "left"))
    assert "one foot" in walk.why_not(LIMITS)
    walk = walk_of((0, "left"), (1, "right"), (2, "left"), (3, "right"))
    assert not walk.why_not(LIMITS)


@pytest.mark.parametrize(("step", "counts"), [(0.6, False), (1.05, True)])
def test_feet_on_one_line_do_not_overlap(step, counts):
    feet = [(i * step, "left" if i % 2 else "right") for i in range(4)]
    walk = walk_of(*feet, view=View.LEFT, yaw=90.0)
    assert (not walk.why_not(LIMITS)) is counts


def test_after_steps_of_another_kind_more_have_to_fit():
    walk = walk_of(*((i, "left" if i % 2 else "right") for i in range(4)))
    assert len(walk.steps) == BEGINS_WITH
    assert walk.fits
    walk.drop_first()
    assert len(walk.stances) == BEGINS_WITH
    more = walk_of(*((i, "left" if i % 2 else "right") for i in range(4)))
    walk.contacts += more.contacts[:1]
    assert not walk.fits


@pytest.mark.parametrize(
    ("yaw", "certain"),
    [(60.0, False), (80.0, True), (93.0, True), (-93.0, True), (98.0, False), (-98.0, False)],
)
def test_who_is_seen_from_a_side_may_be_turned_away_more_than_it_seems(yaw, certain):
    view = View.LEFT if yaw > 0 else View.RIGHT
    walk = walk_of((0, "left"), (1, "right"), view=view, yaw=yaw)
    assert (not walk.steps[0].seen.why_not(SIDE_VIEWS, "a side view")) is certain


def test_where_one_foot_is_drawn_wrongly_its_steps_are_judged_by_twos():
    # From the side every second step looks half a foot length too long, and the others too short.
    feet = [(i + 0.5 * (i % 2), "left" if i % 2 else "right") for i in range(4)]
    walk = walk_of(*feet, view=View.LEFT, yaw=90.0)
    assert [round(walk.way(step), 1) for step in walk.steps] == [1.5, 0.5, 1.5]
    assert not walk.why_not(LIMITS)


def beside(places, *, yaw=0.0):
    """A walk towards the camera with feet so far to the picture's right, foot lengths."""
    stances = [
        Stance(
            Place(300 + FOOT * right, 300.0 - 8 * i, FOOT), 20.0 - i, float(i % 2), yaw, View.FRONT
        )
        for i, right in enumerate(places)
    ]
    walk = Walk(stances[:1])
    for number, stance in enumerate(stances[1:]):
        landing = Landing(float(number), number + 0.1, number - 0.2)
        walk.contacts.append(Step(landing, stance, walk, StepMeasures(float(number), step_s=1.0)))
    return walk


def test_width_is_what_the_feet_are_apart_in_turn():
    apart = beside([0.25 if i % 2 else -0.25 for i in range(5)])
    assert "far apart" in apart.why_not(LIMITS)
    # Two feet beside the line, one after the other to the same side: a fault, and no wide walk.
    assert not beside([0, 0, 0.5, 0.5, 0.5]).why_not(LIMITS)


def landed(side, *, again=False):
    return Landing(9.0, 9.1, 8.8, again=again, side=side)


def long_walk(step=1.0):
    return walk_of(*((i * step, "left" if i % 2 else "right") for i in range(6)))


@pytest.mark.parametrize("step", [0.6, 1.0, 1.4])
def test_nobody_takes_two_steps_with_one_foot(step):
    # The lens is guessed, so steps may look shorter or longer than they are.
    walk = long_walk(step)
    assert passed_over(walk, landed("left"), stood(7 * step, "left"))
    assert not passed_over(walk, landed("left"), stood(5.2 * step, "left"))
    assert not passed_over(walk, landed("right"), stood(7 * step, "right"))
    assert not passed_over(walk, landed("left", again=True), stood(7 * step, "left"))
    assert stood_already(walk, landed("left"), stood(5.2 * step, "left"))
    assert not stood_already(walk, landed("left"), stood(7 * step, "left"))
    assert not stood_already(walk, landed("right"), stood(5.2 * step, "right"))


@pytest.mark.parametrize("step", [0.8, 1.0, 1.4])
def test_three_steps_in_one_are_one_of_each_foot_that_was_missed(step):
    walk = long_walk(step)
    walk.accepted = True
    later = Landing(8.0, 8.1, 7.8)
    assert passed_over(walk, later, stood(8 * step, "right")) == 2
    assert not passed_over(walk, later, stood(6 * step + 1.1, "right"))  # a wide gap
    assert not passed_over(walk, Landing(4.8, 4.9, 4.6), stood(8 * step, "right"))  # no time
    walk.accepted = False
    assert not passed_over(walk, later, stood(8 * step, "right"))


def test_from_the_side_no_name_says_that_a_foot_came_twice():
    side = {"view": View.LEFT, "yaw": 90.0}
    walk = walk_of(*((i, "left" if i % 2 else "right") for i in range(6)), **side)
    assert not passed_over(walk, landed(""), stood(7, "left", **side))
    assert not stood_already(walk, landed(""), stood(5.1, "left", **side))


@pytest.mark.parametrize(("first_way", "taken_up"), [(1.9, True), (2.6, False)])
def test_a_first_step_that_was_doubted_is_taken_up_by_the_walk_after_it(first_way, taken_up):
    ways = [first_way, 1.0, 1.0, 1.0, 1.0, 1.0]
    places = [sum(ways[:i]) for i in range(len(ways) + 1)]
    walk = walk_of(*((at, "left" if i % 2 else "right") for i, at in enumerate(places)))
    first = walk.drop_first()
    walk.take_up(LIMITS)
    assert (walk.steps[0] is first) is taken_up
    assert len(walk.stood) == 1
    assert not walk.doubted


def test_a_walk_that_ends_hands_its_last_step_to_what_goes_on():
    walk = long_walk()
    last, after = walk.drop_last()
    assert last not in walk.contacts
    assert last.walk is after
    assert after.doubted[0][0] is last


@pytest.mark.parametrize(("turned", "none"), [(False, True), (True, False)])
def test_after_a_turn_the_first_foot_to_lead_took_a_step(turned, none):
    walk = long_walk()
    walk.turned = turned
    walk.contacts[0].landing = Landing(0.0, 0.1, -0.2, side="right", began=-0.12, level=-0.48)
    walk.contacts[1].landing = Landing(1.0, 1.1, 0.8, side="left", began=-0.48, level=0.42)
    assert begins_with_none(walk) is none


@pytest.mark.parametrize(("width", "begins", "goes_on"), [(0.2, 1, 1), (0.35, 0, 1), (0.5, 0, 0)])
def test_a_walk_begins_narrower_than_it_goes_on(width, begins, goes_on):
    walk = beside([width / 2 if i % 2 else -width / 2 for i in range(7)])
    assert (not walk.why_not(LIMITS)) is bool(begins)
    walk.accepted = True
    assert (not walk.why_not(LIMITS)) is bool(goes_on)


def test_steps_to_both_sides_of_the_line_and_back_do_not_end_a_walk():
    walk = beside([0, 0, 0, 0, 0, -0.45, 0.1, -0.4, 0.1])
    walk.accepted = True
    assert not walk.why_not(LIMITS)
    wide = beside([0, 0, *(0.25 if i % 2 else -0.25 for i in range(7))])
    wide.accepted = True
    assert "far apart" in wide.why_not(LIMITS)


@pytest.mark.parametrize(("yaw", "told"), [(0.0, True), (180.0, False)])
def test_from_behind_a_line_has_to_go_straighter_up(yaw, told):
    view = View.FRONT if yaw == 0.0 else View.BACK
    stances = [
        Stance(Place(300 + 11.0 * i, 300.0 - 8 * i, FOOT), 20.0, float(i % 2), yaw, view)
        for i in range(6)
    ]
    walk = Walk(stances[:1])
    for number, stance in enumerate(stances[1:]):
        landing = Landing(float(number), number + 0.1, number - 0.2)
        walk.contacts.append(Step(landing, stance, walk, StepMeasures(float(number))))
    assert walk.runs_across is not told
    assert (walk.offset(walk.steps[-1]) is not None) is told
