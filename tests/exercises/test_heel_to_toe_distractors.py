"""What looks like a walk heel to toe and is none."""

import numpy as np
import pytest

from tests.exercises.test_heel_raise_distractors import MOVEMENTS
from tests.support.sessions import run, watch
from tests.support.simulate import Camera, Script
from tests.support.tandem import Tandem, TandemStep

SHORT_STEPS = "strolling across"
"""Slow steps of 0.4 m: from the side, or at an angle, they may be steps heel to toe with gaps."""


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("movement", [name for name in MOVEMENTS if name != SHORT_STEPS])
def test_it_is_not_counted(movement, yaw):
    ran = watch(MOVEMENTS[movement], yaw, noise_px=0.5, fps=16, seed=3, exercise="heel-to-toe")
    assert [(r.start_s, r.view) for r in ran.counted] == []


@pytest.mark.parametrize("yaw", [0, 180, 90, 40])
@pytest.mark.parametrize("step_m", [0.45, 0.55, 0.65])
def test_no_walk_is_counted(step_m, yaw):
    away = 2.0 if yaw < 60 else -2.0 if yaw > 120 else 0.0
    start = Script(yaw=yaw, away=away, x=1.8 * float(np.sin(np.radians(yaw))))
    script = start.stand(0.5).walk(3.5, 1.0, step_m).stand(1.0)
    poses = script.film(Camera(distance=4.5), fps=16, noise_px=0.5, seed=3)
    ran = run(poses, exercise="heel-to-toe")
    assert not ran.counted
    for one in ran.outcome.not_counted:
        assert one.why
        assert len(one.at_s) == one.times


@pytest.mark.parametrize("yaw", [0, 180])
def test_slow_short_steps_are_told_by_their_width_where_that_is_seen(yaw):
    away = 1.0 if yaw == 0 else -1.0
    script = Script(yaw=yaw, away=away).stand(0.5).walk(2.4, 0.4, 0.35).stand(1.0)
    poses = script.film(Camera(distance=4.5), fps=16, noise_px=0.5, seed=3)
    ran = run(poses, exercise="heel-to-toe")
    assert not ran.counted
    assert any("far apart" in one.why for one in ran.outcome.not_counted)


@pytest.mark.parametrize("yaw", [90, -90])
def test_feet_that_pass_side_by_side_are_not_heel_to_toe(yaw):
    x = 1.0 * float(np.sin(np.radians(yaw)))
    script = Tandem(yaw=yaw, x=x).heel_to_toe([TandemStep(gap=-0.4)] * 10).stand(1.0)
    ran = run(script.film(Camera(distance=4.5), fps=16, noise_px=0.5), exercise="heel-to-toe")
    assert not ran.counted
    assert "the feet do not come down before each other" in {
        one.why for one in ran.outcome.not_counted
    }


@pytest.mark.parametrize("yaw", [45, -135])
def test_one_foot_that_always_leads_is_not_heel_to_toe(yaw):
    x = 1.0 * float(np.sin(np.radians(yaw)))
    pairs = [TandemStep(), TandemStep(gap=-1.0)] * 6
    script = Tandem(yaw=yaw, x=x).heel_to_toe(pairs).stand(1.0)
    ran = run(script.film(Camera(distance=4.5), fps=16, noise_px=0.5), exercise="heel-to-toe")
    assert len(ran.counted) <= 1
