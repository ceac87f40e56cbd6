"""Steps are found though the model swaps the legs, draws both on one, or loses them."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.motion.past import Past
from formcheck.motion.signals import Motion
from formcheck.motion.tandem_steps import TandemSteps
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from tests.support.sessions import run
from tests.support.simulate import Camera
from tests.support.tandem import Tandem, TandemStep

LEGS = [
    (int(Landmark[f"LEFT_{part}"]), int(Landmark[f"RIGHT_{part}"]))
    for part in ("KNEE", "ANKLE", "HEEL", "TOE")
]


def walk(yaw=90.0, count=8, fps=30, noise_px=0.5):
    x = 1.1 * float(np.sin(np.radians(yaw)))
    away = 1.0 if yaw == 0 else 0.0
    script = Tandem(yaw=yaw, x=x, away=away).heel_to_toe([TandemStep()] * count).stand(1)
    return script, script.film(Camera(distance=4.5), fps=fps, noise_px=noise_px, seed=2)


def landings(poses):
    motion, steps = Motion(), TandemSteps()
    return [found for pose in poses if (found := steps.push(motion.push(pose))) is not None]


def spoilt(pose, how):
    """The pose with its legs swapped, or with both drawn on the right one."""
    landmarks = pose.landmarks.copy()
    for left, right in LEGS:
        landmarks[left] = pose.landmarks[right]
        if how == "swapped":
            landmarks[right] = pose.landmarks[left]
    return replace(pose, landmarks=landmarks)


def in_bursts(poses, how, seed, share=0.25, seconds=0.12):
    """Spoil some of the time, as the model does: for a moment, again and again."""
    random = np.random.default_rng(seed)
    bad_until, result = 0.0, []
    for before, pose in zip([poses[0], *poses[:-1]], poses, strict=True):
        if pose.t >= bad_until and random.random() < share * (pose.t - before.t) / seconds:
            bad_until = pose.t + seconds
        result.append(spoilt(pose, how) if pose.t < bad_until else pose)
    return result


@pytest.mark.parametrize("yaw", [90, -90, 0])
def test_when_and_how_many(yaw):
    script, poses = walk(yaw)
    found = landings(poses)
    assert len(found) == 8
    for landing, true in zip(found, script.landed, strict=True):
        assert landing.t == pytest.approx(true.down, abs=0.2)
        assert landing.swing < landing.t <= landing.known <= landing.t + 0.5
        assert not landing.again


@pytest.mark.parametrize("how", ["swapped", "both on one"])
@pytest.mark.parametrize("seed", range(4))
def test_legs_mixed_up_from_the_side(how, seed):
    script, poses = walk(90)
    ran = run(in_bursts(poses, how, seed), exercise="heel-to-toe")
    assert len(ran.counted) == 8
    for rep, true in zip(ran.counted, script.landed, strict=True):
        assert rep.side.value in (true.side, "unknown")


def test_legs_that_are_swapped_half_of_the_time_have_no_side():
    script, poses = walk(90, count=10)
    mixed = in_bursts(poses, "swapped", 3, share=1.0, seconds=0.1)
    sides = [rep.side.value for rep in run(mixed, exercise="heel-to-toe").counted]
    wrong = [a for a, b in zip(sides, script.landed, strict=False) if a not in (b.side, "unknown")]
    assert len(sides) == 10
    assert not wrong


def test_a_blink_changes_nothing_and_a_gap_starts_afresh():
    _, poses = walk(90)
    gaps = [(4.1, 4.4), (6.6, 6.8)]
    blinking = [Pose.nobody(p.t, p.size) if any(a < p.t < b for a, b in gaps) else p for p in poses]
    assert len(landings(blinking)) == 8
    away = [Pose.nobody(p.t, p.size) if 4.0 < p.t < 6.0 else p for p in poses]
    assert 5 <= len(landings(away)) <= 7


def test_nobody_and_nothing():
    assert landings([Pose.nobody(i / 10, (320, 240)) for i in range(50)]) == []
    still = [replace(walk(0)[1][0], t=i / 30) for i in range(200)]
    assert landings(still) == []


def test_what_a_value_was_lately():
    past = Past()
    for i in range(31):
        past.add(i / 10, 0.0 if i < 10 else min(1.0, (i - 10) / 5))
    assert past.change(0.5) == 0.0
    assert past.slope(0.5) == pytest.approx(0.0)
    assert past.middle(0.5) == 1.0
    assert past.reached(3.0, 1.0, 0.1) == pytest.approx(1.5)
    assert past.first_over(0.5) == pytest.approx(1.3)
    assert past.crossed(3.0, 0.5) == pytest.approx(1.2)
    for i in range(31, 200):
        past.add(i / 10, 1.0)
    assert past.samples[-1][0] - past.samples[0][0] <= 6.0


@pytest.mark.parametrize("px", [8.0, 14.0])
def test_a_foot_that_is_first_seen_in_a_wrong_place_hides_no_step(px):
    # What settles looks like the start of the first swing, which then went on later.
    script, poses = walk(0)
    feet = [i for pair in LEGS[1:] for i in pair if "RIGHT" in Landmark(i).name]
    wrong = []
    for pose in poses:
        landmarks = pose.landmarks.copy()
        landmarks[feet, 1] -= px * max(0.0, 1.0 - pose.t / 0.3)
        wrong.append(replace(pose, landmarks=landmarks))
    assert [one.side for one in landings(wrong)] == [step.side for step in script.landed]
