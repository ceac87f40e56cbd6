"""What is seen in one crop: the ellipses say what stays through a clip too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.pose.feet.points import BIG_TOE, HEEL, middle
from formcheck.pose.feet.sight import CLIP_ERROR, Place, Sight, sights
from tests.support.feet import IMAGE, FakeNetwork, foot


def _sight(length: float, spread: float) -> Sight:
    xy = np.full((6, 2), 100.0)
    xy[BIG_TOE] = xy[HEEL] + [length, 0.0]
    shares = np.ones(6)
    place = Place(np.array([100.0, 100.0]), length)
    return Sight(
        place, xy, np.array([spread * np.eye(2)] * 6), shares, 0 * shares, 1, 0, np.ones(3)
    )


@given(st.floats(12, 400), st.floats(1e-4, 100))
def test_no_ellipse_is_smaller_than_what_stays_through_a_clip(length: float, spread: float):
    sight = _sight(length, spread)
    ellipses = sight.ellipses
    assert ellipses.shape == (6, 3)
    assert np.allclose(ellipses[:, 0], ellipses[:, 2])
    assert np.allclose(ellipses[:, 1], 0)
    assert np.allclose(ellipses[:, 0], spread + (CLIP_ERROR * sight.length) ** 2)


@pytest.mark.parametrize(
    ("side", "told", "mirrored"), [(0, False, 1), (1, True, 1), (-1, True, -1)]
)
def test_a_foot_that_is_known_is_shown_as_a_right_one(side: int, told: bool, mirrored: int):
    xy = foot(300, 300)
    place = Place(middle(xy) + 5.0, 60.0, turn=20.0, side=side)
    crop = place.crop()
    assert crop.told is told
    assert np.sign(np.linalg.det(crop.matrix[:, :2])) == mirrored
    (sight,) = sights(FakeNetwork(one=xy), IMAGE, [place])
    np.testing.assert_allclose(sight.xy, xy, atol=1e-3)
