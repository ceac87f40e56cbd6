"""Finds feet in a whole picture, where no body tells where they are; through ``cv2.dnn``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from formcheck.errors import InputError, MissingError
from formcheck.pose.feet.codec import Array, blob
from formcheck.pose.feet.finder_sheet import CHANNELS, SHEET, STRIDE, Found, lay, peaks
from formcheck.pose.feet.network import packaged, weights_sha256

WEIGHTS = "data/feet-finder.onnx"
"""In the package."""

LEAST = 0.1
"""Smallest score: what is nothing is told by the foot network, which looks at each place. Of 216
feet of real people who do not lie, .97 of the check was reached by 73 % with .3, and by 83 % with
.1; of false ones none came with it."""

ALIKE = 1.6
"""Lengths of the two feet of one person differ by no more than this factor; one of them may be
much nearer to a lens that is close."""

APART = 3.5
"""Feet that are farther apart than so many foot lengths belong to two people: a long step of 0.9 m
is 3.5 foot lengths."""


def weights() -> Path | None:
    """The packaged weights; None where they are missing."""
    return packaged(WEIGHTS)


class FootFinder:
    """A `search.Finder` with weights from the recipe in `models/feet`.

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
            raise MissingError("The weights that find feet are not in this installation.")
        try:
            self._net = cv2.dnn.readNetFromONNX(str(path))
            shape = self._answer(np.zeros((*SHEET, 3), np.uint8)).shape
        except cv2.error as error:
            raise InputError(f"{path} does not find feet.") from error
        if shape != (CHANNELS, SHEET[0] // STRIDE, SHEET[1] // STRIDE):
            raise InputError(f"{path} does not find feet as this version does.")
        self._about = {"feet_finder": path.name, "feet_finder_sha256": weights_sha256(path)}

    def find(self, image: Array) -> list[Found]:
        """Feet of one person, two at most, the surest first.

        Args:
            image: (H, W, 3) uint8, BGR.
        """
        return pair(self.places(image))

    def places(self, image: Array, least: float = LEAST) -> list[Found]:
        """All places with a foot, whosever, best first."""
        rgb = cv2.cvtColor(lay(image), cv2.COLOR_BGR2RGB)
        return peaks(self._answer(np.asarray(rgb)), (image.shape[1], image.shape[0]), least)

    def describe(self) -> dict[str, str]:
        """Name and hash, for the report's provenance."""
        return dict(self._about)

    def _answer(self, sheet: Array) -> Array:
        self._net.setInput(blob(sheet[None]))
        return np.asarray(np.array(self._net.forward())[0])


def pair(found: Sequence[Found]) -> list[Found]:
    """The surest foot, and the surest other one that can be the same person's."""
    if not found:
        return []
    first, rest = found[0], found[1:]
    return [first, *[f for f in rest if _together(first, f)][:1]]


def _together(a: Found, b: Found) -> bool:
    ratio = max(a.length, b.length) / min(a.length, b.length)
    off = float(np.hypot(a.centre[0] - b.centre[0], a.centre[1] - b.centre[1]))
    return ratio <= ALIKE and off <= APART * max(a.length, b.length)
