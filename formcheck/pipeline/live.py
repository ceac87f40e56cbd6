"""A live run: camera to window, and a report at the end, however it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import InputError
from formcheck.exercises.events import Cue, RepFinished
from formcheck.exercises.results import Rep
from formcheck.live.keys import Key
from formcheck.live.positioning import ByFeet, Positioning
from formcheck.live.sound import NoSound, Sound
from formcheck.live.stages import StageCaller
from formcheck.live.window import NullWindow, Window
from formcheck.options import Options
from formcheck.overlay.overlay import Overlay
from formcheck.pipeline.analyze import (
    Result,
    Seat,
    conclude,
    origin_of,
)
from formcheck.pipeline.observer import Observer, Seen
from formcheck.pipeline.painter import Nowhere, Painter, evidence_keeper
from formcheck.pipeline.results import results_in
from formcheck.pipeline.settings import RunSettings
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.pose.types import Pose, PoseEstimator
from formcheck.report.folders import result_folder
from formcheck.report.model import Report
from formcheck.session import Session
from formcheck.status import Status
from formcheck.video.background import BackgroundSink
from formcheck.video.frames import Frame, FrameSink, LiveFrameSource
from formcheck.video.writer import VideoWriter

if TYPE_CHECKING:
    from formcheck.video.frames import Image


OnSeen = Callable[[Frame, Seen], None]


@dataclass(frozen=True, slots=True)
class LiveParts:
    """What a live run works with, each replaceable in a test.

    Attributes:
        source: the camera.
        estimator: pixels to pose.
        window: where it is shown.
        sound: what is heard.
    """

    source: LiveFrameSource
    estimator: PoseEstimator
    window: Window
    sound: Sound

    @classmethod
    def silent(cls, source: LiveFrameSource, estimator: PoseEstimator) -> LiveParts:
        """Without window and sound."""
        return cls(source, estimator, NullWindow(), NoSound())


def while_paused(status: Status, t: float) -> Status:
    """What is shown in a pause: that it is one, large, whatever it interrupts.

    Args:
        status: when it began.
        t: of the picture, s.
    """
    return replace(status, phase="ready", hints=("Paused. Press space to go on",), cue="", t=t)


class _Stage:
    """One live run's moving parts: what is drawn, when it is paused, what a key does."""

    def __init__(self, session: Session, parts: LiveParts, *, blur_faces: bool) -> None:
        self.session = session
        self.parts = parts
        self.observer = Observer(session)
        self.overlay = Overlay(mirror=True, blur_faces=blur_faces)
        wanted = session.exercise.wanted_views(session.options)
        exercise = session.exercise
        self.positioning = Positioning(
            tuple(wanted),
            stance=exercise.stance,
            begin=exercise.begin,
            by_feet=ByFeet.of(exercise),
        )
        self.stages = StageCaller()
        self.paused = False
        self.finished = False

    def take(self, frame: Frame) -> Seen:
        """One picture through estimator, session, window and sound."""
        pose = self.parts.estimator.estimate(frame.t, frame.image)
        seen = self.observer.push(pose)
        status = seen.status
        hints = self.positioning.update(pose, status.view)
        if status.set_elapsed_s == 0.0 or not self.session.moment_is_whole:
            status = replace(status, hints=hints)
        # Asked before it is shown: the dot stands for what is heard now.
        share = self.parts.sound.beat(status.beat_s)
        seen = replace(seen, status=replace(status, beat_share=share))
        self._show(frame.image, pose, seen)
        self._sound(seen)
        return seen

    def show_paused(self, frame: Frame) -> None:
        """A picture while paused: shown, not judged; the metronome waits."""
        self.parts.sound.beat(None)
        pose = Pose.nobody(frame.t, (frame.image.shape[1], frame.image.shape[0]))
        self._show(frame.image, pose, Seen(pose, (), while_paused(self.session.status, frame.t)))

    def _show(self, image: Image, pose: Pose, seen: Seen) -> None:
        window = self.parts.window
        if isinstance(window, NullWindow):
            return
        key = window.show(self.overlay.render(window.fit(image), pose, seen.status))
        if key is Key.FINISH:
            self.finished = True
        elif key is Key.PAUSE:
            self.paused = not self.paused
        elif key is Key.RESTART:
            self.session.restart_set()
        elif key is Key.SWITCH_SIDE:
            self.session.switch_side()

    def _worth_hearing(self, rep: Rep, status: Status) -> bool:
        """Every repetition, but only every tenth step: nobody wants to hear a hundred."""
        walks = self.session.exercise.stance in ("walking", "stepping")
        return rep.counted and (not walks or status.reps % 10 == 0)

    def _sound(self, seen: Seen) -> None:
        sound = self.parts.sound
        for event in seen.events:
            if isinstance(event, Cue):
                sound.cue(event.text, "fault" if event.check else "info")
            elif isinstance(event, RepFinished) and self._worth_hearing(event.rep, seen.status):
                sound.counted(seen.status.reps)
        for call in self.stages.update(seen.status):
            sound.stage(call)


