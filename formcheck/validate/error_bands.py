"""Error bands from results, in the shape of formcheck/data/bands.json."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from formcheck.errors import InputError
from formcheck.exercises.registry import exercises
from formcheck.exercises.results import Side
from formcheck.report.atomic import write_atomic
from formcheck.validate.stats import FEW, agreement
from formcheck.validate.units import KINDS, ClipResult, RepUnit

ABOUT = (
    "Error bands: 90th percentile of the absolute error with the bias taken away, by measure and "
    "kind of view, as `formcheck validate --bands` works them out. 'samples' says from how many "
    f"repetitions; from under {FEW} no band is worked out, and what 'provisional' lists stays. "
    "'one leg' stands apart from the side, where the legs are mixed up, and elsewhere where it "
    "differs much."
)

ONE_LEG = ", one leg"

MUCH = 1.5
"""One leg has a band of its own where one of both is that many times the other."""

HEEL_RAISE = {
    "peak_heel_lift": ("peak_heel_lift",),
    "relative_height": ("own_best",),
    "heel_down": ("heel_down",),
    "peak_foot_pitch": ("peak_foot_pitch",),
    "phase_time": ("rise_s", "hold_s", "lower_s"),
    "rep_time": ("rep_s",),
    "drop_ratio": ("drop_ratio",),
    "knee_flexion": ("knee_flexion_start", "knee_flexion_max"),
    "knee_flexion_range": ("knee_flexion_range",),
    "trunk_lean": ("trunk_lean",),
    "trunk_lean_change": ("trunk_lean_change",),
    "ankle_drift": ("ankle_drift",),
    "foot_turn": ("foot_turn",),
    "other_foot_clearance": ("other_foot_clearance",),
}
"""Of the heel raise, whose bands also are for what stands in findings only."""

Pair = tuple[float, float]


def _empty() -> dict[str, dict[str, list[Pair]]]:
    return defaultdict(lambda: defaultdict(list))


@dataclass
class _Samples:
    """(true, found) of one exercise for one band, by kind of view and measure."""

    unit: str = ""
    both: dict[str, dict[str, list[Pair]]] = field(default_factory=_empty)
    one: dict[str, dict[str, list[Pair]]] = field(default_factory=_empty)


def measures_of_bands(exercise: str) -> Mapping[str, tuple[str, ...]]:
    """Which measures of an exercise each band is for; the widest of several counts for all.

    Args:
        exercise: its id.
    """
    if exercise == "heel-raise":
        return HEEL_RAISE
    kind = exercises()[exercise]
    named = {measure for some in kind.bands.values() for measure in some}
    own = {name: (name,) for name in kind.measures if name not in named}
    return {**own, **kind.bands}


def error_bands(results: Sequence[ClipResult], basis: str) -> dict[str, Any]:
    """Bands of everything that was measured often enough.

    Args:
        results: every clip, as `run` gives them.
        basis: where they come from, in a few words for the report.
    """
    bands: dict[str, dict[str, float | str]] = {}
    counts: dict[str, dict[str, int]] = {}
    for name, several in _collected(results).items():
        row: dict[str, float] = {}
        for samples in several:
            widths, numbers = _row(samples)
            for kind, width in widths.items():  # a band of two exercises is the wider one
                row[kind] = max(width, row.get(kind, 0.0))
            for kind, n in numbers.items():
                counts.setdefault(name, {})
                counts[name][kind] = counts[name].get(kind, 0) + n
        if row:
            bands[name] = {**row, "unit": next(s.unit for s in several if s.unit)}
    return {"about": ABOUT, "basis": basis, "bands": bands, "samples": counts}


def _collected(results: Sequence[ClipResult]) -> dict[str, list[_Samples]]:
    """By band, of each exercise."""
    bands: dict[str, list[_Samples]] = defaultdict(list)
    for exercise in dict.fromkeys(clip.exercise for clip in results):
        clips = [clip for clip in results if clip.exercise == exercise]
        reps = [rep for clip in clips for rep in (*clip.reps, *clip.stages)]
        # Where every unit is one foot's (steps, circles) there is nothing to set apart.
        legs = any(rep.true.side is Side.BOTH for clip in clips for rep in clip.reps)
        for name, measures in measures_of_bands(exercise).items():
            samples = _Samples()
            bands[name].append(samples)
            for rep in reps:
                _collect(samples, rep, measures, legs=legs)
    return bands


def _collect(samples: _Samples, rep: RepUnit, measures: Sequence[str], *, legs: bool) -> None:
    kind = KINDS.get(rep.found_view) if rep.found_view else None
    if kind is None:
        return
    # As the program looks bands up: not known to stand on both is standing on one.
    own = samples.one if legs and rep.found_side is not Side.BOTH else samples.both
    for one in rep.measures:
        if one.measure in measures and one.found is not None:
            own[kind][one.measure].append((one.true, one.found))
            samples.unit = one.unit


def _row(samples: _Samples) -> tuple[dict[str, float], dict[str, int]]:
    """The bands of one measure by kind of view, and from how many each."""
    row: dict[str, float] = {}
    counts: dict[str, int] = {}
    for kind in dict.fromkeys(KINDS.values()):
        both, one = samples.both[kind], samples.one[kind]
        parts = {kind: _together(both, one)}
        if _apart(kind, both, one):
            parts = {kind: both, kind + ONE_LEG: one}
        for name, pairs in parts.items():
            if not _least(pairs):
                continue
            counts[name] = _least(pairs)
            if (value := _band(pairs)) is not None:
                row[name] = value
    return row, counts


def _apart(kind: str, both: dict[str, list[Pair]], one: dict[str, list[Pair]]) -> bool:
    """Whether one leg needs a band of its own: always from the side, where legs are mixed up."""
    if kind == "side":
        return bool(_least(one))
    widths = _band(both), _band(one)
    if widths[0] is None or widths[1] is None:
        return False
    low, high = sorted((widths[0], widths[1]))
    return high > MUCH * low


def _together(a: dict[str, list[Pair]], b: dict[str, list[Pair]]) -> dict[str, list[Pair]]:
    return {name: [*a.get(name, ()), *b.get(name, ())] for name in dict.fromkeys((*a, *b))}


def _least(pairs: dict[str, list[Pair]]) -> int:
    """How often that was measured which was measured least."""
    return min((len(some) for some in pairs.values()), default=0)


def _band(pairs: dict[str, list[Pair]]) -> float | None:
    """The widest of several, to three figures; None from too few."""
    if _least(pairs) < FEW:
        return None
    widths = [agreement([t for t, _ in some], [f for _, f in some]).p90 for some in pairs.values()]
    return float(f"{max(w or 0.0 for w in widths):.3g}")


def merged(measured: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Measured bands, and those from before that nobody has measured yet: they stay provisional.

    Args:
        measured: as `error_bands` gives them.
        before: the same, of an earlier time; where it does not say which of its bands are
            provisional, all are.
    """
    earlier: dict[str, dict[str, Any]] = before.get("bands", {})
    open_: dict[str, list[str]] = before.get(
        "provisional", {name: [k for k in row if k != "unit"] for name, row in earlier.items()}
    )
    bands = {name: dict(row) for name, row in measured["bands"].items()}
    kept: dict[str, list[str]] = {}
    for name, kinds in open_.items():
        row = bands.get(name, {})
        for kind in kinds:
            if kind not in row:
                both = row.get(kind.removesuffix(ONE_LEG), 0.0)  # one leg is no easier to see
                row = {kind: max(both, earlier[name][kind]), **row}
                kept.setdefault(name, []).append(kind)
        bands[name] = {"unit": earlier[name]["unit"], **row}
    order = [*dict.fromkeys(KINDS.values()), *(kind + ONE_LEG for kind in KINDS.values()), "unit"]
    bands = {
        name: {key: row[key] for key in sorted(row, key=order.index)} for name, row in bands.items()
    }
    return {**measured, "bands": bands, "provisional": kept}


def write_bands(bands: Mapping[str, Any], path: Path) -> None:
    """Write bands as JSON; those that the file has already, and which are not given, stay.

    Raises:
        InputError: the file is there and holds something else.
        OutputError: they cannot be written.
    """
    before: dict[str, Any] = {}
    if path.is_file():
        try:
            before = json.loads(path.read_bytes())
            before.get("bands", {}).items()
        except (ValueError, AttributeError) as error:
            raise InputError(f"{path} holds no error bands; give another file.") from error
    write_atomic(path, (json.dumps(merged(bands, before), indent=2) + "\n").encode())
