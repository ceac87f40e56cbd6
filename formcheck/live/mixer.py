"""Tones and a metronome, mixed sample by sample: what the loudspeaker gets."""

from __future__ import annotations

import math
import threading

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
_QUEUE = 8

Samples = NDArray[np.float32]


def tone(*notes: tuple[float, float], volume: float = 0.35) -> Samples:
    """Notes (Hz, seconds) one after the other, each fading in and out so that it does not click."""
    pieces = []
    for pitch, seconds in notes:
        t = np.arange(round(seconds * RATE)) / RATE
        edge = np.minimum(1.0, np.minimum(t, t[::-1]) / 0.008)
        pieces.append(volume * edge * np.sin(2 * np.pi * pitch * t))
    return np.concatenate(pieces).astype(np.float32)


COUNTED = tone((880.0, 0.09))
FAULT = tone((330.0, 0.14), (262.0, 0.20))
TICK = tone((1600.0, 0.03), volume=0.25)
STAGE = tone((523.0, 0.12), (784.0, 0.22))
COUNTDOWN = tone((660.0, 0.06), volume=0.25)


class Mixer:
    """Adds up what plays at the moment. One thread adds, the audio thread takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._playing: list[Samples] = []
        self._period = 0
        self._until_tick = 0
        self._head_s = math.nan

    def add(self, samples: Samples) -> None:
        """Play from the next block on; when much is playing already, it is left out."""
        with self._lock:
            if len(self._playing) < _QUEUE:
                self._playing.append(samples)

    def beat(self, period_s: float | None) -> None:
        """Tick every `period_s` seconds from now on; None stops. The same again changes nothing."""
        period = round(period_s * RATE) if period_s and period_s > 0.1 else 0
        with self._lock:
            if period != self._period:
                self._period, self._until_tick = period, 0

    def beat_share(self, now: float, latency_s: float = 0.0) -> float | None:
        """How far into the beat it is for the ear, 0..1; None without a beat.

        Args:
            now: as `time.monotonic` has it.
            latency_s: from taking a sample to hearing it.
        """
        with self._lock:
            if not self._period or math.isnan(self._head_s):
                return None
            to_tick = self._head_s + latency_s + self._until_tick / RATE - now
            return (-to_tick * RATE / self._period) % 1.0

    def take(self, count: int, at_s: float | None = None) -> Samples:
        """The next `count` samples.

        Args:
            count: how many.
            at_s: now, as `time.monotonic` has it, so that the beat can be shown as it is heard.
        """
        out = np.zeros(count, dtype=np.float32)
        with self._lock:
            rest = []
            for samples in self._playing:
                now = samples[:count]
                out[: len(now)] += now
                if len(samples) > count:
                    rest.append(samples[count:])
            self._playing = rest
            self._tick(out)
            if at_s is not None:
                self._head_s = at_s + count / RATE
        return np.clip(out, -1.0, 1.0)

    def _tick(self, out: Samples) -> None:
        if not self._period:
            return
        while self._until_tick < len(out):
            now = TICK[: len(out) - self._until_tick]
            out[self._until_tick : self._until_tick + len(now)] += now
            if len(now) < len(TICK):
                self._playing.append(TICK[len(now) :])
            self._until_tick += self._period
        self._until_tick -= len(out)
