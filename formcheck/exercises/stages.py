"""Stages of a timed exercise: one after the other by the clock, or found from what was done."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.exercises.drawings import StageBar, StagePart

SOON_S = 5.0
"""How long before it begins the next stage is announced, seconds."""


MIDDLES = {"straight": 3.5, "out": 26.0, "in": -13.0}
"""Toe-out, degrees, that stages which are found are compared with: the middle of the range of
straight feet, and as far beyond its ends as its ends are from the middle."""

MOST_OFF = 15.0
"""Degrees that a step may be off its stage's middle before it makes no more difference: single
steps that point another way are done wrong, and no stage of their own."""

CHANGING = 25.0
"""What it costs to begin another stage while walking, in degrees that steps are off altogether."""

AFTER_PAUSE = 8.0
"""The same after a pause."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One stage by the clock; seconds."""

    name: str
    start: float
    end: float

    @property
    def wanted_s(self) -> float:
        """Prescribed seconds."""
        return self.end - self.start


class StageClock:
    """Prescribed stages that follow one another without a break, from a start that is given later.

    Args:
        names: of the stages, in their order.
        seconds: of each stage.
        rest_s: prescribed rest after the last one, seconds.
    """

    def __init__(self, names: Sequence[str], seconds: Sequence[float], rest_s: float) -> None:
        self._names = tuple(names)
        self._seconds = tuple(seconds)
        self._rest_s = rest_s
        self.slots: tuple[Slot, ...] = ()

    def start(self, t: float) -> None:
        """The first stage begins at `t`."""
        slots, at = [], t
        for name, seconds in zip(self._names, self._seconds, strict=True):
            slots.append(Slot(name, at, at + seconds))
            at += seconds
        self.slots = tuple(slots)

    def stop(self) -> None:
        """No stage is under way."""
        self.slots = ()

    @property
    def end(self) -> float:
        """When the last stage is over; NaN while none is under way."""
        return self.slots[-1].end if self.slots else math.nan

    def at(self, t: float) -> Slot | None:
        """The stage at that time."""
        return next((s for s in self.slots if s.start <= t < s.end), None)

    def announcement(self, t: float) -> str:
        """What to say ahead of what comes next, '' when it is not soon."""
        now = self.at(t)
        if now is None or now.end - t > SOON_S:
            return ""
        after = self.at(now.end)
        return f"Next: {spoken(after.name)}" if after else "Next: rest"

    def bar(self, t: float, cycle: int, cycles: int | None) -> StageBar:
        """All stages of this cycle and the rest after them, as a drawing."""
        slots = self.slots or self._planned(t)
        parts = [
            StagePart(
                name=spoken(s.name).capitalize(),
                wanted_s=s.wanted_s,
                done_s=min(max(0.0, t - s.start), s.wanted_s) if self.slots else 0.0,
                state=self._state(s.start, s.end, t),
            )
            for s in slots
        ]
        left = next((s.end - t for s in self.slots if s.start <= t < s.end), None)
        if cycles is None or cycle < cycles:
            over = self.end + self._rest_s
            rest = StagePart(
                name="Rest",
                wanted_s=self._rest_s,
                done_s=min(max(0.0, t - self.end), self._rest_s) if self.slots else 0.0,
                state=self._state(self.end, over, t),
                rest=True,
            )
            parts.append(rest)
            left = over - t if rest.state == "now" else left
        return StageBar(parts=tuple(parts), cycle=max(1, cycle), cycles=cycles, left_s=left)

    def _planned(self, t: float) -> tuple[Slot, ...]:
        clock = StageClock(self._names, self._seconds, self._rest_s)
        clock.start(t)
        return clock.slots

    def _state(self, start: float, end: float, t: float) -> Literal["done", "now", "next"]:
        if not self.slots or t < start:
            return "next"
        return "now" if t < end else "done"


def find_stages(angles: Sequence[float], pauses: Sequence[bool]) -> list[str | None]:
    """The stage of each step by where the feet pointed; None where that is not known at all.

    The stages with which all steps together are off the least, changes of stage counted in.

    Args:
        angles: foot progression angle of each step, degrees, NaN where not known.
        pauses: whether there was a pause before each step.
    """
    if not any(math.isfinite(a) for a in angles):
        return [None] * len(angles)
    costs = dict.fromkeys(MIDDLES, 0.0)
    came_from: list[dict[str, str]] = []
    for angle, pause in zip(angles, pauses, strict=True):
        change = AFTER_PAUSE if pause else CHANGING
        before = {
            name: min(costs, key=lambda old: costs[old] + change * (old != name))
            for name in MIDDLES
        }
        costs = {
            name: costs[old] + change * (old != name) + _off(angle, name)
            for name, old in before.items()
        }
        came_from.append(before)
    names = [min(costs, key=costs.__getitem__)]
    for before in reversed(came_from[1:]):
        names.append(before[names[-1]])
    return list(reversed(names))


def _off(angle: float, name: str) -> float:
    return min(MOST_OFF, abs(angle - MIDDLES[name])) if math.isfinite(angle) else 0.0


def spoken(name: str) -> str:
    """A stage's name as one says it."""
    return {"straight": "feet straight", "out": "toes out", "in": "toes in"}.get(name, name)
