"""The rise detector counts bumps, whatever their size, tempo, sampling and floor."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.motion.rises import Phase, RiseDetector, RiseRules
from tests.support.properties import few, steady

START = 0.08
ENOUGH = 0.15
rates = st.floats(5, 240)


def through(*knots):
    """A height that eases from knot (seconds, height) to knot."""

    def height(t):
        value = np.full_like(t, knots[0][1], dtype=float)
        for (t0, v0), (t1, v1) in pairwise(knots):
            share = np.clip((t - t0) / (t1 - t0), 0, 1)
            value = np.where(t >= t0, v0 + (v1 - v0) * (0.5 - 0.5 * np.cos(np.pi * share)), value)
        return value

    return height, knots[-1][0]


def bumps(n, height, period, *, valley=0.0, rest=1.0):
    knots = [(0.0, 0.0), (rest, 0.0)]
    for i in range(n):
        t = rest + i * period
        low = valley * height if i < n - 1 else 0.0
        knots += [(t + 0.4 * period, height), (t + 0.8 * period, low), (t + period, low)]
    return through(*knots, (rest + n * period + 1.5, 0.0))


def detect(signal, fps=30.0, *, add=None, unit=1.0, rules=None, **sinking):
    height, end = signal
    t = np.arange(0, end, 1 / fps)
    value = height(t) + (0 if add is None else add(t))
    detector = RiseDetector(rules or RiseRules(start=START))
    found = [detector.push(when, v, unit, **sinking) for when, v in zip(t, value, strict=True)]
    return [rise for rise in (*found, detector.flush()) if rise is not None]


@few
@given(st.integers(0, 8), st.floats(ENOUGH, 200), st.floats(1.4, 6), rates)
def test_it_counts_bumps_of_any_size_and_tempo(n, height, period, fps):
    rises = detect(bumps(n, height, period), fps, unit=height)
    assert len(rises) == n
    assert all(r.height == pytest.approx(height, rel=0.12) for r in rises)
    assert not any(r.at_valley for r in rises)


@few
@given(st.integers(1, 6), rates, st.floats(-0.02, 0.02), st.floats(-500, 500))
def test_a_floor_that_drifts_does_not_matter(n, fps, drift, level):
    assert len(detect(bumps(n, 0.4, 2.5), fps, add=lambda t: level + drift * t)) == n


@few
@given(st.integers(1, 6), st.floats(1.5, 4), rates, st.floats(0, 0.35))
def test_times_and_heights_are_in_order(n, period, fps, valley):
    rises = detect(bumps(n, 0.4, period, valley=valley), fps)
    for rise in rises:
        assert rise.start < rise.peak < rise.end
        assert rise.height > max(START, rise.end_height)
    for one, other in pairwise(rises):
        assert one.end <= other.start + 1 / fps + 1e-9


@steady
@given(st.floats(-1e3, 1e3), rates)
def test_nothing_rises_from_a_constant(level, fps):
    assert not detect(through((0.0, level), (5.0, level)), fps)


@few
@given(st.integers(0, 2**32 - 1), rates)
def test_noise_below_the_threshold_is_no_rise(seed, fps):
    random = np.random.default_rng(seed)
    noise = through((0.0, 0.0), (20.0, 0.0))
    assert not detect(noise, fps, add=lambda t: random.uniform(-0.45, 0.45, len(t)) * START)


@few
@given(st.integers(0, 2**32 - 1), st.floats(10, 120), st.integers(1, 5))
def test_noise_on_bumps_adds_none(seed, fps, n):
    random = np.random.default_rng(seed)
    rises = detect(bumps(n, 0.4, 2.5), fps, add=lambda t: random.normal(0, 0.008, len(t)))
    assert len(rises) == n


@settings(few, max_examples=15)
@given(st.floats(0.05, 0.45), st.integers(2, 5), st.floats(12, 120))
def test_a_valley_under_half_of_the_peak_ends_a_rise(valley, n, fps):
    rises = detect(bumps(n, 0.5, 3.0, valley=valley), fps)
    assert len(rises) == n
    assert rises[-1].end_height < 0.15 * 0.5


@settings(few, max_examples=15)
@given(st.floats(0.56, 0.95), st.floats(12, 120))
def test_a_dent_at_the_top_is_one_rise(valley, fps):
    assert len(detect(bumps(2, 0.5, 3.0, valley=valley), fps)) == 1


@pytest.mark.parametrize("second", [0.25, 0.4, 1.0])
def test_what_rises_again_from_a_valley_as_far_as_from_the_floor_is_another_rise(second):
    """However high the first one was: it will be judged like any other."""
    low = 0.35
    knots = [(0, 0), (1, 0), (2, 1.0), (3, low), (4, low + second), (5, 0), (7, 0)]
    rises = detect(through(*knots), rules=RiseRules(start=0.2))
    assert len(rises) == 2
    assert rises[0].at_valley


def test_what_hardly_rises_again_on_the_way_down_is_no_other_rise():
    knots = [(0, 0), (1, 0), (2, 1.0), (3, 0.35), (4, 0.5), (5, 0), (7, 0)]
    assert len(detect(through(*knots), rules=RiseRules(start=0.2))) == 1


@pytest.mark.parametrize("fps", [6, 10, 15, 60])
def test_a_quick_rise_from_a_valley_hides_no_low_one_before_it(fps):
    """One step of the quick one may lead from under the threshold to over the low one's peak."""
    knots = [(0, 0), (1, 0), (2, 0.2), (3, 0.09), (3.4, 0.45), (4, 0.0), (6, 0)]
    assert [r.at_valley for r in detect(through(*knots), fps)] == [True, False]


