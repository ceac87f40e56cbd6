"""Circles of somebody who lies: counted by the foot that moves, and nothing else is claimed."""

from dataclasses import replace

import pytest

from formcheck.exercises.drawings import ClockTrace
from formcheck.exercises.results import Side, Verdict
from formcheck.motion.circle_measures import LYING_WHY
from formcheck.options import Options
from formcheck.pose.types import Pose
from formcheck.session import Session
from tests.support.circles import Circle, Circler
from tests.support.simulate import Camera

CAMERA = Camera()
FOOT_PX = 0.258 * CAMERA.focal / CAMERA.distance


def by_motion(poses, side="left"):
    """The same, with the flow of one foot as it is where no landmark is on it."""
    out = []
    for pose in poses:
        extra = dict(pose.extra)
        if "flow_s" in extra:
            x, y = extra[f"flow_x_{side}"], extra[f"flow_y_{side}"]
            both = {f"flow_{a}_{s}": v for s in ("left", "right") for a, v in (("x", x), ("y", y))}
            extra = {**both, "flow_s": extra["flow_s"], "flow_foot_px": FOOT_PX}
        out.append(replace(pose, extra=extra))
    return out


def run(poses, **options):
    session = Session(Options(exercise="ankle-circle", **options))
    for pose in poses:
        session.push(pose)
    session.finish()
    return session.outcome()


@pytest.fixture(scope="module")
def filmed():
    return by_motion(Circler().stand(1.0).circles([Circle()] * 5).stand(1.0).film(CAMERA))


def test_they_are_counted_once_though_both_feet_have_the_flow(filmed):
    found = run(filmed)
    assert sum(rep.counted for rep in found.reps) == 5
    assert {rep.side for rep in found.reps} == {Side.UNKNOWN}
    assert len(found.sets) == 1


def test_nothing_else_is_claimed(filmed):
    found = run(filmed)
    for rep in found.reps:
        assert rep.direction == "not assessed"
        assert {f.verdict for f in rep.findings} == {Verdict.NOT_ASSESSED}
        assert {f.reason for f in rep.findings} == {LYING_WHY}
        assert all(m.value is None and m.reason == LYING_WHY for m in rep.measures.values())
    assert all(m.value is None for m in found.sets[0].measures.values())


def test_no_path_and_no_direction_is_shown_meanwhile(filmed):
    session = Session(Options(exercise="ankle-circle"))
    shown = []
    for pose in filmed:
        session.push(pose)
        shown += session.status.drawings
    clocks = [d for d in shown if isinstance(d, ClockTrace)]
    assert clocks
    assert not any(clock.known or clock.points for clock in clocks)


def test_a_side_that_was_given_is_kept(filmed):
    found = run(filmed, side="right")
    assert sum(rep.counted for rep in found.reps) == 5
    assert {rep.side for rep in found.reps} == {Side.RIGHT}


def test_they_are_counted_where_the_body_is_lost_for_a_while(filmed):
    lost = [
        replace(Pose.nobody(pose.t, pose.size), extra=pose.extra) if 4.0 < pose.t < 7.0 else pose
        for pose in filmed
    ]
    assert sum(rep.counted for rep in run(lost).reps) == 5


def test_feet_that_are_but_pointed_and_pulled_up_make_no_circles():
    pumps = Circler().stand(1.0).circles([Circle(seconds=1.6, aside=0.0)] * 6).stand(1.0)
    assert not any(rep.counted for rep in run(by_motion(pumps.film(CAMERA))).reps)
