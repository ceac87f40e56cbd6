"""The result as Markdown."""

from __future__ import annotations

from pathlib import Path

from formcheck.report.atomic import write_atomic
from formcheck.validate.result import Validation
from formcheck.validate.section import Section
from formcheck.validate.sections import sections


def markdown(validation: Validation) -> str:
    """All tables as Markdown."""
    parts = [headline(validation), *(_section(one) for one in sections(validation))]
    return "\n\n".join(parts) + "\n"


def headline(validation: Validation) -> str:
    """What was measured, in one sentence or two."""
    # A clip in which nothing may be counted is scored for every exercise.
    minutes = sum({clip.name: clip.seconds for clip in validation.clips}.values()) / 60
    told = "told" if validation.height_given else "not told"
    names = len({clip.name for clip in validation.clips})
    label = f"{validation.label}: " if validation.label else ""
    feet = f", foot model {validation.foot_model_sha256[:12]}" * bool(validation.foot_model_sha256)
    return (
        f"{label}formcheck {validation.formcheck}, {validation.pose_model} "
        f"({validation.pose_model_sha256[:12]}){feet}; {names} clips, {minutes:.1f} minutes. "
        f"The person's height was {told}; error bands: {validation.bands}."
    )


def write_markdown(validation: Validation, path: Path) -> None:
    """Write all tables.

    Raises:
        OutputError: they cannot be written.
    """
    write_atomic(path, markdown(validation).encode())


def _section(section: Section) -> str:
    heading = f"{'#' * section.level} {section.title}"
    if not section.header:
        return heading
    right = [":--" if i == 0 else "--:" for i in range(len(section.header))]
    lines = [section.header, tuple(right), *section.rows]
    table = "\n".join("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)
    note = f"\n\n{section.note}" if section.note else ""
    return f"{heading}\n\n{table}{note}"


def _cell(text: str) -> str:
    """A file may be called anything; a cell holds one line without bars."""
    return " ".join(text.replace("|", "\\|").split())
