"""What analyze, live and score are asked for together, and what is made of it."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from formcheck.cli.flags import (
    AffectedOption,
    BentKneeOption,
    BlurOption,
    ConfigOption,
    CyclesOption,
    ExerciseOption,
    FeetOption,
    FootOption,
    HeightOption,
    HoldOption,
    LabelOption,
    ModelOption,
    ModeOption,
    NoVideoOption,
    OutOption,
    OverwriteOption,
    PersonOption,
    RepsOption,
    SideOption,
    StagesOption,
)
from formcheck.config import PRESCRIPTION, read_config
from formcheck.errors import UsageError
from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import exercise as find_exercise
from formcheck.options import AUTO, Options, Unknown
from formcheck.pipeline.settings import RunSettings, UseFeet

DEFAULT_OUT = Path("formcheck-results")


@dataclass(frozen=True, kw_only=True)
class Prescribed:
    """Options of who exercises and what was prescribed."""

    exercise: ExerciseOption = None
    side: SideOption = None
    reps: RepsOption = None
    hold: HoldOption = None
    bent_knee: BentKneeOption = False
    mode: ModeOption = None
    stages: StagesOption = None
    cycles: CyclesOption = None
    config: ConfigOption = None
    height: HeightOption = None
    foot_length: FootOption = None
    affected: AffectedOption = None
    label: LabelOption = None

    @property
    def is_unknown(self) -> bool:
        """Whether the exercise is to be recognised."""
        return self.exercise == AUTO

    def options(self) -> Options:
        """What is asked for, settings files included; see `given`."""
        return make_options(self.given())

    def unknown(self) -> Unknown:
        """What is asked for of an exercise that is to be recognised.

        Raises:
            UsageError: something is not possible whatever the exercise.
        """
        person = read_config(self.config or (), "").given
        typed = {
            "side": self.side,
            "height_cm": self.height,
            "foot_length_cm": self.foot_length,
        }
        who = make_options(person | {k: v for k, v in typed.items() if v is not None})
        return Unknown(who, lambda name: replace(self, exercise=name).options())

    def given(self, recorded: str | None = None) -> dict[str, object]:
        """The fields of `Options` that are given; the command line wins over settings files.

        Args:
            recorded: the exercise that a recording is of, for when none is given.

        Raises:
            UsageError: something is not possible; the message names it.
        """
        kind = find_exercise(self.exercise or recorded or Options().exercise)
        config = read_config(self.config or (), kind.id)
        typed = {
            "exercise": self.exercise and kind.id,
            "side": self.side,
            "reps": self.reps,
            "hold_s": self.hold,
            "bent_knee": self.bent_knee or None,
            "mode": self.mode,
            "stages_s": _seconds(self.stages),
            "cycles": self.cycles,
            "limits": config.limits if self.config else None,
            "height_cm": self.height,
            "foot_length_cm": self.foot_length,
            "affected": self.affected,
            "label": self.label,
        }
        given = {k: v for k, v in typed.items() if v is not None}
        _refuse_what_is_not_taken(kind, given)
        return config.given | given


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """Options of whom to follow in pictures, and what becomes of them."""

    person: PersonOption = "auto"
    no_video: NoVideoOption = False
    blur_faces: BlurOption = False
    pose_model: ModelOption = None


@dataclass(frozen=True, kw_only=True)
class Output:
    """Options of where results go, and what they are made of."""

    out: OutOption = DEFAULT_OUT
    overwrite: OverwriteOption = False
    feet: FeetOption = UseFeet.AUTO


def _refuse_what_is_not_taken(kind: Exercise, given: Mapping[str, object]) -> None:
    """What would change nothing is not passed over in silence."""
    flags = {field: f"--{key}" for key, field in PRESCRIPTION.items()}
    for field in given:
        if field in flags and field not in kind.takes:
            taken = ", ".join(flags[f] for f in flags if f in kind.takes)
            raise UsageError(
                f"{flags[field]} means nothing for {kind.id}; "
                f"what can be prescribed of it: {taken}."
            )


def make_options(given: dict[str, object]) -> Options:
    """Options from the fields that are given.

    Raises:
        UsageError: something is not possible; the message names it.
    """
    values = {k: (v.value if isinstance(v, StrEnum) else v) for k, v in given.items()}
    try:
        return Options.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(p) for p in first["loc"])
        given_value = reprlib.repr(first["input"])
        raise UsageError(f"{name} cannot be {given_value}: {first['msg']}.") from error


def make_settings(output: Output, pictures: Pictures | None = None) -> RunSettings:
    """Settings from what stands on the command line.

    Raises:
        UsageError: `--person` is not left, right or a number.
    """
    if pictures is None:
        return RunSettings(
            out=output.out, overwrite=output.overwrite, video=False, feet=output.feet
        )
    person = pictures.person
    if person not in ("auto", "left", "right") and not (person.isdecimal() and int(person) >= 1):
        raise UsageError(f"--person cannot be {person!r}; give left, right, or a number from 1.")
    return RunSettings(
        out=output.out,
        overwrite=output.overwrite,
        video=not pictures.no_video,
        blur_faces=pictures.blur_faces,
        person=person,
        pose_model=pictures.pose_model,
        feet=output.feet,
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
