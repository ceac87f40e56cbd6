"""Threads of libraries that wait for the other threads of this process."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Made = TypeVar("Made")

_STEPS = 5
"""Of niceness: about a third of the processor where others want it too. Enough for encoding, which
takes a tenth of what inference takes, also on a machine that is busy otherwise."""


def standing_back(make: Callable[[], Made]) -> Made:
    """Call what starts threads that are to let inference go before them, such as an encoder.

    Where there are more threads than cores they would take turns with inference, and the next
    picture would wait for both. Not for threads of Python: the one lock of its interpreter would
    be held by who does not get the processor.

    Args:
        make: called in a thread of its own, whose priority those that it starts take over.

    Returns:
        What `make` returns. Linux alone keeps priorities by thread; elsewhere all stay equal.
    """
    with ThreadPoolExecutor(1, "standing back", initializer=_stand_back) as thread:
        return thread.submit(make).result()


def _stand_back() -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            own = threading.get_native_id()
            now = os.getpriority(os.PRIO_PROCESS, own)
            os.setpriority(os.PRIO_PROCESS, own, now + _STEPS)
