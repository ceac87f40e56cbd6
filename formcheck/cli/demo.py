"""`formcheck demo`: a built-in clip, analysed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import flags, shared
from formcheck.options import Options
from formcheck.pipeline.settings import RunSettings, UseFeet


class DemoClip(StrEnum):
    """Values of --clip: samples that are shipped, each under `data/demo-….mp4`."""

    HEEL_RAISE = "heel-raise"
    HEEL_RAISE_LEGS = "heel-raise-legs"
    TOE_WALK_LEGS = "toe-walk-legs"
    ANKLE_CIRCLE_LEGS = "ankle-circle-legs"
    HEEL_TO_TOE_LEGS = "heel-to-toe-legs"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is seen in a clip: which exercise, and of whom (cm)."""

    exercise: str
    height_cm: float


CLIPS = {
    DemoClip.HEEL_RAISE: _Shown("heel-raise", 165.0),
    DemoClip.HEEL_RAISE_LEGS: _Shown("heel-raise", 178.0),
    DemoClip.TOE_WALK_LEGS: _Shown("toe-walk", 165.0),
    DemoClip.ANKLE_CIRCLE_LEGS: _Shown("ankle-circle", 166.6),
    DemoClip.HEEL_TO_TOE_LEGS: _Shown("heel-to-toe", 188.0),
}


def demo(
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Where to.")
    ] = shared.DEFAULT_OUT,
    clip: Annotated[
        DemoClip,
        typer.Option("--clip", help="Which; of -legs only the lower legs are in the picture."),
    ] = DemoClip.HEEL_RAISE,
    feet: flags.FeetOption = UseFeet.AUTO,
) -> None:
    """Analyse a built-in clip, and say where the results are."""
    from formcheck.cli.analyze import run

    shown = CLIPS[clip]
    options = Options(
        exercise=shown.exercise, height_cm=shown.height_cm, label="formcheck's own sample clip"
    )
    settings = RunSettings(out=out, overwrite=True, feet=feet)
    with as_file(files("formcheck").joinpath(f"data/demo-{clip}.mp4")) as video:
        raise typer.Exit(run([video], options, settings))
