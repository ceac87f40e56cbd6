"""Real photographs to put behind rendered feet."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

#: Of scikit-image's package data: grounds, and things and places of the world. No feet in them.
_SKIMAGE = (
    "brick.png", "grass.png", "gravel.png", "chelsea.png", "coffee.png", "motorcycle_left.png",
    "rocket.jpg", "coins.png",
)  # fmt: skip


def pictures(folder: Path | None) -> list[Array]:
    """(H, W, 3) uint8 RGB each: scikit-image's, if it is there, and those of a folder."""
    paths: list[Path] = []
    spec = importlib.util.find_spec("skimage")
    if spec is not None and spec.origin:
        data = Path(spec.origin).parent / "data"
        paths += [data / name for name in _SKIMAGE if (data / name).exists()]
    if folder is not None:
        paths += sorted(p for p in folder.iterdir() if p.suffix.lower() in (".jpg", ".png"))
    out = []
    for path in paths:
        bgr = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if bgr is not None:
            out.append(np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)))
    return out
