"""A mirrored picture gives mirrored findings: both sides are looked at in the same way."""

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.landmarks import Landmark
from tests.support.mirror import mirrored, swapped
from tests.support.seen_feet import with_feet
from tests.support.sessions import run
from tests.support.simulate import Camera, Rep, Script

VIEWS = {"front": 0, "oblique-front": 45, "left": 90, "oblique-back": 135, "back": 180}
REPS = [Rep(), Rep(lift_cm=4.0, rest_s=0.0), Rep(rise_s=0.4, lower_s=0.3)]


def seen(ran, name=lambda name: name):
    """All that is said of what was found, with the sides as `name` has them."""
    reps = [
        (
            rep.start_s,
            rep.peak_s,
            rep.end_s,
            rep.counted,
            name(rep.side.value),
            name(rep.view.value),
            {key: known(value) for key, value in rep.measures.items()},
            {found.check: found.verdict for found in rep.findings},
        )
        for rep in ran.reps
    ]
    return reps, ran.outcome.not_counted


def known(measure):
    return None if measure.value is None else pytest.approx(measure.value, rel=1e-3, abs=1e-3)


def alike(poses, mirrored_poses):
    plain, other = run(poses), run(mirrored_poses)
    assert seen(other, swapped) == seen(plain)
    return plain


@pytest.mark.parametrize("side", ["both", "left", "right"])
@pytest.mark.parametrize("view", VIEWS)
def test_raises_are_found_alike_in_a_mirror(view, side):
    script = Script().stand(1.5).raises(REPS, side).dips(2).shift(1).stand(1.0)
    poses = list(script.film(Camera(yaw=VIEWS[view]), fps=15, noise_px=0.7))
    assert alike(poses, [mirrored(pose) for pose in poses]).reps


@pytest.mark.parametrize("view", ["left", "oblique-back"])
def test_with_the_foot_model_too(view):
    script = Script().stand(1.5).raises(REPS).dips(2).stand(1.0)
    bare = list(script.film(Camera(yaw=VIEWS[view]), fps=15, noise_px=0.7))
    poses = [shod(pose, bare[0]) for pose in bare]
    ran = alike(poses, [mirrored(pose) for pose in poses])
    assert any(rep.by_feet for rep in ran.reps)


def shod(pose, first):
    """With feet that stay where they were in the first picture, and turn as the body model's do."""
    heel, toe = (pose.landmarks[i, :2] for i in (Landmark.LEFT_HEEL, Landmark.LEFT_TOE))
    pitch = math.degrees(math.asin(np.clip((toe[1] - heel[1]) / 60.0, -1.0, 1.0)))
    return replace(pose, feet=with_feet(first, length=60.0, pitch=pitch).feet)
