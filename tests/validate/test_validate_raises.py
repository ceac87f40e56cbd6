"""What is true of a heel raise, from curves that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.results import View
from formcheck.validate.curve import rise_times
from formcheck.validate.raise_truth import has_curves, true_raises
from formcheck.validate.truth import Truth
from formcheck.validate.views import view_of

T = np.arange(0, 8.0001, 0.02)


def ramps(*knots):
    """A height with straight lines from knot to knot."""
    return np.interp(T, [t for t, _ in knots], [h for _, h in knots])


def truth(height, spans, **more):
    """A truth file with frames; `angles` by name, a foot's for both feet."""
    angles = {
        "heel_height_cm": height,
        "knee_flexion": np.full_like(T, 5.0),
        "trunk_lean_sagittal": np.zeros_like(T),
        "trunk_lean_lateral": np.zeros_like(T),
        "foot_pitch": 2.0 * height,
        "ankle_offset_cm": np.zeros_like(T),
        "foot_progression": np.full_like(T, 7.0),
        "clearance_cm": np.full_like(T, 9.0),
        **more.pop("angles", {}),
    }
    named = {
        (f"{name}.{s}" if "trunk" not in name else name): values
        for name, values in angles.items()
        for s in "LR"
    }
    yaw = more.pop("yaw", 90.0)
    frames = [
        {"t": t, "yaw_deg": yaw, "angles": {k: v[i] for k, v in named.items()}}
        for i, t in enumerate(T)
    ]
    side = more.pop("side", "both")
    reps = [{"side": side, "start_s": a, "end_s": b} for a, b in spans]
    person = {"foot_length_cm": 25.0}
    return Truth.model_validate(
        {"exercise": "heel-raise", "reps": reps, "frames": frames, "person": person, **more}
    )


def test_a_rise_is_the_trapezoid_through_10_and_90_percent():
    (found,) = rise_times(T, ramps((0, 0), (1, 0), (2, 10), (3, 10), (5, 0), (8, 0)), [(1, 5)])
    assert (found.start, found.top_from) == pytest.approx((1.0, 2.0), abs=0.011)
    assert (found.top_to, found.end) == pytest.approx((3.0, 5.0), abs=0.011)
    assert (found.peak, found.valley) == pytest.approx((10, 0))


def test_after_a_valley_a_rise_starts_there_and_ends_on_the_way_to_it():
    height = ramps((0, 0), (1, 0), (2, 10), (3, 4), (4, 10), (5, 0), (8, 0))
    first, second = rise_times(T, height, [(1, 3), (3, 5)])
    assert first.valley == pytest.approx(4, abs=0.1)
    assert first.end == pytest.approx(3.0, abs=0.03)
    assert second.start == pytest.approx(3.0, abs=0.03)
    assert second.valley == pytest.approx(0)


def test_a_span_that_the_frames_do_not_cover():
    assert rise_times(T, np.zeros_like(T), [(20, 22)]) == [None]
    assert rise_times(T, np.zeros_like(T), [(2, 4)]) == [None]


def test_measures_and_times_come_from_the_frames():
    height = ramps((0, 0), (1, 0), (2, 10), (3, 10), (4, 0), (8, 0))
    (rep,) = true_raises(truth(height, [(0.9, 4.3)]), HeelRaiseLimits())
    m = rep.measures
    assert m["peak_heel_lift_cm"] == pytest.approx(10)
    assert m["peak_heel_lift"] == pytest.approx(40)
    assert m["rise_s"] == pytest.approx(1.0, abs=0.02)
    assert m["hold_s"] == pytest.approx(1.0, abs=0.02)
    assert m["peak_foot_pitch"] == pytest.approx(20)
    assert rep.peak == pytest.approx(2.5, abs=0.02)
    assert rep.view is View.LEFT
    assert "own_best" not in m
    assert "rep_s" not in m


def cycle(begin, high, up=0.8, hold=0.4, down=0.8):
    """Knots of one rise."""
    a, b, c = begin + up, begin + up + hold, begin + up + hold + down
    return [(begin, 0), (a, high), (b, high), (c, 0)], (begin, c)


def series(*cycles):
    knots = [(0, 0), *(k for own, _ in cycles for k in own), (8, 0)]
    return ramps(*knots), [span for _, span in cycles]


