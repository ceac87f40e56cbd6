"""Steps of simulated walkers: how many, which foot, when; and what is no step."""

import math
from itertools import pairwise

import numpy as np
import pytest

from formcheck.motion.foot_pair import foot_pair
from formcheck.motion.signals import NAMES, Moment, Motion
from formcheck.motion.steps import StepDetector, _Known
from formcheck.motion.stride import Swing
from formcheck.motion.view import View
from formcheck.pose.types import Pose
from tests.support.simulate import Camera, Rep, Script

FAR = {"distance": 4.0, "focal": 560.0}


def steps_of(poses):
    """Every finished step, in order of landing."""
    motion, detector = Motion(), StepDetector()
    found = [f for pose in poses for f in detector.push(motion.push(pose))]
    found += detector.finish()
    landed = [f.step for f in found if f.kind == "landed"]
    left = sorted((f.step for f in found if f.kind == "left"), key=lambda s: s.down)
    assert [s.down for s in landed] == sorted(s.down for s in landed)
    known = [(s.side, s.down) for s in left]
    assert set(known) >= {(s.side, s.down) for s in landed}
    return left


@pytest.mark.parametrize("yaw", [0, 30, 60, 90, 180, -90])
@pytest.mark.parametrize("fps", [8, 15, 30, 60])
def test_walking_counts_every_step(yaw, fps):
    script = Script(away=1.1).stand(1.0).walk(2.2, speed=0.8).stand(1.0)
    steps = steps_of(script.film(Camera(yaw=yaw, **FAR), fps=fps))
    # 4.4 steps of 0.5 m: the first and the last, half as long, may or may not be seen as one.
    assert 4 <= len(steps) <= 6
    assert all(a.side != b.side for a, b in pairwise(steps))


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("fps", [10, 30])
def test_steps_on_the_spot(yaw, fps):
    script = Script().stand(1.0).march(8, lift_m=0.12, seconds=0.7).stand(1.0)
    steps = steps_of(script.film(Camera(yaw=yaw), fps=fps, noise_px=0.5))
    assert [s.side for s in steps] == ["left", "right"] * 4
    for number, step in enumerate(steps):
        assert step.down == pytest.approx(1.0 + 0.7 * (number + 1), abs=0.25)


def test_no_step_without_one():
    script = Script().stand(2).sway(4).raises([Rep()] * 3).squats(2).stand(1)
    for yaw in (0, 45, 90, 180):
        assert steps_of(script.film(Camera(yaw=yaw), noise_px=0.7)) == []


def test_feet_lost_from_sight_end_their_steps():
    poses = Script().stand(1).march(6, lift_m=0.12).stand(1).film(Camera(), fps=30)
    gone = [Pose.nobody(p.t, p.size) if 3.0 < p.t < 4.0 else p for p in poses]
    steps = steps_of(gone)
    assert 2 <= len(steps) < 6
    assert [s for s in steps if not s.whole and s.up <= 3.0]
    assert not [s for s in steps if s.down < 3.0 < s.up and s.up > 3.01]


def test_nobody():
    assert steps_of([Pose.nobody(i / 10, (320, 240)) for i in range(50)]) == []


def test_noise_alone_is_no_walk():
    rng = np.random.default_rng(3)
    poses = Script().stand(10).film(Camera(), fps=30, noise_px=1.5, seed=int(rng.integers(99)))
    assert steps_of(poses) == []


def test_a_step_knows_its_scale():
    steps = steps_of(Script(away=0.6).stand(1).walk(1.8).stand(1).film(Camera(**FAR), fps=30))
    sizes = [s.foot_length for s in steps]
    assert all(math.isfinite(s) for s in sizes)
    assert sizes[-1] > 1.1 * sizes[0]


@pytest.mark.parametrize(("view", "halved"), [(View.BACK, True), (View.FRONT, False)])
def test_from_behind_the_foot_model_has_a_say(view, halved):
    values = dict.fromkeys(NAMES, 0.0) | {
        "ankle_x_left": 9.0,
        "heel_x_left": 9.0,
        "toe_x_left": 9.0,
    }
    values |= {"fine_ankle_x_left": 6.0}
    pair = foot_pair(Moment(0.0, tuple(values.values()), view, whole=True))
    assert pair.left[0] == pytest.approx(8.0 if halved else 9.0)
    values |= {"fine_ankle_x_left": math.nan}  # not found
    pair = foot_pair(Moment(0.0, tuple(values.values()), view, whole=True))
    assert pair.left[0] == 9.0


@pytest.mark.parametrize(("later", "kept"), [("right", ["right"]), ("left", ["left", "left"])])
def test_a_foot_that_swings_again_with_the_other_one_was_mixed_up_with_it(later, kept):
    """As where legs pass each other, seen from the side."""
    detector = StepDetector()

    def known(side, middle):
        return _Known(0.0, False, Swing(side, middle, middle, middle + 0.1, 0.3), False, True)

    list(detector._tell(known("left", 1.0)))
    detector._known.extend([known("left", 1.55), known(later, 1.72)])
    found = []
    while detector._known:
        found += detector._tell(detector._known.popleft())
    assert [f.step.side for f in found if f.kind == "landed"] == kept
