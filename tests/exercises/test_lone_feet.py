"""Only the feet are in the picture: what can be counted is, and the rest says why it is not."""

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.raises import TOO_FAINT
from formcheck.exercises.results import Side, Verdict
from formcheck.motion.bands import FEET_ALONE
from formcheck.motion.feet_only import CIRCLE_WHY, HEIGHT_WHY, WHY
from formcheck.motion.feet_only_raise import LEAPT
from formcheck.motion.signals import Motion
from formcheck.motion.view import View
from formcheck.options import Options
from formcheck.pose.feet.points import KNEE
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Feet
from formcheck.session import Session
from tests.support.circles import Circle, Circler
from tests.support.example import example
from tests.support.lone_feet import LENGTH, SIDES, Foot, film, lone_feet, raises, without_body
from tests.support.simulate import Camera, Rep, Script
from tests.support.standing import standing

TIMES = (2.0, 5.0, 8.0)
TIMED = {
    "rep_s": "rep_time",
    "rise_s": "rise_time",
    "hold_s": "hold_time",
    "lower_s": "lower_time",
}


def run(poses, exercise="heel-raise", **options):
    session = Session(Options(exercise=exercise, **options))
    for pose in poses:
        session.push(pose)
    session.finish()
    return session


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0, -90.0, 135.0, 180.0])
@pytest.mark.parametrize("working", [("left", "right"), ("left",), ("right",)])
def test_raises_are_counted_by_the_feet(yaw, working):
    found = run(film(12.0, raises(TIMES, working), yaw=yaw)).outcome()
    counted = [rep for rep in found.reps if rep.counted]
    assert [rep.start_s for rep in counted] == pytest.approx(TIMES, abs=0.5)
    side = Side.BOTH if len(working) == 2 else Side(working[0])
    assert {rep.side for rep in counted} <= {side, Side.UNKNOWN}
    assert len(found.sets) == 1


def test_what_needs_the_body_is_not_assessed_and_says_why():
    session = run(film(12.0, raises(TIMES, SIDES), yaw=90.0), height_cm=170)
    rep = session.outcome().reps[0]
    assert rep.view is View.LEFT
    said = {f.check: f for f in rep.findings}
    for check in ("trunk_lean", "knee_pumping", "knee_locked", "foot_misaligned"):
        assert said[check].verdict is Verdict.NOT_ASSESSED
        assert said[check].reason == WHY
    for check in ("low_raise", "dropped_heel", "other_foot_down", "heel_not_down"):
        assert said[check].verdict is Verdict.NOT_ASSESSED
        assert said[check].reason == WHY
    told = {name for name, one in rep.measures.items() if one.value is not None}
    assert told == {"rep_s", "rise_s", "hold_s", "lower_s"}
    assert all(rep.measures[name].band == FEET_ALONE[band] for name, band in TIMED.items())
    assert rep.measures["peak_heel_lift"].reason == HEIGHT_WHY
    of_set = session.outcome().sets[0].measures
    assert of_set["best_height"].value is None
    assert of_set["best_height"].reason == HEIGHT_WHY
    assert session.status.height is None
    assert "low_raise" in session.status.not_assessed
    assert "too_fast" not in session.status.not_assessed
    assert session.found == 0
    assert session.feet_only > 0.9 * session.frames


def test_a_raise_of_no_known_side_is_timed_from_the_side_too():
    """The hips, by which one on one leg is timed from there with a body, are not seen."""
    counted = run(film(12.0, raises(TIMES, ("left",)), yaw=90.0)).outcome().reps
    assert {rep.side for rep in counted} == {Side.UNKNOWN}
    for rep in counted:
        told = {name for name, one in rep.measures.items() if one.value is not None}
        assert told >= {"rise_s", "hold_s", "lower_s"}


@pytest.mark.parametrize(("yaw", "view"), [(0.0, View.FRONT), (-45.0, View.OBLIQUE_FRONT)])
@pytest.mark.parametrize("knees", [True, False])
def test_circles_are_counted_by_the_feet(yaw, view, knees):
    script = Circler().on_chair(1.5).circles([Circle()] * 5).on_chair(1.5)
    poses = without_body(script.film(Camera(yaw=yaw)), yaw=yaw)
    for pose in poses:
        pose.feet.points[:, KNEE, 5] *= knees
    found = run(poses, "ankle-circle").outcome()
    assert sum(rep.counted for rep in found.reps) == 5
    assert {rep.view for rep in found.reps} == {view}
    assert {rep.side for rep in found.reps} == {Side.UNKNOWN}
    assert {rep.direction for rep in found.reps} == {"not assessed"}
    assert {f.verdict for rep in found.reps for f in rep.findings} == {Verdict.NOT_ASSESSED}
    told = [m for rep in (*found.reps, *found.sets) for m in rep.measures.values()]
    assert {(m.value, m.reason) for m in told} == {(None, CIRCLE_WHY)}
    assert not any(rep.drawing for rep in found.reps)


