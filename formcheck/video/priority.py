"""Threads that wait for others of the same process."""

from __future__ import annotations

import contextlib
import os
import sys
import threading

_STEPS = 5
"""Of niceness: about a third of the processor where others want it too. Enough for drawing and
encoding, which take a fifth of what inference takes, also on a machine that is busy otherwise."""


def stand_back() -> None:
    """Let inference go before this thread, and before those that it starts from now on.

    Where there are more threads than cores, drawing and encoding would take turns with inference,
    and the next picture would wait for both. Linux alone keeps priorities by thread; elsewhere, and
    where it is not allowed, all stay equal.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            own = threading.get_native_id()
            now = os.getpriority(os.PRIO_PROCESS, own)
            os.setpriority(os.PRIO_PROCESS, own, now + _STEPS)
