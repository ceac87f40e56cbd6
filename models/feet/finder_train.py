"""Training the network that looks for feet: ``python -m models.feet.finder_train CROPS OUT``.

It learns from the same shards as the foot network. The same command goes on where it was cut off
(``OUT/state.pt``); at the end there are ``feet-finder.onnx``, checked against torch, and
``log.jsonl``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from formcheck.pose.feet.codec import blob
from formcheck.pose.feet.finder_sheet import SHEET

from .finder_data import Stock, Wanted, batch, stock
from .finder_errors import summary
from .finder_network import FinderNet, export, start_from
from .store import shards
from .train import HELD_BACK, ROUNDING, Plan


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


class Trainer:
    """The network on its way, with an average of its last weights, which is what is kept."""

    def __init__(self, plan: Plan, out: Path, start: Path | None, fixed: bool) -> None:
        self.plan, self.out = plan, out
        torch.manual_seed(plan.seed)
        torch.set_num_threads(plan.threads)
        self.net = FinderNet()
        if start is not None:
            start_from(self.net, start)
        self.net = self.net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = AveragedModel(
            self.net, multi_avg_fn=get_ema_multi_avg_fn(0.995), use_buffers=True
        )
        self.optimiser = torch.optim.AdamW(self.net.parameters(), plan.rate, weight_decay=0.02)
        self.step, self.seconds = 0, 0.0
        self.fixed = fixed
        self.net.near.requires_grad_(not fixed)

    def save(self) -> None:
        """Write everything that is needed to go on."""
        state = {name: getattr(self, name).state_dict() for name in ("net", "average", "optimiser")}
        rest = {"plan": asdict(self.plan), "step": self.step, "seconds": self.seconds}
        part = self.out / "state.part"
        torch.save(state | rest, part)
        part.replace(self.out / "state.pt")

    def resume(self) -> None:
        """Go on from what is there, if anything is.

        Raises:
            ValueError: that was another plan.
        """
        if not (self.out / "state.pt").exists():
            return
        state = torch.load(self.out / "state.pt", weights_only=True)
        if state["plan"] != asdict(self.plan):
            raise ValueError(f"{self.out} was trained with another plan: {state['plan']}")
        for name in ("net", "average", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.step, self.seconds = state["step"], state["seconds"]

    def learn(self, inputs: Tensor, want: Wanted) -> dict[str, float]:
        """One step; returns the parts of its loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.plan.rate_at(self.step)
        self.net.train()
        if self.fixed:
            self.net.near.eval()
        inputs = inputs.to(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.plan.half):
            said = self.net(inputs)
        total, parts = loss(said.float(), want)
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimiser.step()
        self.average.update_parameters(self.net)
        self.step += 1
        return parts


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
    began = time.process_time()
    looked, mean = time.monotonic(), dict[str, float]()
    while trainer.step < plan.steps:
        for k, v in trainer.learn(*batch(learnt, trainer.step, plan.batch, plan.seed)).items():
            mean[k] = 0.98 * mean.get(k, v) + 0.02 * v
        if time.monotonic() - looked > every or trainer.step == plan.steps:
            trainer.seconds += time.process_time() - began
            _log(trainer, mean, kept)
            trainer.save()
            looked, began = time.monotonic(), time.process_time()
    return finish(trainer, out)


def _log(trainer: Trainer, mean: dict[str, float], kept: Stock) -> None:
    row: dict[str, Any] = {
        "step": trainer.step, "samples": trainer.step * trainer.plan.batch,
        "cpu_minutes": round(trainer.seconds / 60, 2),
        "loss": {k: round(v, 4) for k, v in mean.items()},
        "held_back": summary(trainer.average.module, kept),
    }  # fmt: skip
    with (trainer.out / "log.jsonl").open("a") as file:
        file.write(json.dumps(row) + "\n")
    print(json.dumps(row), flush=True)


def finish(trainer: Trainer, out: Path) -> Path:
    """Export the averaged weights.

    Raises:
        RuntimeError: ``cv2.dnn`` and torch do not agree on them.
    """
    path, net = out / "feet-finder.onnx", trainer.average.module
    export(net, path)
    sheet = blob(np.random.default_rng(1).integers(0, 256, (1, *SHEET, 3)).astype(np.uint8))
    other = cv2.dnn.readNetFromONNX(str(path))
    other.setInput(sheet)
    net.eval()
    with torch.no_grad():
        mine = net(torch.from_numpy(sheet)).numpy()
    apart = float(np.abs(mine - other.forward()).max())
    if not apart < ROUNDING * max(float(np.abs(mine).max()), 1.0):
        raise RuntimeError(f"cv2.dnn and torch differ by {apart:.2g} on the same sheet")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB, sha256 {digest}; torch - cv2 {apart:.1e}")
    return path


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
