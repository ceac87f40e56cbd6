"""Runs the real pipeline over a folder of clips with truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import exercise as find_exercise
from formcheck.exercises.registry import exercises
from formcheck.options import Options
from formcheck.pose.recording.reader import Recording
from formcheck.session import Session
from formcheck.validate.cases import Case
from formcheck.validate.compare import compare
from formcheck.validate.landmarks import LandmarkStore
from formcheck.validate.truth import NO_EXERCISE
from formcheck.validate.units import ClipResult


@dataclass(frozen=True, slots=True)
class Watcher:
    """Told how it goes.

    Attributes:
        begin: a clip is next.
        at: so many seconds of it are done.
        done: it is over; told its length, seconds.
    """

    begin: Callable[[Case], None] = lambda _: None
    at: Callable[[float], None] = lambda _: None
    done: Callable[[float], None] = lambda _: None


def run(
    cases: Iterable[Case],
    store: LandmarkStore,
    *,
    give_height: bool = True,
    watcher: Watcher | None = None,
) -> list[ClipResult]:
    """Score every clip and compare it with its truth.

    Args:
        cases: clips with truth.
        store: where their landmarks are.
        give_height: tell the program the person's height, as a clinician would.
        watcher: told how it goes.

    Raises:
        FormcheckError: a clip cannot be read, or the model is missing.
    """
    watcher = watcher or Watcher()
    results = []
    for case in cases:
        watcher.begin(case)
        recording = store.get(case.clip, watcher.at)
        results += score(case, recording, give_height=give_height)
        watcher.done(case.seconds)
    return results


def score(case: Case, recording: Recording, *, give_height: bool = True) -> list[ClipResult]:
    """One clip for its exercise; for every exercise when it has none.

    Args:
        case: the clip.
        recording: its landmarks.
        give_height: tell the program the person's height.
    """
    return [
        compare(case, _session(case, kind, recording, give_height=give_height))
        for kind in _exercises_of(case)
    ]


def _exercises_of(case: Case) -> list[Exercise]:
    if case.truth.exercise == NO_EXERCISE:
        return list(exercises().values())
    return [find_exercise(case.truth.exercise)]


def _session(case: Case, kind: Exercise, recording: Recording, *, give_height: bool) -> Session:
    """The clip through the engine. Which side works and how many are to come it is not told."""
    prescribed, person = case.truth.prescription, case.truth.person
    session = Session(
        Options(
            exercise=kind.id,
            height_cm=person.height_cm if give_height else None,
            hold_s=prescribed.hold_s,
            bent_knee=prescribed.bent_knee,
            mode=prescribed.mode,
        ),
        kind,
    )
    for pose in recording:
        session.push(pose)
    session.finish()
    return session
