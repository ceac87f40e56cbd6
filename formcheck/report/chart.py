"""The curve over time as geometry: rows of time with axes, repetitions, faults and gaps."""

from __future__ import annotations

import itertools
import math

from formcheck.exercises.results import Rep, Side
from formcheck.report import words
from formcheck.report.model import Curve, Report
from formcheck.report.shapes import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Box,
    Format,
    Mark,
    Span,
    Strip,
    Tick,
)

_BOX = 13.0
_DIGIT = 6.4
_TIME_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600)


def strips(report: Report, letters: dict[str, str], form: Format) -> list[Strip]:
    """Lay the report's curve out in rows.

    Args:
        report: the report; nothing comes out when it has no curve.
        letters: the letter of each kind of fault.
        form: the size of the rows.
    """
    curve = report.curve
    if curve is None or not any(v is not None for v in curve.value):
        return []
    end = max([*curve.t_s[-1:], *(r.end_s for r in report.reps), 1.0]) + 0.01
    rows = min(form.most, max(1, math.ceil(end / form.row_s)))
    layout = _Layout(report, curve, letters, form, seconds=end / rows)
    return [layout.strip(row) for row in range(rows)]


class _Layout:
    """What all rows have in common."""

    def __init__(
        self, report: Report, curve: Curve, letters: dict[str, str], form: Format, *, seconds: float
    ) -> None:
        self.report, self.curve, self.letters = report, curve, letters
        self.width, self.height, self.seconds = form.width, form.height, seconds
        values = [v for v in curve.value if v is not None]
        # Room above the curve for the letters of the faults.
        stacked = max((len({f.check for f in r.faults}) for r in report.reps), default=0)
        room = 1.08 + 0.11 * min(3, stacked)
        self.high = max([*values, curve.target or 0.0, 1e-9]) * room
        self.low = min(0.0, *values)
        self.step = nice_step((self.high - self.low) / 4.5)
        self.number_every = self._number_every()

    def strip(self, row: int) -> Strip:
        start = row * self.seconds
        end = start + self.seconds
        target = self.curve.target
        return Strip(
            width=self.width,
            height=self.height,
            lines=self._lines(start, end),
            marks=[
                self._mark(rep, start, end)
                for rep in self.report.reps
                if rep.end_s > start and rep.start_s < end
            ],
            gaps=self._gaps(start, end),
            sets=self._sets(start, end),
            x_ticks=self._x_ticks(start, end),
            y_ticks=self._y_ticks(),
            target_y=None if target is None else self._y(target),
        )

    def _x(self, t: float, start: float) -> float:
        share = min(1.0, max(0.0, (t - start) / self.seconds))
        return round(LEFT + share * (self.width - LEFT - RIGHT), 1)

    def _y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.height - BOTTOM - share * (self.height - BOTTOM - TOP), 1)

    def _lines(self, start: float, end: float) -> list[str]:
        """The curve's unbroken pieces as points of polylines."""
        pieces: list[list[str]] = [[]]
        times = self.curve.t_s
        for i, (t, value) in enumerate(zip(times, self.curve.value, strict=True)):
            if value is None:
                pieces.append([])
                continue
            # One point beyond each end, so that the curve reaches the edge of its row.
            near = times[min(i + 1, len(times) - 1)] >= start and times[max(i - 1, 0)] <= end
            if near:
                pieces[-1].append(f"{self._x_open(t, start)},{self._y(value)}")
        return [" ".join(p if len(p) > 1 else p * 2) for p in pieces if p]

    def _x_open(self, t: float, start: float) -> float:
        """As `_x`, but running on beyond the edges, where it is clipped."""
        return round(LEFT + (t - start) / self.seconds * (self.width - LEFT - RIGHT), 1)

    def _mark(self, rep: Rep, start: float, end: float) -> Mark:
        x0, x1 = self._x(rep.start_s, start), self._x(rep.end_s, start)
        here = start <= rep.peak_s < end
        peak_x = self._x(rep.peak_s, start)
        height = self._value_at(rep.peak_s)
        checks = dict.fromkeys(f.check for f in rep.faults)
        boxes = [
            Box(peak_x, TOP + 2 + i * (_BOX + 1), self.letters.get(check, "?"))
            for i, check in enumerate(list(checks)[:4])
        ]
        numbered = rep.index % self.number_every == 0 or self.number_every == 1
        return Mark(
            x=x0,
            width=round(max(1.0, x1 - x0), 1),
            peak=(peak_x, self._y(height)) if here and height is not None else None,
            counted=rep.counted,
            label=(str(rep.index) if rep.counted else f"({rep.index})")
            if here and numbered
            else "",
            label_x=peak_x,
            boxes=boxes if here else [],
        )

    def _value_at(self, t: float) -> float | None:
        """The highest point of the curve close to a moment."""
        reach = max(0.15, self.curve.t_s[-1] / max(1, len(self.curve.t_s)))
        near = [
            v
            for s, v in zip(self.curve.t_s, self.curve.value, strict=True)
            if v is not None and abs(s - t) <= reach
        ]
        return max(near, default=None)

    def _gaps(self, start: float, end: float) -> list[Span]:
        spans = []
        for first, last in gaps(self.curve):
            if last > start and first < end:
                x0, x1 = self._x(first, start), self._x(last, start)
                text = "not known" if x1 - x0 > 46 else ""
                spans.append(Span(x0, round(max(1.0, x1 - x0), 1), text))
        return spans

    def _sets(self, start: float, end: float) -> list[Span]:
        spans = []
        for one in self.report.sets:
            if one.end_s > start and one.start_s < end:
                x0, x1 = self._x(one.start_s, start), self._x(one.end_s, start)
                text = f"Set {one.index}"
                if one.side is not Side.UNKNOWN:
                    text += f" · {words.side(one.side)}"
                fits = x1 - x0 > len(text) * 5.5
                spans.append(Span(x0, round(x1 - x0, 1), text if fits else ""))
        return spans

    def _x_ticks(self, start: float, end: float) -> list[Tick]:
        room = (self.width - LEFT - RIGHT) / 46
        step = next((s for s in _TIME_STEPS if self.seconds / s <= room), _TIME_STEPS[-1])
        first = math.ceil(start / step - 1e-9)
        return [
            Tick(self._x(i * step, start), words.clock(i * step))
            for i in range(first, math.floor(end / step + 1e-9) + 1)
        ]

    def _y_ticks(self) -> list[Tick]:
        top = math.floor(self.high / self.step + 1e-9)
        bottom = math.ceil(self.low / self.step - 1e-9)
        digits = next((n for n in range(4) if round(self.step, n) == self.step), 4)
        values = [i * self.step for i in range(bottom, top + 1)]
        return [Tick(self._y(v), f"{v:.{digits}f}".replace("-", "\u2212")) for v in values]

    def _number_every(self) -> int:
        """1, or 2, 5, 10 … where the repetitions stand too close for every number."""
        if len(self.report.reps) < 2:
            return 1
        peaks = [r.peak_s for r in self.report.reps]
        apart = sorted(b - a for a, b in itertools.pairwise(peaks))
        px = apart[len(apart) // 4] / self.seconds * (self.width - LEFT - RIGHT)
        room = (len(str(len(peaks))) + 0.8) * _DIGIT
        return next((n for n in (1, 2, 5, 10, 20, 50) if n * px >= room), 100)


def gaps(curve: Curve) -> list[tuple[float, float]]:
    """Stretches without a value, from the last point before to the first after each."""
    found: list[tuple[float, float]] = []
    open_at: float | None = None
    for t, value in zip(curve.t_s, curve.value, strict=True):
        if value is None:
            open_at = t if open_at is None else open_at
            last = t
        elif open_at is not None:
            found.append((open_at, last))
            open_at = None
    if open_at is not None:
        found.append((open_at, last))
    return found


def nice_step(rough: float) -> float:
    """The next of 1, 2, 2.5, 5 × 10ⁿ."""
    if not (rough > 0 and math.isfinite(rough)):
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
