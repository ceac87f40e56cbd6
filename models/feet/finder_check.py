"""Fitting the finder's check, by rows: ``python -m models.feet.finder_check CROPS WRONG OUT``.

It learns to tell feet from what the finder and the foot network take for feet, by what the foot
network says of them. Nothing but numpy is needed: rows are made once, and fitting takes seconds.
The same command goes on where it was cut off (files in ``OUT``); at the end there is
``feet-rows.onnx``, checked through ``cv2.dnn``. It belongs to one foot network: with other weights
there, it is to be fitted again.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from formcheck.pose.feet.codec import WIDTH, Array
from formcheck.pose.feet.network import FootNetwork

from .finder_check_fit import Layers, fit

#: Directions in which rows differ: 256 hidden units make the points, 25 numbers are the rest.
DIRECTIONS = 280
#: Variance below which a direction is not enlarged: rounding.
LEAST = 1e-3
#: Largest difference between numpy and ``cv2.dnn`` that is taken for rounding.
ROUNDING = 2e-3


def whitened(rows: Array) -> tuple[Array, Array]:
    """Mean of rows (N, WIDTH), and the directions in which they differ, each of variance 1."""
    mean = rows.mean(0)
    values, vectors = np.linalg.eigh((rows - mean).T @ (rows - mean) / len(rows))
    values, vectors = values[::-1][:DIRECTIONS], vectors[:, ::-1][:, :DIRECTIONS]
    scaled = vectors / np.sqrt(np.maximum(values, LEAST))
    return mean.astype(np.float32), np.ascontiguousarray(scaled, np.float32)


def prepare(out: Path) -> Path:
    """Rows that are there, as numbers that are easy to learn from: ``OUT/prepared.npz``."""
    path = out / "prepared.npz"
    learnt, foot = _rows(out, "rows")
    kept, kept_foot = _rows(out, "held")
    mean, directions = whitened(learnt)
    np.savez(
        path, mean=mean, directions=directions, x=(learnt - mean) @ directions, foot=foot,
        kept=(kept - mean) @ directions, kept_foot=kept_foot,
    )  # fmt: skip
    return path


def _rows(out: Path, name: str) -> tuple[Array, Array]:
    files = [np.load(p) for p in sorted(out.glob(f"{name}-[0-9]*.npz"))]
    rows = np.concatenate([f["rows"] for f in files]).astype(np.float32)
    return rows, np.concatenate([f["foot"] for f in files]).astype(np.float32)


def summary(said: Array, foot: Array) -> dict[str, float]:
    """On held-back patches, one look each: feet found where 1 % and .2 % of the rest are."""
    feet, rest = said[foot > 0.5], said[foot < 0.5]
    found = {
        f"found_at_{share}": round(float((feet > np.quantile(rest, 1 - share)).mean()), 3)
        for share in (0.01, 0.002)
    }
    return found | {"right": round(float(((said > 0) == (foot > 0.5)).mean()), 3)}


def folded(layers: Layers, mean: Array, directions: Array) -> Layers:
    """The same of rows as they are."""
    first = directions @ layers.first
    return Layers(first, layers.first_bias - mean @ first, layers.second, layers.second_bias)


def export(layers: Layers, path: Path) -> Path:
    """Write ONNX for one row, and make sure of it.

    Raises:
        RuntimeError: ``cv2.dnn`` says something else.
    """
    from onnx import TensorProto, helper, numpy_helper, save

    def node(kind: str, inputs: list[str], output: str, **options: Any) -> Any:  # noqa: ANN401
        return helper.make_node(kind, inputs, [output], **options)

    weights = {"w1": layers.first, "b1": layers.first_bias, "w2": layers.second,
               "b2": layers.second_bias}  # fmt: skip
    graph = helper.make_graph(
        [node("Gemm", ["row", "w1", "b1"], "mixed"), node("Relu", ["mixed"], "hidden"),
         node("Gemm", ["hidden", "w2", "b2"], "foot")],
        "check",
        [helper.make_tensor_value_info("row", TensorProto.FLOAT, [1, WIDTH])],
        [helper.make_tensor_value_info("foot", TensorProto.FLOAT, [1, 1])],
        [numpy_helper.from_array(v.astype(np.float32), k) for k, v in weights.items()],
    )  # fmt: skip
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    row = np.random.default_rng(1).normal(0, 3, (1, WIDTH)).astype(np.float32)
    net = cv2.dnn.readNetFromONNX(str(path))
    net.setInput(row)
    mine = layers.say(row)
    apart = float(np.abs(mine - net.forward()).max() / max(float(np.abs(mine).max()), 1.0))
    if not apart < ROUNDING:
        raise RuntimeError(f"cv2.dnn and numpy differ by {apart:.2g} on the same row")
    return path


def train(out: Path, seed: int) -> Path:
    """From what is prepared to weights."""
    with np.load(out / "prepared.npz") as file:
        data = {k: file[k] for k in file.files}
    layers = fit(data["x"], data["foot"], seed)
    found = summary(layers.say(data["kept"])[:, 0], data["kept_foot"])
    row = {"rows": len(data["foot"]), "held_back": found}
    (out / "log.jsonl").write_text(json.dumps(row) + "\n")
    print(row)
    return export(folded(layers, data["mean"], data["directions"]), out / "feet-rows.onnx")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("crops", type=Path, help="folder of shards with feet")
    parser.add_argument("wrong", type=Path, help="folder of shards with what was taken for feet")
    parser.add_argument("out", type=Path)
    parser.add_argument("--feet", type=Path, help="the foot network; the packaged if left out")
    parser.add_argument("--rows", type=int, default=32_000, help="0 for those that are there")
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    if a.rows:
        from .finder_check_data import stock
        from .finder_check_rows import make
        from .store import shards

        patches, network = stock(shards(a.crops), shards(a.wrong)), FootNetwork(a.feet)
        make(patches.half(held=False), network, a.out, "rows", a.rows, a.seed)
        make(patches.half(held=True), network, a.out, "held", a.rows // 8, a.seed)
        prepare(a.out)
    print(train(a.out, a.seed))


if __name__ == "__main__":
    main()
