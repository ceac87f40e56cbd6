"""Counts where repetitions near the limit that makes them count may go either way."""

from __future__ import annotations

import pytest

from formcheck.exercises.registry import exercise
from formcheck.validate.count_border import LAST_STEP_S, span
from formcheck.validate.true_reps import true_reps
from formcheck.validate.truth import Truth


def span_of(name, reps, **more):
    truth = Truth.model_validate({"exercise": name, "view": "front", "reps": reps, **more})
    limits = exercise(name).limits_type()
    return span(truth, true_reps(truth, limits), limits)


def circle(at, turned, *, counted=True):
    times = {"start_s": at, "peak_s": at + 1, "end_s": at + 2}
    return {**times, "counted": counted, "measures": {"turned": turned}}


def test_circles_that_turned_about_as_far_as_counts():
    whole = [circle(3 * i, 360) for i in range(3)]
    assert span_of("ankle-circle", whole) == (3, 3)
    assert span_of("ankle-circle", [*whole, circle(9, 303)]) == (3, 4)
    assert span_of("ankle-circle", [*whole, circle(9, 297, counted=False)]) == (3, 4)
    assert span_of("ankle-circle", [*whole, circle(9, 200, counted=False)]) == (3, 3)


def test_a_raise_that_is_about_as_high_as_counts():
    def one(at, height, *, counted=True):
        times = {"start_s": at, "peak_s": at + 1, "end_s": at + 2}
        return {**times, "counted": counted, "measures": {"peak_heel_lift": height}}

    assert span_of("heel-raise", [one(0, 40), one(3, 17), one(6, 14, counted=False)]) == (1, 3)


@pytest.mark.parametrize(
    ("stood", "listed", "expected"),
    [
        (0.6, True, (3, 3)),
        (LAST_STEP_S + 0.05, True, (2, 3)),
        (LAST_STEP_S - 0.05, False, (2, 3)),
        (0.02, False, (2, 2)),
    ],
)
def test_the_last_step_of_a_stage(stood, listed, expected):
    end = 4.0
    downs = {"left": [1.0, 2.0 if stood > 1 else 3.0 - 0.9], "right": [1.6, end - stood]}
    swings = [(side, t) for side, times in downs.items() for t in times]
    reps = [
        {"side": side, "start_s": t, "peak_s": t, "end_s": min(t + 1.0, end)}
        for side, t in swings
        if (side, t) != ("left", 1.0) and (listed or t < end - stood)
    ]
    frames = [
        {
            "t": i / 15,
            "yaw_deg": 0.0,
            "angles": {
                f"clearance_cm.{side[0].upper()}": 5.0
                if any(0.0 < t - 0.1 - i / 15 < 0.4 for t in times)
                else 0.0
                for side, times in downs.items()
            },
        }
        for i in range(70)
    ]
    stages = [{"name": "straight", "start_s": 1.2, "end_s": end}]
    assert span_of("toe-walk", reps, frames=frames, stages=stages) == expected


def test_a_bare_number_and_other_exercises_have_no_border():
    assert span_of("heel-raise", None, counted=5) == (5, 5)
    steps = [{"start_s": i, "peak_s": i, "end_s": i + 0.9} for i in range(4)]
    assert span_of("heel-to-toe", steps) == (4, 4)
