"""`formcheck validate`: accuracy against clips with truth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import flags
from formcheck.errors import InputError
from formcheck.pipeline.settings import UseFeet


def validate(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Clips with truth: NAME.json beside NAME.mp4."),
    ],
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all figures there.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="Write the tables there.")
    ] = None,
    bands: Annotated[
        Path | None,
        typer.Option(
            "--bands",
            metavar="FILE",
            help="Write error bands from these clips there; what they do not give stays in it.",
        ),
    ] = None,
    details: Annotated[
        Path | None,
        typer.Option("--details", metavar="FILE", help="Write every comparison there, as CSV."),
    ] = None,
    landmarks: Annotated[
        Path | None,
        typer.Option(
            "--landmarks",
            metavar="DIR",
            help="Keep the landmarks there instead of in your cache; a second run takes minutes.",
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=64, help="How many clips to look at at a time.")
    ] = 1,
    label: Annotated[
        str, typer.Option("--label", metavar="TEXT", help="Written at the top: a commit, say.")
    ] = "",
    no_height: Annotated[
        bool, typer.Option("--no-height", help="Do not tell the program the person's height.")
    ] = False,
    pose_model: flags.ModelOption = None,
    feet: flags.FeetOption = UseFeet.AUTO,
) -> None:
    """Say how often formcheck is right: run it over clips whose truth is known.

    docs/truth-format.md says what a truth file holds; counted repetitions with their times will do.
    A clip that cannot be read is named, and the rest goes on.
    """
    from rich.markup import escape

    from formcheck.cli.show import console, progress_bar
    from formcheck.validate.cases import fingerprint, readable_cases
    from formcheck.validate.details import write_details
    from formcheck.validate.error_bands import write_bands
    from formcheck.validate.landmarks import LandmarkStore
    from formcheck.validate.markdown import write_markdown
    from formcheck.validate.result import About, summarize, write_validation
    from formcheck.validate.run import Watcher, run
    from formcheck.validate.show import show

    written = [path for path in (json, bands) if path is not None]
    cases, unread = readable_cases(folder, ignore=written)
    store = LandmarkStore(landmarks, pose_model, console.print, feet)
    with progress_bar(sum(case.seconds for case in cases)) as bar:
        watcher = Watcher(begin=lambda case: bar.describe(case.name), at=bar.at, done=bar.skip)
        found = run(cases, store, give_height=not no_height, jobs=jobs, watcher=watcher)
    failed = [*unread, *found.failed]
    results = found.results
    if not results:
        raise InputError(failed[0].why)
    for clip in failed:
        console.print(f"[red]{escape(clip.name)}[/red]: {escape(clip.why)}", soft_wrap=True)
    about = About(store.model, not no_height, label, fingerprint(cases), store.feet_sha256)
    validation = summarize(results, about, failed)
    if json is not None:
        write_validation(validation, json)
    if markdown is not None:
        write_markdown(validation, markdown)
    if bands is not None:
        write_bands(validation.error_bands, bands)
    if details is not None:
        write_details(results, details)
    show(validation)
    if failed:
        raise typer.Exit(1)
