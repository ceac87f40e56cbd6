"""Takes the two pose models out of MediaPipe's 0.10.21 wheel, the last one that holds them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import MissingError
from formcheck.pose.metadata import ALIGNMENT, add_metadata
from formcheck.privacy import original_environment

WHEEL = "mediapipe==0.10.21"
_WHEEL_TAGS = (
    *("--platform", "manylinux_2_28_x86_64", "--python-version", "3.11"),
    *("--implementation", "cp", "--abi", "cp311"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two models: where it lies in the wheel and in the bundle.

    Attributes:
        wheel_path: member of the wheel.
        sha256: of that member.
        member: name in the bundle.
        mean: subtracted from grey levels 0..255 before inference.
        std: what they are divided by afterwards.
    """

    wheel_path: str
    sha256: str
    member: str
    mean: float
    std: float


PARTS = (
    Part(
        "mediapipe/modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        "pose_detector.tflite",
        127.5,
        127.5,
    ),
    Part(
        "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        "pose_landmarks_detector.tflite",
        0.0,
        255.0,
    ),
)


def download_wheel(folder: Path) -> Path:
    """Fetch MediaPipe's wheel through pip, whose mirrors, proxies and certificates then count.

    Raises:
        MissingError: it cannot be fetched.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--retries", "2", "--no-deps"]
    command += ["--only-binary=:all:", *_WHEEL_TAGS, "--dest", str(folder), WHEEL]
    done = subprocess.run(
        command,
        env=original_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    wheel = next(folder.glob("mediapipe-*.whl"), None)
    if done.returncode == 0 and wheel is not None:
        return wheel
    if "No module named pip" in done.stderr:
        raise MissingError("The pose model is fetched with pip, which is missing: install pip.")
    reason = next((x for x in reversed(done.stderr.splitlines()) if x.startswith("ERROR")), "")
    raise MissingError(
        "The pose model is not on this machine yet and could not be fetched: connect to the "
        "internet once and run formcheck demo, or give an official bundle with "
        f"--pose-model FILE. (pip: {reason.removeprefix('ERROR: ')[:200] or done.returncode})"
    )


def write_bundle(wheel: Path, bundle: Path) -> None:
    """Write the bundle from MediaPipe's wheel; the same bytes every time.

    Raises:
        MissingError: the wheel does not hold the expected models.
    """
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_STORED) as target:
        for part in PARTS:
            model = _take(wheel, part)
            info = zipfile.ZipInfo(part.member, date_time=(1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o644 << 16
            info.create_system = 3  # the same bytes on Windows
            info.extra = _padding(target, part.member)
            target.writestr(
                info, add_metadata(model, name=part.member, mean=part.mean, std=part.std)
            )


def _take(wheel: Path, part: Part) -> bytes:
    try:
        with zipfile.ZipFile(wheel) as source:
            model = source.read(part.wheel_path)
    except (zipfile.BadZipFile, KeyError) as error:
        raise MissingError(
            "The fetched MediaPipe wheel does not hold the pose model; try again later."
        ) from error
    if hashlib.sha256(model).hexdigest() != part.sha256:
        raise MissingError("The fetched pose model is not the expected one (sha256 differs).")
    return model


def _padding(archive: zipfile.ZipFile, member: str) -> bytes:
    """An extra field that puts the member's data on `ALIGNMENT`; TFLite maps it in place."""
    assert archive.fp is not None
    start = archive.fp.tell() + 30 + len(member) + 4
    fill = -start % ALIGNMENT
    return b"\x35\xd9" + fill.to_bytes(2, "little") + bytes(fill)
