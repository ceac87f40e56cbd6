"""Repetitions and faults, measured on the solved body: true values against the default limits.

One file an exercise; each takes what the body did and returns its units, and its stages where it
has any. ``TRUTH.md`` defines every measure.
"""

from __future__ import annotations

from typing import Any

from ..motions.base import Performance
from .base import Scene
from .circles import circles
from .heel_raises import heel_raises
from .steps import toe_steps
from .tandem import tandem_steps

__all__ = ["Scene", "judge"]

_Units = list[dict[str, Any]]


def judge(performance: Performance, scene: Scene) -> tuple[_Units, _Units]:
    """The units of a performance in order, and its stages; none of a distractor."""
    if performance.exercise == "heel-raise":
        return heel_raises(performance, scene.t, scene.measured, scene.foot_cm), []
    if performance.exercise == "toe-walk":
        return toe_steps(performance, scene)
    if performance.exercise == "ankle-circle":
        return circles(performance, scene), []
    if performance.exercise == "heel-to-toe":
        return tandem_steps(performance, scene), []
    return [], []
