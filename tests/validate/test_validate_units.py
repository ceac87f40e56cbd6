"""Steps, circles and stages against their truth, from results that were made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.exercises.registry import exercise
from formcheck.exercises.results import Finding, Rep, Side, Stage, Verdict, View
from formcheck.validate.match import match, match_stages
from formcheck.validate.run import _stage_seconds
from formcheck.validate.split import apart
from formcheck.validate.table import table
from formcheck.validate.targets import targets
from formcheck.validate.true_reps import true_reps, true_stages
from formcheck.validate.truth import Prescription, Truth
from formcheck.validate.units import (
    Anchor,
    ClipResult,
    FaultUnit,
    RepUnit,
    TrueFault,
    TruePart,
    TrueRep,
)
from formcheck.validate.verdicts import Judge, said


def truth(exercise_id, **more):
    return Truth.model_validate({"exercise": exercise_id, **more})


def step(start, end, **more):
    return {"side": "left", "start_s": start, "peak_s": start, "end_s": end, **more}


def rep(start, end, **more):
    return Rep(index=1, set=1, start_s=start, peak_s=(start + end) / 2, end_s=end, **more)


def reps_of(given, exercise_id="toe-walk"):
    return true_reps(given, exercise(exercise_id).limits_type())


# Which is which


def test_steps_overlap_and_are_told_apart_by_when_the_foot_comes_down():
    true = reps_of(truth("toe-walk", reps=[step(1.0, 1.8), step(1.6, 2.4), step(2.2, 5.0)]))
    assert {t.anchor for t in true} == {Anchor.START}
    found = [rep(1.1, 1.7), rep(1.65, 2.6), rep(2.3, 3.0)]
    assert match(true, found) == {0: 0, 1: 1, 2: 2}
    assert match(true, [rep(1.35, 1.7)]) == {0: 0} or match(true, [rep(1.35, 1.7)]) == {1: 0}
    assert match(true[2:], [rep(4.0, 4.6)]) == {}


def test_circles_are_told_apart_by_their_middle():
    given = truth("toe-walk", reps=[{"start_s": 1, "peak_s": 2, "end_s": 3}])
    assert reps_of(given)[0].anchor is Anchor.MIDDLE
    assert match(reps_of(given), [Rep(index=1, set=1, start_s=1.2, peak_s=1.2, end_s=3.1)]) == {
        0: 0
    }


def test_stages_are_paired_by_the_time_that_they_share():
    given = truth(
        "toe-walk",
        reps=[],
        stages=[
            {"name": "straight", "start_s": 0, "end_s": 10},
            {"name": "out", "start_s": 11, "end_s": 20},
        ],
    )
    found = [
        Stage(name="out", start_s=9.5, end_s=20),
        Stage(name="straight", start_s=0, end_s=9.5),
        Stage(name="in", start_s=19, end_s=20),
    ]
    assert match_stages(true_stages(given), found) == {0: 1, 1: 0}


def test_who_turns_round_is_seen_from_elsewhere_afterwards():
    frames = [{"t": i / 10, "yaw_deg": 0 if i < 20 else 175} for i in range(40)]
    given = truth("toe-walk", view="left", reps=[step(0.5, 1), step(2.5, 3)], frames=frames)
    assert [t.view for t in reps_of(given)] == [View.FRONT, View.BACK]
    plain = truth("toe-walk", view="left", reps=[step(0.5, 1)])
    assert reps_of(plain)[0].view is View.LEFT


def test_prescribed_stages_are_told_in_the_order_that_the_program_knows():
    told = Prescription.model_validate({"stages": [["straight", 8], ["out", 6]]})
    assert _stage_seconds(told) == (8, 6)
    other = Prescription.model_validate({"stages": [["out", 8]]})
    assert _stage_seconds(other) is None
    assert _stage_seconds(Prescription()) is None


def test_a_stage_can_only_be_short_where_it_was_prescribed():
    stage = {"name": "out", "start_s": 0, "end_s": 10, "faults": {"stage_short": True}}
    asked = {"stages": [["straight", 8], ["out", 8]]}
    free = truth("toe-walk", reps=[], stages=[stage])
    told = truth("toe-walk", reps=[], stages=[stage], prescription=asked)
    assert not true_stages(free)[0].faults
    assert true_stages(told)[0].faults["stage_short"].fault


# Borderline


def finding(check, band, unit="deg", limit=10.0, verdict=Verdict.OK):
    return Finding(check=check, verdict=verdict, value=1.0, limit=limit, unit=unit, band=band)


def verdict_on(true, findings, check="trunk_sway", foot_cm=None, others=()):
    judge = Judge(exercise("toe-walk"), said([*findings, *others]), foot_cm)
    found = rep(0, 1, findings=findings) if findings else None
    (unit,) = judge.faults({check: true}, found, View.FRONT)
    return unit.true.borderline


def fault(value, limit=10.0, unit="deg"):
    return TrueFault(value > limit, value=value, parts=(TruePart(value, limit, unit),))


@pytest.mark.parametrize(
    ("value", "near"), [(7.9, False), (8.1, True), (11.9, True), (12.1, False)]
)
def test_within_one_band_of_the_limit_is_borderline(value, near):
    assert verdict_on(fault(value), [finding("trunk_sway", 2.0)]) is near


def test_what_was_not_found_takes_the_band_of_its_neighbours():
    assert verdict_on(fault(11), [], others=[finding("trunk_sway", 2.0)])
    assert not verdict_on(fault(11), [], others=[finding("heel_drop", 2.0)])


def test_bands_are_compared_in_the_units_of_the_truth():
    percent = fault(85.0, 90.0, "% of the stage's seconds")
    short = replace(percent, fault=True)
    seconds = finding("stage_short", 0.6, "s", 9.0)  # 6 % of ten seconds
    assert verdict_on(short, [seconds], "stage_short")
    wrists = TrueFault(False, value=-3.0, parts=(TruePart(-3.0, 0.0, "cm over the shoulder"),))
    own = finding("trunk_sway", 10.0, "% foot length", 0.0)
    assert not verdict_on(wrists, [own], foot_cm=25.0)
    assert verdict_on(wrists, [own], foot_cm=40.0)


def test_of_two_limits_each_has_its_own_band():
    given = truth(
        "toe-walk",
        reps=[
            step(0, 1, faults={"trunk_sway": {
                "fault": False, "value": 5.0, "limit": 10.0, "unit": "deg",
                "travel": 24.0, "travel_limit": 25.0,
            }})
        ],
    )  # fmt: skip
    (true,) = reps_of(given)
    assert len(true.faults["trunk_sway"].parts) == 2
    assert not verdict_on(true.faults["trunk_sway"], [finding("trunk_sway", 2.0)])


# Tables


def clip(name, reps=(), *, tags=(), **keys):
    return ClipResult(
        name, "toe-walk", False, keys, 10.0, 1, 1, (), 0, 1.0, keys.pop("whole", 1.0), tuple(reps),
        tags=tags,
    )  # fmt: skip


def turned(direction, found, view=View.FRONT, *, matched=True):
    true = TrueRep(Side.LEFT, True, 1, 0, 1, 2, view, direction=direction, stage="straight")
    return RepUnit(1, true, matched=matched, found_direction=found, found_stage="out")


def test_what_is_special_stands_apart():
    clips = [
        clip("plain", framing="whole"),
        clip("unsaid"),
        clip("legs", framing="legs"),
        clip("both", framing="whole", tags=("mirror", "shake")),
    ]
    main, others = apart(clips)
    assert [c.name for c in main] == ["plain", "unsaid"]
    assert {word: [c.name for c in own] for word, own in others.items()} == {
        "legs only": ["legs"], "mirror": ["both"], "shake": ["both"],
    }  # fmt: skip


def test_directions_are_told_by_view():
    reps = [
        turned("clockwise", "clockwise"),
        turned("clockwise", "counter-clockwise"),
        turned("clockwise", "not assessed"),
        turned("clockwise", None, matched=False),
        turned("counter-clockwise", "counter-clockwise", View.OBLIQUE_FRONT),
    ]
    front, oblique = table([clip("a", reps)]).directions
    assert (front.right, front.wrong, front.untold, front.not_found) == (1, 1, 1, 1)
    assert (oblique.view, oblique.right) == ("oblique-front", 1)


def test_stages_are_confused_step_by_step_and_their_faults_count():
    stage = RepUnit(
        1,
        TrueRep(Side.BOTH, False, 5, 0, None, 10, stage="straight"),
        matched=True,
        faults=(FaultUnit("stage_short", TrueFault(True), Verdict.FAULT, True),),
    )
    one = replace(clip("a", [turned("clockwise", None)]), stages=(stage,))
    result = table([one])
    assert [(row.true, row.said) for row in result.stages] == [("straight", {"out": 1})]
    assert [(row.check, row.tp) for row in result.faults] == [("stage_short", 1)]
    assert result.counts.true == 1


def test_a_target_is_reached_or_not_and_few_units_say_neither():
    few = {t.name: t.reached(m) for t, m in targets(table([clip("a")] * 19))}
    many = {t.name: t.reached(m) for t, m in targets(table([clip("a")] * 20))}
    assert few["exact count"] == "too few (19)"
    assert many["exact count"] == "reached"
    badly = table([*[clip("a")] * 18, *[replace(clip("b"), feet_share=0.9)] * 2])
    said_of = {t.name: t.reached(m) for t, m in targets(badly)}
    assert said_of["clips seen whole in 95 % of the pictures"] == "not reached"
