"""What the terminal shows: one progress bar, a table of repetitions, where the results are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from formcheck.exercises.events import Cue, RepFinished, SetFinished
from formcheck.exercises.results import Rep, Verdict
from formcheck.exercises.wording import Wording
from formcheck.live.stages import StageCaller
from formcheck.report.facts import limits_changed
from formcheck.report.folders import RESULT_FILES
from formcheck.report.words import not_counted

if TYPE_CHECKING:
    from formcheck.pipeline.analyze import Result
    from formcheck.pipeline.observer import Seen
    from formcheck.report.model import Report
    from formcheck.report.rows import VideoRow
    from formcheck.status import Status
    from formcheck.video.frames import Frame

console = Console(highlight=False)


class Bar:
    """One bar over everything, in seconds of video."""

    def __init__(self, progress: Progress, total: float) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total or None)
        self._before = 0.0

    def describe(self, text: str) -> None:
        """Say what is being done."""
        self._progress.update(self._task, description=escape(text))

    def line(self, text: str) -> None:
        """Leave a line above the bar, also where no bar is shown."""
        self._progress.console.print(f"[dim]{escape(text)}[/dim]", highlight=False)

    def at(self, seconds: float) -> None:
        """`seconds` of the current video are done."""
        self._progress.update(self._task, completed=self._before + seconds)

    def skip(self, length: float) -> None:
        """The current video, `length` seconds long, is over."""
        self._before += length
        self._progress.update(self._task, completed=self._before)


@contextmanager
def progress_bar(total_s: float) -> Iterator[Bar]:
    """A progress bar for so many seconds of video; shown on standard error."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    shown = Console(stderr=True)
    with Progress(
        *columns, console=shown, transient=True, disable=not shown.is_terminal
    ) as progress:
        yield Bar(progress, total_s)


