"""Steps on the toes judged together."""

import math
from dataclasses import fields, replace
from types import SimpleNamespace

import pytest

from formcheck.exercises.results import Verdict
from formcheck.exercises.sets import OpenSet
from formcheck.exercises.stage_clock import Slot
from formcheck.exercises.stages import MIDDLES
from formcheck.exercises.toe_walk import STAGES, ToeWalkLimits
from formcheck.exercises.toe_walk_checks import ONE_LATE
from formcheck.exercises.toe_walk_judging import judged
from formcheck.exercises.toe_walk_news import Accepted
from formcheck.exercises.toe_walk_results import Entry, seconds_on_toes
from formcheck.exercises.toe_walk_steps import StepsOnToes
from formcheck.motion.stance_measures import StanceMeasures
from formcheck.motion.steps import Footfall, Step
from formcheck.motion.track import Track
from formcheck.motion.view import View

NOTHING = StanceMeasures(**{f.name: math.nan for f in fields(StanceMeasures)})


def entry(index, side, down):
    measures = replace(NOTHING, side=side, middle=down + 0.3, whole=True, stood=True, gap_s=0.0)
    step = Step(side, down - 0.3, down, down + 0.6)
    return Entry(step, replace(measures, interval_s=0.03), View.LEFT, 90.0, index)


def test_a_step_that_became_known_late_stands_and_is_numbered_where_it_was_made():
    steps = [entry(4, "left", 1.0), entry(5, "left", 2.2), entry(6, "right", 1.6)]
    cycle = OpenSet(1, 1.0, reps=steps)
    for _ in range(2):
        reps = judged(cycle, (), ToeWalkLimits())
        assert [(rep.index, rep.start_s) for rep in reps] == [(4, 1.0), (5, 1.6), (6, 2.2)]


@pytest.mark.parametrize(
    ("seen", "seconds"),
    [({}, 1.8), ({"fell": 5.0}, 3.9), ({"risen": 0.4}, 4.08)],
)
def test_a_turn_between_steps_of_one_walk_is_spent_on_the_toes(seen, seconds):
    steps = [entry(1, "left", 1.0), entry(2, "right", 4.0)]
    for step in steps:
        for name, when in seen.items():
            setattr(step, name, when)
    apart = seconds_on_toes([replace(steps[0], fell=2.0, risen=math.nan), steps[1]])
    assert seconds_on_toes(steps) == pytest.approx(seconds)
    assert apart == pytest.approx(1.8)  # the heels came down between them


@pytest.mark.parametrize(("fell", "counted"), [(True, 0), (False, 1)])
def test_a_step_that_may_lie_after_coming_down_waits_until_that_is_known(fell, counted):
    steps, rise = StepsOnToes(Track()), SimpleNamespace(may_have_fallen=5.1, rise=None)
    steps.rise = rise
    steps._latest.append(entry(1, "right", 4.4))
    late = entry(2, "left", 5.0)
    steps._entry = lambda _step: late
    steps._why_no_step = lambda _step: ""
    rise.falls, rise.changes = [], SimpleNamespace(rose_near=lambda *_: False)
    assert not list(steps._footfall(Footfall("left", late.step)))
    rise.changes.at = lambda _t: SimpleNamespace(up=not fell)
    assert len([n for n in steps._release() if isinstance(n, Accepted)]) == counted


def steps_in(stages, each=5):
    """Steps seen from the front whose feet point as in these stages, one after the other."""
    found = []
    for i in range(each * len(stages)):
        step = entry(i + 1, ("right", "left")[i % 2], 1.0 + 0.6 * i)
        measures = replace(step.measures, turn=1.3 * MIDDLES[stages[i // each]])
        found.append(replace(step, measures=measures, view=View.FRONT, yaw=0.0))
    return found


@pytest.mark.parametrize(
    ("stages", "wrong", "late"),
    [
        (("straight", "out", "in"), False, False),
        (("out", "in"), False, True),  # the first stage lies before the recording
        (("out", "out"), True, False),  # toes out in the stage of straight feet: a fault
    ],
)
def test_feet_that_are_a_stage_ahead_of_the_clock_are_not_called_wrong(stages, wrong, late):
    steps = steps_in(stages)
    slots = [
        Slot(name, 0.9 + 3.0 * i, 3.9 + 3.0 * i, 3.0)
        for i, name in enumerate(STAGES[: len(stages)])
    ]
    reps = judged(OpenSet(1, 0.0, reps=steps), slots, ToeWalkLimits())
    found = [f for rep in reps for f in rep.findings if f.check == "wrong_direction"]
    assert any(f.verdict is Verdict.FAULT for f in found) is wrong
    assert all(f.reason == ONE_LATE for f in found) is late
    assert [rep.stage for rep in reps] == [s for s in STAGES[: len(stages)] for _ in range(5)]
