"""A real browser, for tests of what is to be opened in one."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.patience import LIMIT_S

LIMIT_MS = 1000 * LIMIT_S
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """Chromium, by playwright; skips where either is missing."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            timeout=LIMIT_MS,
        )
        yield browser
        browser.close()


def offline(browser: Any, **how: Any) -> Any:
    """A context of a browser without a network, in which nothing is too slow."""
    context = browser.new_context(offline=True, **how)
    context.set_default_timeout(LIMIT_MS)
    return context