@pytest.mark.parametrize(("valley", "left"), [(0.25, 0.25), (0.4, 0.4)])
def test_a_rise_that_ends_at_a_valley_says_how_high_it_lies(valley, left):
    first = detect(bumps(2, 0.5, 3.0, valley=valley))[0]
    assert first.end_height / first.height == pytest.approx(left, abs=0.03)


@pytest.mark.parametrize("fps", [8, 30, 240])
@pytest.mark.parametrize("rise_s", [1.0, 1.5, 2.0])
def test_the_floor_does_not_creep_along_with_a_slow_and_low_rise(fps, rise_s):
    top = 2 + rise_s
    knots = [(0, 0), (2, 0), (top, 0.12), (top + 1, 0.12), (top + 2, 0), (top + 4, 0)]
    (rise,) = detect(through(*knots), fps)
    assert rise.height == pytest.approx(0.12, abs=0.01)


def test_where_a_heel_turned_before_it_was_down_is_no_floor():
    """The next one, which is low, is measured from the true floor."""
    knots = [(0, 0), (2, 0), (3, 0.5), (4, 0.06), (5.5, 0.2), (7, 0.0), (9, 0)]
    assert [r.height for r in detect(through(*knots))] == pytest.approx([0.5, 0.2], abs=0.03)


@pytest.mark.parametrize("fps", [5, 30, 240])
def test_a_floor_that_sinks_is_followed(fps):
    down_then_up = through((0, 0.5), (1, 0.5), (2, 0.0), (3, 0.0), (4, 0.4), (5, 0.0), (6.5, 0.0))
    (rise,) = detect(down_then_up, fps)
    assert rise.floor == pytest.approx(0.0, abs=0.03)
    assert rise.height == pytest.approx(0.4, abs=0.04)


def test_a_floor_that_may_not_sink_stays():
    dip = through((0, 0), (1, 0), (2, -0.5), (3, 0), (4, -0.5), (5, 0), (6, 0))
    assert len(detect(dip)) == 1  # the way up between two dips looks like a rise
    assert not detect(dip, floor_may_sink=False)


@pytest.mark.parametrize("fps", [5, 30, 240])
def test_a_change_of_level_is_no_rise(fps):
    step = through((0, 0), (1, 0), (1.5, 0.4), (40, 0.4))
    after = through((0, 0), (1, 0), (1.5, 0.4), (25, 0.4), (26, 0.8), (27, 0.4), (29, 0.4))
    assert not detect(step, fps)
    assert len(detect(after, fps)) == 1


@pytest.mark.parametrize("fps", [5, 30, 240])
@pytest.mark.parametrize(("height", "count"), [(0.02, 1), (0.3, 0)])
def test_at_the_end_a_rise_that_is_all_but_down_is_finished(fps, height, count):
    cut = through((0, 0), (1, 0), (2, 0.4), (3, height))
    assert len(detect(cut, fps)) == count


def test_reset_forgets_the_floor_and_the_open_rise():
    detector = RiseDetector(RiseRules(start=START))
    for i in range(30):
        detector.push(i / 30, 0.0)
    detector.push(1.0, 0.4)
    assert detector.is_open
    detector.reset()
    assert not detector.is_open
    assert detector.push(5.0, 0.9) is None
    assert math.isclose(detector.height, 0.0)


@pytest.mark.parametrize("fps", [10, 30, 240])
def test_phases_come_in_order(fps):
    height, end = bumps(1, 0.4, 4.0)
    detector, phases = RiseDetector(RiseRules(start=START)), [Phase.FLOOR]
    for t in np.arange(0, end, 1 / fps):
        detector.push(t, float(height(np.array([t]))[0]))
        if detector.phase is not phases[-1]:
            phases.append(detector.phase)
    assert phases[0] is phases[-1] is Phase.FLOOR
    assert phases.index(Phase.RISE) < phases.index(Phase.TOP) < phases.index(Phase.LOWER)


