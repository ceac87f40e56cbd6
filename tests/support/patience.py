"""Waiting for what other threads and processes do, however slow the machine is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

LIMIT_S = 600
"""Only so that what hangs fails its test instead of stopping all of them: long enough for what gets
a tenth of a processor. No test may take less than this for 'too slow'."""


def wait_for(find: Callable[[], Found | None], every_s: float = 0.05) -> Found:
    """What `find` gives as soon as that is not None; fails after `LIMIT_S`."""
    begun = time.monotonic()
    while (found := find()) is None:
        assert time.monotonic() - begun < LIMIT_S, "it never came"
        time.sleep(every_s)
    return found


def threads_begun_in(what: Callable[[], object]) -> set[threading.Thread]:
    """The threads that `what` began and left running; those of other tests may end meanwhile."""
    before = set(threading.enumerate())
    what()
    return set(threading.enumerate()) - before
