"""One video file to one folder of results. Decoding, inference and encoding overlap."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import cv2

from formcheck.errors import FormcheckError, InputError
from formcheck.options import Options, Unknown
from formcheck.overlay.overlay import Overlay
from formcheck.pipeline.ahead import poses_of
from formcheck.pipeline.estimator import open_estimator
from formcheck.pipeline.observer import Observer
from formcheck.pipeline.painter import Nowhere, Painter, evidence_keeper
from formcheck.pipeline.recognise import looked_at
from formcheck.pipeline.results import require_somebody, results_in, write_results
from formcheck.pipeline.settings import RunSettings
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.pose.types import PoseEstimator
from formcheck.report.assemble import Origin
from formcheck.report.evidence import EvidenceKeeper
from formcheck.report.folders import result_folder
from formcheck.report.model import Report
from formcheck.session import Session
from formcheck.video.background import BackgroundSink
from formcheck.video.file import FileSource
from formcheck.video.writer import VideoWriter

if TYPE_CHECKING:
    from formcheck.video.frames import FrameSink, FrameSource


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one source."""

    report: Report
    folder: Path
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class _Job:
    """One video on its way."""

    path: Path
    folder: Path
    source: FrameSource
    settings: RunSettings
    progress: Progress | None
    stop: threading.Event | None
    notes: Sequence[str]


class Progress(Protocol):
    """Told how far along a video is."""

    def __call__(self, seconds: float) -> None:
        """`seconds` of the video are done."""
        ...


def analyze(
    path: Path,
    options: Options | Unknown,
    settings: RunSettings,
    *,
    taken: set[Path] | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    say: Callable[[str], None] | None = None,
    estimator: PoseEstimator | None = None,
    notes: Sequence[str] = (),
) -> Result:
    """Analyse one video and write its folder.

    Args:
        path: the video.
        options: what was prescribed; `Unknown` to recognise the exercise first.
        settings: where to and how.
        taken: folders that this run has given out already.
        progress: told how far along it is.
        stop: when set, analysis ends and what was seen is written.
        say: told what happens before pictures come in (getting the model).
        estimator: pose estimator to use, closed by the caller; made when not given.
        notes: sentences that the report says as well.

    Raises:
        InputError: the video cannot be read.
        NobodySeenError: nobody, or no feet, in it.
        MissingError: the model or a library is missing.
        StoppedEarlyError: it was stopped before there was anything to keep.
        OutputError: the results cannot be written.
    """
    if isinstance(options, Unknown):
        with looked_at(path, options.who, settings, progress=progress, stop=stop, say=say) as (
            found,
            again,
        ):
            known = options.options_for(found.required(path.name).id)
            said = [found.text]
            return analyze(
                path, known, settings, taken=taken, stop=stop, estimator=again, notes=said
            )
    session = Session(options)
    with ExitStack() as stack:
        source = stack.enter_context(FileSource(path))
        used = estimator or stack.enter_context(
            open_estimator(settings, say, session.exercise.wants)
        )
        folder = result_folder(
            settings.out,
            path.name,
            taken if taken is not None else set(),
            overwrite=settings.overwrite,
        )
        with results_in(folder) as work:
            job = _Job(path, work, source, settings, progress, stop, notes)
            report, interrupted = _run(job, used, session)
    return Result(report, folder, interrupted)


def _run(job: _Job, estimator: PoseEstimator, session: Session) -> tuple[Report, bool]:
    """The report, and whether it was stopped before the end."""
    source, folder = job.source, job.folder
    observer = Observer(session)
    origin = origin_of(source, recorded_at=recorded_at(job.path))
    origin.warnings += job.notes
    interrupted = False
    with evidence_keeper() as keeper, RecordingWriter(folder / "landmarks.npz") as recording:
        with BackgroundSink(_video_sink(source, folder, job.settings)) as sink:
            painter = Painter(keeper, Overlay(), blur_faces=job.settings.blur_faces)
            with closing(poses_of(source, estimator)) as posed:
                for frame, pose in posed:
                    seen = observer.push(pose)
                    recording.append(pose)
                    sink.write(frame.t, frame.image, partial(painter.paint, seen))
                    if job.progress:
                        job.progress(frame.t)
                    if job.stop is not None and job.stop.is_set():
                        interrupted = True
                        break
        if not session.frames:
            raise InputError(f"{source.info.name} holds no picture that can be decoded.")
        report = conclude(
            Seat(observer, keeper, recording, source, estimator),
            origin,
            folder,
            name=source.info.name,
            interrupted=interrupted,
            complete=not interrupted,
            video=job.settings.video,
        )
    return report, interrupted


