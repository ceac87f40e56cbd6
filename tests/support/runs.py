"""What tests of whole runs share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.support.clips import TWO_REPS_S, cut_demo
from tests.support.program import Done, cli

FILES = {"report.json", "reps.csv", "report.html", "annotated.mp4", "landmarks.npz"}
LABEL = '<script>alert("x")</script> [bold]A&B[/bold]'
HEIGHT_CM = 165


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


def once(factory: pytest.TempPathFactory, name: str, run: Callable[[Path], Done]) -> Analysed:
    """A run that takes long, made by the first of the tests' processes that asks for it.

    Args:
        factory: knows the folder of this run of the tests.
        name: of the folder that is made there; nobody may change anything in it.
        run: runs the program, with results in the folder that it is given.

    Returns:
        How it ended, and that folder.
    """
    top = factory.getbasetemp()
    top = top.parent if "PYTEST_XDIST_WORKER" in os.environ else top
    folder, kept = top / name, top / f"{name}.json"
    with FileLock(top / f"{name}.lock"):
        if not kept.exists():
            folder.mkdir()
            kept.write_text(json.dumps(asdict(run(folder))), encoding="utf-8")
    return Analysed(Done(**json.loads(kept.read_text(encoding="utf-8"))), folder)


def two_reps_analysed(factory: pytest.TempPathFactory) -> Analysed:
    """Two raises of the demo with all files, a label full of markup, and a height."""

    def run(folder: Path) -> Done:
        clip = cut_demo(factory.mktemp("two") / "two.mp4", TWO_REPS_S)
        return cli("analyze", clip, "--out", folder, "--height", HEIGHT_CM, "--label", LABEL)

    analysed = once(factory, "analysed", run)
    return Analysed(analysed.done, analysed.folder / "two")
