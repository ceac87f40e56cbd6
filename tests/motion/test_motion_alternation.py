"""Steps that were not seen, between two of the other foot."""

import pytest

from formcheck.motion.alternation import Alternation
from formcheck.motion.steps import Footfall, Step
from formcheck.motion.stride import Swing


def landings(steps):
    """All footfalls of steps (side, time of landing, speed), filled in."""
    alternation, planted, found = Alternation(), {}, []
    for side, down, *speed in steps:
        step = Step(side, down - 0.4, down, speed=speed[0] if speed else 0.3)
        before = planted.get(side)
        left = [Footfall("left", before)] if before else []
        planted[side] = step
        found += alternation.fill([*left, Footfall("landed", step)], planted)
    return [f.step for f in found if f.kind == "landed"], planted


WALK = [("left", 1.0), ("right", 1.6), ("left", 2.2), ("right", 2.8)]


def test_a_step_between_two_of_the_other_foot_is_filled_in():
    steps, planted = landings([*WALK, ("left", 3.4), ("left", 4.6)])
    assert [s.side for s in steps] == ["left", "right"] * 3 + ["left"]
    missed = steps[5]
    assert missed.down == pytest.approx(4.0)
    assert not missed.seen
    assert planted["right"] is missed
    assert all(s.seen for s in steps if s is not missed)


@pytest.mark.parametrize(
    "more",
    [
        [("left", 3.4), ("left", 3.9)],  # one step seen twice, or legs that are mixed up
        [("left", 3.4), ("left", 5.4)],  # a pause
        [("left", 3.4), ("left", 4.6, 0.05)],  # what may be noise
    ],
)
def test_nothing_else_is(more):
    steps, _ = landings([*WALK, *more])
    assert len(steps) == len(WALK) + len(more)


def test_without_a_rhythm_nothing_is():
    steps, _ = landings([("left", 1.0), ("right", 1.6), ("right", 2.8)])
    assert len(steps) == 3


@pytest.mark.parametrize(
    ("side", "middle", "speed", "sides"),
    [
        ("right", 1.35, 0.1, ["left", "right"] * 2 + ["left"]),
        ("right", 1.1, 0.1, ["left"] * 3),  # it may have been drawn with the foot that swings
        ("right", 1.35, 0.03, ["left"] * 3),  # noise
        ("left", 1.35, 0.1, ["left"] * 3),
    ],
)
def test_the_other_foot_that_moves_half_way_between_tells_the_rhythm(side, middle, speed, sides):
    """As on the spot, from the side, where the far foot is drawn hardly lifted."""
    passed = [Swing(side, middle, middle - 0.15, middle + 0.15, speed)]
    alternation, planted, found = Alternation(), {}, []
    for down in (1.0, 2.1, 3.2):
        step = Step("left", down - 0.4, down, speed=0.2)
        found += alternation.fill([Footfall("landed", step)], planted, passed)
    landed = [f.step for f in found if f.kind == "landed"]
    assert [step.side for step in sorted(landed, key=lambda step: step.down)] == sides


def test_the_rhythm_is_kept_over_a_pause():
    alternation, planted = Alternation(), {}
    for side, down in WALK:
        list(alternation.fill([Footfall("landed", Step(side, down - 0.4, down, speed=0.3))], {}))
    alternation.reset()
    found = []
    for down in (7.0, 8.2):
        step = Step("left", down - 0.4, down, speed=0.3)
        found += alternation.fill([Footfall("landed", step)], planted)
    assert [f.step.side for f in found] == ["left", "right", "left"]


def test_what_was_missed_before_the_rhythm_was_known_is_filled_in_later():
    """From the side the far foot's first step is hidden; its second tells when the first ended."""
    alternation, planted, found = Alternation(), {}, []
    for side, down in [("left", 1.0), ("left", 2.2), ("right", 2.8), ("left", 3.4)]:
        step = Step(side, down - 0.4, down, speed=0.3)
        planted[side] = step
        found += alternation.fill([Footfall("landed", step)], planted)
    (missed,) = (f for f in found if not f.step.seen)
    assert missed.kind == "left"
    assert missed.step.side == "right"
    assert missed.step.down == pytest.approx(1.6)
    assert missed.step.up == pytest.approx(2.4)
    assert planted["right"].down == 2.8


def test_two_gaps_of_twice_a_step_confirm_each_other():
    steps, _ = landings([("left", 1.0), ("right", 1.6), ("right", 2.8)])
    assert all(s.seen for s in steps)
    alternation, found = Alternation(), []
    for side, down in [("left", 1.0), ("right", 1.6), ("right", 2.8), ("right", 4.0)]:
        step = Step(side, down - 0.4, down, speed=0.3)
        found += alternation.fill([Footfall("landed", step)], {"right": step})
    assert [f.step.down for f in found if not f.step.seen] == pytest.approx([2.2, 3.4])
