"""The figures, from results that were made up."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from formcheck.exercises.registry import exercises
from formcheck.exercises.results import Rep, Side, Verdict, View
from formcheck.motion.bands import WHOLE
from formcheck.validate.cells import enough, percent, ratio
from formcheck.validate.error_bands import HEEL_RAISE, error_bands, measures_of_bands, merged
from formcheck.validate.match import match
from formcheck.validate.split import split
from formcheck.validate.stats import agreement, rate, share
from formcheck.validate.table import fault_row, table
from formcheck.validate.units import (
    ClipResult,
    FaultUnit,
    MeasureUnit,
    RepUnit,
    TrueFault,
    TrueRep,
)


def true_rep(moment=1.0, side=Side.LEFT, *, counted=True, view=View.LEFT, length=1.0):
    half = length / 2
    return TrueRep(side, counted, moment, moment - half, moment, moment + half, view)


def found_rep(peak, index=1):
    return Rep(index=index, set=1, start_s=peak - 0.5, peak_s=peak, end_s=peak + 0.5)


def clip(name="a", true=2, found=2, *, distractor=False, false=(), reps=(), seconds=60.0, **keys):
    return ClipResult(
        name, "heel-raise", distractor, keys, seconds, true, found, tuple(false), 0, 1.0, 1.0, reps
    )


def unit(fault, verdict, *, check="low_raise", allows=True, **true):
    return FaultUnit(check, TrueFault(fault, **true), verdict, allows)


# Matching


def test_the_nearest_are_paired_first_and_one_to_one():
    true = [true_rep(1.0), true_rep(2.0)]
    assert match(true, [found_rep(1.45), found_rep(1.1, 2)]) == {0: 1}
    assert match(true, [found_rep(1.1), found_rep(1.6, 2)]) == {0: 0, 1: 1}


def test_too_far_off_is_another_one():
    assert match([true_rep(1.0)], [found_rep(1.51)]) == {}
    assert match([true_rep(1.0, length=4)], [found_rep(1.51)]) == {0: 0}


def test_with_peaks_only_half_of_the_time_between_them_counts():
    true = [TrueRep(Side.LEFT, True, m, None, m, None) for m in (2.0, 4.0, 6.0)]
    assert match(true, [found_rep(2.9), found_rep(5.1, 2)]) == {0: 0, 2: 1}


# Statistics


def test_wilson_intervals_are_those_of_the_textbook():
    # Newcombe 1998, table I: 15/148 gives 0.0624–0.1605.
    part = share(15, 148)
    assert (part.low, part.high) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert share(0, 0).value is None


def test_rates_have_exact_poisson_intervals():
    assert rate(0, 30).high == pytest.approx(3.689 / 30, abs=1e-4)
    assert (rate(2, 1).low, rate(2, 1).high) == pytest.approx((0.2422, 7.2247), abs=1e-4)
    assert rate(0, 0).value is None


def test_agreement_by_hand():
    found = agreement([1.0, 2.0, 3.0, 4.0], [2.0, 3.0, 4.0, 5.4])
    assert found.bias == pytest.approx(1.1)
    assert found.rmse == pytest.approx((3 + 1.96) ** 0.5 / 2)
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.2)
    assert found.p90 == pytest.approx(0.24)  # of 0.1, 0.1, 0.1, 0.3
    assert found.r > 0.99
    assert agreement([1, 1, 1], [1, 2, 3]).r is None


def test_few_units_read_too_few_beside_their_counts():
    assert percent(share(19, 19)) == "19/19 too few"
    assert percent(share(20, 20)).startswith("20/20 = 100.0 %")
    assert ratio(share(19, 19, units=20)).startswith("1.00")
    assert enough(1.0, 19, 2) == "too few (19)"


# Tables


def test_counts():
    clips = [
        clip(true=10, found=10),
        clip(true=10, found=9),
        clip(true=4, found=6, false=(1.0,)),
        clip(true=0, found=3, distractor=True, false=(1.0, 2.0, 3.0), seconds=90),
    ]
    c = table(clips).counts
    assert (c.clips, c.exact.hits, c.off_by_one.hits, c.distractors) == (3, 1, 2, 1)
    assert c.either_way.hits == 1
    either = [replace(clips[1], either=(9, 11)), replace(clips[2], either=(3, 5))]
    assert table(either).counts.either_way.hits == 1
    assert c.mae == pytest.approx((0.1 + 0.5) / 3)
    assert c.extra == 1
    assert c.false_a_minute.value == pytest.approx(2.0)


def test_missed_repetitions_and_sides():
    reps = (
        RepUnit(1, true_rep(), matched=True, found_counted=True, found_side=Side.RIGHT),
        RepUnit(2, true_rep(), matched=True, found_counted=False, found_side=Side.UNKNOWN),
        RepUnit(3, true_rep(), matched=False),
        RepUnit(4, true_rep(counted=False), matched=False),
    )
    result = table([clip(reps=reps)])
    assert result.counts.missed == 2
    (left,) = result.sides
    assert (left.said["right"], left.said["unknown"], left.said["not found"]) == (1, 1, 1)


def test_times_are_late_or_early():
    reps = tuple(
        RepUnit(i, true_rep(), matched=True, late={"start": 0.1, "peak": late})
        for i, late in enumerate((-0.1, 0.3))
    )
    start, peak, end = table([clip(reps=reps)]).timing
    assert (start.bias, start.p90) == pytest.approx((0.1, 0.0))
    assert (peak.bias, peak.p90) == pytest.approx((0.1, 0.2))
    assert end.n == 0


def test_a_fault_row_keeps_apart_what_proves_nothing():
    units = [
        *[unit(True, Verdict.FAULT)] * 3,
        unit(True, Verdict.OK),
        unit(True, Verdict.NOT_ASSESSED),
        unit(True, None),
        unit(False, Verdict.FAULT),
        *[unit(False, Verdict.OK)] * 4,
        unit(True, Verdict.OK, borderline=True),
        unit(False, Verdict.NOT_ASSESSED, borderline=True),
        unit(True, Verdict.NOT_ASSESSED, allows=False),
        unit(False, Verdict.OK, allows=False),
        unit(False, Verdict.FAULT, applies=False),
        unit(False, Verdict.NOT_ASSESSED, applies=False),
    ]
    row = fault_row("low_raise", units)
    assert (row.units, row.faulty) == (10, 5)
    assert (row.tp, row.fp, row.fn, row.tn) == (3, 1, 1, 4)
    assert row.f1 == pytest.approx(0.75)
    assert (row.precision.hits, row.precision.n) == (3, 4)
    assert (row.recall.hits, row.recall.n) == (3, 4)
    assert (row.not_assessed.hits, row.not_assessed.n) == (1, 10)
    assert (row.all_views_not_assessed.hits, row.all_views_not_assessed.n) == (2, 12)
    assert (row.borderline, row.borderline_right, row.borderline_wrong) == (2, 0, 1)
    assert (row.not_found, row.wrong_view, row.impossible) == (1, 1, 1)
    assert row.few


def test_splits_put_repetitions_where_they_were_seen_from():
    reps = (
        RepUnit(1, true_rep(view=View.LEFT), matched=True),
        RepUnit(2, true_rep(view=View.FRONT), matched=True, faults=(unit(False, Verdict.OK),)),
    )
    by_view = split([clip(reps=reps, footwear="socks", view="left")], "view")
    assert {k: t.counts.clips for k, t in by_view.items()} == {"front": 0, "left": 1}
    assert by_view["front"].faults[0].tn == 1
    assert not by_view["left"].faults
    assert list(split([clip(reps=reps, footwear="socks")], "footwear")) == ["socks"]


# Error bands


def measured(name, errors, view=View.LEFT):
    return tuple(
        RepUnit(
            i,
            true_rep(side=Side.BOTH),
            matched=True,
            found_view=view,
            found_side=Side.BOTH,
            measures=(MeasureUnit(name, "deg", 10.0, 10.0 + error),),
        )
        for i, error in enumerate(errors)
    )


def test_a_band_is_the_90th_percentile_without_the_bias():
    errors = [5.0 + i for i in range(-10, 11)]
    bands = error_bands([clip(reps=measured("trunk_lean", errors))], "made up")
    assert bands["bands"]["trunk_lean"] == {"side": 9.0, "unit": "deg"}
    assert bands["samples"]["trunk_lean"] == {"side": 21}


def test_the_widest_of_several_measures_counts_and_few_give_none():
    reps = measured("rise_s", [-1.0, 1.0] * 10) + measured("lower_s", [-2.0, 2.0] * 10)
    assert error_bands([clip(reps=reps)], "")["bands"]["phase_time"]["side"] == 2.0
    scarce = measured("rise_s", [-1.0, 1.0] * 10) + measured("lower_s", [-2.0, 2.0])
    assert list(error_bands([clip(reps=scarce)], "")["bands"]) == ["rise_time"]


def test_a_measure_that_was_never_seen_from_there_has_no_band():
    front = measured("trunk_lean", [1.0] * 20, view=View.FRONT)
    assert list(error_bands([clip(reps=front)], "")["bands"]["trunk_lean"]) == ["frontal", "unit"]


def on_one_leg(name, errors, view=View.LEFT):
    return tuple(replace(rep, found_side=Side.LEFT) for rep in measured(name, errors, view))


def test_one_leg_stands_apart_from_the_side_and_where_it_differs_much():
    both = (*measured("rep_s", [-1, 1] * 10), *measured("rep_s", [-1, 1] * 10, View.FRONT))
    one = (*on_one_leg("rep_s", [-1.2, 1.2] * 10), *on_one_leg("rep_s", [-2, 2] * 10, View.FRONT))
    row = error_bands([clip(reps=both + one)], "")["bands"]["rep_time"]
    assert row == {
        "side": 1.0, "side, one leg": 1.2, "frontal": 1.0, "frontal, one leg": 2.0, "unit": "deg",
    }  # fmt: skip
    alike = on_one_leg("rep_s", [-1.2, 1.2] * 10, View.FRONT)
    row = error_bands([clip(reps=both + alike)], "")["bands"]["rep_time"]
    assert row == {"side": 1.0, "frontal": 1.2, "unit": "deg"}


def test_too_few_on_one_leg_do_not_spoil_the_band_of_both():
    few = on_one_leg("rep_s", [-3, 3] * 9)
    found = error_bands([clip(reps=measured("rep_s", [-1, 1] * 10) + few)], "")
    assert found["bands"]["rep_time"] == {"side": 1.0, "unit": "deg"}
    assert found["samples"]["rep_time"] == {"side": 20, "side, one leg": 18}
    front = measured("rep_s", [-1, 1] * 10, View.FRONT)
    few = on_one_leg("rep_s", [-3, 3] * 9, View.FRONT)
    assert error_bands([clip(reps=front + few)], "")["bands"]["rep_time"]["frontal"] == 3.0


def test_quick_movements_have_a_band_of_their_own():
    quick, slow = measured("rise_s", [-0.1, 0.1] * 10), measured("rise_s", [1.6, 2.4] * 10)
    quick = tuple(_with_true(rep, 0.6) for rep in quick)
    found = error_bands([clip(reps=quick + slow)], "")
    assert found["bands"]["quick_rise_time"] == {"side": 0.1, "unit": "deg"}
    assert found["samples"]["quick_rise_time"] == {"side": 20}
    assert found["samples"]["rise_time"] == {"side": 40}


def _with_true(rep, value):
    """The same errors of something else that is true."""
    of = tuple(replace(m, true=value, found=m.found - m.true + value) for m in rep.measures)
    return replace(rep, measures=of)


def test_each_kind_of_view_has_the_band_that_it_showed():
    views = [(1, View.FRONT), (3, View.RIGHT), (0.5, View.OBLIQUE_BACK)]
    reps = sum((measured("rep_s", [-e, e] * 10, view) for e, view in views), ())
    row = error_bands([clip(reps=reps)], "")["bands"]["rep_time"]
    assert (row["side"], row["frontal"], row["oblique"]) == (3.0, 1.0, 0.5)


def test_every_exercise_says_what_its_bands_are_for():
    for exercise, kind in exercises().items():
        bands = measures_of_bands(exercise)
        assert bands
        assert all(measures for measures in bands.values()), kind


def test_bands_have_the_shape_of_those_in_the_package():
    shipped = json.loads(files("formcheck").joinpath("data/bands.json").read_text())
    assert {WHOLE.get(name, name) for name in HEEL_RAISE} <= shipped["bands"].keys()
    assert shipped.keys() <= error_bands([], "nothing").keys() | {"provisional", "feet_basis"}


def by_feet(name, errors, view=View.LEFT):
    return tuple(replace(rep, by_feet=True) for rep in measured(name, errors, view))


def test_what_the_foot_model_measured_has_bands_of_its_own_beside_the_others():
    plain = measured("peak_heel_lift", [-9, 9] * 10)
    feet = by_feet("peak_heel_lift", [-4, 4] * 10)
    row = {"side, feet": 4.0, "unit": "deg"}
    found = error_bands([clip(reps=plain + feet + by_feet("rise_s", [1, 2] * 10))], "with feet")
    assert found["bands"] == {"peak_heel_lift": row}
    assert found["samples"] == {"peak_heel_lift": {"side, feet": 20}}
    before = error_bands([clip(reps=plain + measured("rise_s", [-1, 1] * 10))], "without")
    both = merged(found, {**before, "provisional": {"circle_size": ["side"]}})
    assert both["bands"]["peak_heel_lift"] == {"side": 9.0, "side, feet": 4.0, "unit": "deg"}
    assert both["bands"]["rise_time"] == {"side": 1.0, "unit": "deg"}
    assert both["samples"]["peak_heel_lift"] == {"side": 20, "side, feet": 20}
    assert (both["basis"], both["feet_basis"]) == ("without", "with feet")
    assert both["provisional"] == {"circle_size": ["side"]}


def test_a_gap_that_the_feet_showed_has_a_band_of_its_own():
    gaps = by_feet("gap", [-11, 11] * 10) + by_feet("offset", [-3, 3] * 10)
    walk = replace(clip(reps=gaps), exercise="heel-to-toe")
    found = error_bands([walk], "with feet")
    assert found["bands"] == {"tandem_gap": {"side, feet": 11.0, "unit": "deg"}}


def test_bands_of_the_foot_model_that_too_few_give_now_go_and_no_other():
    feet = error_bands([clip(reps=by_feet("peak_heel_lift", [-4, 4] * 10))], "")
    plain = error_bands([clip(reps=measured("peak_heel_lift", [-9, 9] * 10))], "")
    few = error_bands([clip(reps=by_feet("peak_heel_lift", [-4, 4]))], "")
    row = {"side": 9.0, "unit": "deg"}
    assert merged(few, merged(feet, plain))["bands"] == {"peak_heel_lift": row}


def test_one_leg_from_the_side_is_told_by_the_feet_and_stands_apart_only_where_it_differs():
    both = by_feet("peak_heel_lift", [-4, 4] * 10)
    one = tuple(replace(rep, found_side=Side.LEFT) for rep in both)
    found = error_bands([clip(reps=both + one)], "")
    assert found["bands"]["peak_heel_lift"] == {"side, feet": 4.0, "unit": "deg"}


def test_what_is_seen_from_behind_stands_apart_where_it_differs_much():
    front = measured("rep_s", [-1, 1] * 10, View.FRONT)
    worse = measured("rep_s", [-2, 2] * 10, View.BACK)
    row = error_bands([clip(reps=front + worse)], "")["bands"]["rep_time"]
    assert row == {"frontal": 1.0, "frontal, from behind": 2.0, "unit": "deg"}
    alike = measured("rep_s", [-1.2, 1.2] * 10, View.BACK)
    assert error_bands([clip(reps=front + alike)], "")["bands"]["rep_time"] == {
        "frontal": 1.2, "unit": "deg",
    }  # fmt: skip
