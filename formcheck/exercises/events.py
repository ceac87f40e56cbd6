"""What a session says as it happens. Events are causal: each is sent when it is known."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.results import Rep, SetResult

CUE_S = 3.0  # long enough to look up and read it


@dataclass(frozen=True, slots=True)
class Event:
    """Something that became known at time `t` (seconds)."""

    t: float


@dataclass(frozen=True, slots=True)
class PhaseChanged(Event):
    """The movement went into another phase."""

    phase: str


@dataclass(frozen=True, slots=True)
class RepStarted(Event):
    """A candidate repetition opened; its pictures are worth keeping for now."""

    start_s: float


@dataclass(frozen=True, slots=True)
class RepDropped(Event):
    """The open candidate was not a repetition after all."""

    why: str


@dataclass(frozen=True, slots=True)
class RepFinished(Event):
    """A repetition is known, with its measures and findings so far."""

    rep: Rep


@dataclass(frozen=True, slots=True)
class SetStarted(Event):
    """A set began."""

    index: int


@dataclass(frozen=True, slots=True)
class SetFinished(Event):
    """A set ended."""

    result: SetResult


@dataclass(frozen=True, slots=True)
class Cue(Event):
    """A few words to the person exercising, e.g. 'heel higher'."""

    text: str
    check: str = ""

    def shown(self, t: float) -> str:
        """The words while they are to be read, at time `t` (seconds); empty later."""
        return self.text if t - self.t <= CUE_S else ""


@dataclass(frozen=True, slots=True)
class Notice(Event):
    """Something the person should know about being seen, e.g. 'cannot see your feet'."""

    text: str
