"""Steps on the spot, where they are told from walking, and when a swing was."""

import math

import pytest

from formcheck.motion.foot_pair import FootLength, FootPair, foot_pair, knee_lead
from formcheck.motion.going import Going
from formcheck.motion.lifts import Lifts
from formcheck.motion.rhythm import HALF, Rhythm
from formcheck.motion.signals import Motion
from formcheck.motion.stride import middle_of_way
from tests.support.simulate import Camera, Script
from tests.support.walkers import Walker

FOOT = 50.0


def lifted(height, seconds=6.0, fps=15, knee=lambda t: 0.0):
    """Every swing of feet whose heights (foot lengths, left and right) are given by the time."""
    lifts = Lifts()
    pairs = (
        FootPair(t, (0.0, FOOT * height(t)[0]), (0.0, FOOT * height(t)[1]), 90.0)
        for t in (i / fps for i in range(int(seconds * fps)))
    )
    swings = (lifts.push(pair, FOOT, FOOT * knee(pair.t)) for pair in pairs)
    return [swing for swing in swings if swing is not None]


def in_turns(t, size=0.1, beat=0.6):
    """Left and right in turns from 1.0 to 4.0 s: five swings."""
    if not 1.0 <= t < 4.0:
        return 0.0, 0.0
    up = size * max(0.0, math.sin(math.pi * ((t - 1.0) % beat) / (0.8 * beat)))
    return (up, 0.0) if int((t - 1.0) / beat) % 2 == 0 else (0.0, up)


@pytest.mark.parametrize("fps", [10, 15, 30])
@pytest.mark.parametrize("size", [0.06, 0.3])
def test_feet_that_take_turns(fps, size):
    swings = lifted(lambda t: in_turns(t, size), fps=fps)
    assert [s.side for s in swings] == ["left", "right", "left", "right", "left"]
    for number, swing in enumerate(swings):
        assert swing.middle == pytest.approx(1.0 + 0.6 * number + 0.24, abs=0.08)


def test_legs_that_are_drawn_on_each_other():
    def both(t):
        left, right = in_turns(t)
        return left + 0.5 * right, right + 0.5 * left

    assert [s.side for s in lifted(both)] == ["left", "right", "left", "right", "left"]


def test_knees_tell_feet_apart_that_are_drawn_on_each_other():
    def both(t):
        left, right = in_turns(t)
        return left + 0.95 * right, right + 0.95 * left

    def knee(t):
        left, right = in_turns(t, 0.1)
        return left - right

    assert lifted(both) == []
    assert [s.side for s in lifted(both, knee=knee)] == ["left", "right", "left", "right", "left"]
    assert lifted(lambda t: (0.0, 0.0), knee=knee) == []  # knees bend, and no foot is lifted


@pytest.mark.parametrize(("yaw", "seen"), [(90, True), (-90, True), (45, True), (0, False)])
def test_the_knee_of_a_foot_that_is_lifted_is_forward(yaw, seen):
    motion = Motion()
    leads, lifts = [], []
    script = Walker().stand(1).tiptoe(0.06).steps(4, step_m=0.0).stand(0.5)
    for pose in script.film(Camera(yaw=yaw, distance=4.0), fps=15):
        moment = motion.push(pose)
        pair = foot_pair(moment)
        leads.append(knee_lead(moment))
        lifts.append(pair.left[1] - pair.right[1])
    if not seen:
        assert set(leads) == {0.0}
        return
    most, least = lifts.index(max(lifts)), lifts.index(min(lifts))
    at_rest = leads[5]  # seen at an angle, one knee stands before the other
    assert leads[most] - at_rest > 0.5 * (max(leads) - at_rest) > 0.0
    assert leads[least] - at_rest < 0.5 * (min(leads) - at_rest) < 0.0


def test_a_foot_that_taps_takes_no_turns():
    swings = lifted(lambda t: (in_turns(t, beat=0.3)[0], 0.0))
    assert {s.side for s in swings} == {"left"}


def test_rising_is_no_swing():
    def rises(t):  # seen from the side, the near foot goes up further
        share = min(1.0, max(0.0, t - 2.0)) - min(1.0, max(0.0, t - 4.0))
        return 0.3 * share, 0.2 * share

    assert lifted(rises) == []


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize(
    ("script", "on_the_spot"),
    [
        (lambda: Walker(away=1.0).stand(1).tiptoe(0.06).steps(6, step_m=0.1), False),
        (lambda: Walker().stand(1).tiptoe(0.06).steps(6, step_m=0.0), True),
        (lambda: Script().stand(3).march(6), True),
    ],
)
def test_who_gets_anywhere(yaw, script, on_the_spot):
    motion, foot, going = Motion(), FootLength(), Going()
    for pose in script().film(Camera(yaw=yaw, distance=4.0), fps=15, noise_px=0.4):
        moment = motion.push(pose)
        foot.push(moment)
        going.push(moment, foot.px)
    assert going.on_the_spot is on_the_spot


def test_the_middle_of_a_way_does_not_mind_its_slow_ends():
    way = [
        FootPair(t / 15, (100 * min(1.0, max(0.0, t / 15 - 1.0)) ** 2, 0.0), (0.0, 0.0), 0.0)
        for t in range(45)
    ]
    assert middle_of_way(way, "left") == pytest.approx(1.69, abs=0.02)
    assert middle_of_way(way[:5], "left") == way[0].t


def test_the_rhythm_says_when_a_swing_ends():
    rhythm = Rhythm()
    assert rhythm.ends(1.0, 0.7, 1.4) == (0.7, 1.4)
    for number in range(4):
        rhythm.add(("left", "right")[number % 2], 1.0 + 0.6 * number)
    off, down = rhythm.ends(3.4, 3.2, 3.55)
    assert (off, down) == pytest.approx((3.4 - HALF * 0.6, 3.4 + HALF * 0.6))
    assert rhythm.ends(3.4, 3.39, 3.41) == pytest.approx((3.19, 3.61))  # not far from what was seen
    rhythm.add("left", 9.0)
    assert rhythm.half_s == pytest.approx(HALF * 0.6)


def test_steps_are_put_in_time():
    rhythm = Rhythm()
    for number in range(6):  # the left foot is seen 0.05 s early, and the right one as late
        rhythm.add(("left", "right")[number % 2], 1.0 + 0.6 * number + (-0.05, 0.05)[number % 2])
    assert rhythm.in_time() == pytest.approx(1.0 + 0.6 * 5, abs=0.02)
    rhythm.add("left", 5.0)  # 0.4 s late
    assert rhythm.in_time() == 5.0
    rhythm.add("right", 7.0)  # after a pause
    assert rhythm.in_time() == 7.0
    rhythm.add("left", 7.5)
    assert rhythm.in_time() == 7.5
