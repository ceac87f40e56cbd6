"""The figures as a table, and as JSON."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from formcheck import __version__
from formcheck.bench.clip import Clip
from formcheck.bench.figures import Figure
from formcheck.report.atomic import write_atomic

_NOTE = (
    "Bare inference is MediaPipe's detect_for_video alone over the same pictures, one person, "
    "decoded beforehand. Imports and loading the model are left out on both sides. Ratios are "
    "medians over interleaved rounds of one run. Without --thorough, plays for the memory take the "
    "poses of the first one. "
    "Session.push is timed over the clip's own poses, whatever exercise is looked for: where it "
    "finds repetitions it measures them, which takes longer."
)


def show(figures: Sequence[Figure], clip: Clip, console: Console) -> None:
    """Print them, each with its target."""
    console.print(f"{_clip_words(clip)}; {cores()} cores")
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("", "measured", "target", ""):
        table.add_column(name, justify="right" if name else "left")
    for figure in figures:
        mark = {True: "[green]met[/green]", False: "[red]missed[/red]", None: ""}[figure.met]
        table.add_row(figure.label, _amount(figure.value, figure.unit), _target(figure), mark)
    console.print(table)
    console.print(f"[dim]{_NOTE}[/dim]")


def write(figures: Sequence[Figure], clip: Clip, raw: dict[str, Any], path: Path) -> None:
    """Write them as JSON.

    Raises:
        OutputError: they cannot be written.
    """
    content = {
        "formcheck": __version__,
        "machine": {
            "cores": cores(),
            "platform": platform.platform(),
            "python": platform.python_version(),
        },
        "clip": {
            "name": clip.path.name,
            "width": clip.width,
            "height": clip.height,
            "fps": clip.fps,
            "seconds": clip.seconds,
        },
        "note": _NOTE,
        "figures": [
            {**asdict(f), "value": f.value if math.isfinite(f.value) else None, "met": f.met}
            for f in figures
        ],
        "raw": raw,
    }
    write_atomic(path, json.dumps(content, indent=2).encode() + b"\n")


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _clip_words(clip: Clip) -> str:
    size = f"{clip.width}x{clip.height}, {clip.fps:.3g} frames/s, {clip.seconds:.1f} s"
    return f"{clip.path.name}: {size}"


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    sign = "≥" if figure.at_least else "≤"
    return f"{sign} {_amount(figure.target, figure.unit)}"


def _amount(value: float, unit: str) -> str:
    if unit == "x":
        return f"{value:.0f} ×" if value >= 50 else f"{value:.2f} ×"
    return f"{value:.1f} {unit}"
