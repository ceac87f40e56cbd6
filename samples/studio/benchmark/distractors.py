"""Clips in which nothing may be counted."""

from __future__ import annotations

from typing import Any

import numpy as np

#: Minutes in the whole size, and seconds of a clip.
MINUTES = 31.0
SECONDS = 15.0


def _walk(rng: np.random.Generator) -> dict[str, Any]:
    far, near = -float(rng.uniform(1.8, 2.8)), float(rng.uniform(0.3, 1.0))
    start, stop = (far, near) if rng.random() < 0.6 else (near, far)
    return {"start": round(start, 2), "stop": round(stop, 2)}


def _turn(rng: np.random.Generator) -> dict[str, Any]:
    return {"degrees": float(rng.choice([-360, -180, 180, 360, 720]))}


def _either(rng: np.random.Generator) -> dict[str, Any]:
    return {"side": str(rng.choice(["left", "right"]))}


def _pace(rng: np.random.Generator) -> dict[str, Any]:
    return {"seconds": round(float(rng.uniform(0.5, 0.85)), 2)}


def _plain(_: np.random.Generator) -> dict[str, Any]:
    return {}


#: Every motion of the studio that is no exercise, with what is drawn for it.
KINDS = {
    "stand": _plain,
    "squat": _plain,
    "knee-bend": _plain,
    "weight-shift": _plain,
    "march": _pace,
    "sit-down": _plain,
    "foot-tap": _either,
    "scratch-leg": _either,
    "walk-through": _walk,
    "turn-round": _turn,
}


def clips(share: float) -> list[str]:
    """The motion of each distractor clip in a half of that share of the whole size."""
    n = int(np.ceil(MINUTES * 60 * share / SECONDS))
    names = list(KINDS)
    return [names[i % len(names)] for i in range(n)]