def live(
    options: Options,
    settings: RunSettings,
    parts: LiveParts,
    *,
    record: bool = False,
    stop: threading.Event | None = None,
    on_seen: OnSeen | None = None,
) -> Result:
    """Run until the person finishes, the camera stops, or `stop` is set; then write the report.

    Args:
        options: what was prescribed.
        settings: where to and how.
        parts: camera, estimator, window, sound; the caller closes them.
        record: keep the annotated video.
        stop: set to end (Ctrl-C).
        on_seen: told of every picture after it was shown (progress on a terminal, tests, bench).

    Raises:
        NobodySeenError: nobody, or no feet, were seen.
        OutputError: the results cannot be written.
        InputError: the camera gave no picture.
        StoppedEarlyError: it was stopped before there was anything to keep.
    """
    session = Session(options)
    started = datetime.now().astimezone()
    folder = result_folder(
        settings.out,
        f"{session.exercise.id} {started:%Y-%m-%d %H-%M-%S}",
        set(),
        overwrite=settings.overwrite,
    )
    with results_in(folder) as work:
        stage = _Stage(session, parts, blur_faces=settings.blur_faces)
        report, interrupted = _run(stage, settings, work, record=record, stop=stop, on_seen=on_seen)
    return Result(report, folder, interrupted)


def _run(
    stage: _Stage,
    settings: RunSettings,
    folder: Path,
    *,
    record: bool,
    stop: threading.Event | None,
    on_seen: OnSeen | None,
) -> tuple[Report, bool]:
    """The report, and whether it was stopped."""
    session, parts = stage.session, stage.parts
    source = parts.source
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    origin = origin_of(source, recorded_at=now)
    interrupted = False
    with ExitStack() as stack:
        keeper = stack.enter_context(evidence_keeper())
        recording = stack.enter_context(RecordingWriter(folder / "landmarks.npz"))
        sink: FrameSink = Nowhere()
        if record:
            info = source.info
            sink = VideoWriter(folder / "annotated.mp4", info.width, info.height, info.fps)
        painter = Painter(keeper, Overlay() if record else None, blur_faces=settings.blur_faces)
        with BackgroundSink(sink, depth=8) as background:
            for frame in source:
                if stop is not None and stop.is_set():
                    interrupted = True
                    break
                if stage.paused:
                    stage.show_paused(frame)
                else:
                    seen = stage.take(frame)
                    recording.append(seen.pose)
                    background.write(frame.t, frame.image, partial(painter.paint, seen))
                    if on_seen:
                        on_seen(frame, seen)
                if stage.finished:
                    break
        if not session.frames:
            raise InputError(f"{source.info.name} gave no picture.")
        report = conclude(
            Seat(stage.observer, keeper, recording, source, parts.estimator),
            origin,
            folder,
            name="the picture",
            interrupted=interrupted,
            complete=True,
            video=record,
        )
    return report, interrupted
