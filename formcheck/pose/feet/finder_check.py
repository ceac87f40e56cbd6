"""Tells feet from what the finder and the foot network take for feet.

Two small networks do, in one file. One reads what the foot network says of a crop: that holds more
than whether there is a foot, such as how its points' distributions look where there is none. The
other looks at the picture itself, a little wider, and has learnt what furniture looks like. A place
is looked at several times: feet are feet in all looks, what looks like one does so in some.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from formcheck.errors import InputError, MissingError
from formcheck.pose.feet.codec import WIDTH, Array, Crop, blob, split
from formcheck.pose.feet.network import packaged, weights_sha256
from formcheck.pose.feet.points import CROP_SPAN, INPUT
from formcheck.pose.feet.sight import Place
from formcheck.pose.feet.turn import across, up

WEIGHTS = "data/feet-check.onnx"
"""In the package."""

LOOKS = (
    (1.0, 0.0, 0.0, False), (1.0, 0.0, 0.0, True), (0.8, 0.0, 0.06, False),
    (1.25, 0.06, 0.0, False), (1.1, -0.08, -0.05, True),
)  # fmt: skip
"""Crops of a place: how large, how far beside it (x, y, foot lengths), and whether mirrored. The
foot network has learnt to see feet in all of them."""

_NETWORKS = 2  # in the file

WIDER = 2.2
"""Foot lengths that a crop of the second network spans: the other foot's and the shank's beginning
tell a foot from a chair's leg."""

HOPELESS = 0.73
"""Below this after the first look, there is no second one: a mean logit of less than 1."""


class RowLooker(Protocol):
    """Seam: what the foot network says, as it says it (`network.FootNetwork.rows`)."""

    def rows(self, image: Array, crops: Sequence[Crop]) -> Array:
        """See `FootNetwork.rows`."""
        ...


def weights() -> Path | None:
    """The packaged weights; None where they are missing."""
    return packaged(WEIGHTS)


class FootCheck:
    """Says of a place whether there is a foot, with weights from the recipe in `models/feet`.

    Args:
        looker: the foot network.
        path: of the weights (ONNX); the packaged ones when not given.
    """

    def __init__(self, looker: RowLooker, path: Path | None = None) -> None:
        """Load it.

        Raises:
            MissingError: there are no weights.
            InputError: the file is not such a network.
        """
        path = path or weights()
        if path is None or not path.is_file():
            raise MissingError("The weights that check found feet are not in this installation.")
        self._looker = looker
        try:
            self._net = cv2.dnn.readNetFromONNX(str(path))
            nothing = np.zeros((INPUT, INPUT, 3), np.uint8)
            size = len(self._says(np.zeros((1, WIDTH), np.float32), nothing))
        except cv2.error as error:
            raise InputError(f"{path} does not check feet as this version does.") from error
        if size != _NETWORKS:
            raise InputError(f"{path} does not check feet as this version does.")
        self._about = {"feet_check": path.name, "feet_check_sha256": weights_sha256(path)}

    def share(self, image: Array, place: Place) -> float:
        """Share of there being a foot, 0..1, by mean logits of all looks.

        By what the foot network says and by what is made of that; the network that looks at the
        picture can make it less only. It has learnt to tell feet from empty rooms, and takes shins
        and the shadows of legs for feet, which the others do not.

        Args:
            image: (H, W, 3) uint8, BGR.
            place: where the foot network sees one.
        """
        said: list[float] = []
        seen: list[float] = []
        for look in LOOKS:
            row = self._looker.rows(image, [_crop(place, look, CROP_SPAN)])
            wider = _crop(place, look, WIDER).cut(image)
            foot = float(split(row)["foot"][0, 0])
            by_row, by_picture = self._says(row, wider)
            said.append((foot + by_row) / 2)
            seen.append(by_picture)
            if _share(said[0]) < HOPELESS:
                break
        logit = sum(said) / len(said)
        return _share((logit + min(logit, sum(seen) / len(seen))) / 2)

    def describe(self) -> dict[str, str]:
        """Name and hash, for the report's provenance."""
        return dict(self._about)

    def _says(self, row: Array, bgr: Array) -> list[float]:
        """Logits of there being a foot: by the foot network's row, and by the picture."""
        self._net.setInput(row, "row")
        self._net.setInput(blob(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)[None]), "crop")
        return [float(v) for v in np.asarray(self._net.forward()).ravel()]


def _crop(place: Place, look: tuple[float, float, float, bool], span: float) -> Crop:
    """As wide as so many feet, for one of `LOOKS`."""
    large, right, down, mirrored = look
    beside = right * across(place.turn) - down * up(place.turn)
    centre = place.centre + beside * place.length
    return Crop.of(centre, large * span * place.length, place.turn, mirrored)


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-max(logit, -50.0)))
