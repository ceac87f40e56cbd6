"""Rising on to the toes and coming down again, between bouts of walking."""

import math

import pytest

from formcheck.motion.rising import Heights, feet_fall, half_way_down, steepest
from formcheck.motion.signals import NAMES, SIDES, Moment, Motion
from formcheck.motion.steps import StepDetector
from formcheck.motion.swing_log import Swings
from formcheck.motion.up_down import UpDown
from formcheck.motion.view import View
from formcheck.pose.landmarks import Landmark
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


def test_who_came_down_and_rises_again_need_not_show_the_ankles():
    # From the side the far ankle is hidden, and the model leaves it where it was.
    script = Walker(away=0.5).stand(2).tiptoe(0.07, 0.5).steps(4, step_m=0.1).stand(0.4)
    script.tiptoe(0, 0.45).stand(0.5).tiptoe(0.07, 0.5).stand(2)
    poses = script.film(Camera(yaw=90, **FAR), fps=30, noise_px=0.5)
    still = next(p for p in poses if p.t > 6.0)
    for pose in poses:
        if pose.t > 6.0:
            for row in (Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_TOE):
                pose.landmarks[row, 1] = still.landmarks[row, 1]
    known, watch = watched(poses)
    assert len(watch.falls) == 1
    assert known[-1][1] is True


def test_a_swing_that_may_be_noise_does_not_keep_the_heels_up():
    script = Walker(away=0.5).stand(2).tiptoe(0.07, 0.5).steps(6, step_m=0.2).stand(0.4)
    poses = script.tiptoe(0, 0.45).stand(2).film(Camera(**FAR), fps=30, noise_px=0.5)
    motion, detector, watch = Motion(), StepDetector(start=0.04, reach=0.07), UpDown()
    noise_at = 7.6
    for pose in poses:
        moment = motion.push(pose)
        for footfall in detector.push(moment):
            if footfall.kind == "landed":
                watch.landed(footfall.step.off, footfall.step.down, footfall.step.speed)
        if pose.t > noise_at:
            watch.landed(noise_at - 0.3, noise_at, 0.03)
            noise_at = math.inf
        watch.push(moment, detector.foot_length)
    watch.finish()
    assert watch.up is False


def test_the_middle_of_a_fall_is_found_beside_a_drift():
    def level(t):
        return 1.5 - 0.1 * min(t, 2.0) - 0.1 * min(max((t - 2.6) / 0.4, 0.0), 1.0)

    heights = [Heights(k / 15, level(k / 15), (0.0, 0.0)) for k in range(60)]
    assert steepest(heights, 2.5) == pytest.approx(2.8, abs=0.07)


@pytest.mark.parametrize(("other", "fell"), [(-0.1, True), (0.2, False)])
def test_both_ankles_come_down_off_the_toes(other, fell):
    # While one heel sinks in a step the other foot is on its way, and higher.
    down = [min(max((k / 15 - 1.0) / 0.4, 0.0), 1.0) for k in range(40)]
    heights = [
        Heights(k / 15, 1.0 - 0.15 * part, (-0.1 * part, other * part))
        for k, part in enumerate(down)
    ]
    assert feet_fall(heights, 1.2) is fell


def test_what_left_before_a_fall_has_been_no_step_since():
    swings = Swings()
    swings.add(0.9, 1.4, 0.5)  # coming down off the toes, which looks like a swing
    assert not swings.any_after(1.0, 1.3, 2.3, clear=False)
    swings.add(1.5, 1.9, 0.5)
    assert swings.any_after(1.0, 1.3, 2.3, clear=False)
    assert not swings.any_after(1.0, 1.3, 1.8, clear=False)
    assert swings.any_after(1.55, 1.85, 2.3, clear=False)  # it left as one heel dropped


def test_a_foot_that_went_nowhere_is_no_step():
    swings = Swings()
    for number in range(4):
        swings.add(0.5 * number, 0.5 * number + 0.4, 0.25)
    swings.add(3.0, 3.4, 0.02)
    assert not swings.any_after(2.5, 2.6, 4.0, clear=False)
    swings.add(3.5, 3.9, 0.1)
    assert swings.any_after(2.5, 2.6, 4.0, clear=False)


@pytest.mark.parametrize("fps", [15, 30])
def test_half_way_down_is_found_between_pictures(fps):
    # Foot lengths still grow with somebody who came nearer; px do not.
    def px(t):
        return 200.0 - 15.0 * min(max((t - 1.5) / 0.32, 0.0), 1.0)

    times = [0.013 + k / fps for k in range(3 * fps)]
    heights = [Heights(t, px(t) / (40.0 + 4.0 * t), (0.0, 0.0), px(t)) for t in times]
    assert half_way_down(heights, 1.55) == pytest.approx(1.66, abs=0.01)
    assert half_way_down(heights[:5], 1.55) == 1.55


