"""Toe walking in the benchmark: three stages a clip, and faults on steps and on whole stages.

Strengths are the motion's (``motions/toe_walk.py``), but for ``wrong_direction``: there they are
degrees by which a foot turns away from where its stage has it.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..spec import ClipSpec
from .deal import Draft, asked, deal_all, near_side
from .looks import Dealer
from .table import FRONTAL, SIDES, VIEWS, Asked, Fault

EXERCISE = "toe-walk"

STEP_FAULTS = (
    Fault("heel_drop", "heel_drop", 0.65, 0.0, 0.22, views=SIDES, elsewhere=True),
    Fault("wrong_direction", "wrong_direction", 0.0, 27.0, 17.0, views=FRONTAL, elsewhere=True),
    Fault("trunk_sway", "trunk_sway", 0.0, 24.0, 14.5, views=FRONTAL, signed=True, elsewhere=True),
    # A good step bends the knee by 10 to 20 degrees.
    Fault("knees_bent", "knees_bent", 14.0, 44.0, 32.0, views=SIDES, elsewhere=True),
)
STAGE_FAULTS = (Fault("stage_short", "stage_short", 1.0, 0.35, 0.72),)
FAULTS = (*STEP_FAULTS, *STAGE_FAULTS)

#: Clips in each view of the whole size, and those without faults among them.
CLIPS = {"front": 20, "back": 20, "side": 28, "oblique": 20}
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
_ORDERS = (("straight", "out", "in"), ("out", "in", "straight"), ("in", "straight", "out"))
#: Where a stage has the feet, and which way a foot that is wrong turns, degrees.
_USUAL = {"straight": (4.0, 1), "out": (27.0, -1), "in": (-14.0, 1)}


def clips(half: str, seed: int, share: float) -> tuple[list[ClipSpec], list[Asked]]:
    """The clips of a half and the faults asked for in them."""
    drafts: list[Draft] = []
    rng = np.random.default_rng([seed, 11])
    for i, view in enumerate(VIEWS):
        dealer = Dealer(half, np.random.default_rng([seed, 11, i]))
        for k in range(math.ceil(CLIPS[view] * share)):
            drafts.append(_draft(f"{half}-toe-{view}-{k:02}", view, k, dealer, rng))
            drafts[-1].clean = k < math.ceil(CLEAN * share)
    for view in VIEWS:  # stages first: a short one has fewer steps
        mine = [d for d in drafts if d.view == view and not d.clean]
        fault = STAGE_FAULTS[0]
        places = [(d, s) for d in mine for s in range(3)]
        where = rng.permutation(len(places))
        strengths = fault.spread(min(fault.units(share), len(places)), rng)
        for at, strength in zip(where, strengths, strict=False):
            d, s = places[int(at)]
            d.options["short"][s] = strength
    for d in drafts:
        _lay_out(d)
    deal_all(STEP_FAULTS, drafts, rng, share, views=VIEWS, fits=_fits, most=3)
    specs = [_spec(d, seed) for d in drafts]
    dealer = Dealer(half, np.random.default_rng([seed, 11, 9]))
    specs += [_turning(half, seed, k, dealer, rng) for k in range(math.ceil(TURNING * share))]
    units = asked(EXERCISE, STEP_FAULTS, drafts)
    fault = STAGE_FAULTS[0]
    units += [
        Asked(fault.check, d.view, "both", x, fault.is_clear(x), True, EXERCISE)
        for d in drafts
        for x in d.options["short"].values()
    ]
    return specs, units


def _draft(name: str, view: str, k: int, dealer: Dealer, rng: np.random.Generator) -> Draft:
    look = dealer.look(view, film=_FILM)
    seconds = round(float(rng.uniform(3.6, 4.0)), 2)
    # Every fourth on the spot; who walks away from the camera or across needs as much room.
    way = 0.0 if k % 4 == 2 else round(float(rng.uniform(1.5, 2.3)), 2)
    options = {
        "order": _ORDERS[int(rng.integers(3))],
        "seconds": seconds,
        "cadence": round(float(rng.uniform(0.50, 0.62)), 3),
        "height": round(float(rng.uniform(0.24, 0.34)), 3),
        "length": way,
        "rest": round(float(rng.uniform(1.15, 1.4)), 2),
        "short": {},
    }
    return Draft(f"{name}-{'spot' if way == 0 else 'walk'}", view, look, [], [], options)


def _lay_out(draft: Draft) -> None:
    """The steps that are sure to come, with their stage and foot."""
    o = draft.options
    near = near_side(draft.look)
    for s, name in enumerate(o["order"]):
        seconds = o["seconds"] * o["short"].get(s, 1.0)
        # Not the last ones: they stand until the stage is over.
        sure = int((seconds - 0.12 - 1.1 * o["cadence"]) / (o["cadence"] * 1.03)) - 1
        for n in range(max(sure, 0)):
            side = ("left", "right")[n % 2]
            tags = {name, side, f"at {s + 1} {n + 1}", "near" if side == near else "far"}
            draft.units.append({})
            draft.tags.append(frozenset(tags))


def _fits(fault: Fault, draft: Draft, i: int) -> bool:
    """From the side the far leg is not assessed, so its faults would show nothing."""
    leg = fault.kind in {"heel_drop", "knees_bent"}
    return not (leg and draft.view in SIDES) or "near" in draft.tags[i]


def _spec(draft: Draft, seed: int) -> ClipSpec:
    o = draft.options
    faults: list[dict[str, Any]] = [
        {"kind": "stage_short", "stages": [s + 1], "strength": x} for s, x in o["short"].items()
    ]
    for unit, tags in zip(draft.units, draft.tags, strict=True):
        at = next(t for t in tags if t.startswith("at ")).split()[1:]
        stage = o["order"][int(at[0]) - 1]
        for kind, x in unit.items():
            strength = x
            if kind == "wrong_direction":
                usual, way = _USUAL[stage]
                strength = round(usual + way * x, 2)
            faults.append({"kind": kind, "at": [[int(at[0]), int(at[1])]], "strength": strength})
    return ClipSpec(
        name=draft.name,
        motion=EXERCISE,
        seed=seed,
        seconds=round(0.9 + 3 * o["seconds"] + 2 * o["rest"] + 0.6, 2),
        options={
            "stages": [[name, o["seconds"]] for name in o["order"]],
            "rest": o["rest"],
            "length": o["length"],
            "cadence": o["cadence"],
            "height": o["height"],
            "faults": faults,
        },
        **draft.look,
    )


def _turning(half: str, seed: int, k: int, dealer: Dealer, rng: np.random.Generator) -> ClipSpec:
    """There and back in a single stage, without faults."""
    view = ("front", "side", "oblique")[k % 3]
    name = ("straight", "out", "in")[k % 3]
    return ClipSpec(
        name=f"{half}-toe-turn-{k:02}-{name}",
        motion=EXERCISE,
        seed=seed,
        seconds=13.5,
        options={
            "stages": [[name, 11.5]],
            "length": round(float(rng.uniform(1.6, 2.0)), 2),
            "passes": 2,
        },
        **dealer.look(view, film=_FILM),
    )
