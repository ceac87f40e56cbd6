"""``python -m samples.studio``: render clips from specs."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from .lean import make_lean, make_picture
from .spec import ClipSpec, SpecError, load_specs


def _work(job: tuple[ClipSpec, Path, bool]) -> tuple[str, float, str]:
    """Render one clip in a worker; returns its name, seconds and an error's text."""
    from .shoot import render_clip

    spec, out, lean = job
    began = time.perf_counter()
    try:
        truth = render_clip(spec, out)
        if lean:
            make_lean(truth)
    except Exception as error:
        return spec.name, time.perf_counter() - began, f"{type(error).__name__}: {error}"
    return spec.name, time.perf_counter() - began, ""


def _bar(done: int, total: int, began: float, note: str) -> None:
    width = 28
    full = int(width * done / max(total, 1))
    left = (time.perf_counter() - began) / max(done, 1) * (total - done) / 60
    rest = f"{left:.0f} min left" if done else "        "
    bar = f"[{'#' * full}{'.' * (width - full)}] {done}/{total}"
    line = f"\r{bar}  {rest}  {note[:44]:<44}"
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
    render.add_argument("--lean", action="store_true", help="small truth files, without points")
    pictures = commands.add_parser("pictures", help="a small picture of each clip with truth")
    pictures.add_argument("truth", type=Path, nargs="+")
    pictures.add_argument("--out", type=Path, required=True)
    look = commands.add_parser("seen", help="what MediaPipe found in rendered clips")
    look.add_argument("folder", type=Path)
    look.add_argument("--landmarks", type=Path, help="where landmarks are kept, as of validate")
    bench = commands.add_parser("benchmark", help="render a half of the benchmark")
    bench.add_argument("--half", choices=["dev", "test"], required=True)
    bench.add_argument("--out", type=Path, help="instead of the user's cache folder")
    bench.add_argument("--jobs", type=int, default=1)
    bench.add_argument("--only", help="clips whose name contains this")
    bench.add_argument("--list", action="store_true", help="say what is in it, render nothing")
    args = parser.parse_args(argv)
    if args.command == "pictures":
        for path in args.truth:
            print(make_picture(path, args.out))
        return 0
    if args.command == "seen":
        from .seen import seen

        return seen(args.folder, args.landmarks)
    if args.command == "benchmark":
        from .benchmark.run import benchmark

        return benchmark(args.half, args.out, args.jobs, args.only, listed=args.list)
    try:
        specs = [s for path in args.spec for s in load_specs(path)]
    except (SpecError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.only:
        specs = [s for s in specs if args.only in s.name]
    return render_all(specs, args.out, args.jobs, lean=args.lean)


def render_all(specs: list[ClipSpec], out: Path, jobs: int, *, lean: bool = False) -> int:
    """Render the clips that are not there yet; returns the exit code."""
    from .shoot import is_complete

    todo = [s for s in specs if not is_complete(s, out)]
    print(f"{len(specs)} clips, {len(specs) - len(todo)} of them rendered already", file=sys.stderr)
    began, failed = time.perf_counter(), 0
    work = [(s, out, lean) for s in todo]
    if jobs > 1:
        # A fresh process each: GL contexts do not survive a fork.
        with multiprocessing.get_context("spawn").Pool(jobs) as pool:
            results = pool.imap_unordered(_work, work)
            failed = _report(results, len(work), began)
    else:
        failed = _report(map(_work, work), len(work), began)
    return 1 if failed else 0


def _report(results: Iterable[tuple[str, float, str]], total: int, began: float) -> int:
    failed = 0
    if total:
        _bar(0, total, began, "")
    for i, (name, seconds, error) in enumerate(results):
        if error:
            failed += 1
            print(f"\n{name}: {error}", file=sys.stderr)
        _bar(i + 1, total, began, f"{name} {seconds:.0f} s")
    if total:
        sys.stderr.write("\n")
    return failed
