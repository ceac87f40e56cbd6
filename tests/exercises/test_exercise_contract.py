"""What every exercise keeps to, this package's own and any other's."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.config import checked_limits
from formcheck.exercises.base import Exercise, Limits
from formcheck.exercises.events import RepFinished, SetFinished
from formcheck.exercises.registry import exercises
from formcheck.exercises.results import Verdict
from formcheck.motion.view import View
from formcheck.options import Options
from formcheck.pose.types import Pose
from formcheck.session import Session
from tests.support.sessions import run
from tests.support.simulate import Camera, Rep, Script

ALL = list(exercises().values())
each = pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)


def busy():
    """A bit of everything: some of it is somebody's exercise."""
    return (
        Script()
        .stand(1.5)
        .raises([Rep(rise_s=0.8, hold_s=0.2, lower_s=0.8, rest_s=0.3)] * 3)
        .march(4)
        .squats(1)
        .turn(90)
        .stand(0.5)
        .walk(0.5)
        .stand(1.0)
        .raises([Rep()], "left")
    )


@each
def test_words(exercise: Exercise):
    assert exercise.id == exercise.id.lower().replace(" ", "-")
    for text in (exercise.title, exercise.what, exercise.setup, exercise.views):
        assert text.strip()
        assert text == text.strip()


@each
def test_checks(exercise: Exercise):
    names = [check.name for check in exercise.checks]
    assert names
    assert len(set(names)) == len(names)
    for check in exercise.checks:
        assert check.name.isidentifier()
        assert check.text.endswith(".")
        assert 1 <= len(check.cue.split()) <= 5
        assert check.views
        assert View.UNKNOWN not in check.views
        assert check.views_text
        assert exercise.check(check.name) is check


@each
def test_limits_are_data_with_unit_and_source(exercise: Exercise):
    assert issubclass(exercise.limits_type, Limits)
    for name, field in exercise.limits_type.model_fields.items():
        extra = field.json_schema_extra
        assert field.description, name
        assert set(extra) >= {"unit", "source"}, name
        assert extra["source"], name
        assert field.default is not None, name


@each
def test_limits_can_be_written_down_and_read_again(exercise: Exercise):
    limits = exercise.limits_type()
    again = checked_limits(exercise, json.loads(limits.model_dump_json()))
    assert again == limits
    with pytest.raises(ValueError, match="frozen"):
        setattr(limits, next(iter(exercise.limits_type.model_fields)), 1.0)


@each
def test_every_limit_refuses_what_is_no_number(exercise: Exercise):
    from formcheck.errors import UsageError

    for name in exercise.limits_type.model_fields:
        for wrong in (math.nan, math.inf, "much", None):
            with pytest.raises(UsageError, match=name):
                checked_limits(exercise, {name: wrong})


@each
def test_measures_are_described(exercise: Exercise):
    for name, text in exercise.measures.items():
        assert name.isidentifier()
        assert text.strip()


@each
@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("fps", [5, 30, 240])
def test_what_a_session_says(exercise: Exercise, yaw, fps):
    script = busy()
    poses = script.film(Camera(yaw=yaw), fps=fps, noise_px=0.7 if fps == 30 else 0.2)
    ran = run(poses, exercise=exercise.id)
    checks = [check.name for check in exercise.checks]
    for event in ran.events:
        assert math.isfinite(event.t)
    assert [e.t for e in ran.events] == sorted(e.t for e in ran.events)
    assert [r.index for r in ran.reps] == list(range(1, len(ran.reps) + 1))
    assert len(ran.of(RepFinished)) == len(ran.reps)
    assert len(ran.of(SetFinished)) == len(ran.outcome.sets)
    units = {}
    for rep in ran.reps:
        assert poses[0].t <= rep.start_s <= rep.peak_s <= rep.end_s <= poses[-1].t
        assert sorted(f.check for f in rep.findings) == sorted(checks)
        assert set(rep.measures) == set(exercise.measures)
        for name, one in rep.measures.items():
            assert one.unit
            assert units.setdefault(name, one.unit) == one.unit
            assert (one.value is None) == (one.reason is not None)
        for one in rep.findings:
            if one.verdict is Verdict.NOT_ASSESSED:
                assert one.reason
            else:
                assert rep.view in exercise.check(one.check).views
                assert None not in (one.value, one.limit, one.band)
                assert one.unit
                assert rep.start_s - 0.6 <= one.at_s <= rep.end_s + 0.6
    for one in ran.outcome.sets:
        assert one.start_s <= one.end_s
        assert one.ended_by
    json.loads(json.dumps([r.model_dump(mode="json") for r in ran.reps], allow_nan=False))


@each
def test_nobody_in_the_picture(exercise: Exercise):
    ran = run([Pose.nobody(i / 10, (320, 240)) for i in range(400)], exercise=exercise.id)
    assert not ran.reps
    assert not ran.outcome.sets
    assert ran.session.status.exercise == exercise.title


@each
@pytest.mark.filterwarnings("error")
def test_pure_noise(exercise: Exercise):
    random = np.random.default_rng(5)
    poses = []
    for i in range(300):
        landmarks = random.uniform(0, 480, (33, 5)).astype(np.float32)
        landmarks[:, 3:] /= 480
        world = random.normal(size=(33, 3)).astype(np.float32)
        source = np.ones(33, dtype=np.uint8)
        poses.append(Pose(i / 30, (640, 480), landmarks, world, source))
    ran = run(poses, exercise=exercise.id)
    assert not [r for r in ran.reps if r.counted]


@each
def test_time_backwards(exercise: Exercise):
    poses = busy().film(fps=10)
    wild = [q for p in poses for q in (p, replace(p, t=p.t - 3.0))]
    assert run(wild, exercise=exercise.id).outcome == run(poses, exercise=exercise.id).outcome


@each
def test_finishing_at_once_and_twice(exercise: Exercise):
    session = Session(Options(exercise=exercise.id))
    assert session.finish() == []
    for pose in busy().film(fps=10):
        session.push(pose)
    session.finish()
    before = session.outcome()
    session.finish()
    assert session.outcome() == before
