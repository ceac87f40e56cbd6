"""Stages of a timed exercise: one after the other by the clock, or found from what was done."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Literal

from formcheck.exercises.drawings import StageBar, StagePart

SOON_S = 5.0
"""How long before it begins the next stage is announced, seconds."""


OUT_FROM, IN_FROM = 15.0, -6.5
"""Degrees of toe-out between which the feet count as straight where nothing was prescribed: the
border to out is shared by both stages; that to in lies between their limits, -5 and -8."""

LEAST_STEPS = 4
"""Fewest steps of a stage that is found."""


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


def find_stages(
    angles: Sequence[float],
    sides: Sequence[str],
    *,
    out_from: float = OUT_FROM,
    in_from: float = IN_FROM,
) -> list[str | None]:
    """The stage of each step by where the feet pointed; None where that is not known.

    Seven steps at a time decide, and a stage of under `LEAST_STEPS` is the stage before it: single
    steps that point another way are steps done wrong, and no stage.

    Args:
        angles: foot progression angle of each step, degrees, NaN where not known.
        sides: of each step, 'left' or 'right': a camera that stands a little to the side sees one
            foot turned further out and the other one further in, so both count alike.
        out_from: angle over which the toes point out, degrees.
        in_from: angle under which they point in, degrees.
    """
    names: list[str | None] = []
    for i in range(len(angles)):
        near = slice(max(0, i - 3), i + 4)
        middle = _both_feet(angles[near], sides[near])
        if math.isnan(middle):
            names.append(None)
        else:
            names.append("out" if middle > out_from else "in" if middle < in_from else "straight")
    runs = [(name, len(list(run))) for name, run in groupby(names)]
    for i, (_, length) in enumerate(runs):
        if length < LEAST_STEPS and len(runs) > 1:
            runs[i] = (runs[i - 1][0] if i else runs[1][0], length)
    return [name for name, length in runs for _ in range(length)]


def _both_feet(angles: Sequence[float], sides: Sequence[str]) -> float:
    """Mean of both feet's medians; NaN when nothing is known."""
    feet = [
        [a for a, side in zip(angles, sides, strict=True) if side == own and math.isfinite(a)]
        for own in ("left", "right")
    ]
    middles = [median(foot) for foot in feet if foot]
    return sum(middles) / len(middles) if middles else math.nan


def spoken(name: str) -> str:
    """A stage's name as one says it."""
    return {"straight": "feet straight", "out": "toes out", "in": "toes in"}.get(name, name)
