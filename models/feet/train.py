"""Training: ``python -m models.feet.train CROPS OUT --network dense-strip --samples 1200000``.

The same command goes on where it was cut off (``OUT/state.pt``); at the end there are
``feet.onnx``, checked against torch, and ``log.jsonl``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from formcheck.pose.feet.codec import split

from .data import Batches, collate, plain
from .errors import summary
from .loss import softness, total_loss
from .measure import difference
from .network import CANDIDATES, FootNet, build, export
from .store import Crops, load, shards

#: Share of the shards, the last ones, that nothing is learnt from.
HELD_BACK = 0.05
#: Largest difference between torch and ``cv2.dnn`` that is taken for rounding.
ROUNDING = 2e-3


@dataclass(frozen=True)
class Plan:
    """How to train."""

    network: str
    samples: int
    batch: int
    rate: float
    seed: int
    threads: int
    half: bool
    goes_on: bool = False

    @property
    def steps(self) -> int:
        """Batches in all."""
        return max(self.samples // self.batch, 1)

    def rate_at(self, step: int) -> float:
        """Learning rate: up over the first steps, then down along a cosine."""
        warm = min(400, self.steps // 10 + 1)
        if step < warm:
            return self.rate * (step + 1) / warm
        along = (step - warm) / max(self.steps - warm, 1)
        return self.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * along)))


class Trainer:
    """A network on its way, with an average of its last weights, which is what is kept."""

    def __init__(self, plan: Plan, out: Path) -> None:
        self.plan, self.out = plan, out
        torch.manual_seed(plan.seed)
        torch.set_num_threads(plan.threads)
        self.net = build(plan.network).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = build(plan.network)
        self.average.load_state_dict(self.net.state_dict())
        self.optimiser = torch.optim.AdamW(self.net.parameters(), plan.rate, weight_decay=0.02)
        self.step, self.seconds = 0, 0.0

    @property
    def _state(self) -> Path:
        return self.out / "state.pt"

    def save(self) -> None:
        """Write everything that is needed to go on."""
        part = self._state.with_suffix(".part")
        torch.save(
            {
                "plan": vars(self.plan), "net": self.net.state_dict(),
                "average": self.average.state_dict(), "optimiser": self.optimiser.state_dict(),
                "step": self.step, "seconds": self.seconds,
            },
            part,
        )  # fmt: skip
        part.replace(self._state)

    def resume(self) -> None:
        """Go on from what is there, if anything is.

        Raises:
            ValueError: that was another plan.
        """
        if not self._state.exists():
            return
        state = torch.load(self._state, weights_only=True)
        fixed = ("network", "samples", "batch", "rate", "seed")
        wrong = [k for k in fixed if state["plan"][k] != getattr(self.plan, k)]
        if wrong:
            raise ValueError(f"{self._state} was trained with another {', '.join(wrong)}")
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.seconds = state["step"], state["seconds"]

    def begin_with(self, state: Path) -> None:
        """Take the averaged weights of an earlier training, unless this one has begun.

        Raises:
            ValueError: that was another network.
        """
        if self.step:
            return
        earlier = torch.load(state, weights_only=True)
        if earlier["plan"]["network"] != self.plan.network:
            raise ValueError(f"{state} is of another network")
        self.net.load_state_dict(earlier["average"])
        self.average.load_state_dict(earlier["average"])

    def learn(self, inputs: torch.Tensor, targets: Any) -> dict[str, float]:  # noqa: ANN401
        """One step; returns the parts of its loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.plan.rate_at(self.step)
        self.net.train()
        inputs = inputs.to(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.plan.half):
            rows = self.net(inputs)
        # What has learnt before knows roughly where points are.
        done = 1.0 if self.plan.goes_on else self.step / self.plan.steps
        total, parts = total_loss(split(rows.float()), targets, softness(done))
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimiser.step()
        self._follow()
        self.step += 1
        return {"loss": float(total.detach()), **parts}

    def _follow(self) -> None:
        keep = min(0.998, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            new = self.net.state_dict()
            for name, value in self.average.state_dict().items():
                if value.dtype.is_floating_point:
                    value.lerp_(new[name], 1 - keep)
                else:
                    value.copy_(new[name])


def validate(net: FootNet, crops: Crops, most: int) -> dict[str, Any]:
    """Errors on crops that nothing was learnt from, laid as they should be."""
    net.eval()
    chosen = np.random.default_rng(0).permutation(len(crops))[:most]
    samples = [plain(crops, int(i)) for i in chosen]
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
    batches = Batches(learnt, plan.batch, plan.seed, trainer.step, plan.steps)
    began = saved = time.monotonic()
    mean: dict[str, float] = {}
    try:
        for inputs, targets in batches:
            for k, v in trainer.learn(inputs, targets).items():
                mean[k] = 0.98 * mean.get(k, v) + 0.02 * v
            now = time.monotonic()
            if now - saved > every or trainer.step == plan.steps:
                trainer.seconds += now - began
                _log(trainer, mean, validate(trainer.average, kept, look))
                trainer.save()
                began = saved = time.monotonic()
    finally:
        batches.close()
    return finish(trainer, out)


def _log(trainer: Trainer, mean: dict[str, float], errors: dict[str, Any]) -> None:
    row = {
        "step": trainer.step, "samples": trainer.step * trainer.plan.batch,
        "minutes": round(trainer.seconds / 60, 2), "rate": trainer.plan.rate_at(trainer.step),
        "loss": {k: round(v, 4) for k, v in mean.items()}, "held_back": errors,
    }  # fmt: skip
    with (trainer.out / "log.jsonl").open("a") as file:
        file.write(json.dumps(row) + "\n")
    print(json.dumps(row), flush=True)


def finish(trainer: Trainer, out: Path) -> Path:
    """Export the averaged weights.

    Raises:
        RuntimeError: ``cv2.dnn`` and torch do not agree on them.
    """
    path = out / "feet.onnx"
    export(trainer.average, path)
    apart = difference(trainer.average, path)
    if not apart < ROUNDING:
        raise RuntimeError(f"cv2.dnn and torch differ by {apart:.2g} on the same crop")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, sha256 {digest}; torch - cv2 {apart:.1e}")
    return path


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
    a = parser.parse_args()
    goes_on = a.start is not None
    plan = Plan(a.network, a.samples, a.batch, a.rate, a.seed, a.threads, a.half, goes_on)
    train(plan, a.crops, a.out, a.every, a.look, a.start)


if __name__ == "__main__":
    main()
