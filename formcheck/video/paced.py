"""A video file played as if it were a camera: for rehearsal and tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from formcheck.video.clock import Clock, SystemClock
from formcheck.video.file import FileSource
from formcheck.video.readahead import read_ahead

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from formcheck.video.frames import Frame, SourceInfo


class PacedFileSource:
    """Plays a file at its own pace: each frame is due at its own time, and late ones are dropped.

    Times are the file's own. A consumer that keeps up gets every frame, so with a clock whose
    `sleep` just moves it forward the result is the file's frames exactly.

    Args:
        path: The video file.
        clock: What to pace by; the system's clock by default.

    Raises:
        InputError: The file cannot be read as a video; the message says why.
    """

    def __init__(self, path: Path | str, clock: Clock | None = None) -> None:
        self._clock: Clock = clock if clock is not None else SystemClock()
        self._file = FileSource(path)
        self._info = replace(self._file.info, kind="paced-file", live=True)
        self._start = self._clock.now()
        self._dropped = 0
        self._closed = False
        self._ahead: Generator[Frame, None, None] | None = None

    @property
    def info(self) -> SourceInfo:
        """What is known since opening."""
        return self._info

    @property
    def warnings(self) -> list[str]:
        """Sentences for the user; filled while reading."""
        return self._file.warnings

    @property
    def dropped(self) -> int:
        """How many frames were overdue when the next one was."""
        return self._dropped

    def elapsed(self) -> float:
        """Seconds on the time axis of `Frame.t` now."""
        return self._clock.now() - self._start

    def __iter__(self) -> Iterator[Frame]:
        """Wait for each frame's time, then yield the newest that is due."""
        # Decoding ahead, so that a frame is ready at the moment it is "taken".
        ahead = self._ahead = read_ahead(self._file)
        try:
            upcoming = next(ahead, None)
            if upcoming is not None:
                self._start = self._clock.now() - upcoming.t
            while upcoming is not None and not self._closed:
                self._clock.sleep(upcoming.t - self.elapsed())
                due, upcoming = self._newest_due(upcoming, ahead)
                yield due
        finally:
            ahead.close()

    def _newest_due(self, due: Frame, ahead: Iterator[Frame]) -> tuple[Frame, Frame | None]:
        now = self.elapsed()
        for upcoming in ahead:
            if upcoming.t > now:
                return due, upcoming
            self._dropped += 1
            due = upcoming
        return due, None

    def close(self) -> None:
        """Stop playing."""
        self._closed = True
        if self._ahead is not None:
            # The decoding thread must have ended before its file is closed.
            self._ahead.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
