"""Both halves of the finder's check in one file: ``… finder_check_join ROWS PIXELS TO``.

Each has its weights in 16 bits (`half`).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import cv2
import numpy as np

from formcheck.pose.feet.codec import WIDTH
from formcheck.pose.feet.points import INPUT

from .half import halve
from .loop import checked


def join(rows: Path, pixels: Path, target: Path) -> Path:
    """Write one network with the inputs ``row`` and ``crop`` and both logits, (1, 2).

    Args:
        rows: weights of `finder_check`, of 32 bits.
        pixels: of `finder_pixels`.
        target: where to.

    Raises:
        RuntimeError: ``cv2.dnn`` makes something else of it.
    """
    import onnx
    from onnx import TensorProto, compose, helper

    with tempfile.TemporaryDirectory() as folder:
        parts = [halve(path, Path(folder) / path.name) for path in (rows, pixels)]
        models = [onnx.load(str(path)) for path in parts]
    named = []
    for model, asked in zip(models, ("row", "crop"), strict=True):
        prefixed = compose.add_prefix(model, f"{asked}.")
        graph = prefixed.graph
        for node in graph.node:
            node.input[:] = [asked if n == f"{asked}.{asked}" else n for n in node.input]
        graph.input[0].name = asked
        named.append(graph)
    outputs = [graph.output[0].name for graph in named]
    both = helper.make_graph(
        [*named[0].node, *named[1].node, helper.make_node("Concat", outputs, ["foot"], axis=1)],
        "check",
        [named[0].input[0], named[1].input[0]],
        [helper.make_tensor_value_info("foot", TensorProto.FLOAT, [1, 2])],
        [*named[0].initializer, *named[1].initializer],
    )
    whole = helper.make_model(both, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(whole)
    onnx.save(whole, str(target))
    return checked(target, _apart(rows, pixels, target))


def _apart(rows: Path, pixels: Path, both: Path) -> float:
    rng, said = np.random.default_rng(1), []
    row = rng.normal(0, 3, (1, WIDTH)).astype(np.float32)
    crop = rng.normal(0, 1, (1, 3, INPUT, INPUT)).astype(np.float32)
    for path, asked in ((rows, row), (pixels, crop)):
        net = cv2.dnn.readNetFromONNX(str(path))
        net.setInput(asked)
        said.append(np.array(net.forward()).ravel())
    apart = np.concatenate(said)
    net = cv2.dnn.readNetFromONNX(str(both))
    net.setInput(row, "row")
    net.setInput(crop, "crop")
    return float(np.abs(net.forward().ravel() - apart).max() / max(np.abs(apart).max(), 1.0))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rows", type=Path, help="weights of finder_check")
    parser.add_argument("pixels", type=Path, help="weights of finder_pixels")
    parser.add_argument("target", type=Path)
    a = parser.parse_args()
    join(a.rows, a.pixels, a.target)


if __name__ == "__main__":
    main()
