"""The pose model: made once, whatever happens meanwhile, and one sentence when it cannot be."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from formcheck.errors import InputError, MissingError
from formcheck.pose import bundle, wheel
from formcheck.pose.bundle import BUNDLE_SHA256, check_model, pose_model
from tests.support.patience import LIMIT_S

TFLITE = b"\x18\0\0\0TFL3" + bytes(40) + b"TFLITE_METADATA" + bytes(20)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def offline(monkeypatch):
    """No index, no cache of pip's: as on a machine without a network."""
    for name in [name for name in os.environ if name.upper().startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")


@pytest.fixture
def counted_builds(monkeypatch):
    """Builds a small stand-in instead of fetching 35 MB, and counts."""
    builds = []

    def download(folder):
        (folder / "mediapipe-0.whl").write_bytes(b"wheel")
        return folder / "mediapipe-0.whl"

    def write(_, target):
        builds.append(target)
        target.write_bytes(b"the model")

    monkeypatch.setattr(bundle, "download_wheel", download)
    monkeypatch.setattr(bundle, "write_bundle", write)
    return builds


def test_the_real_bundle_is_the_recorded_one(model):
    info = check_model(model)
    assert info.sha256 == BUNDLE_SHA256
    assert info.name == "MediaPipe pose landmarker, full"
    with zipfile.ZipFile(model) as archive:
        assert [m.compress_type for m in archive.infolist()] == [zipfile.ZIP_STORED] * 2
        for part, member in zip(wheel.PARTS, archive.infolist(), strict=True):
            assert member.filename == part.member
            start = member.header_offset + 30 + len(member.filename) + len(member.extra)
            assert start % 16 == 0


def test_it_is_made_once(cache, counted_builds):
    told = []
    assert pose_model(told.append) == pose_model(told.append) == cache / bundle.BUNDLE_NAME
    assert len(counted_builds) == 1
    assert told == ["Fetching the pose model (35 MB, once)", "Preparing the pose model"]
    assert not list(cache.glob("build-*"))


@pytest.mark.parametrize("harm", ["cut", "empty", "changed", "no checksum", "wrong checksum"])
def test_a_damaged_file_is_made_again(cache, counted_builds, harm):
    path = pose_model()
    checksum = path.with_name(path.name + ".sha256")
    if harm == "no checksum":
        checksum.unlink()
    elif harm == "wrong checksum":
        checksum.write_bytes(b"\xff\xfe")
    else:
        path.write_bytes({"cut": b"the mod", "empty": b"", "changed": b"the m0del"}[harm])
    assert bundle.cached_model() is None
    assert pose_model().read_bytes() == b"the model"
    assert len(counted_builds) == 2
    assert bundle.cached_model() == path


def test_a_kill_in_the_middle_leaves_nothing_bad(cache, counted_builds, monkeypatch):
    real = bundle.write_bundle

    def killed(_, target):
        target.write_bytes(b"half of the mo")
        raise KeyboardInterrupt

    monkeypatch.setattr(bundle, "write_bundle", killed)
    with pytest.raises(KeyboardInterrupt):
        pose_model()
    assert bundle.cached_model() is None
    (cache / "build-left").mkdir()  # what a kill -9 would leave
    monkeypatch.setattr(bundle, "write_bundle", real)
    assert pose_model().read_bytes() == b"the model"
    assert not list(cache.glob("build-*"))


def test_several_processes_at_once_make_it_once(tmp_path):
    script = f"""
import sys, time
from pathlib import Path
from formcheck.pose import bundle
def download(folder):
    Path({str(tmp_path)!r}, "builds").open("a").write("x")
    time.sleep(0.3)
    return folder
bundle.download_wheel = download
bundle.write_bundle = lambda _, target: target.write_bytes(b"the model" * 100_000)
assert bundle.pose_model().read_bytes() == b"the model" * 100_000
"""
    environment = os.environ | {"FORMCHECK_CACHE": str(tmp_path / "cache"), "PYTHONWARNINGS": ""}
    several = [subprocess.Popen([sys.executable, "-c", script], env=environment) for _ in range(4)]
    assert [process.wait(LIMIT_S) for process in several] == [0] * 4
    assert (tmp_path / "builds").read_text() == "x"


def test_offline_without_a_cache_says_what_to_do(cache, offline):
    with pytest.raises(MissingError) as caught:
        pose_model()
    assert "connect to the internet once" in str(caught.value)
    assert "--pose-model FILE" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not list(cache.glob("build-*"))


def test_without_pip(cache, monkeypatch):
    monkeypatch.setattr(wheel, "WHEEL", "x")
    monkeypatch.setattr(
        wheel.subprocess,
        "run",
        lambda *a, **k: subprocess.CompletedProcess(a, 1, "", "/bin/python: No module named pip"),
    )
    with pytest.raises(MissingError, match="install pip"):
        pose_model()


def test_a_cache_that_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "file" / "below"))
    with pytest.raises(MissingError, match="set FORMCHECK_CACHE"):
        pose_model()


@pytest.mark.parametrize("content", [b"", b"not a zip"])
def test_a_wheel_without_the_models(tmp_path, content):
    (tmp_path / "w.whl").write_bytes(content)
    with pytest.raises(MissingError, match="does not hold"):
        wheel.write_bundle(tmp_path / "w.whl", tmp_path / "a.task")


def test_a_wheel_with_other_models(tmp_path):
    with zipfile.ZipFile(tmp_path / "w.whl", "w") as archive:
        for part in wheel.PARTS:
            archive.writestr(part.wheel_path, b"something else")
    with pytest.raises(MissingError, match="sha256"):
        wheel.write_bundle(tmp_path / "w.whl", tmp_path / "a.task")


def zipped(path: Path, members, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


BOTH = ("pose_detector.tflite", "pose_landmarks_detector.tflite")


def test_an_official_bundle_is_accepted_by_its_own_name(tmp_path):
    path = zipped(tmp_path / "pose_landmarker_heavy.task", dict.fromkeys(BOTH, TFLITE))
    info = check_model(path)
    assert info.name == "pose_landmarker_heavy.task"
    assert info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"hand.tflite": TFLITE}, "not a MediaPipe pose landmarker"),
        ({BOTH[0]: TFLITE}, "not a MediaPipe pose landmarker"),
        (dict.fromkeys(BOTH, b"text, not a model"), "not a TFLite model"),
        (dict.fromkeys(BOTH, TFLITE[:40]), "lacks the metadata"),
    ],
)
def test_another_bundle_is_refused(tmp_path, members, message):
    with pytest.raises(InputError, match=message):
        check_model(zipped(tmp_path / "a.task", members))


def test_a_bundle_packed_again_is_refused(tmp_path):
    path = zipped(tmp_path / "a.task", dict.fromkeys(BOTH, TFLITE), zipfile.ZIP_DEFLATED)
    with pytest.raises(InputError, match="compressed again"):
        check_model(path)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "There is no pose model"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_text("hello"), "not a pose model"),
        (lambda path: path.write_bytes(b""), "not a pose model"),
    ],
)
def test_what_is_no_bundle_at_all(tmp_path, make, message):
    make(tmp_path / "a.task")
    with pytest.raises(InputError, match=message):
        check_model(tmp_path / "a.task")


def test_a_cut_bundle_is_refused(tmp_path, model):
    path = Path(shutil.copy(model, tmp_path / "a.task"))
    path.write_bytes(path.read_bytes()[:1_000_000])
    with pytest.raises(InputError, match="not a pose model"):
        check_model(path)
