"""Heel-to-toe walking with only the feet in the picture: what is counted, what is not, and why."""

from dataclasses import replace

import pytest

from formcheck.exercises.heel_to_toe_alone import HIDES, OVERLAP, TOO_FEW, TOO_LONG
from formcheck.exercises.registry import exercise
from formcheck.exercises.results import Side, Verdict
from formcheck.motion.feet_only import WHY
from formcheck.options import Options
from formcheck.session import Session
from tests.support.lone_feet import SIDES, Foot, bump, film, raises, ramp

STEP_S, SWING_S, FIRST, STEPS = 0.9, 0.6, 2.0, 5
LANDED = [FIRST + k * STEP_S + SWING_S for k in range(STEPS)]
END = LANDED[-1] + 1.5


def walks(way=1.05, *, aside=0.05, pitch=0.0, steps=STEPS, hide=False, back=1.0):
    """Feet of somebody who walks: the right foot first, each `way` foot lengths past the other."""

    def at(t):
        feet = {}
        for number, side in enumerate(SIDES):
            begins = [FIRST + k * STEP_S for k in range(steps) if k % 2 != number]
            gone = sum(ramp((t - begin) / SWING_S) for begin in begins)
            up = max((bump((t - begin) / SWING_S) for begin in begins), default=0.0)
            along = back * (way * (2.0 * gone + (number == 0)) - way * steps / 2)
            feet[side] = Foot(pitch=pitch + 12 * up, up=0.15 * up, along=along, aside=aside)
        if hide and abs(feet["left"].along - feet["right"].along) < 0.5:
            del feet["left"]
        return feet

    return at


def run(at, *, seconds=END, yaw=90.0, fps=30.0, change=None, **options):
    session = Session(Options(exercise="heel-to-toe", **options))
    for pose in film(seconds, at, yaw=yaw, fps=fps):
        if change:
            change(pose)
        session.push(pose)
    session.finish()
    return session


def reasons(session):
    return {one.why for one in session.outcome().not_counted}


@pytest.mark.parametrize("yaw", [90.0, -90.0, 55.0, 120.0])
@pytest.mark.parametrize("fps", [15.0, 30.0])
def test_steps_are_counted_by_the_feet(yaw, fps):
    found = run(walks(), yaw=yaw, fps=fps).outcome()
    assert [rep.start_s for rep in found.reps] == pytest.approx(LANDED, abs=0.15)
    assert [rep.side for rep in found.reps] == [Side(SIDES[(k + 1) % 2]) for k in range(STEPS)]
    assert found.sets[0].reps == STEPS


def test_nothing_is_judged_of_them_and_it_says_why():
    session = run(walks())
    found = session.outcome()
    for rep in found.reps:
        assert {f.verdict for f in rep.findings} == {Verdict.NOT_ASSESSED}
        assert {f.reason for f in rep.findings} == {WHY}
        assert {n for n, one in rep.measures.items() if one.value is not None} <= {"step_s"}
        assert rep.measures["gap"].reason == WHY
    assert [r.measures["step_s"].value for r in found.reps[1:]] == pytest.approx(
        [STEP_S] * (STEPS - 1), abs=0.1
    )
    figures = found.sets[0].measures
    told = {name for name, one in figures.items() if one.value is not None}
    assert told == {"walk_s", "cadence", "step_s"}
    assert figures["best_in_a_row"].reason == WHY
    assert found.sets[0].drawing is None
    assert session.status.drawings == ()
    assert set(session.status.not_assessed) == {c.name for c in exercise("heel-to-toe").checks}


def test_a_foot_that_is_hidden_while_the_other_one_passes():
    reps = run(walks(hide=True)).outcome().reps
    assert [rep.start_s for rep in reps] == pytest.approx(LANDED, abs=0.15)


def test_which_foot_is_called_the_left_one_does_not_matter():
    def swap(pose):
        if int(pose.t / 0.4) % 2:
            pose.feet.points[:] = pose.feet.points[::-1].copy()
            pose.feet.about[:] = pose.feet.about[::-1].copy()

    assert len(run(walks(), change=swap).outcome().reps) == STEPS


def test_feet_that_cannot_be_told_apart_make_steps_of_no_known_side():
    def unsure(pose):
        pose.feet.about[:, 1] = 0.6

    reps = run(walks(), change=unsure).outcome().reps
    assert len(reps) == STEPS
    assert {rep.side for rep in reps} == {Side.UNKNOWN}


