"""Which circles' direction is told, by where they were seen from."""

import math
from dataclasses import replace

import pytest

from formcheck.motion.circle_measures import (
    FOOT_UNSURE,
    HALVES_DIFFER,
    LEG_TOOK_ALONG,
    SHAPE_LEG_MOVED,
    SHAPE_TOO_SMALL,
    seen_from_behind,
    seen_obliquely,
)
from formcheck.motion.swing_pairs import alike
from formcheck.motion.swings import Swing
from tests.support.circles import ROUND


@pytest.mark.parametrize(
    ("alike", "travel", "untold"),
    [
        (0.8, 0.05, ""),
        (0.1, 0.05, HALVES_DIFFER),
        (0.8, 0.5, LEG_TOOK_ALONG),
        (0.8, math.nan, ""),  # a shank behind its foot
    ],
)
def test_obliquely_a_direction_is_told_of_a_still_leg_whose_halves_agree(alike, travel, untold):
    seen = seen_obliquely(replace(ROUND, ankle_travel=travel, alike=alike))
    assert seen.untold == untold
    assert seen.direction == ("" if untold else "clockwise")


@pytest.mark.parametrize(
    ("asides", "found"),
    [((6.0, 3.0), 0.5), ((-6.0, -6.0), 1.0), ((6.0, -3.0), 0.0), ((4.0,), 1.0), ((0.0, 0.0), 0.0)],
)
def test_two_halves_are_as_alike_as_they_are_round(asides, found):
    swings = [Swing(0.0, 1.0, size=20.0, up=True, aside=one, leg=0.0) for one in asides]
    assert alike(swings) == pytest.approx(found)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"pointed": 40.0, "ankle_travel": 0.05}, ""),
        ({"pointed": 40.0, "ankle_travel": math.nan}, ""),
        ({"pointed": 40.0, "ankle_travel": 0.25}, SHAPE_LEG_MOVED),
        ({"pointed": 20.0, "aside": 15.0}, SHAPE_TOO_SMALL),
        ({"pointed": 20.0, "aside": 35.0}, ""),
    ],
)
def test_how_round_it_was_is_told_of_large_circles_of_a_still_leg(how, why):
    assert replace(ROUND, **how).shapeless == why


@pytest.mark.parametrize(
    ("round_", "travel", "told"),
    [(0.8, 0.05, True), (0.3, 0.05, False), (0.8, 0.5, False), (0.8, math.nan, False)],
)
def test_from_behind_it_is_told_of_what_is_clearly_round_on_a_still_leg(round_, travel, told):
    seen = seen_from_behind(replace(ROUND, round=round_, ankle_travel=travel))
    assert (seen.direction == "clockwise") is told


@pytest.mark.parametrize(("error", "untold"), [(math.nan, ""), (0.08, ""), (0.2, FOOT_UNSURE)])
def test_from_behind_a_foot_that_is_seen_badly_tells_no_direction(error, untold):
    assert seen_from_behind(ROUND, error).untold == untold
