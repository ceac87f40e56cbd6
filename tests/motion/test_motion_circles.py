"""What tells a circle from a foot that comes to rest."""

import numpy as np
import pytest

from formcheck.exercises.ankle_circle_passing import LINGERS
from formcheck.motion.circles import Clock, angles, axes, leaning, lingering


@pytest.mark.parametrize("size", [5.0, 40.0])
def test_a_circle_is_low_for_a_quarter_of_its_time(size):
    circle = size * np.cos(np.linspace(0, 2 * np.pi, 31))
    assert lingering(circle) == pytest.approx(0.25, abs=0.04)


def test_a_foot_that_rests_half_way_down_lingers_there():
    down = 10 * np.cos(np.linspace(0, np.pi, 8))
    assert lingering(np.concatenate((down, np.full(8, -10.0), down[::-1]))) > LINGERS


def seen(width, lean):
    """A circle of this width, 40° high, that leans over by so many degrees a degree."""
    angle = np.linspace(0, 2 * np.pi, 41)
    pointed = 20 * np.cos(angle)
    return np.column_stack((width * 20 * np.sin(angle) + lean * pointed, pointed))


@pytest.mark.parametrize("lean", [-0.9, 0.0, 0.6])
@pytest.mark.parametrize("width", [0.2, 0.9])
def test_obliquely_a_circle_leans_over_and_is_set_upright(width, lean):
    points = seen(width, lean)
    found = leaning(points, -45.0, 1.36)
    assert found == pytest.approx(lean, abs=0.02)
    points[:, 0] -= found * points[:, 1]
    major, minor = axes(points, angles(points, Clock.of(points)))
    assert minor / major == pytest.approx(width, abs=0.03)


def test_from_the_front_a_circle_that_leans_was_drawn_so():
    assert abs(leaning(seen(0.2, 0.9), 0.0, 1.36)) < 0.3
    assert leaning(seen(0.2, 0.9), float("nan"), 1.36) == 0.0
