"""Dealing faults to the units of clips: steps, circles and stages."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .table import ELSEWHERE, Asked, Fault


@dataclass
class Draft:
    """A clip in the making.

    Attributes:
        name: the clip's.
        view: its cell.
        look: who, where and how it is filmed.
        units: faults by kind with their strength, for each unit in order.
        tags: words for what sets units apart, one set of them for each unit.
        options: of the motion.
        clean: it stays without faults.
    """

    name: str
    view: str
    look: dict[str, Any]
    units: list[dict[str, float]]
    tags: list[frozenset[str]]
    options: dict[str, Any] = field(default_factory=dict)
    clean: bool = False


#: Whether a fault may be put on a unit of a draft, given its number.
Fits = Callable[[Fault, Draft, int], bool]


def deal_all(
    faults: Sequence[Fault],
    drafts: list[Draft],
    rng: np.random.Generator,
    share: float,
    *,
    views: Sequence[str],
    fits: Fits,
    most: int,
) -> None:
    """Put every fault on units of every view, as often as its cell asks for.

    Raises:
        ValueError: there are too few units for one of them.
    """
    for view in views:
        mine = [d for d in drafts if d.view == view and not d.clean]
        for fault in faults:
            n = fault.units(share) if view in fault.views else 0
            if not n and fault.elsewhere:
                n = math.ceil(ELSEWHERE * share)
            _deal(fault, fault.spread(n, rng), mine, rng, fits=fits, most=most)


def _deal(
    fault: Fault,
    strengths: list[float],
    drafts: list[Draft],
    rng: np.random.Generator,
    *,
    fits: Fits,
    most: int,
) -> None:
    """Each strength on a unit that may have it: those with the fewest faults first."""
    slots = [(d, i) for d in drafts for i in range(len(d.units))]
    order = [slots[i] for i in rng.permutation(len(slots))]
    order.sort(key=lambda s: len(s[0].units[s[1]]))
    queue = list(strengths)
    for draft, i in order:
        if not queue:
            return
        unit = draft.units[i]
        free = len(unit) < most and fault.kind not in unit and not set(fault.alone) & set(unit)
        if free and fits(fault, draft, i):
            unit[fault.kind] = queue.pop()
    if queue:
        view = drafts[0].view if drafts else "no view"
        raise ValueError(f"{fault.kind}, {view}: {len(queue)} units find no place")


def asked(exercise: str, faults: Sequence[Fault], drafts: list[Draft]) -> list[Asked]:
    """What the plan's cells count."""
    by_kind = {f.kind: f for f in faults}
    return [
        Asked(f.check, d.view, "both", x, f.is_clear(x), d.view in f.views, exercise)
        for d in drafts
        for unit in d.units
        for kind, x in unit.items()
        if (f := by_kind.get(kind))
    ]


def near_side(look: dict[str, Any]) -> str:
    """The side of the person that the camera sees: ``left`` or ``right``."""
    return "left" if 0 < float(look["yaw"]) % 360 < 180 else "right"
