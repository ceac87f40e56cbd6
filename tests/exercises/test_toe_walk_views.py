"""From where steps on the toes are seen, by where they lead."""

import math
from dataclasses import fields, replace

import pytest

from formcheck.exercises.base import FRONTAL_VIEWS
from formcheck.exercises.toe_walk_results import Entry
from formcheck.exercises.toe_walk_views import yaws_by_way
from formcheck.motion.heading import Spot
from formcheck.motion.stance_measures import StanceMeasures
from formcheck.motion.steps import Step
from formcheck.motion.view import View

NOTHING = StanceMeasures(**{f.name: math.nan for f in fields(StanceMeasures)})


def walk(leads, drawn, steps=10, step=0.6, view=View.BACK):
    """Steps along a line that leads that way from the camera's axis, drawn at a yaw, degrees."""
    entries = []
    for k in range(steps):
        way = k * step
        right, away = -math.sin(math.radians(leads)) * way, 14 - math.cos(math.radians(leads)) * way
        foot = Step("left", k * 0.6, k * 0.6 + 0.4, k * 0.6 + 1.0)
        measures = replace(NOTHING, interval_s=0.07)
        entries.append(Entry(foot, measures, view, drawn, spot=Spot(right, away)))
    return entries


@pytest.mark.parametrize("leads", [150.0, 165.0, 180.0, -160.0])
def test_from_behind_a_way_tells_from_where_its_steps_are_seen(leads):
    entries = walk(leads, 178.0)
    for entry, yaw in zip(entries, yaws_by_way(entries), strict=True):
        assert math.cos(math.radians(yaw - leads + entry.spot.bearing)) == pytest.approx(
            1, abs=1e-4
        )


@pytest.mark.parametrize(
    "entries",
    [
        walk(180.0, 178.0, step=0.0),  # on the spot
        walk(180.0, 178.0, steps=4),
        walk(0.0, 5.0, view=View.FRONT),  # where the way is known less well than the body
        walk(90.0, 85.0, view=View.LEFT),
    ],
)
def test_elsewhere_it_tells_nothing(entries):
    assert all(map(math.isnan, yaws_by_way(entries)))


def test_nothing_is_judged_where_the_way_leads_past_the_border_of_a_view():
    """However square the body is drawn."""
    for leads, judged in ((150.0, False), (175.0, True)):
        entry, *_ = entries = walk(leads, 176.0)
        entry.by_way = yaws_by_way(entries)[0]
        assert (not entry.seen.why_not(FRONTAL_VIEWS, "a front or back view")) is judged
