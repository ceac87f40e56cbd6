"""Lower legs are told from somebody who lies by the room above the feet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.feet.points import SIDES
from formcheck.pose.landmarks import COUNT, Landmark
from formcheck.pose.lower_legs import LowerLegs
from formcheck.pose.lying import Lying
from formcheck.pose.types import Pose
from tests.support.lone_feet import Foot, lone_feet

SIZE = (640, 480)


@pytest.mark.parametrize(("lower", "near"), [(-80.0, True), (200.0, False)])
def test_with_little_picture_above_the_feet_only_lower_legs_can_be_in_it(lower, near):
    legs = LowerLegs()
    for k in range(60):
        pose = lone_feet(k / 30, dict.fromkeys(SIDES, Foot()), yaw=90.0)
        pose.feet.points[..., 1] += lower
        said = legs.push(pose)
    assert said is near


def test_one_body_after_a_while_does_not_make_somebody_lie():
    world = np.zeros((COUNT, 3), dtype=np.float32)
    for part, z in (("SHOULDER", -0.5), ("ANKLE", 0.8)):
        for side in ("LEFT", "RIGHT"):
            world[Landmark[f"{side}_{part}"]] = (0.0, 0.0, z)
    lying, upright = Lying(), world[:, [0, 2, 1]]
    for k in range(30):
        lying.push(replace(Pose.nobody(k / 30, SIZE), world=upright))
    for k in range(30, 150):
        lying.push(Pose.nobody(k / 30, SIZE))
    assert not lying.push(replace(Pose.nobody(5.0, SIZE), world=world))
