"""What the judges say of steps and circles: the faults that were asked for, and no others."""

import itertools

import numpy as np
import pytest

pytest.importorskip("torch", reason="the studio's extra is not installed")
pytest.importorskip("anny", reason="the studio's extra is not installed")

from samples.studio import judge, truth
from samples.studio.body import SIDES, make_body
from samples.studio.feet import foot_shape
from samples.studio.motions import perform
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
    return done, points, *judge.judge(done, scene)


def fault(kind, reps, strength=1.0):
    return {"kind": kind, "reps": reps, "strength": strength}


def found(units):
    """(number from 1, fault) of every fault, and whether each value agrees with its verdict."""
    return {(i + 1, k) for i, u in enumerate(units) for k, f in u["faults"].items() if f["fault"]}


@pytest.mark.parametrize("name", ["straight", "out", "in"])
@pytest.mark.parametrize("length", [0.0, 2.2])
def test_a_good_toe_walk_has_no_fault(actor, name, length):
    _, _, steps, stages = play(actor, "toe-walk", 8, direction=name, length=length)
    assert len(steps) > 6
    assert found(steps) == set()
    assert {u["side"] for u in steps} == {"left", "right"}
    assert [s["name"] for s in stages] == [name]
    assert stages[0]["measures"]["steps"] == len(steps)
    assert stages[0]["measures"]["tiptoe_height"] == pytest.approx(31, abs=3)


def test_faults_of_toe_walking_are_on_the_steps_they_were_asked_for(actor):
    asked = (
        fault("heel_drop", [3], 0.15),
        fault("wrong_direction", [5], 28.0),
        fault("trunk_sway", [8], 15.0),
        fault("knees_bent", [10], 40.0),
    )
    _, _, steps, _ = play(actor, "toe-walk", 10, faults=asked)
    assert found(steps) == {
        (3, "heel_drop"), (5, "wrong_direction"), (8, "trunk_sway"), (10, "knees_bent"),
    }  # fmt: skip
    assert steps[2]["faults"]["heel_drop"]["value"] == steps[2]["measures"]["heel_share"]
    assert steps[4]["faults"]["wrong_direction"]["limit"] == 15.0


def test_stages_follow_one_another_with_rests_and_one_may_be_short(actor):
    stages = (("straight", 3.0), ("out", 3.0), ("in", 3.0))
    short = ({"kind": "stage_short", "stages": [2], "strength": 0.5},)
    _, points, steps, found_stages = play(actor, "toe-walk", 14, stages=stages, faults=short)
    assert [s["name"] for s in found_stages] == ["straight", "out", "in"]
    assert [s["faults"]["stage_short"]["fault"] for s in found_stages] == [False, True, False]
    for a, b in itertools.pairwise(found_stages):
        resting = int((a["end_s"] + b["start_s"]) / 2 * FPS)
        heel = points["heel.L"][resting][1], points["heel.R"][resting][1]
        assert max(heel) < 0.02
        assert b["start_s"] - a["end_s"] > 1
    for step in steps:
        stage = found_stages[step["stage_index"]]
        assert stage["start_s"] <= step["start_s"] < step["end_s"] <= stage["end_s"] + 1e-6


@pytest.mark.parametrize(("motion", "seconds"), [("toe-walk", 14), ("heel-to-toe", 16)])
def test_who_walks_turns_round_and_comes_back_without_sliding(actor, motion, seconds):
    done, points, units, _ = play(actor, motion, seconds, passes=2)
    along = (points["hip.L"] + points["hip.R"])[:, 2] / 2
    farthest = int(np.argmax(along))
    assert along[farthest] - along[0] > 1
    assert along[farthest] - along[-1] > 1
    assert any(u["turning"] for u in units)
    assert found(units) == set()
    for s in SIDES:
        down = done.track.feet[s].planted & (done.track.feet[s].pitch >= 0)  # not on the heel
        still = down[1:] & down[:-1]
        toe = np.linalg.norm(np.diff(points[f"big_toe.{s}"], axis=0), axis=1)
        assert toe[still].max() < 0.001


def test_a_good_tandem_walk_is_on_its_line_heel_to_toe(actor):
    _, _, steps, _ = play(actor, "heel-to-toe", 11)
    assert len(steps) > 7
    assert found(steps) == set()
    assert all(u["counted"] for u in steps)
    assert max(abs(u["measures"]["gap"]) for u in steps) < 8
    assert max(abs(u["measures"].get("line_offset", 0)) for u in steps) < 12


