"""`formcheck score`: the report again from saved landmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import shared

_FIELDS = {
    "exercise": "exercise",
    "side": "side",
    "reps": "reps",
    "hold": "hold_s",
    "bent_knee": "bent_knee",
    "mode": "mode",
    "stages": "stages_s",
    "config": "limits",
    "height": "height_cm",
    "foot_length": "foot_length_cm",
    "affected": "affected",
    "label": "label",
}


def score(
    context: typer.Context,
    recording: Annotated[Path, typer.Argument(help="A landmarks.npz that analyze wrote.")],
    exercise: shared.ExerciseOption = "heel-raise",
    side: shared.SideOption = None,
    reps: shared.RepsOption = None,
    hold: shared.HoldOption = None,
    bent_knee: shared.BentKneeOption = False,
    mode: shared.ModeOption = None,
    stages: shared.StagesOption = None,
    config: shared.ConfigOption = None,
    height: shared.HeightOption = None,
    foot_length: shared.FootOption = None,
    affected: shared.AffectedOption = None,
    label: shared.LabelOption = None,
    out: shared.OutOption = shared.DEFAULT_OUT,
    overwrite: shared.OverwriteOption = False,
) -> None:
    """Make the report again from saved landmarks, without the video.

    What is not given here is taken from the recording, as it was when it was made.
    """
    from formcheck.cli.show import show_result
    from formcheck.pipeline.score import score as score_one

    options = shared.make_options(
        exercise=exercise,
        config=config,
        stages=stages,
        side=side,
        reps=reps,
        hold_s=hold,
        bent_knee=bent_knee,
        mode=mode,
        height_cm=height,
        foot_length_cm=foot_length,
        affected=affected,
        label=label,
    )
    given = frozenset(
        field
        for name, field in _FIELDS.items()
        if (source := context.get_parameter_source(name)) and source.name == "COMMANDLINE"
    )
    settings = shared.make_settings(out=out, overwrite=overwrite, no_video=True)
    show_result(score_one(recording, options, settings, given=given))