@pytest.mark.parametrize(
    "at",
    [
        lambda t: dict.fromkeys(SIDES, Foot()),
        # knees that bend over flat feet, marching, and stepping about
        lambda t: {s: Foot(forward=0.02 * (t % 1)) for s in SIDES},
        lambda t: {s: Foot(up=0.6 * (int(t * 1.5) % 2 == i)) for i, s in enumerate(SIDES)},
        lambda t: {s: Foot(forward=0.8 * (int(t) % 2)) for s in SIDES},
    ],
)
def test_feet_that_do_something_else_are_not_counted(at):
    for yaw in (0.0, 90.0):
        found = run(film(12.0, at, yaw=yaw)).outcome()
        assert not [rep for rep in found.reps if rep.counted]


def test_feet_that_come_and_go():
    poses = film(12.0, raises(TIMES, SIDES), yaw=90.0)
    # Unseen between the first and the second raise, and in the middle of the third.
    gone = [replace(p, feet=None) if 4.6 < p.t < 4.9 or 8.6 < p.t < 9.8 else p for p in poses]
    counted = [rep for rep in run(gone).outcome().reps if rep.counted]
    assert [rep.start_s for rep in counted] == pytest.approx(TIMES[:2], abs=0.5)


def test_another_foot_that_is_taken_for_one_does_not_change_the_height():
    # First one is seen, then the other one passes for it, which is higher in the picture.
    at = {"left": Foot(), "right": Foot(up=0.3, forward=-0.5)}
    motion, heights = Motion(), []
    for pose in film(4.0, lambda _: at, yaw=135.0):
        points, about = pose.feet.points.copy(), pose.feet.about.copy()
        points[0], about[0] = pose.feet.points[int(pose.t > 2.0)], 0.99
        points[1], about[1] = np.nan, np.nan
        heights.append(motion.push(replace(pose, feet=Feet(points, about)))["body_height"])
    known = [height for height in heights if math.isfinite(height)]
    assert max(known) - min(known) < 0.1 * LENGTH


def test_a_heel_that_goes_up_alone_lifts_no_body():
    # As when a foot is about to be lifted: the other one bears, and its heel stays down.
    at = raises(TIMES[:1], ["right"])
    motion = Motion()
    heights = [
        motion.push(pose)["body_height"]
        for pose in film(3.8, lambda t: {"left": Foot(), "right": at(t)["right"]})
    ]
    assert np.nanmax(heights) - np.nanmin(heights) < 0.1 * LENGTH


def test_a_shadow_that_is_taken_for_a_foot_neither_steps_nor_makes_feet_smaller():
    # The far foot is lost, and found again small, beside, and badly, as on a wall.
    poses = film(12.0, raises(TIMES, SIDES), yaw=90.0)
    for pose in poses:
        points = pose.feet.points[1]
        if 1.5 < pose.t < 2.0:
            points[:] = np.nan
        elif pose.t >= 2.0:
            points[:, :2] = 0.35 * (points[:, :2] - points[0, :2]) * (-1, 1) + (520.0, 280.0)
            points[:, [2, 4]] = (0.1 * LENGTH) ** 2
    session = run(poses)
    counted = [rep for rep in session.outcome().reps if rep.counted]
    assert [rep.start_s for rep in counted] == pytest.approx(TIMES, abs=0.5)
    assert {rep.side for rep in counted} == {Side.UNKNOWN}
    assert session.scale.foot_length_px == pytest.approx(LENGTH, rel=0.15)


def test_a_heel_that_rises_in_no_time_is_none_and_that_is_said():
    def at(t):
        return dict.fromkeys(SIDES, Foot(pitch=35.0 * (2.0 < t < 3.0)))

    found = run(film(6.0, at, yaw=90.0)).outcome()
    assert not found.reps
    assert [one.why for one in found.not_counted] == [LEAPT]


def test_a_rise_that_is_less_than_its_error_is_not_left_without_a_word():
    poses = film(12.0, raises(TIMES, SIDES, pitch=20.0), yaw=0.0)
    for pose in poses:
        pose.feet.points[..., [2, 4]] = (0.3 * LENGTH) ** 2
    found = run(poses).outcome()
    assert not [rep for rep in found.reps if rep.counted]
    assert TOO_FAINT in {one.why for one in found.not_counted}


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0])
def test_which_foot_it_was_is_told_only_where_the_other_one_hangs_in_the_air(yaw):
    # Both stand; the near one's heel is seen to rise, the far one's hardly is.
    at = raises(TIMES, SIDES)

    def seen(t):
        return {"left": at(t)["left"], "right": Foot(pitch=0.3 * at(t)["right"].pitch)}

    counted = [rep for rep in run(film(12.0, seen, yaw=yaw)).outcome().reps if rep.counted]
    assert {rep.side for rep in counted} <= {Side.UNKNOWN}


def test_one_foot_is_enough():
    both = film(12.0, raises(TIMES, SIDES), yaw=90.0)
    at = raises(TIMES, SIDES)
    one = film(12.0, lambda t: {"left": at(t)["left"]}, yaw=90.0)
    assert len(both) == len(one)
    assert [rep.counted for rep in run(one).outcome().reps] == [True] * 3


