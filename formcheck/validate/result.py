"""Everything that `formcheck validate` found, as it is written to JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck import __version__
from formcheck.exercises.results import Side
from formcheck.motion.bands import basis
from formcheck.pose.bundle import ModelInfo
from formcheck.report.atomic import write_atomic
from formcheck.validate.cases import Failed
from formcheck.validate.error_bands import error_bands
from formcheck.validate.figures import Table
from formcheck.validate.split import LEGS, SPLITS, apart, split
from formcheck.validate.stats import Figure
from formcheck.validate.table import table
from formcheck.validate.units import ClipResult

SCHEMA_VERSION = 2


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
    apart: list[str]


class Part(Figure):
    """The figures of one exercise.

    Attributes:
        main: clips with the whole body in the picture and nothing special about them.
        splits: the same for parts of them, by what they are split by and its value.
        apart: the other clips, by what is special about them: a tag, or a framing.
    """

    main: Table
    splits: dict[str, dict[str, Table]]
    apart: dict[str, Table]


class FailedClip(Figure):
    """A clip that could not be looked at, and why."""

    name: str
    why: str


class Validation(Figure):
    """The accuracy of formcheck over some clips.

    Attributes:
        label: what was measured, in the words of whoever measured it: a commit, say.
        clips_sha256: of all truth files, which name their clips: the same clips, the same hash.
        formcheck, pose_model, pose_model_sha256, foot_model_sha256: what was measured.
        bands: where the error bands come from that decide what is borderline.
        height_given: whether it was told the person's height.
        exercises: the figures of each.
        clips: one by one.
        failed: clips that could not be looked at.
        error_bands: worked out from the main clips, in the shape of formcheck/data/bands.json.
    """

    schema_version: int = SCHEMA_VERSION
    label: str
    clips_sha256: str
    formcheck: str
    pose_model: str
    pose_model_sha256: str
    foot_model_sha256: str
    bands: str
    height_given: bool
    exercises: dict[str, Part]
    clips: list[ClipRow]
    failed: list[FailedClip]
    error_bands: dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What was measured, and how.

    Attributes:
        model: the pose model that was used.
        height_given: whether the person's height was told.
        label: a commit, say.
        clips_sha256: of all truth files.
        foot_model_sha256: of the foot model's weights; empty where it did not look.
    """

    model: ModelInfo
    height_given: bool = True
    label: str = ""
    clips_sha256: str = ""
    foot_model_sha256: str = ""


def summarize(
    results: Sequence[ClipResult], about: About, failed: Sequence[Failed] = ()
) -> Validation:
    """Put all figures together.

    Args:
        results: every clip, as `run` gives them.
        about: what was measured.
        failed: clips that could not be looked at.
    """
    # Exercises of which nothing is but what must not be counted come last.
    first = sorted(results, key=lambda clip: clip.distractor)
    names = dict.fromkeys(clip.exercise for clip in first)
    return Validation(
        label=about.label,
        clips_sha256=about.clips_sha256,
        formcheck=__version__,
        pose_model=about.model.name,
        pose_model_sha256=about.model.sha256,
        foot_model_sha256=about.foot_model_sha256,
        bands=basis(),
        height_given=about.height_given,
        exercises={name: _part([c for c in results if c.exercise == name]) for name in names},
        clips=[_clip_row(clip) for clip in results],
        failed=[FailedClip(name=one.name, why=one.why) for one in failed],
        error_bands=error_bands(apart(results)[0], about.label or f"{len(results)} clips"),
    )


def _part(results: Sequence[ClipResult]) -> Part:
    main, others = apart(results)
    return Part(
        main=table(main),
        splits={key: split(main, key) for key in _splits(main)},
        apart={word: table(clips) for word, clips in others.items()},
    )


def _splits(clips: Sequence[ClipResult]) -> Sequence[str]:
    """By what to split: where every unit is one foot's (steps, circles), not by the legs."""
    both = any(rep.true.side is Side.BOTH for clip in clips for rep in clip.reps)
    return SPLITS if both else [key for key in SPLITS if key not in LEGS]


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
        apart=[*apart([clip])[1]],
    )


def write_validation(validation: Validation, path: Path) -> None:
    """Write it as JSON.

    Raises:
        OutputError: it cannot be written.
    """
    text = json.dumps(_rounded(validation.model_dump(mode="json")), separators=(",", ":"))
    write_atomic(path, f"{text}\n".encode())


def _rounded(value: Any) -> Any:  # noqa: ANN401 - anything that JSON can hold
    """With numbers to six figures, which is more than any of them is worth."""
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value