class Teller:
    """Without a window: a line for what a live run would show and say, as it happens."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._standing = ""
        self._stages = StageCaller()

    def __call__(self, frame: Frame, seen: Seen) -> None:
        """Take one picture that was judged."""
        status = seen.status
        for event in seen.events:
            if isinstance(event, RepFinished):
                partial = f"Not counted: {status.wording.partial}"
                self._say(_counted(status) if event.rep.counted else partial)
            elif isinstance(event, Cue):
                self._say(f"  {escape(event.text)}")
            elif isinstance(event, SetFinished):
                self._say(f"Set {event.result.index} is over. {escape(status.next_up)}".rstrip())
        for call in self._stages.update(status):
            if call.words:
                self._say(escape(call.words))
        standing = status.hints[0] if status.hints else "You are in the picture"
        if standing != self._standing and (status.hints or seen.pose.found):
            self._standing = standing
            self._say(escape(standing))


def _counted(status: Status) -> str:
    return f"{status.reps} of {status.target_reps}" if status.target_reps else f"{status.reps}"


def show_result(result: Result, kept: str = "") -> None:
    """Print one session: headline, table, warnings, where the files are.

    Args:
        result: what came of it.
        kept: what is to be said of earlier results.
    """
    report = result.report
    console.print(f"[bold]{escape(report.exercise_title)}[/bold]: {report.summary.headline}")
    if report.reps:
        console.print(rep_table(report))
        left_out = len(report.reps) - len(shown_reps(report.reps))
        if left_out:
            more = report.wording.count(left_out)
            console.print(f"[dim]… and {more} more: see the report.[/dim]")
    for line in _notes(report):
        console.print(line)
    console.print(f"Results in {escape(str(result.folder))}", soft_wrap=True)
    if kept:
        console.print(escape(kept), soft_wrap=True)
    names = [name for name in RESULT_FILES if (result.folder / name).exists()]
    for name in sorted(names, key=lambda n: n != "report.html"):
        console.print(f"  {escape(str(result.folder / name))}", soft_wrap=True)


MOST_ROWS = 60
"""Rows of the table on a terminal; the page and the spreadsheet have them all."""


def rep_table(report: Report) -> Table:
    """A row per repetition; of very many, those with a fault first of all."""
    wording = report.wording
    table = Table(box=None, header_style="bold", pad_edge=False)
    times = wording.times_title.lower()
    staged = any(rep.stage for rep in report.reps)
    directed = any(rep.direction for rep in report.reps)
    for name in (wording.short, "set", *(["stage"] if staged else []), "side", "view", "start"):
        table.add_column(
            name, justify="right" if name in (wording.short, "set", "start") else "left"
        )
    for name in (
        *(["direction"] if directed else []),
        *([wording.size_title] if wording.size else []),
        *([times] if times else []),
        "findings",
    ):
        table.add_column(name)
    for rep in shown_reps(report.reps):
        table.add_row(
            str(rep.index),
            str(rep.set),
            *([rep.stage or ""] if staged else []),
            rep.side.value,
            rep.view.value,
            f"{rep.start_s:.1f} s",
            *([rep.direction or ""] if directed else []),
            *([_size(rep, wording)] if wording.size else []),
            *([_times(rep, wording)] if times else []),
            _findings(rep, wording),
        )
    return table


def shown_reps(reps: Sequence[Rep]) -> list[Rep]:
    """Those that have a row: all, or of very many those with a fault and the first others."""
    if len(reps) <= MOST_ROWS:
        return list(reps)
    faulty = [rep.index for rep in reps if rep.faults][:MOST_ROWS]
    others = [rep.index for rep in reps if not rep.faults][: MOST_ROWS - len(faulty)]
    chosen = {*faulty, *others}
    return [rep for rep in reps if rep.index in chosen]


def _size(rep: Rep, wording: Wording) -> str:
    for name in (wording.size_cm, wording.size):
        measure = rep.measures.get(name)
        if measure is not None and measure.value is not None:
            unit = measure.unit.replace("% foot length", "% fl")
            return f"{measure.value:.1f} {unit}"
    return "–"


def _times(rep: Rep, wording: Wording) -> str:
    parts = [rep.measures.get(name) for name in wording.times]
    texts = [f"{p.value:.1f}" if p and p.value is not None else "–" for p in parts]
    return " / ".join(texts) + " s"


def _findings(rep: Rep, wording: Wording) -> str:
    if not rep.counted:
        return f"[yellow]partial: {wording.partial}[/yellow]"
    faults = [f.check.replace("_", " ") for f in rep.faults]
    ok = sum(f.verdict is Verdict.OK for f in rep.findings)
    unknown = sum(f.verdict is Verdict.NOT_ASSESSED for f in rep.findings)
    rest = f"[dim]{ok} ok, {unknown} not assessed[/dim]"
    return f"[red]{', '.join(faults)}[/red]; {rest}" if faults else rest


def _notes(report: Report) -> Iterator[str]:
    for text in report.warnings:
        yield f"[yellow]{escape(text)}[/yellow]"
    if changed := limits_changed(report.provenance.limits):
        yield f"Limits changed: {escape(changed)}"
    if report.not_counted:
        yield f"[dim]Not counted: {escape(not_counted(report.not_counted))}[/dim]"
    reasons: dict[str, list[str]] = {}
    for item in report.not_assessed:
        reasons.setdefault(item.reason, []).append(item.check.replace("_", " "))
    for reason, checks in reasons.items():
        names = ", ".join(dict.fromkeys(checks))
        yield f"[dim]Not assessed ({escape(reason)}): {names}[/dim]"


def show_rows(rows: Sequence[VideoRow], out: Path, notes: Iterable[str] = ()) -> None:
    """Print a line per video, all of them in one sentence, and where the list is.

    Args:
        rows: the videos.
        out: where the list is.
        notes: what is to be said besides; empty ones are left out.
    """
    from formcheck.report.index import headline_of

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("video", "counted", "partial", "faults", ""):
        table.add_column(name)
    for row in rows:
        faults = ", ".join(f"{k.replace('_', ' ')} ×{n}" for k, n in row.faults.items())
        colour = {"failed": "red", "warning": "yellow"}.get(row.status, "dim")
        message = f"[{colour}]{escape(row.message)}[/{colour}]" if row.message else ""
        table.add_row(
            escape(row.file),
            "–" if row.reps is None else row.wording.count(row.reps),
            "–" if row.partial is None else str(row.partial),
            faults,
            message,
        )
    console.print(table)
    console.print(headline_of(rows))
    for note in filter(None, notes):
        console.print(escape(note), soft_wrap=True)
    console.print(f"All of them: {escape(str(out / 'index.html'))}", soft_wrap=True)
