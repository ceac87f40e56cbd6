"""Ankle circles of simulated feet, whose flow is known: counts, directions, sets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.exercises.results import Side, Verdict
from tests.support.circles import Circle, Circler
from tests.support.mirror import mirrored
from tests.support.sessions import run
from tests.support.simulate import Camera

ROUND = Circle()
WAYS = {True: "clockwise", False: "counter-clockwise"}


def draw(circles, side="left", *, clockwise=True, yaw=0.0, begin=0.0, **film):
    script = Circler().on_chair(1).circles(circles, side, clockwise=clockwise, begin=begin)
    film.setdefault("fps", 30)
    return run(script.on_chair(1.5).film(Camera(yaw=yaw), **film), exercise="ankle-circle")


def counted(ran):
    return [rep for rep in ran.reps if rep.counted]


@settings(max_examples=12, deadline=None)
@given(
    side=st.sampled_from(["left", "right"]),
    clockwise=st.booleans(),
    yaw=st.one_of(st.floats(-45, 45), st.floats(135, 225)),
    fps=st.sampled_from([10, 15, 25, 30, 60]),
    begin=st.sampled_from([0, 90, 180, 270]),
    seconds=st.floats(1.6, 4.0),
)
def test_direction_is_the_bodys_whatever_the_foot_and_the_view(
    *, side, clockwise, yaw, fps, begin, seconds
):
    circles = [Circle(seconds=seconds)] * 4
    ran = draw(circles, side, clockwise=clockwise, yaw=yaw, fps=fps, begin=begin)
    assert len(counted(ran)) == 4
    told = [rep.direction for rep in counted(ran) if rep.direction != "not assessed"]
    assert set(told) == {WAYS[clockwise]}  # one of them may be too narrow to tell
    assert len(told) >= 3
    assert {rep.side for rep in counted(ran)} == {Side(side)}


@pytest.mark.parametrize("clockwise", [True, False])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_mirror_swaps_the_feet_and_the_direction(side, clockwise):
    """What a selfie video that was stored mirrored shows is another foot going the other way."""
    script = Circler().on_chair(1).circles([ROUND] * 3, side, clockwise=clockwise).on_chair(1)
    ran = run([mirrored(p) for p in script.film()], exercise="ankle-circle")
    other = "right" if side == "left" else "left"
    assert {rep.side for rep in counted(ran)} == {Side(other)}
    assert {rep.direction for rep in counted(ran)} == {WAYS[not clockwise]}


@pytest.mark.parametrize("yaw", [90, -90, 80, -100])
def test_from_the_side_circles_are_counted_and_no_more(yaw):
    ran = draw([ROUND] * 5, yaw=yaw)
    assert len(counted(ran)) == 5
    for rep in ran.reps:
        assert rep.direction == "not assessed"
        assert rep.side is Side.UNKNOWN
        for one in rep.findings:
            if one.check in ("partial_circle", "flat_circle", "direction_change"):
                assert one.verdict is Verdict.NOT_ASSESSED


def test_where_one_foot_is_seen_as_both_there_is_no_telling_which():
    poses = Circler().on_chair(1).circles([ROUND] * 4).on_chair(1.5).film(fps=30)
    both = [replace(pose, extra=of_the_left(pose.extra)) for pose in poses]
    ran = run(both, exercise="ankle-circle")
    assert len(counted(ran)) == 4
    assert {rep.side for rep in ran.reps} == {Side.UNKNOWN}
    assert {rep.direction for rep in counted(ran)} == {"clockwise"}


def of_the_left(extra):
    """The flow of the left foot and shin, on the right ones, too."""
    return extra | {
        name.replace("left", "right"): value for name, value in extra.items() if "left" in name
    }


@pytest.mark.parametrize("noise", [0.1, 0.3])
@pytest.mark.parametrize("fps", [15, 30, 60])
def test_noise_of_the_flow(fps, noise):
    ran = draw([ROUND] * 5, fps=fps, flow_noise=noise)
    assert len(counted(ran)) == 5
    assert {rep.direction for rep in counted(ran)} == {"clockwise"}


def test_a_gap_costs_a_circle_and_invents_none():
    script = Circler().on_chair(1).circles([ROUND] * 6).on_chair(1).hide(6.0, 7.0)
    ran = run(script.film(), exercise="ankle-circle")
    assert 3 <= len(counted(ran)) <= 5
    assert {rep.direction for rep in counted(ran)} == {"clockwise"}


def test_one_way_then_the_other_is_two_sets():
    script = Circler().on_chair(1).circles([ROUND] * 3).circles([ROUND] * 3, clockwise=False)
    ran = run(script.on_chair(1).film(), exercise="ankle-circle")
    assert [one.reps for one in ran.outcome.sets] == [3, 3]
    assert not [f for rep in ran.reps for f in rep.findings if f.check == "direction_change" and
                f.verdict is Verdict.FAULT]  # fmt: skip


def test_the_other_foot_is_another_set():
    script = Circler().on_chair(1).circles([ROUND] * 3, "left").on_chair(1)
    ran = run(script.circles([ROUND] * 3, "right").on_chair(1).film(), exercise="ankle-circle")
    assert [(one.side.value, one.reps) for one in ran.outcome.sets] == [("left", 3), ("right", 3)]


def test_the_prescribed_number_ends_a_set():
    script = Circler().on_chair(1).circles([ROUND] * 6).on_chair(1)
    ran = run(script.film(), exercise="ankle-circle", reps=3)
    assert [one.reps for one in ran.outcome.sets] == [3, 3]
    assert ran.outcome.sets[0].ended_by == "the prescribed circles were done"


def test_measures_of_a_known_circle():
    for rep in counted(draw([Circle(pointed=20, aside=14)] * 4)):
        m = rep.measures
        assert m["rep_s"].value == pytest.approx(2.4, abs=0.25)
        assert m["roundness"].value == pytest.approx(0.7, abs=0.2)
        assert m["coverage"].value >= 90
        assert m["ankle_travel"].value < 5
        assert rep.drawing is not None
        assert rep.drawing.kind == "clock-trace"
        assert len(rep.drawing.points) > 20


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
def test_tapping_is_no_circle(yaw):
    script = Circler().on_chair(1).tap(20).on_chair(1)
    assert not run(script.film(Camera(yaw=yaw)), exercise="ankle-circle").reps


def test_tapping_after_circles_is_soon_none_of_them():
    script = Circler().on_chair(1).circles([ROUND] * 3).tap(20).on_chair(1)
    ran = run(script.film(), exercise="ankle-circle")
    assert 3 <= len(counted(ran)) <= 4


def test_a_recording_without_flow_says_so():
    poses = [bare(p) for p in Circler().on_chair(1).circles([ROUND] * 3).film()]
    ran = run(poses, exercise="ankle-circle")
    assert not ran.reps
    assert "no optical flow" in ran.outcome.not_counted[0].why


def bare(pose):
    return replace(pose, extra={})
