"""Clips in which nothing but the lower legs is in the picture, as people film their feet.

Like the hard ones they stand apart from the table of faults, with a tag of their own: what matters
is whether what is done is found and counted. Few of them ask for a fault.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from ..spec import ClipSpec
from .looks import Dealer

#: Clips of each exercise in a half.
EACH = {
    "dev": {"raise": 12, "circle": 8, "toe": 4},
    "test": {"raise": 20, "circle": 12, "toe": 8},
}
VIEWS = {
    "raise": ("side", "front", "oblique"),
    "circle": ("front", "oblique"),
    "toe": ("front", "side", "oblique"),
}
_SIDES = ("both", "left", "right")
_WAYS = ("clockwise", "counter-clockwise")
_FILM = (
    (0.5, 30, 640, 480, False),
    (0.2, 15, 640, 480, False),
    (0.15, 24, 480, 640, False),
    (0.1, 30, 640, 480, True),
    (0.05, 15, 1280, 720, False),
)


def clips(half: str, seed: int) -> list[ClipSpec]:
    """The clips of a half."""
    rng = np.random.default_rng([seed, 13])
    dealer = Dealer(half, np.random.default_rng([seed, 14]))
    make = {"raise": _raise, "circle": _circle, "toe": _toe_walk}
    out = []
    for kind, many in EACH[half].items():
        # Every view with every side, before any comes again.
        cells = itertools.cycle(itertools.product(_SIDES, VIEWS[kind]))
        for k in range(many):
            side, view = next(cells)
            motion, name, seconds, options = make[kind](k, side, rng)
            look = _look(view, motion, dealer, rng)
            out.append(
                ClipSpec(
                    name=f"{half}-legs-{kind}-{view}-{k:02}-{name}",
                    motion=motion,
                    seed=seed,
                    seconds=round(seconds, 2),
                    framing="legs",
                    tags=["legs"],
                    options=options,
                    **look,
                )
            )
    return out


def _look(view: str, motion: str, dealer: Dealer, rng: np.random.Generator) -> dict[str, Any]:
    look = dealer.look(view, film=_FILM)
    # A camera on the floor, or on something low; from behind, nothing shows of a circle.
    look["height"] = round(float(rng.uniform(0.2, 0.6)), 3)
    if motion == "ankle-circle":
        if abs(look["yaw"]) > 90:
            look["yaw"] = round(float(np.copysign(180 - abs(look["yaw"]), look["yaw"])), 2)
        bottoms = ("shorts", "trousers", "shorts")  # a skirt does not sit down with its wearer
        look["wear"] = {**look["wear"], "bottom": bottoms[int(rng.integers(3))]}
    return look


_Made = tuple[str, str, float, dict[str, Any]]


def _raise(k: int, side: str, rng: np.random.Generator) -> _Made:
    parts = ((1.05, 1.35), (0.1, 0.5), (1.05, 1.35), (0.25, 0.5))
    tempo = [round(float(rng.uniform(*part)), 3) for part in parts]
    options = {
        "side": side,
        "reps": 4,
        "tempo": tempo,
        "peak": round(float(rng.uniform(0.40, 0.46)), 3),
        "vary": 0.03,
        "start": round(float(rng.uniform(1.3, 1.7)), 2),
        "support": str(rng.choice(["hips", "none"])),
        "faults": [{"kind": "low_raise", "reps": [4], "strength": 0.48}] if k % 4 == 3 else [],
    }
    seconds = options["start"] + 4 * sum(tempo) * 1.03 + 1.5
    return "heel-raise", side, seconds, options


def _circle(k: int, _: str, rng: np.random.Generator) -> _Made:
    # Views change with every clip: so each foot and each posture comes in each of them.
    side, way = ("left", "right")[k // 2 % 2], _WAYS[int(rng.integers(2))]
    posture = ("seated", "standing")[k // 4 % 2]
    seconds, start = round(float(rng.uniform(1.9, 2.2)), 3), round(float(rng.uniform(1.3, 1.7)), 2)
    options = {
        "posture": posture,
        "sets": [[side, way, 5]],
        "seconds": seconds,
        "start": start,
        "rest": 1.1,
        "faults": [],
    }
    return "ankle-circle", f"{side}-{posture}", start + 5 * seconds * 1.02 + 1.2, options


def _toe_walk(k: int, _: str, rng: np.random.Generator) -> _Made:
    """On the spot: who walks leaves so narrow a picture."""
    stage = round(float(rng.uniform(4.5, 5.5)), 2)
    options = {
        "stages": [["straight", stage], ["straight", stage]],
        "rest": round(float(rng.uniform(1.15, 1.4)), 2),
        "length": 0.0,
        "cadence": round(float(rng.uniform(0.50, 0.62)), 3),
        "height": round(float(rng.uniform(0.24, 0.34)), 3),
        "faults": [],
    }
    return "toe-walk", "spot", 0.9 + 2 * stage + options["rest"] + 0.6, options
