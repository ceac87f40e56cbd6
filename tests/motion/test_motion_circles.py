"""What tells a circle from a foot that comes to rest."""

import numpy as np
import pytest

from formcheck.exercises.ankle_circle_passing import LINGERS
from formcheck.motion.circles import lingering


@pytest.mark.parametrize("size", [5.0, 40.0])
def test_a_circle_is_low_for_a_quarter_of_its_time(size):
    circle = size * np.cos(np.linspace(0, 2 * np.pi, 31))
    assert lingering(circle) == pytest.approx(0.25, abs=0.04)


def test_a_foot_that_rests_half_way_down_lingers_there():
    down = 10 * np.cos(np.linspace(0, np.pi, 8))
    assert lingering(np.concatenate((down, np.full(8, -10.0), down[::-1]))) > LINGERS
