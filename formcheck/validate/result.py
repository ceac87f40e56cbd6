"""Everything that `formcheck validate` found, as it is written to JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formcheck import __version__
from formcheck.motion.bands import basis
from formcheck.pose.bundle import ModelInfo
from formcheck.report.atomic import write_atomic
from formcheck.validate.figures import Table
from formcheck.validate.split import SPLITS, split
from formcheck.validate.stats import Figure
from formcheck.validate.table import table
from formcheck.validate.units import ClipResult

SCHEMA_VERSION = 1


class ClipRow(Figure):
    """One clip's counts, and how well the person was seen in it."""

    name: str
    exercise: str
    true: int
    found: int
    false_at_s: list[float]
    partial: int
    seconds: float
    found_share: float
    feet_share: float


class Validation(Figure):
    """The accuracy of formcheck over some clips.

    Attributes:
        formcheck, pose_model, pose_model_sha256: what was measured.
        bands: where the error bands come from that decide what is borderline.
        height_given: whether it was told the person's height.
        overall: all clips together.
        splits: the same for parts of them, by what they are split by and its value.
        clips: one by one.
    """

    schema_version: int = SCHEMA_VERSION
    formcheck: str
    pose_model: str
    pose_model_sha256: str
    bands: str
    height_given: bool
    overall: Table
    splits: dict[str, dict[str, Table]]
    clips: list[ClipRow]


def summarize(results: Sequence[ClipResult], model: ModelInfo, *, height_given: bool) -> Validation:
    """Put all figures together.

    Args:
        results: every clip, as `run` gives them.
        model: the pose model that was used.
        height_given: whether the person's height was told.
    """
    return Validation(
        formcheck=__version__,
        pose_model=model.name,
        pose_model_sha256=model.sha256,
        bands=basis(),
        height_given=height_given,
        overall=table(results),
        splits={key: split(results, key) for key in SPLITS},
        clips=[_clip_row(clip) for clip in results],
    )


def _clip_row(clip: ClipResult) -> ClipRow:
    return ClipRow(
        name=clip.name,
        exercise=clip.exercise,
        true=clip.true_count,
        found=clip.found_count,
        false_at_s=[round(t, 2) for t in clip.false_reps],
        partial=clip.partial,
        seconds=round(clip.seconds, 3),
        found_share=round(clip.found_share, 4),
        feet_share=round(clip.feet_share, 4),
    )


def write_validation(validation: Validation, path: Path) -> None:
    """Write it as JSON.

    Raises:
        OutputError: it cannot be written.
    """
    write_atomic(path, (validation.model_dump_json(indent=1) + "\n").encode())
