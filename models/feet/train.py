"""Training: ``python -m models.feet.train CROPS OUT --network dense-strip --samples 1200000``.

The same command goes on where it was cut off (``OUT/state.pt``); at the end there are
``feet.onnx``, checked against torch, and ``log.jsonl``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from formcheck.pose.feet.codec import split

from .data import Batches, collate, plain
from .errors import summary
from .loop import HELD_BACK, Plan, Training, checked, go
from .loss import softness, total_loss
from .measure import difference
from .network import CANDIDATES, build, export
from .store import Crops, load, shards


class Trainer(Training):
    """A foot network on its way."""

    def __init__(self, plan: Plan, out: Path) -> None:
        super().__init__(plan, out, lambda: build(plan.network))

    def loss(self, said: Tensor, targets: Any) -> tuple[Tensor, dict[str, float]]:  # noqa: ANN401
        """See `total_loss`."""
        # What has learnt before knows roughly where points are.
        done = 1.0 if self.plan.goes_on else self.step / self.plan.steps
        return total_loss(split(said), targets, softness(done))


def validate(net: nn.Module, crops: Crops, most: int, told: bool = False) -> dict[str, Any]:
    """Errors on crops that nothing was learnt from, laid as they should be."""
    net.eval()
    chosen = np.random.default_rng(0).permutation(len(crops))[:most]
    samples = [plain(crops, int(i), told) for i in chosen]
    with torch.no_grad():
        rows = [net(collate(samples[i : i + 128])[0]).numpy() for i in range(0, len(samples), 128)]
    return summary(np.concatenate(rows), samples)


def train(  # noqa: PLR0917
    plan: Plan, folder: Path, out: Path, every: float, look: int, start: Path | None = None
) -> Path:
    """Train to the end; returns the weights."""
    out.mkdir(parents=True, exist_ok=True)
    paths = shards(folder)
    held = max(round(len(paths) * HELD_BACK), 1)
    learnt, kept = load(paths[:-held]), load(paths[-held:])
    trainer = Trainer(plan, out)
    trainer.resume()
    if start is not None:
        trainer.begin_with(start)
    batches = Batches(learnt, plan.batch, plan.seed, trainer.step, plan.steps, plan.told)
    try:
        go(trainer, batches, every, lambda net: validate(net, kept, look, plan.told))
    finally:
        batches.close()
    return finish(trainer, out)


def finish(trainer: Trainer, out: Path) -> Path:
    """Export the averaged weights.

    Raises:
        RuntimeError: ``cv2.dnn`` and torch do not agree on them.
    """
    path = out / "feet.onnx"
    export(trainer.average, path)
    return checked(path, difference(trainer.average, path))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("crops", type=Path, help="folder of shards")
    parser.add_argument("out", type=Path)
    parser.add_argument("--network", choices=sorted(CANDIDATES), default="dense-strip")
    parser.add_argument("--samples", type=int, default=1_200_000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--half", action="store_true", help="bfloat16, where processors have it")
    parser.add_argument("--every", type=float, default=180, help="seconds between looks and saves")
    parser.add_argument("--look", type=int, default=1500, help="held-back crops at each look")
    parser.add_argument("--start", type=Path, help="state.pt of a training to go on from")
    parser.add_argument("--told", action="store_true", help="for feet whose side is known")
    a = parser.parse_args()
    goes_on = a.start is not None
    plan = Plan(a.network, a.samples, a.batch, a.rate, a.seed, a.threads, a.half, goes_on, a.told)
    train(plan, a.crops, a.out, a.every, a.look, a.start)


if __name__ == "__main__":
    main()
