"""The arithmetic of the bench, from made-up seconds."""

import math

import pytest

from formcheck.bench.figures import (
    Figure,
    Round,
    engine_figure,
    larger_figure,
    live_figures,
    memory_figures,
    more_figure,
    more_live_figures,
    percentiles,
    speed_figures,
)
from formcheck.bench.memory import Memory
from formcheck.bench.timing import Delays, Timing


def timing(seconds: float) -> Timing:
    return Timing(seconds, cpu_s=1.5 * seconds, frames=100)


def by_name(figures: list[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def test_ratios_are_taken_within_each_round() -> None:
    # Everything takes three times as long in the second round, as on a machine that is shared.
    rounds = [
        Round(timing(10.0), timing(11.0), timing(12.0)),
        Round(timing(30.0), timing(33.6), timing(36.0)),
        Round(timing(10.0), timing(20.0), timing(12.0)),
    ]
    found = by_name(speed_figures(rounds))
    assert found["analyze_against_bare"].value == pytest.approx(1.12)
    assert found["analyze_against_bare"].met is True
    assert found["by_hand_against_bare"].value == pytest.approx(1.2)
    assert found["analyze_against_by_hand"].value == pytest.approx(11.2 / 12)
    assert found["analyze_cpu_against_bare"].value == pytest.approx(1.12)
    assert found["bare_ms"].value == pytest.approx(100)


def test_other_clips_and_larger_pictures_have_no_target() -> None:
    rounds = [Round(timing(10.0), timing(20.0))]
    found = by_name(speed_figures(rounds, targets=False))
    assert found["analyze_against_bare"].met is None
    assert "by_hand_against_bare" not in found
    assert larger_figure(rounds[0], (1280, 720)).met is None


def test_live_figures_are_in_milliseconds() -> None:
    delays = Delays(
        beyond_s=[0.004] * 19 + [0.1], age_s=[0.03] * 20, inference_s=[0.025] * 20, dropped=5
    )
    found = by_name(live_figures(delays))
    assert found["live_beyond_ms"].value == pytest.approx(4)
    assert found["live_beyond_ms"].met is True
    assert found["live_beyond_p95_ms"].value == pytest.approx(8.8)
    assert found["live_age_ms"].value == pytest.approx(30)
    assert found["live_dropped"].value == pytest.approx(20)


def test_what_is_measured_beside_the_body_has_targets_of_its_own() -> None:
    delays = Delays(beyond_s=[0.015] * 20, age_s=[0.04] * 20, inference_s=[0.025] * 20)
    found = by_name(more_live_figures("feet", "the foot model", delays))
    assert found["live_with_feet_beyond_ms"].value == pytest.approx(15)
    assert found["live_with_feet_beyond_ms"].met is True
    assert found["live_with_feet_inference_ms"].value == pytest.approx(25)
    slow = Delays(beyond_s=[0.021] * 20, age_s=[0.04] * 20, inference_s=[0.025] * 20)
    (missed, *_) = more_live_figures("flow", "the flow", slow)
    assert (missed.name, missed.met) == ("live_with_flow_beyond_ms", False)
    (free, *_) = more_live_figures("flow", "the flow", slow, targets=False)
    assert free.met is None
    analysis = more_figure("flow", "the flow", Round(timing(10.0), timing(13.0)))
    assert (analysis.name, analysis.met) == ("analyze_with_flow_against_bare", True)


@pytest.mark.parametrize(("seconds", "expected"), [([], math.nan), ([0.002], 2.0)])
def test_percentiles_of_next_to_nothing(seconds: list[float], expected: float) -> None:
    assert percentiles(seconds) == pytest.approx((expected, expected), nan_ok=True)


@pytest.mark.parametrize(("times", "met"), [([90, 400, 120], True), ([90, 400, 80], False)])
def test_the_engine_has_to_reach_its_target(times: list[float], met: bool) -> None:
    assert engine_figure("toe-walk", times, feet=True).met is met


@pytest.mark.parametrize(("feet", "seen"), [(True, "with feet and flow"), (False, "with flow")])
def test_the_engine_says_what_it_looked_for_and_in_what(feet: bool, seen: str) -> None:
    figure = engine_figure("ankle-circle", [130.0], feet=feet)
    assert figure.name == "push_ankle_circle_times_real_time"
    assert "ankle-circle, over the raises" in figure.label
    assert seen in figure.label


def test_growth_is_what_the_last_quarter_adds() -> None:
    once, often = Memory(500.0, 14.0), Memory(505.0, 280.0, 501.0, 501.9)
    found = by_name(memory_figures(once, once, often, 20))
    assert found["memory_ratio"].value == pytest.approx(1.01)
    assert found["memory_mb_an_hour"].value == pytest.approx(0.9 / 70 * 3600)
    assert found["memory_mb_an_hour"].met is True


def test_what_more_plays_add_is_held_against_the_whole_peak() -> None:
    whole, once, often = Memory(500.0, 14.0), Memory(250.0, 14.0), Memory(260.0, 280.0)
    found = by_name(memory_figures(whole, once, often, 20))
    assert found["memory_ratio"].value == pytest.approx(1.02)
    assert found["memory_peak_mb"].value == 500.0
