"""Steps that were not seen to land, or only seemed to: the body shows how far somebody came."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from formcheck.exercises import heel_to_toe_progress as progress
from formcheck.exercises import heel_to_toe_walk as walk_module
from formcheck.exercises.events import RepFinished
from formcheck.exercises.heel_to_toe_checks import UNSEEN
from formcheck.exercises.heel_to_toe_walk import Walk
from formcheck.exercises.results import Verdict
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from tests.exercises.test_heel_to_toe import FAR, GOOD, TandemStep, walker, with_one
from tests.support.sessions import run, verdict
from tests.support.simulate import Camera
from tests.support.tandem import as_drawn

PARTS = ("ANKLE", "HEEL", "TOE")


def lead(pose: Pose) -> float:
    """How much lower the left foot is in the picture, px."""
    left, right = (pose.xy(Landmark[f"{side}_ANKLE"])[1] for side in ("LEFT", "RIGHT"))
    return float(left - right)


def drawn(pose: Pose, lower: float) -> Pose:
    """The pose with the left foot so much lower than the right one."""
    landmarks = pose.landmarks.copy()
    off = (lower - lead(pose)) / 2
    for part in PARTS:
        landmarks[Landmark[f"LEFT_{part}"], 1] += off
        landmarks[Landmark[f"RIGHT_{part}"], 1] -= off
    return replace(pose, landmarks=landmarks)


def unmoved(poses: Iterable[Pose], start: float, end: float) -> Iterator[Pose]:
    """For that long neither foot comes ahead of the other."""
    stays = None
    for pose in poses:
        if start <= pose.t <= end:
            stays = lead(pose) if stays is None else stays
            yield drawn(pose, stays)
        else:
            yield pose


def swapped(poses: Iterable[Pose], start: float, end: float) -> Iterator[Pose]:
    """For that long the other foot seems to be ahead."""
    for pose in poses:
        yield drawn(pose, -lead(pose)) if start <= pose.t <= end else pose


def swaying(poses: Iterable[Pose], since: float, share: float) -> Iterator[Pose]:
    """From then on somebody comes nearer and goes back, once in 2 s, by a share of their size."""
    for pose in poses:
        landmarks = pose.landmarks.copy()
        grown = share * math.sin(math.pi * max(0.0, pose.t - since))
        hips = landmarks[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2].mean(axis=0)
        landmarks[:, :2] += grown * (landmarks[:, :2] - hips)
        yield replace(pose, landmarks=landmarks)


def film(script):
    return map(as_drawn, script.film(Camera(distance=FAR), fps=30, noise_px=0.5, seed=1))


def sides(landed):
    return [one.side for one in landed]


@pytest.mark.parametrize("yaw", [0, 180])
def test_a_landing_of_each_foot_that_was_missed_is_told_by_the_way(yaw):
    script = walker([GOOD] * 10, yaw=yaw)
    missed = script.landed[6].down
    ran = run(unmoved(film(script), missed - 0.9, missed + 1.1), exercise="heel-to-toe")
    assert [r.side.value for r in ran.counted] == sides(script.landed)
    for rep, true in zip(ran.counted, script.landed, strict=True):
        assert rep.start_s == pytest.approx(true.down, abs=0.5)


@pytest.mark.parametrize("yaw", [0, 180])
def test_a_wide_gap_is_one_step(yaw):
    ran = run(film(walker(with_one(6, TandemStep(gap=0.9)), yaw=yaw)), exercise="heel-to-toe")
    assert len(ran.counted) == 10


@pytest.mark.parametrize("yaw", [0, 180])
def test_the_last_landing_is_told_by_where_somebody_stands(yaw):
    script = walker([GOOD] * 9, yaw=yaw)
    last = script.landed[-1].down
    ran = run(unmoved(film(script), last - 0.9, last + 9.0), exercise="heel-to-toe")
    assert [r.side.value for r in ran.counted] == sides(script.landed)
    assert ran.counted[-1].start_s == pytest.approx(last, abs=0.5)
    assert [one.rep.index for one in ran.of(RepFinished)] == list(range(1, 10))
    assert [v for r in ran.counted for v in r.faults] == []
    # When it came down is known only about.
    assert verdict(ran.counted[-1], "too_fast") is Verdict.NOT_ASSESSED
    assert ran.counted[-1].measures["step_s"].reason == UNSEEN
    assert verdict(ran.counted[-2], "too_fast") is Verdict.OK


@pytest.mark.parametrize(("yaw", "share"), [(0, 0.02), (180, 0.01), (180, 0.02)])
def test_who_stands_may_sway(yaw, share):
    script = walker([GOOD] * 9, yaw=yaw).stand(1.2)
    last = script.landed[-1].down
    missed = unmoved(film(script), last - 0.9, last + 9.0)
    ran = run(swaying(missed, last + 0.5, share), exercise="heel-to-toe")
    assert [r.side.value for r in ran.counted] == sides(script.landed)


@pytest.mark.parametrize(
    ("ways", "count"),
    [
        ([1.0, 0.6, 0.7, 0.2, 0.7], 8),  # the foot of the last step is ahead: none was missed
        ([1.0, 0.9, 1.1, 0.8, 1.0], 9),  # each of the last says so: the feet are drawn wrongly
        ([-0.1, -0.5, -1.0, -1.0, -0.9], 8),
    ],
)
def test_the_foot_ahead_at_the_end_tells_whether_one_was_missed(monkeypatch, ways, count):
    monkeypatch.setattr(progress, "_to_the_end", lambda *_: ways)
    ran = run(film(walker([GOOD] * 8)), exercise="heel-to-toe")
    assert len(ran.counted) == count


def test_no_more_is_added_than_was_prescribed():
    script = walker([GOOD] * 9)
    last = script.landed[-1].down
    poses = unmoved(film(script), last - 0.9, last + 9.0)
    ran = run(poses, exercise="heel-to-toe", reps=8)
    assert len(ran.counted) == 8
    assert len(ran.outcome.sets) == 1


@pytest.mark.parametrize("yaw", [0, 180])
def test_who_stands_takes_no_last_step(yaw):
    script = walker([GOOD] * 8, yaw=yaw).stand(1.5)
    last = script.landed[-1].down
    ran = run(swapped(film(script), last + 1.0, last + 9.0), exercise="heel-to-toe")
    assert [r.side.value for r in ran.counted] == sides(script.landed)
    assert verdict(ran.counted[-1], "lost_balance") is Verdict.NOT_ASSESSED


@pytest.mark.parametrize("yaw", [0, 180])
def test_who_stands_takes_no_first_step(yaw):
    script = walker([GOOD] * 8, yaw=yaw)
    ran = run(swapped(film(script), 0.2, 0.9), exercise="heel-to-toe")
    assert [r.side.value for r in ran.counted] == sides(script.landed)


def test_nor_does_a_foot_that_seems_to_lead_by_more_for_a_moment(monkeypatch):
    """It was doubted, and taken up with the walk."""
    script = walker([GOOD] * 8)
    why_not, doubted = Walk.why_not, []

    def doubts_once(walk, limits):
        if len(walk.steps) == 3 and not doubted:
            doubted.append(walk.steps[0])
            return "doubted"
        return why_not(walk, limits)

    monkeypatch.setattr(Walk, "why_not", doubts_once)
    monkeypatch.setattr(walk_module, "begins_before", lambda *_: True)
    poses = (drawn(p, 2 * lead(p)) if 1.2 <= p.t <= 1.5 else p for p in film(script))
    ran = run(poses, exercise="heel-to-toe")
    assert doubted[0].down < script.landed[0].down - 0.9
    assert [r.side.value for r in ran.counted] == sides(script.landed)


def test_what_was_out_of_sight_is_not_guessed():
    script = walker([GOOD] * 12).hide(6.2, 8.2)
    ran = run(film(script), exercise="heel-to-toe")
    assert not [rep for rep in ran.counted if 6.4 < rep.start_s < 8.15]
