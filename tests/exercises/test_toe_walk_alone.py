"""Toe walking with only the feet in the picture: what is counted, what is not, and why."""

import pytest

from formcheck.exercises.registry import exercise
from formcheck.exercises.results import Side, Verdict
from formcheck.exercises.toe_walk_alone import HIDES, WALKS_ON
from formcheck.exercises.toe_walk_walks import NOT_SEEN_UP
from formcheck.motion.feet_only import WHY
from formcheck.options import Options
from formcheck.session import Session
from tests.support.lone_feet import SIDES, Foot, bump, film, raises, ramp

STEP_S, SWING_S = 0.55, 0.4
UP, FIRST, STEPS = 2.5, 3.2, 8
DOWN = FIRST + STEPS * STEP_S + 0.3
LANDED = [FIRST + k * STEP_S + SWING_S / 2 for k in range(STEPS)]


def walks(pitch=30.0, on=0.0):
    """Feet of somebody who rises, steps on the spot, and comes down; `on`: foot lengths a step."""

    def at(t):
        heels = pitch * (ramp((t - UP) / 0.4) - ramp((t - DOWN) / 0.4))
        feet = {}
        for number, side in enumerate(SIDES):
            middles = [FIRST + k * STEP_S for k in range(STEPS) if k % 2 == number]
            up = max((bump((t - m) / SWING_S + 0.5) for m in middles), default=0.0)
            forward = on * sum(ramp((t - m) / SWING_S + 0.5) for m in middles)
            feet[side] = Foot(pitch=heels + 10.0 * up, up=0.15 * up, forward=2.0 * forward)
        return feet

    return at


def run(poses, **options):
    session = Session(Options(exercise="toe-walk", **options))
    for pose in poses:
        session.push(pose)
    session.finish()
    return session


def reasons(session):
    return {one.why for one in session.outcome().not_counted}


@pytest.mark.parametrize("yaw", [0.0, -15.0, 50.0])
@pytest.mark.parametrize("fps", [15.0, 30.0])
def test_steps_on_the_spot_are_counted_by_the_feet(yaw, fps):
    reps = run(film(DOWN + 3.0, walks(), yaw=yaw, fps=fps)).outcome().reps
    assert [rep.start_s for rep in reps] == pytest.approx(LANDED, abs=0.15)
    assert [rep.side for rep in reps] == [Side(SIDES[k % 2]) for k in range(STEPS)]


def test_nothing_is_judged_of_them_and_it_says_why():
    session = run(film(DOWN + 3.0, walks()), stages_s=(20.0, 20.0))
    found = session.outcome()
    for rep in found.reps:
        assert {f.verdict for f in rep.findings} == {Verdict.NOT_ASSESSED}
        assert {f.reason for f in rep.findings} == {WHY}
        told = {name for name, one in rep.measures.items() if one.value is not None}
        assert told <= {"stance_s"}  # of the last one the end was not seen
    for stage in found.stages:
        assert [f.reason for f in stage.findings] == [WHY]
        assert stage.measures["seconds"].reason == WHY
    assert found.sets[0].measures["seconds"].value is None
    assert found.sets[0].measures["cadence"].value == pytest.approx(60 / STEP_S, rel=0.05)
    assert set(session.status.not_assessed) == {c.name for c in exercise("toe-walk").checks}


def test_feet_that_cannot_be_told_apart_make_steps_of_no_known_side():
    poses = film(DOWN + 3.0, walks())
    for pose in poses:
        pose.feet.about[:, 1] = 0.6
    reps = run(poses).outcome().reps
    assert len(reps) == STEPS
    assert {rep.side for rep in reps} == {Side.UNKNOWN}


def test_who_was_not_seen_up_marches():
    session = run(film(DOWN + 3.0, walks(pitch=0.0)))
    assert session.outcome().reps == ()
    assert NOT_SEEN_UP in reasons(session)


def test_from_the_side_one_foot_hides_the_other():
    session = run(film(DOWN + 3.0, walks(), yaw=90.0))
    assert session.outcome().reps == ()
    assert reasons(session) == {HIDES}


def test_who_walks_through_the_picture_is_not_followed():
    session = run(film(DOWN + 3.0, walks(on=0.35), yaw=50.0))
    assert len(session.outcome().reps) <= 2  # the first one or two, before they got anywhere
    assert WALKS_ON in reasons(session)


def test_one_foot_alone_makes_no_steps():
    at = walks()
    poses = film(DOWN + 3.0, lambda t: {"left": at(t)["left"]})
    assert run(poses).outcome().reps == ()


@pytest.mark.parametrize("working", [("left", "right"), ("left",)])
def test_raises_are_no_steps(working):
    assert run(film(12.0, raises((2.0, 5.0, 8.0), working))).outcome().reps == ()


def test_a_foot_that_is_hidden_while_the_other_one_passes_stays_where_it_is():
    at = walks()

    def hidden(t):
        """The right foot, while the left one swings."""
        feet = at(t)
        return feet if feet["left"].up < 0.03 else {"left": feet["left"]}

    reps = run(film(DOWN + 3.0, hidden, yaw=50.0)).outcome().reps
    assert [rep.start_s for rep in reps] == pytest.approx(LANDED, abs=0.15)
