"""Results of an earlier run that stayed: said, so that nobody reads the old report for the new."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from formcheck.report.folders import safe_name


class Earlier:
    """What lay in a folder of results before this run.

    Args:
        out: the folder; need not be there.
    """

    def __init__(self, out: Path) -> None:
        try:
            self._names = {path.name for path in out.iterdir() if path.is_dir()}
        except OSError:  # not there yet, or not to be read, which is said when it is written to
            self._names = set()

    def note(self, made: Iterable[tuple[str, Path]]) -> str:
        """A sentence where results went beside earlier ones, else ''.

        Args:
            made: name of each video, and the folder of its results.
        """
        beside = [
            folder
            for name, folder in made
            if safe_name(name) in self._names and folder.name not in self._names
        ]
        if not beside:
            return ""
        if len(beside) == 1:
            where = f"The new ones are in {beside[0].name}"
        else:
            where = f"The new ones are in {beside[0].name}, {beside[1].name}"
            where += " and so on" if len(beside) > 2 else ""
        return f"Earlier results were kept. {where}; --overwrite replaces them."
