"""Optional beeps and spoken cues. Sound never holds up the picture, and its lack is no error."""

from __future__ import annotations

import contextlib
import queue
import shutil
import subprocess
import threading
import time
from typing import Literal, Protocol

from formcheck.live.mixer import COUNTDOWN, COUNTED, FAULT, RATE, STAGE, Mixer, Samples
from formcheck.live.stages import Call

SoundMode = Literal["off", "beep", "voice"]

VOICES: tuple[tuple[str, ...], ...] = (
    ("espeak-ng", "-s", "165"),
    ("espeak", "-s", "165"),
    ("say",),
    ("spd-say", "--wait"),
)
"""Programs that speak the text given as their last argument, best first."""


class Sound(Protocol):
    """What can be heard."""

    def counted(self, reps: int) -> None:
        """A repetition counted."""
        ...

    def cue(self, words: str, kind: str = "fault") -> None:
        """A cue was given; `kind` as in `Status.cue_kind`."""
        ...

    def beat(self, period_s: float | None) -> float | None:
        """Run the metronome, or stop it with None. May be called with every picture.

        Returns:
            How far into the beat it is for the ear, 0..1; None where nobody hears one.
        """
        ...

    def stage(self, call: Call) -> None:
        """A stage begins, or its end is near."""
        ...

    def close(self) -> None:
        """Fall silent."""
        ...


class NoSound:
    """Silence."""

    def counted(self, reps: int) -> None:
        """Do nothing."""

    def cue(self, words: str, kind: str = "fault") -> None:
        """Do nothing."""

    def beat(self, period_s: float | None) -> float | None:
        """Do nothing."""
        return None

    def stage(self, call: Call) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class Beeper:
    """Tones through the default audio device.

    Raises:
        Exception: whatever the audio library raises when there is none.
    """

    def __init__(self) -> None:
        import sounddevice  # raises OSError without PortAudio

        self._mixer = Mixer()

        def fill(out: Samples, frames: int, _time: object, _status: object) -> None:
            out[:, 0] = self._mixer.take(frames, time.monotonic())

        self._stream = sounddevice.OutputStream(samplerate=RATE, channels=1, callback=fill)
        self._stream.start()

    def counted(self, reps: int) -> None:
        """A short high tone."""
        self._mixer.add(COUNTED)

    def cue(self, words: str, kind: str = "fault") -> None:
        """Two falling tones for a fault, nothing else."""
        if kind == "fault":
            self._mixer.add(FAULT)

    def beat(self, period_s: float | None) -> float | None:
        """Tick in the audio device's own time, so that late pictures do not make it limp."""
        self._mixer.beat(period_s)
        latency = getattr(self._stream, "latency", 0.0)
        return self._mixer.beat_share(time.monotonic(), float(latency))

    def stage(self, call: Call) -> None:
        """Two rising tones when a stage begins, and ticks before its end."""
        if call.kind != "soon":  # ticks follow at once
            self._mixer.add(STAGE if call.kind == "start" else COUNTDOWN)

    def close(self) -> None:
        """Give the device back."""
        with contextlib.suppress(Exception):  # an unplugged device may complain
            self._stream.close()


class Voice:
    """Speaks cues through a program of this machine, and beeps where there is a beeper."""

    def __init__(self, command: tuple[str, ...], beeper: Sound) -> None:
        self._command = command
        self._beeper = beeper
        self._words: queue.Queue[tuple[bool, str] | None] = queue.Queue()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._work, name="formcheck-voice", daemon=True)
        self._thread.start()

    def counted(self, reps: int) -> None:
        """Beep, and say the number."""
        self._beeper.counted(reps)
        self._words.put((False, str(reps)))

    def cue(self, words: str, kind: str = "fault") -> None:
        """Say the words."""
        self._words.put((True, words))

    def beat(self, period_s: float | None) -> float | None:
        """Leave the metronome to the beeper."""
        return self._beeper.beat(period_s)

    def stage(self, call: Call) -> None:
        """Beep, and say which stage."""
        self._beeper.stage(call)
        if call.words:
            self._words.put((True, call.words))

    def close(self) -> None:
        """Stop speaking."""
        self._words.put(None)
        process = self._process
        if process is not None:
            with contextlib.suppress(OSError):
                process.terminate()
        self._thread.join(timeout=2.0)
        self._beeper.close()

    def _work(self) -> None:
        while (words := self._latest()) is not None:
            words = words.strip().lstrip("-")  # never an option of the program
            if words:
                self._speak(words)

    def _latest(self) -> str | None:
        """The newest cue, else the newest count; what has waited meanwhile is out of date."""
        latest = self._words.get()
        while latest is not None and not self._words.empty():
            newer = self._words.get()
            if newer is None or newer[0] >= latest[0]:
                latest = newer
        return latest[1] if latest else None

    def _speak(self, words: str) -> None:
        silent = subprocess.DEVNULL
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                [*self._command, words], stdin=silent, stdout=silent, stderr=silent
            )
            try:
                self._process.wait(timeout=10.0)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def find_voice() -> tuple[str, ...] | None:
    """The command of a program that speaks, or None."""
    for name, *options in VOICES:
        path = shutil.which(name)
        if path:
            return (path, *options)
    return None


def open_sound(mode: SoundMode) -> Sound:
    """Open what this machine can do of what was asked for; silence if nothing. Never raises."""
    if mode == "off":
        return NoSound()
    beeper: Sound
    try:
        beeper = Beeper()
    except Exception:  # the library is missing, or PortAudio, or a device: all mean no beeps
        beeper = NoSound()
    command = find_voice() if mode == "voice" else None
    return Voice(command, beeper) if command else beeper
