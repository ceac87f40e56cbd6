"""What the candidates cost: ``python -m models.feet.measure``.

Processor seconds of one thread, so that what else runs on the machine counts little.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from formcheck.pose.feet.codec import WIDTH, split
from formcheck.pose.feet.points import INPUT, POINTS

from . import loop
from .loss import Targets, total_loss
from .network import CANDIDATES, FootNet, build, export, weights


def milliseconds(work: Callable[[], object], times: int, warm: int = 3) -> float:
    """The fastest quarter's mean: the rest is what others on the machine do to it."""
    for _ in range(warm):
        work()
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return float(np.mean(sorted(took)[: max(times // 4, 1)]) * 1000)


def forward_ms(path: Path, times: int = 60) -> float:
    """Of one crop in ``cv2.dnn`` on one thread."""
    cv2.setNumThreads(1)
    net = cv2.dnn.readNetFromONNX(str(path))
    crop = np.random.default_rng(0).normal(0, 1, (1, 3, INPUT, INPUT)).astype(np.float32)

    def once() -> None:
        net.setInput(crop)
        net.forward()

    return milliseconds(once, times)


def difference(net: nn.Module, path: Path) -> float:
    """The largest difference between torch and ``cv2.dnn`` on one crop."""
    crop = np.random.default_rng(1).normal(0, 1, (1, 3, INPUT, INPUT)).astype(np.float32)
    return loop.difference(net, path, crop)[0]


def training_ms(net: FootNet, batch: int = 64, times: int = 4) -> float:
    """Of one sample, forwards and backwards, without making the crops."""
    crops = torch.randn(batch, 3, INPUT, INPUT).to(memory_format=torch.channels_last)
    net = net.to(memory_format=torch.channels_last).train()  # type: ignore[call-overload]
    targets = Targets.example(batch)

    def once() -> None:
        net.zero_grad()
        total_loss(split(net(crops)), targets)[0].backward()  # type: ignore[no-untyped-call]

    return milliseconds(once, times, warm=1) / batch


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", default=list(CANDIDATES))
    args = parser.parse_args()
    torch.set_num_threads(1)
    print(f"{len(POINTS)} points, {WIDTH} numbers a crop, {INPUT} pixels")
    print("| network | weights, MB | forward, ms | training, ms a sample | torch - cv2 |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for name in args.names:
            net, path = build(name), Path(folder) / "net.onnx"
            export(net, path)
            apart, ms = difference(net, path), forward_ms(path)
            size = weights(net) * 4 / 1e6
            print(
                f"| {name} | {size:.1f} | {ms:.2f} | {training_ms(net):.2f} | {apart:.1e} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