@dataclass(frozen=True, slots=True)
class Seat:
    """What watched one source until its last picture."""

    observer: Observer
    keeper: EvidenceKeeper
    recording: RecordingWriter
    source: FrameSource
    estimator: PoseEstimator


def conclude(
    seat: Seat,
    origin: Origin,
    folder: Path,
    *,
    name: str,
    interrupted: bool,
    complete: bool,
    video: bool,
) -> Report:
    """After the last picture: close what is open, complete the recording, write the report.

    Args:
        seat: what watched the source.
        origin: what was known before the first picture; completed here.
        folder: where to.
        name: what to call the source where nobody was seen in it.
        interrupted: it was stopped by the person at the keyboard.
        complete: nothing of the source was left out by that.
        video: an annotated video was written.

    Raises:
        NobodySeenError: nobody, or no feet, were seen.
        StoppedEarlyError: it was stopped before there was anything to keep.
        OutputError: the results cannot be written.
    """
    session = seat.observer.session
    for event in session.finish():
        seat.keeper.handle(event)
    require_somebody(session, name, interrupted=interrupted)
    complete_origin(origin, seat.source, seat.estimator, interrupted=not complete)
    seat.recording.meta.update(recording_meta(origin, session.options))
    seat.recording.close()
    return write_results(
        folder,
        session,
        origin,
        curve=seat.observer.curve(),
        evidence=seat.keeper.evidence(),
        others=["annotated.mp4", "landmarks.npz"] if video else ["landmarks.npz"],
    )


def _video_sink(source: FrameSource, folder: Path, settings: RunSettings) -> FrameSink:
    if not settings.video:
        return Nowhere()
    info = source.info
    return VideoWriter(folder / "annotated.mp4", info.width, info.height, info.fps)


def origin_of(source: FrameSource, *, recorded_at: str | None) -> Origin:
    """What is known of a source before its first picture."""
    info = source.info
    return Origin(
        name=info.name,
        kind=info.kind,
        width=info.width,
        height=info.height,
        codec=info.codec,
        rotation_deg=info.rotation_deg,
        recorded_at=recorded_at,
        scored_from="live" if info.live else "video",
    )


def complete_origin(
    origin: Origin, source: FrameSource, estimator: PoseEstimator, *, interrupted: bool
) -> None:
    """Add what is known after the last picture."""
    origin.warnings += source.warnings
    origin.estimator = {**estimator.describe(), "opencv": str(cv2.__version__)}
    origin.complete = not interrupted
    if interrupted:
        origin.warnings.append("It was stopped before the end; this is what was seen until then.")
    followed = getattr(estimator, "followed", None)
    if followed is not None and (who := followed()) is not None:
        origin.followed, origin.followed_box = who


def recording_meta(origin: Origin, options: Options) -> dict[str, object]:
    """What a recording keeps beside the poses, so that its report says the same."""
    return {"origin": asdict(origin), "options": options.model_dump(mode="json")}


def recorded_at(path: Path) -> str | None:
    """When a video was recorded, as its container says; None when it does not."""
    import av

    try:
        with av.open(str(path)) as container:
            stamp = container.metadata.get("creation_time", "")
        when = datetime.fromisoformat(stamp)
    except (OSError, ValueError):
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def seconds_of(paths: list[Path]) -> Iterator[float]:
    """About how long each video is, for one bar over all; 0 where it cannot be told."""
    for path in paths:
        try:
            with FileSource(path) as source:
                yield source.info.duration_s or 0.0
        except FormcheckError:
            yield 0.0
