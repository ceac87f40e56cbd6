"""Circles as geometry: each one's path on a clock with pointed at 12, the own right at 3."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.exercises.drawings import ClockTrace
from formcheck.exercises.results import Rep
from formcheck.report import words
from formcheck.report.model import Report

SIZE = 100.0
"""Width and height of a clock's drawing."""

RADIUS = 40.0
MOST = 60
"""Clocks on the page at most; with more, those with a fault come first."""

UNKNOWN = "direction not known"

_POINTS = 48
_SECTORS = 12


@dataclass(frozen=True, slots=True)
class ClockFace:
    """One circle."""

    number: str
    counted: bool
    line: str
    start: tuple[float, float] | None
    arrow: str
    reached: list[str]
    missed: list[str]
    letters: list[str]
    way: str
    caption: str
    said: str


@dataclass(frozen=True, slots=True)
class ClockGroup:
    """The circles of one set (and stage)."""

    title: str
    faces: list[ClockFace]
    left_out: int


def clocks_of(report: Report, letters: Mapping[str, str]) -> list[ClockGroup]:
    """All circles that have a drawing, a group for each set.

    Args:
        report: the session.
        letters: the letter of each kind of fault.
    """
    drawn = [rep for rep in report.reps if isinstance(rep.drawing, ClockTrace)]
    shown = {rep.index for rep in _chosen(drawn)}
    groups: dict[int, list[Rep]] = {}
    for rep in drawn:
        groups.setdefault(rep.set, []).append(rep)
    names = words.Names(report)
    return [
        ClockGroup(
            _title(report, index),
            [_face(r, report, names, letters) for r in reps if r.index in shown],
            sum(r.index not in shown for r in reps),
        )
        for index, reps in groups.items()
    ]


def _chosen(reps: list[Rep]) -> list[Rep]:
    """As many as there is room for: faults first, then the others, spread over the session."""
    if len(reps) <= MOST:
        return reps
    faulty = [r for r in reps if r.faults]
    others = [r for r in reps if not r.faults]
    room = max(MOST // 3, MOST - len(faulty))
    return _spread(faulty, MOST - min(room, len(others))) + _spread(others, room)


def _spread(reps: list[Rep], amount: int) -> list[Rep]:
    if len(reps) <= amount:
        return reps
    return [reps[i * len(reps) // amount] for i in range(amount)]


def _title(report: Report, index: int) -> str:
    side = next((s.side for s in report.sets if s.index == index), None)
    known = side is not None and side.value in ("left", "right")
    return f"Set {index}" + (f", {words.side(side)} foot" if known and side else "")


def way_of(rep: Rep, trace: ClockTrace) -> str:
    """Which way it was turned, in words."""
    if rep.direction in ("clockwise", "counter-clockwise"):
        return rep.direction
    if rep.direction is not None or not trace.known:
        return UNKNOWN
    if trace.turned == 0:
        return ""
    return "clockwise" if trace.turned > 0 else "counter-clockwise"


def _face(rep: Rep, report: Report, names: words.Names, letters: Mapping[str, str]) -> ClockFace:
    trace = rep.drawing
    assert isinstance(trace, ClockTrace)
    points = _path(trace)
    sectors = [*trace.sectors, *([False] * _SECTORS)][:_SECTORS]
    faults = list(dict.fromkeys(f.check for f in rep.faults))
    name = words.capital(report.wording.short)
    number = str(rep.index) if rep.counted else f"({rep.index})"
    turned = f"{abs(trace.turned):.0f}°" if trace.turned else ""
    way = way_of(rep, trace)
    said = [
        way,
        f"turned {turned}" if turned else "",
        f"{sum(sectors)} of {_SECTORS} sectors reached" if trace.sectors else "",
        *(names.check(check) for check in faults),
        "" if rep.counted else "not counted",
    ]
    return ClockFace(
        number=number,
        counted=rep.counted,
        line=" ".join(f"{x},{y}" for x, y in points),
        start=points[0] if points else None,
        arrow=_arrow(points) if way != UNKNOWN else "",
        reached=[_sector(i) for i, reached in enumerate(sectors) if reached],
        missed=[_sector(i) for i, reached in enumerate(sectors) if not reached],
        letters=[letters.get(check, "?") for check in faults][:4],
        way={"clockwise": "↻", "counter-clockwise": "↺"}.get(way, "?"),
        caption=turned,
        said=f"{name} {number}: " + ", ".join(text for text in said if text),
    )


def _path(trace: ClockTrace) -> list[tuple[float, float]]:
    """The path as few points, kept inside the drawing."""
    points = trace.points
    if len(points) > _POINTS:
        last = len(points) - 1
        points = tuple(points[round(i * last / (_POINTS - 1))] for i in range(_POINTS))
    found = []
    for right, up in points:
        far = math.hypot(right, up) / trace.reach
        scale = RADIUS * 0.82 / trace.reach * min(1.0, 1.2 / far if far else 1.0)
        found.append((round(SIZE / 2 + right * scale, 1), round(SIZE / 2 - up * scale, 1)))
    return found


def _arrow(points: list[tuple[float, float]]) -> str:
    """The head of an arrow at the path's end, as the points of a triangle; '' without a way."""
    if len(points) < 2:
        return ""
    x, y = points[-1]
    before = next((p for p in reversed(points) if math.dist(p, (x, y)) >= 3.0), None)
    if before is None:
        return ""
    angle = math.atan2(y - before[1], x - before[0])
    corners = [(5.0, 0.0), (-3.0, 3.6), (-3.0, -3.6)]
    cos, sin = math.cos(angle), math.sin(angle)
    return " ".join(f"{x + a * cos - b * sin:.1f},{y + a * sin + b * cos:.1f}" for a, b in corners)


def _sector(number: int) -> str:
    """The arc from one hour to the next, 12 o'clock first, as an SVG path."""
    ends = [math.radians(30 * number + d) for d in (2.5, 27.5)]
    (x0, y0), (x1, y1) = ((50 + RADIUS * math.sin(a), 50 - RADIUS * math.cos(a)) for a in ends)
    return f"M{x0:.1f} {y0:.1f}A{RADIUS:g} {RADIUS:g} 0 0 1 {x1:.1f} {y1:.1f}"
