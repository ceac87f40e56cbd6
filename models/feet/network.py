"""Candidate networks: small convolutional trunks, and heads that classify coordinates.

All take (N, 3, INPUT, INPUT) and give (N, codec.WIDTH). None has a transposed convolution: those
took most of the time of a heatmap decoder in ``cv2.dnn``.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from formcheck.pose.feet.codec import WIDTH
from formcheck.pose.feet.points import BINS, INPUT, POINTS

_N = len(POINTS)
#: What is no coordinate: spreads, visibility, side, footwear, presence, shank.
_REST = WIDTH - 2 * _N * BINS


def _conv(
    inputs: int, outputs: int, size: int = 3, stride: int = 1, groups: int = 1
) -> nn.Sequential:
    conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class _Residual(nn.Module):
    """Two 3x3 convolutions and a way round them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _conv(width, width)
        second = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.second = nn.Sequential(second, nn.BatchNorm2d(width))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.second(self.first(x)))


class _Inverted(nn.Module):
    """Widen, filter each channel by itself, narrow again."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1, grow: int = 3) -> None:
        super().__init__()
        wide = inputs * grow
        narrow = nn.Conv2d(wide, outputs, 1, bias=False)
        self.body = nn.Sequential(
            _conv(inputs, wide, 1),
            _conv(wide, wide, 3, stride, groups=wide),
            narrow,
            nn.BatchNorm2d(outputs),
        )
        self.around = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.body(x)
        return x + y if self.around else y


class Trunk(nn.Module):
    """Gives features at 1/8 and 1/16 of the input."""

    def __init__(self, fine: nn.Sequential, coarse: nn.Sequential, widths: tuple[int, int]) -> None:
        super().__init__()
        self.fine, self.coarse, self.widths = fine, coarse, widths

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Fine and coarse features."""
        fine = self.fine(x)
        return fine, self.coarse(fine)


def dense_trunk(width: int = 16) -> Trunk:
    """Plain convolutions: few, but all of them of the kind that processors are good at."""
    w = width
    fine = nn.Sequential(
        _conv(3, w, 3, 2), _conv(w, 2 * w, 3, 2), _conv(2 * w, 2 * w),
        _conv(2 * w, 4 * w, 3, 2), _Residual(4 * w),
    )  # fmt: skip
    coarse = nn.Sequential(_conv(4 * w, 6 * w, 3, 2), _Residual(6 * w), _Residual(6 * w))
    return Trunk(fine, coarse, (4 * w, 6 * w))


def separable_trunk(width: int = 16) -> Trunk:
    """Depthwise convolutions: a fifth of the arithmetic, in pieces that are harder to feed."""
    w = width
    fine = nn.Sequential(
        _conv(3, w, 3, 2), _Inverted(w, w + 8, 2), _Inverted(w + 8, w + 8),
        _Inverted(w + 8, 3 * w, 2), _Inverted(3 * w, 3 * w), _Inverted(3 * w, 3 * w),
    )  # fmt: skip
    coarse = nn.Sequential(_Inverted(3 * w, 6 * w, 2), _Inverted(6 * w, 6 * w))
    return Trunk(fine, coarse, (3 * w, 6 * w))


