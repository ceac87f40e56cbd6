"""Sets, sides, and the heel-rise test."""

import pytest

from formcheck.exercises.events import Cue, SetFinished, SetStarted
from formcheck.exercises.results import Side, Verdict
from formcheck.options import Options
from formcheck.session import Session
from tests.support.sessions import run, verdict, watch
from tests.support.simulate import Camera, Rep, Script

QUICK = Rep(rise_s=0.9, hold_s=0.2, lower_s=0.9, rest_s=0.4)


def sets_of(ran):
    return [(s.side.value, s.reps, s.ended_by) for s in ran.outcome.sets]


@pytest.mark.parametrize(("rest", "count"), [(8.0, 1), (17.0, 2)])
def test_a_long_rest_ends_a_set(rest, count):
    script = Script().stand(1.5).raises([QUICK] * 2).stand(rest).raises([QUICK] * 2).stand()
    ran = watch(script, fps=15)
    assert len(ran.outcome.sets) == count
    assert [r.set for r in ran.reps] == ([1] * 4 if count == 1 else [1, 1, 2, 2])
    assert ran.outcome.sets[0].ended_by == ("a pause" if count == 2 else "the end of the recording")


@pytest.mark.parametrize(("away", "count"), [(7.0, 1), (11.5, 2)])
def test_leaving_the_picture_for_ten_seconds_ends_a_set(away, count):
    script = Script().stand(1.5).raises([QUICK] * 2).stand(1).unseen(away).stand(1)
    script.raises([QUICK] * 2).stand()
    ran = watch(script, fps=15)
    assert len(ran.counted) == 4
    assert len(ran.outcome.sets) == count
    if count == 2:
        assert ran.outcome.sets[0].ended_by == "out of the picture"


@pytest.mark.parametrize("yaw", [0, 45])
def test_the_other_leg_begins_a_new_set(yaw):
    script = Script().stand(1.5).raises([QUICK] * 2, "left").stand(1).raises([QUICK] * 3, "right")
    ran = watch(script.stand(), yaw, fps=20)
    assert sets_of(ran) == [
        ("left", 2, "the other leg"),
        ("right", 3, "the end of the recording"),
    ]


def test_the_prescribed_number_ends_a_set_at_once():
    script = Script().stand(1.5).raises([QUICK] * 7).stand()
    ran = watch(script, fps=20, reps=3)
    assert [s.reps for s in ran.outcome.sets] == [3, 3, 1]
    assert ran.outcome.sets[0].ended_by == "the prescribed repetitions were done"
    ends = [e.t for e in ran.of(SetFinished)]
    assert ends[0] < script.truth()[3].start + 0.1
    assert len(ran.of(SetStarted)) == 3


def test_partial_raises_do_not_fill_a_set():
    reps = [QUICK, Rep(lift_cm=3.0), QUICK, QUICK]
    ran = watch(Script().stand(1.5).raises(reps).stand(), fps=20, reps=3, noise_px=0.1)
    assert [(s.reps, s.partial) for s in ran.outcome.sets] == [(3, 1)]


def test_every_set_has_its_own_best():
    script = Script().stand(1.5).raises([Rep(lift_cm=10)] * 3).stand(16)
    script.raises([Rep(lift_cm=5)] * 3).stand()
    ran = watch(script, 90, fps=20)
    assert len(ran.outcome.sets) == 2
    assert {verdict(r, "low_raise") for r in ran.counted} == {Verdict.OK}


# The keys of the live window


def before_the_third(script, poses):
    start = script.truth()[2].start
    return next(i for i, pose in enumerate(poses) if pose.t > start - 0.15)


def pushed(session, poses):
    for pose in poses:
        session.push(pose)
    return session


def test_restarting_a_set_forgets_it():
    script = Script().stand(1.5).raises([QUICK] * 4).stand()
    poses = script.film(fps=20)
    session = Session(Options())
    middle = before_the_third(script, poses)
    pushed(session, poses[:middle])
    assert len(session.outcome().reps) == 2
    session.restart_set()
    assert session.outcome().reps == ()
    pushed(session, poses[middle:]).finish()
    assert [r.index for r in session.outcome().reps] == [1, 2]
    assert [s.index for s in session.outcome().sets] == [1]


@pytest.mark.parametrize(
    ("given", "then"), [("left", "right"), ("right", "left"), ("both", "both")]
)
def test_switching_the_side_begins_a_set_for_the_other_leg(given, then):
    script = Script().stand(1.5).raises([QUICK] * 4).stand()
    poses = script.film(Camera(yaw=90), fps=20)
    session = Session(Options(side=given))
    middle = before_the_third(script, poses)
    pushed(session, poses[:middle]).switch_side()
    pushed(session, poses[middle:]).finish()
    assert [(s.side, s.reps) for s in session.outcome().sets] == [(Side(given), 2), (Side(then), 2)]


def test_keys_before_anything_happened_do_no_harm():
    session = Session(Options())
    session.restart_set()
    session.switch_side()
    assert session.finish() == []
    assert session.outcome().reps == ()


# The heel-rise test


ON_BEAT = Rep(rise_s=0.9, hold_s=0.1, lower_s=0.9, rest_s=0.1)
SLOW = Rep(rise_s=1.4, hold_s=0.3, lower_s=1.4, rest_s=0.1)


def test_raises_on_the_beat_are_ok():
    script = Script().stand(1.5).raises([ON_BEAT] * 8).stand()
    ran = watch(script, 90, mode="test")
    assert len(ran.counted) == 8
    assert [verdict(r, "too_fast") for r in ran.counted[:-1]] == [Verdict.OK] * 7
    assert verdict(ran.counted[-1], "too_fast") is Verdict.NOT_ASSESSED
    (test,) = ran.outcome.test["tests"]
    assert test["prompts"] == []
    assert test["reps"] == 8
    assert not ran.of(Cue)


