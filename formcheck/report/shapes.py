"""What the chart is drawn of: plain shapes, in the units of the drawing."""

from __future__ import annotations

from dataclasses import dataclass

TOP, BOTTOM, LEFT, RIGHT = 34.0, 20.0, 30.0, 6.0
"""Room around the curve for numbers, axes and their labels."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a chart is cut into rows.

    Attributes:
        width: of a row.
        height: of a row.
        row_s: seconds that read well in one row.
        most: rows, at most; they get denser beyond.
    """

    width: float
    height: float
    row_s: float
    most: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A letter that stands for a fault."""

    x: float
    y: float
    letter: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One repetition."""

    x: float
    width: float
    peak: tuple[float, float] | None
    counted: bool
    label: str
    label_x: float
    boxes: list[Box]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: a set, or a gap."""

    x: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One row of the chart."""

    width: float
    height: float
    lines: list[str]
    marks: list[Mark]
    gaps: list[Span]
    sets: list[Span]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    target_y: float | None

    @property
    def floor(self) -> float:
        """Height of the time axis."""
        return self.height - BOTTOM