def test_faults_of_tandem_walking_are_on_the_steps_they_were_asked_for(actor):
    asked = (
        fault("gap", [2], 0.8), fault("off_line", [4], 0.35), fault("trunk_sway", [6], 15.0),
        fault("arms_up", [8], 90.0), fault("lost_balance", [10], 2.5), fault("too_fast", [12], 0.4),
    )  # fmt: skip
    _, _, steps, _ = play(actor, "heel-to-toe", 18, faults=asked)
    assert found(steps) == {
        (2, "gap"), (4, "off_line"), (6, "trunk_sway"), (8, "arms_up"), (10, "lost_balance"),
        (12, "too_fast"),
    }  # fmt: skip
    assert steps[3]["measures"]["line_offset"] < -20  # the left foot, outwards: to the left


def test_a_side_step_is_an_extra_contact_and_no_step(actor):
    _, _, steps, _ = play(actor, "heel-to-toe", 12, faults=(fault("side_step", [4], 0.8),))
    extra = [u for u in steps if u["extra"]]
    assert len(extra) == 1
    assert not extra[0]["counted"]
    assert extra[0]["faults"]["lost_balance"]["fault"]
    after = steps[steps.index(extra[0]) + 1]
    assert after["side"] == extra[0]["side"]
    assert after["counted"]
    assert "too_fast" not in after["faults"]


@pytest.mark.parametrize("posture", ["seated", "standing", "lying"])
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("direction", ["clockwise", "counter-clockwise"])
def test_circles_go_the_way_asked_by_the_body(actor, posture, side, direction):
    _, points, circles, _ = play(
        actor, "ankle-circle", 9, posture=posture, side=side, direction=direction, circles=2
    )
    assert found(circles) == set()
    assert [c["direction"] for c in circles] == [direction] * 2
    s = side[0].upper()
    c = circles[0]
    a, b = round(c["start_s"] * FPS), round(c["end_s"] * FPS)
    quarter = points[f"ball.{s}"][a + (b - a) // 4] - points[f"ball.{s}"][a + 3 * (b - a) // 4]
    # After pointed, clockwise goes to the person's right, which is -x in every posture.
    assert (quarter[0] < 0) == (direction == "clockwise")
    assert c["measures"]["turned"] == pytest.approx(360, abs=8)
    assert c["measures"]["coverage"] == 100
    assert c["measures"]["roundness"] > 0.6


def test_faults_of_circles_are_on_the_circles_they_were_asked_for(actor):
    asked = (
        fault("small_circle", [2], 0.4), fault("flat_circle", [3], 0.2),
        fault("leg_moving", [4], 16.0), fault("too_fast", [5], 1.1),
        fault("direction_change", [6]), fault("partial_circle", [7], 200.0),
    )  # fmt: skip
    _, _, circles, _ = play(actor, "ankle-circle", 24, circles=8, faults=asked)
    assert found(circles) == {
        (2, "small_circle"), (3, "flat_circle"), (4, "leg_moving"), (5, "too_fast"),
        (6, "direction_change"), (7, "partial_circle"), (8, "partial_circle"),
    }  # fmt: skip
    assert [c["counted"] for c in circles] == [True] * 6 + [False, False, True]
    assert circles[6]["measures"]["turned"] == pytest.approx(200, abs=10)


def test_sets_of_both_feet_follow_one_another(actor):
    sets = (("left", "clockwise", 2), ("right", "counter-clockwise", 2))
    done, points, circles, _ = play(actor, "ankle-circle", 15, sets=sets)
    assert done.side == "both"
    assert [(c["side"], c["direction"], c["set"]) for c in circles] == [
        ("left", "clockwise", 0), ("left", "clockwise", 0),
        ("right", "counter-clockwise", 1), ("right", "counter-clockwise", 1),
    ]  # fmt: skip
    first, second = (round(circles[i]["peak_s"] * FPS) for i in (0, 3))
    assert points["heel.L"][first][1] > points["heel.R"][first][1] + 0.03
    assert points["heel.R"][second][1] > points["heel.L"][second][1] + 0.03
