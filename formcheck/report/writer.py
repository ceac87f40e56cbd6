"""Everything that one session leaves behind, and the lists of a whole folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from formcheck.report.atomic import output_errors
from formcheck.report.csvfile import write_reps_csv, write_summary_csv
from formcheck.report.folders import RESULT_FILES
from formcheck.report.html import write_html, write_index
from formcheck.report.jsonfile import write_json
from formcheck.report.model import Report
from formcheck.report.pictures import Evidence
from formcheck.report.rows import VideoRow

WRITTEN_HERE = ("report.json", "reps.csv", "report.html")


def write_all(
    report: Report, folder: Path, *, evidence: Evidence | None = None, others: Sequence[str] = ()
) -> list[Path]:
    """Write `report.json`, `reps.csv` and `report.html`, each whole or not at all.

    What an earlier run left there and this one did not write is removed: an old video beside a
    new report would mislead.

    Args:
        report: the session.
        folder: where to; made when it is not there.
        evidence: the pictures for the page.
        others: names of the further result files that this run has written to the folder.

    Returns:
        The three files.

    Raises:
        OutputError: when something cannot be written.
    """
    write_json(report, folder / "report.json")
    write_reps_csv(report, folder / "reps.csv")
    write_html(
        report,
        folder / "report.html",
        evidence=evidence,
        files=["report.json", "reps.csv", *others],
    )
    for name in RESULT_FILES:
        if name not in WRITTEN_HERE and name not in others:
            with output_errors(folder / name):
                (folder / name).unlink(missing_ok=True)
    return [folder / name for name in WRITTEN_HERE]


def write_folder(rows: Iterable[VideoRow], folder: Path) -> list[Path]:
    """Write `index.html` and `summary.csv` for several videos.

    Raises:
        OutputError: when something cannot be written.
    """
    videos = list(rows)
    write_summary_csv(videos, folder / "summary.csv")
    write_index(videos, folder / "index.html")
    return [folder / "index.html", folder / "summary.csv"]
