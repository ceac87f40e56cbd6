"""Which exercise a video or a recording holds, or none: every known one is tried on the same poses.

An exercise that finds repetitions all through the time, and little that only looked like one, is
what is being done. Where two of them explain the same time equally well it is not guessed.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from formcheck.errors import NobodySeenError
from formcheck.exercises.base import Exercise, Outcome
from formcheck.exercises.registry import exercises
from formcheck.options import Options
from formcheck.pipeline.ahead import poses_of
from formcheck.pipeline.estimator import open_estimator
from formcheck.pipeline.results import require_somebody
from formcheck.pipeline.settings import RunSettings, UseFeet
from formcheck.pipeline.stopping import StoppedEarlyError
from formcheck.pipeline.stored import stored_poses
from formcheck.pose.again import Again
from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.pose.types import Pose
from formcheck.session import Session
from formcheck.video.file import FileSource

LEAST_UNITS = 2
"""Repetitions, circles or steps under which nothing is said."""

LEAST_SCORE = 0.25
"""Least share of the time that an exercise has to explain, weighed with its certainty [ours]."""

FINER = 2
"""Units of another exercise that begin within most units of one: they are what goes on [ours]. Toe
walking on the spot is a few long raises of the body, with two to five steps in each."""

SURE = 0.8
"""Least certainty of those units [ours]."""

CLEARLY = 1.5
"""How many times better than the next one the best has to be [ours]."""


class NotRecognisedError(NobodySeenError):
    """No exercise was recognised, or it could be several."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well one exercise explains what was seen.

    Attributes:
        exercise: which.
        counted: its repetitions, circles or steps.
        share: of the time that is spent in them, 0..1.
        clean: counted ones among everything that looked like one, 0..1.
        spans: of the counted ones, seconds.
    """

    exercise: Exercise
    counted: int
    share: float
    clean: float
    spans: tuple[tuple[float, float], ...] = ()

    @property
    def score(self) -> float:
        """Share of the time explained, less where much of it was not what it seemed."""
        return self.share * self.clean if self.counted >= LEAST_UNITS else 0.0

    @property
    def text(self) -> str:
        """In words, e.g. 'heel raise (5 repetitions, 64 % of the time)'."""
        many = self.exercise.words().count(self.counted)
        return f"{self.exercise.title.lower()} ({many}, {100 * self.share:.0f} % of the time)"

    def is_within(self, other: Evidence) -> bool:
        """Whether its units make up those of another exercise."""
        starts = [start for start, _ in self.spans]
        inside = [sum(a < start < b for start in starts) for a, b in other.spans]
        return bool(inside) and median(inside) >= FINER and self.clean >= SURE


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised.

    Attributes:
        exercise: None where nothing was, or where two are equally likely.
        text: a sentence for the report, or what is to be said of there being none.
        evidence: of every exercise, the best first.
    """

    exercise: Exercise | None
    text: str
    evidence: tuple[Evidence, ...]

    def required(self, name: str) -> Exercise:
        """The exercise.

        Raises:
            NotRecognisedError: there is none, or one of several, in what is called `name`.
        """
        if self.exercise is None:
            raise NotRecognisedError(f"{name}: {self.text}; say which it is with --exercise.")
        return self.exercise


class Recogniser:
    """Takes poses one by one, and says in the end which exercise they were.

    Args:
        options: who exercises; what was prescribed of one exercise does not fit them all.
    """

    def __init__(self, options: Options) -> None:
        self._sessions = [
            Session(
                Options(
                    exercise=name,
                    side=options.side,
                    height_cm=options.height_cm,
                    foot_length_cm=options.foot_length_cm,
                ),
                kind,
            )
            for name, kind in exercises().items()
        ]

    def push(self, pose: Pose) -> None:
        """Take one pose."""
        for session in self._sessions:
            session.push(pose)

    def finish(self, name: str) -> Recognised:
        """What it was.

        Raises:
            NobodySeenError: nobody, or no feet, were seen in what is called `name`.
        """
        require_somebody(self._sessions[0], name)
        found = []
        for session in self._sessions:
            session.finish()
            seconds = session.last_t - session.first_t if session.frames else 0.0
            found.append(_evidence(session.exercise, session.outcome(), seconds))
        return decide(found)


