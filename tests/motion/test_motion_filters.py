"""Smoothing keeps what is there, delays nothing, and leaves unknown what is unknown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.motion.filters import GRID_HZ, slope, smooth, smooth_all
from tests.support.properties import steady

rates = st.floats(5, 240)


def times(fps, seconds=4.0):
    return np.arange(0, seconds, 1 / fps)


@steady
@given(rates, st.floats(-1e4, 1e4))
def test_a_constant_stays(fps, level):
    t = times(fps)
    assert smooth(t, np.full_like(t, level)) == pytest.approx(level, abs=1e-6 * max(1, abs(level)))


@steady
@given(rates, st.floats(-50, 50))
def test_a_steady_movement_stays(fps, speed):
    t = times(fps)
    assert smooth(t, speed * t) == pytest.approx(speed * t, abs=0.02 * abs(speed) + 1e-9)


@steady
@given(rates, st.floats(0.5, 2.0))
def test_a_bump_stays_where_it_is(fps, width):
    t = times(fps, 6.0)
    centre = t[len(t) // 2]
    bump = np.where(abs(t - centre) < width, 0.5 + 0.5 * np.cos(np.pi * (t - centre) / width), 0.0)
    smoothed = smooth(t, bump)
    assert abs(t[np.argmax(smoothed)] - centre) <= 1.01 / min(fps, 60)
    assert smoothed.max() == pytest.approx(1.0, abs=0.05)


@steady
@given(rates, st.integers(0, 2**32 - 1))
def test_unknown_stays_unknown_and_known_stays_known(fps, seed):
    random = np.random.default_rng(seed)
    t = times(fps)
    value = np.sin(t)
    value[random.random(len(t)) < 0.3] = np.nan
    smoothed = smooth(t, value)
    assert np.array_equal(np.isnan(smoothed), np.isnan(value))


def test_noise_becomes_less():
    random = np.random.default_rng(1)
    t = times(60, 10)
    assert smooth(t, random.normal(size=len(t))).std() < 0.5


@pytest.mark.parametrize("count", [0, 1, 2, 4, 5, 6])
def test_short_signals_come_back(count):
    t = np.arange(count) / 30
    assert smooth(t, t.copy()) == pytest.approx(t, abs=0.005)


def test_nothing_known_stays_nothing():
    t = times(30)
    assert np.isnan(smooth(t, np.full_like(t, np.nan))).all()


@steady
@given(st.floats(-100, 100), st.floats(-100, 100))
def test_slope_of_a_line(gradient, offset):
    x = np.linspace(0, 10, 50)
    y = gradient * x + offset
    y[::7] = np.nan
    assert slope(x, y) == pytest.approx(gradient, abs=1e-6)


@pytest.mark.parametrize(
    ("x", "y"), [(np.ones(9), np.arange(9.0)), (np.arange(3.0), np.arange(3.0))]
)
def test_a_slope_needs_something_to_go_by(x, y):
    assert np.isnan(slope(x, y))


@steady
@given(rates, st.sampled_from((0.7, 4.0, 5.5)), st.integers(0, 2**32 - 1))
def test_several_are_smoothed_as_each_by_itself(fps, cutoff_hz, seed):
    rng = np.random.default_rng(seed)
    t = times(fps)
    some = rng.normal(size=(3, len(t)))
    some[1, rng.random(len(t)) < 0.3] = np.nan
    some[2, 4:] = np.nan  # too little to filter
    for together, alone in zip(smooth_all(t, list(some), cutoff_hz), some, strict=True):
        assert np.array_equal(together, smooth(t, alone, cutoff_hz), equal_nan=True)


@pytest.mark.parametrize("cutoff_hz", [0.7, 4.0, 5.0])
def test_it_is_filtered_as_scipy_does(cutoff_hz):
    from scipy.signal import butter, sosfiltfilt

    t = np.arange(200) / GRID_HZ
    value = np.random.default_rng(1).normal(size=len(t)).cumsum()
    sections = butter(2, cutoff_hz, fs=GRID_HZ, output="sos")
    theirs = sosfiltfilt(sections, value, padlen=min(len(t) - 1, int(GRID_HZ / cutoff_hz) * 3))
    assert smooth(t, value, cutoff_hz) == pytest.approx(theirs, abs=1e-9)
