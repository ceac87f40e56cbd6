"""Feet that stand and feet on their way, by the foot model's points; and how high the heels are."""

import math

import numpy as np
import pytest

from formcheck.motion.footholds import Footholds
from formcheck.motion.footsteps import Footsteps
from formcheck.motion.heel_lift import flat_level, heel_lift, lowest
from formcheck.motion.signals import COLUMN, NAMES, Moment
from formcheck.motion.steps import StepDetector
from formcheck.motion.track import Track
from formcheck.motion.view import View

FOOT = 40.0
"""Length of the feet, px."""

ALONG = {"ankle": 0.05, "heel": 0.0, "ball": 0.73, "big_toe": 1.0, "little_toe": 0.85}
"""Where the points of a foot seen from its side are, foot lengths ahead of its heel."""


def moment(t, feet, *, error=0.02, yaw=-90.0, noise=None, **more):
    """A moment at which the heels are at `feet`: (x, height, lift) of each side, foot lengths."""
    row = dict.fromkeys(NAMES, math.nan) | {"yaw": yaw, "horizon": 300.0, "focal_length": 500.0}
    for side, (x, height, lift) in feet.items():
        for point, along in ALONG.items():
            up = height + (0.15 if point == "ball" else 0.0)
            up += lift * (1.0 - along / 0.73) if along < 0.73 else 0.0
            aside = noise.normal(0.0, error, 2) if noise is not None else (0.0, 0.0)
            row[f"fine_{point}_x_{side}"] = FOOT * (x + along + aside[0])
            row[f"fine_{point}_height_{side}"] = FOOT * (up + aside[1])
            row[f"fine_{point}_error_{side}"] = FOOT * error
        row[f"fine_side_{side}"] = 0.99
    row |= more
    return Moment(t, tuple(row[name] for name in NAMES), View.RIGHT, whole=True)


def walk(count, *, way=0.6, up=0.15, stance=0.6, swing=0.35, fps=15, error=0.02, seed=0):
    """Feet that take turns, the left one first: moments, and when each landed."""
    noise, landed = np.random.default_rng(seed), []
    places = {"left": 0.0, "right": 0.0}
    beat = (stance + swing) / 2
    end = 1.5 + beat * count + 1.0
    moments = []
    for t in np.arange(0.0, end, 1.0 / fps):
        feet = {}
        for number, side in enumerate(("left", "right")):
            x, height = places[side], 0.0
            for step in range(number, count, 2):
                start = 1.5 + beat * step
                share = min(1.0, max(0.0, (t - start) / swing))
                x += way * (3 * share**2 - 2 * share**3)
                height += up * math.sin(math.pi * share)
            feet[side] = (x, height + 0.1 * number, 0.3)
        moments.append(moment(t, feet, error=error, noise=noise))
    landed = [1.5 + beat * step + swing for step in range(count)]
    return moments, landed


def steps_of(moments, **how):
    detector = Footholds(**how)
    found = [fall for one in moments for fall in detector.push(one, FOOT)]
    found += detector.finish()
    assert {fall.step.down for fall in found if fall.kind == "landed"} == {
        fall.step.down for fall in found if fall.kind == "left"
    }
    return sorted((f.step for f in found if f.kind == "left"), key=lambda step: step.down)


@pytest.mark.parametrize("fps", [10, 15, 30])
@pytest.mark.parametrize("error", [0.01, 0.04])
def test_every_step_of_a_walk_is_found(fps, error):
    moments, landed = walk(8, fps=fps, error=error)
    steps = steps_of(moments)
    assert [step.side for step in steps] == ["left", "right"] * 4
    assert [step.down for step in steps] == pytest.approx(landed, abs=0.15 if error < 0.02 else 0.3)
    assert all(step.whole for step in steps[:-2])
    assert not steps[-1].whole


def test_steps_on_the_spot_are_found_by_how_high_they_go():
    moments, landed = walk(8, way=0.0, up=0.2)
    assert [step.down for step in steps_of(moments)] == pytest.approx(landed, abs=0.15)


def test_standing_is_no_step_however_badly_the_feet_are_seen():
    for error in (0.02, 0.06, 0.12):
        assert steps_of(walk(0, error=error, seed=3)[0]) == []
        noise = np.random.default_rng(1)
        still = {"left": (0.0, 0.0, 0.0), "right": (0.4, 0.0, 0.0)}
        times = np.arange(0.0, 20.0, 1 / 15)
        assert steps_of([moment(t, still, error=error, noise=noise) for t in times]) == []


def test_rising_on_to_the_toes_is_no_step():
    moments = []
    for t in np.arange(0.0, 6.0, 1 / 15):
        lift = 0.35 * min(1.0, max(0.0, (t - 2.0) / 0.4))
        moments.append(moment(t, {"left": (0.0, 0.0, lift), "right": (0.3, 0.1, lift)}))
    assert steps_of(moments) == []


def test_a_foot_lost_from_sight_ends_its_step():
    moments, _ = walk(6)
    gone = [m for m in moments if not 3.5 < m.t < 4.5]
    steps = steps_of(gone)
    assert any(not step.whole and step.up <= 3.5 for step in steps)
    assert not [step for step in steps if step.down < 3.5 < step.up - 0.01]


def test_the_body_is_heard_where_the_feet_are_not_seen():
    both = Footsteps(StepDetector())
    still = {"left": (0.0, 0.0, 0.0), "right": (0.4, 0.0, 0.0)}
    for t in np.arange(0.0, 2.0, 1 / 15):
        both.push(moment(t, still))
    assert both.with_feet
    for t in np.arange(2.0, 4.0, 1 / 15):
        both.push(moment(t, {}))
    assert not both.with_feet


@pytest.mark.parametrize("lift", [0.0, 0.15, 0.35])
def test_heel_lift_from_the_side(lift):
    track = Track()
    for t in np.arange(0.0, 1.0, 1 / 15):
        track.push(moment(t, {"left": (0.0, 0.0, lift), "right": (0.4, 0.1, lift)}))
    window = track.window(0.0, 1.0)
    for side in ("left", "right"):
        seen = heel_lift(window, side, FOOT)
        assert seen == pytest.approx(lift, abs=0.02)
        assert lowest(window.t, seen)[0] == pytest.approx(lift, abs=0.02)


def test_what_a_camera_looks_down_on_is_taken_away():
    track = Track()
    for t in np.arange(0.0, 1.0, 1 / 15):
        # 0.27 under the horizon: a heel behind the ball stands 0.24 foot lengths higher.
        feet = {"left": (0.0, 0.0, 0.0), "right": (0.4, 0.0, 0.0)}
        one = moment(t, feet, yaw=0.0, horizon=FOOT * 0.15 + 0.27 * 500.0)
        row = list(one.row)
        for side in ("left", "right"):
            row[COLUMN[f"fine_heel_height_{side}"]] += 0.24 * FOOT
        track.push(Moment(one.t, tuple(row), View.FRONT, whole=True))
    assert heel_lift(track.window(0.0, 1.0), "left", FOOT) == pytest.approx(0.0, abs=0.02)


def test_nobody_was_seen_to_stand_flat():
    assert flat_level(Track(), math.nan) == 0.0
