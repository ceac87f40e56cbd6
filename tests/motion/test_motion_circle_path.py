"""What the paths of two feet say together."""

import numpy as np
import pytest

from formcheck.motion.circle_path import seen_as_one
from formcheck.motion.foot_path import FootPath


def path(size=20.0, *, late=0.0, noise=0.0, count=30):
    t = np.arange(count) / 15
    pointed = size * np.cos(np.pi * (t - late)) + np.random.default_rng(3).normal(0, noise, count)
    return FootPath(t, 0 * t, pointed, np.zeros((count, 2)))


@pytest.mark.parametrize(
    ("beside", "one"),
    [
        (path(), True),
        (path(18.0, noise=1.0), True),
        (path(8.0), False),  # a little of the flow of one foot is seen on the other
        (path(late=0.5), False),
        (path(0.0), False),
        (path(count=3), False),
    ],
)
def test_feet_that_move_in_the_same_way_are_one_foot_that_is_seen_twice(beside, one):
    assert seen_as_one(path(), beside) is one
