"""The network that looks at crops of feet, through ``cv2.dnn``."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from formcheck.errors import InputError, MissingError
from formcheck.pose.feet.codec import WIDTH, Array, Crop, Feet, blob, decode
from formcheck.pose.feet.points import INPUT

WEIGHTS = "data/feet.onnx"
"""In the package."""

TOLD = "feet-told.onnx"
"""Beside the weights: those for feet that are known to look like right ones (`Crop.told`). Without
them such feet are looked at as all others are."""

NO_WEIGHTS = (
    "The foot model's weights are not in this installation; leave out --feet on, "
    "or install a release."
)


class FootLooker(Protocol):
    """Seam: crops of a picture in, feet out."""

    def look(self, image: Array, crops: Sequence[Crop]) -> Feet:
        """Look at N crops of one picture; what is found is in each crop's own pixels.

        Args:
            image: (H, W, 3) uint8, BGR.
            crops: where to look.
        """
        ...

    def describe(self) -> dict[str, str]:
        """Name and hash, for the report's provenance."""
        ...


def packaged(name: str) -> Path | None:
    """A file of the package; None where it is missing."""
    # The wheel is installed unpacked: what lies in it is a file.
    path = Path(str(files("formcheck").joinpath(name)))
    return path if path.is_file() else None


def weights() -> Path | None:
    """The packaged weights; None where they are missing."""
    return packaged(WEIGHTS)


def weights_sha256(path: Path) -> str:
    """What tells one network's weights from another's."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class FootNetwork:
    """A `FootLooker` with weights from the recipe in `models/feet`.

    Args:
        path: of the weights (ONNX); the packaged ones when not given.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Load it.

        Raises:
            MissingError: there are no weights.
            InputError: the file is not such a network.
        """
        path = path or weights()
        if path is None or not path.is_file():
            raise MissingError(NO_WEIGHTS)
        self._net = self._told = _read(path)
        self._about = {"feet": path.name, "feet_sha256": weights_sha256(path)}
        told = path.with_name(TOLD)
        if told.is_file():
            self._told = _read(told)
            self._about |= {"feet_told": told.name, "feet_told_sha256": weights_sha256(told)}

    def look(self, image: Array, crops: Sequence[Crop]) -> Feet:
        """See `FootLooker.look`. One crop at a time: the same crop always gives the same."""
        return decode(self.rows(image, crops))

    def rows(self, image: Array, crops: Sequence[Crop]) -> Array:
        """What the network says of N crops, (N, `codec.WIDTH`), as it says it."""
        rows = [np.zeros((0, WIDTH), np.float32)]
        for crop in crops:
            rgb = cv2.cvtColor(crop.cut(image), cv2.COLOR_BGR2RGB)
            rows.append(_rows(self._told if crop.told else self._net, np.asarray(rgb)[None]))
        return np.concatenate(rows)

    def describe(self) -> dict[str, str]:
        """See `FootLooker.describe`."""
        return dict(self._about)


def _read(path: Path) -> cv2.dnn.Net:
    try:
        net = cv2.dnn.readNetFromONNX(str(path))
        shape = _rows(net, np.zeros((1, INPUT, INPUT, 3), np.uint8)).shape
    except cv2.error as error:
        raise InputError(f"{path} is not a foot model.") from error
    if shape != (1, WIDTH):
        raise InputError(f"{path} is not a foot model of this version.")
    return net


def _rows(net: cv2.dnn.Net, rgb: Array) -> Array:
    net.setInput(blob(rgb))
    return np.array(net.forward())
