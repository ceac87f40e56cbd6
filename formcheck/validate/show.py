"""The result on a terminal."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from formcheck.cli.show import console
from formcheck.validate.markdown import headline
from formcheck.validate.result import Validation
from formcheck.validate.sections import Section, sections


def show(validation: Validation) -> None:
    """Print all tables."""
    console.print(escape(headline(validation)))
    for section in sections(validation):
        console.print()
        console.print(_table(section))
        if section.note:
            console.print(f"[dim]{escape(section.note)}[/dim]")


def _table(section: Section) -> Table:
    table = Table(
        title=f"[bold]{escape(section.title)}[/bold]",
        title_justify="left",
        box=None,
        header_style="bold",
        pad_edge=False,
    )
    for i, name in enumerate(section.header):
        table.add_column(name, justify="left" if i == 0 else "right")
    for row in section.rows:
        table.add_row(*(escape(text) for text in row))
    return table
