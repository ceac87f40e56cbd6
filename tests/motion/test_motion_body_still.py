"""How far body and ankles moved."""

from dataclasses import dataclass, field

import pytest

from formcheck.motion.body_still import ANKLES, Body


@dataclass
class At:
    """A moment of which only some signals are known."""

    t: float
    known: dict = field(default_factory=dict)

    def __getitem__(self, name):
        return self.known.get(name, float("nan"))


def body(**courses):
    kept = Body()
    for k in range(31):
        kept.push(At(k / 10, {name: course(k / 10) for name, course in courses.items()}))
    return kept


def test_what_moves_there_and_back_has_moved_and_is_not_elsewhere():
    kept = body(hip_height=lambda t: 30 * min(t, 3 - t), ankle_x_left=lambda t: 30 * min(t, 3 - t))
    assert kept.moved(0, 3) == pytest.approx(43, abs=3)
    assert kept.shifted(0, 3, ANKLES["left"]) < 5


def test_a_step_is_elsewhere():
    kept = body(ankle_x_left=lambda t: 40 * (t > 1.5), ankle_height_left=lambda t: 30 * (t > 1.5))
    assert kept.shifted(0, 3, ANKLES["left"]) == pytest.approx(50)
    assert kept.moved(0, 1, ANKLES["left"]) == 0


def test_a_point_that_jumps_once_is_not_a_body_that_moves():
    assert body(shoulder_height=lambda t: 200.0 * (t == 1.0)).moved(0, 3) < 1


def test_what_is_not_seen_has_not_moved():
    assert body().moved(0, 3) == 0
    assert body().shifted(0, 3, ANKLES["right"]) == 0


def test_which_ankle_is_higher_and_whether_the_other_was_lifted():
    kept = body(ankle_height_left=lambda t: 30.0, ankle_height_right=lambda t: 40.0 * (1 < t < 1.6))
    assert kept.higher("left", 0, 0.8) == pytest.approx(30)
    assert kept.higher("right", 0, 0.8) == pytest.approx(-30)
    assert kept.lowest("left", 0, 3) == pytest.approx(40)
    assert kept.lowest("right", 0, 3) == pytest.approx(0, abs=1)
    assert body().lowest("left", 0, 3) == 0
