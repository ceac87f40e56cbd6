"""`formcheck analyze`: videos or folders in, a folder of results per video out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli import shared
from formcheck.cli.spread import spread
from formcheck.errors import EXIT_INTERRUPTED, FormcheckError, InputError, MissingError

if TYPE_CHECKING:
    from formcheck.options import Options, Unknown
    from formcheck.pipeline.analyze import Result
    from formcheck.pipeline.settings import RunSettings
    from formcheck.report.rows import VideoRow


@spread
def analyze(
    *,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Videos, or folders of videos.")
    ],
    prescribed: shared.Prescribed,
    recursive: Annotated[
        bool, typer.Option("--recursive", "-r", help="Folders within folders as well.")
    ] = False,
    output: shared.Output,
    pictures: shared.Pictures,
) -> None:
    """Analyse videos: repetitions, faults, and what could not be seen."""
    options = prescribed.unknown() if prescribed.is_unknown else prescribed.options()
    settings = shared.make_settings(output, pictures)
    raise typer.Exit(run(paths, options, settings, recursive=recursive))


def run(
    paths: list[Path], options: Options | Unknown, settings: RunSettings, *, recursive: bool = False
) -> int:
    """Analyse everything; gives the exit code.

    Raises:
        FormcheckError: there is one video only, and it failed, or nothing can be analysed here.
    """
    from formcheck.video.open import find_videos

    if len(paths) == 1:
        videos = find_videos(paths[0], recursive)
        if videos == paths:
            return _one(videos[0], options, settings)
        left = 0 if recursive else left_below(paths[0], videos)
        return _several(videos, options, settings, left_out=left)
    every: list[Path] = []
    for path in paths:
        try:
            every += find_videos(path, recursive)
        except InputError:
            every.append(path)  # it fails when its turn comes, and does not stop the others
    return _several(list(dict.fromkeys(every)), options, settings)


def _one(video: Path, options: Options | Unknown, settings: RunSettings) -> int:
    from formcheck.cli.earlier import Earlier
    from formcheck.cli.show import progress_bar, show_result
    from formcheck.pipeline.analyze import analyze as analyze_one
    from formcheck.pipeline.analyze import seconds_of
    from formcheck.pipeline.stopping import stop_on_interrupt

    earlier = Earlier(settings.out)
    with stop_on_interrupt() as stop, progress_bar(sum(seconds_of([video]))) as bar:
        bar.describe(video.name)
        result = analyze_one(video, options, settings, progress=bar.at, stop=stop, say=bar.describe)
    show_result(result, earlier.note([(video.name, result.folder)]))
    return EXIT_INTERRUPTED if result.interrupted else 0


def left_below(folder: Path, videos: list[Path]) -> int:
    """How many videos lie in the folders below one; 0 where that cannot be told.

    Nobody asked for them, so a folder that may not be read (a drive's own, say) stops nothing.

    Args:
        folder: the one whose videos are analysed.
        videos: these.
    """
    from formcheck.video.open import find_videos

    try:
        return len(find_videos(folder, True)) - len(videos)
    except InputError:
        return 0


def _several(
    videos: list[Path], options: Options | Unknown, settings: RunSettings, *, left_out: int = 0
) -> int:
    """Each video is independent: one failure never stops the rest.

    Args:
        videos: to be analysed.
        options: what was prescribed.
        settings: where to and how.
        left_out: videos in folders below, which nobody asked for.
    """
    from formcheck.cli.earlier import Earlier
    from formcheck.cli.show import progress_bar, show_rows
    from formcheck.pipeline.analyze import analyze as analyze_one
    from formcheck.pipeline.analyze import seconds_of
    from formcheck.pipeline.stopping import stop_on_interrupt
    from formcheck.pose.bundle import check_model
    from formcheck.report.rows import VideoRow

    if settings.pose_model is not None:
        check_model(settings.pose_model)  # what is wrong for all of them is said once
    rows: list[VideoRow] = []
    made: list[tuple[str, Path]] = []
    earlier = Earlier(settings.out)
    taken: set[Path] = set()
    names = _short_names(videos)
    lengths = list(seconds_of(videos))
    interrupted = False
    with stop_on_interrupt() as stop, progress_bar(sum(lengths)) as bar:
        for number, (video, length) in enumerate(zip(videos, lengths, strict=True), 1):
            bar.describe(f"{number}/{len(videos)} {names[video]}")
            try:
                result = analyze_one(
                    video, options, settings, taken=taken, progress=bar.at, stop=stop
                )
                made.append((video.name, result.folder))
                rows.append(_row(result, settings.out, names[video]))
            except MissingError:
                raise
            except FormcheckError as error:
                rows.append(VideoRow.failed(names[video], str(error), exercise=options.exercise))
            bar.skip(length)
            if stop.is_set():
                interrupted = True
                rows += [
                    VideoRow.failed(names[v], "Not analysed: it was stopped before.")
                    for v in videos[number:]
                ]
                break
    _write_lists(rows, settings.out)
    notes = [earlier.note(made)] if made else []
    if left_out:
        notes.append(f"In folders below: {left_out} more; --recursive takes them too.")
    show_rows(rows, settings.out, notes)
    if interrupted:
        return EXIT_INTERRUPTED
    return 1 if any(row.status == "failed" for row in rows) else 0


def _row(result: Result, out: Path, name: str) -> VideoRow:
    from formcheck.report.rows import VideoRow

    return VideoRow.of(result.report, result.folder.relative_to(out), file=name)


def _short_names(videos: list[Path]) -> dict[Path, str]:
    """Names as short as can be while the videos can still be told apart."""
    if len({v.name for v in videos}) == len(videos):
        return {v: v.name for v in videos}
    top = Path(os.path.commonpath([v.absolute().parent for v in videos]))
    return {v: str(v.absolute().relative_to(top)) for v in videos}


def _write_lists(rows: list[VideoRow], out: Path) -> None:
    from formcheck.report.atomic import output_errors
    from formcheck.report.csvfile import write_summary_csv
    from formcheck.report.html import write_index

    with output_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    write_summary_csv(rows, out / "summary.csv")
    write_index(rows, out / "index.html")
