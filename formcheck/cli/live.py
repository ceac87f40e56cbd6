"""`formcheck live`: exercise in front of a camera, with feedback."""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli import shared
from formcheck.cli.spread import spread
from formcheck.errors import EXIT_INTERRUPTED, UsageError

if TYPE_CHECKING:
    from formcheck.options import Options
    from formcheck.pipeline.settings import RunSettings


class SoundChoice(StrEnum):
    """Values of --sound."""

    OFF = "off"
    BEEP = "beep"
    VOICE = "voice"


@spread
def live(
    *,
    prescribed: shared.Prescribed,
    camera: Annotated[
        str,
        typer.Option(
            "--camera",
            "-c",
            metavar="0|URL|FILE",
            help="Camera number, http(s) or rtsp(s) address, or a video played as a camera.",
        ),
    ] = "0",
    no_window: Annotated[bool, typer.Option("--no-window", help="Run without a window.")] = False,
    fullscreen: Annotated[bool, typer.Option("--fullscreen", help="Fill the screen.")] = False,
    record: Annotated[bool, typer.Option("--record", help="Keep the annotated video.")] = False,
    sound: Annotated[
        SoundChoice, typer.Option("--sound", help="Beeps, or spoken cues.")
    ] = SoundChoice.BEEP,
    output: shared.Output,
    pictures: shared.Pictures,
) -> None:
    """Exercise in front of a camera; the report is written at the end, however it ends.

    Keys: space pauses, r restarts the set, s switches side, q finishes. None is needed.
    """
    if prescribed.is_unknown:
        raise UsageError(
            "Name the exercise that is to be done live, with --exercise; "
            "'auto' is for analyze and score."
        )
    from formcheck.exercises.registry import exercise

    options = prescribed.options()
    options = exercise(options.exercise).live_options(options)
    settings = shared.make_settings(output, pictures)
    code = _run(
        options,
        settings,
        camera=camera,
        window=not no_window,
        fullscreen=fullscreen,
        record=record and settings.video,
        sound=sound,
    )
    raise typer.Exit(code)


def _run(
    options: Options,
    settings: RunSettings,
    *,
    camera: str,
    window: bool,
    fullscreen: bool,
    record: bool,
    sound: SoundChoice,
) -> int:
    from formcheck.cli.show import Teller, console, show_result
    from formcheck.exercises.registry import exercise
    from formcheck.live.sound import open_sound
    from formcheck.live.window import CvWindow, NullWindow
    from formcheck.pipeline.estimator import open_estimator
    from formcheck.pipeline.live import LiveParts
    from formcheck.pipeline.live import live as run_live
    from formcheck.pipeline.stopping import stop_on_interrupt
    from formcheck.video.open import open_camera

    with ExitStack() as stack:
        # The window first: without a display there is no need to wait for anything else.
        shown = CvWindow(fullscreen=fullscreen) if window else NullWindow()
        stack.callback(shown.close)
        wants = exercise(options.exercise).wants
        estimator = stack.enter_context(open_estimator(settings, console.print, wants))
        source = stack.enter_context(open_camera(camera))
        heard = open_sound(sound.value)
        stack.callback(heard.close)
        console.print("Step into the picture. q or Ctrl-C finishes.")
        stop = stack.enter_context(stop_on_interrupt())
        parts = LiveParts(source, estimator, shown, heard)
        told = None if window else Teller(console.print)
        result = run_live(options, settings, parts, record=record, stop=stop, on_seen=told)
    show_result(result)
    return EXIT_INTERRUPTED if result.interrupted else 0