def test_a_body_that_comes_in_half_way_begins_no_second_count():
    feet = film(12.0, raises(TIMES, SIDES), yaw=0.0)
    # From the top of the second raise on somebody is seen standing, their feet where they are.
    body = [standing(p.t, size=p.size) if p.t > 6.3 else p for p in feet]
    session = run(body)
    found = session.outcome()
    counted = [rep for rep in found.reps if rep.counted]
    assert [rep.start_s for rep in counted] == pytest.approx(TIMES[:1], abs=0.5)
    assert len(found.sets) == 1
    assert session.found


def test_a_body_that_is_made_up_elsewhere_is_not_believed():
    feet = film(12.0, raises(TIMES, SIDES), yaw=0.0)
    made_up = standing(height=150.0, foot=(120.0, 200.0))
    poses = [replace(made_up, t=p.t, feet=p.feet) for p in feet]
    session = run(poses)
    assert sum(rep.counted for rep in session.outcome().reps) == 3
    assert session.feet_only > 0.9 * session.frames


def body_at(pose, height=380.0, foot=(320.0, 400.0)):
    """Somebody who stands where feet are seen."""
    return replace(standing(size=pose.size, height=height, foot=foot), t=pose.t, feet=pose.feet)


def test_a_body_that_comes_and_goes_does_not_end_what_the_feet_count():
    feet = film(12.0, raises(TIMES, SIDES), yaw=0.0)
    # Made up for 0.7 s of each 1.4 s.
    session = run([body_at(p) if p.t > 1.0 and p.t % 1.4 < 0.7 else p for p in feet])
    assert sum(rep.counted for rep in session.outcome().reps) == 3
    assert session.feet_only > 0.9 * session.frames


def test_a_body_that_is_lost_for_a_moment_does_not_leave_it_to_the_feet():
    feet = film(6.0, lambda _: dict.fromkeys(SIDES, Foot()))
    session = run([body_at(p) if p.t < 2.0 or p.t > 2.8 else p for p in feet])
    assert session.feet_only == 0


@pytest.mark.parametrize(("height", "believed"), [(380.0, True), (220.0, False)])
def test_a_body_whose_feet_are_far_too_small_is_not_believed(height, believed):
    feet = film(3.0, lambda _: dict.fromkeys(SIDES, Foot()))
    foot = (320.0, 400.0)
    assert (run([body_at(p, height, foot) for p in feet]).feet_only == 0) is believed


@pytest.mark.parametrize(("shoulders", "believed"), [(0.82, True), (0.6, False)])
def test_a_body_that_is_pressed_into_the_picture_is_not_believed(shoulders, believed):
    # Head and chest are cut off: hips and feet are where they are, the trunk is a third of a shank.
    feet = film(3.0, lambda _: dict.fromkeys(SIDES, Foot()))
    body = standing(size=feet[0].size, height=380.0, foot=(320.0, 400.0))
    body.landmarks[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 1] = 400.0 - 380.0 * shoulders
    session = run([replace(body, t=p.t, feet=p.feet) for p in feet])
    assert (session.feet_only == 0) is believed


def test_guessed_shoulders_have_to_be_as_high_as_shoulders_are():
    feet = film(3.0, lambda _: dict.fromkeys(SIDES, Foot()))
    # Hips at the picture's upper edge: the trunk is .67 of a shank, all of it outside the picture.
    body = standing(size=feet[0].size, height=750.0, foot=(320.0, 400.0))
    body.landmarks[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 1] = -119.0
    assert run([replace(body, t=p.t, feet=p.feet) for p in feet]).feet_only


def test_an_exercise_that_feet_do_not_tell_says_so():
    kind = example()
    session = Session(Options(exercise=kind.id), kind)
    for k in range(60):
        session.push(lone_feet(k / 30, dict.fromkeys(SIDES, Foot())))
    assert not session.whole
    assert session.missing.most_common(1)[0][0] == WHY


CRAFTED = {
    "known without error": lambda points, _: points[..., 2:5].fill(0),
    "all in one place": lambda points, _: points.fill(0),
    "negative errors": lambda points, _: points[..., 2:5].fill(-1),
    "far away": lambda points, _: points.fill(9e6),
    "anywhere": lambda points, rng: np.copyto(points, rng.uniform(-1e4, 1e4, points.shape)),
}


@pytest.mark.parametrize("how", CRAFTED)
@pytest.mark.parametrize("exercise", ["heel-raise", "ankle-circle", "toe-walk", "heel-to-toe"])
@pytest.mark.parametrize("lone", [True, False])
def test_a_recording_may_claim_anything_of_feet(how, exercise, lone):
    rng = np.random.default_rng(0)
    bodies = Script().stand(1.5).raises([Rep()], "both").stand(1.0).film(Camera(yaw=90.0))
    lone_ones = film(bodies[-1].t, raises((1.5,), SIDES), yaw=90.0)
    poses = []
    for body, pose in zip(bodies, lone_ones, strict=False):
        points = pose.feet.points.copy()
        CRAFTED[how](points, rng)
        feet = replace(pose.feet, points=points)
        poses.append(replace(pose if lone else body, t=pose.t, feet=feet))
    run(poses, exercise, height_cm=170).outcome()
