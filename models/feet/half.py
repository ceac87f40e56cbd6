"""Weights in half the room: ``python -m models.feet.half FROM TO``.

Numbers of 32 bits are kept as such of 16, and made 32 again when the network is read: it computes
as before. What it says differs by less than a thousandth of its largest number.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np

from .loop import checked

#: Shorter lists of numbers stay as they are: there is little to be spared.
_SHORT = 64
#: A network whose largest number is smaller says nothing.
_LEAST = 1e-6


def halve(source: Path, target: Path) -> Path:
    """Write the same network in half the room.

    Args:
        source: ONNX with weights of 32 bits.
        target: where to.

    Raises:
        RuntimeError: ``cv2.dnn`` makes something else of it.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(str(source))
    graph = model.graph
    kept, casts = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size <= _SHORT:
            kept.append(tensor)
            continue
        name = f"{tensor.name}.half"
        kept.append(numpy_helper.from_array(values.astype(np.float16), name))
        casts.append(helper.make_node("Cast", [name], [tensor.name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
    (asked,) = graph.input
    shape = tuple(d.dim_value for d in asked.type.tensor_type.shape.dim)
    return checked(target, _apart(source, target, shape))


def _apart(one: Path, other: Path, shape: tuple[int, ...]) -> float:
    """The largest difference of what two networks say, as a share of their largest number."""
    made_up = np.random.default_rng(1).normal(0, 1, shape).astype(np.float32)
    said = []
    for path in (one, other):
        net = cv2.dnn.readNetFromONNX(str(path))
        net.setInput(made_up)
        said.append(np.array(net.forward()))
    return float(np.abs(said[0] - said[1]).max() / max(np.abs(said[0]).max(), _LEAST))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="weights of 32 bits")
    parser.add_argument("target", type=Path)
    a = parser.parse_args()
    halve(a.source, a.target)


if __name__ == "__main__":
    main()
