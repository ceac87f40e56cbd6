"""Finds exercises: those of this package by scanning it, those of others by entry point."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
from functools import lru_cache
from importlib.metadata import entry_points
from types import ModuleType

import formcheck.exercises as package
from formcheck.errors import UsageError
from formcheck.exercises.base import Exercise

ENTRY_POINT_GROUP = "formcheck.exercises"


@lru_cache(maxsize=1)
def exercises() -> dict[str, Exercise]:
    """Every exercise by its id, in order of id.

    Raises:
        UsageError: two exercises claim the same id, or another package's cannot be loaded.
    """
    found: dict[str, Exercise] = {}
    for kind in (*_in_this_package(), *_in_other_packages()):
        if kind.id in found and type(found[kind.id]) is not kind:
            raise UsageError(f"Two exercises are both called {kind.id!r}; rename or remove one.")
        found[kind.id] = kind()
    return dict(sorted(found.items()))


def exercise(name: str) -> Exercise:
    """The exercise of that id.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    known = exercises()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name.lower().replace("_", "-"), known, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise UsageError(f"There is no exercise {name!r}.{hint} Known: {', '.join(known)}.")


def _in_this_package() -> list[type[Exercise]]:
    kinds: list[type[Exercise]] = []
    for module in pkgutil.iter_modules(package.__path__):
        kinds += _exercises_of(importlib.import_module(f"{package.__name__}.{module.name}"))
    return kinds


def _exercises_of(module: ModuleType) -> list[type[Exercise]]:
    """Concrete exercises defined in a module itself, not imported into it."""
    return [
        kind
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exercise)
        and not inspect.isabstract(kind)
        and kind.__module__ == module.__name__
    ]


def _in_other_packages() -> list[type[Exercise]]:
    kinds = []
    for entry in entry_points(group=ENTRY_POINT_GROUP):
        try:
            kind = entry.load()
        except Exception as error:
            raise UsageError(
                f"The exercise {entry.name!r} of another package cannot be loaded: {error}"
            ) from error
        if not (inspect.isclass(kind) and issubclass(kind, Exercise)) or inspect.isabstract(kind):
            raise UsageError(
                f"What another package calls the exercise {entry.name!r} is no exercise: "
                f"{entry.value} must be a class made from formcheck's Exercise."
            )
        kinds.append(kind)
    return kinds
