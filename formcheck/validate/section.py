"""One table of text with its heading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One table with its heading and a note below it; the first column is text.

    Attributes:
        title: the heading.
        header, rows: the table; a heading alone has none.
        note: a sentence below it.
        level: of the heading, as Markdown counts.
    """

    title: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    level: int = 3
