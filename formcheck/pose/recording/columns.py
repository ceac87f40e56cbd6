"""What a recording holds per pose, and which values can be believed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import COUNT
from formcheck.pose.types import FEET_ABOUT_SHAPE, FEET_SHAPE

VERSION = 2
EXTRA = "extra_"
EXTRA_NAME = re.compile(r"extra_[A-Za-z0-9_]{1,64}")
MAX_POSES = 30_000_000  # a day and a half at 240 frames/s
MAX_META_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """One array of a recording.

    Attributes:
        name: of the array.
        dtype: of its values.
        shape: of one row.
        low: smallest value that can be believed.
        high: largest.
        nan: whether values may be missing.
    """

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...] = ()
    low: float = -np.inf
    high: float = np.inf
    nan: bool = False

    @property
    def row_bytes(self) -> int:
        """Bytes of one row."""
        return self.dtype.itemsize * prod(self.shape)

    def problem(self, rows: NDArray[Any]) -> str | None:
        """Say what cannot be believed about some rows, or None."""
        if self.dtype.kind == "f":
            if np.isinf(rows).any():
                return f"'{self.name}' holds infinite values"
            if not self.nan and np.isnan(rows).any():
                return f"'{self.name}' holds values that are not numbers"
        if (rows < self.low).any() or (rows > self.high).any():
            return f"'{self.name}' holds impossible values"
        return None


_FLOAT = np.dtype("<f8")

TIME = Column("t", _FLOAT, low=-1e9, high=1e9)
LANDMARKS = Column("landmarks", np.dtype("<f4"), (COUNT, 5), low=-1e7, high=1e7, nan=True)
WORLD = Column("world", np.dtype("<f4"), (COUNT, 3), low=-1e4, high=1e4, nan=True)
SOURCE = Column("source", np.dtype("u1"), (COUNT,))
SIZE = Column("size", np.dtype("<i4"), (2,), low=1, high=65_536)
PEOPLE = Column("people", np.dtype("<i4"), low=0, high=10_000)
BRIGHTNESS = Column("brightness", _FLOAT, low=0, high=255, nan=True)

COLUMNS = (TIME, LANDMARKS, WORLD, SOURCE, SIZE, PEOPLE, BRIGHTNESS)
"""Those of version 1; all that version 2 must have."""

FEET = Column("feet", np.dtype("<f4"), FEET_SHAPE, low=-1e7, high=1e12, nan=True)
FEET_ABOUT = Column("feet_about", np.dtype("<f4"), FEET_ABOUT_SHAPE, low=0, high=1, nan=True)

FEET_COLUMNS = (FEET, FEET_ABOUT)
"""In version 2 where the foot model looked."""


def extra_column(name: str) -> Column:
    """The column of an optional measurement; `name` starts with `extra_`."""
    return Column(name, _FLOAT, nan=True)
