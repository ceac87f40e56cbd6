"""Sessions run from start to end, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from formcheck.exercises.base import Outcome
from formcheck.exercises.events import Event
from formcheck.exercises.results import Finding, Rep, Verdict
from formcheck.options import Options
from formcheck.pose.types import Pose
from formcheck.session import Session
from tests.support.simulate import Camera, Script


@dataclass(frozen=True)
class Ran:
    """What one session did."""

    session: Session
    outcome: Outcome
    events: list[Event]

    @property
    def reps(self) -> tuple[Rep, ...]:
        return self.outcome.reps

    @property
    def counted(self) -> list[Rep]:
        return [rep for rep in self.outcome.reps if rep.counted]

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]


def run(poses: Iterable[Pose], **options: Any) -> Ran:
    """Push everything, finish, and look."""
    session = Session(Options(**options))
    events = [event for pose in poses for event in session.push(pose)]
    events += session.finish()
    return Ran(session, session.outcome(), events)


def watch(
    script: Script,
    yaw: float = 0.0,
    *,
    fps: float = 30.0,
    noise_px: float = 0.3,
    seed: int = 1,
    **options: Any,
) -> Ran:
    """Film a script from a yaw and run a session over it."""
    return run(script.film(Camera(yaw=yaw), fps=fps, noise_px=noise_px, seed=seed), **options)


def finding(rep: Rep, check: str) -> Finding:
    return next(f for f in rep.findings if f.check == check)


def verdict(rep: Rep, check: str) -> Verdict:
    return finding(rep, check).verdict


def value(rep: Rep, measure: str) -> float:
    found = rep.measures[measure].value
    assert found is not None, f"{measure}: {rep.measures[measure].reason}"
    return found
