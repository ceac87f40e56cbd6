"""Ankle circles in the benchmark: six a clip, in one set or in two of opposite directions.

Strengths are the motion's (``motions/ankle_circle.py``). The ankle's travel passes its limit
before the shank's swing does: at about 8 degrees.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..spec import ClipSpec
from .deal import Draft, asked, deal_all, near_side
from .looks import Dealer
from .table import VIEWS, Asked, Fault

EXERCISE = "ankle-circle"
CIRCLES = 6
_SEEN = ("front", "oblique")
_SHAPES = ("small_circle", "flat_circle", "partial_circle")

FAULTS = (
    # What turns back later than at 300 degrees is a whole circle.
    Fault(
        "partial_circle", "partial_circle", 298.0, 120.0, 265.0, views=_SEEN, elsewhere=True,
        alone=(*_SHAPES, "direction_change", "too_fast"),
    ),
    Fault(
        "direction_change", "direction_change", 0.0, 1.0, 0.0, views=_SEEN, elsewhere=True,
        alone=("partial_circle",),
    ),
    Fault(
        "small_circle", "small_circle", 0.75, 0.15, 0.47, views=_SEEN, elsewhere=True,
        alone=_SHAPES, wanted=22,
    ),
    Fault(
        "flat_circle", "flat_circle", 0.50, 0.03, 0.27, views=_SEEN, elsewhere=True,
        alone=_SHAPES, wanted=22,
    ),
    Fault("leg_moving", "leg_moving", 0.0, 22.0, 12.0),
    Fault("too_fast", "too_fast", 1.9, 0.75, 1.25, alone=("partial_circle",)),
)  # fmt: skip

#: Clips in each view of the whole size, and those without faults among them.
CLIPS = {"front": 30, "back": 12, "side": 12, "oblique": 30}
CLEAN = 2
_FAST = (
    (0.62, 24, 640, 480, False),
    (0.26, 30, 640, 480, False),
    (0.08, 24, 480, 640, False),
    (0.04, 30, 640, 480, True),
)
_FILM = (
    (0.82, 15, 640, 480, False),
    (0.06, 24, 640, 480, False),
    (0.12, 15, 480, 640, False),
)
_POSTURES = {
    "front": ("seated", "standing", "seated", "lying", "seated"),
    "oblique": ("seated", "standing", "seated"),
    "side": ("seated", "standing"),
    # From behind, a chair hides the feet.
    "back": ("standing",),
}


def clips(half: str, seed: int, share: float) -> tuple[list[ClipSpec], list[Asked]]:
    """The clips of a half and the faults asked for in them."""
    drafts: list[Draft] = []
    rng = np.random.default_rng([seed, 12])
    for i, view in enumerate(VIEWS):
        dealer = Dealer(half, np.random.default_rng([seed, 12, i]))
        for k in range(math.ceil(CLIPS[view] * share)):
            drafts.append(_draft(half, view, k, dealer, rng))
            drafts[-1].clean = k < math.ceil(CLEAN * share)
    deal_all(FAULTS, drafts, rng, share, views=VIEWS, fits=_fits, most=3)
    units = asked(EXERCISE, FAULTS, drafts)
    return [_spec(d, seed, rng) for d in drafts], units


def _draft(half: str, view: str, k: int, dealer: Dealer, rng: np.random.Generator) -> Draft:
    look = dealer.look(view, film=_FAST if view == "front" else _FILM)
    if view == "oblique" and abs(look["yaw"]) > 90:  # from behind, nothing of it shows
        look["yaw"] = round(math.copysign(180 - abs(look["yaw"]), look["yaw"]), 2)
    posture = _POSTURES[view][k % len(_POSTURES[view])]
    bottoms = ("shorts", "trousers", "shorts")  # a skirt does not sit down with its wearer
    look["wear"] = {**look["wear"], "bottom": bottoms[int(rng.integers(3))]}
    if posture == "lying":
        look["height"] = round(float(rng.uniform(0.5, 1.1)), 3)
    side = near_side(look) if view == "side" else ("left", "right")[int(rng.integers(2))]
    way = ("clockwise", "counter-clockwise")[int(rng.integers(2))]
    other = "clockwise" if way != "clockwise" else "counter-clockwise"
    two = k % 3 == 1
    sets = [(side, way, 3), (side, other, 3)] if two else [(side, way, CIRCLES)]
    options = {
        "posture": posture,
        "sets": [list(s) for s in sets],
        "seconds": round(float(rng.uniform(1.9, 2.2)), 3),
    }
    tags = [frozenset({f"set {i * len(sets) // CIRCLES}"}) for i in range(CIRCLES)]
    name = f"{half}-circle-{view}-{k:02}-{side}-{posture}"
    return Draft(name, view, look, [{} for _ in range(CIRCLES)], tags, options)


def _fits(fault: Fault, draft: Draft, i: int) -> bool:
    """Most circles of a set keep its size and direction, or it would have none of its own."""
    if fault.kind not in {*_SHAPES, "direction_change"}:
        return True
    mine = [u for u, t in zip(draft.units, draft.tags, strict=True) if t == draft.tags[i]]
    of = lambda *kinds: sum(bool(set(kinds) & set(u)) for u in mine)  # noqa: E731
    if fault.kind == "direction_change":
        return of("direction_change") < len(mine) // 3
    if of(*_SHAPES) >= len(mine) - 1:
        return False
    if fault.kind == "flat_circle":
        return of("flat_circle") < len(mine) // 2
    return of("small_circle", "partial_circle") < len(mine) - 2


def _spec(draft: Draft, seed: int, rng: np.random.Generator) -> ClipSpec:
    o = draft.options
    start = round(float(rng.uniform(1.3, 1.7)), 2)
    rest = round(float(rng.uniform(1.0, 1.3)), 2)
    total = start + rest * (len(o["sets"]) - 1)
    faults: list[dict[str, Any]] = []
    for i, unit in enumerate(draft.units):
        faults += [{"kind": k, "reps": [i + 1], "strength": x} for k, x in unit.items()]
        whole = unit.get("too_fast", o["seconds"])
        total += whole * 2 * unit["partial_circle"] / 360 if "partial_circle" in unit else whole
    return ClipSpec(
        name=draft.name,
        motion=EXERCISE,
        seed=seed,
        seconds=round(total * 1.02 + 1.2, 2),
        options={**o, "start": start, "rest": rest, "faults": faults},
        **draft.look,
    )
