"""Training the network that looks for feet: ``python -m models.feet.finder_train CROPS OUT``.

It learns from the same shards as the foot network. The same command goes on where it was cut off
(``OUT/state.pt``); at the end there are ``feet-finder.onnx``, checked against torch, and
``log.jsonl``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from formcheck.pose.feet.codec import blob
from formcheck.pose.feet.finder_sheet import SHEET

from .finder_data import Wanted, batch, stock
from .finder_errors import summary
from .finder_network import FinderNet, export, start_from
from .loop import HELD_BACK, Plan, Training, checked, difference, go
from .store import shards


def loss(said: Tensor, want: Wanted) -> tuple[Tensor, dict[str, float]]:
    """CenterNet's focal loss of the scores, and absolute errors of place and length."""
    score = said[:, 0]
    yes, no = torch.nn.functional.logsigmoid(score), torch.nn.functional.logsigmoid(-score)
    p = torch.sigmoid(score)
    hit = want.heat > 0.99
    one = torch.where(hit, (1 - p) ** 2 * yes, (1 - want.heat) ** 4 * p**2 * no)
    count = hit.sum().clamp(min=1)
    heat = -(one * ~want.open).sum() / count
    off = (said[:, 1:] - want.place).abs() * want.near[:, None]
    near = want.near.sum().clamp(min=1)
    place, long = off[:, :2].sum() / near, off[:, 2].sum() / near
    parts = {"heat": heat, "place": place, "length": long}
    return heat + 0.3 * place + 1.0 * long, {k: float(v.detach()) for k, v in parts.items()}


class Trainer(Training):
    """A finder on its way.

    Args:
        plan: how to train.
        out: folder of what is saved.
        start: state of a foot network whose first layers are taken.
        fixed: leave these first layers as they are.
    """

    def __init__(self, plan: Plan, out: Path, start: Path | None, fixed: bool) -> None:
        def prepare(net: nn.Module) -> None:
            if start is not None:
                start_from(net, start)

        super().__init__(plan, out, FinderNet, prepare)
        self.fixed = fixed
        self._near = self.net.get_submodule("near")
        self._near.requires_grad_(not fixed)

    def loss(self, said: Tensor, targets: Any) -> tuple[Tensor, dict[str, float]]:  # noqa: ANN401
        """See `loss`."""
        return loss(said, targets)

    def modes(self) -> None:
        """The first layers may stay as they are."""
        self.net.train()
        if self.fixed:
            self._near.eval()


def train(
    plan: Plan,
    paths: list[Path],
    out: Path,
    *,
    start: Path | None,
    fixed: bool,
    every: float,
) -> Path:
    """Train to the end; returns the weights."""
    out.mkdir(parents=True, exist_ok=True)
    held = max(round(len(paths) * HELD_BACK), 1)
    learnt, kept = stock(paths[:-held]), stock(paths[-held:])
    print(f"{len(paths)} shards, {len(learnt.rgb)} patches; {len(kept.rgb)} held back", flush=True)
    trainer = Trainer(plan, out, start, fixed)
    trainer.resume()
    steps = range(trainer.step, plan.steps)
    batches = (batch(learnt, step, plan.batch, plan.seed) for step in steps)
    go(trainer, batches, every, lambda net: summary(net, kept))
    return finish(trainer, out)


def finish(trainer: Trainer, out: Path) -> Path:
    """Export the averaged weights.

    Raises:
        RuntimeError: ``cv2.dnn`` and torch do not agree on them.
    """
    path = out / "feet-finder.onnx"
    export(trainer.average, path)
    sheet = blob(np.random.default_rng(1).integers(0, 256, (1, *SHEET, 3)).astype(np.uint8))
    apart, most = difference(trainer.average, path, sheet)
    return checked(path, apart / max(most, 1.0))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("crops", type=Path, help="folder of shards")
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="state.pt of a foot network to start from")
    parser.add_argument("--fixed", action="store_true", help="leave its first layers as they are")
    parser.add_argument("--shards", type=int, default=40, help="at most; 32 MB of memory each")
    parser.add_argument("--samples", type=int, default=150_000)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--half", action="store_true", help="bfloat16, where processors have it")
    parser.add_argument("--every", type=float, default=120, help="seconds between looks and saves")
    a = parser.parse_args()
    plan = Plan("finder", a.samples, a.batch, a.rate, a.seed, a.threads, a.half)
    paths = shards(a.crops)[: a.shards]
    train(plan, paths, a.out, start=a.start, fixed=a.fixed, every=a.every)


if __name__ == "__main__":
    main()
