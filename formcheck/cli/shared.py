"""Options that analyze, live and score share, and what is made of them."""

from __future__ import annotations

import difflib
import reprlib
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from formcheck.errors import UsageError
from formcheck.exercises.registry import exercise as find_exercise
from formcheck.exercises.registry import exercises as all_exercises
from formcheck.options import Options
from formcheck.pipeline.settings import RunSettings
from formcheck.session import checked_limits

DEFAULT_OUT = Path("formcheck-results")


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
    str, typer.Option("--exercise", "-e", metavar="ID", help="Which exercise; see `exercises`.")
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
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="TOML file with limits; `exercises ID --toml` prints one to start from.",
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


def make_options(
    *, exercise: str, config: Path | None = None, stages: str | None = None, **given: object
) -> Options:
    """Options from what stands on the command line.

    Args:
        exercise: id of the exercise.
        config: TOML file with limits.
        stages: seconds of each stage, separated by commas.
        given: fields of `Options`; None means not given.

    Raises:
        UsageError: something is not possible; the message names it.
    """
    kind = find_exercise(exercise)
    values = {
        k: (v.value if isinstance(v, StrEnum) else v) for k, v in given.items() if v is not None
    }
    limits = read_limits(config, kind.id) if config else {}
    checked_limits(kind, limits)
    try:
        return Options.model_validate(
            {**values, "exercise": kind.id, "limits": limits, "stages_s": _seconds(stages)}
        )
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(p) for p in first["loc"])
        given_value = reprlib.repr(first["input"])
        raise UsageError(f"{name} cannot be {given_value}: {first['msg']}.") from error


def make_settings(
    *,
    out: Path,
    overwrite: bool,
    blur_faces: bool = False,
    no_video: bool = False,
    person: str = "auto",
    pose_model: Path | None = None,
) -> RunSettings:
    """Settings from what stands on the command line.

    Raises:
        UsageError: `--person` is not left, right or a number.
    """
    if person not in ("auto", "left", "right") and not (person.isdecimal() and int(person) >= 1):
        raise UsageError(f"--person cannot be {person!r}; give left, right, or a number from 1.")
    return RunSettings(
        out=out,
        overwrite=overwrite,
        video=not no_video,
        blur_faces=blur_faces,
        person=person,
        pose_model=pose_model,
    )


def _seconds(stages: str | None) -> tuple[float, ...] | None:
    if stages is None:
        return None
    try:
        seconds = tuple(float(part) for part in stages.split(","))
    except ValueError:
        seconds = ()
    if not seconds or not all(0 < s <= 3600 for s in seconds):
        raise UsageError(f"--stages cannot be {stages!r}; give seconds, for example 20,20,20.")
    return seconds


_MOST_BYTES = 1_000_000


def read_limits(path: Path, exercise: str) -> dict[str, Any]:
    """Limits of one exercise from a TOML file with a table per exercise.

    Raises:
        UsageError: the file cannot be read or says something else.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise UsageError(f"{path} is too large for a file of limits.")
        data = tomllib.loads(content.decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise UsageError(f"The limits file {path} cannot be read: {reason}.") from error
    except (ValueError, RecursionError) as error:  # ValueError: also a number of 5000 digits
        reason = str(error).split(";")[0]
        raise UsageError(f"The limits file {path} is not valid TOML: {reason}.") from error
    _check_tables(path, data)
    table = data.get(exercise, {})
    return dict(table)


def _check_tables(path: Path, data: Mapping[str, Any]) -> None:
    """Every table must be an exercise's: a misspelt one would silently change nothing."""
    known = all_exercises()
    for name, table in data.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean [{near[0]}]?" if near else f" Known: {', '.join(known)}."
            raise UsageError(f"{path} has [{name}], which is no exercise.{hint}")
        if not isinstance(table, Mapping):
            raise UsageError(f"{path}: {name} must be a table, [{name}], with limits below it.")
