"""The samples of the other three exercises, as films through the whole program."""

import json
from pathlib import Path

import pytest

from tests.support.clips import beginning
from tests.support.program import cli
from tests.support.runs import report_in

SAMPLES = Path(__file__).parents[2] / "samples"

pytestmark = pytest.mark.usefixtures("model")


def analysed(name, exercise, out, clip=None):
    """The report on a sample, or on a part of it, and the truth of the whole."""
    clip = clip or SAMPLES / f"{name}.mp4"
    done = cli("analyze", clip, "--exercise", exercise, "--no-video", "--out", out)
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
    """To the step after the one with arms up; whoever walks on steps aside and stops."""
    name, end_s = "heel_to_toe_line_sway_arms", 9.5
    clip = beginning(SAMPLES / f"{name}.mp4", tmp_path / f"{name}.mp4", end_s)
    report, truth = analysed(name, "heel-to-toe", tmp_path / "out", clip)
    reps = [rep for rep in truth["reps"] if rep["end_s"] < end_s]
    assert abs(len(counted(report)) - len(reps)) <= 1
    true = {name for rep in reps for name, f in rep["faults"].items() if f["fault"]}
    assert faults(report) <= true, "nothing is named that is not there"
    assert {"trunk_sway", "arms_up"} <= faults(report)
