"""Rising on to the toes and coming down again, between bouts of walking."""

import math

import pytest

from formcheck.motion.signals import Motion
from formcheck.motion.steps import StepDetector
from formcheck.motion.up_down import UpDown
from formcheck.pose.types import Pose
from tests.support.simulate import Camera, Script
from tests.support.walkers import Walker

FAR = {"distance": 4.5}


def watched(poses):
    """What is known after each pose: (t, up), and the watcher at the end."""
    motion, detector, watch = Motion(), StepDetector(start=0.04, reach=0.07), UpDown()
    known = []
    for pose in poses:
        moment = motion.push(pose)
        for footfall in detector.push(moment):
            if footfall.kind == "landed":
                watch.landed(footfall.step.off, footfall.step.down)
        watch.push(moment, detector.foot_length)
        known.append((pose.t, watch.up))
    watch.finish()
    return known, watch


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("fps", [10, 30])
def test_up_and_down_again(yaw, fps):
    script = Walker(away=0.5).stand(2).tiptoe(0.07, 0.5).stand(2).tiptoe(0, 0.5).stand(2)
    known, watch = watched(script.film(Camera(yaw=yaw, **FAR), fps=fps, noise_px=0.5))
    assert [up for t, up in known if t < 2.0] == [None] * sum(t < 2.0 for t, _ in known)
    assert {up for t, up in known if 3.5 < t < 4.4} == {True}
    assert watch.up is False
    assert watch.falls[-1] == pytest.approx(4.75, abs=0.25)
    # A heel of 7 cm: two thirds of it, in feet of 26 cm.
    assert watch.height == pytest.approx(0.65 * 7 / 26, abs=0.06)


@pytest.mark.parametrize("yaw", [0, 90])
def test_walking_on_the_toes_is_neither(yaw):
    script = Walker(away=1.2).stand(2).tiptoe(0.07, 0.5).steps(10, step_m=0.2).stand(1)
    _known, watch = watched(script.film(Camera(yaw=yaw, **FAR), fps=30, noise_px=0.5))
    assert watch.up is True
    assert not watch.falls
    assert watch.since == pytest.approx(2.25, abs=0.25)


def test_what_is_no_rise():
    for script in (
        Script().stand(6),
        Script().stand(1).sway(5),
        Script().stand(1).march(6, lift_m=0.15).stand(1),
        Script(away=1.0).stand(1).walk(1.5).stand(1),
    ):
        _known, watch = watched(script.film(Camera(**FAR), fps=30, noise_px=0.5))
        assert watch.up is not True
        assert math.isnan(watch.height)


def test_sitting_down_leaves_it_open():
    script = Walker().stand(2).tiptoe(0.07, 0.5).stand(1.5).sit_down().on_chair(2)
    _known, watch = watched(script.film(Camera(yaw=30, **FAR), fps=30))
    assert watch.up is not True


def test_a_gap_forgets():
    poses = Walker().stand(2).tiptoe(0.07, 0.5).stand(3).film(Camera(**FAR), fps=30)
    poses = [Pose.nobody(p.t, p.size) if 3.5 < p.t < 4.5 else p for p in poses]
    known, watch = watched(poses)
    assert True in {up for _, up in known}
    assert watch.up is None
