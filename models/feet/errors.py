"""How far off the network is, and whether it knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from formcheck.pose.feet.codec import Array, Feet, decode, within
from formcheck.pose.feet.points import CROP_SPAN, INPUT, NOTHING, POINTS, VISIBLE, WEARS
from samples.studio.camera import view_of

if TYPE_CHECKING:
    from .data import Sample

#: Shares of true points that ellipses are drawn to hold.
SHARES = (0.5, 0.9)
#: Crop pixels of a foot's length, if the crop is as wide as it should be.
FOOT = INPUT / CROP_SPAN


def summary(rows: Array, samples: Sequence[Sample]) -> dict[str, Any]:
    """Median and 90th percentile of visible points, % of foot length, and shares that are right."""
    said = decode(rows)
    xy = np.stack([s.xy for s in samples])
    flag = np.stack([s.flag for s in samples])
    off = np.linalg.norm(said.xy - xy, axis=-1) / FOOT * 100
    clear = flag == VISIBLE
    side, wear, foot = (
        np.array([getattr(s, name) for s in samples]) for name in ("side", "wear", "foot")
    )
    out: dict[str, Any] = {}
    for k, name in enumerate(POINTS):
        if clear[:, k].any():
            out[name] = _quantiles(off[clear[:, k], k])
    for w, name in enumerate(WEARS):
        mine = clear[:, 1:] & (wear == w)[:, None]
        if mine.any():
            out[f"{name} feet"] = _quantiles(off[:, 1:][mine])
    views = np.array([view_of(s.yaw) for s in samples])
    for view in dict.fromkeys(sorted(views)):
        mine = clear[:, 1:] & (views == view)[:, None] & (foot > 0.5)[:, None]
        if mine.any():
            out[f"from {view}"] = _quantiles(off[:, 1:][mine])
    known = side != NOTHING
    out["side"] = _share((said.right > 0.5)[known] == side[known])
    out["wear"] = _share(said.wear.argmax(1)[wear != NOTHING] == wear[wear != NOTHING])
    out["foot"] = _share((said.foot > 0.5) == foot)
    out["seen"] = _share((said.seen.argmax(-1) == flag)[foot > 0.5])
    out["held"] = held(said, xy, clear & (foot > 0.5)[:, None])
    return out


def held(said: Feet, xy: Array, which: Array) -> dict[str, float]:
    """Shares of points that lie in ellipses drawn to hold `SHARES` of them."""
    off = (xy - said.xy)[which]
    m2 = np.einsum("ni,nij,nj->n", off, np.linalg.inv(said.spread[which]), off)
    return {f"{share:.0%}": _share(m2 <= within(share)) for share in SHARES}


def _quantiles(values: Array) -> list[float]:
    return [round(float(np.median(values)), 2), round(float(np.percentile(values, 90)), 2)]


def _share(right: Array) -> float:
    return round(float(np.mean(right)), 4) if len(right) else float("nan")
