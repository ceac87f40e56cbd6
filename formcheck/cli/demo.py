"""`formcheck demo`: the built-in clip, analysed."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import flags, shared
from formcheck.options import Options
from formcheck.pipeline.settings import RunSettings, UseFeet

CLIP = "data/demo-heel-raise.mp4"
HEIGHT_CM = 165.0


def demo(
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Where to.")
    ] = shared.DEFAULT_OUT,
    feet: flags.FeetOption = UseFeet.AUTO,
) -> None:
    """Analyse the built-in clip of heel raises, and say where the results are."""
    from formcheck.cli.analyze import run

    options = Options(
        exercise="heel-raise", height_cm=HEIGHT_CM, label="formcheck's own sample clip"
    )
    settings = RunSettings(out=out, overwrite=True, feet=feet)
    with as_file(files("formcheck").joinpath(CLIP)) as clip:
        raise typer.Exit(run([clip], options, settings))
