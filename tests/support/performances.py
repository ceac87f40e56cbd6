"""How each exercise looks when it is done right, and done wrong: one entry an exercise.

The contract in `tests/exercises/test_exercise_contract.py` asks every exercise that is found for an
entry here, and runs over it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.seated import Seated
from tests.support.simulate import Rep, Script


@dataclass(frozen=True)
class Performance:
    """Somebody doing one exercise.

    Attributes:
        right: what they do, well.
        counted: how many repetitions or steps that is; a tuple is the fewest and the most, where
            the first and the last ones cannot be told.
        yaw: from where the camera sees them; 90 from their left.
        options: what was prescribed.
        wrong: by check, somebody who fails it.
    """

    right: Callable[[], Script]
    counted: int | tuple[int, int]
    yaw: float = 0.0
    options: Mapping[str, Any] = field(default_factory=dict)
    wrong: Mapping[str, Wrong] = field(default_factory=dict)

    @property
    def fewest_and_most(self) -> tuple[int, int]:
        """How many may be counted."""
        return self.counted if isinstance(self.counted, tuple) else (self.counted, self.counted)


@dataclass(frozen=True)
class Wrong:
    """Somebody failing one check; what is not said is as when it is done right."""

    script: Callable[[], Script]
    yaw: float | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


def _raises(*reps: Rep, side: str = "both") -> Callable[[], Script]:
    return lambda: Script().stand(1.5).raises(reps, side).stand(1)


def _lifts(count: int = 4, **how: Any) -> Callable[[], Script]:
    return lambda: Seated().on_chair(2).toe_lifts(count, **how).on_chair(1)


GOOD = Rep()

PERFORMANCES: dict[str, Performance] = {
    "heel-raise": Performance(
        right=_raises(*[GOOD] * 4),
        counted=4,
        wrong={
            "low_raise": Wrong(_raises(*[GOOD] * 3, Rep(lift_cm=4.2), GOOD)),
            "too_fast": Wrong(_raises(*[Rep(rise_s=0.4, lower_s=0.4, hold_s=0, rest_s=0.1)] * 4)),
            "dropped_heel": Wrong(_raises(*[Rep(rise_s=2.0, lower_s=0.6)] * 3)),
            "no_hold": Wrong(_raises(*[GOOD] * 3), options={"hold_s": 3}),
            "knee_pumping": Wrong(_raises(*[Rep(pump=30)] * 3), yaw=90),
            "trunk_lean": Wrong(_raises(*[Rep(lean_fwd=30)] * 3), yaw=90),
            "foot_misaligned": Wrong(_raises(*[Rep(drift=0.3)] * 3)),
            "heel_not_down": Wrong(_raises(*[Rep(valley=0.35, rest_s=0.1)] * 3, GOOD)),
        },
    ),
    "toe-lift": Performance(
        right=_lifts(),
        counted=4,
        yaw=90,
        wrong={
            "too_fast": Wrong(_lifts(up_s=0.1, down_s=0.1, hold_s=1)),
            "no_hold": Wrong(_lifts(), options={"hold_s": 3}),
        },
    ),
}
"""By the exercise's id."""
