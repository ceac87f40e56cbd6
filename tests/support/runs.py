"""What tests of whole runs share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.program import Done

FILES = {"report.json", "reps.csv", "report.html", "annotated.mp4", "landmarks.npz"}
LABEL = '<script>alert("x")</script> [bold]A&B[/bold]'


def report_in(folder: Path) -> dict[str, Any]:
    """The report that lies in a folder of results."""
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report


@dataclass(frozen=True)
class Analysed:
    """What one run of the program gave."""

    done: Done
    folder: Path

    @property
    def report(self) -> dict[str, Any]:
        """Its report."""
        return report_in(self.folder)
