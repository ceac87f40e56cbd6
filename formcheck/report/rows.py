"""`VideoRow`: one video of a folder, as `summary.csv` and `index.html` list it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

from formcheck.exercises.wording import Wording
from formcheck.report import words
from formcheck.report.model import Report

VideoStatus = Literal["done", "warning", "failed"]


@dataclass(frozen=True, slots=True)
class VideoRow:
    """What became of one video.

    Attributes:
        file: the video, as the person gave it.
        status: 'done', 'warning' (analysed, but read the message) or 'failed' (no report).
        exercise: id of the exercise.
        title: the exercise, for people.
        label: whatever the person wrote beside it.
        reps: counted repetitions; None when it failed.
        partial: repetitions that were not whole, and so not counted.
        wording: what the exercise calls what it counts.
        faults: how many repetitions had each fault, by the check's name, kinds with none left out.
        checked: whether any check could be made; without one, no fault means nothing.
        not_assessed: how many kinds of check could not be made at all or in part.
        message: the error, the warnings, or why no repetition was counted, in words.
        folder: folder of its results, relative to the index; None when it failed.
    """

    file: str
    status: VideoStatus = "done"
    exercise: str = ""
    title: str = ""
    label: str | None = None
    reps: int | None = None
    partial: int | None = None
    wording: Wording = field(default_factory=Wording)
    faults: dict[str, int] = field(default_factory=dict)
    checked: bool = True
    not_assessed: int = 0
    message: str = ""
    folder: Path | None = None

    @classmethod
    def of(cls, report: Report, folder: Path, *, file: str | None = None) -> Self:
        """The row of a video that has a report.

        Args:
            report: its report.
            folder: where its results lie, relative to the folder of the index.
            file: the video as given, when the report's own name for it is too short.
        """
        messages = list(report.warnings)
        if not report.complete and not messages:
            messages.append("It was cut short.")
        return cls(
            file=file or report.source.name,
            status="warning" if messages else "done",
            exercise=report.exercise,
            title=report.exercise_title,
            label=report.label,
            reps=report.summary.reps,
            partial=report.summary.partial,
            wording=report.wording,
            faults={c.check: c.fault for c in report.summary.checks if c.fault},
            checked=any(c.ok or c.fault for c in report.summary.checks),
            not_assessed=len({n.check for n in report.not_assessed}),
            message=" ".join([*messages, *_why_none(report)]),
            folder=folder,
        )

    @classmethod
    def failed(cls, file: str, message: str, *, exercise: str = "") -> Self:
        """The row of a video that has no report, with the reason."""
        return cls(file=file, status="failed", exercise=exercise, message=message)


def _why_none(report: Report) -> list[str]:
    """Why nothing was counted; a bare 0 would leave open whether it was looked at."""
    if report.reps:
        return []
    seen = words.not_counted(report.not_counted)
    return [f"Nothing counted: {seen}." if seen else "No movement looked like a repetition."]
