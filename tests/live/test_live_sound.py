"""Sound: what is played, and that its lack is never an error."""

import shutil
import sys
import types

import numpy as np
import pytest

from formcheck.live import sound
from formcheck.live.mixer import COUNTED, RATE, TICK, Mixer
from formcheck.live.sound import Beeper, NoSound, Voice, open_sound
from formcheck.live.stages import Call
from tests.support.patience import LIMIT_S, wait_for


class Stream:
    """An audio device that never plays."""

    opened: list["Stream"] = []  # noqa: RUF012

    def __init__(self, samplerate, channels, callback):
        self.callback = callback
        self.closed = False
        Stream.opened.append(self)

    def start(self):
        pass

    def close(self):
        self.closed = True


@pytest.fixture
def device(monkeypatch):
    Stream.opened.clear()
    module = types.SimpleNamespace(OutputStream=Stream)
    monkeypatch.setitem(sys.modules, "sounddevice", module)
    return Stream.opened


@pytest.fixture
def no_device(monkeypatch):
    def broken(**_):
        raise RuntimeError("no default output device")

    monkeypatch.setitem(sys.modules, "sounddevice", types.SimpleNamespace(OutputStream=broken))


def test_beeps_reach_the_device(device):
    beeper = open_sound("beep")
    assert isinstance(beeper, Beeper)
    beeper.counted(1)
    beeper.cue("heel higher")
    block = np.zeros((512, 1), dtype=np.float32)
    device[0].callback(block, 512, None, None)
    assert 0.05 < np.abs(block).max() <= 1.0
    beeper.close()
    assert device[0].closed


@pytest.mark.usefixtures("no_device")
def test_without_a_device_there_is_silence(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    for mode in ("off", "beep", "voice"):
        silent = open_sound(mode)
        assert isinstance(silent, NoSound)
        silent.counted(1)
        silent.cue("knee still")
        silent.beat(2.0)
        silent.close()


def test_without_portaudio_there_is_silence(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", None)  # importing it raises
    assert isinstance(open_sound("beep"), NoSound)


def test_mixer_mixes_and_ends():
    mixer = Mixer()
    mixer.add(COUNTED)
    mixer.add(COUNTED)
    played = np.concatenate([mixer.take(441) for _ in range(40)])
    assert np.allclose(played[: len(COUNTED)], 2 * COUNTED)
    assert not played[len(COUNTED) :].any()


def test_metronome_keeps_its_period_whatever_the_blocks():
    for block in (64, 441, 1000, 100_000):
        mixer = Mixer()
        played = []
        while sum(map(len, played)) < 3.2 * RATE:
            mixer.beat(1.0)  # said again with every picture
            played.append(mixer.take(block))
        sounding = np.abs(np.concatenate(played)) > 1e-4
        for second in range(3):
            start = second * RATE
            assert sounding[start : start + len(TICK)].mean() > 0.8
            assert not sounding[start + len(TICK) : start + RATE].any()
    mixer.beat(None)
    mixer.take(RATE)
    assert not mixer.take(RATE).any()


def test_the_beat_is_told_as_it_is_heard():
    mixer = Mixer()
    assert mixer.beat_share(5.0) is None
    mixer.beat(1.0)
    assert mixer.beat_share(5.0) is None  # nothing has been played yet
    mixer.take(RATE // 10, 5.0)
    assert mixer.beat_share(5.0) == pytest.approx(0.0, abs=1e-6)
    assert mixer.beat_share(5.25) == pytest.approx(0.25)
    assert mixer.beat_share(5.25, 0.2) == pytest.approx(0.05)
    for block in range(1, 40):
        mixer.take(RATE // 10, 5.0 + block / 10)
    assert mixer.beat_share(8.95) == pytest.approx(0.95)
    mixer.beat(None)
    assert mixer.beat_share(9.0) is None


def test_the_beeper_says_how_far_into_the_beat_it_is(device):
    beeper = open_sound("beep")
    assert beeper.beat(1.0) is None
    device[0].callback(np.zeros((512, 1), dtype=np.float32), 512, None, None)
    assert 0 <= beeper.beat(1.0) < 1
    assert NoSound().beat(1.0) is None


def test_stages_are_heard(device):
    beeper = open_sound("beep")

    def loudness(call):
        beeper.stage(call)
        block = np.zeros((4410, 1), dtype=np.float32)
        device[0].callback(block, 4410, None, None)
        return np.abs(block).max()

    assert loudness(Call("soon", "Next: Toes in")) == 0
    assert loudness(Call("tick")) > 0.1
    assert loudness(Call("start", "Toes out, 20 seconds")) > 0.1
    NoSound().stage(Call("tick"))


def spoken(path, count):
    def said():
        lines = path.read_text().splitlines() if path.exists() else []
        return lines if len(lines) >= count else None

    return wait_for(said)


def ended(voice):
    """Its thread is over; closing waits for it for a moment only."""
    voice._thread.join(LIMIT_S)
    return not voice._thread.is_alive()


@pytest.fixture
def speaker(tmp_path):
    """A program that writes down what it is to say."""
    if sys.platform == "win32":
        pytest.skip("needs a shell script")
    program = tmp_path / "speak"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {tmp_path}/said\n')
    program.chmod(0o755)
    return program, tmp_path / "said"


def test_cues_are_spoken(speaker):
    program, said = speaker
    voice = Voice((str(program),), NoSound())
    voice.cue("knee still")
    assert spoken(said, 1) == ["knee still"]
    voice.counted(3)
    assert spoken(said, 2)[1] == "3"
    voice.cue("--option")
    assert spoken(said, 3)[2] == "option"
    voice.stage(Call("soon", "Next: toes in"))
    assert spoken(said, 4)[3] == "Next: toes in"
    voice.stage(Call("tick"))
    voice.close()


def test_speaking_never_holds_up_and_stops_at_close(tmp_path):
    sleep = shutil.which("sleep")
    if sleep is None:
        pytest.skip("needs sleep")
    voice = Voice((sleep,), NoSound())
    for _ in range(100):
        voice.cue("60")  # seconds
    wait_for(lambda: voice._process)
    voice.close()
    assert ended(voice)
    assert voice._process.poll() is not None


def test_a_voice_that_does_not_start_is_no_error(tmp_path):
    voice = Voice((str(tmp_path / "gone"),), NoSound())
    voice.cue("heel higher")
    voice.close()
    assert ended(voice)


def test_voice_is_found(monkeypatch):
    monkeypatch.setattr(sound.shutil, "which", lambda name: "/bin/say" if name == "say" else None)
    assert sound.find_voice() == ("/bin/say",)


def test_a_count_never_displaces_a_cue(tmp_path):
    voice = Voice((str(tmp_path / "gone"),), NoSound())
    voice.close()
    assert ended(voice)  # so that the queue can be looked at
    for words in ((False, "1"), (True, "heel higher"), (False, "2")):
        voice._words.put(words)
    assert voice._latest() == "heel higher"
