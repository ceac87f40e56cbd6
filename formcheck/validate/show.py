"""The result on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formcheck.validate.markdown import headline
from formcheck.validate.result import Validation
from formcheck.validate.section import Section
from formcheck.validate.sections import sections

_WIDE = 200


def show(validation: Validation) -> None:
    """Print all tables."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(_WIDE, console.width)  # a line in a file may be as long as it likes
    console.print(escape(headline(validation)))
    for section in sections(validation):
        console.print(f"\n[bold]{escape(section.title)}[/bold]")
        if section.header:
            console.print(_table(section))
        if section.note:
            console.print(f"[dim]{escape(section.note)}[/dim]")


def _table(section: Section) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for i, name in enumerate(section.header):
        table.add_column(name, justify="left" if i == 0 else "right", overflow="fold")
    for row in section.rows:
        table.add_row(*(escape(text) for text in row))
    return table
