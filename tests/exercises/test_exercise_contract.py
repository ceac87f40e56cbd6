"""What every exercise keeps to: those of this package, the example, any other that is found."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.config import checked_limits
from formcheck.errors import UsageError
from formcheck.exercises.base import Exercise, Limits
from formcheck.exercises.registry import exercises
from formcheck.exercises.results import Verdict
from formcheck.motion.view import View
from formcheck.options import PRESCRIBED, Options
from formcheck.pose.types import Pose
from formcheck.session import Session
from tests.support.contract import run_and_check
from tests.support.example import example
from tests.support.performances import PERFORMANCES
from tests.support.simulate import Camera, Rep, Script

ALL = [*exercises().values(), example()]
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


def performed(exercise, *, fps=30.0, noise_px=0.3, hide=()):
    """The exercise done right."""
    performance = PERFORMANCES[exercise.id]
    script = performance.right()
    for start, end in hide:
        script.hide(start, end)
    poses = script.film(performance.camera, fps=fps, noise_px=noise_px)
    return run_and_check(exercise, poses, **performance.options)


# Words and numbers


@each
def test_words(exercise: Exercise):
    assert exercise.id == exercise.id.lower().replace(" ", "-").replace("_", "-")
    for text in (exercise.title, exercise.what, exercise.setup, exercise.views):
        assert text.strip()
        assert text == text.strip()
    assert exercise.what.endswith(".")
    assert exercise.setup.endswith(".")
    assert exercise.words().one
    assert exercise.takes <= PRESCRIBED


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
def test_measures_are_described(exercise: Exercise):
    for name, text in exercise.measures.items():
        assert name.isidentifier()
        assert text.strip()


@each
def test_what_it_wants_shown_is_measured(exercise: Exercise):
    words = exercise.words()
    for name in (*words.times, *words.columns, words.size, words.size_cm, words.pace):
        if name and exercise.wording:
            assert name in exercise.measures, name


@each
def test_limits_are_data_with_unit_and_source(exercise: Exercise):
    assert issubclass(exercise.limits_type, Limits)
    for name, field in exercise.limits_type.model_fields.items():
        extra = field.json_schema_extra
        assert field.description, name
        assert set(extra) >= {"unit", "source"}, name
        assert extra["source"], name
        assert field.default is not None, name
        assert {type(mark).__name__ for mark in field.metadata} & {"Gt", "Ge"}, name
        assert {type(mark).__name__ for mark in field.metadata} & {"Lt", "Le"}, name


@each
def test_limits_can_be_written_down_and_read_again(exercise: Exercise):
    limits = exercise.limits_type()
    again = checked_limits(exercise, json.loads(limits.model_dump_json()))
    assert again == limits
    with pytest.raises(ValueError, match="frozen"):
        setattr(limits, next(iter(exercise.limits_type.model_fields)), 1.0)


@each
def test_every_limit_refuses_what_is_no_number(exercise: Exercise):
    for name in exercise.limits_type.model_fields:
        for wrong in (math.nan, math.inf, "much", "1", True, None, 1e12, -1e12):
            with pytest.raises(UsageError, match=name):
                checked_limits(exercise, {name: wrong})


# Done right, and done wrong


@each
def test_there_is_a_performance_of_it(exercise: Exercise):
    assert exercise.id in PERFORMANCES, "add one to tests/support/performances.py"
    checks = {check.name for check in exercise.checks}
    assert set(PERFORMANCES[exercise.id].wrong) <= checks
    assert PERFORMANCES[exercise.id].wrong


@each
@pytest.mark.parametrize("fps", [5, 15, 30, 240])
def test_done_right(exercise: Exercise, fps):
    ran = performed(exercise, fps=fps)
    fewest, most = PERFORMANCES[exercise.id].fewest_and_most
    if fps >= 15:
        assert fewest <= len(ran.counted) <= most
        assert [f.check for rep in ran.reps for f in rep.faults] == []
    else:  # below 15 frames/s some may be missed, and none invented
        assert len(ran.counted) <= most


@pytest.mark.parametrize(
    ("exercise", "check"),
    [(e, c) for e in ALL if e.id in PERFORMANCES for c in PERFORMANCES[e.id].wrong],
    ids=lambda v: v if isinstance(v, str) else v.id,
)
def test_done_wrong(exercise: Exercise, check):
    right = PERFORMANCES[exercise.id]
    wrong = right.wrong[check]
    poses = wrong.script().film(wrong.camera or right.camera)
    ran = run_and_check(exercise, poses, **(dict(right.options) | dict(wrong.options)))
    outcome = ran.outcome
    parts = [*outcome.reps, *outcome.sets, *outcome.stages]
    found = [f for part in parts for f in part.findings if f.check == check]
    assert Verdict.FAULT in {f.verdict for f in found}


@each
@pytest.mark.parametrize("share", [0.0025, 0.0075])
def test_in_noise_nothing_is_invented(exercise: Exercise, share):
    """Every landmark is off by a share of the person's height, as a pose model's are."""
    camera = PERFORMANCES[exercise.id].camera
    ran = performed(exercise, noise_px=share * 1.7 * camera.focal / camera.distance)
    assert len(ran.counted) <= PERFORMANCES[exercise.id].fewest_and_most[1]


@each
@pytest.mark.parametrize("hide", [[(3.0, 3.3)], [(3.0, 4.5)], [(2.0, 2.4), (4.0, 4.4), (6.0, 7.2)]])
def test_gaps_in_sight(exercise: Exercise, hide):
    ran = performed(exercise, hide=hide)
    assert len(ran.counted) <= PERFORMANCES[exercise.id].fewest_and_most[1]


@each
def test_it_is_told_as_it_happens(exercise: Exercise):
    """What is known at a moment does not hang on what comes after it."""
    performance = PERFORMANCES[exercise.id]
    poses = performance.right().film(performance.camera)
    half = len(poses) // 2
    options = Options(exercise=exercise.id, **performance.options)
    whole, part = Session(options, exercise), Session(options, exercise)
    told = [event for pose in poses for event in whole.push(pose)]
    assert [event for pose in poses[:half] for event in part.push(pose)] == [
        event for event in told if event.t <= poses[half - 1].t
    ]


# Anything else


@each
@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("fps", [5, 30])
def test_a_bit_of_everything(exercise: Exercise, yaw, fps):
    noise = 0.7 if fps == 30 else 0.2
    run_and_check(exercise, busy().film(Camera(yaw=yaw), fps=fps, noise_px=noise))


@each
def test_nobody_in_the_picture(exercise: Exercise):
    session = Session(Options(exercise=exercise.id), exercise)
    for i in range(400):
        session.push(Pose.nobody(i / 10, (320, 240)))
    session.finish()
    assert not session.outcome().reps
    assert not session.outcome().sets
    assert session.status.exercise == exercise.title


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
    assert not run_and_check(exercise, poses).counted


@each
def test_time_backwards(exercise: Exercise):
    poses = busy().film(fps=10)
    wild = [q for p in poses for q in (p, replace(p, t=p.t - 3.0))]
    outcomes = []
    for film in (poses, wild):
        session = Session(Options(exercise=exercise.id), exercise)
        for pose in film:
            session.push(pose)
        session.finish()
        outcomes.append(session.outcome())
    assert outcomes[0] == outcomes[1]


@each
def test_time_that_does_not_begin_at_nought(exercise: Exercise):
    performance = PERFORMANCES[exercise.id]
    film = performance.right().film(performance.camera, fps=15)
    options = dict(performance.options)
    begun = run_and_check(exercise, film, **options)
    later = run_and_check(exercise, [replace(p, t=p.t + 90_000.0) for p in film], **options)
    assert [r.counted for r in later.reps] == [r.counted for r in begun.reps]
    for one, other in zip(begun.reps, later.reps, strict=True):
        assert other.start_s - 90_000 == pytest.approx(one.start_s, abs=0.01)
        assert [f.verdict for f in one.findings] == [f.verdict for f in other.findings]


@each
def test_finishing_at_once_and_twice(exercise: Exercise):
    session = Session(Options(exercise=exercise.id), exercise)
    assert session.finish() == []
    for pose in busy().film(fps=10):
        session.push(pose)
    session.finish()
    before = session.outcome()
    session.finish()
    assert session.outcome() == before


@each
def test_keys_at_any_moment(exercise: Exercise):
    performance = PERFORMANCES[exercise.id]
    options = Options(exercise=exercise.id, side="left", **performance.options)
    session = Session(options, exercise)
    for number, pose in enumerate(performance.right().film(performance.camera, fps=15)):
        session.push(pose)
        if number % 40 == 20:
            session.restart_set()
        if number % 60 == 50:
            session.switch_side()
    session.finish()
    reps = session.outcome().reps
    assert [rep.index for rep in reps] == list(range(1, len(reps) + 1))