class _Rest(nn.Module):
    """Everything that is no coordinate, from the coarse features."""

    def __init__(self, width: int) -> None:
        super().__init__()
        cells = (INPUT // 16) ** 2
        self.squeeze = _conv(width, 12, 1)
        self.mix = nn.Sequential(nn.Linear(12 * cells, 96), nn.ReLU(inplace=True))
        self.out = nn.Linear(96, _REST)

    def forward(self, coarse: Tensor) -> Tensor:
        out: Tensor = self.out(self.mix(self.squeeze(coarse).flatten(1)))
        return out


class FlatHead(nn.Module):
    """All cells of the coarse features through one hidden layer."""

    def __init__(self, widths: tuple[int, int]) -> None:
        super().__init__()
        cells = (INPUT // 16) ** 2
        self.squeeze = _conv(widths[1], 32, 1)
        self.mix = nn.Sequential(nn.Linear(32 * cells, 256), nn.ReLU(inplace=True))
        self.out = nn.Linear(256, 2 * _N * BINS)

    def forward(self, fine: Tensor, coarse: Tensor) -> Tensor:
        """Logits of all points, x before y."""
        out: Tensor = self.out(self.mix(self.squeeze(coarse).flatten(1)))
        return out


class StripHead(nn.Module):
    """Columns for x and rows for y: features averaged across, then spread over the bins.

    What lies where along an axis stays in order, so that there is little to learn by heart.
    """

    def __init__(self, widths: tuple[int, int], each: int = 16) -> None:
        super().__init__()
        self.cells, self.each = INPUT // 8, each
        self.down = nn.Conv2d(widths[0], 64, 1, bias=False)
        self.up = nn.Sequential(
            nn.Conv2d(widths[1], 64, 1, bias=False), nn.Upsample(scale_factor=2, mode="nearest")
        )
        self.mix = nn.Sequential(nn.BatchNorm2d(64), nn.ReLU(inplace=True), _conv(64, 64))
        self.points = _conv(64, _N * each, 1)
        long = _N * each * self.cells
        self.x = nn.Conv2d(long, _N * BINS, 1, groups=_N)
        self.y = nn.Conv2d(long, _N * BINS, 1, groups=_N)

    def forward(self, fine: Tensor, coarse: Tensor) -> Tensor:
        """Logits of all points, x before y."""
        at = self.points(self.mix(self.down(fine) + self.up(coarse)))
        long = _N * self.each * self.cells
        # Means of many cells are small: at their usual size the head learns sooner.
        at = at * 4.0
        x = nn.functional.avg_pool2d(at, (self.cells, 1)).reshape(-1, long, 1, 1)
        y = nn.functional.avg_pool2d(at, (1, self.cells)).reshape(-1, long, 1, 1)
        return torch.cat([self.x(x).flatten(1), self.y(y).flatten(1)], 1)


class FootNet(nn.Module):
    """A trunk and its heads."""

    def __init__(self, trunk: Trunk, head: FlatHead | StripHead) -> None:
        super().__init__()
        self.trunk, self.head = trunk, head
        self.rest = _Rest(trunk.widths[1])

    def forward(self, x: Tensor) -> Tensor:
        """One row of `codec.LAYOUT` for each crop."""
        fine, coarse = self.trunk(x)
        return torch.cat([self.head(fine, coarse), self.rest(coarse)], 1)


def _dense_flat() -> FootNet:
    trunk = dense_trunk()
    return FootNet(trunk, FlatHead(trunk.widths))


def _dense_strip() -> FootNet:
    trunk = dense_trunk()
    return FootNet(trunk, StripHead(trunk.widths))


def _separable_strip() -> FootNet:
    trunk = separable_trunk()
    return FootNet(trunk, StripHead(trunk.widths))


CANDIDATES = {
    "dense-flat": _dense_flat,
    "dense-strip": _dense_strip,
    "separable-strip": _separable_strip,
}


def build(name: str) -> FootNet:
    """A candidate with fresh weights.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in CANDIDATES:
        raise KeyError(f"no network {name!r}; there are: {', '.join(CANDIDATES)}")
    return CANDIDATES[name]()


def weights(net: nn.Module) -> int:
    """How many numbers it has learnt."""
    return sum(p.numel() for p in net.parameters())


def export(net: nn.Module, path: Path) -> None:
    """Write ONNX, for one crop at a time, batch norms folded into their convolutions."""
    was = net.training
    net.eval()
    example = torch.zeros(1, 3, INPUT, INPUT)
    options: dict[str, Any] = {"opset_version": 17, "dynamo": False}
    with warnings.catch_warnings():  # the exporter that needs no compiler is the older one
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (example,), str(path), input_names=["crop"], output_names=["feet"], **options
        )
    net.train(was)
