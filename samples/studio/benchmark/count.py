"""How many units a plan has in each cell, how long it is, and how long it takes to render."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..spec import ClipSpec
from .plan import Plan
from .table import SIDES, VIEWS

#: Core time of rendering, measured: of a clip, of a frame, and of a thousand of its pixels.
_CLIP_S, _FRAME_S, _KILOPIXEL_S = 2.5, 0.045, 0.00018
#: Of a thousand pixels of a room that is drawn anew, for the camera moves.
_ROOM_S = 0.0018


@dataclass(frozen=True)
class Cell:
    """A fault in a view: units asked for, those that are plainly faulty, and whether it shows."""

    asked: int
    clear: int
    seen: bool


def cells(plan: Plan, exercise: str = "heel-raise") -> dict[tuple[str, str], Cell]:
    """Units of an exercise by check and view.

    Of heel raises, what one leg does is counted apart in side views.
    """
    asked: Counter[tuple[str, str]] = Counter()
    clear: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[str, str], bool] = {}
    for unit in plan.asked:
        if unit.exercise != exercise:
            continue
        one_leg = unit.view in SIDES and unit.side != "both"
        key = (unit.check, f"{unit.view}, one leg" if one_leg else unit.view)
        asked[key] += 1
        clear[key] += unit.clear
        seen[key] = seen.get(key, False) or unit.seen
    return {key: Cell(n, clear[key], seen[key]) for key, n in sorted(asked.items())}


def minutes(specs: tuple[ClipSpec, ...] | list[ClipSpec], *, distractors: bool) -> float:
    """Minutes of video, of distractors or of exercises."""
    return sum(s.seconds for s in specs if ("-none-" in s.name) == distractors) / 60


def core_seconds(spec: ClipSpec) -> float:
    """About how long one core takes to render a clip."""
    # A variable rate leaves out about every fifth frame.
    frames = spec.seconds * spec.fps * (0.78 if spec.variable_fps else 1)
    w, h = spec.size
    room = _ROOM_S if spec.shake else 0.0
    return _CLIP_S + frames * (
        spec.blur * _FRAME_S + (spec.blur * _KILOPIXEL_S + room) * w * h / 1000
    )


def table(plan: Plan) -> str:
    """The plan as text: units plainly faulty, of those asked for, by fault and view."""
    exercises = dict.fromkeys(unit.exercise for unit in plan.asked)
    parts = [_cells(plan, exercise) for exercise in exercises]
    return "\n\n".join([*parts, _totals(plan)])


def _cells(plan: Plan, exercise: str) -> str:
    found = cells(plan, exercise)
    there = {view for _, view in found}
    views = [
        v for view in VIEWS for v in ((view, f"{view}, one leg") if view in SIDES else (view,))
        if v in there
    ]  # fmt: skip
    checks = sorted({check for check, _ in found})
    lines = [f"| {exercise} | " + " | ".join(views) + " |", "| --- |" + " --- |" * len(views)]
    for check in checks:
        row = []
        for view in views:
            cell = found.get((check, view))
            text = f"{cell.clear} of {cell.asked}" if cell else "–"
            row.append(text if not cell or cell.seen else f"({text})")
        lines.append(f"| {check} | " + " | ".join(row) + " |")
    return "\n".join(lines)


def _totals(plan: Plan) -> str:
    raises = [s for s in plan.specs if s.motion == "heel-raise"]
    sides = Counter(str(s.options["side"]) for s in raises)
    others = Counter(s.motion for s in plan.specs if s.motion in {u.exercise for u in plan.asked})
    nothing = [s for s in plan.specs if "-none-" in s.name]
    lines = [
        f"{plan.half}: {len(raises)} clips of heel raises ("
        + ", ".join(f"{n} {side}" for side, n in sorted(sides.items()))
        + f"), {sum(s.options['reps'] for s in raises)} raises; "
        + ", ".join(f"{n} of {name}" for name, n in others.items() if name != "heel-raise")
        + f"; {minutes(plan.specs, distractors=False):.0f} min in all;"
        f" {len(nothing)} distractors, {minutes(plan.specs, distractors=True):.0f} min.",
        "Units plainly faulty of those asked for, from none to twice the limit; in brackets"
        " where the view cannot show it.",
    ]
    return "\n".join(lines)
