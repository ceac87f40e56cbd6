"""Adds to MediaPipe's two pose models the metadata that its Tasks API asks for.

The schemas are the ones MediaPipe ships. They are loaded from their files, because importing them
as `mediapipe.tasks.metadata…` would start with a second of imports that they do not need.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import flatbuffers
import numpy as np

from formcheck.errors import MissingError

ALIGNMENT = 16
"""Bytes; TFLite reads weights in place only where they lie on such a boundary."""


class _AlignedBuilder(flatbuffers.Builder):  # type: ignore[misc]
    """Packs byte vectors (the weights) on `ALIGNMENT`, as the schema's `force_align` demands.

    The generated Python code ignores that attribute; TFLite then copies and warns.
    """

    def StartVector(self, elem_size: int, num_elems: int, alignment: int) -> int:  # noqa: N802
        if elem_size == 1:
            alignment = ALIGNMENT
        return int(super().StartVector(elem_size, num_elems, alignment))


def add_metadata(model: bytes, *, name: str, mean: float, std: float) -> bytes:
    """Return a model with image normalisation metadata.

    Args:
        model: a TFLite file.
        name: written into the metadata.
        mean: subtracted from each grey level, 0..255.
        std: divided by afterwards.

    Raises:
        MissingError: MediaPipe is not installed, or ships no schemas.
    """
    schema = _schema("schema_py_generated")
    tree = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))
    outputs = len(tree.subgraphs[0].outputs)

    buffer = schema.BufferT()
    buffer.data = np.frombuffer(_metadata(name, mean, std, outputs), dtype=np.uint8)
    tree.buffers.append(buffer)
    entry = schema.MetadataT()
    entry.name = "TFLITE_METADATA"
    entry.buffer = len(tree.buffers) - 1
    tree.metadata = [*(tree.metadata or []), entry]

    builder = _AlignedBuilder(len(model))
    builder.Finish(tree.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _metadata(name: str, mean: float, std: float, outputs: int) -> bytes:
    schema = _schema("metadata_schema_py_generated")
    normalization = schema.NormalizationOptionsT()
    normalization.mean, normalization.std = [mean], [std]
    step = schema.ProcessUnitT()
    step.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    step.options = normalization
    properties = schema.ImagePropertiesT()
    properties.colorSpace = schema.ColorSpaceType.RGB
    content = schema.ContentT()
    content.contentPropertiesType = schema.ContentProperties.ImageProperties
    content.contentProperties = properties
    tensor = schema.TensorMetadataT()
    tensor.name, tensor.processUnits, tensor.content = "image", [step], content
    graph = schema.SubGraphMetadataT()
    graph.inputTensorMetadata = [tensor]
    graph.outputTensorMetadata = [schema.TensorMetadataT() for _ in range(outputs)]
    metadata = schema.ModelMetadataT()
    metadata.name, metadata.subgraphMetadata = name, [graph]
    builder = flatbuffers.Builder(0)
    builder.Finish(metadata.Pack(builder), b"M001")
    return bytes(builder.Output())


@cache
def _schema(name: str) -> ModuleType:
    package = importlib.util.find_spec("mediapipe")
    folders = package.submodule_search_locations if package else None
    path = Path(folders[0], "tasks", "metadata", f"{name}.py") if folders else None
    if path is None or not path.is_file():
        raise MissingError(
            "MediaPipe is not installed here, or not whole: run pip install mediapipe."
        )
    full_name = f"formcheck.pose._{name}"
    spec = importlib.util.spec_from_file_location(full_name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[full_name] = module
    spec.loader.exec_module(module)
    return module
