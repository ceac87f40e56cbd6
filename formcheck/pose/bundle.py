"""The pose model: made once from MediaPipe's own wheel, kept in the user's cache, checked."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from formcheck.errors import InputError, MissingError
from formcheck.pose.wheel import PARTS, download_wheel, write_bundle

CACHE_VARIABLE = "FORMCHECK_CACHE"
BUNDLE_NAME = "pose_landmarker_full.task"
BUNDLE_SHA256 = "ca8284b7846732fd3d3b5d8e9e449f1ba5f9d1176654bffd1da4b3b402d3578f"
"""Of the bundle as this module builds it. Another flatbuffers or MediaPipe release may lay the same
content out differently, so this is a record, and the copy beside the cached file is the check."""

_LOCK_WAIT_S = 900


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A usable pose model.

    Attributes:
        name: what it is, for the report.
        path: the `.task` file.
        sha256: of that file.
    """

    name: str
    path: Path
    sha256: str


def cache_folder() -> Path:
    """Where the pose model is kept; the environment variable `FORMCHECK_CACHE` moves it."""
    moved = os.environ.get(CACHE_VARIABLE)
    return Path(moved).expanduser() if moved else user_cache_path("formcheck", appauthor=False)


def pose_model(progress: Callable[[str], None] | None = None) -> Path:
    """Return the pose model's `.task` file, making it on first need.

    Args:
        progress: told in a few words what is being done, when it takes long.

    Raises:
        MissingError: it is not there and cannot be made (offline, cache not writable).
    """
    say = progress or (lambda _: None)
    folder = cache_folder()
    bundle = folder / BUNDLE_NAME
    if _is_intact(bundle):
        return bundle
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "pose.lock", timeout=_LOCK_WAIT_S):
            if not _is_intact(bundle):  # another process may have made it meanwhile
                _clear_leftovers(folder)
                _build(bundle, say)
    except Timeout:
        raise MissingError(
            f"Another formcheck has been fetching the pose model into {folder} for too long; "
            "stop it and try again."
        ) from None
    except OSError as error:
        raise MissingError(
            f"The pose model cannot be kept in {folder} ({error.strerror or error}); set "
            f"{CACHE_VARIABLE} to a folder that can be written, with 50 MB free."
        ) from error
    return bundle


def cached_model() -> Path | None:
    """The pose model if it is already there and intact, without fetching anything."""
    bundle = cache_folder() / BUNDLE_NAME
    return bundle if _is_intact(bundle) else None


def check_model(path: Path) -> ModelInfo:
    """Check a pose model that the user gave, or the cached one.

    Raises:
        InputError: it is not a MediaPipe pose landmarker bundle.
    """
    if not path.exists():
        raise InputError(f"There is no pose model {path}.")
    if path.is_dir():
        raise InputError(f"The pose model {path} is a folder; a .task file is needed.")
    wanted = {part.member for part in PARTS}
    try:
        with zipfile.ZipFile(path) as archive:
            members = {info.filename: info for info in archive.infolist()}
            if not wanted <= members.keys():
                raise InputError(f"{path} is not a MediaPipe pose landmarker bundle (.task).")
            if any(members[name].compress_type != zipfile.ZIP_STORED for name in wanted):
                raise InputError(f"The pose model {path} was compressed again; use the original.")
            _check_members(archive, path)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            f"{path} is not a pose model, or is damaged: a MediaPipe pose landmarker bundle "
            "(.task) is needed."
        ) from error
    except OSError as error:
        raise InputError(
            f"The pose model {path} cannot be read ({error.strerror or error})."
        ) from error
    digest = _sha256(path)
    name = "MediaPipe pose landmarker, full" if digest == BUNDLE_SHA256 else path.name
    return ModelInfo(name=name, path=path, sha256=digest)


def _check_members(archive: zipfile.ZipFile, path: Path) -> None:
    for part in PARTS:
        data = archive.read(part.member)  # also checks its CRC
        if data[4:8] != b"TFL3":
            raise InputError(f"The pose model {path} holds something that is not a TFLite model.")
        if b"TFLITE_METADATA" not in data:
            raise InputError(f"The pose model {path} lacks the metadata that MediaPipe asks for.")


def _build(bundle: Path, say: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="build-", dir=bundle.parent) as name:
        work = Path(name)
        say("Fetching the pose model (35 MB, once)")
        wheel = download_wheel(work)
        say("Preparing the pose model")
        made = work / BUNDLE_NAME
        write_bundle(wheel, made)
        checksum = work / "checksum"
        checksum.write_text(_sha256(made) + "\n", encoding="ascii")
        # In this order a kill in between leaves a mismatch, which is rebuilt, and never a bad file.
        checksum.replace(_checksum_path(bundle))
        made.replace(bundle)


def _clear_leftovers(folder: Path) -> None:
    """Remove what a killed build left; only called with the lock held."""
    for left in folder.glob("build-*"):
        shutil.rmtree(left, ignore_errors=True)


def _checksum_path(bundle: Path) -> Path:
    return bundle.with_name(bundle.name + ".sha256")


def _is_intact(bundle: Path) -> bool:
    try:
        recorded = _checksum_path(bundle).read_text(encoding="ascii", errors="replace").strip()
        return _sha256(bundle) == recorded
    except OSError:
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
