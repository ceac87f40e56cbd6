"""Steps in which somebody turns round."""

import math

import pytest

from formcheck.exercises.toe_walk_walks import turns
from formcheck.motion.signals import NAMES, Moment, Motion
from formcheck.motion.steps import Step, StepDetector
from formcheck.motion.track import Track
from formcheck.motion.view import View
from tests.support.simulate import Camera, Script


def turning(poses):
    """Of every step, whether it is part of a turn."""
    motion, track, detector = Motion(), Track(), StepDetector()
    found = []
    for pose in poses:
        moment = motion.push(pose)
        track.push(moment)
        found += detector.push(moment)
    found += detector.finish()
    return [turns(track, f.step) for f in found if f.kind == "left"]


@pytest.mark.parametrize("yaw", [0, 90, 180])
def test_turning_round_is_seen(yaw):
    assert any(turning(Script().stand(1).turn(120).stand(1).film(Camera(yaw=yaw), fps=30)))


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
def test_straight_steps_are_none_of_a_turn(yaw):
    script = Script().stand(1).march(8, lift_m=0.12, seconds=0.7).stand(1)
    steps = turning(script.film(Camera(yaw=yaw), fps=30, noise_px=0.5))
    assert len(steps) == 8
    assert not any(steps)


def test_a_step_after_one_of_a_turn_is_of_it_where_the_body_still_turns():
    track = Track()
    for k in range(40):
        yaw = 24.0 * k / 30
        values = dict.fromkeys(NAMES, math.nan) | {"yaw": yaw}
        track.push(Moment(k / 30, tuple(values.values()), View.FRONT, whole=True))
    step = Step("left", 0.0, 0.0, 0.9)
    assert not turns(track, step)
    assert turns(track, step, turned_at=-0.5)
    assert not turns(track, step, turned_at=-2.0)
