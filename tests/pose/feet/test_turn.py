"""Which way is up: crops, pictures and points turned alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.pose.feet.codec import Crop
from formcheck.pose.feet.turn import UPRIGHT_DEG, across, back, quarters, turn_up, up

SIZE = (4, 3)


@given(st.floats(-180, 180), st.floats(1, 100))
def test_a_shank_that_leans_much_points_up_in_the_turned_crop(lean: float, long: float):
    shank = long * np.array([np.sin(np.radians(lean)), -np.cos(np.radians(lean))])
    turn = turn_up(shank)
    inside = Crop.of(np.zeros(2), 1.0, turn, size=1).matrix[:, :2] @ shank
    if abs(lean) > UPRIGHT_DEG + 0.1:
        assert inside == pytest.approx([0, -long], abs=1e-6 * long)
    elif abs(lean) < UPRIGHT_DEG - 0.1:
        assert turn == 0.0
    # What is near enough stays, and so does what is unknown.
    assert turn_up(shank, turn) == turn
    assert turn_up(np.zeros(2), turn) == turn


@given(st.floats(-180, 180))
def test_up_and_right_in_a_crop_are_those_of_the_picture(turn: float):
    linear = Crop.of(np.zeros(2), 1.0, turn, size=1).matrix[:, :2]
    assert linear @ up(turn) == pytest.approx([0, -1], abs=1e-9)
    assert linear @ across(turn) == pytest.approx([1, 0], abs=1e-9)


@pytest.mark.parametrize("turn", [0, 90, -90])
def test_a_turned_picture_is_turned_as_crops_are_and_its_points_come_back(turn: int):
    picture = np.arange(SIZE[0] * SIZE[1]).reshape(SIZE[1], SIZE[0])
    turned = quarters(picture, turn)
    for row in range(turned.shape[0]):
        for column in range(turned.shape[1]):
            x, y = back((column + 0.5, row + 0.5), turn, SIZE)
            assert picture[int(y), int(x)] == turned[row, column]
    here, there = (np.array(back(p, turn, SIZE)) for p in ((1.0, 1.0), (1.0, 0.0)))
    assert there - here == pytest.approx(up(turn), abs=1e-9)
