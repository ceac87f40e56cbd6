"""What all tests need: quiet libraries, the pose model."""

from __future__ import annotations

import os
import signal

import pytest

from tests.support import properties  # noqa: F401 - loads how property tests run
from tests.support.models import model_or_skip

# Who runs the tests in the background may have Ctrl-C ignored, by the programs they start as well.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Tables as wide as they like, without colours, whatever terminal the tests run in.
os.environ.update(COLUMNS="200", NO_COLOR="1", MPLBACKEND="Agg")
for name in ("FORCE_COLOR", "FORMCHECK_DEBUG"):
    os.environ.pop(name, None)


@pytest.fixture(scope="session")
def model():
    """The pose model, fetched on first need; what uses it skips where that cannot be."""
    return model_or_skip()
