"""Runs the real pipeline over a folder of clips with truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from formcheck.errors import InputError
from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import exercise as find_exercise
from formcheck.exercises.registry import exercises
from formcheck.exercises.toe_walk import STAGES
from formcheck.options import Options
from formcheck.pipeline.settings import UseFeet
from formcheck.pipeline.stored import stored_poses
from formcheck.pose.recording.reader import Recording
from formcheck.pose.types import Pose
from formcheck.session import Session
from formcheck.validate.cases import Case, Failed
from formcheck.validate.compare import compare
from formcheck.validate.jobs import WorkerDiedError, in_processes, stop_if_asked
from formcheck.validate.landmarks import LandmarkStore
from formcheck.validate.truth import NO_EXERCISE, Prescription
from formcheck.validate.units import ClipResult


@dataclass(frozen=True, slots=True)
class Watcher:
    """Told how it goes.

    Attributes:
        begin: a clip is next.
        at: so many seconds of it are done; not told when several are looked at at a time.
        done: it is over; told its length, seconds.
    """

    begin: Callable[[Case], None] = lambda _: None
    at: Callable[[float], None] = lambda _: None
    done: Callable[[float], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of all clips, in their order."""

    results: tuple[ClipResult, ...]
    failed: tuple[Failed, ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    case: Case
    store: LandmarkStore
    give_height: bool


def run(
    cases: Sequence[Case],
    store: LandmarkStore,
    *,
    give_height: bool = True,
    jobs: int = 1,
    watcher: Watcher | None = None,
) -> Outcome:
    """Score every clip and compare it with its truth.

    A clip that cannot be read is listed as failed, and the rest goes on.

    Args:
        cases: clips with truth.
        store: where their landmarks are.
        give_height: tell the program the person's height, as a clinician would.
        jobs: how many clips to look at at a time, each in a process of its own.
        watcher: told how it goes.

    Raises:
        FormcheckError: what every clip would fail on: the model is missing, landmarks cannot be
            kept.
    """
    watcher = watcher or Watcher()
    tasks = [_Task(case, store, give_height) for case in cases]
    several = jobs > 1 and len(tasks) > 1
    done = in_processes(_work, tasks, jobs) if several else _one_by_one(tasks, watcher)
    results: dict[str, list[ClipResult]] = {}
    failed: dict[str, Failed] = {}
    for task, result in done:
        name = task.case.name
        if isinstance(result, (InputError, WorkerDiedError)):
            failed[name] = Failed(name, str(result))
        elif isinstance(result, Exception):
            raise result
        else:
            results[name] = result
        watcher.done(task.case.seconds)
    order = [case.name for case in cases]
    return Outcome(
        tuple(one for name in order for one in results.get(name, ())),
        tuple(failed[name] for name in order if name in failed),
    )


def _one_by_one(
    tasks: Iterable[_Task], watcher: Watcher
) -> Iterator[tuple[_Task, list[ClipResult] | Exception]]:
    for task in tasks:
        watcher.begin(task.case)
        try:
            yield task, _work(task, watcher.at)
        except InputError as error:
            yield task, error


def _work(task: _Task, progress: Callable[[float], None] | None = None) -> list[ClipResult]:
    def at(seconds: float) -> None:
        stop_if_asked()
        if progress:
            progress(seconds)

    wants = frozenset[str]().union(*(kind.wants for kind in _exercises_of(task.case)))
    recording = task.store.get(task.case.clip, at, wants)
    poses = _Stored(recording, task.store.feet)
    return score(task.case, poses, give_height=task.give_height)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A recording with or without the foot model's part, for going through several times."""

    recording: Recording
    feet: UseFeet

    def __iter__(self) -> Iterator[Pose]:
        return stored_poses(self.recording, self.feet)


def score(case: Case, recording: Iterable[Pose], *, give_height: bool = True) -> list[ClipResult]:
    """One clip for its exercise; for every exercise when it has none.

    Args:
        case: the clip.
        recording: its landmarks; gone through once for each exercise.
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


def _stage_seconds(prescribed: Prescription) -> tuple[float, ...] | None:
    """The stages as `--stages` has them; none where they stand in another order."""
    stages = prescribed.stages or []
    if not stages or tuple(name for name, _ in stages) != STAGES[: len(stages)]:
        return None
    return tuple(seconds for _, seconds in stages)


def _session(
    case: Case, kind: Exercise, recording: Iterable[Pose], *, give_height: bool
) -> Session:
    """The clip through the engine. Which side works and how many are to come it is not told."""
    prescribed, person = case.truth.prescription, case.truth.person
    session = Session(
        Options(
            exercise=kind.id,
            height_cm=person.height_cm if give_height else None,
            hold_s=prescribed.hold_s,
            bent_knee=prescribed.bent_knee,
            mode=prescribed.mode,
            stages_s=_stage_seconds(prescribed),
        ),
        kind,
    )
    for pose in recording:
        session.push(pose)
    session.finish()
    return session
