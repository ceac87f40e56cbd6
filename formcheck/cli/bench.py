"""`formcheck bench`: speed, as ratios within one run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def bench(
    clip: Annotated[
        Path | None, typer.Option("--clip", metavar="FILE", help="Another clip than the demo's.")
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures there.")
    ] = None,
    thorough: Annotated[
        bool,
        typer.Option("--thorough", help="More rounds and a longer video: ten minutes, not three."),
    ] = False,
) -> None:
    """Measure speed and memory, and print them as ratios."""
    from formcheck.bench.plan import THOROUGH, Plan
    from formcheck.bench.run import run_bench

    run_bench(clip, json, THOROUGH if thorough else Plan())
