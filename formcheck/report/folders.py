"""Where the results of a video go: a folder of its own, whatever the video is called."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from formcheck.report.atomic import output_errors

RESULT_FILES = ("report.json", "reps.csv", "report.html", "annotated.mp4", "landmarks.npz")

_MAX_BYTES = 80
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
_NO_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def result_folder(
    out_dir: Path, source_name: str, taken: set[Path], *, overwrite: bool = False
) -> Path:
    """Make the folder for the results of one source.

    Earlier results stay: where a folder of that name is there already, the next free one
    (`squat-2`, `squat-3` …) is made. The folder is made at once, so that a second process working
    at the same time takes another.

    Args:
        out_dir: folder that holds the results of all sources.
        source_name: file name, address or camera name; whatever it says, the folder lies directly
            in `out_dir`.
        taken: folders that this run has given out; the new one is added.
        overwrite: use the folder of an earlier run.

    Raises:
        OutputError: when the folder cannot be made.
    """
    stem = safe_name(source_name)
    used = {path.name.casefold() for path in taken if path.parent == out_dir}
    number = 1
    while True:
        folder = out_dir / (stem if number == 1 else f"{stem}-{number}")
        number += 1
        if folder.name.casefold() in used:
            continue
        with output_errors(folder):
            out_dir.mkdir(parents=True, exist_ok=True)
            try:
                folder.mkdir()
            except FileExistsError:
                if not (overwrite and folder.is_dir()):
                    continue
        taken.add(folder)
        return folder


def discard_if_empty(folder: Path) -> None:
    """Take a folder away again when its video gave no results, so that a new try gets its name."""
    try:
        folder.rmdir()
    except OSError:
        return  # something lies in it, so it stays


def safe_name(source_name: str) -> str:
    """A folder name from a file name or address: one path part, legal on every usual system."""
    if "://" in source_name:
        source_name = re.split(r"[?#]", source_name, maxsplit=1)[0]
    name = re.split(r"[/\\]", source_name.rstrip("/\\"))[-1]
    name = _NO_ENDING.sub("", name) or name
    name = unicodedata.normalize("NFC", name)
    # Control, format, surrogate and unassigned characters, and what Windows forbids.
    name = "".join(
        "_" if unicodedata.category(c).startswith("C") or c in '<>:"|*?' else c for c in name
    )
    name = name.strip(" .-")
    name = name.encode()[:_MAX_BYTES].decode(errors="ignore").rstrip(" .-") or "video"
    return f"{name}_" if name.split(".")[0].casefold() in _RESERVED else name