def test_coming_down_is_seen_after_sinking_on_the_way():
    """Towards a camera that is not level the body sinks as fast as heels come down, and longer."""

    def level(t):
        way = 0.25 * min(max(t - 1.0, 0.0), 1.0) + 0.15 * min(max(t - 2.0, 0.0), 1.2)
        return 1.6 - way - 0.17 * min(max((t - 3.2) / 0.3, 0.0), 1.0)

    watch = UpDown()
    for k in range(90):
        t = k / 15
        values = {"hip_height": 100 * level(t), "trunk_length": 0.0, "horizon": 0.0}
        values |= {f"ankle_height_{side}": 10.0 for side in SIDES}
        row = tuple(values.get(name, math.nan) for name in NAMES)
        watch.push(Moment(t, row, View.FRONT, whole=True), 100.0)
    watch.finish()
    assert watch.up is False
    assert watch.falls[-1] == pytest.approx(3.35, abs=0.1)


@pytest.mark.parametrize(("down_s", "falls"), [(0.42, 0), (0.75, 1)])
def test_one_heel_that_drops_in_a_step_is_no_rest(down_s, falls):
    """Also where the other foot's swing was not seen meanwhile."""

    def level(t):
        sunk = min(max((t - 4.0) / 0.3, 0.0), 1.0) - min(max((t - 4.3 - down_s) / 0.3, 0.0), 1.0)
        return 1.0 + 0.2 * (min(max((t - 2.0) / 0.3, 0.0), 1.0) - sunk)

    watch = UpDown()
    for k in range(105):
        body, ankles = level(k / 15), 100.0 * (level(k / 15) - 1.0)
        values = dict.fromkeys(NAMES, math.nan)
        values |= {"hip_height": 100.0 * body - 20.0, "trunk_length": 40.0, "horizon": 0.0}
        values |= {f"ankle_height_{side}": ankles for side in SIDES}
        watch.push(Moment(k / 15, tuple(values.values()), View.LEFT, whole=True), 100.0)
    watch.finish()
    assert len(watch.falls) == falls
    assert watch.up is True


@pytest.mark.parametrize(("late_s", "at"), [(0.09, 1.70), (0.14, 1.72), (0.6, 1.70), (None, 1.70)])
def test_heels_and_ankles_have_a_say_in_when_a_fall_was(late_s, at):
    """The foot model sees them go down after the body; another foot, or none, tells nothing."""

    def down(t, begin):
        return -15.0 * min(max((t - begin) / 0.4, 0.0), 1.0)

    seen = late_s is not None
    heights = [
        Heights(
            t,
            0.0,
            (0.0, 0.0),
            px=200.0 + down(t, 1.5),
            feet=(20.0 + down(t, 1.5 + late_s) if seen else math.nan, math.nan),
        )
        for t in (0.013 + k / 30 for k in range(100))
    ]
    assert half_way_down(heights, 1.75) == pytest.approx(at, abs=0.003)


def watch_levels(level, landings=(), until=8.0):
    """A watcher of somebody whose body and ankles go up and down together.

    Args:
        level: foot lengths of body and ankles at a time.
        landings: when feet landed.
        until: seconds.
    """
    watch, left = UpDown(), list(landings)
    for k in range(int(15 * until)):
        body, ankles = level(k / 15)
        values = dict.fromkeys(NAMES, math.nan)
        values |= {"hip_height": 100 * body - 20.0, "trunk_length": 40.0, "horizon": 0.0}
        values |= {f"ankle_height_{side}": 100 * ankles for side in SIDES}
        while left and left[0] <= k / 15:
            watch.landed(left[0] - 0.35, left.pop(0))
        watch.push(Moment(k / 15, tuple(values.values()), View.LEFT, whole=True), 100.0)
    watch.finish()
    return watch


def ramp(t, begin, takes=0.3):
    """0 before a time, 1 after."""
    return min(max((t - begin) / takes, 0.0), 1.0)


def test_who_seems_to_rise_on_while_walking_rose_when_they_stood():
    """Their foot length follows late, and a larger change later has steps before it."""

    def level(t):
        up = 0.17 * ramp(t, 2.0)
        return 1.0 + up + 0.2 * ramp(t, 2.9, 0.5), up - 3.0

    watch = watch_levels(level, landings=[2.85, 3.4, 3.9])
    assert watch.up is True
    assert watch.rose == pytest.approx(2.15, abs=0.15)


def test_heels_come_down_once():
    """A sag in a step before, in which no foot was seen to land, is no rest then."""

    def level(t):
        up, down = 0.3 * ramp(t, 2.0), 0.16 * ramp(t, 5.15)
        return 1.0 + up - 0.13 * ramp(t, 4.0) - down, up - down - 3.0

    watch = watch_levels(level, landings=[2.9, 3.4, 3.9])
    assert watch.falls
    assert watch.falls[0] > 4.8
