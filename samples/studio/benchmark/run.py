"""Rendering a half into the cache."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from .count import core_seconds, table
from .plan import HALVES, plan


class NoFolderError(RuntimeError):
    """Nobody said where to, and the user's cache folder cannot be found."""


def folder(half: str) -> Path:
    """Where a half is kept; the environment variable ``FORMCHECK_CACHE`` moves it.

    Raises:
        NoFolderError: platformdirs, which knows the user's cache folder, is not installed.
    """
    moved = os.environ.get("FORMCHECK_CACHE")
    if moved:
        return Path(moved).expanduser() / "benchmark" / half
    try:
        from platformdirs import user_cache_path
    except ImportError:
        raise NoFolderError(
            "platformdirs is not installed: say --out DIR, or set FORMCHECK_CACHE"
        ) from None
    return user_cache_path("formcheck", appauthor=False) / "benchmark" / half


def benchmark(half: str, out: Path | None, jobs: int, only: str | None, *, listed: bool) -> int:
    """Render a half, or list it; returns the exit code."""
    from ..cli import render_all

    whole = plan(half)
    specs = [s for s in whole.specs if not only or only in s.name]
    # In an order of their own, so that what is there after an hour is a fair part of everything.
    specs.sort(key=lambda s: hashlib.sha256(s.name.encode()).digest())
    hours = sum(map(core_seconds, specs)) / 3600
    if listed:
        for s in specs:
            w, h = s.size
            rate = f"{s.fps:g}{' variable' if s.variable_fps else ''}"
            print(f"{s.name}  {s.seconds:.1f} s  {w}x{h}  {rate} frames/s")
        if not only:
            print(f"\n{table(whole)}")
            both = sum(core_seconds(s) for h in HALVES for s in plan(h).specs) / 3600
            print(f"Both halves take about {both / 2:.1f} hours on two cores.")
        print(f"To render: about {hours:.2f} hours on one core.")
        return 0
    if not specs:
        print(f"no clip of the {half} half has {only!r} in its name", file=sys.stderr)
        return 2
    try:
        where = out or folder(half)
    except NoFolderError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Into {where}, in about {hours / max(jobs, 1):.1f} hours at most", file=sys.stderr)
    return render_all(specs, where, jobs)
