"""What the feet do in a raise, from feet whose doing is known."""

import math

import numpy as np
import pytest

from formcheck.motion.raise_feet import (
    FOOT_LOOKS_HIGH,
    HEIGHT_LOOKS,
    PITCH_GAIN,
    TURN_GAIN,
    feet_measures,
    peak_pitch,
    rolled_in,
    toe_out,
)
from tests.support.windows import window_of

FOOT = 40.0
T = np.arange(0, 2, 1 / 30)
SHAPE = np.clip(1.6 * np.sin(np.pi * T / 2) ** 2, 0, 1)  # up, held, down


def raised(yaw=0.0, **signals):
    """A raise with both feet 100 px apart, unless signals say otherwise."""
    plain = {"yaw": yaw, "body_height": 200 + 14 * SHAPE}
    for s, x in (("left", 150.0), ("right", 50.0)):
        plain |= {f"{part}_x_{s}": x for part in ("ankle", "heel", "toe")}
        plain |= {f"{part}_height_{s}": 0.0 for part in ("heel", "toe")}
    return window_of(T, **(plain | signals))


@pytest.mark.parametrize("yaw", [0.0, 180.0])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.25])
@pytest.mark.parametrize("way", [1, -1])
def test_drift_is_how_far_the_planted_ankle_travels(yaw, share, way):
    ankle = 150.0 + way * share * FOOT * SHAPE
    found = feet_measures(raised(yaw, ankle_x_left=ankle), "both", FOOT)
    assert found["ankle_drift"] == pytest.approx(share, abs=0.02)
    assert found["ankle_drift"] == pytest.approx(
        feet_measures(raised(yaw, ankle_x_left=ankle), "left", FOOT)["ankle_drift"]
    )
    if share:
        assert T[SHAPE > 0.8].min() <= found["drift_at"] <= T[SHAPE > 0.8].max()


@pytest.mark.parametrize(("yaw", "left_is"), [(0.0, 1.0), (180.0, -1.0)])
def test_inwards_is_to_the_other_foot_from_the_front_and_from_behind(yaw, left_is):
    centre, in_by = 100.0, 0.2 * FOOT * SHAPE
    window = raised(
        yaw,
        ankle_x_left=centre + left_is * (50.0 - in_by),
        ankle_x_right=centre - left_is * (50.0 - in_by / 2),
    )
    assert rolled_in(window, "left", FOOT) == pytest.approx(0.2, abs=0.02)
    assert rolled_in(window, "right", FOOT) == pytest.approx(0.1, abs=0.02)
    assert rolled_in(window, "both", FOOT) == pytest.approx(0.15, abs=0.02)


def test_who_shifts_both_ankles_the_same_way_rolls_no_foot_in():
    shift = 0.2 * FOOT * SHAPE
    window = raised(ankle_x_left=150.0 + shift, ankle_x_right=50.0 + shift)
    assert rolled_in(window, "both", FOOT) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(("yaw", "side"), [(90.0, "both"), (45.0, "left"), (0.0, "unknown")])
def test_where_it_cannot_be_seen_nothing_is_said_of_rolling_in(yaw, side):
    assert math.isnan(rolled_in(raised(yaw), side, FOOT))


def test_where_one_stands_is_no_drift():
    """A foot that stands turned or apart has its ankle elsewhere than its toe, all the time."""
    found = feet_measures(raised(toe_x_left=170.0, heel_x_left=145.0), "both", FOOT)
    assert found["ankle_drift"] == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("yaw", [-20.0, 0.0, 20.0])
@pytest.mark.parametrize("out", [-15.0, 0.0, 20.0])
def test_toe_out_is_against_the_pelvis_not_the_camera(yaw, out):
    """Whoever turns as a whole has not turned a foot."""
    seen = {"left": out - yaw, "right": -out - yaw}
    across = {s: FOOT * math.sin(math.radians(a)) / TURN_GAIN for s, a in seen.items()}
    window = raised(yaw, toe_x_left=150 + across["left"], toe_x_right=50 + across["right"])
    assert toe_out(window, "left", FOOT) == pytest.approx(out, abs=1e-6)
    assert toe_out(window, "right", FOOT) == pytest.approx(out, abs=1e-6)
    assert feet_measures(window, "both", FOOT)["foot_turn"] == pytest.approx(abs(out), abs=1e-6)


def test_from_behind_no_turn_is_told():
    assert "foot_turn" not in feet_measures(raised(180.0), "both", FOOT)


@pytest.mark.parametrize("yaw", [45.0, 90.0, -90.0])
def test_nothing_is_told_from_where_it_cannot_be_seen(yaw):
    assert feet_measures(raised(yaw), "both", FOOT) == {}


@pytest.mark.parametrize("true", [0.0, 0.1, 0.4])
def test_a_lifted_foot_hangs_lower_than_it_looks(true):
    looks = FOOT * (FOOT_LOOKS_HIGH + HEIGHT_LOOKS * true)
    window = raised(toe_height_right=looks, heel_height_right=looks + 5)
    assert feet_measures(window, "left", FOOT)["clearance"] == pytest.approx(true, abs=1e-6)
    assert "clearance" not in feet_measures(window, "both", FOOT)


def test_half_of_it_unseen_is_not_measured():
    gone = np.where(T < 1, 150.0, np.nan)
    assert "ankle_drift" not in feet_measures(raised(ankle_x_left=gone), "left", FOOT)


def test_pitch_is_over_the_resting_angle_of_the_near_foot():
    window = raised(90.0, foot_pitch_left=-4 + 16 * SHAPE, foot_pitch_right=50 * SHAPE)
    assert peak_pitch(window, "both") == pytest.approx(PITCH_GAIN * 16, rel=0.05)
    assert math.isnan(peak_pitch(window, "left")), "legs are mixed up on one leg from the side"
    assert math.isnan(peak_pitch(raised(0.0), "both"))
