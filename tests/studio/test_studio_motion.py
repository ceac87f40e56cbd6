"""Feet stay planted, faults come out as asked, truth agrees with itself. No drawing here."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="the studio's extra is not installed")
pytest.importorskip("anny", reason="the studio's extra is not installed")

from samples.studio import judge, truth
from samples.studio.body import SIDES, make_body
from samples.studio.camera import view_of
from samples.studio.feet import foot_shape
from samples.studio.motions import MOTIONS, perform
from samples.studio.motions.base import draw_actor
from samples.studio.people import find_person
from samples.studio.solve import solve

FPS = 30


@pytest.fixture(scope="module")
def actor():
    body = make_body(find_person("ana"))
    feet = {s: foot_shape(body, s) for s in SIDES}
    return draw_actor(body, feet, np.random.default_rng(1))


def play(actor, motion, seconds, **options):
    t = np.arange(int(seconds * FPS)) / FPS
    done = perform(motion, actor, t, np.random.default_rng(3), **options)
    skeleton = solve(actor.body, actor.feet, done.track)
    points = truth.joints(actor.body, actor.feet, skeleton)
    measured = truth.angles(actor.feet, done.track, points)
    scene = judge.Scene(t, points, measured, actor.feet["L"].length * 100)
    reps, _ = judge.judge(done, scene)
    return done, points, measured, reps


def test_a_body_is_as_tall_as_asked_and_stands_on_the_floor(actor):
    y = actor.body.parts["body"].vertices[:, 1]
    assert y.min() == pytest.approx(0, abs=1e-6)
    assert y.max() == pytest.approx(1.65, abs=1e-4)
    assert 0.13 < actor.feet["L"].length / 1.65 < 0.17


def test_both_feet_rise_on_balls_that_do_not_slide(actor):
    _, points, measured, reps = play(actor, "heel-raise", 13, reps=3)
    for s in SIDES:
        for p in ("ball", "big_toe"):
            assert np.ptp(points[f"{p}.{s}"], axis=0).max() < 0.006
    assert len(reps) == 3
    assert all(r["counted"] for r in reps)
    assert not any(f["fault"] for r in reps for f in r["faults"].values())
    assert reps[0]["start_s"] < reps[0]["peak_s"] < reps[0]["end_s"] <= reps[1]["start_s"]
    lift = np.max(measured["heel_height_cm.L"])
    assert lift == pytest.approx(reps[0]["measures"]["peak_heel_lift_cm"], rel=0.2)
    assert measured["heel_height_cm.L"][0] == pytest.approx(0, abs=0.2)


def test_legs_keep_their_length(actor):
    _, points, _, _ = play(actor, "heel-raise", 13, reps=3, side="left")
    for s in SIDES:
        shank = np.linalg.norm(points[f"knee.{s}"] - points[f"ankle.{s}"], axis=1)
        assert np.ptp(shank) < 0.004


def test_single_leg_keeps_the_other_foot_off_the_floor(actor):
    _, _, measured, reps = play(actor, "heel-raise", 13, reps=3, side="right")
    assert {r["side"] for r in reps} == {"right"}
    assert min(r["measures"]["other_foot_clearance_cm"] for r in reps) > 1
    assert measured["heel_height_cm.R"].max() > 5


@pytest.mark.parametrize(
    "kind",
    ["low_raise", "too_fast", "dropped_heel", "knee_pumping", "trunk_lean",
     "trunk_lean_lateral", "foot_misaligned", "heel_not_down"],
)  # fmt: skip
def test_a_fault_that_is_asked_for_comes_on_its_repetition_alone(actor, kind):
    faults = ({"kind": kind, "reps": [2]},)
    _, _, _, reps = play(actor, "heel-raise", 16, reps=4, faults=faults)
    found = [[k for k, f in r["faults"].items() if f["fault"]] for r in reps]
    assert kind in found[1]
    assert not any(found[i] for i in (0, 2, 3)), found


def test_the_lifted_foot_touches_when_asked_to(actor):
    faults = ({"kind": "other_foot_down", "reps": [2]},)
    _, _, _, reps = play(actor, "heel-raise", 13, reps=3, side="left", faults=faults)
    assert [r["faults"]["other_foot_down"]["fault"] for r in reps] == [False, True, False]


def test_a_partial_raise_is_not_counted(actor):
    faults = ({"kind": "partial", "reps": [2]},)
    _, _, _, reps = play(actor, "heel-raise", 13, reps=3, faults=faults)
    assert [r["counted"] for r in reps] == [True, False, True]


def test_no_hold_is_judged_only_where_a_hold_was_prescribed(actor):
    tempo = (1.2, 2.0, 1.2, 0.4)
    faults = ({"kind": "no_hold", "reps": [1]},)
    _, _, _, reps = play(actor, "heel-raise", 14, reps=2, tempo=tempo, hold=1.5, faults=faults)
    assert [r["faults"]["no_hold"]["fault"] for r in reps] == [True, False]
    _, _, _, reps = play(actor, "heel-raise", 14, reps=2, tempo=tempo)
    assert "no_hold" not in reps[0]["faults"]


@pytest.mark.parametrize("motion", sorted(set(MOTIONS) - {"heel-raise"}))
def test_other_motions_are_whole_and_distractors_hold_no_repetition(actor, motion):
    done, points, _, _ = play(actor, motion, 8)
    if done.exercise == "none":
        assert done.units == []
    for name, p in points.items():
        assert np.isfinite(p).all(), name
    steps = np.linalg.norm(np.diff(points["hip.L"], axis=0), axis=1)
    assert steps.max() < 0.12  # nobody jumps


def test_motions_are_the_same_from_the_same_seed(actor):
    a = play(actor, "heel-raise", 5, reps=1)[1]["hip.L"]
    b = play(actor, "heel-raise", 5, reps=1)[1]["hip.L"]
    assert np.array_equal(a, b)


def test_an_unknown_motion_is_named():
    with pytest.raises(KeyError, match="no motion 'hop'"):
        perform("hop", None, None, None)


@pytest.mark.parametrize(
    ("yaw", "view"),
    [(0, "front"), (-25, "front"), (90, "left"), (-80, "right"), (178, "back"), (-170, "back"),
     (45, "oblique-front"), (-135, "oblique-back"), (360, "front")],
)  # fmt: skip
def test_views_are_named_from_the_yaw(yaw, view):
    assert view_of(yaw) == view


def test_somebody_walks_in_short_steps_with_both_feet_down_in_between(actor):
    short = {"start": -0.6, "stop": 0.6, "stride": 0.3, "step_s": 0.7, "lands": 0.68}
    done, points, _, _ = play(actor, "walk-through", 5, **short)
    feet, t = done.track.feet, done.track.t
    walks = (t > 1.1) & (t < 3.2)  # a step past the first, and before the last
    both = feet["L"].planted & feet["R"].planted & walks
    assert done.units == []
    apart = np.abs(points["ball.L"][both, 2] - points["ball.R"][both, 2])
    assert apart == pytest.approx(0.3, abs=0.03)
    assert both.sum() / walks.sum() == pytest.approx(1 - short["lands"], abs=0.07)
