"""Landmarks of clips, made once: kept by the hashes of the clip and of the pose model."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import InputError, OutputError
from formcheck.pipeline.estimator import open_estimator
from formcheck.pipeline.settings import RunSettings
from formcheck.pose.bundle import ModelInfo, cache_folder, check_model, pose_model
from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.video.file import FileSource
from formcheck.video.readahead import read_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from formcheck.validate.cases import Case

Progress = Callable[[float], None]


class LandmarkStore:
    """Gives a clip's landmarks, estimating them the first time.

    Args:
        folder: where recordings are kept; in the user's cache when not given.
        model: an official `.task` bundle instead of the built one.
        say: told what happens before pictures come in (getting the model).
    """

    def __init__(
        self,
        folder: Path | None = None,
        model: Path | None = None,
        say: Callable[[str], None] | None = None,
    ) -> None:
        """Find the model.

        Raises:
            MissingError: it is not there and cannot be made.
            InputError: the given model is not a pose bundle.
        """
        self.model: ModelInfo = check_model(model if model is not None else pose_model(say))
        self.folder = folder if folder is not None else cache_folder() / "validate"

    def path(self, clip: Path) -> Path:
        """Where the landmarks of a clip are, or will be."""
        with clip.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return self.folder / f"{clip.stem}-{digest[:16]}-{self.model.sha256[:16]}.npz"

    def missing(self, cases: Iterable[Case]) -> list[Case]:
        """Those that have to be looked at."""
        return [case for case in cases if not self.path(case.clip).is_file()]

    def get(self, clip: Path, progress: Progress | None = None) -> Recording:
        """The landmarks of a clip.

        Raises:
            InputError: the clip cannot be read.
            MissingError: MediaPipe is missing.
            OutputError: the landmarks cannot be kept.
        """
        path = self.path(clip)
        if path.is_file():
            try:
                return Recording(path)
            except InputError:
                path.unlink(missing_ok=True)  # damaged: made anew
        self._make(clip, path, progress)
        return Recording(path)

    def _make(self, clip: Path, path: Path, progress: Progress | None) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"Landmarks cannot be kept in {path.parent} ({error.strerror or error}); "
                "choose another folder with --landmarks."
            ) from error
        # Two runs may look at the same clip at the same time.
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        settings = RunSettings(out=path.parent, pose_model=self.model.path)
        try:
            # A fresh estimator for each clip: following somebody has a past.
            with (
                FileSource(clip) as source,
                open_estimator(settings) as estimator,
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
