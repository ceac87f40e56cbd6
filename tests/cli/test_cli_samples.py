"""The samples of the other three exercises, as films through the whole program."""

import json
from pathlib import Path

import pytest

from tests.support.program import cli
from tests.support.runs import report_in

SAMPLES = Path(__file__).parents[2] / "samples"

pytestmark = pytest.mark.usefixtures("model")


def analysed(name, exercise, out):
    """The report on a sample, and its truth."""
    done = cli(
        "analyze", SAMPLES / f"{name}.mp4", "--exercise", exercise, "--no-video", "--out", out
    )
    assert done.code == 0, done.said
    truth = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return report_in(out / name), truth


def counted(report):
    return [rep for rep in report["reps"] if rep["counted"]]


def faults(report):
    units = [*report["reps"], *report["sets"], *report.get("stages", ())]
    return {f["check"] for unit in units for f in unit["findings"] if f["verdict"] == "fault"}


def test_circles_both_ways_round(tmp_path):
    report, truth = analysed("ankle_circle_correct_both_ways", "ankle-circle", tmp_path)
    assert len(counted(report)) == truth["counted"]
    assert {rep["side"] for rep in counted(report)} == {truth["side"]}
    assert faults(report) == set()
    for rep, true in zip(counted(report), truth["reps"], strict=True):
        assert rep["start_s"] == pytest.approx(true["start_s"], abs=0.5)


def test_walking_on_the_toes_straight_then_out_then_in(tmp_path):
    report, truth = analysed("toe_walk_correct", "toe-walk", tmp_path)
    assert abs(len(counted(report)) - truth["counted"]) <= 1
    assert [stage["name"] for stage in report["stages"]] == ["straight", "out", "in"]
    assert faults(report) == set()


def test_a_heel_to_toe_walk_with_faults(tmp_path):
    report, truth = analysed("heel_to_toe_line_sway_arms", "heel-to-toe", tmp_path)
    assert abs(len(counted(report)) - truth["counted"]) <= 1
    true = {name for rep in truth["reps"] for name, f in rep["faults"].items() if f["fault"]}
    assert faults(report) <= true, "nothing is named that is not there"
    assert {"trunk_sway", "arms_up"} <= faults(report)
