"""How each exercise looks when it is done right, and done wrong: one entry an exercise.

The contract in `tests/exercises/test_exercise_contract.py` asks every exercise that is found for an
entry here, and runs over it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.circles import Circle, Circler
from tests.support.seated import Seated
from tests.support.simulate import Camera, Rep, Script
from tests.support.walkers import Walker


@dataclass(frozen=True)
class Performance:
    """Somebody doing one exercise.

    Attributes:
        right: what they do, well.
        counted: how many repetitions or steps that is; a tuple is the fewest and the most, where
            the first and the last ones cannot be told.
        camera: from where they are seen; yaw 90 is from their left.
        options: what was prescribed.
        wrong: by check, somebody who fails it.
    """

    right: Callable[[], Script]
    counted: int | tuple[int, int]
    camera: Camera = field(default_factory=Camera)
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
    camera: Camera | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


def _raises(*reps: Rep, side: str = "both") -> Callable[[], Script]:
    return lambda: Script().stand(1.5).raises(reps, side).stand(1)


def _lifts(count: int = 4, **how: Any) -> Callable[[], Script]:
    return lambda: Seated().on_chair(2).toe_lifts(count, **how).on_chair(1)


def _on_toes(*, across: bool = False, **how: Any) -> Callable[[], Script]:
    """Ten steps on the toes, towards the camera or across the picture."""
    start = {"yaw": 90.0, "x": 1.3} if across else {"away": 1.5}
    step = {"step_m": 0.25} if across else {}
    return lambda: (
        Walker(**start)
        .stand(2)
        .tiptoe(0.07)
        .steps(10, **(step | how))
        .stand(0.3)
        .tiptoe(0)
        .stand(1)
    )


TANDEM = {"step_m": 0.265, "step_s": 1.0, "still_s": 0.4, "clearance_m": 0.04, "first": "right"}


def _heel_to_toe(**how: Any) -> Callable[[], Script]:
    """Ten steps heel to toe towards the camera."""
    return lambda: Walker(away=1.5).heel_to_toe().stand(2).steps(10, **(TANDEM | how)).stand(1)


def _stopping() -> Script:
    walker = Walker(away=1.5).heel_to_toe().stand(2).steps(4, **TANDEM)
    return walker.stand(4).steps(4, **TANDEM).stand(1)


def _circles(*circles: Circle) -> Callable[[], Script]:
    return lambda: Circler().on_chair(2).circles(circles).on_chair(1)


ROUND = Circle()
GOOD = Rep()
SIDE = Camera(yaw=90)
FARTHER = Camera(distance=4.5)

PERFORMANCES: dict[str, Performance] = {
    "heel-raise": Performance(
        right=_raises(*[GOOD] * 4),
        counted=4,
        wrong={
            "low_raise": Wrong(_raises(*[Rep(lift_cm=11)] * 3, Rep(lift_cm=4.6), GOOD)),
            "too_fast": Wrong(_raises(*[Rep(rise_s=0.4, lower_s=0.4, hold_s=0, rest_s=0.1)] * 4)),
            "dropped_heel": Wrong(_raises(*[Rep(rise_s=2.0, lower_s=0.6)] * 3)),
            "no_hold": Wrong(_raises(*[GOOD] * 3), options={"hold_s": 3}),
            "knee_pumping": Wrong(_raises(*[Rep(pump=30)] * 3), camera=SIDE),
            "trunk_lean": Wrong(_raises(*[Rep(lean_fwd=30)] * 3), camera=SIDE),
            "foot_misaligned": Wrong(_raises(*[Rep(drift=0.3)] * 3)),
            "heel_not_down": Wrong(_raises(*[Rep(valley=0.35, rest_s=0.1)] * 3, GOOD)),
        },
    ),
    "toe-walk": Performance(
        right=_on_toes(),
        counted=10,
        camera=FARTHER,
        options={"stages_s": (7.0,)},
        wrong={
            # heel_drop: these walkers sink by turns, which reads as half of it (test_toe_walk.py).
            "wrong_direction": Wrong(_on_toes(turn=30)),
            "stage_short": Wrong(_on_toes(), options={"stages_s": (20.0,)}),
            "trunk_sway": Wrong(_on_toes(sway=20)),
            "knees_bent": Wrong(_on_toes(across=True, knee=45)),
        },
    ),
    "heel-to-toe": Performance(
        right=_heel_to_toe(),
        counted=10,
        camera=FARTHER,
        wrong={
            "off_line": Wrong(_heel_to_toe(aside_m=0.12)),
            "trunk_sway": Wrong(_heel_to_toe(sway=20)),
            "lost_balance": Wrong(_stopping),
        },
    ),
    "ankle-circle": Performance(
        right=_circles(*[ROUND] * 4),
        counted=4,
        wrong={
            "partial_circle": Wrong(_circles(ROUND, ROUND, Circle(turned=200), ROUND)),
            "direction_change": Wrong(_circles(ROUND, ROUND, Circle(against=True), ROUND, ROUND)),
            # A circle's size is known within a third of the best one's, the limit is at 60 % of it.
            "small_circle": Wrong(_circles(*[ROUND] * 3, *[Circle(pointed=4, aside=4)] * 3)),
            "leg_moving": Wrong(_circles(*[Circle(swing=30)] * 3)),
            "too_fast": Wrong(_circles(*[Circle(seconds=0.9)] * 4)),
        },
    ),
    "toe-lift": Performance(
        right=_lifts(),
        counted=4,
        camera=SIDE,
        wrong={
            "too_fast": Wrong(
                _lifts(up_s=0.1, down_s=0.1, hold_s=1), options={"limits": {"quickest": 0.9}}
            ),
            "no_hold": Wrong(_lifts(), options={"hold_s": 3}),
        },
    ),
}
"""By the exercise's id."""
