"""What the index of a folder says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from formcheck.report import words
from formcheck.report.rows import VideoRow


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One video."""

    file: str
    title: str
    label: str
    link: str
    status: str
    symbol: str
    kind: str
    reps: str
    faults: str
    not_assessed: str
    message: str


@dataclass(frozen=True, slots=True)
class Index:
    """All videos of a folder."""

    headline: str
    rows: list[IndexRow]
    labelled: bool


_STATUS = {
    "done": ("done", "✓", "ok"),
    "warning": ("done, please note", "!", "warn"),
    "failed": ("failed", "✕", "fault"),
}


def index_of(rows: Sequence[VideoRow]) -> Index:
    """Put the rows in words."""
    return Index(
        headline=headline_of(rows),
        rows=[_row(row) for row in rows],
        labelled=any(row.label for row in rows),
    )


def headline_of(rows: Sequence[VideoRow]) -> str:
    """All of them in one sentence."""
    failed = sum(row.status == "failed" for row in rows)
    parts = [words.count(len(rows), "video")]
    if failed:
        parts.append(f"{failed} could not be analysed")
    parts.append(f"{_counted(rows)} counted in all")
    return ", ".join(parts) + "."


def _counted(rows: Sequence[VideoRow]) -> str:
    """All that was counted, by what it is: '18 repetitions and 40 steps'."""
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.reps is not None:
            key = (row.wording.one, row.wording.many)
            sums[key] = sums.get(key, 0) + row.reps
    said = [words.count(amount, *key) for key, amount in sums.items()]
    return words.joined(said) or "nothing"


def _row(row: VideoRow) -> IndexRow:
    status, symbol, kind = _STATUS[row.status]
    reps = "" if row.reps is None else row.wording.count(row.reps)
    if row.partial:
        reps += f" + {row.partial} partial"
    faults = [f"{words.plain(name)} ×{n}" for name, n in row.faults.items()]
    # A dot in front: a folder called 'javascript:x' must stay a folder.
    link = "" if row.folder is None else "./" + quote(_legible(row.folder.as_posix()))
    return IndexRow(
        file=row.file,
        title=row.title or words.plain(row.exercise) if row.title or row.exercise else "",
        label=row.label or "",
        link=f"{link}/report.html" if link else "",
        status=status,
        symbol=symbol,
        kind=kind,
        reps=reps,
        faults=", ".join(faults) or _no_faults(row),
        not_assessed=str(row.not_assessed) if row.not_assessed else "",
        message=row.message,
    )


def _no_faults(row: VideoRow) -> str:
    if not row.reps and not row.partial:
        return ""
    return "none found" if row.checked else "not known: no check could be made"


def _legible(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
