"""Error bands from results, in the shape of formcheck/data/bands.json."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from formcheck.report.atomic import write_atomic
from formcheck.validate.stats import FEW, agreement
from formcheck.validate.units import KINDS, ClipResult

ABOUT = (
    "Error bands: 90th percentile of the absolute error with the bias taken away, by measure and "
    "kind of view, as `formcheck validate --bands` works them out. 'samples' says from how many "
    f"repetitions; under {FEW} there is no band."
)

MEASURES = {
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
"""Which measures of the report each band is for; the widest of several counts for all."""


def error_bands(results: Sequence[ClipResult], basis: str) -> dict[str, Any]:
    """Bands of everything that was measured often enough.

    Args:
        results: every clip, as `run` gives them.
        basis: where they come from, in a few words for the report.
    """
    samples: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    units: dict[str, str] = {}
    for rep in (rep for clip in results for rep in clip.reps):
        kind = KINDS.get(rep.found_view) if rep.found_view else None
        for one in rep.measures:
            if kind and one.found is not None:
                samples[one.measure, kind].append((one.true, one.found))
                units[one.measure] = one.unit
    bands: dict[str, dict[str, float | str]] = {}
    counts: dict[str, dict[str, int]] = {}
    for name, measures in MEASURES.items():
        row: dict[str, float | str] = {}
        for kind in dict.fromkeys(KINDS.values()):
            found = [samples[m, kind] for m in measures if samples[m, kind]]
            if not found:
                continue
            least = min(len(pairs) for pairs in found)
            counts.setdefault(name, {})[kind] = least
            if least >= FEW:
                row[kind] = max(_band(pairs) for pairs in found)
        if row:
            bands[name] = row | {"unit": units[measures[0]]}
    return {"about": ABOUT, "basis": basis, "bands": bands, "samples": counts}


def _band(pairs: Sequence[tuple[float, float]]) -> float:
    """One band, to three figures."""
    p90 = agreement([t for t, _ in pairs], [f for _, f in pairs]).p90
    return float(f"{p90 or 0.0:.3g}")


def write_bands(results: Sequence[ClipResult], basis: str, path: Path) -> None:
    """Write the bands as JSON.

    Raises:
        OutputError: they cannot be written.
    """
    write_atomic(path, (json.dumps(error_bands(results, basis), indent=2) + "\n").encode())
