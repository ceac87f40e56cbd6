"""How well the finding network does on learning pictures that it never saw."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from formcheck.pose.feet.codec import blob
from formcheck.pose.feet.finder_sheet import STRIDE, USUAL

from .finder_data import CELLS, SIDE, Stock, draw, wanted


def summary(net: nn.Module, kept: Stock, most: int = 256) -> dict[str, float]:
    """On pictures made of held-back patches.

    Returns:
        ``found``: share of the asked feet with a peak near their middle, at the score of which one
        is left over in ten pictures (``least``); ``length``: median error of their lengths, %.
    """
    rng = np.random.default_rng(0)
    samples = [draw(kept, rng) for _ in range(most)]
    net.eval()
    with torch.no_grad():
        said = torch.cat(
            [
                net(torch.from_numpy(blob(np.stack([s.rgb for s in samples[i : i + 64]]))))
                for i in range(0, most, 64)
            ]
        )
    score = said[:, 0]
    top = torch.nn.functional.max_pool2d(score[:, None], 3, 1, 1)[:, 0] == score
    feet: list[float] = []
    wrong: list[float] = []
    off: list[float] = []
    free = wanted(samples).open
    y, x = np.mgrid[:CELLS, :CELLS] * STRIDE + STRIDE / 2
    for k, s in enumerate(samples):
        peak = top[k].numpy() & (score[k].numpy() > -6) & ~free[k].numpy()
        for fx, fy, long, asked in s.feet:
            near = np.hypot(x - fx, y - fy) < 0.4 * long
            if asked and 0 <= fx < SIDE and 0 <= fy < SIDE:
                here = np.where(near & peak, score[k].numpy(), -np.inf)
                feet.append(here.max())
                if np.isfinite(feet[-1]):
                    log = said[k, 3].numpy().flat[here.argmax()]
                    off.append(abs(np.exp(log) * USUAL / long - 1))
            peak = peak & ~near
        wrong += list(score[k].numpy()[peak])
    least = float(np.sort(wrong)[-most // 10]) if len(wrong) >= most // 10 else -6.0
    found = float(np.mean(np.array(feet) > least))
    return {
        "feet": len(feet), "found": round(found, 4), "least": round(1 / (1 + np.exp(-least)), 3),
        "length": round(100 * float(np.median(off)) if off else np.nan, 1),
    }  # fmt: skip
