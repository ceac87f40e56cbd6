"""`formcheck exercises`: what there is, what each checks from which view, a limits file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.errors import UsageError

if TYPE_CHECKING:
    from formcheck.exercises.base import Exercise


def exercises(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="One exercise.")] = None,  # noqa: A002
    toml: Annotated[
        bool, typer.Option("--toml", help="Print a file of its limits to start from.")
    ] = False,
) -> None:
    """List the exercises, or show one: how to stand, what is checked from which view."""
    from formcheck.config import settings_toml
    from formcheck.exercises.registry import exercise as find_exercise
    from formcheck.exercises.registry import exercises as all_exercises

    if id is None:
        if toml:
            raise UsageError("Name the exercise whose limits you want: `exercises ID --toml`.")
        _list(list(all_exercises().values()))
    elif toml:
        typer.echo(settings_toml(find_exercise(id)), nl=False)
    else:
        _show(find_exercise(id))


def _list(kinds: list[Exercise]) -> None:
    from rich.table import Table

    from formcheck.cli.show import console

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("id", "exercise", "views"):
        table.add_column(name)
    for kind in kinds:
        table.add_row(kind.id, kind.title, kind.views)
    console.print(table)


def _show(kind: Exercise) -> None:
    from rich.table import Table

    from formcheck.cli.show import console
    from formcheck.config import prescribable
    from formcheck.report.notes import feet_alone

    console.print(f"[bold]{kind.title}[/bold] ({kind.id})")
    console.print(kind.what)
    console.print(f"[bold]Camera[/bold]: {kind.setup}")
    console.print(f"[bold]Views[/bold]: {kind.views}")
    console.print(f"[bold]Only the feet[/bold]: {feet_alone(kind)}")
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("check", "what it means", "seen from", "cue"):
        table.add_column(name)
    for check in kind.checks:
        table.add_row(check.name, check.text, check.views_text, check.cue)
    console.print(table)
    options = ", ".join(f"--{key}" for key in prescribable(kind))
    console.print(f"Prescribed with: {options}")
    console.print(f"Limits to change: formcheck exercises {kind.id} --toml > limits.toml")
