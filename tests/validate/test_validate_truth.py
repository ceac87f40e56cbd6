"""Truth files: a minimal one will do, and what is wrong is said in one sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.exercises.results import Side, View
from formcheck.validate.cases import find_cases
from formcheck.validate.truth import read_truth
from tests.support.program import cli

DOC = Path(__file__).parents[2] / "docs/truth-format.md"
REP = {"start_s": 0.2, "peak_s": 0.7, "end_s": 1.2}


def test_a_minimal_truth_is_enough(folder):
    (case,) = find_cases(folder)
    assert case.name == "anna"
    assert case.truth.count == 1
    assert case.truth.reps[0].side is Side.LEFT
    assert case.seconds == pytest.approx(2.0, abs=0.11)


@pytest.mark.parametrize("example", re.findall(r"```json\n(.*?)```", DOC.read_text(), re.DOTALL))
def test_the_examples_of_the_documentation_are_read(example, tmp_path):
    path = tmp_path / "example.json"
    path.write_text(example)
    truth = read_truth(path)
    assert truth.count == (2 if truth.reps else 0)


def test_what_is_not_used_is_ignored(put):
    folder = put(
        camera={"tilt": 3}, view="oblique-back", reps=[{**REP, "asked": {"x": 1}, "colour": 7}]
    )
    assert find_cases(folder)[0].truth.view is View.OBLIQUE_BACK


def test_a_count_alone_will_do(put):
    assert find_cases(put(reps=None, counted=12))[0].truth.count == 12


def test_a_fault_may_be_a_word_or_an_object(put):
    reps = [{**REP, "faults": {"low_raise": True, "no_hold": {"fault": False, "value": 3}}}]
    (rep,) = find_cases(put(reps=reps))[0].truth.reps
    assert [f.fault for f in rep.faults.values()] == [True, False]


def test_earlier_results_are_no_truth(folder):
    out = folder / "result.json"
    out.write_text("{}")
    assert len(find_cases(folder, ignore=[out])) == 1
    with pytest.raises(InputError, match="exercise is missing"):
        find_cases(folder)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"exercise": None}, "anna.json: exercise is missing."),
        ({"exercise": "heel-rise"}, "Did you mean 'heel-raise'?"),
        ({"reps": None}, "anna.json: it needs reps, or at least how many were counted."),
        ({"reps": [{}]}, "repetition 1 needs peak_s, or start_s and end_s."),
        ({"reps": [{"start_s": 1.0, "end_s": 0.5}]}, "has start, peak and end not in order."),
        ({"reps": [{**REP, "side": "middle"}]}, "side of repetition 1 cannot be 'middle'"),
        ({"reps": [{**REP, "start_s": "soon"}]}, "start_s of repetition 1 cannot be 'soon'"),
        ({"reps": [{**REP, "faults": {"low_rise": True}}]}, "Did you mean 'low_raise'?"),
        ({"reps": [{**REP, "faults": {"low_raise": 1}}]}, "faults.low_raise of repetition 1"),
        ({"counted": 3}, "it says 3 counted, and lists 1."),
        ({"exercise": "none"}, "has repetitions of the exercise 'none'"),
        ({"schema": 2}, "schema cannot be 2"),
        ({"view": "above"}, "view cannot be 'above'"),
        ({"clip": "bert.mp4"}, "anna.json has no clip: bert.mp4 is not beside it."),
        ({"clip": "../anna.mp4"}, "must lie beside it, by name only."),
        ({"duration_s": 9}, "does not match its clip: it speaks of 9.0 s, and the clip is 2.0 s"),
        ({"reps": [{"peak_s": 7}]}, "does not match its clip: it goes on to 7.0 s"),
        ({"frames": [{"t": 0}, {"t": 5}]}, "does not match its clip: it speaks of 5.0 s"),
        ({"frames": [{"t": 1}, {"t": 1}]}, "frames that are not in order of time"),
        ({"frames": [{"t": float("nan")}]}, "t of frame 1 cannot be nan"),
        ({"person": {"height_cm": 1.7}}, "person.height_cm cannot be 1.7"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(put, changes, said):
    done = cli("validate", put(**changes))
    assert done.code == 3
    assert said in done.said
    assert "Traceback" not in done.said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "anna.json is not JSON"),
        ("[1]", "a JSON object is needed"),
        ("[" * 100_000, "anna.json is not JSON"),
        ("\xff\xfe", "anna.json is not JSON"),
    ],
)
def test_what_is_not_a_truth_file(folder, text, said):
    (folder / "anna.json").write_bytes(text.encode("latin-1"))
    done = cli("validate", folder)
    assert done.code == 3
    assert said in done.said


def test_empty_and_missing_folders(tmp_path):
    assert "holds no truth: a NAME.json beside NAME.mp4 is needed" in cli("validate", tmp_path).said
    gone = cli("validate", tmp_path / "nowhere")
    assert (gone.code, "There is no folder" in gone.said) == (3, True)


def test_a_clip_that_is_no_video(folder):
    (folder / "anna.mp4").write_text("not a video")
    done = cli("validate", folder)
    assert done.code == 3
    assert "anna.mp4" in done.said


def test_a_truth_written_by_the_studio_is_read(put):
    faults = {"trunk_lean": {"fault": False}, "trunk_lean_lateral": {"fault": True, "value": 17}}
    folder = put(reps=[{**REP, "faults": faults}], motion="heel-raise", spec={"seed": 1})
    assert json.loads((folder / "anna.json").read_text())["motion"]
    assert find_cases(folder)[0].truth.reps[0].faults["trunk_lean_lateral"].fault
