import pytest

from formcheck.exercises.wording import Wording
from formcheck.report import words
from formcheck.report.facts import facts_of, prescription
from formcheck.report.tables import rep_table
from tests.support import more_reports, reports
from tests.support.reports import RAISES


@pytest.mark.parametrize(
    ("value", "unit", "fine", "text"),
    [
        (62.4, "% foot length", False, "62\u00a0% of foot length"),
        (62.4, "% foot length", True, "62.4\u00a0% of foot length"),
        (18.94, "deg", False, "19°"),
        (-3.26, "deg", True, "\u22123.3°"),
        (-0.01, "s", False, "0.0\u00a0s"),
        (1.6, "s", True, "1.60\u00a0s"),
        (16.25, "cm", False, "16.2\u00a0cm"),
        (3.0, "steps", False, "3\u00a0steps"),
        (1.0, "extra contacts", True, "1\u00a0extra contact"),
        (-360.0, "deg the set's way", True, "\u2212360.0° the set's way"),
        (0.431, "minor/major axis", True, "0.43"),
        (None, "s", False, "–"),
        (float("nan"), "s", False, "–"),
    ],
)
def test_quantities(value, unit, fine, text):
    assert words.quantity(value, unit, fine=fine) == text


@pytest.mark.parametrize(
    ("seconds", "tenths", "text"),
    [(0, False, "0:00"), (59.6, False, "1:00"), (59.96, True, "1:00.0"), (3725, False, "1:02:05"),
     (38.44, True, "0:38.4"), (-0.2, True, "0:00.0")],
)  # fmt: skip
def test_clock(seconds, tenths, text):
    assert words.clock(seconds, tenths=tenths) == text


def test_lengths_counts_and_ranges():
    assert [words.length(s) for s in (58, 1450, 7320)] == ["58 s", "24 min 10 s", "2 h 2 min"]
    assert words.ranges([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9, 10"
    assert words.count(1, "fault") == "1 fault"
    assert words.joined(["a", "b", "c"]) == "a, b and c"
    assert words.joined([]) == ""


def test_moments():
    assert words.when("2025-03-04T09:12:30+01:00") == "4 March 2025, 09:12"
    assert words.when("yesterday") == "yesterday"
    assert words.when(None) == "not known"


def test_names_come_from_the_report_or_from_themselves():
    report = reports.both_feet().model_copy(
        update={
            "check_texts": {
                "low_raise": "Low raise: the heel stays low.",
                "too_fast": "Too quick",
                "no_hold": "Less time at the top than what was prescribed for this person.",
            }
        }
    )
    names = words.Names(report)
    assert (names.check("low_raise"), names.check_meaning("low_raise")) == (
        "Low raise",
        "The heel stays low.",
    )
    assert (names.check("too_fast"), names.check_meaning("too_fast")) == ("Too quick", "")
    assert names.check("no_hold") == "No hold"
    assert names.check_meaning("no_hold").startswith("Less time")
    assert names.check("knee_pumping") == "Knee pumping"


def test_only_what_was_prescribed_is_mentioned():
    given = {"reps": 12, "side": "auto", "hold_s": 2.0, "bent_knee": True, "mode": "set",
             "affected": None, "height_cm": 165.0, "stages_s": (20.0, 20.0)}  # fmt: skip
    assert prescription(given, RAISES) == "12 repetitions, hold 2 s, bent knee, stages of 20, 20 s"
    steps = Wording(one="step", many="steps", test="step test")
    assert prescription({"reps": 20, "mode": "test"}, steps) == "20 steps, step test"
    assert prescription({"mode": "test", "reps": 1}, RAISES) == "heel-rise test, 1 repetition"


def test_the_heel_rise_test_is_told_leg_by_leg():
    prompt = {"t_s": 7.55, "rep": 2, "why": "the pace was lost"}
    tests = [
        {"set": 1, "side": "left", "reps": 4, "prompts": [prompt], "stopped_by": "x"},
        {"set": 2, "side": "right", "reps": 1, "prompts": [], "stopped_by": "y"},
    ]
    base = reports.both_feet()
    summary = base.summary.model_copy(update={"test": {"beat_s": 2.0, "tests": tests}})
    assert facts_of(base.model_copy(update={"summary": summary})).test == [
        ("Beat", "a repetition every 2 s"),
        ("Set 1, left", "4 repetitions; prompted at 0:07.6 (rep 2: the pace was lost); ended: x"),
        ("Set 2, right", "1 repetition; no prompt; ended: y"),
    ]


def test_a_share_of_what_is_said_once():
    assert words.quantity(76.3, "% off the beat") == "76\u00a0% off the beat"
    assert words.quantity(76.3, "% own best") == "76\u00a0% of own best"


def test_where_the_unit_has_been_said_its_sign_will_do():
    units = ("% of own best", "deg the set's way", "deg", "s")
    assert [words.short_unit(unit) for unit in units] == ["%", "°", "°", "s"]


def test_the_time_of_a_step_is_called_what_it_is():
    assert rep_table(reports.both_feet(), {}).total_title == "Total"
    steps = rep_table(more_reports.tandem(), {})
    assert steps.total_title == "On the floor"
    walk = rep_table(more_reports.toe_walk(), {})
    assert ("Stance" in [c.text for c in walk.others]) != bool(walk.total_title)


def test_the_networks_that_found_feet_alone_are_named_by_their_hashes():
    base = reports.both_feet()
    made = reports.provenance(
        foot_model="feet.onnx", foot_finder_sha256="f" * 64, foot_check_sha256="c" * 64
    )
    alone = base.person.model_copy(update={"feet_only_share": 0.6})
    report = base.model_copy(update={"provenance": made, "person": alone})
    said = dict(facts_of(report).software)
    assert said["Foot finder sha256"] == "f" * 64
    assert said["Foot check sha256"] == "c" * 64
    whole = base.model_copy(update={"provenance": made})
    assert "Foot finder sha256" not in dict(facts_of(whole).software)
