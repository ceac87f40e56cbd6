"""What could not be assessed is told with its figures, and what was made now and then with care."""

from formcheck.exercises.base import not_assessed
from formcheck.exercises.results import Finding, Side, Verdict
from formcheck.report import words
from formcheck.report.cells import check_cell
from formcheck.report.curve_note import curve_note
from formcheck.report.glance import sides_of, tiles_of
from formcheck.report.reasons import reasons_of
from formcheck.report.summing import kind_of
from tests.support import reports


def too_near(rep, value):
    """The repetition, taking `value` seconds where 0.5 is the limit."""
    near = Finding(
        check="too_fast", verdict=Verdict.NOT_ASSESSED, value=value, limit=0.5, unit="s", band=0.3,
        reason=f"inside the error band: {value} s is within 0.3 of the limit",
    )  # fmt: skip
    others = [f for f in rep.findings if f.check != "too_fast"]
    return rep.model_copy(update={"findings": [*others, near]})


def test_what_lies_too_near_to_its_limit_is_told_with_value_limit_and_band():
    base = reports.both_feet()
    near = [too_near(rep, 0.6 + rep.index / 100) for rep in base.reps]
    report = base.model_copy(update={"reps": near, "not_assessed": []})
    (reason,) = [r for r in reasons_of(report) if r.reason == "Inside the error band"]
    assert reason.checks == [("Too fast", "on every repetition; limit 0.50\u00a0s ±\u00a00.30")]
    cell = check_cell(near[1].findings, "too_fast", "Too fast")
    assert (cell.word, cell.value) == ("not assessed", "0.62\u00a0s")


def test_reasons_that_differ_in_their_figures_only_are_one():
    assert {kind_of(f"not seen for 0.{n} s within this raise") for n in (3, 4)} == {
        "not seen within this raise"
    }
    assert kind_of("inside the error band: 3 s is within 1 of the limit") == "inside the error band"
    assert kind_of(None) == ""


def test_checks_that_were_made_now_and_then_are_not_called_not_made():
    tile = tiles_of(reports.both_feet())[-1]
    counts = reports.both_feet().summary.checks
    never = sum(1 for c in counts if c.not_assessed and not (c.ok or c.fault))
    assert tile.value == str(never)
    assert "1 more not on every repetition" in tile.note


def test_heights_that_the_curve_does_not_show_are_explained():
    report = reports.both_feet()
    assert curve_note(report) == ""
    low = report.curve.model_copy(
        update={"value": [None if v is None else 0.7 * v for v in report.curve.value]}
    )
    assert "worked out" in curve_note(report.model_copy(update={"curve": low}))
    assert curve_note(report.model_copy(update={"curve": None})) == ""


def test_of_a_side_on_which_no_check_could_be_made_no_faults_are_known():
    base = reports.left_and_right()
    unseen = [
        rep.model_copy(update={"findings": [not_assessed(f.check, "unseen") for f in rep.findings]})
        for rep in base.reps
    ]
    reps = [
        new if new.side is Side.RIGHT else old for old, new in zip(base.reps, unseen, strict=True)
    ]
    (row,) = [r for r in sides_of(base.model_copy(update={"reps": reps})) if r.title == "Faults"]
    assert row.left.isdigit()
    assert row.right == words.NOTHING
