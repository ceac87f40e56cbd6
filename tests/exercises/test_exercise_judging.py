"""A value, a limit and an error band: three verdicts and never a lucky one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercises.base import judge, measure, not_assessed, worst
from formcheck.exercises.results import Finding, Verdict
from formcheck.exercises.summaries import height_loss, mean_of, own_best, symmetry_index
from tests.support.properties import steady

amount = st.floats(-1e3, 1e3)
size = st.floats(0.01, 1e3)


@steady
@given(amount, amount, size, st.booleans())
def test_a_verdict_keeps_the_band_away_from_the_limit(value, limit, band, above):
    found = judge("x", value, limit, unit="s", band=band, fault_above=above)
    past = value - limit if above else limit - value
    if past >= band:
        assert found.verdict is Verdict.FAULT
    elif past <= -band:
        assert found.verdict is Verdict.OK
    else:
        assert found.verdict is Verdict.NOT_ASSESSED
        assert "band" in found.reason
    assert (found.limit, found.band, found.unit) == (limit, band, "s")
    assert found.value == pytest.approx(value, abs=1e-3)


@steady
@given(amount, amount, size)
def test_no_value_is_both_too_high_and_too_low(value, limit, band):
    verdicts = {
        judge("x", value, limit, unit="s", band=band, fault_above=above).verdict
        for above in (True, False)
    }
    assert verdicts in ({Verdict.OK, Verdict.FAULT}, {Verdict.NOT_ASSESSED})


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_was_not_measured_is_not_assessed(value):
    found = judge("x", value, 1.0, unit="s", band=0.1)
    assert (found.verdict, found.value) == (Verdict.NOT_ASSESSED, None)
    assert found.reason


def test_without_a_band_nothing_is_assessed():
    found = judge("x", 99.0, 1.0, unit="s", band=None)
    assert found.verdict is Verdict.NOT_ASSESSED
    assert found.reason


parts = st.lists(st.tuples(amount, size, st.booleans()), min_size=1, max_size=4)


@steady
@given(parts)
def test_the_worst_part_decides(parts):
    found = [judge("x", v, 10.0, unit="s", band=b, fault_above=a) for v, b, a in parts]
    verdicts = [f.verdict for f in found]
    expected = next(v for v in (Verdict.FAULT, Verdict.NOT_ASSESSED, Verdict.OK) if v in verdicts)
    assert worst(found).verdict is expected
    assert worst(found) in found


@pytest.mark.parametrize(
    ("values", "above", "chosen"),
    [
        ((20.0, 30.0), True, 30.0),  # both faults: the further one
        ((8.0, 5.0), False, 5.0),
        ((2.0, 8.0), True, 8.0),  # both fine: the closer one
        ((12.0, 20.0), False, 12.0),
    ],
)
def test_the_part_that_stands_for_all(values, above, chosen):
    found = [judge("x", v, 10.0, unit="s", band=0.5, fault_above=above) for v in values]
    assert worst(found).value == chosen
    assert worst(reversed(found)).value == chosen


def test_worst_of_one_that_could_not_be_measured_and_a_fault_is_the_fault():
    fault = judge("x", 20.0, 10.0, unit="s", band=1.0)
    assert worst([not_assessed("x", "dark"), fault]) == fault


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_a_measure_without_a_value_has_a_reason(value):
    assert measure(value, "cm").reason
    assert measure(value, "cm", 1.0, "dark").reason == "dark"


def test_results_refuse_names_that_they_do_not_know():
    with pytest.raises(ValueError, match="extra"):
        Finding(check="x", verdict=Verdict.OK, guess=1)


heights = st.lists(st.floats(0.1, 1.0), max_size=30)


@steady
@given(heights)
def test_own_best_is_among_the_three_best(lifts):
    best = own_best(lifts)
    if len(lifts) < 3:
        assert best is None
    else:
        assert best == sorted(lifts)[-2]
        assert own_best(lifts[::-1]) == best


@steady
@given(heights, st.floats(0.1, 5))
def test_height_loss_is_a_share(lifts, times):
    first, last, loss = height_loss(lifts)
    if len(lifts) < 6:
        assert (first, last, loss) == (None, None, None)
    else:
        assert loss <= 1.0
        assert height_loss([times * v for v in lifts])[2] == pytest.approx(loss, abs=1e-9)
        assert (loss > 0) == (first > last)


def test_height_loss_of_a_set_that_tires():
    assert height_loss([10, 10, 10, 9, 9, 9, 8, 8, 8]) == (10, 8, pytest.approx(0.2))


@steady
@given(st.floats(0.1, 100), st.floats(0.1, 100))
def test_symmetry_asks_for_the_lower_side_unless_one_is_affected(left, right):
    index = symmetry_index(left, right)
    assert 0 < index <= 100 + 1e-9
    assert index == symmetry_index(right, left)
    affected = symmetry_index(left, right, "left")
    assert affected == pytest.approx(100 * left / right)
    assert affected * symmetry_index(left, right, "right") == pytest.approx(1e4)
    assert index == pytest.approx(min(affected, 1e4 / affected))


@pytest.mark.parametrize(
    ("values", "mean"), [([], None), ([None, math.nan], None), ([1.0, None, 3.0], 2.0)]
)
def test_mean_of_what_is_known(values, mean):
    assert mean_of(values) == mean
