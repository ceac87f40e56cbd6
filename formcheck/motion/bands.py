"""Error bands of what is measured, by measure and kind of view. Data, not code: data/bands.json."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from formcheck.motion.view import View

_KIND = {
    View.LEFT: "side",
    View.RIGHT: "side",
    View.FRONT: "frontal",
    View.BACK: "frontal",
    View.OBLIQUE_FRONT: "oblique",
    View.OBLIQUE_BACK: "oblique",
}


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("formcheck").joinpath("data/bands.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def band(measure: str, view: View) -> float | None:
    """The error band of a measure in a view, in the measure's unit; None when it has none there.

    Raises:
        KeyError: the measure is not in the table, which is a mistake in the caller.
    """
    row = _table()["bands"][measure]
    value = row.get(_KIND.get(view, ""))
    return None if value is None else float(value)


def basis() -> str:
    """Where the bands come from, for the report."""
    return str(_table()["basis"])
