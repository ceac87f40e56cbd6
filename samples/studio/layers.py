"""A layer: something to draw on a person (skin, shirt, shoe …), with its material."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .body import Mesh

Array = npt.NDArray[Any]

#: Materials that the shader knows; the number is what it is told.
MATERIALS = {"skin": 0, "cloth": 1, "knit": 2, "hair": 3, "leather": 4, "eye": 5, "rubber": 6}


@dataclass(frozen=True)
class Layer:
    """A mesh to draw. Where ``cut`` (metres beyond the hem, one a vertex) is over 0, nothing is.

    The hem is cut in the fragment shader, so that it is clean on a coarse mesh.
    """

    name: str
    mesh: Mesh
    material: str
    colour: tuple[float, float, float]
    cut: Array

    def trimmed(self) -> Layer:
        """Without the triangles that are cut away as a whole."""
        shown = (self.cut[self.mesh.triangles] <= 0).any(axis=1)
        used = np.unique(self.mesh.triangles[shown])
        return Layer(self.name, self.mesh.keep(shown), self.material, self.colour, self.cut[used])
