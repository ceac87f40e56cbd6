"""Which circles' direction is told, by where they were seen from."""

import math
from dataclasses import replace

import pytest

from formcheck.motion.circle_measures import (
    LEG_TOOK_ALONG,
    TOO_OBLIQUE,
    seen_from_behind,
    seen_obliquely,
)
from tests.support.circles import ROUND


@pytest.mark.parametrize(
    ("yaw", "travel", "untold"),
    [
        (-35.0, 0.05, ""),
        (-48.0, 0.05, TOO_OBLIQUE),
        (48.0, 0.05, TOO_OBLIQUE),
        (35.0, 0.5, LEG_TOOK_ALONG),
        (35.0, math.nan, ""),  # a shank behind its foot
    ],
)
def test_obliquely_a_direction_is_told_of_a_still_leg_that_is_seen_from_the_front(
    yaw, travel, untold
):
    seen = seen_obliquely(replace(ROUND, ankle_travel=travel), yaw)
    assert seen.untold == untold
    assert seen.direction == ("" if untold else "clockwise")


@pytest.mark.parametrize(
    ("round_", "travel", "told"),
    [(0.8, 0.05, True), (0.3, 0.05, False), (0.8, 0.5, False), (0.8, math.nan, False)],
)
def test_from_behind_it_is_told_of_what_is_clearly_round_on_a_still_leg(round_, travel, told):
    seen = seen_from_behind(replace(ROUND, round=round_, ankle_travel=travel))
    assert (seen.direction == "clockwise") is told
