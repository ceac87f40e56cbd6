"""Every comparison as a row of CSV, for finding out what went wrong where."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from formcheck.report.atomic import write_atomic
from formcheck.validate.units import ClipResult, RepUnit

HEADER = (
    "clip", "exercise", "rep", "side", "true_view", "found_view", "said_side", "counted",
    "found_counted", "what", "name", "true", "found", "unit", "truth", "verdict", "view_allows",
    "borderline", "reason",
)  # fmt: skip


def write_details(results: Sequence[ClipResult], path: Path) -> None:
    """Write a row per repetition and moment, check and measure.

    Raises:
        OutputError: it cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for clip in results:
        units = [(str(rep.number), rep) for rep in clip.reps]
        units += [(f"stage {stage.number}", stage) for stage in clip.stages]
        for number, rep in units:
            first = (
                clip.name,
                clip.exercise,
                number,
                rep.true.side.value,
                rep.true.view or "",
                rep.found_view or "",
                rep.found_side or "",
                rep.true.counted,
                rep.found_counted if rep.matched else "",
            )
            writer.writerows((*first, *row) for row in _rows(rep))
    write_atomic(path, text.getvalue().encode())


def _rows(rep: RepUnit) -> Iterator[tuple[object, ...]]:
    told = {
        "stage": (rep.true.stage, rep.found_stage),
        "direction": (rep.true.direction, rep.found_direction),
    }
    for name, (real, said) in told.items():
        if real is not None:
            yield ("told", name, real, said or "", "", "", "", "", "", "")
    for moment, late in rep.late.items():
        true = getattr(rep.true, moment)
        found = round(true + late, 3)
        yield ("moment", moment, round(true, 3), found, "s", "", "", "", "", "")
    for measure in rep.measures:
        true, found_value = round(measure.true, 4), measure.found
        yield ("measure", measure.measure, true, found_value, measure.unit, "", "", "", "", "")
    for fault in rep.faults:
        yield (
            "fault",
            fault.check,
            "" if fault.true.value is None else round(fault.true.value, 4),
            fault.value,
            "",
            "fault" if fault.true.fault else ("ok" if fault.true.applies else "impossible"),
            fault.verdict.value if fault.verdict else "not found",
            fault.view_allows,
            fault.true.borderline,
            fault.reason,
        )
