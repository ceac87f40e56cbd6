"""Training the finder's check, by pixels: ``python -m models.feet.finder_pixels CROPS WRONG OUT``.

It learns to tell feet from what the finder and the foot network take for feet, by the picture. The
same command goes on where it was cut off (``OUT/state.pt``); at the end there are
``feet-pixels.onnx``, checked against torch, and ``log.jsonl``. Both halves make one file:
``python -m models.feet.finder_check_join ROWS PIXELS feet-check.onnx``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from formcheck.pose.feet.network import weights
from formcheck.pose.feet.points import INPUT

from .finder_check import summary
from .finder_pixels_data import Stock, batch, stock
from .finder_pixels_network import PixelNet, export, start_from
from .loop import Plan, Training, checked, difference, go

#: Held-back pictures at each look.
LOOK = 1000


class Trainer(Training):
    """The network on its way.

    Args:
        plan: how to train.
        out: folder of what is saved.
        start: weights of a foot network (ONNX) whose trunk it begins with.
    """

    def __init__(self, plan: Plan, out: Path, start: Path | None) -> None:
        def prepare(net: nn.Module) -> None:
            if start is not None and isinstance(net, PixelNet):
                start_from(net, start)

        super().__init__(plan, out, PixelNet, prepare)

    def loss(self, said: Tensor, targets: Any) -> tuple[Tensor, dict[str, float]]:  # noqa: ANN401
        """Cross entropy."""
        return nn.functional.binary_cross_entropy_with_logits(said[:, 0], targets), {}


def look(net: nn.Module, kept: Stock) -> dict[str, float]:
    """See `finder_check.summary`; on pictures that nothing was learnt from."""
    net.eval()
    crops, foot = batch(kept, 0, LOOK, 0)
    with torch.no_grad():
        said = [net(torch.from_numpy(crops[i : i + 100])).numpy() for i in range(0, LOOK, 100)]
    return summary(np.concatenate(said)[:, 0], foot)


def train(plan: Plan, patches: Stock, out: Path, start: Path | None, every: float) -> Path:
    """Train to the end; returns the weights.

    Raises:
        RuntimeError: ``cv2.dnn`` and torch do not agree on them.
    """
    out.mkdir(parents=True, exist_ok=True)
    learnt, kept = patches.half(held=False), patches.half(held=True)
    trainer = Trainer(plan, out, start)
    trainer.resume()
    made = (batch(learnt, k, plan.batch, plan.seed) for k in range(trainer.step, plan.steps))
    batches = ((torch.from_numpy(x), torch.from_numpy(y)) for x, y in made)
    go(trainer, batches, every, lambda net: look(net, kept))
    path = out / "feet-pixels.onnx"
    export(trainer.average, path)
    picture = np.random.default_rng(1).normal(0, 1, (1, 3, INPUT, INPUT)).astype(np.float32)
    apart, most = difference(trainer.average, path, picture)
    return checked(path, apart / max(most, 1.0))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("crops", type=Path, help="folder of shards with feet")
    parser.add_argument("wrong", type=Path, help="folder of shards with what was taken for feet")
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, default=weights(), help="foot network's weights")
    parser.add_argument("--samples", type=int, default=192_000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--half", action="store_true", help="bfloat16, where processors have it")
    parser.add_argument("--every", type=float, default=120, help="seconds between looks and saves")
    a = parser.parse_args()
    plan = Plan("pixels", a.samples, a.batch, a.rate, a.seed, a.threads, a.half)
    train(plan, stock(a.crops, a.wrong), a.out, a.start, a.every)


if __name__ == "__main__":
    main()
