"""Prescribed stages by the clock: which one is under way, how long it lasts, what comes next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from formcheck.exercises.drawings import SOON_S, StageBar, StagePart

GIVEN_UP = 0.5
"""Share of a stage after which a pause ends it; before that it is interrupted, and goes on."""

JUST_S = 0.6
"""A stage that began so shortly before a pause had not been begun, seconds."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One stage; seconds. `end` is when it was over, or will be."""

    name: str
    start: float
    end: float
    wanted_s: float


class StageClock:
    """One cycle of stages.

    A stage begins with walking: at once after the one before, or with the first step after a pause.
    It ends when its seconds are over, or with a pause in its second half.

    Args:
        names: of the stages, in their order.
        titles: the same in words.
        seconds: of each stage.
        rest_s: prescribed rest after the last one, seconds.
    """

    def __init__(
        self, names: Sequence[str], titles: Sequence[str], seconds: Sequence[float], rest_s: float
    ) -> None:
        self._plan = tuple(zip(names, titles, seconds, strict=True))
        self._rest_s = rest_s
        self.slots: list[Slot] = []
        self._waiting = True

    def restart(self) -> None:
        """Begin another cycle, with the next step."""
        self.slots = []
        self._waiting = True

    def step(self, t: float) -> None:
        """Somebody walks from `t` on: the next stage begins, if one is waited for."""
        after = not self.slots or t >= self.slots[-1].end
        if self._waiting and after and len(self.slots) < len(self._plan):
            self._begin(t)

    def tick(self, t: float) -> None:
        """Time passes, and walking goes on."""
        while not self._waiting and t >= self.slots[-1].end:
            if len(self.slots) < len(self._plan):
                self._begin(self.slots[-1].end)
            else:
                self._waiting = True

    def pause(self, t: float) -> None:
        """Walking had stopped at `t`, as is known now."""
        if len(self.slots) > 1 and self.slots[-1].start > t - JUST_S:
            self.slots.pop()
            self._waiting = True
        if not self.slots:
            return
        last = self.slots[-1]
        if t >= last.start + GIVEN_UP * last.wanted_s:
            self.slots[-1] = replace(last, end=min(t, last.end))
            self._waiting = True

    def _begin(self, t: float) -> None:
        name, _, seconds = self._plan[len(self.slots)]
        self.slots.append(Slot(name, t, t + seconds, seconds))
        self._waiting = False

    @property
    def finished(self) -> bool:
        """Whether all stages are over."""
        return len(self.slots) == len(self._plan) and self._waiting

    def at(self, t: float) -> Slot | None:
        """The stage at that time."""
        return next((s for s in self.slots if s.start <= t < s.end), None)

    def title(self, t: float) -> str:
        """The stage at that time in words; '' when none is under way."""
        now = self.at(t)
        return next((title for name, title, _ in self._plan if now and name == now.name), "")

    def announcement(self, t: float) -> str:
        """What comes next, in words; '' when it is not soon."""
        now = self.at(t)
        if now is not None and now.end - t > SOON_S:
            return ""
        begun = len(self.slots)
        return f"Next: {self._plan[begun][1] if begun < len(self._plan) else 'rest'}"

    def bar(self, t: float, cycle: int, cycles: int | None) -> StageBar:
        """All stages of this cycle and the rest after them, as a drawing."""
        parts = [self._part(i, title, wanted, t) for i, (_, title, wanted) in enumerate(self._plan)]
        now = self.at(t)
        left = None if now is None else now.end - t
        if cycles is None or cycle < cycles:
            rested = t - self.slots[-1].end if self.finished else -math.inf
            resting = 0.0 <= rested < self._rest_s
            parts.append(
                StagePart(
                    name="Rest",
                    wanted_s=self._rest_s,
                    done_s=min(max(0.0, rested), self._rest_s),
                    state="now" if resting else "done" if rested > 0 else "next",
                    rest=True,
                )
            )
            left = self._rest_s - rested if resting else left
        return StageBar(parts=tuple(parts), cycle=max(1, cycle), cycles=cycles, left_s=left)

    def _part(self, i: int, title: str, wanted: float, t: float) -> StagePart:
        slot = self.slots[i] if i < len(self.slots) else None
        state: Literal["done", "now", "next"] = "next"
        if slot is not None:
            state = "now" if slot.start <= t < slot.end else "done"
        done = min(t, slot.end) - slot.start if slot is not None else 0.0
        return StagePart(
            name=title[:1].upper() + title[1:], wanted_s=wanted, done_s=max(0.0, done), state=state
        )
