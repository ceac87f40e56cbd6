"""Two layers that tell rows of one kind from rows of the other, fitted with numpy alone."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np

from formcheck.pose.feet.codec import Array

HIDDEN, EPOCHS, BATCH, RATE, DECAY = 32, 12, 256, 2e-3, 0.03
#: Noise on what is learnt from, and shares of it and of hidden units that are left out.
_NOISE, _LEFT_OUT, _HIDDEN_OUT = 0.05, 0.1, 0.2
#: Adam's.
_MEANS, _TINY = (0.9, 0.999), 1e-8


@dataclass
class Layers:
    """x @ first + first_bias, what is negative taken away, @ second + second_bias."""

    first: Array
    first_bias: Array
    second: Array
    second_bias: Array

    def say(self, x: Array) -> Array:
        """(N, 1) logits of rows (N, W)."""
        hidden = np.maximum(x @ self.first + self.first_bias, 0)
        return np.asarray(hidden @ self.second + self.second_bias)


def fit(x: Array, wanted: Array, seed: int, epochs: int = EPOCHS) -> Layers:
    """Learn to tell rows.

    Args:
        x: (N, W) float32, about 1 in size.
        wanted: (N,) 0 or 1.
        seed: of everything drawn.
        epochs: times that all are seen.
    """
    rng = np.random.default_rng(seed)
    wide = x.shape[1]
    layers = Layers(
        rng.uniform(-1, 1, (wide, HIDDEN)).astype(np.float32) / np.sqrt(wide, dtype=np.float32),
        np.zeros(HIDDEN, np.float32),
        rng.uniform(-1, 1, (HIDDEN, 1)).astype(np.float32) / np.sqrt(HIDDEN, dtype=np.float32),
        np.zeros(1, np.float32),
    )
    steps = _Adam(astuple(layers))
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for i in range(0, len(x), BATCH):
            some = order[i : i + BATCH]
            slopes = _slopes(layers, x[some], wanted[some, None], rng)
            new = steps.go(astuple(layers), slopes, RATE * (1 - epoch / epochs))
            layers = Layers(*new)
    return layers


def _slopes(layers: Layers, x: Array, wanted: Array, rng: np.random.Generator) -> list[Array]:
    """Of the cross entropy, with parts left out."""
    one = np.float32
    x = x + one(_NOISE) * rng.standard_normal(x.shape, one)
    x = x * ((rng.random(x.shape, one) >= _LEFT_OUT) / one(1 - _LEFT_OUT))
    keep = (rng.random((len(x), HIDDEN), one) >= _HIDDEN_OUT) / one(1 - _HIDDEN_OUT)
    before = x @ layers.first + layers.first_bias
    hidden = np.maximum(before, 0) * keep
    said = hidden @ layers.second + layers.second_bias
    wrong = ((1 / (1 + np.exp(-said))) - wanted).astype(one) / one(len(x))
    back = (wrong @ layers.second.T) * keep * (before > 0)
    return [x.T @ back, back.sum(0), hidden.T @ wrong, wrong.sum(0)]


class _Adam:
    """AdamW."""

    def __init__(self, values: tuple[Array, ...]) -> None:
        self._mean = [np.zeros_like(v) for v in values]
        self._square = [np.zeros_like(v) for v in values]
        self._count = 0

    def go(self, values: tuple[Array, ...], slopes: list[Array], rate: float) -> list[Array]:
        self._count += 1
        a, b = _MEANS
        out = []
        for i, (value, slope) in enumerate(zip(values, slopes, strict=True)):
            self._mean[i] = a * self._mean[i] + (1 - a) * slope
            self._square[i] = b * self._square[i] + (1 - b) * slope**2
            mean = self._mean[i] / (1 - a**self._count)
            size = np.sqrt(self._square[i] / (1 - b**self._count)) + _TINY
            out.append((value * (1 - rate * DECAY) - rate * mean / size).astype(np.float32))
        return out
