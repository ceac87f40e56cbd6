"""Heel-to-toe walking in the benchmark: ten steps a clip.

Strengths are the motion's (``motions/tandem.py``). Arms reach the shoulders at about 62 degrees
more than they are held out anyway.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..spec import ClipSpec
from .deal import Draft, asked, deal_all
from .looks import Dealer
from .table import FRONTAL, SIDES, VIEWS, Asked, Fault

EXERCISE = "heel-to-toe"
STEPS = 10

FAULTS = (
    # First, for what sways or stops may not come right before it.
    Fault("too_fast", "too_fast", 0.68, 0.26, 0.42, alone=("side_step",)),
    Fault(
        "side_step", "lost_balance", 0.0, 1.0, 0.0, wanted=10,
        alone=("too_fast", "lost_balance", "gap"),
    ),
    Fault("lost_balance", "lost_balance", 0.0, 3.4, 2.15, wanted=13, alone=("side_step",)),
    Fault("gap", "gap", 0.0, 1.1, 0.70, views=SIDES, elsewhere=True, alone=("side_step",)),
    Fault(
        "off_line", "off_line", 0.0, 0.45, 0.28, views=FRONTAL, signed=True, elsewhere=True,
    ),
    Fault("trunk_sway", "trunk_sway", 0.0, 24.0, 14.5, views=FRONTAL, signed=True, elsewhere=True),
    Fault("arms_up", "arms_up", 20.0, 110.0, 76.0),
)  # fmt: skip
#: Body sways that need time: no next step may follow too soon.
_SLOW = ("trunk_sway", "arms_up", "lost_balance", "side_step")

#: Clips in each view of the whole size, and those without faults among them.
CLIPS = {"front": 19, "back": 19, "side": 19, "oblique": 17}
CLEAN = 2
#: Clips in which somebody walks there, turns round and comes back.
TURNING = 3
_FILM = (
    (0.72, 15, 640, 480, False),
    (0.08, 30, 640, 480, False),
    (0.06, 24, 640, 480, False),
    (0.11, 15, 480, 640, False),
    (0.03, 30, 640, 480, True),
)


def clips(half: str, seed: int, share: float) -> tuple[list[ClipSpec], list[Asked]]:
    """The clips of a half and the faults asked for in them."""
    drafts: list[Draft] = []
    rng = np.random.default_rng([seed, 13])
    for i, view in enumerate(VIEWS):
        dealer = Dealer(half, np.random.default_rng([seed, 13, i]))
        for k in range(math.ceil(CLIPS[view] * share)):
            look = dealer.look(view, film=_FILM)
            options = {
                "seconds": round(float(rng.uniform(0.78, 0.95)), 3),
                "gap": round(float(rng.uniform(0.0, 0.1)), 3),
            }
            units: list[dict[str, float]] = [{} for _ in range(STEPS)]
            tags = [frozenset[str]()] * STEPS
            name = f"{half}-tandem-{view}-{k:02}"
            drafts.append(Draft(name, view, look, units, tags, options))
            drafts[-1].clean = k < math.ceil(CLEAN * share)
    deal_all(FAULTS, drafts, rng, share, views=VIEWS, fits=_fits, most=3)
    for d in drafts:
        for unit in d.units:  # how far beside the line matters little: it is an extra contact
            if "side_step" in unit:
                unit["side_step"] = round(0.55 + 0.5 * unit["side_step"], 3)
    specs = [_spec(d, seed) for d in drafts]
    dealer = Dealer(half, np.random.default_rng([seed, 13, 9]))
    specs += [_turning(half, seed, k, dealer, rng) for k in range(math.ceil(TURNING * share))]
    return specs, asked(EXERCISE, FAULTS, drafts)


def _fits(fault: Fault, draft: Draft, i: int) -> bool:
    units = draft.units
    if fault.kind == "too_fast":  # the first has no step before it to be timed from
        return i > 0 and not set(_SLOW) & set(units[i - 1])
    if fault.kind in _SLOW and i + 1 < len(units) and "too_fast" in units[i + 1]:
        return False
    if fault.kind == "lost_balance":  # a stop after the last step is an end
        return i + 1 < len(units)
    if fault.kind == "off_line":  # the line needs steps before it that are on it
        return i > 0 and "off_line" not in units[i - 1]
    return True


def _spec(draft: Draft, seed: int) -> ClipSpec:
    faults: list[dict[str, Any]] = []
    seconds = 0.7 + STEPS * draft.options["seconds"]
    for i, unit in enumerate(draft.units):
        faults += [{"kind": k, "reps": [i + 1], "strength": x} for k, x in unit.items()]
        seconds += unit.get("lost_balance", 0.0) + 0.81 * ("side_step" in unit)
        seconds -= 0.9 * max(draft.options["seconds"] - unit.get("too_fast", 9.0), 0.0)
    return ClipSpec(
        name=draft.name,
        motion=EXERCISE,
        seed=seed,
        seconds=round(seconds * 1.02 + 1.0, 2),
        options={**draft.options, "steps": STEPS, "faults": faults},
        **draft.look,
    )


def _turning(half: str, seed: int, k: int, dealer: Dealer, rng: np.random.Generator) -> ClipSpec:
    """There and back, without faults."""
    view = ("front", "side", "back")[k % 3]
    seconds = round(float(rng.uniform(0.8, 0.95)), 2)
    return ClipSpec(
        name=f"{half}-tandem-turn-{k:02}",
        motion=EXERCISE,
        seed=seed,
        seconds=round(14 * seconds + 6.0, 2),
        options={"seconds": seconds, "steps": 7, "passes": 2},
        **dealer.look(view, film=_FILM),
    )