def test_after_two_prompts_the_test_stops():
    script = Script().stand(1.5).raises([ON_BEAT] * 3 + [SLOW] * 6).stand()
    ran = watch(script, 90, mode="test")
    (test,) = ran.outcome.test["tests"]
    assert len(test["prompts"]) == 2
    assert {p["why"] for p in test["prompts"]} == {"the pace was lost"}
    assert test["stopped_by"] == "the pace was lost"
    prompts = [e for e in ran.of(Cue) if e.check == "prompt"]
    assert [e.text for e in prompts] == ["keep to the beat"] * 2
    assert ran.of(Cue) == prompts
    (only,) = ran.outcome.sets
    assert "stopped" in only.ended_by
    assert test["reps"] == only.reps < 9
    assert ran.session.status.phase == "done"


def test_raises_that_no_longer_reach_the_height_stop_the_test():
    low = Rep(lift_cm=3.0, rise_s=0.9, hold_s=0.1, lower_s=0.9, rest_s=0.1)
    ran = watch(Script().stand(1.5).raises([ON_BEAT] * 4 + [low] * 5).stand(), 90, mode="test")
    (test,) = ran.outcome.test["tests"]
    assert test["reps"] == 4
    assert "high enough" in test["stopped_by"]


def test_the_beat_is_a_limit_that_can_be_changed():
    script = Script().stand(1.5).raises([SLOW] * 4).stand()
    ran = watch(script, 90, mode="test", limits={"beat": 3.2})
    assert ran.outcome.test["tests"][0]["prompts"] == []
    assert verdict(ran.counted[0], "too_fast") is Verdict.OK


def test_a_prompt_is_shown_and_says_which_way_the_pace_went():
    script = Script().stand(1.5).raises([ON_BEAT] * 2 + [SLOW] * 3).stand()
    session = Session(Options(mode="test"))
    shown = set()
    for pose in script.film(Camera(yaw=90), fps=20):
        session.push(pose)
        shown.add(session.status.cue)
    assert shown == {"", "keep to the beat"}
    session.finish()
    slow = next(r for r in session.outcome().reps if verdict(r, "too_fast") is Verdict.FAULT)
    (finding,) = (f for f in slow.findings if f.check == "too_fast")
    assert "slower than the beat of 2 s" in finding.detail


def test_each_leg_has_a_test_of_its_own():
    slow = [ON_BEAT] * 2 + [SLOW] * 6
    script = Script().stand(1.5).raises(slow, "left").stand(3).raises([ON_BEAT] * 5, "right")
    ran = watch(script.stand(), 0, mode="test")
    first, second = ran.outcome.test["tests"]
    assert (first["side"], first["stopped_by"]) == ("left", "the pace was lost")
    assert first["reps"] < 8
    assert (second["side"], second["reps"], second["prompts"]) == ("right", 5, [])
    assert len(ran.reps) == first["reps"] + 5


def test_after_a_rest_the_beat_goes_on_for_the_other_leg():
    script = Script().stand(1.5).raises([ON_BEAT] * 2 + [SLOW] * 5, "left").stand(25)
    session = Session(Options(mode="test", side="left"))
    beats = []
    for pose in script.film(Camera(yaw=0), fps=15):
        session.push(pose)
        beats.append((session.status.phase, session.status.beat_s))
    assert beats[0][1] == 1.0
    assert ("done", None) in beats
    assert beats[-1] == ("rest", 1.0)
    assert session.status.next_up == "Test over. Rest, then the right leg"


def test_restarting_a_test_forgets_its_prompts():
    script = Script().stand(1.5).raises([ON_BEAT] * 2 + [SLOW] * 5).stand()
    session = pushed(Session(Options(mode="test")), script.film(Camera(yaw=90), fps=20))
    assert session.status.phase == "done"
    session.restart_set()
    assert session.status.beat_s == 1.0
    assert session.status.phase != "done"


def test_raises_that_follow_too_soon_are_cued_though_each_way_took_its_time():
    hasty = Rep(rise_s=0.6, hold_s=0.0, lower_s=0.6, rest_s=0.0)
    ran = watch(Script().stand(1.5).raises([hasty] * 5).stand(), 90)
    assert "from one rise to the next" in {f.detail for r in ran.counted for f in r.faults}
    assert [e.text for e in ran.of(Cue)].count("slower") >= 3


def test_without_test_mode_there_is_no_test():
    assert run([]).outcome.test is None


# Figures of a set


def test_every_figure_of_a_set_has_an_error_band():
    ran = watch(Script().stand(1.5).raises([QUICK] * 6).stand(), 90, height_cm=170)
    (one,) = ran.outcome.sets
    assert {m.unit for m in one.measures.values()} == {"cm", "s", "% of the first third"}
    assert all(m.value is not None and m.band for m in one.measures.values())
    (rep, *_) = ran.counted
    assert one.measures["best_height"].band == rep.measures["peak_heel_lift_cm"].band


def test_fatigue_is_the_height_lost_from_the_first_to_the_last_third():
    script = Script().stand(1.5).raises([Rep(lift_cm=10)] * 3 + [Rep(lift_cm=8)] * 3).stand()
    ran = watch(script, 90, height_cm=170)
    loss = ran.outcome.sets[0].measures["height_loss"]
    assert loss.value == pytest.approx(20, abs=loss.band)
