"""Each check: a fault well beyond its limit, ok well inside, nothing where it cannot be seen."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pytest

from formcheck.exercises.base import ANY_VIEW, FRONTAL_VIEWS, SIDE_VIEWS
from formcheck.exercises.events import RepFinished
from formcheck.exercises.results import Verdict
from formcheck.motion.view import View
from tests.support.sessions import finding, value, verdict, watch
from tests.support.simulate import Rep, Script

YAW = {
    View.FRONT: 0,
    View.OBLIQUE_FRONT: 45,
    View.LEFT: 90,
    View.OBLIQUE_BACK: 135,
    View.BACK: 180,
    View.RIGHT: -90,
}
USUAL = Rep(lift_cm=9.0, rise_s=1.2, hold_s=0.6, lower_s=1.2, rest_s=0.6)


def rep(**changes):
    return Rep(**{**{k: getattr(USUAL, k) for k in USUAL.__dataclass_fields__}, **changes})


@dataclass(frozen=True)
class Case:
    """How to do a check's fault, and how to do it well."""

    views: frozenset[View]
    fault: Rep
    fine: Rep
    inside: Rep | None = None
    """A raise whose true value lies at the limit, so that nobody can tell."""
    side: str = "both"
    options: dict[str, Any] = field(default_factory=dict)


CASES = {
    "low_raise": Case(ANY_VIEW, rep(lift_cm=4.7), rep(lift_cm=8.4), rep(lift_cm=6.3)),
    "too_fast": Case(
        ANY_VIEW,
        rep(rise_s=0.3, lower_s=0.3, hold_s=0.1, rest_s=0.2),
        rep(),
        rep(rise_s=0.79, lower_s=0.79),
    ),
    "dropped_heel": Case(
        ANY_VIEW, rep(rise_s=2.0, lower_s=0.5), rep(), rep(rise_s=2.0, lower_s=1.0)
    ),
    "no_hold": Case(
        ANY_VIEW,
        rep(hold_s=0.3),
        rep(hold_s=3.0),
        rep(hold_s=1.66),
        options={"hold_s": 2.0},
    ),
    "heel_not_down": Case(ANY_VIEW, rep(valley=0.32, rest_s=0), rep(), rep(valley=0.16, rest_s=0)),
    "knee_pumping": Case(SIDE_VIEWS, rep(pump=26), rep(pump=4), rep(pump=15)),
    "foot_misaligned": Case(FRONTAL_VIEWS, rep(drift=0.32), rep(drift=0.02), rep(drift=0.15)),
    "other_foot_down": Case(
        frozenset({View.FRONT}),
        rep(other_cm=0),
        rep(),
        rep(other_cm=0.8),
        side="left",
        options={"side": "left"},
    ),
}
SWAY = {
    **dict.fromkeys(SIDE_VIEWS, ({"lean_fwd": 24}, {"lean_fwd": 3}, {"lean_fwd": 10})),
    **dict.fromkeys(FRONTAL_VIEWS, ({"lean_side": 24}, {"lean_side": 3}, {"lean_side": 10})),
}


ODD = 2


@lru_cache(maxsize=64)
def doing(odd: Rep, side: str, place: int = ODD):
    """Four raises, of which one is odd; the others are high where that one just counts."""
    reps = [rep(lift_cm=11) if odd.lift_cm < 5 else USUAL] * 4
    reps[place] = odd
    return Script().stand(1.5).raises(reps, side).stand(1.0)


def seen(odd, view, *, leg="both", noise_px=0.15, fps=24, **options):
    given = tuple(options.items())
    return _seen(odd, view, leg, noise_px=noise_px, fps=fps, options=given)


@lru_cache(maxsize=64)  # what is done well is the same for several checks
def _seen(odd, view, leg, *, noise_px, fps, options):
    ran = watch(doing(odd, leg), YAW[view], noise_px=noise_px, fps=fps, **dict(options))
    assert len(ran.counted) == len(ran.reps) == 4
    return ran.counted


def in_views(names=CASES):
    return [(n, v) for n in names for v in sorted(CASES[n].views)]


@pytest.mark.parametrize("fps", [15, 30])
@pytest.mark.parametrize(("check", "view"), in_views())
def test_a_clear_fault_is_found_where_it_was(check, view, fps):
    case = CASES[check]
    reps = seen(case.fault, view, leg=case.side, fps=fps, **case.options)
    others = [verdict(r, check) for i, r in enumerate(reps) if i != ODD]
    assert verdict(reps[ODD], check) is Verdict.FAULT, finding(reps[ODD], check)
    if check != "no_hold":
        assert Verdict.FAULT not in others


@pytest.mark.parametrize("noise_px", [0.0, 0.3])
@pytest.mark.parametrize(("check", "view"), in_views())
def test_a_clean_raise_is_ok(check, view, noise_px):
    case = CASES[check]
    reps = seen(case.fine, view, leg=case.side, noise_px=noise_px, **case.options)
    assert verdict(reps[ODD], check) is Verdict.OK, finding(reps[ODD], check)


@pytest.mark.parametrize(("check", "view"), in_views())
def test_at_the_limit_nobody_can_tell(check, view):
    case = CASES[check]
    reps = seen(case.inside, view, leg=case.side, noise_px=0, **case.options)
    found = finding(reps[ODD], check)
    assert found.verdict is Verdict.NOT_ASSESSED, found
    assert "band" in found.reason


@pytest.mark.parametrize("view", sorted(SWAY))
@pytest.mark.parametrize(
    ("which", "expected"), [(0, Verdict.FAULT), (1, Verdict.OK), (2, Verdict.NOT_ASSESSED)]
)
def test_a_trunk_that_leans(view, which, expected):
    found = finding(seen(rep(**SWAY[view][which]), view)[ODD], "trunk_lean")
    assert found.verdict is expected, found


