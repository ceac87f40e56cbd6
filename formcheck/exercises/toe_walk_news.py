"""What becomes known of the steps of somebody who may walk on the toes."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.toe_walk_results import Entry
from formcheck.motion.steps import Step


@dataclass(frozen=True, slots=True)
class Landed:
    """A foot has landed; whether that is a step on the toes is not known yet."""

    step: Step


@dataclass(frozen=True, slots=True)
class Accepted:
    """A step on the toes is known."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Dropped:
    """A foot that had landed made no step on the toes."""

    why: str


News = Landed | Accepted | Dropped
