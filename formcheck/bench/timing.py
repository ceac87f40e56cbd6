"""Seconds on the wall and on the processors, of a whole clip or picture by picture."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Timing:
    """How long something took.

    Attributes:
        seconds: on the wall.
        cpu_s: of all of this process's threads together.
        frames: so many pictures.
    """

    seconds: float
    cpu_s: float
    frames: int


class Stopwatch:
    """Adds up the time spent in its `with` blocks."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.cpu_s = 0.0

    def __enter__(self) -> Self:
        self._begun = time.perf_counter(), time.process_time()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.seconds += time.perf_counter() - self._begun[0]
        self.cpu_s += time.process_time() - self._begun[1]

    def timing(self, frames: int) -> Timing:
        """What it has added up, for so many pictures."""
        return Timing(self.seconds, self.cpu_s, frames)


@dataclass(slots=True)
class Delays:
    """Of each picture of a live run, in seconds.

    Attributes:
        beyond_s: from its being handed over to its being drawn, without inference.
        age_s: from its being due at the camera to its being drawn, with everything: also the
            wait for the picture before it.
        inference_s: MediaPipe alone.
        dropped: pictures that came while another was worked on.
    """

    beyond_s: list[float] = field(default_factory=list)
    age_s: list[float] = field(default_factory=list)
    inference_s: list[float] = field(default_factory=list)
    dropped: int = 0
