"""What tells steps on the toes from others, of steps whose measures are given."""

import math
from dataclasses import fields, replace

import pytest

from formcheck.motion.signals import NAMES, Moment
from formcheck.motion.stance_measures import StanceMeasures, measure_stance
from formcheck.motion.steps import Step
from formcheck.motion.tiptoe import ON_ONE_LINE, ROLLS_RISEN, why_not_tiptoe
from formcheck.motion.track import Track
from formcheck.motion.view import View

NOTHING = {f.name: math.nan for f in fields(StanceMeasures)}
STEP = StanceMeasures(**{**NOTHING, "side": "left", "whole": True, "stood": True})


def steps(**measures):
    return [replace(STEP, **measures)] * 5


def test_steps_of_which_nothing_speaks_against_it_are_on_the_toes():
    assert why_not_tiptoe(steps()) == ""
    assert why_not_tiptoe(steps(lift=0.4, roll=0.1, aside=0.7)) == ""


@pytest.mark.parametrize(
    ("measures", "why"),
    [
        ({"roll": 0.5}, "rolled"),
        ({"lift": 0.02}, "heels were on the floor"),
        ({"aside": ON_ONE_LINE / 2}, "on one line"),
        ({"stood": False}, "straight legs"),
        ({"knee": 100.0}, "one leg"),
    ],
)
def test_what_speaks_against_it(measures, why):
    assert why in why_not_tiptoe(steps(**measures))


@pytest.mark.parametrize("measures", [{"lift": 0.02}, {"aside": 0.1}])
def test_a_rise_that_was_seen_is_believed_over_the_feet(measures):
    assert why_not_tiptoe(steps(**measures), risen=True) == ""


def test_a_rise_that_may_be_weight_that_was_shifted_leaves_feet_on_one_line_a_say():
    on_line = steps(aside=ON_ONE_LINE / 2)
    assert "on one line" in why_not_tiptoe(on_line, risen=True, faint=True)
    assert why_not_tiptoe(steps(aside=0.6), risen=True, faint=True) == ""


def test_one_step_on_the_line_is_no_heel_to_toe_walk():
    assert why_not_tiptoe([*steps(aside=0.6), replace(STEP, aside=0.1)]) == ""


@pytest.mark.parametrize(("view", "rolled"), [(View.BACK, False), (View.LEFT, True)])
def test_from_behind_a_foot_rolls_only_where_the_foot_model_sees_it_too(view, rolled):
    """Toes are hidden there, and the body model mixes up legs that swing."""
    yaw = {View.BACK: 180.0, View.LEFT: 90.0}[view]
    track = Track()
    for k in range(30):
        values = dict.fromkeys(NAMES, 0.0) | {
            "yaw": yaw,
            "shoulder_height": 300.0,
            "foot_length": 60.0,
        }
        values |= {"heel_height_left": 40.0 * (k % 15) / 15, "fine_heel_height_left": 5.0}
        track.push(Moment(k / 30, tuple(values.values()), view, whole=True))
    step = Step("left", 0.1, 0.4, 0.9, foot_length=60.0)
    assert (measure_stance(track, step, None).roll > ROLLS_RISEN) is rolled
