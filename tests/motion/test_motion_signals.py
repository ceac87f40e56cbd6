"""Which points of a pose become signals."""

import math
from dataclasses import replace

import pytest

from formcheck.motion.body_signals import TOE_OUTSIDE
from formcheck.motion.signals import Motion
from formcheck.pose.landmarks import Landmark
from tests.support.standing import standing


def with_point(pose, landmark, y):
    landmarks = pose.landmarks.copy()
    landmarks[landmark, 1] = y
    return replace(pose, landmarks=landmarks)


@pytest.mark.parametrize(
    ("landmark", "over", "known"),
    [
        (Landmark.LEFT_TOE, 0.5 * TOE_OUTSIDE, True),
        (Landmark.LEFT_TOE, 1.5 * TOE_OUTSIDE, False),
        (Landmark.LEFT_HEEL, 0.5 * TOE_OUTSIDE, False),
        (Landmark.LEFT_ANKLE, 0.5 * TOE_OUTSIDE, False),
    ],
)
def test_toes_may_lie_a_little_outside_the_picture(landmark, over, known):
    pose = standing(0.0)
    moment = Motion().push(with_point(pose, landmark, (1 + over) * pose.size[1]))
    assert math.isfinite(moment["toe_height_left"]) is known
    assert math.isfinite(moment["toe_height_right"])
