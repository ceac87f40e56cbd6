"""Feet that move as they are told, and a network that sees them."""

from __future__ import annotations

import numpy as np

from formcheck.pose.feet import codec
from formcheck.pose.feet.points import INPUT, POINTS, VISIBLE, middle
from formcheck.pose.landmarks import COUNT, Landmark, Source
from formcheck.pose.types import Pose

SIZE = (640, 480)
LENGTH = 60.0
IMAGE = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)


def foot(x, y, facing=1.0):
    """Points (6, 2) of a foot in profile whose heel is at (x, y); `facing` right or left."""
    along = np.array([0.25, 0.22, 0.0, 0.75, 1.0, 0.85]) * facing
    up = np.array([1.7, 0.28, 0.0, 0.03, 0.02, 0.0])
    return np.column_stack([x + along * LENGTH, y - up * LENGTH])


class FakeNetwork:
    """Sees the foot whose middle is nearest to a crop's; further than 0.8 of a foot's length, none.

    Attributes:
        feet: (6, 2) points by name, of those that can be seen.
        right: share of right, by name; 0.5 when not given.
        wear: shares of bare, sock and shoe, of all.
        looks: how many crops were looked at.
    """

    def __init__(self, **feet):
        self.feet, self.right, self.looks = feet, {}, 0
        self.wear = (1 / 3, 1 / 3, 1 / 3)

    def describe(self):
        return {"feet": "fake", "feet_sha256": "0" * 64}

    def look(self, image, crops):
        self.looks += len(crops)
        rows = [self._one(crop) for crop in crops]
        seen = np.zeros((len(rows), len(POINTS), 3))
        seen[..., VISIBLE] = 1
        xy, there, right = (np.array(part) for part in zip(*rows, strict=True))
        one = np.ones((len(rows), 6))
        return codec.Feet(
            xy, one, np.tile(np.eye(2), (len(rows), 6, 1, 1)), seen, right, there,
            np.tile(self.wear, (len(rows), 1)), np.zeros((len(rows), 2)),
        )  # fmt: skip

    def _one(self, crop):
        centre = crop.back(np.full(2, INPUT / 2))
        far = {name: np.hypot(*(middle(xy) - centre)) for name, xy in self.feet.items()}
        name = min(far, key=far.__getitem__, default=None)
        if name is None or far[name] > 0.8 * LENGTH:
            return np.full((6, 2), INPUT / 2), 0.1, 0.5
        return crop.to(self.feet[name]), 0.95, self.right.get(name, 0.5)


def body(t, left, right, *, across=0.0):
    """A body whose feet are those; `across` is the share of its trunk across the picture."""
    pose = Pose.nobody(t, SIZE)
    pose.landmarks[:, :2] = 100.0
    pose.landmarks[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 1] = 100.0 - 2 * LENGTH
    pose.landmarks[:, 2:] = 0.9
    pose.world[:] = 0.0
    for side, xy, sign in (("LEFT", left, 1), ("RIGHT", right, -1)):
        # The body model's feet are too short, which is taken into account.
        parts = {
            "KNEE": xy[0],
            "ANKLE": xy[1],
            "HEEL": xy[2],
            "TOE": xy[2] + 0.78 * (xy[4] - xy[2]),
        }
        for part, at in parts.items():
            pose.landmarks[Landmark[f"{side}_{part}"], :2] = at
        for part in ("SHOULDER", "HIP"):
            wide = 0.15 * sign * np.array([across, 0.0, np.sqrt(1 - across**2)])
            pose.world[Landmark[f"{side}_{part}"]] = wide
    source = np.full(COUNT, Source.BODY, dtype=np.uint8)
    return Pose(t, SIZE, pose.landmarks, pose.world, source)
