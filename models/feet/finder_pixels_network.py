"""The network that tells feet from furniture by the picture itself."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from formcheck.pose.feet.points import INPUT

#: Features that are left of each cell, hidden units, and the share of both that is left out.
SQUEEZED, HIDDEN, LEFT_OUT = 24, 64, 0.3


class _Residual(nn.Module):
    """Two convolutions and a way round them, without norms: these are folded in already."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.a, self.b = nn.Conv2d(width, width, 3, 1, 1), nn.Conv2d(width, width, 3, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.b(torch.relu(self.a(x))))


class PixelNet(nn.Module):
    """(N, 3, INPUT, INPUT) -> (N, 1) logits of there being a foot in the middle.

    It begins as the foot network's dense trunk, as that was exported.
    """

    def __init__(self, width: int = 16) -> None:
        super().__init__()
        w = width
        self.trunk = nn.Sequential(
            *_conv(3, w, 2), *_conv(w, 2 * w, 2), *_conv(2 * w, 2 * w), *_conv(2 * w, 4 * w, 2),
            _Residual(4 * w), *_conv(4 * w, 6 * w, 2), _Residual(6 * w), _Residual(6 * w),
        )  # fmt: skip
        cells = (INPUT // 16) ** 2
        self.head = nn.Sequential(
            nn.Conv2d(6 * w, SQUEEZED, 1), nn.ReLU(inplace=True), nn.Flatten(),
            nn.Dropout(LEFT_OUT), nn.Linear(SQUEEZED * cells, HIDDEN), nn.ReLU(),
            nn.Dropout(LEFT_OUT), nn.Linear(HIDDEN, 1),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        """Logits."""
        out: Tensor = self.head(self.trunk(x))
        return out


def _conv(inputs: int, outputs: int, stride: int = 1) -> tuple[nn.Module, nn.Module]:
    return nn.Conv2d(inputs, outputs, 3, stride, 1), nn.ReLU(inplace=True)


def start_from(net: PixelNet, path: Path) -> None:
    """Take the trunk of a foot network's weights (ONNX, of 16 or 32 bits).

    Raises:
        ValueError: that one has another trunk.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(path).graph
    numbers = {
        i.name.removesuffix(".half"): numpy_helper.to_array(i).astype(np.float32)
        for i in graph.initializer
    }
    theirs = [
        [numbers[name] for name in node.input[1:]]
        for node in graph.node
        if node.op_type == "Conv" and "trunk" in node.output[0]
    ]
    mine = [list(m.parameters()) for m in net.trunk.modules() if isinstance(m, nn.Conv2d)]
    if [[p.shape for p in pair] for pair in mine] != [[v.shape for v in pair] for pair in theirs]:
        raise ValueError(f"{path} is of a network with another trunk")
    with torch.no_grad():
        for pair, values in zip(mine, theirs, strict=True):
            for parameter, value in zip(pair, values, strict=True):
                parameter.copy_(torch.from_numpy(value))


def export(net: nn.Module, path: Path) -> None:
    """Write ONNX, for one crop at a time."""
    was = net.training
    net.eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (torch.zeros(1, 3, INPUT, INPUT),), str(path), input_names=["crop"],
            output_names=["foot"], opset_version=17, dynamo=False,
        )  # fmt: skip
    net.train(was)
