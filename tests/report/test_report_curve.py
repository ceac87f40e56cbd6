import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.report.curve import CurveThinner


def thin(samples, max_points=100):
    thinner = CurveThinner(max_points)
    for t, value in samples:
        thinner.add(t, value)
    return thinner.curve(name="h", label="Height", unit="cm")


def test_a_short_signal_comes_out_whole():
    curve = thin([(i / 30, float(i)) for i in range(40)])
    assert curve.value == [float(i) for i in range(40)]


@pytest.mark.parametrize("count", [1_000, 50_000])
def test_peaks_keep_their_height_and_moment_at_any_length(count):
    samples = [(i / 30, math.sin(i / 30)) for i in range(count)]
    samples[count // 2] = (samples[count // 2][0], 9.0)
    samples[count // 3] = (samples[count // 3][0], -9.0)
    curve = thin(samples)
    assert 40 <= len(curve.t_s) <= 100
    points = dict(zip(curve.t_s, curve.value, strict=True))
    assert points[round(samples[count // 2][0], 3)] == 9.0
    assert points[round(samples[count // 3][0], 3)] == -9.0


def test_memory_does_not_grow():
    thinner = CurveThinner(100)
    for i in range(100_000):
        thinner.add(i / 30, math.nan if i % 300 < 30 else float(i % 7))
    assert len(thinner._buckets) <= 50


def test_a_gap_stays_a_gap_with_its_two_ends():
    samples = [(i / 30, None if 300 <= i < 600 else 1.0) for i in range(900)]
    curve = thin(samples)
    gap = [t for t, v in zip(curve.t_s, curve.value, strict=True) if v is None]
    assert gap[0] == pytest.approx(10.0, abs=0.05)
    assert gap[-1] == pytest.approx(20.0, abs=0.05)
    assert not [t for t in curve.t_s if gap[0] < t < gap[-1] and t not in gap]


def test_silence_is_a_gap_and_a_flicker_is_not():
    silence = thin([(i / 30, 1.0) for i in range(30)] + [(9 + i / 30, 1.0) for i in range(30)])
    assert None in silence.value
    flicker = thin([(i / 30, math.nan if i % 50 == 0 else 1.0) for i in range(3000)])
    assert None not in flicker.value


def test_time_running_backwards_is_left_out():
    curve = thin([(0.0, 1.0), (0.1, 2.0), (0.05, 9.0), (math.nan, 9.0), (0.2, 3.0)])
    assert curve.value == [1.0, 2.0, 3.0]


@given(
    st.lists(st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True)), max_size=400),
    st.integers(8, 60),
)
def test_never_more_points_than_asked_and_always_in_order(values, most):
    curve = thin([(i / 4, v) for i, v in enumerate(values)], most)
    assert len(curve.t_s) <= most
    assert curve.t_s == sorted(curve.t_s)
    finite = [v for v in values if v is not None and math.isfinite(v)]
    if finite:
        kept = [v for v in curve.value if v is not None]
        assert max(kept) == round(max(finite), 3)
        assert min(kept) == round(min(finite), 3)
