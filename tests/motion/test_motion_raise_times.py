"""Times of a raise: on movements whose times are known."""

import numpy as np
import pytest

from formcheck.motion.raise_times import DOWN_LOOKS, UP_LOOKS, rise_times
from formcheck.motion.rises import Rise
from tests.support.windows import window_of

FPS = 30


def eased(share):
    """The way with the least jerk, 0 to 1."""
    u = np.clip(share, 0.0, 1.0)
    return u**3 * (10 - 15 * u + 6 * u**2)


def raised(
    *, up_s=1.2, hold_s=0.5, down_s=1.0, before=0.0, after=0.0, px=15.0, one_leg=False, shifts=0.0,
    spike=0.0,
):  # fmt: skip
    """A rise from a level to the top and down to another, as shares of the peak over the floor.

    The body goes up by `shifts` of it a second before, and by `spike` in one picture at the top.
    """
    t = np.arange(0.0, 5.0, 1 / FPS)
    up, down = eased((t - 1.0) / up_s), eased((t - 1.0 - up_s - hold_s) / down_s)
    low = shifts * eased((t - 0.1) / 0.4)
    body = px * (before + low + (1.0 - before - low) * up - (1.0 - after) * down)
    body += px * spike * (np.abs(t - 1.0 - up_s - hold_s / 2) < 0.5 / FPS)
    rise = Rise(
        start=0.3 if shifts else 1.0,
        peak=1.0 + up_s,
        end=1.0 + up_s + hold_s + down_s,
        floor=0.0,
        height=px,
        end_height=px * after,
        at_valley=after > 0.15,
    )
    return rise_times(window_of(t, body_height=body), rise, one_leg=one_leg)


def test_another_height_is_timed_by_its_own_levels():
    """As on one leg from the side, where knees that are mixed up move the body's height."""
    t = np.arange(0.0, 5.0, 1 / FPS)
    true = 15.0 * (eased((t - 1.0) / 1.2) - eased((t - 2.7) / 1.0))
    seen = true + np.where((t > 0.5) & (t < 3.2), 8.0, 0.0)  # one leg is drawn on the other
    rise = Rise(0.6, 2.2, 3.6, 0.0, 23.0, 0.0, at_valley=False)
    window = window_of(t, body_height=seen)
    times = rise_times(window, rise, 40.0 + true)
    assert abs(rise_times(window, rise)["start"] - 1.2) > 0.3
    assert times["start"] == pytest.approx(1.2, abs=0.1)
    assert times["rise_s"] == pytest.approx(UP_LOOKS * TRAPEZOID * 1.2, abs=0.05)
    assert times["lower_s"] == pytest.approx(DOWN_LOOKS * TRAPEZOID * 1.0, abs=0.05)
    assert times["end_share"] == pytest.approx(0.0, abs=0.02)


TRAPEZOID = 0.633  # of a way with the least jerk, between 10 and 90 % drawn out


@pytest.mark.parametrize("up_s", [0.6, 1.2, 2.0])
@pytest.mark.parametrize("down_s", [0.6, 1.5])
@pytest.mark.parametrize("one_leg", [False, True])
def test_times_are_those_of_the_trapezoid_less_what_the_models_filter_takes(up_s, down_s, one_leg):
    times = raised(up_s=up_s, down_s=down_s, one_leg=one_leg)
    assert times["rise_s"] == pytest.approx(UP_LOOKS * TRAPEZOID * up_s, abs=0.03)
    assert times["lower_s"] == pytest.approx(DOWN_LOOKS * TRAPEZOID * down_s, abs=0.03)
    middle = 1.0 + up_s + 0.25 + (down_s - up_s) * (1.0 - TRAPEZOID) / 4
    assert times["peak"] == pytest.approx(middle, abs=0.03)
    assert times["height"] == pytest.approx(15.0, abs=0.1)


@pytest.mark.parametrize("after", [0.0, 0.06, 0.12])
def test_a_body_that_comes_to_rest_on_another_level_has_come_down(after):
    assert raised(after=after)["lower_s"] == pytest.approx(raised()["lower_s"], abs=0.03)


@pytest.mark.parametrize("shifts", [0.1, 0.15])
def test_on_one_leg_the_weight_may_be_shifted_long_before(shifts):
    times = raised(shifts=shifts, one_leg=True)
    assert times["start"] == pytest.approx(1.2, abs=0.3)
    assert times["rise_s"] == pytest.approx(raised()["rise_s"], abs=0.25)


def test_one_picture_that_is_drawn_higher_is_not_the_top():
    times = raised(hold_s=1.5, spike=0.4)
    for name in ("rise_s", "hold_s", "lower_s"):
        assert times[name] == pytest.approx(raised(hold_s=1.5)[name], abs=0.08)


@pytest.mark.parametrize("before", [0.2, 0.4])
@pytest.mark.parametrize("one_leg", [False, True])
def test_a_rise_from_a_valley_is_timed_from_where_it_turned(before, one_leg):
    times = raised(before=before, one_leg=one_leg)
    assert times["start"] == pytest.approx(1.0, abs=0.1)
    assert times["rise_s"] == pytest.approx(0.753 * 1.2, abs=0.08)  # until 90 % of the way


def test_a_low_heel_is_lower_than_the_low_body_says():
    assert raised(after=0.3)["end_share"] == pytest.approx(0.26, abs=0.01)
    assert raised(after=0.0)["end_share"] == pytest.approx(0.0, abs=0.01)
    assert raised(before=0.05, after=0.05)["end_share"] == pytest.approx(0.0, abs=0.02)
