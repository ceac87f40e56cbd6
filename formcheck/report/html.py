"""`report.html` and `index.html`: pages that need nothing but themselves."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.report.atomic import write_atomic
from formcheck.report.model import Report
from formcheck.report.page import page_of
from formcheck.report.pictures import Evidence
from formcheck.report.rows import VideoRow

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_PICTURES = 40


def write_html(
    report: Report,
    path: Path,
    *,
    evidence: Evidence | None = None,
    files: Sequence[str] = (),
    most_pictures: int = MOST_PICTURES,
) -> None:
    """Write the page of one session.

    Args:
        report: the session.
        path: where to.
        evidence: its pictures.
        files: names of the files that lie beside the page, to link to.
        most_pictures: pictures of faults, at most.

    Raises:
        OutputError: when it cannot be written.
    """
    page = page_of(report, evidence or Evidence(), files, most_pictures=most_pictures)
    _write("report.html.j2", path, page=page)


def write_index(rows: Iterable[VideoRow], path: Path) -> None:
    """Write the page that lists all videos of a folder.

    Raises:
        OutputError: when it cannot be written.
    """
    from formcheck.report.index import index_of

    _write("index.html.j2", path, index=index_of(list(rows)))


def _write(template: str, path: Path, **context: object) -> None:
    from markupsafe import Markup

    environment = _environment()
    source, _, _ = environment.loader.get_source(environment, "style.css")  # type: ignore[union-attr]
    text = environment.get_template(template).render(css=Markup(source), **context)
    # Undecodable file names carry lone surrogates, which UTF-8 has no bytes for.
    write_atomic(path, text.encode("utf-8", "replace"))


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("formcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
