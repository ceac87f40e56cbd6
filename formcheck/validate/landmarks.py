"""Landmarks of clips, made once: kept by the hashes of the clip and of the models."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import InputError, OutputError
from formcheck.pipeline.estimator import (
    Closing,
    foot_finder,
    foot_network,
    open_estimator,
    with_extras,
)
from formcheck.pipeline.settings import RunSettings, UseFeet
from formcheck.pose.again import Again
from formcheck.pose.bundle import ModelInfo, cache_folder, check_model, pose_model
from formcheck.pose.extras import FOOT_FLOW
from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.video.file import FileSource
from formcheck.video.readahead import read_ahead

Progress = Callable[[float], None]

_CODE = {
    FOOT_FLOW: (
        "foot_flow", "flow_pictures", "flow_places", "lower_legs", "lying", "lying_flow",
        "moving_foot",
    ),
}  # fmt: skip
"""Modules of `pose` that measure something besides landmarks; else the one of its name."""


@dataclass(frozen=True, slots=True)
class _Have:
    """A recording that holds some of what is wanted; the rest can be measured in the pictures."""

    recording: Recording
    wants: frozenset[str]
    feet: bool


class LandmarkStore:
    """Gives a clip's landmarks, estimating them the first time.

    Args:
        folder: where recordings are kept; in the user's cache when not given.
        model: an official `.task` bundle instead of the built one.
        say: told what happens before pictures come in (getting the model).
        feet: whether the foot model looks at them.

    Attributes:
        feet_sha256: of the foot model's weights; empty where it does not look.
    """

    def __init__(
        self,
        folder: Path | None = None,
        model: Path | None = None,
        say: Callable[[str], None] | None = None,
        feet: UseFeet = UseFeet.AUTO,
    ) -> None:
        """Find the models.

        Raises:
            MissingError: one is not there and cannot be made.
            InputError: the given model is not a pose bundle.
        """
        self.model: ModelInfo = check_model(model if model is not None else pose_model(say))
        self.folder = folder if folder is not None else cache_folder() / "validate"
        self.feet = feet
        looker = foot_network(feet)
        about = looker.describe() if looker is not None else {}
        self.feet_sha256 = about.get("feet_sha256", "")
        self._told_sha256 = about.get("feet_told_sha256", "")
        finder = foot_finder(looker) if looker is not None else None
        self._finder = _weights(finder.describe()) if finder is not None else ""

    def path(
        self, clip: Path, wants: frozenset[str] = frozenset(), *, feet: bool | None = None
    ) -> Path:
        """Where the landmarks of a clip are, or will be.

        Args:
            clip: the video.
            wants: what an exercise needs measured besides (`Exercise.wants`).
            feet: with the foot model's; where it looks when not given.
        """
        with clip.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        parts = [clip.stem, digest[:16], self.model.sha256[:16]]
        extras = {name: _version(name) for name in wants}
        if self.feet_sha256 and feet is not False:
            extras["feet"] = self.feet_sha256[:8]
            if self._told_sha256:
                extras["told"] = self._told_sha256[:8]
            if self._finder:
                extras["finder"] = self._finder
        parts += [f"{name}-{extras[name]}" for name in sorted(extras)]
        return self.folder / f"{'-'.join(parts)}.npz"

    def get(
        self,
        clip: Path,
        progress: Progress | None = None,
        wants: frozenset[str] = frozenset(),
    ) -> Recording:
        """The landmarks of a clip.

        Args:
            clip: the video.
            progress: told how far along it is, seconds.
            wants: what an exercise needs measured besides.

        Raises:
            InputError: the clip cannot be read.
            MissingError: MediaPipe is missing.
            OutputError: the landmarks cannot be kept.
        """
        path = self.path(clip, wants)
        found = _kept(path)
        if found is None:
            have = self._have(clip, wants)
            if have is not None and have.wants == wants and have.feet:
                return have.recording
            self._make(clip, path, progress, wants, have)
            found = Recording(path)
        return found

    def _have(self, clip: Path, wants: frozenset[str]) -> _Have | None:
        """The recording of a clip that lacks least of what is wanted."""
        bare = frozenset[str]()
        for these, feet in ((wants, False), (bare, True), (bare, False)):
            found = _kept(self.path(clip, these, feet=feet))
            if found is not None:
                return _Have(found, these, feet or _has_feet(found))
        return None

    def _make(
        self,
        clip: Path,
        path: Path,
        progress: Progress | None,
        wants: frozenset[str],
        have: _Have | None,
    ) -> None:
        """Look at a clip; where a recording has some of what is wanted, only the rest is new."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"Landmarks cannot be kept in {path.parent} ({error.strerror or error}); "
                "choose another folder with --landmarks."
            ) from error
        # Two runs may look at the same clip at the same time.
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        settings = RunSettings(out=path.parent, pose_model=self.model.path, feet=self.feet)
        try:
            # A fresh estimator for each clip: following somebody has a past.
            with (
                FileSource(clip) as source,
                _estimator(settings, wants, have) as estimator,
                RecordingWriter(part) as writer,
            ):
                for frame in read_ahead(source):
                    writer.append(estimator.estimate(frame.t, frame.image))
                    if progress:
                        progress(frame.t)
                writer.meta["clip"] = clip.name
                writer.meta["estimator"] = estimator.describe()
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)  # an interrupted clip is not kept as a short one


def _kept(path: Path) -> Recording | None:
    """A recording that is there and whole; a damaged one is taken away, to be made anew."""
    if not path.is_file():
        return None
    try:
        return Recording(path)
    except InputError:
        path.unlink(missing_ok=True)
        return None


def _version(name: str) -> str:
    """Of the code that measures something besides landmarks: other code, other measurements."""
    digest = hashlib.sha256()
    for part in _CODE.get(name, (name,)):
        spec = importlib.util.find_spec(f"formcheck.pose.{part}")
        assert spec is not None
        assert spec.origin is not None
        digest.update(Path(spec.origin).read_bytes())
    return digest.hexdigest()[:8]


def _weights(about: dict[str, str]) -> str:
    """Of what several networks say of themselves: other weights, other feet found."""
    hashes = "".join(v for k, v in sorted(about.items()) if k.endswith("_sha256"))
    return hashlib.sha256(hashes.encode()).hexdigest()[:8]


def _has_feet(recording: Recording) -> bool:
    first = next(iter(recording), None)
    return first is not None and first.feet is not None


def _estimator(settings: RunSettings, wants: frozenset[str], have: _Have | None) -> Closing:
    if have is None or not wants <= {FOOT_FLOW}:
        return open_estimator(settings, wants=wants)
    again = Again(have.recording, have.recording.meta.get("estimator", {}))
    looker = None if have.feet else foot_network(settings.feet)
    return with_extras(again, looker, wants - have.wants)
