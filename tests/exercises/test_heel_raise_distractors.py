"""What looks like a heel raise and is none: nothing is counted, from anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.options import Options
from formcheck.session import Session
from tests.support.properties import few
from tests.support.sessions import run, watch
from tests.support.simulate import Camera, Rep, Script


def on_one_leg():
    """Stand on one leg, then on the other, without raising a heel."""
    script = Script().stand(1.5)
    for side in ("left", "right", "left", "right"):
        script.raises([], side).stand(0.5)
    return script


MOVEMENTS = {
    "standing": Script().stand(10),
    "swaying": Script().sway(15, 0.02, 4.0),
    "knee bends of 3 cm": Script().stand().dips(3, 0.03).stand(),
    "knee bends of 5 cm": Script().stand().dips(3, 0.05).stand(),
    "knee bends of 8 cm": Script().stand().dips(3, 0.08).stand(),
    "quick knee bends": Script().stand().dips(4, 0.05, 0.9).stand(),
    "slow knee bends": Script().stand().dips(3, 0.05, 3.0).stand(),
    "knee bends at once": Script().dips(4, 0.05).stand(),
    "squats": Script().stand().squats(3).stand(),
    "shallow squats": Script().stand().squats(3, 0.15, 2.0).stand(),
    "bowing": Script().stand().bow(2).stand(),
    "bowing quickly": Script().stand().bow(2, 60, 1.5).stand(),
    "nodding": Script().stand().bow(3, 15, 1.5).stand(),
    "weight shifts": Script().stand().shift(4).stand(),
    "wide weight shifts": Script().stand().shift(4, 0.10, 1.6).stand(),
    "marching": Script().stand().march(8).stand(),
    "marching high": Script().stand().march(8, 0.35, 0.6).stand(),
    "one leg and the other": on_one_leg(),
    "hops": Script().stand().hop(3).stand(),
    "high hops": Script().stand().hop(3, 0.20).stand(),
    "a chair": Script().on_chair().stand_up().stand().sit_down().on_chair().stand_up().stand(),
    "turning round": Script().stand().turn(180).stand().turn(0).stand(),
    "walking in and out": Script(away=2.5).stand(0.5).walk(2.5).stand().turn(180).walk(2.5),
    "walking across": Script(yaw=90, x=1.2).stand(0.3).walk(2.4).stand(0.3),
    "strolling across": Script(yaw=90, x=1.2).stand(0.3).walk(2.4, 0.4, 0.4).stand(0.3),
}


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("movement", MOVEMENTS)
def test_it_is_not_counted(movement, yaw):
    ran = watch(MOVEMENTS[movement], yaw, noise_px=0.5, fps=16, seed=3)
    assert [(r.start_s, r.measures["peak_heel_lift"].value) for r in ran.counted] == []


@pytest.mark.parametrize("width_m", [0.06, 0.10])
@pytest.mark.parametrize("yaw", [45, 60, 90, -45, -60, -90])
def test_weight_shifted_towards_a_camera_near_the_floor_is_not_counted(yaw, width_m):
    """What comes nearer to it is drawn higher, by as much as in a raise."""
    camera = Camera(yaw=yaw, height=0.4, distance=2.3, focal=500)
    poses = Script().stand().shift(4, width_m, 2.4).film(camera, fps=16, noise_px=0.5, seed=3)
    assert not run(poses).counted


def test_strolling_towards_the_camera_is_not_counted():
    script = Script(away=2.0).stand(0.5).walk(2.0, 0.4, 0.35).stand(1.0)
    assert not watch(script, fps=12, noise_px=0.5, seed=3).counted


@few
@given(
    st.floats(0.01, 0.15), st.floats(0.8, 4.0), st.sampled_from([0, 30, 60, 90, 135, 180]),
    st.sampled_from([8, 15, 30, 60]), st.integers(0, 99),
)  # fmt: skip
def test_no_knee_bend_is_counted(depth, seconds, yaw, fps, seed):
    script = Script().stand(1.0).dips(3, depth, seconds).stand(1.0)
    assert not watch(script, yaw, fps=fps, noise_px=0.4, seed=seed).counted


@few
@given(
    st.floats(0.3, 1.5), st.floats(0.3, 0.7), st.integers(0, 11), st.sampled_from([10, 30]),
)  # fmt: skip
def test_no_walk_is_counted(speed, step, direction, fps):
    yaw = 30 * direction - 180
    script = Script(yaw=yaw).stand(0.5).walk(1.0, speed, step).stand(1.0)
    assert not watch(script, fps=fps, noise_px=0.4).counted


@pytest.mark.parametrize("noise_px", [0.0, 0.5])
@pytest.mark.parametrize("side", ["both", "left"])
def test_a_whole_session_counts_its_raises_only(side, noise_px):
    script = (
        Script(away=2.0)
        .walk(2.0)
        .stand(2)
        .dips(1)
        .stand(1)
        .raises([Rep()] * 3, side)
        .stand(2)
        .march(3)
        .shift(1)
        .stand(2)
        .raises([Rep()] * 2, side)
        .stand(1)
        .bow(1)
        .turn(180)
        .walk(2.0)
    )
    ran = watch(script, noise_px=noise_px)
    assert len(ran.counted) == 5
    for rep, true in zip(ran.counted, script.truth(), strict=True):
        assert rep.start_s == pytest.approx(true.start, abs=0.15)
        assert rep.side.value == side


@pytest.mark.parametrize("noise_px", [0.0, 0.5])
@pytest.mark.parametrize(("first", "then"), [(0, 180), (45, -135), (90, -90), (0, 90)])
def test_turning_inside_a_set_keeps_it_one_set(first, then, noise_px):
    script = (
        Script(yaw=first)
        .stand(1.5)
        .raises([Rep()] * 3)
        .turn(then, 1.5)
        .stand(0.8)
        .raises([Rep()] * 3)
        .stand()
    )
    ran = watch(script, noise_px=noise_px)
    assert [s.reps for s in ran.outcome.sets] == [6]
    views = [rep.view for rep in ran.counted]
    assert len(set(views[:3])) == len(set(views[3:])) == 1
    assert views[0] != views[-1]


def test_what_was_not_counted_is_told_with_the_reason():
    ran = watch(Script().stand().squats(3).stand(), 90)
    told = ran.outcome.not_counted
    assert sum(one.times for one in told) >= 3
    assert all(one.why and len(one.at_s) == one.times for one in told)


def test_somebody_getting_up_lifts_no_heel_by_more_than_a_foot_can():
    session = Session(Options())
    heights = []
    for pose in Script().stand().squats(3).stand().film(Camera(yaw=90), fps=20):
        session.push(pose)
        heights.append(session.status.height)
    assert None in heights
    assert max(h for h in heights if h is not None) <= 85
