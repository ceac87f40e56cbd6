"""`formcheck doctor` on this machine, without a display, and where things are amiss."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck import diagnosis
from formcheck.diagnosis import checks, probe
from formcheck.diagnosis.probe import Answer
from tests.support.patience import LIMIT_S
from tests.support.program import Done, cli

ROOT = Path(__file__).parents[2]


def doctor(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "formcheck", "doctor"],
        env={**kept, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


def states(output: str) -> dict[str, str]:
    """The line of each thing that was looked at, by its name."""
    names = ("formcheck", "privacy", "Python", "OpenCV", "MediaPipe", "pose model", "cache folder")
    names += ("foot model", "video", "camera 0", "display", "sound")
    found = {}
    for line in output.splitlines():
        for name in names:
            if line[4:].startswith(name + "  "):
                found[name] = line
    assert set(found) == set(names)
    return found


def test_says_what_works_here_without_a_display() -> None:
    done = doctor()
    lines = states(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "Traceback" not in done.stdout
    works = ("formcheck", "privacy", "OpenCV", "MediaPipe", "foot model", "cache folder", "video")
    for name in works:
        assert lines[name].startswith("ok"), lines[name]
    assert lines["display"].startswith("--")
    assert "DISPLAY" in lines["display"]


@pytest.fixture
def with_cache(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Done]:
    """`formcheck doctor` in this process, with that cache folder; all that it asks others works."""
    monkeypatch.setattr(checks, "probe", lambda *_, **__: Answer(True, False, "1.2.3"))

    def run(cache: Path) -> Done:
        monkeypatch.setenv("FORMCHECK_CACHE", str(cache))
        return cli("doctor")

    return run


def test_an_empty_cache_is_filled_later_and_not_by_the_doctor(
    with_cache: Callable[[Path], Done], tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    done = with_cache(cache)
    assert done.code == 0, done.said
    assert "at first use" in states(done.out)["pose model"]
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_ends_with_5(
    with_cache: Callable[[Path], Done], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    done = with_cache(tmp_path / "file" / "cache")
    assert done.code == 5
    assert states(done.out)["cache folder"].startswith("no")
    assert "FORMCHECK_CACHE" in done.out


def test_a_damaged_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pose_landmarker_full.task").write_bytes(b"half a model")
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path))
    finding = checks._model()
    assert not finding.ok
    assert not finding.needed
    assert "damaged" in finding.state


def test_a_second_opencv_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"opencv-contrib-python": "5.0.0", "opencv-python": "5.0.0"}
    monkeypatch.setattr(checks, "_version", there.get)
    finding = checks._opencv()
    assert not finding.ok
    assert "pip uninstall opencv-contrib-python opencv-python" in finding.state


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "OSError: libEGL.so.1: cannot open shared object file"
    monkeypatch.setattr(checks, "probe", lambda *_, **__: Answer(False, False, words))
    finding = checks._mediapipe()
    assert finding.needed
    assert not finding.ok
    for name in ("libEGL.so.1", "libegl1", "libgles2"):
        assert name in finding.state


def test_somebody_at_the_closed_port_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy = f"http://127.0.0.1:{server.getsockname()[1]}"
        monkeypatch.setattr("formcheck.privacy.BLOCKED_PROXY", proxy)
        monkeypatch.delenv("FORMCHECK_ORIGINAL_PROXIES", raising=False)
        for name in [k for k in os.environ if k.lower().endswith("_proxy")]:
            monkeypatch.delenv(name)
        monkeypatch.setattr(os, "environ", os.environ.copy())
        finding = checks._privacy()
    assert not finding.ok
    assert "something listens" in finding.state


def test_never_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> diagnosis.Diagnosis:
        raise RuntimeError("half installed\nand more")

    for name in ("_mediapipe", "_camera", "_sound", "_display", "_video"):
        monkeypatch.setattr(checks, name, broken)
    found = {finding.what: finding for finding in diagnosis.diagnose()}
    assert found["video"].state == "cannot be told (half installed)"


def test_a_probe_that_hangs_or_dies() -> None:
    assert probe.probe("import time; time.sleep(60)", timeout_s=0.5).late
    died = probe.probe("import os; os.abort()", timeout_s=LIMIT_S)
    assert not died.good
    assert "ended with code" in died.words
