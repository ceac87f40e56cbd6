"""Stopping on Ctrl-C without losing anything."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from formcheck.errors import EXIT_INTERRUPTED, FormcheckError


class StoppedEarlyError(FormcheckError):
    """It was stopped before there was anything to keep."""

    exit_code = EXIT_INTERRUPTED


@contextmanager
def stop_on_interrupt() -> Iterator[threading.Event]:
    """Within the block the first Ctrl-C (or SIGTERM) sets the event; a second one interrupts.

    Outside the main thread signals cannot be taken, and the event is never set by one.
    """
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def take(number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {n: signal.signal(n, take) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
