"""What works on this machine and what does not, one line each, without changing anything."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata, util
from pathlib import Path

from formcheck import __version__
from formcheck.diagnosis.finding import Diagnosis
from formcheck.diagnosis.probe import CAMERA, MEDIAPIPE, SOUND, lines_of, probe
from formcheck.errors import FormcheckError

_OLDEST, _NEWEST = (3, 11), (3, 13)
_OPENCV = "opencv-contrib-python"
_OPENCVS = (_OPENCV, "opencv-python", "opencv-python-headless", "opencv-contrib-python-headless")
_PACKAGES = "On Debian and Ubuntu: apt install libegl1 libgles2 libgl1"
_READS = {"h264": "H.264", "hevc": "HEVC", "vp9": "VP9", "mjpeg": "MJPEG"}


def diagnose() -> list[Diagnosis]:
    """Look at everything formcheck works with. Fetches nothing, and never raises."""
    # Privacy first, since the probes inherit it and MediaPipe would report without it.
    checks: list[tuple[str, Callable[[], Diagnosis]]] = [
        ("privacy", _privacy),
        ("Python", _python),
        ("OpenCV", _opencv),
        ("MediaPipe", _mediapipe),
        ("pose model", _model),
        ("foot model", _foot_model),
        ("cache folder", _cache),
        ("video", _video),
        ("camera 0", _camera),
        ("display", _display),
        ("sound", _sound),
    ]
    found = [Diagnosis("formcheck", True, __version__)]
    for what, check in checks:
        try:
            found.append(check())
        except Exception as error:  # a broken installation may raise anything anywhere
            found.append(Diagnosis(what, False, f"cannot be told ({_first_line(error)})"))
    return found


def _privacy() -> Diagnosis:
    from formcheck.privacy import BLOCKED_PROXY, PROXY_NAMES, block_telemetry, harmless_exceptions

    block_telemetry()
    names = [case for name in PROXY_NAMES for case in (name, name.upper())]
    open_ways = [name for name in names if os.environ.get(name) != BLOCKED_PROXY]
    exceptions = os.environ.get("no_proxy", "")
    if open_ways or exceptions != harmless_exceptions(exceptions):
        names_open = ", ".join(open_ways) or "no_proxy"
        return Diagnosis("privacy", False, f"usage reporting is not blocked: {names_open}", True)
    host, port = BLOCKED_PROXY.removeprefix("http://").split(":")
    try:
        socket.create_connection((host, int(port)), timeout=2).close()
    except OSError:
        state = f"MediaPipe's usage reporting is led to a closed port ({host}:{port})"
        return Diagnosis("privacy", True, state)
    state = f"something listens on {host}:{port}, where MediaPipe's usage reporting is led: stop it"
    return Diagnosis("privacy", False, state)


def _python() -> Diagnosis:
    cores = os.cpu_count() or 1
    state = f"{platform.python_version()}, {platform.platform(terse=True)}, {cores} cores"
    if sys.version_info[:2] < _OLDEST:
        return Diagnosis("Python", False, f"{state}: too old, 3.11 or later is needed", True)
    if sys.version_info[:2] > _NEWEST:
        return Diagnosis("Python", False, f"{state}: newer than formcheck is tested with")
    return Diagnosis("Python", True, state)


def _opencv() -> Diagnosis:
    installed = {name: v for name in _OPENCVS if (v := _version(name))}
    try:
        import cv2
    except ImportError as error:
        state = f"cannot be loaded ({_first_line(error)}). {_PACKAGES}"
        return Diagnosis("OpenCV", False, state, True)
    others = [name for name in installed if name != _OPENCV]
    if others:
        every = " ".join(installed)
        state = (
            f"{' and '.join(installed)} are installed over each other's files, which breaks at "
            f"random: pip uninstall {every}, then pip install {_OPENCV}"
        )
        if _OPENCV not in installed:
            state = f"{others[0]} stands in the place of {_OPENCV}, which MediaPipe needs"
        return Diagnosis("OpenCV", False, state)
    return Diagnosis("OpenCV", True, f"{cv2.__version__} ({_OPENCV}, no other beside it)")


def _mediapipe() -> Diagnosis:
    from formcheck.pose.bundle import cached_model

    version = _version("mediapipe")
    if version is None:
        return Diagnosis("MediaPipe", False, "is not installed: pip install mediapipe", True)
    model = cached_model()
    done = probe(MEDIAPIPE, *([str(model)] if model else []), timeout_s=90)
    if done.good:
        works = "loads, and looks at a picture" if model else "loads"
        return Diagnosis("MediaPipe", True, f"{version}, {works}")
    state = f"{version} does not load ({done.words}). {_PACKAGES}"
    return Diagnosis("MediaPipe", False, state, True)


def _model() -> Diagnosis:
    from formcheck.pose.bundle import BUNDLE_NAME, BUNDLE_SHA256, cache_folder, cached_model

    model = cached_model()
    if model is not None:
        import hashlib

        usual = hashlib.sha256(model.read_bytes()).hexdigest() == BUNDLE_SHA256
        state = f"{model}, its sha256 is as recorded" + ("" if usual else " when it was made here")
        return Diagnosis("pose model", True, state)
    damaged = (cache_folder() / BUNDLE_NAME).exists()
    first = "is damaged, and is fetched again" if damaged else "is not here yet, and is fetched"
    state = f"{first} at first use (35 MB, through pip; formcheck demo does it)"
    if util.find_spec("pip") is None:
        return Diagnosis("pose model", False, f"{state}, but pip is missing: install pip", True)
    return Diagnosis("pose model", False, state)


def _foot_model() -> Diagnosis:
    from formcheck.pose.feet import finder, finder_check, network

    known = network.weights()
    if known is None:
        state = "is not in this installation: feet are as the pose model sees them"
        return Diagnosis("foot model", False, state)
    alone = finder.weights() is not None and finder_check.weights() is not None
    more = "" if alone else "; without a body no feet are looked for, those networks are missing"
    state = f"{known.name}, sha256 {network.weights_sha256(known)[:12]}{more}"
    return Diagnosis("foot model", alone, state)


def _cache() -> Diagnosis:
    from formcheck.pose.bundle import CACHE_VARIABLE, cache_folder, cached_model

    folder = cache_folder()
    existing = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        state = (
            f"{folder} cannot be written ({error.strerror}): set {CACHE_VARIABLE} to a folder "
            "that can, with 50 MB free"
        )
        return Diagnosis("cache folder", False, state, needed=cached_model() is None)
    free_mb = shutil.disk_usage(existing).free / 1e6
    state = f"{folder} can be written, {free_mb:,.0f} MB free"
    return Diagnosis("cache folder", True, state)


def _video() -> Diagnosis:
    import av
    from av.codec import Codec

    try:
        Codec("libx264", "w")
    except ValueError:
        state = f"this PyAV {av.__version__} cannot write H.264: pip install --force-reinstall av"
        return Diagnosis("video", False, state, True)
    reads = ", ".join(name for codec, name in _READS.items() if _decodes(codec))
    state = f"reads {reads}; writes H.264 (PyAV {av.__version__}; no ffmpeg program is needed)"
    return Diagnosis("video", True, state)


def _decodes(codec: str) -> bool:
    from av.codec import Codec

    try:
        Codec(codec, "r")
    except ValueError:
        return False
    return True


def _camera() -> Diagnosis:
    done = probe(CAMERA, timeout_s=15)
    if done.good and done.words:
        return Diagnosis("camera 0", True, f"gives pictures, {done.words}")
    if done.late:
        return Diagnosis("camera 0", False, "does not answer; another program may be using it")
    return Diagnosis("camera 0", False, "none; needed only for formcheck live --camera 0")


def _display() -> Diagnosis:
    from formcheck.live.display import require_display

    try:
        require_display()
    except FormcheckError as error:
        return Diagnosis("display", False, f"{error} Needed only for formcheck live.")
    return Diagnosis("display", True, "a window can be opened")


def _sound() -> Diagnosis:
    from formcheck.live.sound import find_voice

    voice = find_voice()
    speaks = f"{Path(voice[0]).name} speaks cues" if voice else "no program to speak cues"
    done = probe(SOUND, timeout_s=15)
    if done.good:
        return Diagnosis("sound", True, f"beeps through {done.words}; {speaks}")
    return Diagnosis("sound", False, f"no audio device: formcheck live is silent; {speaks}")


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _first_line(error: BaseException) -> str:
    return next(lines_of(str(error).encode()), type(error).__name__)[:200]
