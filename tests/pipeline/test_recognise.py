"""Which exercise it is: by itself, never by guessing."""

import pytest

from formcheck.errors import NobodySeenError
from formcheck.exercises.registry import exercises
from formcheck.options import Options
from formcheck.pipeline.recognise import (
    Evidence,
    NotRecognisedError,
    Recogniser,
    decide,
)
from formcheck.pose.types import Pose
from tests.support.performances import PERFORMANCES
from tests.support.recordings import NAMES, recording
from tests.support.simulate import Camera, Script

KNOWN = list(exercises().values())


def evidence(share, *, clean=1.0, counted=5, number=0):
    return Evidence(KNOWN[number], counted, share, clean)


def recognised(poses, **options):
    recogniser = Recogniser(Options(**options))
    for pose in poses:
        recogniser.push(pose)
    return recogniser.finish("a film")


# Weighing evidence


def test_one_that_explains_the_time_is_it():
    found = decide([evidence(0.6)])
    assert found.exercise is KNOWN[0]
    assert "recognised, not given" in found.text
    assert "60 % of the time" in found.text


@pytest.mark.parametrize(
    "weak",
    [evidence(0.2), evidence(0.6, clean=0.3), evidence(0.9, counted=1), evidence(0, counted=0)],
)
def test_weak_evidence_is_none(weak):
    found = decide([weak])
    assert found.exercise is None
    with pytest.raises(NotRecognisedError, match=r"film: no exercise .* --exercise"):
        found.required("film")


@pytest.mark.skipif(len(KNOWN) < 2, reason="there is one exercise only")
def test_two_that_explain_the_same_are_both_named():
    found = decide([evidence(0.6), evidence(0.7, number=1)])
    assert found.exercise is None
    assert KNOWN[0].title.lower() in found.text
    assert KNOWN[1].title.lower() in found.text
    clear = decide([evidence(0.3), evidence(0.7, number=1)])
    assert clear.exercise is KNOWN[1]
    assert [e.exercise for e in clear.evidence] == [KNOWN[1], KNOWN[0]]


def test_what_goes_on_within_long_units_is_it():
    whole = Evidence(KNOWN[0], 3, 0.7, 1.0, ((1, 4), (6, 9), (11, 14)))
    within = tuple((t, t + 0.6) for start in (1, 6, 11) for t in (start + 0.5, start + 1.2))
    steps = Evidence(KNOWN[1], 6, 0.4, 1.0, within)
    assert decide([whole, steps]).exercise is KNOWN[1]
    one_each = Evidence(KNOWN[1], 3, 0.4, 1.0, within[::2])
    assert decide([whole, one_each]).exercise is KNOWN[0]
    doubtful = Evidence(KNOWN[1], 6, 0.4, 0.7, within)
    assert decide([whole, doubtful]).exercise is KNOWN[0]


# People


@pytest.mark.parametrize("kind", KNOWN, ids=lambda e: e.id)
def test_an_exercise_is_never_taken_for_another(kind):
    performance = PERFORMANCES[kind.id]
    found = recognised(performance.right().film(performance.camera, fps=20))
    assert found.exercise in (kind, None)
    assert found.evidence[0].score > 0
    assert kind.title.lower() in found.text


@pytest.mark.parametrize(
    "script",
    [
        Script().stand(8),
        Script().stand(1).squats(4).stand(1),
        Script().stand(1).walk(3).turn(90).stand(2),
        Script().stand(1).sit_down().on_chair(3).stand_up().stand(1),
        Script().stand(1).bow(3).shift(3).stand(1),
    ],
    ids=["standing", "squats", "walking", "sitting down", "bowing"],
)
@pytest.mark.parametrize("yaw", [0, 90])
def test_something_else_is_none(script, yaw):
    found = recognised(script.film(Camera(yaw=yaw, distance=4), fps=20))
    assert found.exercise is None
    assert found.text.startswith("no exercise")


def test_nobody_is_not_a_matter_of_exercises():
    with pytest.raises(NobodySeenError, match="Nobody could be seen in a film"):
        recognised([Pose.nobody(i / 10, (320, 240)) for i in range(20)])


@pytest.mark.parametrize("name", NAMES)
def test_real_people(name):
    found = recognised(recording(name))
    # The heel raises are 6 in 18 s, with a turn and a walk out of the picture.
    assert found.exercise is None or (name, found.exercise.id) == (
        "heel_raise_both_turning",
        "heel-raise",
    )
