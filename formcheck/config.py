"""Settings files: limits, a prescription and a person in TOML, layered over the defaults.

    [person]                     # who: fits every exercise
    height = 172

    [heel-raise]                 # limits of one exercise
    low_raise = 60

    [heel-raise.prescription]    # what was prescribed of it
    reps = 15

Whatever is wrong in a file is refused with a sentence that names the file, the key, the value and
what is allowed; nothing that is written down is silently passed over.
"""

from __future__ import annotations

import difflib
import json
import reprlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from formcheck.errors import UsageError
from formcheck.exercises.base import Exercise, Limits
from formcheck.exercises.registry import exercises as all_exercises
from formcheck.options import Options

PERSON = {"height": "height_cm", "foot-length": "foot_length_cm", "affected": "affected"}
PRESCRIPTION = {
    "side": "side",
    "reps": "reps",
    "hold": "hold_s",
    "bent-knee": "bent_knee",
    "mode": "mode",
    "stages": "stages_s",
    "cycles": "cycles",
}
"""Keys of a file, as the options of the command line are called, and the fields of `Options`."""

_MOST_BYTES = 1_000_000
_PRESCRIPTION_KEY = "prescription"


@dataclass(frozen=True, slots=True)
class Config:
    """What settings files say about one exercise.

    Attributes:
        limits: limits that differ from the defaults, by name.
        given: fields of `Options` that the files give.
    """

    limits: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)


def read_config(paths: Sequence[Path], exercise: str) -> Config:
    """What settings files say about one exercise; a later file wins over an earlier one.

    Files are checked whole: a mistake about another exercise is a mistake too.

    Raises:
        UsageError: a file cannot be read, or says what is not possible.
    """
    limits: dict[str, Any] = {}
    given: dict[str, Any] = {}
    for path in paths:
        try:
            for name, table in _tables(_read(path)).items():
                one = _part(name, table)
                if name in ("person", exercise):
                    limits |= one.limits
                    given |= one.given
        except _WrongError as wrong:
            raise UsageError(f"The settings file {path}: {wrong}") from wrong
    return Config(limits, given)


def checked_limits(exercise: Exercise, changed: Mapping[str, Any]) -> Limits:
    """The exercise's limits with some of them changed.

    Raises:
        UsageError: naming the key, the value and what is allowed.
    """
    kind = exercise.limits_type
    try:
        return kind(**changed)
    except ValidationError as error:
        raise UsageError(_why(error, kind.model_fields, exercise.id, "limit")) from error


def allowed(info: FieldInfo) -> str:
    """What may be given for a field, in words, e.g. 'a number over 0, up to 100'."""
    kinds = [k for k in _members(info.annotation) if k is not NoneType]
    words = " or ".join(_kind_in_words(kind) for kind in kinds)
    bounds = []
    for mark in info.metadata:
        for name, text in (("gt", "over"), ("ge", "from"), ("lt", "under"), ("le", "up to")):
            if (bound := getattr(mark, name, None)) is not None:
                bounds.append(f"{text} {bound:g}")
    return f"{words} {', '.join(bounds)}" if bounds else words


def settings_toml(exercise: Exercise) -> str:
    """A commented file with every limit of an exercise at its default, to start from."""
    lines = [
        f"# Limits of formcheck's {exercise.id}. Change what you need, delete the rest,",
        "# and give the file with --config. The report says which limits were changed.",
        "",
        f"[{exercise.id}]",
    ]
    for name, info in exercise.limits_type.model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        unit = f", {extra['unit']}" if extra.get("unit") else ""
        lines += [
            _comment(f"{info.description}{unit}"),
            _comment(f"{allowed(info)}; source: {extra.get('source', '')}"),
            f"{name} = {json.dumps(info.default)}",
            "",
        ]
    lines += [
        "# What was prescribed, and who exercises, may stand here as well: take away the #.",
        "# What is given on the command line wins.",
        f"# [{exercise.id}.{_PRESCRIPTION_KEY}]",
        *_offers(prescribable(exercise)),
        "# [person]",
        *_offers(PERSON),
    ]
    return "\n".join(lines) + "\n"


_EXAMPLES = {
    "side": "left",
    "reps": 15,
    "hold": 3,
    "bent-knee": True,
    "mode": "set",
    "stages": [20, 20, 20],
    "cycles": 5,
    "height": 172,
    "foot-length": 26,
    "affected": "left",
}


def _offers(keys: Mapping[str, str]) -> list[str]:
    """A commented example for each key, saying what may be given."""
    return [
        f"# {key} = {json.dumps(_EXAMPLES[key])}    # {allowed(Options.model_fields[name])}"
        for key, name in keys.items()
    ]


