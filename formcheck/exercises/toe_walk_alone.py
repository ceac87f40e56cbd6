"""Toe walking with only the feet in the picture: steps on the spot are counted, nothing is judged.

Whether somebody is on their toes is told by both ankles going up and coming down, against where
they stood. Who walks on through the picture, or is seen from the side, where one foot hides the
other, is not followed by the feet alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from formcheck.exercises.feet_alone import nothing_measured
from formcheck.exercises.results import Measure
from formcheck.motion.feet_only import WHY
from formcheck.motion.feet_only_raise import SIDE_CERTAIN
from formcheck.motion.geometry import NAN
from formcheck.motion.signals import SIDES
from formcheck.motion.stance_measures import StanceMeasures
from formcheck.motion.steps import Step
from formcheck.motion.track import Track, Window
from formcheck.motion.view import is_side

HIDES = "from the side one foot hides the other, and only the feet are in the picture"
WALKS_ON = "not on the spot, and only the feet are in the picture"

LEAST = 4
"""Fewest steps in a row. When three were enough, 4 of 142 rendered clips of raises, circles and
walks along a line had 3, 3, 3 and 7 of them without their bodies [ours]. Of 62 of other movements
one has 15 with four: a foot that taps, 37 px long."""


def why_no_step(window: Window, step: Step) -> str:
    """Why a foot that landed is none that the feet alone tell of; '' when it is, or has a body.

    Args:
        window: signals from the foot's leaving to the end of its stance.
        step: as it was found.
    """
    if not window.feet_only:
        return ""
    if is_side(window.view):
        return HIDES
    return WALKS_ON if step.went else ""


def without_knees(measures: StanceMeasures) -> StanceMeasures:
    """What one step shows, by the feet alone.

    Straight legs are not seen. How the foot rolls is, but from the front its heel is hidden; and
    whoever counts here was seen to rise, or to come down.
    """
    return replace(measures, stood=True, roll=NAN, lift=NAN, dip=NAN, turn=NAN, sway=NAN, knee=NAN)


def by_feet_alone(measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """The measures of a step: how long its foot stood, and why there is nothing else."""
    return nothing_measured(measures, WHY) | {"stance_s": measures["stance_s"]}


def told_apart(track: Track, step: Step) -> bool:
    """Whether it is certain which foot made a step."""
    window = track.window(step.off, step.up)
    certain = [window.seen(f"fine_side_{side}") for side in SIDES]
    return all(c.size and np.median(c) >= SIDE_CERTAIN for c in certain)
