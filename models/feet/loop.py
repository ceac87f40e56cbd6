"""What every training does: steps along a plan, saving, going on, a log, and checked weights."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn

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
    told: bool = False

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


class Training:
    """A network on its way, with an average of its last weights, which is what is kept.

    Args:
        plan: how to train.
        out: folder of what is saved.
        build: makes the network.
        prepare: makes something of a fresh network, such as giving it what another learnt.
    """

    def __init__(
        self,
        plan: Plan,
        out: Path,
        build: Callable[[], nn.Module],
        prepare: Callable[[nn.Module], object] = lambda _: None,
    ) -> None:
        self.plan, self.out = plan, out
        torch.manual_seed(plan.seed)
        torch.set_num_threads(plan.threads)
        net = build()
        prepare(net)
        self.net: nn.Module = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = build()
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

    def loss(self, said: Tensor, targets: Any) -> tuple[Tensor, dict[str, float]]:  # noqa: ANN401
        """The loss of a batch, and its parts for the log."""
        raise NotImplementedError

    def modes(self) -> None:
        """Say which layers learn."""
        self.net.train()

    def learn(self, inputs: Tensor, targets: Any) -> dict[str, float]:  # noqa: ANN401
        """One step; returns the parts of its loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.plan.rate_at(self.step)
        self.modes()
        inputs = inputs.to(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.plan.half):
            said = self.net(inputs)
        total, parts = self.loss(said.float(), targets)
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


def go(
    training: Training,
    batches: Iterable[tuple[Tensor, Any]],
    every: float,
    look: Callable[[nn.Module], dict[str, Any]],
) -> None:
    """Learn from all batches, with a look at what was held back and a save so often.

    Args:
        training: goes on from where it is.
        batches: inputs and targets from there to the plan's end.
        every: seconds between looks.
        look: errors of the averaged network.
    """
    began = saved = time.monotonic()
    mean: dict[str, float] = {}
    for inputs, targets in batches:
        for k, v in training.learn(inputs, targets).items():
            mean[k] = 0.98 * mean.get(k, v) + 0.02 * v
        now = time.monotonic()
        if now - saved > every or training.step == training.plan.steps:
            training.seconds += now - began
            _log(training, mean, look(training.average))
            training.save()
            began = saved = time.monotonic()


def _log(training: Training, mean: dict[str, float], errors: dict[str, Any]) -> None:
    row = {
        "step": training.step, "samples": training.step * training.plan.batch,
        "minutes": round(training.seconds / 60, 2), "rate": training.plan.rate_at(training.step),
        "loss": {k: round(v, 4) for k, v in mean.items()}, "held_back": errors,
    }  # fmt: skip
    with (training.out / "log.jsonl").open("a") as file:
        file.write(json.dumps(row) + "\n")
    print(json.dumps(row), flush=True)


def checked(path: Path, apart: float) -> Path:
    """Weights that were written, if ``cv2.dnn`` makes the same of them.

    Args:
        path: of the weights.
        apart: difference between torch and ``cv2.dnn``, as a share of what they say.

    Raises:
        RuntimeError: it does not.
    """
    if not apart < ROUNDING:
        raise RuntimeError(f"cv2.dnn and torch differ by {apart:.2g} on the same picture")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB, sha256 {digest}; torch - cv2 {apart:.1e}")
    return path


def difference(net: nn.Module, path: Path, picture: np.ndarray[Any, Any]) -> tuple[float, float]:
    """The largest difference between torch and ``cv2.dnn``, and the largest number of torch's.

    Args:
        net: what was exported.
        path: where to.
        picture: the network's input, (1, 3, H, W) float32.
    """
    other = cv2.dnn.readNetFromONNX(str(path))
    other.setInput(picture)
    net.eval()
    with torch.no_grad():
        mine = net(torch.from_numpy(picture)).numpy()
    return float(np.abs(mine - other.forward()).max()), float(np.abs(mine).max())
