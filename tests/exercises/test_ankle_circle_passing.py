"""Which turns among circles are but a foot that comes to rest, and which are small circles."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.ankle_circle import AnkleCircleLimits
from formcheck.exercises.ankle_circle_passing import in_passing
from formcheck.motion.circle_turn import Turn
from formcheck.motion.foot_path import FootPath
from tests.exercises.test_ankle_circle_sets import entry
from tests.support.circles import ROUND

BEFORE = [entry(2.0 * k, "+") for k in range(3)]  # of 40°, in 2 s


def passes(seconds, width, pause=0.0):
    """Whether a turn of 20° does, that stands still half way, at its lowest, for some seconds."""
    t = np.arange(0, seconds + pause, 1 / 15)
    share = np.clip(t, 0, seconds / 2) + np.clip(t - seconds / 2 - pause, 0, seconds / 2)
    angle = 2 * np.pi * share / seconds
    path = FootPath(t, width * 10 * np.sin(angle), 10 * np.cos(angle), np.zeros((len(t), 2)))
    turn = Turn(0.0, t[-1], 360.0, "round", path, True, flat=width < 0.12, width=width)
    return in_passing(replace(ROUND, end=t[-1]), turn, BEFORE, AnkleCircleLimits())


@pytest.mark.parametrize(
    ("seconds", "width", "pause", "passing"),
    [
        (2.0, 0.5, 0.0, False),  # small circles
        (2.0, 0.0, 0.0, False),  # seen as flat
        (1.0, 0.5, 0.0, False),
        (1.0, 0.0, 0.0, True),  # half as far as a circle, and back, in half the time
        (1.0, 0.2, 0.0, True),  # the same, not quite straight
        (1.5, 0.2, 0.0, True),
        (2.0, 0.2, 0.0, False),  # a small circle takes as long as others
        (1.0, 0.0, 1.0, True),  # with a rest
        (1.0, 0.5, 1.0, True),  # the flow went astray meanwhile
        (2.0, 0.5, 1.0, True),
    ],
)
def test_a_foot_that_comes_to_rest_stands_still_and_one_that_draws_a_small_circle_does_not(
    seconds, width, pause, passing
):
    assert passes(seconds, width, pause) is passing
