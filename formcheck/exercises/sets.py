"""Keeps the sets: which repetitions belong together, and when a set is over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from formcheck.exercises.results import Side

RepT = TypeVar("RepT")


@dataclass(slots=True)
class OpenSet(Generic[RepT]):
    """A set as it grows. Times in seconds."""

    index: int
    start: float
    side: Side = Side.UNKNOWN
    end: float = 0.0
    reps: list[RepT] = field(default_factory=list)
    ended_by: str = ""


class SetKeeper(Generic[RepT]):
    """Opens a set with its first repetition and closes it by pause, absence, count or side.

    Args:
        pause_s: seconds at rest after which a set is over.
        away_s: seconds out of the picture after which a set is over.
        reps: prescribed repetitions, if any.
    """

    def __init__(self, pause_s: float, away_s: float, reps: int | None = None) -> None:
        self._pause_s = pause_s
        self._away_s = away_s
        self._target = reps
        self._last_activity = 0.0
        self._last_seen = 0.0
        self.sets: list[OpenSet[RepT]] = []
        self.current: OpenSet[RepT] | None = None

    def seen(self, t: float, *, active: bool) -> None:
        """The person was seen at `t`; `active` while a repetition is under way."""
        self._last_seen = t
        if active:
            self._last_activity = t

    def overdue(self, t: float) -> str:
        """Why the current set is over by now; '' while it goes on."""
        if self.current is None:
            return ""
        if t - self._last_seen >= self._away_s:
            return "out of the picture"
        if t - self._last_activity >= self._pause_s:
            return "a pause"
        return ""

    def add(self, rep: RepT, start: float, end: float) -> OpenSet[RepT]:
        """Put a repetition into the current set, opening one when needed."""
        if self.current is None:
            self.current = OpenSet(index=len(self.sets) + 1, start=start)
            self.sets.append(self.current)
        self.current.reps.append(rep)
        self.current.end = end
        self._last_activity = end
        return self.current

    def full(self, counted: int) -> bool:
        """Whether the prescribed number is reached."""
        return self._target is not None and counted >= self._target

    def close(self, ended_by: str) -> OpenSet[RepT] | None:
        """End the current set, if any."""
        closed, self.current = self.current, None
        if closed is not None:
            closed.ended_by = ended_by
        return closed

    def split(
        self, at: int, end: float, start: float, ended_by: str
    ) -> tuple[OpenSet[RepT], OpenSet[RepT]]:
        """End the current set before one of its repetitions; the rest of them are the next one's.

        Args:
            at: how many repetitions stay.
            end: of the last that stays, seconds.
            start: of the first of the others, seconds.
            ended_by: why.

        Returns:
            The set that is over, and the one that goes on.
        """
        ended = self.current
        assert ended is not None
        begun = OpenSet(len(self.sets) + 1, start, ended.side, ended.end, ended.reps[at:])
        ended.reps, ended.end, ended.ended_by = ended.reps[:at], end, ended_by
        self.sets.append(begun)
        self.current = begun
        return ended, begun

    def discard(self) -> None:
        """Forget the current set and its repetitions."""
        if self.current is not None:
            self.sets.remove(self.current)
            self.current = None
