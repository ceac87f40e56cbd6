"""``python -m samples.studio``: render clips from specs."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from pathlib import Path

from .spec import ClipSpec, SpecError, load_specs


def _work(job: tuple[ClipSpec, Path]) -> tuple[str, float, str]:
    """Render one clip in a worker; returns its name, seconds and an error's text."""
    from .shoot import render_clip

    spec, out = job
    began = time.perf_counter()
    try:
        render_clip(spec, out)
    except Exception as error:
        return spec.name, time.perf_counter() - began, f"{type(error).__name__}: {error}"
    return spec.name, time.perf_counter() - began, ""


def _bar(done: int, total: int, began: float, note: str) -> None:
    width = 28
    full = int(width * done / max(total, 1))
    left = (time.perf_counter() - began) / max(done, 1) * (total - done)
    bar = f"[{'#' * full}{'.' * (width - full)}] {done}/{total}"
    line = f"\r{bar}  {left / 60:.0f} min left  {note[:40]:<40}"
    sys.stderr.write(line)
    sys.stderr.flush()


def main(argv: list[str] | None = None) -> int:
    """Entry point; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m samples.studio", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser("render", help="render the clips of a spec file")
    render.add_argument("spec", type=Path, nargs="+")
    render.add_argument("--out", type=Path, required=True)
    render.add_argument("--jobs", type=int, default=1)
    render.add_argument("--only", help="clips whose name contains this")
    args = parser.parse_args(argv)

    from .shoot import is_complete

    try:
        specs = [s for path in args.spec for s in load_specs(path)]
    except (SpecError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.only:
        specs = [s for s in specs if args.only in s.name]
    todo = [s for s in specs if not is_complete(s, args.out)]
    print(f"{len(specs)} clips, {len(specs) - len(todo)} of them rendered already", file=sys.stderr)
    began, failed = time.perf_counter(), 0
    jobs = [(s, args.out) for s in todo]
    if args.jobs > 1:
        # A fresh process each: GL contexts do not survive a fork.
        with multiprocessing.get_context("spawn").Pool(args.jobs) as pool:
            results = pool.imap_unordered(_work, jobs)
            failed = _report(results, len(jobs), began)
    else:
        failed = _report(map(_work, jobs), len(jobs), began)
    return 1 if failed else 0


def _report(results: object, total: int, began: float) -> int:
    failed = 0
    for i, (name, seconds, error) in enumerate(results):  # type: ignore[call-overload]
        if error:
            failed += 1
            print(f"\n{name}: {error}", file=sys.stderr)
        _bar(i + 1, total, began, f"{name} {seconds:.0f} s")
    if total:
        sys.stderr.write("\n")
    return failed
