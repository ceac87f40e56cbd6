"""The example exercise of docs/adding-an-exercise.md, not installed."""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from pathlib import Path

from formcheck.exercises.base import Exercise

FOLDER = Path(__file__).parents[2] / "docs" / "example-plugin"
CODE = FOLDER / "formcheck_toe_lift.py"


@lru_cache(maxsize=1)
def example() -> Exercise:
    """An instance of it."""
    spec = importlib.util.spec_from_file_location("formcheck_toe_lift", CODE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    made: Exercise = module.ToeLift()
    return made
