"""Simple exercises: one signal up and down, by way of the example in docs/example-plugin."""

import math

import pytest

from formcheck.exercises.base import at_least, at_most
from formcheck.exercises.events import Cue, RepDropped, RepStarted, SetFinished
from formcheck.exercises.results import Side, Verdict
from formcheck.options import Options
from formcheck.session import Session
from tests.support.example import example
from tests.support.seated import Seated
from tests.support.sessions import Ran, finding, value
from tests.support.simulate import Camera


def do(script, yaw=90.0, *, fps=30.0, noise_px=0.3, **options):
    """Run the example exercise over what somebody does."""
    session = Session(Options(**options), example())
    poses = script.film(Camera(yaw=yaw), fps=fps, noise_px=noise_px)
    events = [event for pose in poses for event in session.push(pose)]
    events += session.finish()
    return Ran(session, session.outcome(), events)


def seated():
    return Seated().on_chair(2)


@pytest.mark.parametrize("fps", [8, 15, 30, 120])
@pytest.mark.parametrize(("yaw", "side"), [(90, "left"), (-90, "right"), (75, "left")])
def test_lifts_are_counted_with_their_times(yaw, side, fps):
    ran = do(seated().toe_lifts(4, side).on_chair(1), yaw, fps=fps)
    assert [rep.side.value for rep in ran.counted] == [side] * 4
    for number, rep in enumerate(ran.reps):
        begin = 2 + 3.5 * number
        assert rep.start_s == pytest.approx(begin, abs=0.35)
        assert rep.end_s == pytest.approx(begin + 2.5, abs=0.35)
        assert value(rep, "rise_s") + value(rep, "hold_s") + value(rep, "lower_s") == (
            pytest.approx(rep.end_s - rep.start_s, abs=0.01)
        )
    assert len(ran.of(RepStarted)) == 4


def test_height_is_over_the_rest_of_the_foot():
    low, high = (value(do(seated().toe_lifts(3, lift=x)).reps[0], "toe_lift") for x in (10, 20))
    assert high == pytest.approx(2 * low, rel=0.25)


@pytest.mark.parametrize("yaw", [0, 45, 135, 180])
def test_what_cannot_be_seen_is_not_counted(yaw):
    assert not do(seated().toe_lifts(3, "both"), yaw).reps


def test_the_far_foot_is_not_counted():
    assert not do(seated().toe_lifts(3, "right"), 90).counted


@pytest.mark.parametrize(
    "script",
    [
        Seated().stand(1).squats(4).stand(1),
        Seated().stand(1).walk(2).stand(1),
        Seated().stand(1).march(6).stand(1),
        Seated().stand(1).sit_down().on_chair(2).stand_up().stand(1),
        Seated().on_chair(6),
    ],
    ids=["squats", "walking", "marching", "sitting down", "still"],
)
def test_something_else_is_not_counted(script):
    assert not do(script).counted


def test_faults_and_cues():
    ran = do(seated().toe_lifts(3, up_s=0.15, down_s=0.15, rest_s=1.5), hold_s=3)
    for rep in ran.counted:
        assert finding(rep, "no_hold").verdict is Verdict.FAULT
        assert finding(rep, "low_lift").verdict is Verdict.NOT_ASSESSED
        assert "error band" in finding(rep, "low_lift").reason
    assert {cue.check for cue in ran.of(Cue)} <= {"too_fast", "no_hold"}
    assert ran.of(Cue)


def test_what_was_not_prescribed_is_not_assessed():
    rep = do(seated().toe_lifts(2)).reps[0]
    assert finding(rep, "no_hold").reason == "not prescribed"


def test_a_small_lift_is_partial_and_not_judged():
    ran = do(seated().toe_lifts(3, lift=6), noise_px=0.05)
    assert ran.reps
    assert not ran.counted
    assert {f.verdict for r in ran.reps for f in r.findings} == {Verdict.NOT_ASSESSED}


def test_sets_end_by_number_and_by_a_pause():
    ran = do(seated().toe_lifts(3).on_chair(17).toe_lifts(2), reps=3)
    assert [s.reps for s in ran.outcome.sets] == [3, 2]
    assert [s.ended_by for s in ran.outcome.sets] == [
        "the prescribed repetitions were done",
        "the end of the recording",
    ]
    ran = do(seated().toe_lifts(3).on_chair(17).toe_lifts(2))
    assert [s.ended_by for s in ran.outcome.sets] == ["a pause", "the end of the recording"]
    assert len(ran.of(SetFinished)) == 2
    mean = ran.outcome.sets[0].measures["toe_lift"]
    lifts = [value(r, "toe_lift") for r in ran.reps if r.set == 1]
    assert mean.value == pytest.approx(sum(lifts) / 3, abs=0.01)
    assert mean.band == 22


def test_unseen_in_the_middle():
    whole = seated().toe_lifts(3).on_chair(1)
    short = do(seated().toe_lifts(3).on_chair(1).hide(6.3, 6.8))
    assert len(short.counted) == len(do(whole).counted) == 3
    reasons = {f.reason for f in short.reps[1].findings}
    assert any("not seen for 0.5 s" in reason for reason in reasons)
    long = do(seated().toe_lifts(3).on_chair(1).hide(6.0, 7.5))
    assert len(long.counted) == 2
    assert [n.why for n in long.outcome.not_counted] == ["lost from sight"]


def test_getting_up_ends_what_is_under_way():
    session = Session(Options(), example())
    lifting = seated().toe_lifts(1, hold_s=5).film(Camera(yaw=90), cut=(0, 4))
    standing = Seated().stand(2).film(Camera(yaw=90), start_t=4.05)
    events = [event for pose in lifting + standing for event in session.push(pose)]
    assert [e.why for e in events if isinstance(e, RepDropped)] == ["left the position"]
    session.finish()
    assert not session.outcome().reps


def test_keys_of_the_live_window():
    session = Session(Options(side="left"), example())
    poses = seated().toe_lifts(4).on_chair(1).film(Camera(yaw=90))
    for pose in poses[: len(poses) // 2]:
        session.push(pose)
    assert session.status.reps >= 1
    session.restart_set()
    assert session.status.reps == 0
    for pose in poses[len(poses) // 2 :]:
        session.push(pose)
    session.switch_side()
    assert session.status.side is Side.RIGHT
    session.finish()
    assert [r.index for r in session.outcome().reps] == list(
        range(1, len(session.outcome().reps) + 1)
    )


def test_cut_off_in_the_middle():
    ran = do(seated().toe_lifts(1, hold_s=5), reps=None)
    assert len(ran.counted) == 1
    poses = seated().toe_lifts(2, hold_s=5).film(Camera(yaw=90))
    session = Session(Options(), example())
    for pose in poses[: int(30 * 4.5)]:
        session.push(pose)
    assert [type(e) for e in session.finish()] == [RepDropped]


def test_at_least_and_at_most():
    assert at_least("x", 1.0, 2.0, "s", 0.1, at_s=0.0).verdict is Verdict.FAULT
    assert at_most("x", 1.0, 2.0, "s", 0.1, at_s=0.0).verdict is Verdict.OK
    assert at_most("x", 2.05, 2.0, "s", 0.1, at_s=0.0).verdict is Verdict.NOT_ASSESSED
    assert at_least("x", math.nan, 2.0, "s", 0.1, at_s=0.0).verdict is Verdict.NOT_ASSESSED
