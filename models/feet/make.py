"""From nothing to weights: ``python -m models.feet.make DIR --clips CLIPS --photos FOLDER``.

Runs all steps of the recipe in order, each in a process of its own. The same command goes on where
it was cut off: a step whose last file is there is not run again, and the long ones go on from what
they had. The weights are in ``DIR/weights`` at the end; formcheck's own lie in ``formcheck/data``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: What was learnt from for how long, as the model card says.
CROPS, FIRST, MORE, TOLD = 45_000, 850_000, 280_000, 128_000
FINDER, ROWS, PIXELS = 150_000, 18_800, 96_000
#: Empty rooms to learn from: pictures, and a seed that is not the measured ones'.
ROOMS, ROOMS_SEED = 1200, 902


@dataclass(frozen=True)
class Step:
    """A step of the recipe.

    Attributes:
        module: of `models.feet`.
        words: its command line.
        makes: its last file; once that is there, it is done.
    """

    module: str
    words: tuple[object, ...]
    makes: Path


def steps(
    folder: Path, clips: Path, photos: Path | None, jobs: int, *, half: bool = False
) -> list[Step]:
    """All steps, in order.

    Args:
        folder: of everything that is made.
        clips: the benchmark's rendered `dev` half.
        photos: more photographs without feet.
        jobs: processes that render.
        half: compute in bfloat16.
    """
    crops, wrong, rooms, out = (folder / n for n in ("crops", "wrong", "rooms", "weights"))
    run, more, told = (folder / n for n in ("run", "more", "told"))
    finder, check, pixels = (folder / n for n in ("finder", "check", "pixels"))
    seen = ("--photos", photos) if photos is not None else ()
    fast = ("--half",) if half else ()
    flat = ("--network", "dense-flat")
    first, feet = run / "state.pt", more / "feet.onnx"
    finds = finder / "feet-finder.onnx"
    on = ("--start", first)
    last = ("--start", more / "state.pt", "--told")
    return [
        # Marked when all shards are there: which is the last one depends on what can be seen.
        Step("crops", (crops, "--crops", CROPS, "--jobs", jobs), crops / "done"),
        Step("train", (crops, run, *flat, "--samples", FIRST, *fast), run / "feet.onnx"),
        Step("negatives", (clips, crops, *seen), crops / "crops-000-0000.npz"),
        Step(
            "train",
            (crops, more, *flat, "--samples", MORE, "--rate", 6e-4, "--seed", 2, *fast, *on),
            feet,
        ),
        Step(
            "train",
            (crops, told, *flat, "--samples", TOLD, "--rate", 1e-3, "--seed", 3, *fast, *last),
            told / "feet.onnx",
        ),
        Step("half", (feet, out / "feet.onnx"), out / "feet.onnx"),
        Step("half", (told / "feet.onnx", out / "feet-told.onnx"), out / "feet-told.onnx"),
        Step("finder_train", (crops, finder, "--samples", FINDER, *on, *fast), finds),
        Step("half", (finds, out / "feet-finder.onnx"), out / "feet-finder.onnx"),
        Step("empty", (rooms, "--frames", ROOMS, "--seed", ROOMS_SEED), rooms / "done"),
        Step(
            "finder_negatives",
            (clips, wrong, *seen, "--rooms", rooms / "pictures", "--finder", finds, "--feet", feet),
            wrong / "done",
        ),
        Step(
            "finder_check",
            (crops, wrong, check, "--rows", ROWS, "--feet", feet),
            check / "feet-rows.onnx",
        ),
        Step(
            "finder_pixels",
            (crops, wrong, pixels, "--samples", PIXELS, *fast, "--start", feet),
            pixels / "feet-pixels.onnx",
        ),
        Step(
            "finder_check_join",
            (check / "feet-rows.onnx", pixels / "feet-pixels.onnx", out / "feet-check.onnx"),
            out / "feet-check.onnx",
        ),
    ]


def run_module(module: str, words: Sequence[str]) -> None:
    """Run a step in a process of its own.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    subprocess.run([sys.executable, "-m", f"models.feet.{module}", *words], check=True)


def make(todo: Sequence[Step], run: Callable[[str, Sequence[str]], None] = run_module) -> None:
    """Run what has not been done yet, in order; what a step does not write marks that it ended."""
    for number, step in enumerate(todo, 1):
        name = f"{number} of {len(todo)}: {step.module}"
        if step.makes.exists():
            print(f"{name} is done", flush=True)
            continue
        print(name, flush=True)
        step.makes.parent.mkdir(parents=True, exist_ok=True)
        run(step.module, [str(word) for word in step.words])
        if step.makes.name == "done":
            step.makes.touch()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--clips", type=Path, required=True, help="the benchmark's dev half, rendered"
    )
    parser.add_argument("--photos", type=Path, help="folder of photographs without feet")
    parser.add_argument("--jobs", type=int, default=2, help="processes that render")
    parser.add_argument("--half", action="store_true", help="bfloat16, where processors have it")
    a = parser.parse_args()
    make(steps(a.folder, a.clips, a.photos, a.jobs, half=a.half))


if __name__ == "__main__":
    main()