@few
@given(st.integers(1, 5), rates, st.integers(0, 2**32 - 1))
def test_a_rise_is_known_only_after_it_ended(n, fps, seed):
    random = np.random.default_rng(seed)
    height, end = bumps(n, 0.4, 2.0)
    t = np.arange(0, end, 1 / fps)
    detector = RiseDetector(RiseRules(start=START))
    for when, value in zip(t, height(t) + random.normal(0, 0.005, len(t)), strict=True):
        rise = detector.push(when, value)
        assert rise is None or rise.end <= when


STOOD = [(0, 0.5), (1.5, 0.5)]


@pytest.mark.parametrize("fps", [10, 30, 120])
def test_who_sinks_and_comes_back_rises_to_where_the_rest_was(fps):
    knots = [*STOOD, (2.3, 0.1), (3.1, 0.5), (3.9, 0.1), (4.7, 0.5), (5.5, 0.1), (6.3, 0.5)]
    rises = detect(through(*knots, (9, 0.5)), fps)
    assert len(rises) == 2
    assert [r.over_rest for r in rises] == pytest.approx([0, 0], abs=0.02)


def test_after_a_rest_on_the_floor_a_rise_goes_over_it_by_all_of_its_height():
    knots = [(0, 0), (1.5, 0), (2.5, 0.4), (4.5, 0.4), (5.5, 0), (6, 0), (7, 0.4), (8, 0), (9, 0)]
    rises = detect(through(*knots))
    assert [r.over_rest for r in rises] == pytest.approx([0.4, 0.4], abs=0.02)


def test_before_any_rest_nothing_is_said_of_one():
    assert math.isinf(detect(through((0, 0), (0.3, 0), (1, 0.4), (2, 0), (3, 0)))[0].over_rest)


def test_back_where_it_rested_the_body_stands_and_the_next_rise_begins_there():
    knots = [*STOOD, (2.5, 0.1), (3.5, 0.5), (5.5, 0.5), (6.5, 0.9), (7.5, 0.5), (9, 0.5)]
    (rise,) = detect(through(*knots))
    assert rise.height == pytest.approx(0.4, abs=0.02)
    assert rise.start == pytest.approx(5.7, abs=0.2)


@pytest.mark.parametrize(("began", "count"), [(0.1, 2), (0.3, 1)])
def test_a_rise_that_was_in_its_upper_half_when_first_seen_is_none(began, count):
    knots = [(0, began), (0.8, 0.4), (2, 0), (2.5, 0), (3.5, 0.4), (4.5, 0), (6, 0)]
    rises = detect(through(*knots))
    assert len(rises) == count
    assert rises[-1].height == pytest.approx(0.4, abs=0.02)


HELD = [(0, 0.4), (1.3, 0.4), (2, 0), (2.4, 0), (3, 0.4), (5, 0.4), (5.7, 0), (7, 0)]
"""First seen in the hold of a raise; or standing, before a knee bend."""


def follow(knots, *, on_toes):
    """What is found, told whether the body rested on the toes as soon as that is in doubt."""
    height, end = through(*knots)
    detector, found = RiseDetector(RiseRules(start=START)), []
    for t in np.arange(0, end, 1 / 30):
        found.append(detector.push(t, float(height(np.array([t]))[0])))
        if on_toes and detector.is_open and detector.rest_in_doubt and detector.below_rest:
            detector.rested_on_toes()
    return [rise for rise in found if rise is not None]


def test_a_rest_that_was_the_top_of_a_raise_is_no_level_to_come_back_to():
    assert not follow(HELD, on_toes=False)
    (rise,) = follow(HELD, on_toes=True)
    assert rise.height == pytest.approx(0.4, abs=0.02)
    assert math.isinf(rise.over_rest)


def test_a_rest_that_a_rise_went_over_is_in_no_doubt():
    knots = [(0, 0), (1.5, 0), (2.5, 0.4), (3.5, 0), (5, 0), (6, -0.4), (8, 0), (9.5, 0)]
    rises = follow(knots, on_toes=True)
    assert [rise.height for rise in rises] == pytest.approx([0.4], abs=0.02)


@pytest.mark.parametrize("began", [0.12, 0.15, 0.18])
def test_a_rise_first_seen_on_its_way_up_leaves_the_true_floor_to_the_next(began):
    """It says by how much lower it came down; while it drifts lower, the next one may begin."""
    knots = [(0, began), (0.6, 0.4), (1.4, 0.02), (2.3, 0.0), (3.1, 0.4), (4, 0), (6, 0)]
    first, second = detect(through(*knots))
    assert first.end_height < -0.15 * first.height
    assert second.height == pytest.approx(0.4, abs=0.03)
