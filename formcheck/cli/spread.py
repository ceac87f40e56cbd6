"""Options that several commands share are listed once, as the fields of a dataclass.

    @dataclass(frozen=True, kw_only=True)
    class Where:
        out: Annotated[Path, typer.Option("--out")] = Path("results")

    @spread
    def command(*, where: Where) -> None: ...

has the option `--out`. Typer makes options of a function's parameters and has no way of its own to
share them between commands.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """The command with every field of its dataclass parameters as a parameter of its own."""
    hints = get_type_hints(command, include_extras=True)
    plain: list[inspect.Parameter] = []
    groups: dict[str, type[Any]] = {}
    for name, parameter in inspect.signature(command).parameters.items():
        kind = hints[name]
        if isinstance(kind, type) and is_dataclass(kind):
            groups[name] = kind
            plain += _parameters(kind)
        else:
            plain.append(parameter.replace(annotation=kind, kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(command)
    def spread_out(**values: Any) -> None:  # noqa: ANN401 - whatever the options are
        made = {
            name: kind(**{f.name: values.pop(f.name) for f in fields(kind)})
            for name, kind in groups.items()
        }
        command(**values, **made)

    # Typer reads the signature and the hints; neither may lead back to the command itself.
    del spread_out.__wrapped__
    spread_out.__signature__ = inspect.Signature(plain)  # type: ignore[attr-defined]
    spread_out.__annotations__ = {p.name: p.annotation for p in plain}
    return spread_out


def _parameters(kind: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return [
        inspect.Parameter(
            f.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if f.default is MISSING else f.default,
            annotation=hints[f.name],
        )
        for f in fields(kind)
    ]
