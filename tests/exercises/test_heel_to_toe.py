"""The heel-to-toe walk, on simulated walkers whose every step is known."""

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from formcheck.exercises.drawings import StepMap
from formcheck.exercises.events import Cue, RepFinished, RepStarted
from formcheck.exercises.results import Verdict
from formcheck.pose.landmarks import Landmark
from tests.support.properties import few
from tests.support.sessions import finding, run, value, verdict
from tests.support.simulate import Camera
from tests.support.tandem import Tandem, TandemStep, as_drawn

GOOD = TandemStep()
FAR = 4.5


def walker(steps, *, yaw=0.0, first="right", away=1.3):
    """Somebody who walks so: towards the camera at yaw 0, away from it at 180."""
    start = away if abs(yaw) < 60 else -away if abs(yaw) > 120 else 0.0
    x = 1.35 * np.sin(np.radians(yaw))
    script = Tandem(yaw=yaw, x=float(x), away=start).heel_to_toe(steps, first)
    return script.stand(1.0)


def watched(script, *, fps=30, noise_px=0.5, seed=1, **options):
    camera = Camera(distance=FAR)
    poses = script.film(camera, fps=fps, noise_px=noise_px, seed=seed)
    return run(map(as_drawn, poses), exercise="heel-to-toe", **options)


def with_one(number, step, count=10):
    """Good steps and one that is not, from 1."""
    return [step if i == number else GOOD for i in range(1, count + 1)]


@pytest.mark.parametrize("yaw", [0, 180, 90, -90, 40, -140])
@pytest.mark.parametrize("fps", [6, 15, 30, 60])
def test_every_step_is_counted_with_its_side(yaw, fps):
    script = walker([GOOD] * 10, yaw=yaw)
    ran = watched(script, fps=fps)
    assert [r.side.value for r in ran.counted] == [s.side for s in script.landed]
    for rep, true in zip(ran.counted, script.landed, strict=True):
        assert rep.start_s == pytest.approx(true.down, abs=0.45 if yaw == 180 else 0.25)
    assert len(ran.outcome.sets) == 1
    assert not [f for r in ran.reps for f in r.faults]


