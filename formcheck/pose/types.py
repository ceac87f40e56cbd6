"""`Pose`: what one frame says about the followed person. The only thing that leaves this room."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import COUNT, Landmark, Source

FloatArray = NDArray[np.float32]


FEET_SHAPE = (2, 6, 6)
FEET_ABOUT_SHAPE = (2, 5)


@dataclass(frozen=True, slots=True, eq=False)
class Feet:
    """The two feet of the followed person at full resolution, as our own foot model sees them.

    Row 0 is the person's left foot and row 1 the right one, as far as that is known (`about`).

    Attributes:
        points: (2, 6, 6) float32, points in the order of `feet.points.POINTS`: x px, y px (down),
            the xx, xy, yy of the scale matrix of its error in px² (`feet.codec.FREEDOM`), and the
            share of its being visible. NaN for a foot that was not found.
        about: (2, 5) float32, shares: there is a foot; its row is the right one (0.5: left and
            right cannot be told); bare; sock; shoe. NaN for a foot that was not found.
    """

    points: FloatArray
    about: FloatArray

    def __post_init__(self) -> None:
        """Refuse arrays of another shape."""
        for name, shape in (("points", FEET_SHAPE), ("about", FEET_ABOUT_SHAPE)):
            if (actual := getattr(self, name).shape) != shape:
                raise ValueError(f"feet's {name} has shape {actual}, expected {shape}")

    @classmethod
    def none(cls) -> Feet:
        """No foot found."""
        nan = np.float32(np.nan)
        return cls(np.full(FEET_SHAPE, nan), np.full(FEET_ABOUT_SHAPE, nan))

    def found(self, row: int) -> bool:
        """Whether the foot of that row was found."""
        return math.isfinite(self.points[row, 0, 0])


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """Landmarks of the followed person at one moment.

    Attributes:
        t: seconds since the start of the source, strictly increasing from pose to pose.
        size: width and height of the picture, px.
        landmarks: (33, 5) float32: x px, y px (down), z px (relative to the hips, smaller is
            closer to the camera), visibility 0..1, presence 0..1. NaN where nobody was found.
        world: (33, 3) float32: x, y, z in metres about the hip centre. NaN where nobody was found.
        source: (33,) uint8 of `Source`, where each landmark came from.
        people: how many people were seen when last looked for (0 when never looked).
        brightness: mean grey level of the picture, 0..255; NaN when unknown.
        extra: optional measurements that need pixels (optical flow on a foot), by name. Each is
            one number, so that a recording can save it.
        feet: what the foot model saw, also where nobody was found; None where it did not look.
    """

    t: float
    size: tuple[int, int]
    landmarks: FloatArray
    world: FloatArray
    source: NDArray[np.uint8]
    people: int = 1
    brightness: float = float("nan")
    extra: Mapping[str, float] = field(default_factory=dict)
    feet: Feet | None = None

    def __post_init__(self) -> None:
        """Refuse arrays of another shape; everything downstream relies on it."""
        expected = {"landmarks": (COUNT, 5), "world": (COUNT, 3), "source": (COUNT,)}
        for name, shape in expected.items():
            actual = getattr(self, name).shape
            if actual != shape:
                raise ValueError(f"{name} has shape {actual}, expected {shape}")

    @property
    def found(self) -> bool:
        """Whether a person was found in this frame."""
        return math.isfinite(self.landmarks[0, 0])

    def xy(self, landmark: Landmark) -> FloatArray:
        """Position of a landmark, (2,) px."""
        return self.landmarks[landmark, :2]

    @classmethod
    def nobody(cls, t: float, size: tuple[int, int], *, brightness: float = float("nan")) -> Pose:
        """A pose for a frame in which nobody was found."""
        return cls(
            t=t,
            size=size,
            landmarks=np.full((COUNT, 5), np.nan, dtype=np.float32),
            world=np.full((COUNT, 3), np.nan, dtype=np.float32),
            source=np.full(COUNT, Source.NONE, dtype=np.uint8),
            people=0,
            brightness=brightness,
        )


class PoseEstimator(Protocol):
    """Seam: pixels in, the followed person's pose out."""

    def estimate(self, t: float, image: NDArray[np.uint8]) -> Pose:
        """Find the followed person in one picture.

        Args:
            t: seconds, later than in the call before.
            image: (H, W, 3) uint8, BGR.
        """
        ...

    def describe(self) -> dict[str, str]:
        """Name, version and hash of what estimates, for the report's provenance."""
        ...

    def close(self) -> None:
        """Release the model."""
        ...
