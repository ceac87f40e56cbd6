"""Steps on the toes judged together."""

import math
from dataclasses import fields, replace

from formcheck.exercises.sets import OpenSet
from formcheck.exercises.toe_walk import ToeWalkLimits
from formcheck.exercises.toe_walk_judging import judged
from formcheck.exercises.toe_walk_results import Entry
from formcheck.motion.steps import Step
from formcheck.motion.tiptoe import StanceMeasures
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
