"""The place of the leading foot, across the picture."""

import pytest

from formcheck.motion.stairs import Stairs
from formcheck.motion.tandem_feet import Feet

FOOT = 30.0
FPS = 15
STANDS = [0.0] * FPS
ONE_STEP = [*STANDS, 0.2, 0.5, 0.8]


def landings(leads):
    """Landings of somebody seen from the left, who walks to the picture's left: foot lengths."""
    stairs, found = Stairs(), []
    for number, lead in enumerate(leads):
        x = -lead * FOOT
        feet = Feet(number / FPS, ((x, 100.0), (x + FOOT, 100.0)), x + FOOT / 2, FOOT, 90.0)
        landing = stairs.push(feet)
        found += [] if landing is None else [landing]
    return found


@pytest.mark.parametrize(
    "unsteady",
    [
        (0.9, 0.9, 0.9, 0.9, 0.9),
        (1.0, 1.2, 1.0, 0.8, 0.9),
        (0.9, 1.2, 1.1, 0.7, 1.0),
        (0.7, 1.1, 0.9, 1.0, 0.8),
    ],
)
def test_a_quick_step_whose_foot_is_drawn_unsteadily_until_the_next_swing(unsteady):
    two = landings([*ONE_STEP, *unsteady, 1.2, 1.6, 2.0, 2.3, 2.4, *[2.4] * 8])
    assert len(two) == 2
    assert two[0].t == pytest.approx(18 / FPS, abs=0.2)
    assert two[1].t == pytest.approx(27 / FPS, abs=0.2)


def test_a_foot_that_comes_back_took_no_step():
    assert landings([*STANDS, 0.1, 0.2, 0.3, 0.35, 0.3, 0.2, 0.1, *STANDS]) == []
