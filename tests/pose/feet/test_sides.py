"""Left and right from how two feet stand, which hides the other, and when that is believed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.pose.feet.points import BIG_TOE, HEEL
from formcheck.pose.feet.sight import Place, Sight
from formcheck.pose.feet.stance import HIDES, nearer_is_right, says, second_is_right
from formcheck.pose.feet.who import SETTLED, STAY, Rows

LENGTH = 60.0
#: Points of a foot in profile that looks to the right, foot lengths; y down.
PROFILE = np.array([[0.25, -1.7], [0.22, -0.28], [0, 0], [0.75, -0.03], [1, -0.02], [0.85, 0]])
#: One that is seen from in front, or from behind with its heel up: toes lower than the heel.
TOES_LOW = np.array([[0, -1.7], [0, -0.4], [0, -0.2], [0.05, 0], [0.03, 0.1], [-0.1, 0.1]])


def sight(shape, x, y, visible=0.9, **shares):
    points = shape * LENGTH + [x, y]
    seen = np.full(6, visible)
    for row, share in ((HEEL, "heel"), (BIG_TOE, "toe")):
        seen[row] = shares.get(share, visible)
    spread = np.tile(np.eye(2), (6, 1, 1))
    return Sight(
        Place(points[1:].mean(0), LENGTH), points, spread, seen, np.zeros(6), 1.0, 0.5, np.ones(3)
    )


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("lifted", [0.0, 20.0])
def test_the_foot_that_hides_the_other_is_the_near_one(facing, lifted):
    shape = PROFILE * [facing, 1]
    near, far = sight(shape, 200, 300), sight(shape, 210, 295 - lifted, visible=0.6)
    # Who looks to the right has the right foot nearer.
    assert nearer_is_right(far, near, LENGTH) == facing
    assert nearer_is_right(near, far, LENGTH) == -facing


def test_feet_that_cannot_hide_each_other_say_nothing_by_it():
    near = sight(PROFILE, 200, 300)
    beyond = sight(PROFILE, 200 + (HIDES + 0.1) * LENGTH, 300, visible=0.4)
    assert nearer_is_right(near, beyond, LENGTH) == 0
    assert nearer_is_right(near, sight(PROFILE, 210, 295, visible=0.88), LENGTH) == 0
    assert nearer_is_right(near, sight(PROFILE * [-1, 1], 210, 295, visible=0.4), LENGTH) == 0
    front = sight(TOES_LOW, 200, 300), sight(TOES_LOW, 210, 300, visible=0.4)
    assert nearer_is_right(*front, LENGTH) == 0


def test_raised_heels_from_behind_are_not_taken_for_feet_from_in_front():
    front = [sight(TOES_LOW, x, 300, heel=0.05) for x in (300, 200)]
    assert second_is_right(*front, LENGTH) == 1  # on the left of the picture
    behind = [sight(TOES_LOW, x, 300, heel=0.8) for x in (300, 200)]
    assert second_is_right(*behind, LENGTH) == 0


def test_feet_that_turn_stand_nowhere():
    feet = [sight(TOES_LOW, x, 300, heel=0.05) for x in (300, 200)]
    assert says(*feet, LENGTH, steady=True) > 2
    assert says(*feet, LENGTH, steady=False) == 0


@given(st.floats(STAY + 0.01, 6), st.floats(STAY + 0.01, SETTLED - 0.01))
def test_feet_that_were_known_keep_their_names_until_more_speaks_against_it(known, against):
    rows = Rows()
    rows.decide(-known / 2, known / 2)
    assert not rows.swapped
    rows.decide(against / 2, -against / 2)
    assert not rows.swapped
    assert rows.certainty == 0.5  # unknown meanwhile
    rows.decide(SETTLED / 2 + 0.01, -SETTLED / 2 - 0.01)
    assert rows.swapped
    assert rows.certainty > 0.89


def test_feet_that_are_followed_anew_are_not_held_to_what_was_known():
    rows = Rows()
    rows.decide(-3.0, 3.0)
    rows.decide(0.0, 0.0)
    rows.decide(0.5, -0.5)
    assert rows.swapped
