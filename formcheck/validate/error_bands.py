"""Error bands from results, in the shape of formcheck/data/bands.json."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from formcheck.errors import InputError
from formcheck.exercises.registry import exercises
from formcheck.exercises.results import Side
from formcheck.motion.bands import QUICK, QUICK_S
from formcheck.motion.view import BACK_VIEWS
from formcheck.report.atomic import write_atomic
from formcheck.validate.stats import FEW, agreement
from formcheck.validate.units import KINDS, ClipResult, RepUnit

ABOUT = (
    "Error bands: 90th percentile of the absolute error with the bias taken away, by measure and "
    "kind of view, as `formcheck validate --bands` works them out. 'samples' says from how many "
    f"repetitions; from under {FEW} no band is worked out, and what 'provisional' lists stays. "
    "'one leg' stands apart from the side, where the legs are mixed up, and elsewhere where it "
    "differs much; so does 'from behind'. 'feet' is what the foot model had a part in, from a run "
    "with it; everything else is from a run without."
)

ONE_LEG = ", one leg"
BEHIND = ", from behind"
FEET = ", feet"
ALONE = "side" + ONE_LEG

MUCH = 1.5
"""One leg, or what is seen from behind, has a band of its own where one of both is that many times
the other."""

HEEL_RAISE = {
    "peak_heel_lift": ("peak_heel_lift",),
    "relative_height": ("own_best",),
    "heel_down": ("heel_down",),
    "peak_foot_pitch": ("peak_foot_pitch",),
    "phase_time": ("rise_s", "hold_s", "lower_s"),
    "rise_time": ("rise_s",),
    "hold_time": ("hold_s",),
    "lower_time": ("lower_s",),
    "quick_rise_time": ("rise_s",),
    "quick_lower_time": ("lower_s",),
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

BY_FEET = {
    "heel-raise": ("peak_heel_lift", "relative_height", "peak_foot_pitch"),
    "heel-to-toe": ("tandem_gap",),
}
"""By exercise, the bands whose measures the foot model has a part in: where it saw a heel rise, and
where it saw both feet of a step."""

Pairs = dict[str, list[tuple[float, float]]]
"""(true, found), by measure."""


@dataclass
class _Samples:
    """What there is of one exercise for one band: by kind of view, one leg, and from behind."""

    unit: str = ""
    groups: dict[tuple[str, bool, bool], Pairs] = field(default_factory=dict)

    def of(self, kind: str, *, one: bool | None = None, behind: bool | None = None) -> Pairs:
        """Those of a kind; of one leg and of both, from behind or not, unless that is said."""
        result: Pairs = defaultdict(list)
        for (name, leg, back), pairs in self.groups.items():
            if name == kind and one in (None, leg) and behind in (None, back):
                for measure, some in pairs.items():
                    result[measure] += some
        return result


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

    Where the foot model had a part in anything, only the bands of what it had a part in: the others
    are for what was measured without it, and what is left then are the harder cases.

    Args:
        results: every clip, as `run` gives them.
        basis: where they come from, in a few words for the report.
    """
    bands: dict[str, dict[str, float | str]] = {}
    counts: dict[str, dict[str, int]] = {}
    feet = any(rep.by_feet for clip in results for rep in clip.reps)
    for name, several in _collected(results, feet=feet).items():
        row: dict[str, float] = {}
        for samples in several:
            widths, numbers = _row(samples, feet=feet)
            for kind, width in widths.items():  # a band of two exercises is the wider one
                row[kind] = max(width, row.get(kind, 0.0))
            for kind, n in numbers.items():
                counts.setdefault(name, {})
                counts[name][kind] = counts[name].get(kind, 0) + n
        if row:
            bands[name] = {**row, "unit": next(s.unit for s in several if s.unit)}
    result = {"about": ABOUT, "basis": basis, "bands": bands, "samples": counts}
    return result | {"feet_basis": basis} if feet else result


def _collected(results: Sequence[ClipResult], *, feet: bool) -> dict[str, list[_Samples]]:
    """By band, of each exercise; all, or those that the foot model had a part in."""
    bands: dict[str, list[_Samples]] = defaultdict(list)
    for exercise in dict.fromkeys(clip.exercise for clip in results):
        clips = [clip for clip in results if clip.exercise == exercise]
        reps = [rep for clip in clips for rep in (*clip.reps, *clip.stages)]
        # Where every unit is one foot's (steps, circles) there is nothing to set apart.
        legs = any(rep.true.side is Side.BOTH for clip in clips for rep in clip.reps)
        for name, measures in measures_of_bands(exercise).items():
            if feet and name not in BY_FEET.get(exercise, ()):
                continue
            samples = _Samples()
            bands[name].append(samples)
            for rep in (rep for rep in reps if rep.by_feet is feet):
                below = QUICK_S if name in QUICK else math.inf
                _collect(samples, rep, measures, legs=legs, below=below)
    return bands


