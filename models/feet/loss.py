"""What is asked of the network, and how much each part weighs."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as fn

from formcheck.pose.feet.codec import FREEDOM, WINDOW
from formcheck.pose.feet.points import (
    BINS,
    INPUT,
    MARGIN,
    NOTHING,
    OCCLUDED,
    OUTSIDE,
    POINTS,
    VISIBLE,
)

#: Standard deviation of the wanted distribution about a point, bins (crop pixels), at the end.
#: It begins wider: where a point roughly is must be learnt before where it is exactly.
SOFT, SOFT_FIRST = 1.5, 7.0
#: How much a point's place counts, by whether it is seen: hidden ones can only be guessed at.
_COUNTS = {VISIBLE: 1.0, OCCLUDED: 0.35, OUTSIDE: 0.0}
_WEIGHTS = {"place": 1.0, "spread": 0.05, "seen": 0.25, "side": 0.15, "wear": 0.1, "foot": 0.2,
            "shank": 0.3}  # fmt: skip


@dataclass(frozen=True)
class Targets:
    """A batch of N crops' truth, in crop pixels.

    Attributes:
        xy: (N, 6, 2); flag: (N, 6); side, wear: (N,) or `NOTHING`; foot: (N,) 0 or 1.
        shank: (N, 2) unit vector from ankle to knee; zeros where it points at the camera.
    """

    xy: Tensor
    flag: Tensor
    side: Tensor
    wear: Tensor
    foot: Tensor
    shank: Tensor

    @classmethod
    def example(cls, n: int) -> Targets:
        """Made up, for measuring."""
        p = len(POINTS)
        return cls(
            torch.rand(n, p, 2) * INPUT, torch.randint(0, 2, (n, p)), torch.randint(0, 2, (n,)),
            torch.randint(0, 3, (n,)), torch.ones(n), torch.tensor([[0.0, -1.0]]).repeat(n, 1),
        )  # fmt: skip


def peak(logits: Tensor) -> Tensor:
    """As `codec._peak`: pixels of the peak along the last axis."""
    p = logits.softmax(-1)
    at = p.argmax(-1, keepdim=True) + torch.arange(-WINDOW, WINDOW + 1)
    inside = (at >= 0) & (at < BINS)
    near = p.gather(-1, at.clamp(0, BINS - 1)) * inside
    return (near * (at + 0.5 - MARGIN)).sum(-1) / near.sum(-1)


def softness(done: float) -> float:
    """The standard deviation after this share of the training, bins."""
    return SOFT * float((SOFT_FIRST / SOFT) ** max(0.0, 1 - done / 0.6))


def _place(logits: Tensor, at: Tensor, counts: Tensor, soft: float) -> Tensor:
    """Cross entropy with a bell about the true coordinate, (N, 6) logits over bins."""
    bins = torch.arange(BINS) + 0.5 - MARGIN
    bell = torch.exp(-0.5 * ((bins - at[..., None]) / soft) ** 2)
    bell = bell / bell.sum(-1, keepdim=True).clamp_min(1e-6)
    each = -(bell * logits.log_softmax(-1)).sum(-1)
    return (each * counts).sum() / counts.sum().clamp_min(1.0)


def _spread(spread: Tensor, off: Tensor, counts: Tensor) -> Tensor:
    """Negative log likelihood of errors (N, 6, 2) under a bivariate t; errors have no gradient."""
    a, b = spread[..., 0].clamp(-3, 5), spread[..., 1].clamp(-3, 5)
    u = off[..., 0] * torch.exp(-a)
    v = off[..., 1] * torch.exp(-b) - spread[..., 2] * u
    each = a + b + (FREEDOM + 2) / 2 * torch.log1p((u * u + v * v) / FREEDOM)
    return (each * counts).sum() / counts.sum().clamp_min(1.0)


def total_loss(
    parts: dict[str, Tensor], t: Targets, soft: float = SOFT
) -> tuple[Tensor, dict[str, float]]:
    """The sum to be made small, and its parts for the log."""
    there = t.foot > 0.5
    counts = torch.zeros_like(t.flag, dtype=torch.float32)
    for flag, weight in _COUNTS.items():
        counts[t.flag == flag] = weight
    # A little beyond the crop there are bins too: a foot that is cut off goes on there.
    reach = ((t.xy > -MARGIN) & (t.xy < INPUT + MARGIN)).all(-1)
    near = (t.flag == OUTSIDE) & reach & there[:, None]
    counts = torch.where(near, 0.35, counts) * reach * there[:, None]
    with torch.no_grad():
        found = torch.stack([peak(parts["x"]), peak(parts["y"])], -1)
        off = t.xy - found
    known, worn = t.side != NOTHING, t.wear != NOTHING
    each = {
        "place": _place(parts["x"], t.xy[..., 0], counts, soft)
        + _place(parts["y"], t.xy[..., 1], counts, soft),
        "spread": _spread(parts["spread"], off, (counts > 0).float()),
        "seen": _mean(
            fn.cross_entropy(
                parts["seen"][there].flatten(0, 1), t.flag[there].flatten(), reduction="none"
            )
        ),
        "side": _mean(
            fn.binary_cross_entropy_with_logits(
                parts["side"][known, 0], t.side[known].float(), reduction="none"
            )
        ),
        "wear": _mean(fn.cross_entropy(parts["wear"][worn], t.wear[worn], reduction="none")),
        "foot": fn.binary_cross_entropy_with_logits(parts["foot"][:, 0], t.foot),
        "shank": _shank(parts["shank"][there], t.shank[there]),
    }
    total = torch.stack([_WEIGHTS[k] * v for k, v in each.items()]).sum()
    return total, {k: float(v.detach()) for k, v in each.items()}


def _shank(said: Tensor, true: Tensor) -> Tensor:
    sure = true.norm(dim=-1)
    off: Tensor = (((said - true) ** 2).sum(-1) * sure).sum() / sure.sum().clamp_min(1.0)
    return off


def _mean(each: Tensor) -> Tensor:
    """Nothing where there is nothing to be asked."""
    return each.sum() / max(len(each), 1)
