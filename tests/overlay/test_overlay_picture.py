"""The whole picture: what is where, at any size, for any pose."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.results import Side
from formcheck.overlay import Overlay
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from formcheck.status import Status
from tests.support.standing import standing

MID = Status(
    t=10.0,
    exercise="Heel raise",
    phase="rise",
    reps=7,
    partial=1,
    target_reps=12,
    set_index=1,
    side=Side.LEFT,
    level=0.7,
    target_note="your best: 8.1 cm",
    height=5.8,
    height_unit="cm",
    foot_pitch={"left": 28.0},
    cue="heel higher",
    cue_since=9.0,
    cue_kind="fault",
    tempo_s=2.4,
    beat_s=2.0,
    set_elapsed_s=21.3,
)
BEFORE = Status(phase="position", hints=("Step back: show your feet",))
RESTING = replace(MID, phase="rest", cue="", next_up="Now the right leg")
ALL = [MID, BEFORE, RESTING, replace(MID, phase="done", next_up="")]


def grey(size: tuple[int, int] = (640, 480), level: int = 128) -> np.ndarray:
    return np.full((size[1], size[0], 3), level, dtype=np.uint8)


def changed(image: np.ndarray, level: int = 128) -> np.ndarray:
    return (image != level).any(axis=2)


@pytest.mark.parametrize("status", ALL)
@pytest.mark.parametrize("size", [(64, 48), (240, 320), (640, 480), (720, 1280), (3840, 2160)])
def test_any_size(size, status):
    image = grey(size)
    out = Overlay(mirror=True).render(image, standing(size=size, height=0.8 * size[1]), status)
    assert out.shape == image.shape
    assert out.dtype == np.uint8
    assert changed(out).any()
    assert not changed(image).any(), "the picture that was handed in must stay as it is"


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (300, 2), (16, 16)])
def test_absurd_size(size):
    for status in ALL:
        Overlay(blur_faces=True).render(grey(size), standing(size=size, height=10), status)


def test_looks_alike_at_every_size():
    shares = []
    for factor in (1, 2, 4):
        size = (320 * factor, 240 * factor)
        out = Overlay().render(grey(size), standing(size=size, height=200.0 * factor), MID)
        shares.append(changed(out).reshape(48, 5 * factor, 64, 5 * factor).mean(axis=(1, 3)))
    assert np.abs(shares[0] - shares[1]).mean() < 0.02
    assert np.abs(shares[1] - shares[2]).mean() < 0.02


def test_pose_of_a_smaller_picture_lands_in_the_same_place():
    large = Overlay().render(grey((1280, 960)), standing(), Status())
    same = Overlay().render(grey((1280, 960)), standing(size=(1280, 960), height=780), Status())
    assert np.abs(large.astype(int) - same).mean() < 0.5


def test_nobody_found_draws_no_skeleton():
    out = Overlay().render(grey(), Pose.nobody(0.0, (640, 480)), Status())
    assert not changed(out).any()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 3e9, -3e9, 1e30, 50_000.0])
def test_landmarks_out_of_bounds_do_not_crash(value):
    pose = standing()
    for mark in (Landmark.LEFT_HEEL, Landmark.RIGHT_KNEE, Landmark.NOSE, Landmark.LEFT_HIP):
        pose.landmarks[mark, :2] = value
    out = Overlay(mirror=True, blur_faces=True).render(grey(), pose, MID)
    assert out.shape == (480, 640, 3)
    pose.landmarks[:, :2] = value
    Overlay(mirror=True, blur_faces=True).render(grey(), pose, MID)


def test_numbers_that_are_not_finite_are_not_drawn():
    status = replace(MID, level=np.nan, height=np.inf, foot_pitch={"left": np.nan})
    Overlay().render(grey(), standing(), status)


def test_mirroring_mirrors_the_person_but_not_the_words():
    pose = standing(foot=(345, 450))
    straight = Overlay().render(grey(), pose, MID)
    mirrored = Overlay(mirror=True).render(grey(), pose, MID)
    counter = (slice(0, 200), slice(0, 180))
    assert np.array_equal(straight[counter], mirrored[counter])
    bones = Overlay().render(grey(), pose, Status())
    bones_mirrored = Overlay(mirror=True).render(grey(), pose, Status())
    columns = [np.nonzero(changed(b).any(axis=0))[0] for b in (bones, bones_mirrored)]
    assert abs(columns[0].min() - (639 - columns[1].max())) <= 1
    assert abs(columns[0].max() - (639 - columns[1].min())) <= 1


def test_the_persons_own_left_keeps_its_colour_in_the_mirror():
    orange = np.array((0, 159, 230))

    def middle_of_orange(image):
        return np.nonzero(np.abs(image.astype(int) - orange).max(axis=2) < 3)[1].mean()

    pose = standing()
    # Facing the camera, the own left is at the right of the picture, and in a mirror at the left.
    assert middle_of_orange(Overlay().render(grey(), pose, Status())) > 330
    assert middle_of_orange(Overlay(mirror=True).render(grey(), pose, Status())) < 310


@pytest.mark.parametrize("level", [0, 255])
def test_words_stand_out_on_dark_and_bright(level):
    out = Overlay().render(grey(level=level), Pose.nobody(0.0, (640, 480)), MID)
    panel = out[12:210, 12:200].astype(int).mean(axis=2)
    assert np.percentile(panel, 99) - np.percentile(panel, 20) > 120
