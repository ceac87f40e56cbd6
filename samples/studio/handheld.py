"""A camera held in a hand: it wanders slowly and trembles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .camera import Camera

Array = npt.NDArray[Any]

#: Standard deviations at strength 1, of turning (degrees) and shifting (metres), by frequency (Hz).
#: A phone held before the chest without stabilisation moves about like this; it is no measurement.
_PARTS = (
    # low, high, turning, shifting
    (0.08, 0.7, 0.8, 0.012),  # wandering
    (4.0, 9.0, 0.08, 0.0004),  # trembling
)
_TONES = 5  # sine waves that make up each part


@dataclass(frozen=True)
class Hand:
    """How a hand moves: waves of six quantities — yaw, pitch, roll, and right, up, back."""

    frequency: Array  # (6, N) Hz
    phase: Array  # (6, N)
    size: Array  # (6, N) degrees or metres

    def at(self, t: float) -> Array:
        """The six quantities at ``t`` seconds."""
        waves = self.size * np.sin(2 * np.pi * self.frequency * t + self.phase)
        return np.asarray(waves.sum(1))


def draw_hand(strength: float, rng: np.random.Generator) -> Hand:
    """A hand that moves ``strength`` times as much as usual."""
    frequency, phase, size = [], [], []
    for low, high, turning, shifting in _PARTS:
        f = rng.uniform(low, high, (6, _TONES))
        # Slow waves are the larger ones.
        weight = 1 / (0.4 + f) if high < 1 else np.ones_like(f)
        deviation = np.array([turning] * 3 + [shifting] * 3)[:, None] * strength
        frequency.append(f)
        phase.append(rng.uniform(0, 2 * np.pi, (6, _TONES)))
        size.append(deviation * weight / np.sqrt(np.sum(weight**2 / 2, axis=1, keepdims=True)))
    return Hand(*(np.concatenate(part, axis=1) for part in (frequency, phase, size)))


@dataclass(frozen=True)
class CameraWork:
    """Where the camera is at each moment: on its stand, or moved by a hand."""

    camera: Camera
    hand: Hand | None = None

    def at(self, t: float) -> Camera:
        """The camera at ``t`` seconds."""
        if self.hand is None:
            return self.camera
        yaw, pitch, roll, *shift = self.hand.at(t)
        c = self.camera
        axes = c.axes()
        right, up, back = axes
        far = float(np.linalg.norm(c.position - c.target))
        aim = -back + right * np.tan(np.radians(yaw)) + up * np.tan(np.radians(pitch))
        position = c.position + np.array(shift) @ axes
        return Camera(position, position + far * aim, c.roll + float(roll), c.focal, c.size)

    def along(self, t: Array) -> list[Camera]:
        """The camera at each time."""
        return [self.at(float(x)) for x in t]


def project(cameras: list[Camera], points: Array) -> tuple[Array, Array]:
    """Pixels (F, 2) and distances (F,) of points (F, 3), each seen by its own camera."""
    if all(c is cameras[0] for c in cameras):
        return cameras[0].project(points)
    seen = [c.project(p) for c, p in zip(cameras, points, strict=True)]
    return np.stack([px for px, _ in seen]), np.array([far for _, far in seen])
