"""Each part by itself."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.results import Side
from formcheck.exercises.wording import Wording
from formcheck.overlay import (
    Canvas,
    Clock,
    CueBanner,
    FaceBlur,
    FootAngle,
    Hints,
    NextUp,
    PhaseBar,
    RepCounter,
    Skeleton,
    Tempo,
)
from formcheck.overlay.foot_marks import feet_on
from formcheck.overlay.spots import FACE, FEET, around, foot_boxes
from formcheck.pipeline.live import while_paused
from formcheck.pose.feet.points import ANKLE
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose
from formcheck.status import Status
from tests.support.lone_feet import Foot, lone_feet
from tests.support.standing import standing

SET = Status(t=10.0, phase="rise", set_index=1, reps=8, cue_since=9.5, set_elapsed_s=5.0)
NOBODY = Pose.nobody(0.0, (640, 480))


def drawn(part, status, pose=NOBODY, size=(640, 480)):
    canvas = Canvas(np.full((size[1], size[0], 3), 128, dtype=np.uint8))
    part.draw(canvas, pose, status)
    return (canvas.image != 128).any(axis=2), canvas


def extent(mask):
    rows, columns = np.nonzero(mask)
    return columns.min(), rows.min(), columns.max(), rows.max()


def test_count_is_a_sixth_of_the_picture_high():
    _, canvas = drawn(RepCounter(), SET)
    white = (canvas.image > 250).all(axis=2)
    _, top, _, bottom = extent(white)
    assert (bottom - top + 1) / 480 == pytest.approx(1 / 6, abs=0.015)


def test_cue_words_are_a_fourteenth_high():
    _, canvas = drawn(CueBanner(), replace(SET, cue="H", cue_kind="info"))
    white = (canvas.image > 250).all(axis=2)
    _, top, _, bottom = extent(white)
    assert (bottom - top + 1) / 480 > 1 / 14


def test_counter_waits_for_the_first_set():
    assert not drawn(RepCounter(), Status(phase="position"))[0].any()
    assert drawn(RepCounter(), Status(phase="ready"))[0].any()


def test_counter_says_side_and_partial():
    plain = drawn(RepCounter(), SET)[1].taken[0]
    more = drawn(RepCounter(), replace(SET, side=Side.LEFT, partial=2))[1].taken[0]
    assert more.height > plain.height


def test_long_words_for_what_is_not_whole_do_not_reach_over_the_person():
    steps = Wording(one="step", many="steps", partial="extra contacts of a foot")
    panel = drawn(RepCounter(), replace(SET, partial=1, wording=steps))[1].taken[0]
    assert panel.x + panel.width < 0.4 * 640


def test_a_hint_covers_no_feet_that_are_all_there_is_to_see():
    feet = lone_feet(0.0, {"left": Foot(), "right": Foot()})
    status = replace(SET, reps=0, hints=("Counting by feet. Body: step back",))
    (panel,) = drawn(Hints(), status, feet)[1].taken
    boxes = foot_boxes(Canvas(np.zeros((480, 640, 3), dtype=np.uint8)), feet, 0.0)
    assert len(boxes) == 2
    assert not any(panel.overlap(box) for box in boxes)


@pytest.mark.parametrize("phase", ["position", "ready"])
def test_a_large_hint_leaves_feet_that_are_all_there_is_to_see_in_sight(phase):
    feet = lone_feet(0.0, {"left": Foot(), "right": Foot()})
    status = Status(phase=phase, hints=("Counting by feet. Body: step back",))
    (panel,) = drawn(Hints(), status, feet)[1].taken
    shown = feet_on(Canvas(np.zeros((480, 640, 3), dtype=np.uint8)), feet)
    ankles = [foot.points[ANKLE, 1] for foot in shown]
    assert panel.y + panel.height < min(ankles)  # it may stand over the shins


def test_a_hint_makes_room_for_a_foot_that_comes_there_but_not_at_once():
    hints, status = Hints(), replace(SET, reps=0, hints=("Counting by feet. Body: step back",))
    places = []
    for t, up in ((0.0, 0.0), (0.5, 2.6), (3.5, 2.6)):
        feet = lone_feet(t, {"left": Foot(up=up)}, yaw=90.0)
        canvas = Canvas(np.zeros((480, 640, 3), dtype=np.uint8))
        hints.draw(canvas, feet, status)
        (foot,) = foot_boxes(canvas, feet, 0.0)
        places.append((canvas.taken[0], canvas.taken[0].overlap(foot) > 0))
    boxes, covered = zip(*places, strict=True)
    assert boxes[0] == boxes[1] != boxes[2]
    assert covered == (False, True, False)


def test_cue_ends_after_three_seconds():
    cue = replace(SET, cue="knee still", cue_kind="fault")
    strength = []
    for t in (9.5, 12.3, 12.49, 12.6, 9.4):
        mask, canvas = drawn(CueBanner(), replace(cue, t=t))
        strength.append(np.abs(canvas.image.astype(int) - 128).sum() if mask.any() else 0)
    assert strength[0] > strength[1] > strength[2] > 0
    assert strength[3:] == [0, 0]


def test_cue_stays_where_it_first_stood():
    banner = CueBanner()
    cue = replace(SET, cue="knee still")
    places = set()
    for x in range(60, 600, 60):
        canvas = Canvas(np.zeros((480, 640, 3), dtype=np.uint8))
        banner.draw(canvas, standing(foot=(x, 450)), cue)
        places.add((canvas.taken[0].x, canvas.taken[0].y))
    assert len(places) == 1


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (720, 1280)])
@pytest.mark.parametrize("x", [0.2, 0.35, 0.5, 0.65])
def test_cue_covers_neither_face_nor_feet(size, x):
    pose = standing(size=size, height=0.75 * size[1], foot=(x * size[0], 0.95 * size[1]))
    canvas = Canvas(np.zeros((size[1], size[0], 3), dtype=np.uint8))
    CueBanner().draw(canvas, pose, replace(SET, cue="heel higher"))
    for marks in (FACE, FEET):
        zone = around(canvas, pose, marks, 0.0)
        assert zone
        assert canvas.taken[0].overlap(zone) == 0


@pytest.mark.parametrize(
    "words",
    [
        "keep the knee still and lower the heel slowly and hold it at the top " * 3,
        "Donaudampfschifffahrtsgesellschaftskapitän" * 3,
        "x" * 5000,
        "   ",
        "tab\tand\nnew line",
        "äöü ß – × ° 膝 ✓ 🦶",
    ],
)
def test_any_words_stay_inside_the_picture(words):
    for size in ((640, 480), (120, 90), (720, 1280)):
        for part, status in (
            (CueBanner(), replace(SET, cue=words)),
            (Hints(), Status(hints=(words,))),
            (NextUp(), replace(SET, phase="rest", next_up=words)),
            (PhaseBar(), replace(SET, level=0.5, target_note=words, height_unit=words, height=1)),
        ):
            for box in drawn(part, status, size=size)[1].taken:
                assert box.x >= 0
                assert box.y >= 0
                assert box.x + box.width <= size[0]
                assert box.y + box.height <= size[1]


def test_foot_angle_only_where_measured():
    pose = standing()
    assert not drawn(FootAngle(), SET, pose)[0].any()
    assert drawn(FootAngle(), replace(SET, foot_pitch={"left": 20.0}), pose)[0].any()
    assert drawn(FootAngle(), replace(SET, foot_pitch={"left": -9.0, "right": 5.0}), pose)[0].any()
    pose.landmarks[Landmark.LEFT_HEEL] = np.nan
    assert not drawn(FootAngle(), replace(SET, foot_pitch={"left": 20.0}), pose)[0].any()


def test_bar_grows_with_the_level():
    heights = []
    for level in (0.0, 0.4, 0.8, 1.1, 5.0):
        bar = PhaseBar()
        _, canvas = drawn(bar, replace(SET, level=level))
        colourful = np.ptp(canvas.image.astype(int), axis=2) > 60
        heights.append(int(colourful.sum()))
    assert heights == sorted(heights)
    assert heights[0] == 0


def test_no_bar_for_an_exercise_without_height():
    assert not drawn(PhaseBar(), SET)[0].any()


def test_hints_come_one_at_a_time_and_cues_go_first():
    one = drawn(Hints(), Status(hints=("Come closer",)))[1].image
    two = drawn(Hints(), Status(hints=("Come closer", "More light")))[1].image
    assert np.array_equal(one, two)
    assert not drawn(Hints(), replace(SET, hints=("Come closer",), cue="heel higher"))[0].any()
    assert drawn(Hints(), replace(SET, hints=("Come closer",)))[0].any()


@pytest.mark.parametrize("phase", ["position", "ready", "top", "rest", "done"])
def test_a_pause_is_said_whatever_it_interrupts(phase):
    said = while_paused(replace(SET, phase=phase, cue="Heels higher"), 11.0)
    left, _, right, _ = extent(drawn(Hints(), said)[0])
    assert right - left > 0.6 * 640


def test_beat_and_tempo():
    assert not drawn(Tempo(), SET)[0].any()
    assert drawn(Tempo(), replace(SET, tempo_s=2.2))[0].any()
    on = drawn(Tempo(), replace(SET, beat_s=1.0, beat_share=0.0))[0].sum()
    off = drawn(Tempo(), replace(SET, beat_s=1.0, beat_share=0.9))[0].sum()
    assert on > off


def test_the_beat_is_shown_before_the_first_raise_and_without_sound():
    before = Status(phase="ready", beat_s=1.0, t=3.0)
    on, off = (drawn(Tempo(), replace(before, t=t))[0].sum() for t in (3.0, 3.9))
    assert on > off > 0


def test_clock_runs_with_the_set():
    assert not drawn(Clock(), Status())[0].any()
    first, second = (drawn(Clock(), replace(SET, set_elapsed_s=t))[1].image for t in (5.1, 6.2))
    assert not np.array_equal(first, second)


def test_doubtful_bones_are_faint():
    firm = standing()
    doubtful = standing()
    doubtful.landmarks[:, 3] = 0.2
    strength = [
        np.abs(drawn(Skeleton(), SET, pose)[1].image.astype(int) - 128).sum()
        for pose in (firm, doubtful)
    ]
    assert 0 < strength[1] < 0.5 * strength[0]


def noise(size=(640, 480)):
    return np.random.default_rng(0).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)


def head(image):
    return image[70:115, 300:340]


@pytest.mark.parametrize("visibility", [0.0, 0.95])
def test_face_is_coarse_even_where_it_is_thought_hidden(visibility):
    pose = standing()
    pose.landmarks[:11, 3] = visibility
    canvas = Canvas(noise())
    FaceBlur().draw(canvas, pose, SET)
    steps = np.abs(np.diff(head(canvas.image).astype(int), axis=1)).max(axis=2)
    assert (steps > 0).mean() < 0.2
    assert np.array_equal(canvas.image[300:], noise()[300:])


def test_face_stays_coarse_while_the_person_is_lost():
    blur = FaceBlur()
    blur.draw(Canvas(noise()), standing(t=1.0), SET)
    for t in (1.1, 1.4, 5.0):
        canvas = Canvas(noise())
        blur.draw(canvas, Pose.nobody(t, (640, 480)), SET)
        steps = np.abs(np.diff(head(canvas.image).astype(int), axis=1)).max(axis=2)
        assert (steps > 0).mean() < 0.2


def test_other_people_are_coarse_too():
    canvas = Canvas(noise())
    FaceBlur().draw(canvas, standing(people=2), SET)
    assert len(np.unique(canvas.image[:, :100].reshape(-1, 3), axis=0)) < 200
    assert np.array_equal(canvas.image[300:400, 280:360], noise()[300:400, 280:360])