@settings(few, max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(
    st.builds(TandemStep, seconds=st.floats(0.7, 2.0), gap=st.floats(0.0, 0.25)),
    st.integers(4, 9),
    st.sampled_from([(0, 10), (180, 25), (90, 10), (-90, 25), (35, 10)]),
    st.sampled_from(["left", "right"]),
)
def test_any_walk_heel_to_toe(step, count, seen, first):
    yaw, fps = seen
    script = walker([step] * count, yaw=yaw, first=first)
    ran = watched(script, fps=fps, noise_px=0.4)
    assert len(ran.counted) == count
    for rep, true in zip(ran.counted, script.landed, strict=True):
        assert rep.side.value in (true.side, "unknown")


@pytest.mark.parametrize("yaw", [0, 180])
@pytest.mark.parametrize("right", [0.45, -0.45])
def test_off_line(yaw, right):
    ran = watched(walker(with_one(6, TandemStep(right=right)), yaw=yaw))
    found = [verdict(r, "off_line") for r in ran.counted]
    assert found[5] is Verdict.FAULT
    assert found.count(Verdict.FAULT) == 1
    assert value(ran.counted[5], "line_offset") == pytest.approx(100 * right, abs=6)
    others = [value(r, "line_offset") for i, r in enumerate(ran.counted) if i != 5]
    assert max(map(abs, others)) < 8
    assert ("right" if right > 0 else "left") in finding(ran.counted[5], "off_line").detail


@pytest.mark.parametrize("yaw", [90, -90])
def test_gap(yaw):
    ran = watched(walker(with_one(5, TandemStep(gap=0.9)), yaw=yaw))
    found = [verdict(r, "gap") for r in ran.counted]
    assert found[4] is Verdict.FAULT
    assert found.count(Verdict.FAULT) == 1
    assert value(ran.counted[4], "gap") == pytest.approx(90, abs=10)


@pytest.mark.parametrize("yaw", [0, 180])
def test_trunk_sway_belongs_to_the_step_after_which_it_comes(yaw):
    ran = watched(walker(with_one(5, TandemStep(sway=18)), yaw=yaw))
    assert [i for i, r in enumerate(ran.counted, 1) if r.faults] == [5]
    assert verdict(ran.counted[4], "trunk_sway") is Verdict.FAULT
    assert value(ran.counted[4], "trunk_sway") == pytest.approx(18, abs=3)


@pytest.mark.parametrize("yaw", [0, 180, 90, 40])
def test_arms_up(yaw):
    ran = watched(walker(with_one(4, TandemStep(arms=115)), yaw=yaw))
    assert [i for i, r in enumerate(ran.counted, 1) if r.faults] == [4]
    assert verdict(ran.counted[3], "arms_up") is Verdict.FAULT


@pytest.mark.parametrize("yaw", [0, 180, 90, 40])
def test_a_stop_is_lost_balance(yaw):
    ran = watched(walker(with_one(6, TandemStep(stop_s=3.0)), yaw=yaw))
    assert [i for i, r in enumerate(ran.counted, 1) if r.faults] == [5]
    assert verdict(ran.counted[4], "lost_balance") is Verdict.FAULT
    assert value(ran.counted[4], "pause_s") == pytest.approx(3.35, abs=0.5)


@pytest.mark.parametrize("yaw", [0, 180])
def test_a_foot_put_down_beside_the_line_is_lost_balance_and_no_step(yaw):
    script = walker(with_one(6, TandemStep(put_down=0.8)), yaw=yaw)
    ran = watched(script)
    assert len(ran.counted) == 10
    extra = [r for r in ran.reps if not r.counted]
    assert [verdict(r, "lost_balance") for r in extra] == [Verdict.FAULT]
    assert ran.counted[4].start_s < extra[0].start_s < ran.counted[5].start_s
    assert value(ran.counted[5], "line_offset") == pytest.approx(0, abs=8)
    assert ran.outcome.sets[0].partial == 1
    assert ran.outcome.sets[0].measures["best_in_a_row"].value == 5


@pytest.mark.parametrize("yaw", [0, 90])
def test_too_fast(yaw):
    steps = [GOOD] * 4 + [TandemStep(seconds=0.34)] * 3 + [GOOD] * 4
    ran = watched(walker(steps, yaw=yaw))
    assert len(ran.counted) == 11
    # The time of a step is off by up to 0.2-0.3 s (the benchmark's dev half): 0.34 s against a
    # limit of 0.5 s is left open, and never called right.
    told = [verdict(r, "too_fast") for r in ran.counted]
    assert told[4:7].count(Verdict.OK) <= 1
    assert Verdict.FAULT not in told[:4] + told[7:]


def test_what_a_view_cannot_tell_is_not_assessed():
    front = watched(walker([GOOD] * 6))
    side = watched(walker([GOOD] * 6, yaw=90))
    for ran, checks in ((front, ["gap"]), (side, ["off_line", "trunk_sway"])):
        for rep in ran.counted:
            for check in checks:
                assert verdict(rep, check) is Verdict.NOT_ASSESSED
                assert "view" in finding(rep, check).reason


def test_steps_in_a_row_and_what_scales_make_of_them():
    ran = watched(walker(with_one(8, TandemStep(right=0.5), 11)))
    measures = ran.outcome.sets[0].measures
    assert measures["best_in_a_row"].value == 7
    assert measures["last_in_a_row"].value == 3
    assert measures["fga_item_7"].value == 2
    assert measures["fab_interruptions"].value == 1
    assert measures["cadence"].value == pytest.approx(60, abs=3)
    drawing = ran.outcome.sets[0].drawing
    assert isinstance(drawing, StepMap)
    assert [mark.fault for mark in drawing.steps if mark.fault] == ["off_line"]
    assert drawing.in_a_row == 3


def test_it_is_told_while_walking():
    script = walker(with_one(6, TandemStep(right=0.5)))
    ran = watched(script)
    started = [e.start_s for e in ran.of(RepStarted)]
    assert len(started) == 10
    for event, true in zip(ran.of(RepFinished)[2:-1], script.landed[3:], strict=True):
        assert event.t == pytest.approx(true.down, abs=0.4)
    assert [e.check for e in ran.of(Cue)] == ["off_line"]


def test_there_and_back():
    there = Tandem(away=1.0).heel_to_toe([GOOD] * 7)
    script = there.change_to_standing().turn(180).heel_to_toe([GOOD] * 7).stand(1)
    ran = watched(script)
    assert 14 <= len(ran.counted) <= 15
    assert len(ran.outcome.sets) == 1
    assert ran.outcome.sets[0].measures["best_in_a_row"].value == pytest.approx(7, abs=1)
    assert {r.view.value for r in ran.counted} == {"front", "back"}


def test_out_of_sight_and_back():
    script = walker([GOOD] * 12).hide(6.2, 8.2)
    ran = watched(script)
    assert 8 <= len(ran.counted) <= 11
    assert not [f for r in ran.reps for f in r.faults]
    for rep in ran.counted:
        assert not 6.4 < rep.start_s < 8.2


@pytest.mark.parametrize("yaw", [0, 90])
def test_who_is_out_of_sight_while_standing_goes_on(yaw):
    script = walker(with_one(3, TandemStep(stop_s=3.0), 6), yaw=yaw)
    stop = script.landed[1].down
    ran = watched(script.hide(stop + 0.7, stop + 2.7))
    assert len(ran.counted) == 6
    assert [verdict(r, "lost_balance") for r in ran.counted].count(Verdict.FAULT) == 1


@pytest.mark.parametrize("yaw", [0, 90, 40])
def test_a_step_lasts_until_its_foot_leaves(yaw):
    script = walker([GOOD] * 8, yaw=yaw)
    ran = watched(script)
    for rep, after, left in zip(ran.counted, script.landed[1:], script.landed[2:], strict=False):
        assert rep.end_s >= after.down - 0.25
        assert rep.end_s == pytest.approx(left.down - 0.65, abs=0.35)
    assert ran.counted[-2].end_s == pytest.approx(ran.counted[-1].end_s, abs=0.1)


@pytest.mark.parametrize(("yaw", "check"), [(70, "gap"), (110, "gap"), (20, "trunk_sway")])
def test_near_the_border_of_a_view_nothing_is_said(yaw, check):
    """In few steps, of which the body alone tells from where it is seen."""
    ran = watched(walker([GOOD] * 4, yaw=yaw))
    assert len(ran.counted) == 4
    assert {verdict(rep, check) for rep in ran.counted} == {Verdict.NOT_ASSESSED}


@pytest.mark.parametrize("yaw", [60, 70, 80, 90, 110, -70, -100])
def test_the_way_tells_from_where_each_step_is_seen(yaw):
    """Somebody who goes past is seen from another side with each step."""
    camera, script = Camera(distance=FAR, focal=560.0), walker([GOOD] * 9, yaw=yaw)
    poses = list(map(as_drawn, script.film(camera, fps=30, noise_px=0.5, seed=1)))
    across = {p.t: (p.xy(Landmark.LEFT_HIP)[0] + p.xy(Landmark.RIGHT_HIP)[0]) / 2 for p in poses}
    said = []
    for rep in run(poses, exercise="heel-to-toe").counted:
        at = across[min(across, key=lambda t: abs(t - rep.start_s))]
        seen = yaw - np.degrees(np.arctan((at - camera.size[0] / 2) / camera.focal))
        off_square = abs(abs(seen) - 90)
        if off_square > 25:
            assert verdict(rep, "gap") is Verdict.NOT_ASSESSED
        elif off_square < 14:
            said.append(verdict(rep, "gap"))
    assert Verdict.NOT_ASSESSED not in said
    assert said or abs(yaw) == 60


def test_a_prescribed_number_ends_the_set():
    ran = watched(walker([GOOD] * 9), reps=5)
    assert ran.outcome.sets[0].reps == 5
    assert ran.outcome.sets[0].ended_by == "the prescribed steps were done"
