"""Heel raises that are hard to see: mirrors, doorways, somebody passing, bad cameras.

They stand apart from the table of faults: each carries a tag, so that figures can be told for it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..spec import ClipSpec
from .looks import Dealer
from .table import VIEWS

#: Clips of each kind in a half.
EACH = {"dev": 1, "test": 3}
#: Seconds of the passer's coming by: during the second of three raises.
_MEETING = (4.0, 6.2)
_LARGE, _SLOW = (1920, 1080), 5.0


def _mirror(i: int, rng: np.random.Generator) -> dict[str, Any]:
    return {"mirror": True, **({"size": _LARGE} if i == 1 else {})}


def _doorway(i: int, rng: np.random.Generator) -> dict[str, Any]:
    # No chair stands between a person and the doorway that they are seen through.
    return {"doorway": ("through", "behind", "through")[i]}


def _passer(way: str, i: int, rng: np.random.Generator) -> dict[str, Any]:
    large = {"size": _LARGE} if (way, i) == ("behind", 2) else {}
    return {"passer": {"way": way, "at": round(float(rng.uniform(*_MEETING)), 2)}, **large}


def _behind(i: int, rng: np.random.Generator) -> dict[str, Any]:
    return _passer("behind", i, rng)


def _before(i: int, rng: np.random.Generator) -> dict[str, Any]:
    return _passer("before", i, rng)


def _shake(i: int, rng: np.random.Generator) -> dict[str, Any]:
    return {"shake": (1.0, 1.6, 0.7)[i]}


def _blur(i: int, rng: np.random.Generator) -> dict[str, Any]:
    return {"blur": 5, "shutter": (0.7, 0.95, 0.95)[i]}


def _dim(i: int, rng: np.random.Generator) -> dict[str, Any]:
    noise = round(float(rng.uniform(7.0, 11.0)), 2)
    slow = {"fps": _SLOW} if i == 2 else {}
    return {"light": "dim", "noise": noise, "crf": 30, "exposure_drift": 0.12, **slow}


def _legs(i: int, rng: np.random.Generator) -> dict[str, Any]:
    slow = {"fps": _SLOW} if i == 1 else {}
    return {"framing": "legs", "height": round(float(rng.uniform(0.25, 0.6)), 3), **slow}


#: What makes a clip hard, by its tag.
KINDS = {
    "mirror": _mirror,
    "doorway": _doorway,
    "passer-behind": _behind,
    "passer-before": _before,
    "shake": _shake,
    "blur": _blur,
    "dim": _dim,
    "legs": _legs,
}


def clips(half: str, seed: int, dealer: Dealer) -> list[ClipSpec]:
    """The hard clips of a half. In every second one, the last raise is too low."""
    rng = np.random.default_rng([seed, 6])
    n = len(KINDS) * EACH[half]
    legs = rng.permutation(np.resize(["both", "left", "both", "right"], n))
    low = rng.permutation(np.arange(n) % 2 == 0)
    out: list[ClipSpec] = []
    for k, (kind, film) in enumerate(KINDS.items()):
        for i in range(EACH[half]):
            view = VIEWS[(k + i) % len(VIEWS)]
            fields = dealer.look(view)
            fields |= {"fps": 15.0, "variable_fps": False, "size": (640, 480)}
            fields |= film(i, rng)
            tags = ["hard", kind]
            tags += ["1080p"] if fields["size"] == _LARGE else []
            tags += ["5fps"] if fields["fps"] == _SLOW else []
            side = str(legs[len(out)])
            name = f"{half}-hard-{kind}-{view}-{i}-{side}"
            options = _options(side, bool(low[len(out)]), rng)
            out.append(ClipSpec(name=name, motion="heel-raise", seed=seed, options=options,
                                seconds=_seconds(options), tags=tags, **fields))  # fmt: skip
    return out


def _options(side: str, low: bool, rng: np.random.Generator) -> dict[str, Any]:
    parts = ((1.05, 1.25), (0.1, 0.3), (1.05, 1.25), (0.2, 0.3))
    return {
        "side": side,
        "reps": 3,
        "tempo": [round(float(rng.uniform(*part)), 3) for part in parts],
        "peak": round(float(rng.uniform(0.40, 0.46)), 3),
        "vary": 0.03,
        "start": round(float(rng.uniform(1.1, 1.5)), 2),
        "support": str(rng.choice(["hips", "none"])),
        "faults": [{"kind": "low_raise", "reps": [3], "strength": 0.47}] if low else [],
    }


def _seconds(options: dict[str, Any]) -> float:
    """Until the last raise is over, and the other foot down."""
    after = 0.8 if options["side"] == "both" else 1.3
    moving = options["reps"] * sum(options["tempo"]) * 1.02
    return round(float(options["start"] + moving + after), 2)
