"""Live sources: a thread that always keeps only the newest picture."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from formcheck.errors import InputError, MissingError
from formcheck.video.clock import Clock, SystemClock
from formcheck.video.frames import Frame, SourceInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

    from formcheck.video.frames import Image

DEAD_AFTER_S = 5.0
FIRST_PICTURE_S = 10.0
# How often a waiting consumer looks at the clock, and how long closing waits for a blocked read.
_POLL_S = 0.05
_JOIN_S = 0.5
# Two pictures at the same reading of a coarse clock.
_TICK_S = 1e-6


class Grabber(Protocol):
    """A device or connection; used by one thread only, which also closes it."""

    def grab(self) -> bool:
        """Wait for the next picture; False when there will be none."""
        ...

    def retrieve(self) -> Image | None:
        """The picture that was waited for, (H, W, 3) uint8 BGR; None if it is broken."""
        ...

    def close(self) -> None:
        """Let go of the device."""
        ...


@dataclass(frozen=True)
class _Picture:
    t: float
    image: Image
    index: int


class LiveSource:
    """Pictures from a `Grabber`, always the newest, with the time at which each was taken.

    Iteration ends when the camera stops, with a warning that says when, or when closed. Pictures
    that come while the consumer is busy replace each other.

    Args:
        connect: Opens the device; runs in the grabbing thread, since it may block for long.
        info: What is known beforehand; width and height are taken from the first picture.
        clock: Gives the times.
        dead_after_s: Without a picture for this long, the camera counts as dead.
        first_picture_s: How long to wait for the first picture.

    Raises:
        FormcheckError: Whatever `connect` raises.
        MissingError: A camera opened, but no picture came.
        InputError: A URL opened, but no picture came.
    """

    def __init__(
        self,
        connect: Callable[[], Grabber],
        info: SourceInfo,
        clock: Clock | None = None,
        dead_after_s: float = DEAD_AFTER_S,
        first_picture_s: float = FIRST_PICTURE_S,
    ) -> None:
        self._clock: Clock = clock if clock is not None else SystemClock()
        self._dead_after = dead_after_s
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._newest: _Picture | None = None
        self._start: float | None = None
        self._last_taken = self._clock.now()
        self._ended = False
        self._error: BaseException | None = None
        self._grabbed = 0
        self._delivered = 0
        self._warnings: list[str] = []
        self._thread = threading.Thread(
            target=self._run, args=(connect,), name=f"grab {info.name}", daemon=True
        )
        self._thread.start()
        self._info = self._await_first(info, first_picture_s)

    @property
    def info(self) -> SourceInfo:
        """What is known since opening."""
        return self._info

    @property
    def warnings(self) -> list[str]:
        """Sentences for the user; filled while reading."""
        return self._warnings

    @property
    def dropped(self) -> int:
        """How many pictures were replaced by newer ones before they were taken."""
        with self._changed:
            waiting = self._newest is not None
            return self._grabbed - self._delivered - waiting

    def elapsed(self) -> float:
        """Seconds since the first picture, on the time axis of `Frame.t`."""
        return self._clock.now() - (self._start if self._start is not None else self._clock.now())

    def __iter__(self) -> Iterator[Frame]:
        """Yield the newest picture each time, waiting for it if need be."""
        while (picture := self._take()) is not None:
            yield Frame(picture.t, picture.image, picture.index)

    def close(self) -> None:
        """Stop; returns promptly even if the device blocks."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
        if self._thread is not threading.current_thread():
            self._thread.join(_JOIN_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _take(self) -> _Picture | None:
        """Wait for a picture that has not been delivered; None at the end."""
        with self._changed:
            while not self._stop.is_set():
                if self._newest is not None:
                    picture, self._newest = self._newest, None
                    self._delivered += 1
                    return picture
                if self._error is not None:
                    raise self._error
                if self._ended or self._clock.now() - self._last_taken > self._dead_after:
                    self._stop.set()
                    last = self._last_taken - (self._start or 0.0)
                    self._warnings.append(
                        f"The camera stopped sending pictures after {last:.1f} s."
                    )
                    return None
                self._changed.wait(_POLL_S)
        return None

    def _await_first(self, info: SourceInfo, patience_s: float) -> SourceInfo:
        begun = self._clock.now()
        try:
            with self._changed:
                while self._newest is None and not self._ended:
                    if self._clock.now() - begun > patience_s:
                        break
                    self._changed.wait(_POLL_S)
                first = self._newest
        except BaseException:
            self._stop.set()
            raise
        if first is None:
            self._stop.set()
            if self._error is not None:
                raise self._error
            kind = MissingError if info.kind == "camera" else InputError
            raise kind(
                f"{info.name} opened but sent no picture; "
                "check that no other program uses it and that it is switched on."
            )
        height, width = first.image.shape[:2]
        return replace(info, width=width, height=height)

    def _run(self, connect: Callable[[], Grabber]) -> None:
        """The grabbing thread: the only user of the device, from opening to closing."""
        try:
            grabber = connect()
            try:
                while not self._stop.is_set() and grabber.grab():
                    taken = self._clock.now()
                    image = grabber.retrieve()
                    if image is not None:
                        self._keep(taken, image)
            finally:
                grabber.close()
        except BaseException as caught:
            self._error = caught
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _keep(self, taken: float, image: Image) -> None:
        with self._changed:
            if self._start is None:
                self._start = taken
            elif taken <= self._last_taken:
                taken = self._last_taken + _TICK_S
            self._last_taken = taken
            self._newest = _Picture(taken - self._start, image, self._grabbed)
            self._grabbed += 1
            self._changed.notify_all()
