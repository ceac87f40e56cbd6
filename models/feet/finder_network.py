"""The network that looks for feet in whole pictures: fully convolutional, and very small."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from formcheck.pose.feet.finder_sheet import CHANNELS, SHEET

from .network import _conv, _Residual, dense_trunk

#: Share of cells with a foot before anything is learnt: else the first steps only unlearn feet.
_RARE = 0.01
#: Layers of the trunk until cells of 4 px.
_NEAR = 3


class FinderNet(nn.Module):
    """(N, 3, H, W) -> (N, `CHANNELS`, H / 4, W / 4); H and W are multiples of 8.

    It begins as the foot networks' dense trunk does, so that it can start with what that learnt.
    """

    def __init__(self) -> None:
        super().__init__()
        trunk = dense_trunk()
        fine, wide = trunk.fine, trunk.widths[0]
        self.near = nn.Sequential(*fine[:_NEAR])
        # Cells of 8 px: a foot is 2 to 5 of them, its shank and the other foot are in sight.
        self.far = nn.Sequential(*fine[_NEAR:], _Residual(wide))
        half = wide // 2
        self.up = nn.Sequential(
            nn.Conv2d(wide, half, 1, bias=False), nn.Upsample(scale_factor=2, mode="nearest")
        )
        self.mix = nn.Sequential(nn.BatchNorm2d(half), nn.ReLU(inplace=True), _conv(half, half))
        self.out = nn.Conv2d(half, CHANNELS, 1)
        first = torch.zeros(CHANNELS)
        first[0] = torch.logit(torch.tensor(_RARE))
        self.out.bias = nn.Parameter(first)

    def forward(self, x: Tensor) -> Tensor:
        """Score, place and length of feet in each cell (`finder_sheet`)."""
        near = self.near(x)
        out: Tensor = self.out(self.mix(near + self.up(self.far(near))))
        return out


def fine_layers(state: Path) -> dict[str, Tensor]:
    """The fine layers of a foot network's trunk (``state.pt`` of `train`), by their own names."""
    learnt = torch.load(state, weights_only=True)["average"]
    head = "trunk.fine."
    return {k.removeprefix(head): v for k, v in learnt.items() if k.startswith(head)}


def start_from(net: nn.Module, state: Path) -> None:
    """Take the first layers of a foot network on its way (``state.pt`` of `train`).

    Raises:
        ValueError: that one has another trunk.
    """
    first: dict[str, Tensor] = {}
    for name, value in fine_layers(state).items():
        number, rest = name.split(".", 1)
        n = int(number)
        first[f"near.{n}.{rest}" if n < _NEAR else f"far.{n - _NEAR}.{rest}"] = value
    mine = net.state_dict()
    if not first or any(k not in mine or mine[k].shape != v.shape for k, v in first.items()):
        raise ValueError(f"{state} is of a network with another trunk")
    net.load_state_dict(first, strict=False)


def export(net: nn.Module, path: Path, size: tuple[int, int] = SHEET) -> None:
    """Write ONNX for one sheet, batch norms folded into their convolutions."""
    was = net.training
    net.eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (torch.zeros(1, 3, *size),), str(path), input_names=["sheet"],
            output_names=["feet"], opset_version=17, dynamo=False,
        )  # fmt: skip
    net.train(was)
