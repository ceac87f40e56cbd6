"""The report again from saved landmarks: same engine, same findings, no pictures."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from formcheck.errors import InputError, UsageError
from formcheck.exercises.registry import exercises
from formcheck.options import Options
from formcheck.pipeline.analyze import Result
from formcheck.pipeline.observer import Observer
from formcheck.pipeline.results import require_somebody, results_in, write_results
from formcheck.pipeline.settings import RunSettings, UseFeet
from formcheck.pipeline.stored import stored_poses, without_feet
from formcheck.pose.recording.reader import Recording
from formcheck.report.assemble import Origin
from formcheck.report.folders import result_folder
from formcheck.session import Session

_LARGEST = 100_000
"""Of a picture's sides, px."""

NO_PICTURES = "Made from saved landmarks; there are no pictures and no video."


def score(
    path: Path,
    options: Options,
    settings: RunSettings,
    *,
    given: frozenset[str] | None = None,
    notes: Sequence[str] = (),
) -> Result:
    """Score one recording and write its folder.

    Args:
        path: a `landmarks.npz`.
        options: what was prescribed.
        settings: where to.
        given: names of the options that were given on purpose; the others come from the
            recording, as they were when it was made. All are taken as given when None.
        notes: sentences that the report says as well.

    Raises:
        InputError: it is not a recording, or a damaged one.
        NobodySeenError: nobody, or no feet, in it.
        OutputError: the results cannot be written.
    """
    recording = Recording(path)
    session = _session(path, options, recording.meta, given)
    observer = Observer(session)
    for pose in stored_poses(recording, settings.feet, path.name):
        observer.push(pose)
        last_size = pose.size
    session.finish()
    if not session.frames:
        raise InputError(f"{path.name} holds no poses.")
    require_somebody(session, path.name)
    origin = _origin(recording.meta, path)
    if settings.feet is UseFeet.OFF:
        origin.estimator = without_feet(origin.estimator)
    if not origin.width:
        origin.width, origin.height = last_size
    origin.scored_from = "recording"
    origin.warnings += [NO_PICTURES, *notes]
    folder = result_folder(
        settings.out, _name_of(path, origin), set(), overwrite=settings.overwrite
    )
    # Into the recording's own folder: what lies there belongs to it.
    own = ("annotated.mp4", "landmarks.npz") if folder.samefile(path.parent) else ()
    others = [name for name in own if (folder / name).exists()]
    with results_in(folder, keep=others) as work:
        report = write_results(work, session, origin, curve=observer.curve(), others=others)
    return Result(report, folder)


def recorded_exercise(path: Path) -> str | None:
    """The exercise that a recording says it is of; None when it says none that is known here.

    Raises:
        InputError: it is not a recording, or a damaged one.
    """
    saved = Recording(path).meta.get("options")
    name = saved.get("exercise") if isinstance(saved, dict) else None
    return name if isinstance(name, str) and name in exercises() else None


def _session(
    path: Path, options: Options, meta: dict[str, Any], given: frozenset[str] | None
) -> Session:
    merged = _merged(options, meta, given)
    try:
        return Session(merged)
    except UsageError as error:
        if merged == options:
            raise
        raise InputError(
            f"The recording {path} was made with what is not known here: {error} "
            "--exercise and --config replace it."
        ) from error


def _name_of(path: Path, origin: Origin) -> str:
    """Results of `squat/landmarks.npz` belong in a folder called squat, not landmarks."""
    return origin.name if path.stem == "landmarks" else path.name


def _merged(options: Options, meta: dict[str, Any], given: frozenset[str] | None) -> Options:
    """The recording's own options, with those given now on top."""
    saved = meta.get("options")
    if given is None or not isinstance(saved, dict):
        return options
    now = options.model_dump()
    keep = {k: v for k, v in saved.items() if k in now and k not in given}
    if "exercise" in given and saved.get("exercise") != options.exercise:
        keep.pop("limits", None)
    try:
        return Options(**(now | keep))
    except ValidationError:
        return options  # a stranger's recording: what it says of itself proves nothing


def _origin(meta: dict[str, Any], path: Path) -> Origin:
    """The origin that the recording remembers; a plain one when it remembers none.

    A crafted file may say anything: what cannot be is not believed.
    """
    saved = meta.get("origin")
    if isinstance(saved, dict):
        known = {field.name for field in fields(Origin)}
        text = json.dumps({k: v for k, v in saved.items() if k in known})
        with contextlib.suppress(ValueError):
            origin = TypeAdapter(Origin).validate_json(text, strict=True)
            if _possible(origin):
                return origin
    return Origin(name=path.name, kind="recording")


def _possible(origin: Origin) -> bool:
    box = origin.followed_box or (0.0, 0.0, 1.0, 1.0)
    return (
        0 <= origin.width <= _LARGEST
        and 0 <= origin.height <= _LARGEST
        and origin.rotation_deg in (0, 90, 180, 270)
        and all(-1 <= share <= 2 for share in box)
    )
