"""Silences what MediaPipe's native code writes to the error stream, and nothing else.

None of the usual variables (GLOG_minloglevel, TF_CPP_MIN_LOG_LEVEL, ABSL_…) has an effect on it:
the lines go straight to file descriptor 2.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

_NOISE = re.compile(
    rb"^[IW]\d{4} "  # absl: I0000, W0000
    rb"|^(INFO|WARNING): "  # TFLite
)
_STDERR = 2
_lock = threading.Lock()
_depth = 0
_held: tuple[int, BinaryIO] | None = None


@contextmanager
def quiet_native_code() -> Iterator[None]:
    """Hold back the error stream meanwhile, then pass on every line that is not known noise.

    May be nested and used by several threads at once; the last one out restores the stream.
    """
    _hold()
    try:
        yield
    finally:
        _release()


def _hold() -> None:
    global _depth, _held  # noqa: PLW0603 - the descriptor is one per process
    with _lock:
        _depth += 1
        if _depth > 1:
            return
        try:
            real = os.dup(_STDERR)
        except OSError:
            return  # no error stream at all (a service)
        spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed in _release
        os.dup2(spool.fileno(), _STDERR)
        _held = real, spool


def _release() -> None:
    global _depth, _held  # noqa: PLW0603
    with _lock:
        _depth -= 1
        if _depth > 0 or _held is None:
            return
        (real, spool), _held = _held, None
        os.dup2(real, _STDERR)
        os.close(real)
        with spool:
            spool.seek(0)
            rest = b"".join(line for line in spool if not _NOISE.match(line))
        if rest:
            os.write(_STDERR, rest)
