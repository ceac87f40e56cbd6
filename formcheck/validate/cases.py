"""Which clips and truths lie in a folder, and whether they belong together."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import InputError
from formcheck.validate.truth import Truth, read_truth
from formcheck.video.file import FileSource

SLACK_S = 0.5
"""How far truth and clip may differ in length; containers round."""

_ENDINGS = (".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi")


@dataclass(frozen=True, slots=True)
class Case:
    """A clip and its truth.

    Attributes:
        name: of the truth file, without its ending.
        clip: the video.
        truth: what is true in it.
        seconds: how long the clip is.
    """

    name: str
    clip: Path
    truth: Truth
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """A clip that cannot be looked at, and why, in one sentence."""

    name: str
    why: str


def find_cases(folder: Path, ignore: Collection[Path] = ()) -> list[Case]:
    """All clips of a folder that have a truth file, in order of name.

    Args:
        folder: holds `NAME.json` beside `NAME.mp4`.
        ignore: JSON files that are not truth, such as earlier results.

    Raises:
        InputError: there is none, or one of them is wrong; the message says which and how.
    """
    cases, failed = readable_cases(folder, ignore)
    if failed:
        raise InputError(failed[0].why)
    return cases


def readable_cases(folder: Path, ignore: Collection[Path] = ()) -> tuple[list[Case], list[Failed]]:
    """As `find_cases`, but one that is wrong stands apart instead of stopping the rest.

    Raises:
        InputError: there is none at all.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.")
    skip = {path.resolve() for path in ignore}
    files = sorted(p for p in folder.glob("*.json") if p.resolve() not in skip)
    if not files:
        raise InputError(
            f"{folder} holds no truth: a NAME.json beside NAME.mp4 is needed "
            "(docs/truth-format.md)."
        )
    cases, failed = [], []
    for path in files:
        try:
            cases.append(_case(path))
        except InputError as error:
            failed.append(Failed(path.stem, str(error)))
    return cases, failed


def fingerprint(cases: Iterable[Case]) -> str:
    """SHA-256 over all truth files: the same clips with the same truth have the same."""
    whole = hashlib.sha256()
    for case in cases:
        text = case.clip.with_name(f"{case.name}.json").read_bytes()
        whole.update(f"{case.name} {hashlib.sha256(text).hexdigest()}\n".encode())
    return whole.hexdigest()


def _case(path: Path) -> Case:
    truth = read_truth(path)
    clip = _clip_of(path, truth)
    with FileSource(clip) as source:
        seconds = source.info.duration_s or truth.duration_s or 0.0
    _check_length(path, truth, seconds)
    return Case(path.stem, clip, truth, seconds)


def _clip_of(path: Path, truth: Truth) -> Path:
    names = [truth.clip] if truth.clip else [path.stem + ending for ending in _ENDINGS]
    for name in names:
        clip = path.with_name(name)
        if clip.is_file():
            return clip
    raise InputError(f"{path.name} has no clip: {names[0]} is not beside it.")


def _check_length(path: Path, truth: Truth, seconds: float) -> None:
    if not seconds:
        return
    said = truth.duration_s or (truth.frames[-1].t if truth.frames else None)
    if said is not None and abs(said - seconds) > SLACK_S:
        raise InputError(
            f"{path.name} does not match its clip: it speaks of {said:.1f} s, and the clip is "
            f"{seconds:.1f} s long."
        )
    if truth.last_s > seconds + SLACK_S:
        raise InputError(
            f"{path.name} does not match its clip: it goes on to {truth.last_s:.1f} s, and the "
            f"clip is {seconds:.1f} s long."
        )
