"""What the path of a foot says as a whole: how much it moved, and about what. Pure functions."""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.circle_turn import Turn
from formcheck.motion.foot_path import LEVER_POINTED, FootPath

ALIKE, AS_LARGE = 0.9, 0.75
"""Correlation of how far two feet are pointed, and the smaller range over the larger one, from
which on it is the same foot that is seen twice. The body model puts both legs on one foot then: in
five of 48 rendered clips from the front and obliquely, by .92–1 in nearly all circles; the foot
that was taken for the one was the wrong one in three. Where feet are told apart, .45–.85."""


def seen_as_one(path: FootPath, beside: FootPath) -> bool:
    """Whether what moved at one foot moved at the other in the same way, so that it is one foot.

    Args:
        path: of a foot during a turn.
        beside: of the other one meanwhile.
    """
    t = np.intersect1d(path.t, beside.t)
    if len(t) < 5:
        return False
    one, other = (np.interp(t, each.t, each.pointed) for each in (path, beside))
    low, high = sorted((float(np.ptp(one)), float(np.ptp(other))))
    if high <= 0 or low < AS_LARGE * high:
        return False
    return float(np.corrcoef(one, other)[0, 1]) >= ALIKE


def energy(path: FootPath) -> float:
    """How much a foot moved up and down, degrees.

    Sideways a leg that swings past the other foot takes its flow along.
    """
    return float(np.sqrt(np.var(np.diff(path.pointed)))) * len(path) if len(path) > 2 else 0.0


def turns_about_the_ankle(turn: Turn) -> bool:
    """Whether a foot moved more than its shank, which in a heel raise is carried along."""
    of_the_leg = math.degrees(float(np.ptp(turn.path.leg, axis=0).max()) / LEVER_POINTED)
    return float(np.ptp(turn.path.pointed)) > of_the_leg
