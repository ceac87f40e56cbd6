"""`formcheck score`: the report again from saved landmarks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import shared
from formcheck.cli.spread import spread


@spread
def score(
    *,
    recording: Annotated[
        Path, typer.Argument(metavar="RECORDING", help="A landmarks.npz that analyze wrote.")
    ],
    prescribed: shared.Prescribed,
    output: shared.Output,
) -> None:
    """Make the report again from saved landmarks, without the video.

    What is not given here is taken from the recording, as it was when it was made.
    """
    from formcheck.cli.earlier import Earlier
    from formcheck.cli.show import show_result
    from formcheck.pipeline.recognise import recognise
    from formcheck.pipeline.score import recorded_exercise
    from formcheck.pipeline.score import score as score_one

    settings = shared.make_settings(output)
    notes = []
    if prescribed.is_unknown:
        found = recognise(recording, prescribed.unknown().who, settings.feet)
        prescribed = replace(prescribed, exercise=found.required(recording.name).id)
        notes.append(found.text)
    given = prescribed.given(None if prescribed.exercise else recorded_exercise(recording))
    options = shared.make_options(given)
    earlier = Earlier(settings.out)
    result = score_one(recording, options, settings, given=frozenset(given), notes=notes)
    show_result(result, earlier.note([(result.report.source.name, result.folder)]))
