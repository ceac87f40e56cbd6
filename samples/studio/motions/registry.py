"""Motions by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from . import daily
from .ankle_circle import ankle_circle
from .base import Actor, Performance
from .heel_raise import heel_raise
from .tandem import tandem_walk
from .toe_walk import toe_walk

MOTIONS: dict[str, Callable[..., Performance]] = {
    "heel-raise": heel_raise,
    "toe-walk": toe_walk,
    "ankle-circle": ankle_circle,
    "heel-to-toe": tandem_walk,
    "stand": daily.stand,
    "squat": daily.squat,
    "knee-bend": daily.knee_bend,
    "weight-shift": daily.weight_shift,
    "march": daily.march,
    "sit-down": daily.sit_down,
    "foot-tap": daily.foot_tap,
    "scratch-leg": daily.scratch_leg,
    "walk-through": daily.walk_through,
    "turn-round": daily.turn_round,
}


def perform(
    motion: str,
    actor: Actor,
    t: npt.NDArray[Any],
    rng: np.random.Generator,
    **options: Any,  # noqa: ANN401
) -> Performance:
    """Do a motion.

    Raises:
        KeyError: no motion has that name.
    """
    if motion not in MOTIONS:
        raise KeyError(f"no motion {motion!r}; there are: {', '.join(sorted(MOTIONS))}")
    return MOTIONS[motion](actor, t, rng, **options)
