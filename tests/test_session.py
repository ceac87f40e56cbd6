"""The one engine: causal, the same through every door, and honest about what it did not see."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import UsageError
from formcheck.exercises.results import Verdict
from formcheck.options import Options
from formcheck.pose.landmarks import Landmark
from formcheck.pose.recording import Recording, RecordingWriter
from formcheck.pose.types import Pose
from formcheck.session import Session
from tests.support.properties import few
from tests.support.recordings import NAMES, recording, truth
from tests.support.sessions import run, watch
from tests.support.simulate import Camera, Rep, Script

QUICK = Rep(rise_s=0.9, hold_s=0.3, lower_s=0.9, rest_s=0.4)


@lru_cache(maxsize=8)
def three_raises(yaw=0, fps=20):
    script = Script().stand(1.5).raises([QUICK] * 3).stand(1.5)
    return script, tuple(script.film(Camera(yaw=yaw), fps=fps, noise_px=0.3))


def without(poses, *gaps):
    """The same film with nobody found between some times."""
    return [Pose.nobody(p.t, p.size) if any(a < p.t < b for a, b in gaps) else p for p in poses]


# Causal and deterministic


@pytest.mark.parametrize("yaw", [0, 90])
def test_what_is_said_does_not_depend_on_what_comes_later(yaw):
    _, poses = three_raises(yaw)
    whole = [repr(Session.push(s, p)) for s in [Session(Options())] for p in poses]
    for n in range(0, len(poses), 37):
        session = Session(Options())
        assert [repr(session.push(p)) for p in poses[:n]] == whole[:n]


@pytest.mark.parametrize("yaw", [0, 90])
def test_the_same_poses_give_the_same_outcome(yaw):
    _, poses = three_raises(yaw)
    assert run(poses).outcome == run(poses).outcome


def test_looking_changes_nothing():
    _, poses = three_raises()
    session = Session(Options())
    for pose in poses:
        session.push(pose)
        assert session.status.reps == sum(r.counted for r in session.outcome().reps)
    session.finish()
    assert session.outcome() == run(poses).outcome


@pytest.mark.parametrize("yaw", [0, 90])
def test_a_recording_gives_exactly_what_the_poses_gave(tmp_path, yaw):
    _, poses = three_raises(yaw)
    poses = without(poses, (0.3, 0.5), (4.0, 4.15))
    with RecordingWriter(tmp_path / "landmarks.npz") as writer:
        for pose in poses:
            writer.append(pose)
    assert run(Recording(tmp_path / "landmarks.npz")).outcome == run(poses).outcome


@pytest.mark.parametrize("yaw", [0, 90, 180])
def test_the_report_does_not_depend_on_the_frame_rate(yaw):
    script = Script().stand(1.5).raises([Rep()] * 3).stand(1.5)
    found = [watch(script, yaw, fps=fps, noise_px=0.0).counted for fps in (15, 30, 60, 120)]
    for reps in found:
        assert len(reps) == 3
    for same in zip(*found, strict=True):
        for name in ("start_s", "end_s"):
            assert np.ptp([getattr(r, name) for r in same]) < 0.06, name
        assert len({tuple(f.verdict for f in r.findings) for r in same}) == 1


@pytest.mark.parametrize("start", [0.0, 1e3, 1e6])
def test_the_clock_may_begin_anywhere(start):
    script, poses = three_raises()
    ran = run([replace(p, t=p.t + start) for p in poses])
    assert len(ran.counted) == 3
    for rep, true in zip(ran.counted, script.truth(), strict=True):
        assert rep.start_s - start == pytest.approx(true.start, abs=0.1)


def test_frames_that_come_unevenly_change_nothing_much():
    script = Script().stand(1.5).raises([QUICK] * 3).stand(1.5)
    random = np.random.default_rng(4)
    poses = [p for p in script.film(fps=60, noise_px=0.1) if random.random() < 0.4]
    ran = run(poses)
    assert len(ran.counted) == 3
    for rep, true in zip(ran.counted, script.truth(), strict=True):
        assert rep.start_s == pytest.approx(true.start, abs=0.1)


# Time


def test_time_that_stands_still_or_runs_back_is_ignored():
    _, poses = three_raises()
    stuttering = [q for p in poses for q in (p, p, replace(p, t=p.t - 0.7))]
    ran = run(stuttering)
    assert ran.outcome == run(poses).outcome
    assert ran.session.frames == len(poses)


@pytest.mark.parametrize("t", [math.nan, math.inf, -math.inf])
def test_a_time_that_is_none_is_ignored(t):
    _, poses = three_raises()
    session = Session(Options())
    session.push(poses[0])
    assert session.push(replace(poses[1], t=t)) == []
    assert session.frames == 1
    session.push(poses[1])
    assert session.frames == 2


# Gaps


@few
@given(st.floats(0, 9), st.floats(0.05, 9), st.sampled_from([0, 90]))
def test_no_raise_is_invented_across_a_gap(start, length, yaw):
    script, poses = three_raises(yaw)
    ran = run(without(poses, (start, start + length)))
    assert len(ran.reps) <= 3
    for rep in ran.counted:
        assert any(abs(rep.start_s - t.start) < 0.4 for t in script.truth()), rep
    seen_whole = [
        t for t in script.truth() if start + length < t.start - 0.7 or start > t.end + 0.5
    ]
    assert len(ran.counted) >= len(seen_whole)


@few
@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0.02, 1.5)), max_size=6))
def test_no_raise_is_invented_across_many_gaps(gaps):
    script, poses = three_raises()
    ran = run(without(poses, *((a, a + d) for a, d in gaps)))
    assert len(ran.reps) <= len(script.truth())


@pytest.mark.parametrize("gap", [0.3, 0.5, 0.8])
@pytest.mark.parametrize("into", [0.3, 0.9, 1.5])
@pytest.mark.parametrize("yaw", [0, 90])
def test_a_raise_that_was_not_seen_whole_is_not_judged(gap, into, yaw):
    script, poses = three_raises(yaw)
    start = script.truth()[1].start + into
    ran = run(without(poses, (start, start + gap)))
    assert len(ran.counted) in (2, 3)
    for rep, true in ((r, t) for r in ran.counted for t in script.truth()[1:2]):
        if abs(rep.peak_s - true.top_from) < 1.0:
            assert {f.verdict for f in rep.findings} == {Verdict.NOT_ASSESSED}
    assert {f.verdict for f in ran.counted[0].findings} > {Verdict.NOT_ASSESSED}


def test_a_frame_or_two_without_a_person_is_no_gap():
    _, poses = three_raises()
    ran = run([Pose.nobody(p.t, p.size) if i % 11 == 5 else p for i, p in enumerate(poses)])
    assert len(ran.counted) == 3
    assert all(f.verdict is not Verdict.FAULT for r in ran.counted for f in r.findings)
    assert any(f.verdict is Verdict.OK for r in ran.counted for f in r.findings)


# Poses that are not whole


def spoiled(pose, value, column=slice(None), rows=slice(None)):
    landmarks = pose.landmarks.copy()
    landmarks[rows, column] = value
    return replace(pose, landmarks=landmarks)


FEET = [Landmark[f"{s}_{p}"] for s in ("LEFT", "RIGHT") for p in ("ANKLE", "HEEL", "TOE")]


def test_feet_out_of_the_picture_are_said_to_be():
    _, poses = three_raises()
    ran = run([spoiled(p, p.size[1] + 40.0, 1, FEET) for p in poses])
    assert not ran.reps
    assert ran.session.whole == 0
    assert ran.session.missing == {"feet not in the picture": len(poses)}


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0, -1e6, 1e6])
@pytest.mark.parametrize("rows", [FEET, slice(11, 25), slice(None), [Landmark.LEFT_KNEE]])
@pytest.mark.filterwarnings("error")
def test_nonsense_in_places_does_no_harm(value, rows):
    """A third of the frames hold nonsense; nothing breaks, and no raise is invented."""
    _, poses = three_raises()
    ran = run(
        [spoiled(p, value, slice(0, 3), rows) if i % 3 == 0 else p for i, p in enumerate(poses)]
    )
    assert len(ran.counted) <= 3


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0])
def test_nonsense_in_space_does_no_harm(value):
    _, poses = three_raises()
    ran = run([replace(p, world=np.full_like(p.world, value)) for p in poses])
    assert len(ran.counted) <= 3
    for rep in ran.reps:
        assert not rep.faults


def test_points_that_the_model_does_not_trust_are_not_used():
    _, poses = three_raises()
    assert not run([spoiled(p, 0.2, 3) for p in poses]).reps


def test_people_are_counted():
    _, poses = three_raises()
    ran = run([replace(p, people=3 if i == 7 else 1) for i, p in enumerate(poses)])
    assert ran.session.people_seen == 3
    assert len(ran.counted) == 3


def test_nobody_at_all():
    ran = run([Pose.nobody(i / 10, (640, 480)) for i in range(50)])
    assert (ran.session.frames, ran.session.found, ran.reps) == (50, 0, ())
    assert ran.session.missing == {"nobody seen": 50}


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_frames(count):
    _, poses = three_raises()
    assert run(poses[:count]).reps == ()


# Real people


def test_real_heel_raises_are_counted_where_they_were():
    name = "heel_raise_both_turning"
    facts = truth(name)
    reps = run(recording(name)).counted
    assert len(reps) == facts["heel_raises"]
    for rep, top, (start, end) in zip(reps, facts["tops_s"], facts["spans_s"], strict=True):
        assert rep.peak_s == pytest.approx(top, abs=facts["time_error_s"])
        assert rep.start_s < top < rep.end_s
        assert start - 1.0 < rep.start_s
        assert rep.end_s < end + 1.0


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"heel_raise_both_turning"}))
def test_other_things_real_people_do_are_not_counted(name):
    assert truth(name).get("heel_raises", 0) == 0
    ran = run(recording(name))
    assert not ran.reps
    assert ran.session.found > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_real_recording_says_the_same_twice(name):
    assert run(recording(name)).outcome == run(recording(name)).outcome


# Limits and options


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"low_raize": 70}, ("low_raize", "low_raise", "heel-raise")),
        ({"low_raise": -1}, ("low_raise", "-1", "over 0")),
        ({"low_raise": 1e9}, ("low_raise", "1000000000", "100")),
        ({"low_raise": "high"}, ("low_raise", "'high'", "number")),
        ({"low_raise": math.nan}, ("low_raise", "nan")),
        ({"test_prompts": 2.5}, ("test_prompts", "2.5", "whole number")),
    ],
)
def test_limits_that_are_not_allowed_are_named(limits, words):
    with pytest.raises(UsageError) as caught:
        Session(Options(limits=limits))
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize("wrong", ["heel-rais", "heel_raise", "Heel-Raise", "raise"])
def test_an_unknown_exercise_suggests_the_nearest(wrong):
    with pytest.raises(UsageError, match="Did you mean 'heel-raise'") as caught:
        Session(Options(exercise=wrong))
    assert repr(wrong) in str(caught.value)


def test_an_exercise_like_no_other_lists_what_there_is():
    with pytest.raises(UsageError, match=r"Known: .*heel-raise"):
        Session(Options(exercise="xylophone"))


@pytest.mark.parametrize(
    "options",
    [{"height_cm": 17}, {"height_cm": 999}, {"foot_length_cm": 2}, {"reps": 0}, {"side": "up"}],
)
def test_absurd_options_are_refused(options):
    with pytest.raises(ValueError, match=next(iter(options))):
        Options(**options)