FALLING = Case(SIDE_VIEWS | FRONTAL_VIEWS, rep(lean_fwd=30, lean_side=30), USUAL)
UNSUPPORTED = [
    (name, view)
    for name, case in {**CASES, "trunk_lean": FALLING}.items()
    for view in sorted(set(YAW) - case.views)
]


@pytest.mark.parametrize("side", ["both", "left"])
@pytest.mark.parametrize(("name", "view"), UNSUPPORTED)
def test_what_a_view_cannot_support_is_never_judged(name, side, view):
    case = CASES.get(name, FALLING)
    ran = watch(doing(case.fault, side), YAW[view], **case.options)
    assert ran.counted
    for one in ran.counted:
        found = finding(one, name)
        assert found.verdict is Verdict.NOT_ASSESSED, found
        assert found.reason
        assert found.value is None


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@pytest.mark.parametrize("side", ["left", "right"])
def test_from_the_side_nothing_is_said_of_the_knees_and_feet_of_one_leg(side, view):
    for one in seen(rep(pump=26, other_cm=0), view, leg=side, bent_knee=True):
        for check in ("knee_pumping", "knee_locked", "other_foot_down", "foot_misaligned"):
            assert verdict(one, check) is Verdict.NOT_ASSESSED


@pytest.mark.parametrize("view", sorted(YAW))
@pytest.mark.parametrize("side", ["both", "left"])
@pytest.mark.parametrize("noise_px", [0.0, 0.5])
def test_clean_raises_have_no_fault_at_all(view, side, noise_px):
    ran = watch(doing(USUAL, side), YAW[view], noise_px=noise_px, hold_s=0.5, bent_knee=True)
    assert [(r.index, f) for r in ran.reps for f in r.faults] == []


@pytest.mark.parametrize("view", [View.FRONT, View.LEFT, View.OBLIQUE_FRONT])
@pytest.mark.parametrize("fps", [5, 8])
@pytest.mark.parametrize("seed", range(3))
def test_few_frames_a_second_make_no_faults(view, fps, seed):
    """Errors at this rate are larger than the bands; what cannot be told may not be a fault."""
    script = Script().stand(1.5).raises([rep(rise_s=1.0, lower_s=1.0)] * 4).stand()
    ran = watch(script, YAW[view], fps=fps, noise_px=0.5, seed=seed)
    assert [(r.index, f.check, f.value) for r in ran.counted for f in r.faults] == []


@pytest.mark.parametrize("check", ["no_hold", "knee_locked"])
def test_what_was_not_prescribed_is_not_assessed(check):
    for one in seen(USUAL, View.LEFT):
        assert finding(one, check).reason == "not prescribed"


def test_toes_turned_out_are_a_fault_from_the_front():
    script = Script().stand(1.5).raises([USUAL] * 2, turn=45).stand()
    ran = watch(script, 0)
    assert len(ran.counted) == 2
    assert {verdict(r, "foot_misaligned") for r in ran.counted} == {Verdict.FAULT}


@pytest.mark.parametrize("turn", [0, 5])
def test_toes_ahead_are_fine(turn):
    script = Script().stand(1.5).raises([USUAL] * 2, turn=turn).stand()
    assert {verdict(r, "foot_misaligned") for r in watch(script, 0).counted} == {Verdict.OK}


@pytest.mark.parametrize("yaw", [90, -90])
@pytest.mark.parametrize("pump", [4, 15, 26])
def test_the_knees_range_is_the_true_one(pump, yaw):
    script = Script().stand(1.5).raises([rep(pump=pump)] * 2).stand()
    for one in watch(script, yaw, noise_px=0.15).counted:
        assert value(one, "knee_flexion_range") == pytest.approx(pump, abs=4)


def test_of_one_leg_from_the_side_no_knee_is_measured_even_when_the_side_is_given():
    script = Script().stand(1.5).raises([rep()] * 2, "left").stand()
    for one in watch(script, 90, side="left").counted:
        knee = [m for name, m in one.measures.items() if name.startswith("knee_")]
        assert [m.value for m in knee] == [None] * 3
        assert {m.reason for m in knee} == {"one leg from the side: legs mixed up"}


@pytest.mark.parametrize(("yaw", "lean"), [(90, {"lean_fwd": 20}), (0, {"lean_side": 20})])
def test_the_trunks_lean_is_the_true_one(yaw, lean):
    script = Script().stand(1.5).raises([rep(**lean)] * 2).stand()
    for one in watch(script, yaw, noise_px=0.15).counted:
        assert value(one, "trunk_lean") == pytest.approx(20, abs=3)
        assert value(one, "trunk_lean_change") == pytest.approx(20, abs=3)


def test_own_best_is_worked_out_anew_for_the_report():
    """Live, the first three have nothing to be compared with; the report compares all."""
    ran = watch(doing(rep(lift_cm=4.3), "both", 0), 90, noise_px=0.15)
    live = [verdict(e.rep, "low_raise") for e in ran.of(RepFinished)]
    assert live[:3] == [Verdict.NOT_ASSESSED] * 3
    assert verdict(ran.counted[0], "low_raise") is Verdict.FAULT
    assert value(ran.counted[0], "own_best") == pytest.approx(100 * 4.3 / 11, abs=7)


def test_fatigue_of_a_set():
    lifts = [9, 9, 9, 8, 8, 8, 6.5, 6.5, 6.5]
    script = Script().stand(1.5).raises([Rep(lift_cm=v) for v in lifts]).stand()
    (one,) = watch(script, 90, noise_px=0.15).outcome.sets
    assert one.measures["height_loss"].value == pytest.approx(100 * 2.5 / 9, abs=5)
