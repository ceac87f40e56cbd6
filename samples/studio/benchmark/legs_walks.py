"""Walks of which nothing but the lower legs is in the picture: heel to toe, and in short steps.

Who walks needs a wide picture and a camera further off, with a narrow angle of view, for nothing
above the hips to come into it. Both feet are told apart from the side and obliquely; from the front
one hides the other, and nothing may be counted. In the short steps of ordinary walking nothing may
either: they are the nearest thing to steps heel to toe.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from ..spec import ClipSpec
from .looks import Dealer

#: Clips of each view in a half: heel to toe, and of ordinary short steps.
EACH = {
    "dev": {
        "heel_to_toe": {"side": 2, "oblique": 2, "front": 1},
        "none": {"side": 1, "oblique": 1},
    },
    "test": {
        "heel_to_toe": {"side": 5, "oblique": 5, "front": 2},
        "none": {"side": 2, "oblique": 2},
    },
}
STEPS = 5
_FILM = (
    (0.7, 15, 640, 360, False),
    (0.2, 30, 640, 360, False),
    (0.1, 24, 854, 480, False),
)
#: Metres to either side of the middle of the way that feet are to be seen in, and their width.
_REACH, _WIDE = 0.78, 0.09
#: Metres to either side that short steps begin and end at.
_SHORT = 0.68
#: Least way, in front of the nearest place, from which a low camera sees the floor there, metres.
_OFF = 1.6


def clips(half: str, seed: int) -> list[ClipSpec]:
    """The clips of a half."""
    rng = np.random.default_rng([seed, 15])
    dealer = Dealer(half, np.random.default_rng([seed, 16]))
    make = {"heel_to_toe": _tandem, "none": _short_steps}
    out = []
    for kind, views in EACH[half].items():
        for k, view in enumerate(itertools.chain(*([v] * n for v, n in views.items()))):
            motion, name, seconds, options = make[kind](rng)
            out.append(
                ClipSpec(
                    name=f"{half}-legs-{kind}-{view}-{k:02}-{name}",
                    motion=motion,
                    seed=seed,
                    seconds=round(seconds, 2),
                    framing="legs",
                    tags=["legs"],
                    options=options,
                    **_look(view, dealer, rng),
                )
            )
    return out


def _look(view: str, dealer: Dealer, rng: np.random.Generator) -> dict[str, Any]:
    look = dealer.look(view, film=_FILM)
    look["height"] = round(float(rng.uniform(0.2, 0.6)), 3)
    look["fov"] = round(float(rng.uniform(26, 32)), 2)
    look["distance"] = round(_distance(look["yaw"], look["fov"], look["size"]), 2)
    return look


def _distance(yaw: float, fov: float, size: tuple[int, int]) -> float:
    """From the middle of the way to the camera: the way fills the picture's width, metres."""
    across, deep = abs(math.sin(math.radians(yaw))), abs(math.cos(math.radians(yaw)))
    half = math.tan(math.radians(fov) / 2) * size[0] / size[1]
    return max((_REACH * across + _WIDE) / half, _OFF) + _REACH * deep


_Made = tuple[str, str, float, dict[str, Any]]


def _tandem(rng: np.random.Generator) -> _Made:
    seconds = round(float(rng.uniform(0.78, 0.95)), 3)
    gap = round(float(rng.uniform(0.0, 0.1)), 3)
    options = {"seconds": seconds, "gap": gap, "steps": STEPS, "faults": []}
    return "heel-to-toe", "straight", 0.7 + STEPS * seconds * 1.02 + 1.0, options


def _short_steps(rng: np.random.Generator) -> _Made:
    """Steps of one to one and a half foot lengths, as of old people or in a narrow room."""
    stride = round(float(rng.uniform(0.26, 0.42)), 3)
    step_s = round(float(rng.uniform(0.55, 0.8)), 3)
    # A third of the time on both feet, as in slow walking: they are seen to stand.
    options = {
        "start": -_SHORT, "stop": _SHORT, "stride": stride, "step_s": step_s, "lands": 0.68,
    }  # fmt: skip
    steps = round(2 * _SHORT / stride) + 1
    return "walk-through", "walk", 0.4 + steps * step_s + 1.0, options
