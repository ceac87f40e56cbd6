"""What all tests need: shared factories on the path, quiet libraries, the pose model."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

# Factories that several folders of tests share lie in tests/support.
for place in (TESTS.parent, TESTS):
    if str(place) not in sys.path:
        sys.path.insert(0, str(place))

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
    from tests.support.models import model_or_skip

    return model_or_skip()
