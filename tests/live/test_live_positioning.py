"""Where to stand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.exercises.registry import exercise as find_exercise
from formcheck.exercises.results import View
from formcheck.live.positioning import ByFeet, Hint, Positioning, observe, pixels_per_metre
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from tests.support.example import example
from tests.support.lone_feet import SIDES, Foot, lone_feet
from tests.support.standing import standing

RECORDINGS = Path(__file__).parents[3] / "shared" / "recordings"


def test_nothing_to_say_about_a_well_placed_person():
    assert observe(standing()) == ()
    assert observe(standing(size=(720, 1280), height=1000.0)) == ()
    assert observe(standing(brightness=float("nan"))) == ()


@pytest.mark.parametrize(
    ("pose", "hint"),
    [
        (Pose.nobody(0.0, (640, 480)), Hint.NOBODY),
        (standing(brightness=20.0), Hint.DARK),
        (standing(brightness=245.0), Hint.BRIGHT),
        (standing(height=120.0, foot=(320, 400)), Hint.FAR),
        (standing(height=500.0, foot=(320, 530)), Hint.FEET),
        (standing(height=340.0, foot=(320, 500)), Hint.TILT_DOWN),
        (standing(height=700.0, foot=(320, 600)), Hint.CLOSE),
        (standing(height=500.0, foot=(320, 450)), Hint.HEAD),
        (standing(height=390.0, foot=(320, 340)), Hint.TILT_UP),
        (standing(foot=(15, 450)), Hint.MIDDLE),
        (standing(foot=(625, 450)), Hint.MIDDLE),
        (standing(people=2), Hint.ALONE),
    ],
)
def test_first_hint(pose, hint):
    assert observe(pose)[0] is hint


def test_feet_squeezed_in_at_the_border_are_not_believed():
    pose = standing(height=440.0, foot=(320, 460))
    assert observe(pose) == ()
    pose.landmarks[Landmark.LEFT_ANKLE :, 3] = 0.1
    assert observe(pose) == (Hint.FEET,)


def test_darkness_goes_before_its_consequence():
    assert observe(Pose.nobody(0.0, (640, 480), brightness=10.0)) == (Hint.DARK, Hint.NOBODY)


@pytest.mark.parametrize(
    ("view", "wanted", "hint"),
    [
        (View.FRONT, (View.LEFT,), Hint.TURN_LEFT),
        (View.LEFT, (View.RIGHT,), Hint.TURN_RIGHT),
        (View.FRONT, (View.LEFT, View.RIGHT), Hint.TURN_SIDEWAYS),
        (View.LEFT, (View.FRONT, View.BACK), Hint.FACE),
        (View.FRONT, (View.BACK,), Hint.TURN_BACK),
        (View.LEFT, (View.LEFT, View.RIGHT), None),
        (View.UNKNOWN, (View.LEFT,), None),
        (View.FRONT, (), None),
    ],
)
def test_turning(view, wanted, hint):
    assert observe(standing(), view, wanted) == (() if hint is None else (hint,))


def test_hints_are_short():
    assert all(len(hint.split()) <= 6 for hint in Hint)


def test_hints_wait_and_stay():
    positioning = Positioning()
    shown = []
    for i in range(90):
        t = i / 30
        pose = standing(t, people=2 if 1.0 <= t < 2.0 else 1)
        shown.append(positioning.update(pose))
    times = [i / 30 for i, hints in enumerate(shown) if hints]
    assert times[0] == pytest.approx(1.7, abs=0.05)
    assert times[-1] == pytest.approx(2.7, abs=0.05)
    assert len(times) == pytest.approx(30, abs=2)


def test_flicker_shows_nothing():
    positioning = Positioning()
    for i in range(90):
        assert positioning.update(standing(i / 30, people=1 + i // 10 % 2)) == ()


def test_time_may_start_anew():
    positioning = Positioning()
    for i in range(60):
        last = positioning.update(standing(i / 30, people=2))
    assert last
    assert positioning.update(standing(0.0)) == ()


def test_no_numbers_no_crash():
    pose = standing()
    pose.landmarks[1:] = np.nan
    assert observe(pose) == ()
    pose = replace(standing(), world=np.full((33, 3), np.nan, dtype=np.float32))
    assert np.isnan(pixels_per_metre(pose))
    assert observe(pose) == ()


@pytest.mark.parametrize(
    ("name", "hints"),
    [
        ("seated_foot_lift", set()),
        ("heel_raise_both_turning", set()),
        ("squats_side_lowres", {"Step into the picture"}),
    ],
)
def test_real_people(name, hints):
    path = RECORDINGS / f"{name}.npz"
    if not path.exists():
        pytest.skip("the shared recordings are not here")
    with np.load(path) as data:
        times, size = data["t"], tuple(int(x) for x in data["size"])
        landmarks, world = data["landmarks"], data["world"]
    positioning = Positioning()
    source = np.ones(33, dtype=np.uint8)
    seen = set()
    for t, marks, metres in zip(times, landmarks, world, strict=True):
        seen.update(positioning.update(Pose(float(t), size, marks, metres, source)))
    assert seen == hints


def test_who_sits_is_not_told_to_step():
    hints = Positioning(hold_s=0.0, stance="seated")
    for pose in (Pose.nobody(0.0, (640, 480)), standing(height=700.0, foot=(320, 600))):
        for words in hints.update(pose):
            assert "step" not in words.lower()
    assert hints.update(Pose.nobody(1.0, (640, 480))) == ("Sit in the picture",)


def test_who_walks_may_come_to_the_border_and_needs_room_towards_the_camera():
    border = standing(foot=(15, 450))
    assert observe(border, stance="stepping") == observe(border, stance="walking") == ()
    near = standing(height=440.0, foot=(320, 460))
    assert observe(near, View.FRONT, stance="walking") == (Hint.ROOM,)
    assert observe(near, View.BACK, stance="walking") == ()
    assert observe(near, View.FRONT, stance="stepping") == ()
    assert observe(standing(height=250.0), View.FRONT, stance="walking") == ()


def test_how_to_begin_is_said_once_when_somebody_stands_well():
    hints = Positioning(begin="Lift one foot")
    said = [hints.update(Pose.nobody(t / 10, (640, 480))) for t in range(20)]
    assert said[0] == ()
    assert said[-1] == ("Step into the picture",)
    said = [hints.update(standing(t=2 + t / 10)) for t in range(120)]
    began = [t for t, words in enumerate(said) if words == ("Lift one foot",)]
    assert said[0] == ("Step into the picture",)
    assert 45 <= len(began) <= 50
    assert said[-1] == ()
    assert Positioning().update(standing()) == ()


@pytest.mark.parametrize(
    ("exercise", "hints"),
    [
        ("heel-raise", (Hint.FEET_ENOUGH,)),
        ("ankle-circle", (Hint.FEET_ENOUGH,)),
        ("heel-to-toe", (Hint.FEET_ENOUGH,)),
        ("", (Hint.ONLY_FEET,)),
    ],
)
def test_with_only_the_feet_in_view_it_says_what_can_be_done_from_here(exercise, hints):
    pose = lone_feet(0.0, dict.fromkeys(SIDES, Foot()))
    kind = find_exercise(exercise) if exercise else example()
    assert observe(pose, by_feet=ByFeet.of(kind)) == hints


def test_steps_by_the_feet_alone_need_both_of_them():
    for seen, hints in ((SIDES, ()), (("left",), (Hint.BOTH_FEET,))):
        pose = lone_feet(0.0, dict.fromkeys(seen, Foot()))
        by_feet = ByFeet.of(find_exercise("toe-walk"))
        assert observe(pose, stance="stepping", by_feet=by_feet) == (*hints, Hint.FEET_ENOUGH)
        assert observe(pose, by_feet=by_feet) == (Hint.FEET_ENOUGH,)


def _moved(pose, x):
    """The feet of a pose moved to the right, px."""
    pose.feet.points[:, :, 0] += x
    return pose


def test_a_foot_that_leaves_the_picture_is_said_while_it_is_out_too():
    def at(t):
        if t % 1.5 > 0.75:  # its middle is out of the picture, so it is not seen
            return replace(lone_feet(t, {}), feet=None)
        return _moved(lone_feet(t, {"left": Foot()}), 320 if t > 3 else 0)

    hints = Positioning(by_feet=ByFeet.ALL)
    said = [(t / 20, hints.update(at(t / 20))) for t in range(240)]
    assert not any(Hint.FOOT_LEAVES in now for t, now in said if t < 3)
    assert all(now[0] == Hint.FOOT_LEAVES for t, now in said if t > 4)
    assert observe(_moved(lone_feet(0.0, {"left": Foot()}), 320)) == (Hint.ONLY_FEET,)


def test_too_few_pictures_are_said_once_for_some_seconds():
    slow, quick = Positioning(), Positioning()
    said = [(i / 7, slow.update(standing(i / 7))) for i in range(100)]
    times = [t for t, hints in said if hints]
    assert {hints for _, hints in said if hints} == {("Slow: 7 pictures a second",)}
    assert times[0] == pytest.approx(4.0, abs=0.2)
    assert times[-1] - times[0] == pytest.approx(5.0, abs=0.2)
    # Getting started takes a second; that alone is not slow.
    late = [standing(0.0), *(standing(0.9 + i / 15) for i in range(100))]
    assert not any(quick.update(pose) for pose in late)


def test_when_pictures_come_faster_again_nothing_more_is_said():
    positioning, t, said = Positioning(), 0.0, []
    while t < 12.0:
        said.append((t, positioning.update(standing(t))))
        t += 1 / 7 if t < 5.0 else 1 / 30
    times = [when for when, hints in said if hints]
    assert times[0] == pytest.approx(4.0, abs=0.2)
    assert times[-1] < 7.0
    assert len({hints for _, hints in said if hints}) == 1


def test_how_to_stand_goes_before_how_fast_pictures_come():
    positioning = Positioning()
    for i in range(40):
        last = positioning.update(Pose.nobody(i / 7, (640, 480)))
    assert last == ("Step into the picture",)
