"""Announces the stages of a timed exercise to somebody who cannot look at the screen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from formcheck.exercises.drawings import SOON_S, StageBar, StagePart
from formcheck.status import Status

TICKS_S = 3
"""The last seconds of a stage are ticked."""

Kind = Literal["start", "soon", "tick"]


@dataclass(frozen=True, slots=True)
class Call:
    """What is to be heard: a stage begins, the next one is near, or a tick of the countdown."""

    kind: Kind
    words: str = ""


class StageCaller:
    """Turns one status after the other into calls; each is given once."""

    def __init__(self) -> None:
        self._part: tuple[int, int] | None = None
        self._soon = False
        self._ticked = TICKS_S + 1

    def update(self, status: Status) -> list[Call]:
        """What is to be heard now."""
        bar = next((d for d in status.drawings if isinstance(d, StageBar)), None)
        if bar is None or status.phase in ("position", "done"):
            return []
        now, following = bar.now_and_next()
        if now is None:
            return []
        calls = []
        part = (bar.cycle, bar.parts.index(now))
        if part != self._part:
            self._part, self._soon, self._ticked = part, False, TICKS_S + 1
            calls.append(Call("start", _said(now)))
        left = bar.seconds_left()
        if left is None or left <= 0:
            return calls
        if left <= SOON_S and not self._soon:
            self._soon = True
            # Where the exercise has a cue for it, that is heard already.
            told = status.cue_kind == "info" and bool(status.cue)
            if following is not None and not calls and not told:
                calls.append(Call("soon", f"Next: {following.name}"))
        second = math.ceil(left)
        if second < self._ticked and second <= TICKS_S:
            self._ticked = second
            calls.append(Call("tick"))
        return calls


def _said(part: StagePart) -> str:
    if part.wanted_s is None:
        return part.name
    return f"{part.name}, {part.wanted_s:.0f} seconds"
