"""The foot drawn large, and the foot model's points on the person."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.results import Side
from formcheck.motion.view import View
from formcheck.overlay import Canvas, FootAngle, FootInset, Overlay, Skeleton, default_parts
from formcheck.overlay.colours import AMBER, LEFT, RIGHT, WHITE
from formcheck.overlay.foot_follow import Follower
from formcheck.overlay.foot_lively import Lively
from formcheck.overlay.foot_marks import feet_on
from formcheck.overlay.foot_reading import angle, name, pitch, working
from formcheck.overlay.foot_views import Views
from formcheck.overlay.spots import person_boxes
from formcheck.pose.feet.points import BIG_TOE, FOOT, HEEL, SIDES
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Feet, Pose
from formcheck.status import Status
from tests.support.drawings import clock, stages, steps
from tests.support.lone_feet import Foot, lone_feet
from tests.support.seen_feet import with_feet
from tests.support.standing import standing

SIZES = [(640, 480), (480, 640), (1280, 720), (720, 1280), (1920, 1080)]
SET = Status(
    t=10.0, phase="rise", set_index=1, reps=4, side=Side.LEFT, view=View.LEFT, set_elapsed_s=9.0
)


def person(size=(640, 480), x=0.5, **feet):
    tall = 0.8 * min(size[1], 1.3 * size[0])
    body = standing(size=size, height=tall, foot=(x * size[0], 0.94 * size[1]))
    return with_feet(body, length=0.15 * tall, **feet)


def noise(size=(640, 480)):
    return np.random.default_rng(0).integers(90, 160, (size[1], size[0], 3), dtype=np.uint8)


def inset(pose, status=SET, size=(640, 480), image=None):
    part = FootInset()
    canvas = Canvas(noise(size) if image is None else image.copy(), pose_size=pose.size)
    part.before.draw(canvas, pose, status)
    part.draw(canvas, pose, status)
    return canvas


def amount(image, colour):
    return int((np.abs(image.astype(int) - colour).max(axis=2) < 6).sum())


def reddish(image):
    return int((image[..., 2].astype(int) - image[..., 1] > 60).sum())


def foot_of(pose, row=0, mirror=False, pose_size=None):
    canvas = Canvas(noise(), pose_size=pose_size, mirror=mirror)
    return next(foot for foot in feet_on(canvas, pose) if foot.row == row)


@pytest.mark.parametrize("feet", [None, Feet.none()])
def test_without_feet_nothing_changes(feet):
    pose = replace(standing(), feet=feet)
    assert not inset(pose).taken
    plain = Overlay().render(noise(), standing(), SET)
    assert np.array_equal(Overlay().render(noise(), pose, SET), plain)


@pytest.mark.parametrize("size", SIZES)
def test_the_foot_is_magnified_from_the_pictures_own_pixels(size):
    image = np.full((size[1], size[0], 3), 128, np.uint8)
    pose = person(size)
    x, y = foot_of(pose, pose_size=None).points[HEEL]
    # A red patch beside the heel, where no line is drawn.
    u = min(size)
    left, top = round(x - 0.03 * u), round(y - 0.012 * u)
    image[top : top + round(0.02 * u), left : left + round(0.02 * u)] = (0, 0, 255)
    canvas = inset(pose, size=size, image=image)
    (box,) = canvas.taken
    shown = canvas.image[box.y : box.y + box.height, box.x : box.x + box.width]
    assert reddish(shown) > 1.2**2 * reddish(image)
    assert amount(shown, LEFT) > 0
    assert amount(shown, RIGHT) == 0


@pytest.mark.parametrize("size", SIZES[:4:3] + SIZES[2:3])
@pytest.mark.parametrize("drawings", [(), (clock(),), (steps(),), (stages(),)])
@pytest.mark.parametrize("cue", ["", "keep the heels up"])
@pytest.mark.parametrize("x", [0.3, 0.5])
@pytest.mark.parametrize("side", [Side.LEFT, Side.UNKNOWN])
def test_it_covers_neither_the_person_nor_another_panel(size, drawings, cue, x, side):
    status = replace(
        SET, drawings=drawings, cue=cue, cue_since=9.5, cue_kind="fault", side=side,
        level=0.4, height=4.0, view=View.FRONT,
    )  # fmt: skip
    pose = person(size, x)
    canvas = Canvas(noise(size))
    parts = default_parts()
    for part in parts[:-1]:
        part.draw(canvas, pose, status)
    others = list(canvas.taken)
    parts[-1].draw(canvas, pose, status)
    for box in canvas.taken[len(others) :]:
        assert not any(box.overlap(other) for other in others)
        assert not any(box.overlap(part) for part in person_boxes(canvas, pose))
        assert min(box.x, box.y) >= 0
        assert box.x + box.width <= size[0]
        assert box.y + box.height <= size[1]


@pytest.mark.parametrize("size", SIZES)
def test_somebody_in_the_middle_sees_the_own_foot(size):
    canvas = Canvas(noise(size))
    status = replace(SET, level=0.4, height=4.0)
    for part in default_parts():
        part.draw(canvas, person(size), status)
    assert canvas.taken[-1].width > 0.2 * min(size)
    assert not any(a.overlap(b) for a, b in itertools.combinations(canvas.taken, 2))


def test_a_foot_that_is_large_already_is_not_drawn_again():
    assert inset(with_feet(standing(), length=70)).taken
    assert not inset(with_feet(standing(), length=230)).taken


@pytest.mark.parametrize(
    "status",
    [
        Status(),
        replace(SET, phase="rest"),
        replace(SET, phase="done"),
        replace(SET, phase="ready", hints=("Step back",)),
    ],
)
def test_it_waits_for_the_set(status):
    assert not inset(person(), status).taken


def test_it_stands_still_while_the_heel_rises():
    part, boxes, views = FootInset(), set(), []
    for i in range(30):
        pose = replace(person(pitch=float(i)), t=i / 30)
        canvas = Canvas(noise())
        part.before.draw(canvas, pose, SET)
        views.append(part._choices[0][0].part)
        part.draw(canvas, pose, SET)
        boxes.add(canvas.taken[-1])
    assert len(boxes) == 1
    assert np.ptp([v.width for v in views]) < 0.05 * views[0].width
    assert np.ptp([v.x for v in views]) < 0.05 * views[0].width


def test_the_part_holds_the_feet_wherever_they_go():
    follower, foot = Follower(), np.array([[0.0, 0.0], [60.0, 25.0]])
    for i in range(100):
        points = foot + np.array([3.0 * i, 40 * math.sin(i / 9)])
        part = follower.follow(i / 30, points, (40.0, 30.0), "left")
        assert (np.abs(points - [part.x, part.y]) <= [part.width / 2, part.height / 2]).all()
    far = follower.follow(20.0, points + 900, (40.0, 30.0), "left")
    assert abs(far.x - (points[:, 0] + 900).mean()) < 1


def test_left_and_right_that_are_not_known_are_not_named():
    canvas = Canvas(noise())
    sure, unsure = feet_on(canvas, person()), feet_on(canvas, person(known=0.6))
    assert [name(foot) for foot in sure] == ["LEFT", "RIGHT"]
    assert [name(foot) for foot in unsure] == ["?", "?"]
    assert [foot.row for foot in working(sure, SET)] == [0]
    assert [foot.row for foot in working(unsure, SET)] == [0, 1]
    assert amount(inset(person(known=0.6)).image, LEFT) == 0


def test_from_the_side_the_near_foot_is_shown():
    feet = feet_on(Canvas(noise()), person())
    status = replace(SET, side=Side.BOTH, view=View.RIGHT)
    assert [foot.side for foot in working(feet, status)] == [Side.RIGHT]
    assert len(working(feet, replace(status, view=View.FRONT))) == 2


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("true", [0.0, 20.0, 45.0, -12.0])
def test_the_angle_off_the_picture_is_rounded_and_marked(true, mirror):
    foot = foot_of(person(pitch=true), mirror=mirror)
    assert pitch(foot) == pytest.approx(true + 5.0, abs=2.6)
    assert angle(foot, SET).startswith("≈")
    assert angle(foot, replace(SET, view=View.FRONT)) == ""
    assert angle(foot, replace(SET, view=View.UNKNOWN)) == ""


def test_what_the_exercise_measured_goes_first():
    foot = foot_of(person(pitch=40.0))
    assert angle(foot, replace(SET, foot_pitch={"left": 23.4})) == "23°"
    assert angle(foot, replace(SET, foot_pitch={"right": 23.4})).startswith("≈")
    walking = replace(SET, view=View.FRONT, drawings=(steps(turn=-12.0),))
    assert angle(foot, walking) == "12° in"
    assert angle(foot, replace(walking, drawings=(steps(turn=18.0),))) == "18° out"
    unknown = foot_of(person(known=0.5))
    assert angle(unknown, walking) == ""


def test_no_angle_is_read_off_points_that_are_unsure():
    assert angle(foot_of(person(error=0.3)), SET) == ""


def test_doubt_is_drawn_where_a_point_may_be_far_off():
    assert not foot_of(person(error=0.02)).unsure(BIG_TOE)
    assert foot_of(person(error=0.1)).unsure(BIG_TOE)
    clear, doubtful = (inset(person(error=error)).image for error in (0.02, 0.1))
    assert amount(doubtful, AMBER) > amount(clear, AMBER) + 30


def test_a_foot_that_is_unsure_all_over_is_not_covered_by_rings():
    """A toe in a ring of doubt, and a foot of amber points without any ring."""
    one, all_over = person(error=0.02), person(error=0.3)
    one.feet.points[:, BIG_TOE, 2:5] = all_over.feet.points[:, BIG_TOE, 2:5]
    foot = foot_of(all_over)
    assert all(foot.unsure(point) for point in FOOT)
    ringed, dotted = (inset(pose).image for pose in (one, all_over))
    assert amount(dotted, AMBER) < amount(ringed, AMBER)
    assert amount(dotted, AMBER) > amount(inset(person(error=0.02)).image, AMBER) + 30
    assert amount(dotted, WHITE) < amount(ringed, WHITE)


def test_ellipses_turn_with_the_mirror_and_grow_with_the_picture():
    pose = person()
    points = pose.feet.points.copy()
    points[:, :, 2:5] = (90.0, 40.0, 30.0)
    pose = replace(pose, feet=replace(pose.feet, points=points))
    plain, mirrored = foot_of(pose), foot_of(pose, mirror=True)
    smaller = foot_of(pose, pose_size=(1280, 960))
    assert plain.ellipse(HEEL)[2] % 180 == pytest.approx(-mirrored.ellipse(HEEL)[2] % 180)
    assert plain.ellipse(HEEL)[0] == pytest.approx(2 * smaller.ellipse(HEEL)[0])
    assert mirrored.points[HEEL, 0] == pytest.approx(639 - plain.points[HEEL, 0])


def test_the_skeleton_has_the_foot_models_points():
    body = standing()
    body.landmarks[Landmark.LEFT_TOE, :2] = (600, 100)  # nonsense of the body model
    plain = Overlay(parts=[Skeleton()]).render(noise(), body, SET)
    better = Overlay(parts=[Skeleton()]).render(noise(), with_feet(body), SET)
    far = (slice(90, 110), slice(590, 610))
    assert (plain[far] != noise()[far]).any()
    assert (better[far] == noise()[far]).all()


def test_feet_without_a_body_are_drawn():
    nobody = with_feet(Pose.nobody(0.0, (640, 480)))
    image = np.full((480, 640, 3), 128, np.uint8)
    out = Overlay(parts=[Skeleton()]).render(image, nobody, Status())
    assert amount(out, LEFT) > 50
    assert amount(out, RIGHT) > 50
    unknown = with_feet(Pose.nobody(0.0, (640, 480)), known=0.5)
    out = Overlay(parts=[Skeleton()]).render(image, unknown, Status())
    assert amount(out, LEFT) + amount(out, RIGHT) == 0
    assert amount(out, WHITE) > 100


def test_a_body_that_was_made_up_is_not_drawn():
    body = with_feet(person())
    body.landmarks[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], :2] = body.landmarks[
        [Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2
    ] - np.float32([0, 5])
    nobody = replace(Pose.nobody(0.0, body.size), feet=body.feet)
    drawn = [Overlay(parts=[Skeleton()]).render(noise(), pose, SET) for pose in (body, nobody)]
    assert (drawn[0] == drawn[1]).all()


@pytest.mark.parametrize("value", [np.inf, -np.inf, 3e9, 1e30, 5e5])
def test_points_out_of_bounds_do_not_crash(value):
    for index in range(6):
        pose = person()
        points = pose.feet.points.copy()
        points[:, index, :2] = value
        points[:, :, 2] = value
        status = replace(SET, side=Side.UNKNOWN)
        pose = replace(pose, feet=replace(pose.feet, points=points))
        Overlay(mirror=True, blur_faces=True).render(noise(), pose, status)


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (64, 48), (300, 2), (2, 300), (3840, 2160)])
def test_any_size(size):
    out = Overlay().render(noise(size), person(size), SET)
    assert out.shape == (size[1], size[0], 3)


def test_a_measured_angle_is_told_in_one_place():
    def numbers(pose, pitch):
        """Panels beside the feet, picture after picture."""
        part = FootInset()
        arcs, status, found = FootAngle(part.tells), replace(SET, foot_pitch=pitch), []
        for _ in range(3):
            canvas = Canvas(noise(), pose_size=pose.size)
            part.before.draw(canvas, pose, status)
            arcs.draw(canvas, pose, status)
            found.append(len(canvas.taken))
            part.draw(canvas, pose, status)
        return found

    assert numbers(person(), {"left": 20.0}) == [1, 0, 0]
    assert numbers(person(), {"right": 20.0}) == [1, 1, 1]  # the left foot is the one shown large
    assert numbers(person(), {"left": 20.0, "right": 0.0}) == [2, 1, 1]
    assert numbers(replace(person(), feet=None), {"left": 20.0}) == [1, 1, 1]


def on_one(pose, off=0.1, known=0.98):
    """The same picture, with the right foot found where the left one is, `off` lengths beside."""
    points, about = pose.feet.points.copy(), pose.feet.about.copy()
    points[1] = points[0]
    points[1, :, 0] += off * float(points[0, BIG_TOE, 0] - points[0, HEEL, 0])
    about[:, 1] = known
    return replace(pose, feet=Feet(points, about))


def shown(poses, status, rate=30):
    part, seen = FootInset(), []
    for i, pose in enumerate(poses):
        part.before.draw(Canvas(noise()), replace(pose, t=i / rate), status)
        seen.append(sorted(name(view.foot) for view in part._choices[0]))
    return seen


@pytest.mark.parametrize("known", [0.5, 0.98])
def test_one_foot_that_is_seen_as_two_is_shown_once_and_not_named(known):
    status = replace(SET, side=Side.BOTH, view=View.FRONT)
    assert shown([on_one(person(), known=known)] * 3, status) == [["?"]] * 3
    assert shown([person()], status) == [["LEFT", "RIGHT"]]
    assert shown([on_one(person(), off=0.6)], status) == [["LEFT", "RIGHT"]]
    # Which foot works is known, and it was found: it keeps its name.
    assert shown([on_one(person())], replace(status, side=Side.LEFT)) == [["LEFT"]]


def test_feet_that_pass_each_other_stay_two_and_one_foot_stays_one():
    status = replace(SET, side=Side.BOTH, view=View.FRONT)
    apart, together = [person()] * 10, [on_one(person())] * 6
    assert set(map(len, shown(apart + together + apart, status))) == {2}
    wandering = [on_one(person(), off=0.1 + 0.1 * (i // 3 % 2)) for i in range(60)]
    assert set(map(len, shown(wandering, status))) == {1}


def test_two_pictures_of_one_place_need_names():
    status = replace(SET, side=Side.BOTH, view=View.FRONT)
    assert shown([on_one(person(), off=0.4)], status) == [["LEFT", "RIGHT"]]
    assert shown([on_one(person(), off=0.4, known=0.6)], status) == [["?"]]
    assert shown([on_one(person(), off=0.8, known=0.6)], status) == [["?", "?"]]


def test_of_one_place_the_surer_foot_is_shown():
    status, part = replace(SET, side=Side.BOTH, view=View.FRONT), FootInset()
    rows = []
    for i, worse in enumerate([(1, 2.0)] * 3 + [(0, 1.5)] * 3 + [(0, 9.0)] * 3):
        pose = replace(on_one(person(), known=0.6), t=i / 30)
        pose.feet.points[worse[0], :, 2:5] *= worse[1]
        part.before.draw(Canvas(noise()), pose, status)
        rows += [view.foot.row for view in part._choices[0]]
    assert rows == [0] * 6 + [1] * 3


def tipping(row, seconds=4.0, rate=30.0, carried=0.4):
    """Feet of whom one tips to and fro and the other is carried along, with jitter."""
    random = np.random.default_rng(row)
    for i in range(round(seconds * rate)):
        swing = math.sin(math.pi * i / rate)
        sides = {SIDES[row]: Foot(pitch=12 * swing), SIDES[1 - row]: Foot(up=carried * swing)}
        yield i / rate, lone_feet(i / rate, sides, noise=0.02, random=random)


@pytest.mark.parametrize("row", [0, 1])
def test_where_there_is_room_for_one_foot_the_one_that_tips_is_shown(row):
    views, canvas = Views(), Canvas(noise())
    for t, pose in tipping(row):
        choices = views.take(canvas, t, feet_on(canvas, pose))
    assert [view.foot.row for view in choices[-1]] == [row]


def test_of_feet_that_stand_neither_is_the_livelier():
    lively, canvas = Lively(), Canvas(noise())
    random = np.random.default_rng(1)
    still = {side: Foot() for side in SIDES}
    told = set()
    for i in range(240):
        pose = lone_feet(i / 30, still, noise=0.02, random=random)
        if i > 30:
            told.add(lively.take(i / 30, feet_on(canvas, pose)))
    assert told == {None}
