"""The options that analyze, live and score share, one by one: name, limits, help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from formcheck.pipeline.settings import UseFeet


class SideChoice(StrEnum):
    """Values of --side."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    AUTO = "auto"


class LegChoice(StrEnum):
    """Values of --affected."""

    LEFT = "left"
    RIGHT = "right"


class ModeChoice(StrEnum):
    """Values of --mode."""

    SET = "set"
    TEST = "test"


WHO = "Who"
WHAT = "What was prescribed"
HOW = "How to run"


ExerciseOption = Annotated[
    str | None,
    typer.Option(
        "--exercise",
        "-e",
        metavar="ID",
        help="Which exercise; see `exercises`. Not given: heel-raise, or what a recording is of. "
        "analyze and score also take 'auto': it is recognised, or said that it cannot be.",
    ),
]
SideOption = Annotated[
    SideChoice | None,
    typer.Option("--side", help="Which leg works; found when not given.", rich_help_panel=WHAT),
]
RepsOption = Annotated[
    int | None,
    typer.Option("--reps", min=1, max=1000, help="Repetitions a set.", rich_help_panel=WHAT),
]
HoldOption = Annotated[
    float | None,
    typer.Option(
        "--hold", min=0.1, max=120, metavar="SECONDS", help="Hold at the top.", rich_help_panel=WHAT
    ),
]
BentKneeOption = Annotated[
    bool, typer.Option("--bent-knee", help="A slightly bent knee.", rich_help_panel=WHAT)
]
ModeOption = Annotated[
    ModeChoice | None,
    typer.Option("--mode", help="'test' is the heel-rise test to a beat.", rich_help_panel=WHAT),
]
StagesOption = Annotated[
    str | None,
    typer.Option("--stages", metavar="S,S,S", help="Seconds of each stage.", rich_help_panel=WHAT),
]
CyclesOption = Annotated[
    int | None,
    typer.Option("--cycles", min=1, max=100, help="Cycles of all stages.", rich_help_panel=WHAT),
]
ConfigOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="TOML file with limits, of a clinic or a patient; `exercises ID --toml` prints one to "
        "start from. May be given twice: the later one wins.",
        rich_help_panel=WHAT,
    ),
]
HeightOption = Annotated[
    float | None,
    typer.Option(
        "--height", min=50, max=250, metavar="CM", help="The person's height.", rich_help_panel=WHO
    ),
]
FootOption = Annotated[
    float | None,
    typer.Option(
        "--foot-length",
        min=8,
        max=40,
        metavar="CM",
        help="The person's foot length.",
        rich_help_panel=WHO,
    ),
]
AffectedOption = Annotated[
    LegChoice | None,
    typer.Option("--affected", help="The injured leg, for symmetry.", rich_help_panel=WHO),
]
LabelOption = Annotated[
    str | None,
    typer.Option("--label", metavar="TEXT", help="Shown in the report.", rich_help_panel=WHO),
]
PersonOption = Annotated[
    str,
    typer.Option(
        "--person",
        metavar="left|right|N",
        help="Whom to follow when several are in the picture; N counts from the left.",
        rich_help_panel=WHO,
    ),
]
OutOption = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help="Where to.", rich_help_panel=HOW)
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Replace earlier results.", rich_help_panel=HOW)
]
NoVideoOption = Annotated[
    bool, typer.Option("--no-video", help="No annotated video.", rich_help_panel=HOW)
]
BlurOption = Annotated[
    bool,
    typer.Option("--blur-faces", help="Make faces unrecognisable.", rich_help_panel=HOW),
]
ModelOption = Annotated[
    Path | None,
    typer.Option(
        "--pose-model",
        metavar="FILE",
        help="An official MediaPipe pose bundle (.task): lite, full or heavy.",
        rich_help_panel=HOW,
    ),
]
FeetOption = Annotated[
    UseFeet,
    typer.Option(
        "--feet",
        help="Use formcheck's own foot model: 'off' does without, 'on' fails where it is missing.",
        rich_help_panel=HOW,
    ),
]