def test_a_low_raise_is_one_against_the_best_of_its_set():
    height, spans = series(cycle(0.2, 10), cycle(2.7, 10), cycle(5.2, 5))
    reps = true_raises(truth(height, spans), HeelRaiseLimits())
    assert [r.faults["low_raise"].fault for r in reps] == [False, False, True]
    assert reps[2].measures["own_best"] == pytest.approx(50, abs=0.5)
    assert [round(r.measures["rep_s"], 2) for r in reps[:2]] == [2.5, 2.5]


def test_near_the_limit_is_borderline_and_far_from_it_is_not():
    near = series(cycle(0.2, 10), cycle(2.7, 10), cycle(5.2, 6.8))
    far = series(cycle(0.2, 10), cycle(2.7, 10), cycle(5.2, 4))
    assert true_raises(truth(*near), HeelRaiseLimits())[2].faults["low_raise"].borderline
    assert not true_raises(truth(*far), HeelRaiseLimits())[2].faults["low_raise"].borderline


def test_on_one_leg_from_the_side_its_wider_band_says_what_is_borderline():
    some = series(cycle(0.2, 10), cycle(2.7, 10), cycle(5.2, 5.3))
    of_both, of_one = (
        true_raises(truth(*some, side=side), HeelRaiseLimits())[2].faults["low_raise"]
        for side in ("both", "left")
    )
    assert (of_both.fault, of_both.borderline) == (True, False)
    assert (of_one.fault, of_one.borderline) == (True, True)


def test_one_clear_part_decides_whatever_the_others_are():
    slow_down = series(cycle(0.2, 10, up=1.0, down=0.2), cycle(3, 10, up=1.0, down=0.55))
    first, second = true_raises(truth(*slow_down), HeelRaiseLimits())
    assert (first.faults["too_fast"].fault, first.faults["too_fast"].borderline) == (True, False)
    assert second.faults["too_fast"].borderline
    assert first.faults["dropped_heel"].fault


def test_the_view_says_which_lean_counts():
    lean = {"trunk_lean_sagittal": np.where(T > 2, 30.0, 0.0)}
    height, spans = series(cycle(1.5, 10))
    side = true_raises(truth(height, spans, angles=lean), HeelRaiseLimits())
    front = true_raises(truth(height, spans, angles=lean, yaw=4.0), HeelRaiseLimits())
    assert side[0].faults["trunk_lean"].fault
    assert not front[0].faults["trunk_lean"].fault


def test_what_was_not_prescribed_has_no_truth():
    height, spans = series(cycle(1, 10))
    plain = true_raises(truth(height, spans), HeelRaiseLimits())[0].faults
    assert not {"no_hold", "knee_locked"} & plain.keys()
    told = truth(height, spans, side="left", prescription={"hold_s": 3, "bent_knee": True})
    asked = true_raises(told, HeelRaiseLimits())[0].faults
    assert asked["no_hold"].fault
    assert not asked["knee_locked"].fault


def test_the_other_foot_matters_on_one_leg_only():
    height, spans = series(cycle(1, 10))
    down = {"clearance_cm": np.where((T > 1.5) & (T < 2), 0.0, 9.0)}
    both = true_raises(truth(height, spans, angles=down), HeelRaiseLimits())[0]
    left = true_raises(truth(height, spans, angles=down, side="left"), HeelRaiseLimits())[0]
    assert not both.faults["other_foot_down"].applies
    assert left.faults["other_foot_down"].fault


def test_after_the_last_raise_no_heel_is_up_too_early():
    height = ramps((0, 0), (1, 0), (2, 10), (3, 4), (4, 10), (5, 4), (8, 4))
    first, last = true_raises(truth(height, [(1, 3), (3, 5)]), HeelRaiseLimits())
    assert first.faults["heel_not_down"].fault
    assert not last.faults["heel_not_down"].fault


def test_without_heights_there_are_no_curves():
    assert not has_curves(Truth.model_validate({"exercise": "heel-raise", "counted": 2}))


@pytest.mark.parametrize(
    ("yaw", "view"),
    [
        (0, "front"),
        (-24, "front"),
        (66, "left"),
        (-90, "right"),
        (-179, "back"),
        (40, "oblique-front"),
        (130, "oblique-back"),
    ],
)
def test_views_have_the_names_of_the_exercises(yaw, view):
    assert view_of(yaw) == view
