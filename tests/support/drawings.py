"""Drawings as an exercise would hand them over."""

from __future__ import annotations

import math

from formcheck.exercises.drawings import ClockTrace, StageBar, StagePart, StepMap, StepMark


def clock(
    sectors: int = 9,
    *,
    points: tuple[tuple[float, float], ...] | None = None,
    turned: float = 290.0,
) -> ClockTrace:
    """Most of a clockwise circle."""
    angles = [math.radians(turned) * i / 60 for i in range(61)]
    return ClockTrace(
        points=tuple((14 * math.sin(a), 18 * math.cos(a)) for a in angles)
        if points is None
        else points,
        reach=25.0,
        sectors=tuple(i < sectors for i in range(12)),
        turned=turned,
        wanted="clockwise",
    )


def steps(count: int = 12, *, fault: int = 0, turn: float | None = None) -> StepMap:
    """A tandem walk; step number `fault` is beside the line."""
    return StepMap(
        steps=tuple(
            StepMark(
                number=i,
                side="left" if i % 2 else "right",
                along=1.05 * i,
                across=0.45 if i == fault else 0.1 * math.sin(i),
                turn=turn,
                fault="off_line" if i == fault else "",
            )
            for i in range(1, count + 1)
        ),
        tolerance=0.2,
        in_a_row=count - fault,
    )


def stages(left_s: float | None = 12.0) -> StageBar:
    """Toe walking, the second of three stages and a rest."""
    return StageBar(
        parts=(
            StagePart(name="Feet straight", wanted_s=20.0, done_s=20.0, state="done"),
            StagePart(name="Toes out", wanted_s=20.0, done_s=16.2, state="now"),
            StagePart(name="Toes in", wanted_s=20.0),
            StagePart(name="Rest", wanted_s=12.0, rest=True),
        ),
        cycle=2,
        cycles=5,
        left_s=left_s,
    )