def recognise(path: Path, options: Options, feet: UseFeet = UseFeet.AUTO) -> Recognised:
    """Which exercise a recording is of.

    Args:
        path: of the recording.
        options: who exercises.
        feet: whether what the foot model saw is used.

    Raises:
        InputError: it is not a recording, or a damaged one.
        NobodySeenError: nobody, or no feet, in it.
    """
    recogniser = Recogniser(options)
    for pose in stored_poses(Recording(path), feet, path.name):
        recogniser.push(pose)
    return recogniser.finish(path.name)


def decide(found: Iterable[Evidence]) -> Recognised:
    """Which exercise the evidence is for; none where it is weak, or for two alike."""
    evidence = tuple(sorted(found, key=lambda one: -one.score))
    likely = [one for one in evidence if one.score >= LEAST_SCORE]
    # What several units of another one make up is no more than how that one looks from afar.
    likely = [one for one in likely if not any(other.is_within(one) for other in likely)]
    if not likely:
        return Recognised(None, "no exercise that formcheck knows was recognised", evidence)
    best = likely[0]
    rivals = [one for one in likely[1:] if one.score * CLEARLY > best.score]
    if rivals:
        both = " or ".join(one.text for one in (best, *rivals))
        return Recognised(None, f"it could be {both}", evidence)
    text = f"The exercise was recognised, not given: {best.text}."
    return Recognised(best.exercise, text, evidence)


def _evidence(exercise: Exercise, outcome: Outcome, seconds: float) -> Evidence:
    counted = [rep for rep in outcome.reps if rep.counted]
    others = len(outcome.reps) - len(counted) + sum(one.times for one in outcome.not_counted)
    covered, until = 0.0, -float("inf")
    for rep in sorted(counted, key=lambda one: one.start_s):
        covered += max(0.0, rep.end_s - max(rep.start_s, until))
        until = max(until, rep.end_s)
    return Evidence(
        exercise=exercise,
        counted=len(counted),
        share=covered / seconds if seconds > 0 else 0.0,
        clean=len(counted) / (len(counted) + others) if counted else 0.0,
        spans=tuple((rep.start_s, rep.end_s) for rep in counted),
    )


@contextmanager
def looked_at(
    path: Path,
    options: Options,
    settings: RunSettings,
    *,
    progress: Callable[[float], None] | None = None,
    stop: threading.Event | None = None,
    say: Callable[[str], None] | None = None,
) -> Iterator[tuple[Recognised, Again]]:
    """Look at a video once; gives what it is, and its poses in place of an estimator.

    Raises:
        InputError: the video cannot be read.
        MissingError: the model or a library is missing.
        NobodySeenError: nobody, or no feet, in it.
        StoppedEarlyError: it was stopped.
    """
    wants = frozenset[str]().union(*(kind.wants for kind in exercises().values()))
    recogniser = Recogniser(options)
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        kept = Path(folder) / "landmarks.npz"
        with (
            FileSource(path) as source,
            open_estimator(settings, say, wants) as estimator,
            RecordingWriter(kept) as writer,
            closing(poses_of(source, estimator)) as posed,
        ):
            for frame, pose in posed:
                recogniser.push(pose)
                writer.append(pose)
                if progress:
                    progress(frame.t)
                if stop is not None and stop.is_set():
                    raise StoppedEarlyError(
                        "It was stopped before the exercise was recognised; there is nothing to "
                        "keep."
                    )
            about, followed = estimator.describe(), getattr(estimator, "followed", None)
            who = followed() if followed is not None else None
        yield recogniser.finish(path.name), Again(Recording(kept), about, who)