@pytest.mark.parametrize("yaw", [90.0, 55.0])
@pytest.mark.parametrize(("seen_from", "steps"), [(FIRST, STEPS), (LANDED[0], STEPS - 1)])
def test_a_first_step_is_told_by_a_foot_that_is_seen_to_come_past(seen_from, steps, yaw):
    """Else it may have stood there all the time, and was not seen."""
    at = walks()

    def late(t):
        return {side: foot for side, foot in at(t).items() if side == "left" or t >= seen_from}

    reps = run(late, yaw=yaw).outcome().reps
    assert [rep.start_s for rep in reps] == pytest.approx(LANDED[STEPS - steps :], abs=0.15)


@pytest.mark.parametrize("fps", [15.0, 30.0])
def test_a_foot_that_comes_down_heel_first_is_looked_at_for_a_moment(fps):
    """Its points lie beside the line at first."""
    at = walks()

    def heel_first(t):
        feet = at(t)
        for k, landed in enumerate(LANDED):
            if landed <= t < landed + 0.4:
                side = SIDES[(k + 1) % 2]
                feet[side] = replace(feet[side], up=0.3 * (1 - ramp((t - landed) / 0.4)))
        return feet

    reps = run(heel_first, fps=fps).outcome().reps
    assert [rep.start_s for rep in reps] == pytest.approx(LANDED, abs=0.2)


def test_a_step_that_the_recording_ends_with():
    reps = run(walks(), seconds=LANDED[-1] + 0.2).outcome().reps
    assert len(reps) == STEPS


def test_there_and_back_are_two_walks_of_one_set():
    there, back = walks(), walks(back=-1.0)
    found = run(lambda t: there(t) if t < END else back(t - END), seconds=2 * END).outcome()
    assert [rep.start_s for rep in found.reps] == pytest.approx(LANDED, abs=0.15)


@pytest.mark.parametrize("yaw", [0.0, 12.0, 180.0])
def test_from_the_front_and_from_behind_one_foot_hides_the_other(yaw):
    session = run(walks(), yaw=yaw)
    assert session.outcome().reps == ()
    assert reasons(session) <= {HIDES}


def test_it_says_that_one_foot_hides_the_other():
    assert reasons(run(walks(), yaw=15.0)) == {HIDES}


@pytest.mark.parametrize("way", [2.0, 2.6])
def test_ordinary_steps_are_too_long(way):
    session = run(walks(way))
    assert session.outcome().reps == ()
    assert TOO_LONG in reasons(session)


@pytest.mark.parametrize("yaw", [60.0, 90.0])
@pytest.mark.parametrize(("way", "aside", "pitch"), [(0.6, 0.3, 25.0), (0.7, 0.2, 0.0)])
def test_feet_that_pass_side_by_side_make_no_steps(way, aside, pitch, yaw):
    session = run(walks(way, aside=aside, pitch=pitch), yaw=yaw)
    assert session.outcome().reps == ()
    assert reasons(session) <= {OVERLAP, TOO_FEW}


def test_obliquely_feet_apart_are_not_on_one_line():
    session = run(walks(1.1, aside=0.35), yaw=50.0)
    assert session.outcome().reps == ()
    assert OVERLAP in reasons(session)


def test_backwards_is_no_step():
    assert run(walks(back=-1.0)).outcome().reps == ()


def test_two_steps_are_no_walk():
    session = run(walks(steps=2))
    assert session.outcome().reps == ()
    assert reasons(session) == {TOO_FEW}


def test_one_foot_alone_makes_no_steps():
    at = walks()
    assert run(lambda t: {"left": at(t)["left"]}).outcome().reps == ()


@pytest.mark.parametrize("yaw", [45.0, 90.0])
@pytest.mark.parametrize("ahead", [0.9, 1.6])
def test_a_foot_that_taps_makes_no_steps(ahead, yaw):
    def taps(t):
        up = bump((t % 1.0) / 0.4)
        place = ahead * ramp((t % 2.0) / 0.4) * (1 - ramp((t % 2.0 - 1.0) / 0.4))
        return {"left": Foot(up=0.1 * up, along=place), "right": Foot()}

    assert run(taps, seconds=10.0, yaw=yaw).outcome().reps == ()


@pytest.mark.parametrize("working", [SIDES, ("left",)])
def test_raises_are_no_steps(working):
    assert run(raises((2.0, 5.0), working), seconds=8.0).outcome().reps == ()