def _collect(
    samples: _Samples, rep: RepUnit, measures: Sequence[str], *, legs: bool, below: float
) -> None:
    """Take what was measured of one repetition, and found to be below something."""
    kind = KINDS.get(rep.found_view) if rep.found_view else None
    if kind is None:
        return
    # As the program looks bands up: not known to stand on both is standing on one.
    one_leg = legs and rep.found_side is not Side.BOTH
    group = samples.groups.setdefault(
        (kind, one_leg, rep.found_view in BACK_VIEWS), defaultdict(list)
    )
    for one in rep.measures:
        if one.measure in measures and one.found is not None and one.found < below:
            group[one.measure].append((one.true, one.found))
            samples.unit = one.unit


def _row(samples: _Samples, *, feet: bool) -> tuple[dict[str, float], dict[str, int]]:
    """The bands of one measure by kind of view, and from how many each."""
    row: dict[str, float] = {}
    counts: dict[str, int] = {}
    for kind in dict.fromkeys(KINDS.values()):
        for part, pairs in _parts(samples, kind, feet=feet).items():
            name = part + FEET * feet
            if not _least(pairs):
                continue
            counts[name] = _least(pairs)
            if (value := _band(pairs)) is not None:
                row[name] = value
    return row, counts


def _parts(samples: _Samples, kind: str, *, feet: bool) -> dict[str, Pairs]:
    """What gets a band of its own: one leg, or else what is seen from behind, or all together."""
    both, one = samples.of(kind, one=False), samples.of(kind, one=True)
    # From the side the body model mixes up the legs of one, however little that showed so far.
    if _least(one) if kind == "side" and not feet else _differ(both, one):
        return {kind: both, kind + ONE_LEG: one}
    before, behind = samples.of(kind, behind=False), samples.of(kind, behind=True)
    if _differ(before, behind):
        return {kind: before, kind + BEHIND: behind}
    return {kind: samples.of(kind)}


def _differ(a: Pairs, b: Pairs) -> bool:
    """Whether one of two bands is much wider."""
    widths = _band(a), _band(b)
    if widths[0] is None or widths[1] is None:
        return False
    low, high = sorted((widths[0], widths[1]))
    return high > MUCH * low


def _least(pairs: Pairs) -> int:
    """How often that was measured which was measured least."""
    return min((len(some) for some in pairs.values()), default=0)


def _band(pairs: Pairs) -> float | None:
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
    if "feet_basis" in measured:
        return _with_feet(measured, before)
    earlier: dict[str, dict[str, Any]] = before.get("bands", {})
    open_: dict[str, list[str]] = before.get(
        "provisional", {name: [k for k in row if k != "unit"] for name, row in earlier.items()}
    )
    bands = {name: dict(row) for name, row in measured["bands"].items()}
    for name in sorted(
        earlier.keys() & bands.keys()
    ):  # too few now: both legs do not stand for one
        if ALONE in earlier[name] and ALONE not in bands[name]:
            open_ = {**open_, name: [*{*open_.get(name, ()), ALONE}]}
    kept: dict[str, list[str]] = {}
    for name, kinds in open_.items():
        row = bands.get(name, {})
        for kind in kinds:
            if kind not in row:
                # One leg is no easier to see, nor is anything from behind.
                both = row.get(kind.removesuffix(ONE_LEG).removesuffix(BEHIND), 0.0)
                row = {kind: max(both, earlier[name][kind]), **row}
                kept.setdefault(name, []).append(kind)
        bands[name] = {"unit": earlier[name]["unit"], **row}
    return {**measured, "bands": _ordered(bands), "provisional": kept}


def _with_feet(measured: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Bands from before, and those of what the foot model had a part in; none of these is old."""

    def put_in(name: str) -> dict[str, Any]:
        rows = dict(before.get(name, {}))
        for band in chain.from_iterable(BY_FEET.values()):
            row = {k: v for k, v in rows.get(band, {}).items() if not k.endswith(FEET)}
            if row := {**row, **measured[name].get(band, {})}:
                rows[band] = row
        return rows

    return {
        "about": measured["about"],
        "basis": before.get("basis", measured["basis"]),
        "bands": _ordered(put_in("bands")),
        "samples": put_in("samples"),
        "provisional": before.get("provisional", {}),
        "feet_basis": measured["feet_basis"],
    }


def _ordered(bands: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Kinds of view first, then what stands apart, then the unit."""
    parts = ("", ONE_LEG, BEHIND, FEET, ONE_LEG + FEET, BEHIND + FEET)
    order = [*(kind + part for part in parts for kind in dict.fromkeys(KINDS.values())), "unit"]
    return {
        name: {key: row[key] for key in sorted(row, key=order.index)} for name, row in bands.items()
    }


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