def _comment(text: str) -> str:
    return "# " + " ".join(text.split())


class _WrongError(Exception):
    """What is wrong in a file, without the file's name."""


def _read(path: Path) -> dict[str, Any]:
    """The file as TOML."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise _WrongError("it is too large for a file of settings.")
        return tomllib.loads(content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise _WrongError(f"it cannot be read: {reason}.") from error
    except (ValueError, RecursionError) as error:  # ValueError: also a number of 5000 digits
        reason = str(error).split(";")[0]
        raise _WrongError(f"it is not valid TOML: {reason}.") from error


def _tables(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Every table must be known: a misspelt one would silently change nothing."""
    known = ["person", *all_exercises()]
    for name, table in data.items():
        if name not in known:
            hint = _hint(name, known, "[{}]") or f" Known: {', '.join(known)}."
            raise _WrongError(f"{_short(name)} is no exercise.{hint}")
        if not isinstance(table, Mapping):
            raise _WrongError(f"{name} must be a table, [{name}], with its settings below it.")
    return dict(data)


def _part(name: str, table: Mapping[str, Any]) -> Config:
    """One table of a file, checked."""
    if name == "person":
        return Config(given=_options(name, table, PERSON))
    limits = {k: v for k, v in table.items() if k != _PRESCRIPTION_KEY}
    try:
        checked_limits(all_exercises()[name], limits)
    except UsageError as error:
        raise _WrongError(str(error)) from error
    prescribed = table.get(_PRESCRIPTION_KEY, {})
    heading = f"{name}.{_PRESCRIPTION_KEY}"
    if not isinstance(prescribed, Mapping):
        raise _WrongError(f"{_PRESCRIPTION_KEY} must be a table, [{heading}].")
    return Config(limits, _options(heading, prescribed, prescribable(all_exercises()[name])))


def prescribable(exercise: Exercise) -> dict[str, str]:
    """What can be prescribed of an exercise: keys, and the fields of `Options`."""
    return {key: field for key, field in PRESCRIPTION.items() if field in exercise.takes}


def _options(heading: str, table: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """Fields of `Options` from a table of a file, checked."""
    for key in table:
        if key not in keys:
            hint = _hint(key, keys, "{}") or f" It may have: {', '.join(keys)}."
            raise _WrongError(f"[{heading}] has no {_short(key)}.{hint}")
    values = {
        keys[key]: tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
    }
    try:
        Options.model_validate(values, strict=True)
    except ValidationError as error:
        fields = {key: Options.model_fields[name] for key, name in keys.items()}
        raise _WrongError(_why(error, fields, heading, "setting", keys)) from error
    return values


def _why(
    error: ValidationError,
    fields: Mapping[str, FieldInfo],
    owner: str,
    word: str,
    keys: Mapping[str, str] | None = None,
) -> str:
    """The first thing that is wrong, in one sentence.

    Args:
        error: from pydantic.
        fields: what there is, by the name that the person at the keyboard uses.
        owner: whose they are.
        word: what one of them is called.
        keys: names used, and the names of the fields that stand behind them.
    """
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    names = {field: key for key, field in (keys or {}).items()}
    key = names.get(place[0], place[0]) if place else word
    if first["type"] == "extra_forbidden":
        hint = _hint(key, fields, "{}")
        return f"{owner} has no {word} {_short(key)}.{hint} It has: {', '.join(fields)}."
    if key not in fields:  # a rule over several of them
        return f"The {word}s of {owner} do not go together: {first['msg']}."
    info = fields[key]
    extra = info.json_schema_extra
    unit = extra.get("unit") if isinstance(extra, dict) else ""
    return (
        f"The {word} {key!r} of {owner} cannot be {reprlib.repr(first['input'])}: "
        f"it must be {allowed(info)}{f' ({unit})' if unit else ''}."
    )


def _members(kind: object) -> tuple[object, ...]:
    """The kinds of a union; of anything else itself."""
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _kind_in_words(kind: object) -> str:
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(map(str, get_args(kind)))
    if get_origin(kind) is tuple:
        return "a list of numbers"
    words = {float: "a number", int: "a whole number", bool: "true or false", str: "a text"}
    return words[kind] if isinstance(kind, type) and kind in words else str(kind)


def _hint(name: str, known: Iterable[str], form: str) -> str:
    """' Did you mean …?' where something known is near."""
    near = difflib.get_close_matches(name[:100], list(known), n=1)
    return f" Did you mean {form.format(near[0])}?" if near else ""


def _short(name: str) -> str:
    """A name from a file, quoted, however long it is and whatever it is made of."""
    return reprlib.repr(name)
