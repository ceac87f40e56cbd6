"""Questions asked of steps along one line, on steps written down by hand."""

import pytest

from formcheck.exercises.heel_to_toe import HeelToToeLimits, StepMeasures
from formcheck.exercises.heel_to_toe_walk import BEGINS_WITH, Step, Walk
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
    assert walk.put_down_before(last, stood(3, "right"))
    assert not walk.put_down_before(last, stood(3, "left"))
    assert not walk.put_down_before(last, stood(3, "unknown"))
    # The other foot's step between them was missed.
    assert not walk.put_down_before(last, stood(4.5, "right"))
    # On the way into a turn.
    assert not walk.put_down_before(last, stood(3, "right", yaw=75.0))


def test_from_the_side_the_names_say_nothing():
    side = {"view": View.LEFT, "yaw": 90.0}
    walk = walk_of((0, "left"), (1, "right"), (2, "left"), (2.5, "right"), **side)
    assert not walk.put_down_before(walk.steps[-1], stood(3, "right", **side))


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
    ("yaw", "seen"),
    [(60.0, 60.0), (100.0, 107.0), (-100.0, -107.0), (80.0, 87.0), (10.0, 10.0), (160.0, 160.0)],
)
def test_who_is_seen_from_a_side_is_turned_away_more_than_it_seems(yaw, seen):
    walk = walk_of((0, "left"), (1, "right"), yaw=yaw)
    assert walk.steps[0].seen.yaw == pytest.approx(seen)
