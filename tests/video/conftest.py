import pytest

PROXIES = [f"{name}_proxy" for name in ("http", "https", "all")]


@pytest.fixture
def dead_proxy(monkeypatch):
    """The environment formcheck makes for MediaPipe, without any exception in it."""
    for name in PROXIES:
        monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        # Set first, so that what the test adds is undone as well.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
