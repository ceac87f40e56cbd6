"""Who is followed, without pixels or models."""

import numpy as np
import pytest

from formcheck.errors import UsageError
from formcheck.pose.follow import ALONE_S, Follower, State
from tests.support.people import BLUE, RED, SIZE, Scene, colours, person


def x_at(scene, t):
    got = scene.at(t)
    return None if got is None else got.middle[0]


def start(person_option, *people):
    follower = Follower(person_option)
    follower.looked(0.0, people, SIZE)
    region = follower.region()
    return follower, None if region is None else (region[0] + region[2]) / 2


def test_the_largest_with_feet_is_chosen():
    near_without_feet = person(100, height=440, feet=False, floor=480)
    assert start("auto", person(500, height=200), person(300))[1] == 300
    assert start("auto", near_without_feet, person(300))[1] == 300
    follower, _ = start("auto", near_without_feet)
    assert follower.followed()[0] == "the only person seen, left in the picture"


@pytest.mark.parametrize(
    ("option", "x", "words"),
    [
        ("auto", 320, "the largest of 3 people, in the middle of the picture"),
        ("left", 80, "the left-most of 3 people, as asked"),
        ("right", 560, "the right-most of 3 people, as asked"),
        ("1", 80, "number 1 from the left of 3 people, as asked"),
        ("3", 560, "number 3 from the left of 3 people, as asked"),
        ("4", 320, "the largest of 3 people; person 4 was asked for"),
    ],
)
def test_person_option(option, x, words):
    people = person(560, height=200), person(320, height=320), person(80, height=250)
    follower, chosen = start(option, *people)
    assert chosen == pytest.approx(x)
    assert follower.followed()[0] == words


def test_first_box_is_in_shares_of_the_picture():
    follower, _ = start("auto", person(320, height=240, floor=480))
    assert follower.followed()[1] == pytest.approx((280 / 640, 0.5, 360 / 640, 1.0))


@pytest.mark.parametrize("option", ["", "0", "middle", "-1", "1.5", "100", "²"])
def test_a_person_that_makes_no_sense(option):
    with pytest.raises(UsageError, match="--person"):
        Follower(option)


def test_alone_the_tracker_gets_the_whole_picture_and_looking_stays_rare():
    scene = Scene(Follower(), lambda t: [person(320 + 20 * np.sin(t))]).run(0, 60)
    assert scene.follower.region() is None
    assert None not in scene.got.values()
    assert scene.restarts == [0.0]
    assert len(scene.looks) <= 0.03 * len(scene.got) / 2  # a look costs up to two inferences


def test_somebody_nearer_who_comes_during_the_start_is_chosen():
    near = person(500, height=310, floor=470, shirt=BLUE)
    far = person(200, height=300, floor=250)  # as large, but up on a roof
    scene = Scene(Follower(), lambda t: [far] if t < 1.4 else [far, near]).run(0, 6)
    assert x_at(scene, 1.0) == 200
    assert x_at(scene, 2.5) == x_at(scene, 5.5) == 500


def test_nobody_takes_over_after_the_start():
    large = person(520, height=420, shirt=BLUE, floor=470)
    scene = Scene(Follower(), lambda t: [person(200)] + ([large] if t > 5 else [])).run(0, 30)
    assert {got.middle[0] for got in scene.got.values()} == {200}
    assert scene.follower.people == 2
    assert scene.follower.region() is not None


def test_a_tracker_that_jumps_to_the_trainer_is_not_believed():
    trainer = person(450, height=260, shirt=BLUE)

    def tracker(t):
        return person(200) if t < 6 or t > 6.5 else trainer

    scene = Scene(Follower(), lambda t: [person(200), trainer], tracker).run(0, 12)
    assert 450 not in {got.middle[0] for got in scene.got.values() if got}
    assert x_at(scene, 11) == 200


def test_a_passer_by_who_takes_the_tracker_along_is_left_again():
    def everybody(t):
        passer = person(200 + 150 * (t - 8), height=380, shirt=BLUE, floor=470)
        hidden = abs(passer.middle[0] - 300) < 60
        here = [] if hidden else [person(300)]
        return here + ([passer] if 7 < t < 11 else [])

    scene = Scene(Follower(), everybody)

    def carried_along(t):
        return everybody(t)[-1] if 8.5 < t < 9.5 else scene.faithful(t)

    scene.tracker = carried_along
    scene.run(0, 20)
    assert x_at(scene, 6) == 300
    assert x_at(scene, 12) == x_at(scene, 19) == 300


def test_a_mirror_image_stays_a_mirror_image_while_the_person_is_out():
    mirror = person(560, height=190, floor=400)
    scene = Scene(Follower(), lambda t: ([] if 6 < t < 12 else [person(200)]) + [mirror])
    scene.run(0, 20)
    assert 560 not in {got.middle[0] for got in scene.got.values() if got}
    assert x_at(scene, 8) is None
    assert x_at(scene, 14) == 200


def test_somebody_else_who_comes_meanwhile_is_not_taken():
    other = person(330, shirt=BLUE)

    def everybody(t):
        return ([] if 5 < t < 12 else [person(200)]) + ([other] if 7 < t < 14 else [])

    scene = Scene(Follower(), everybody).run(0, 20)
    assert 330 not in {got.middle[0] for got in scene.got.values() if got}
    assert x_at(scene, 13) == x_at(scene, 19) == 200


def test_the_same_person_is_taken_back_elsewhere():
    scene = Scene(Follower(), lambda t: [person(200)] if t < 5 else [person(500)] * (t > 8))
    scene.run(0, 12)
    assert x_at(scene, 6) is None
    assert x_at(scene, 11) == 500


def test_after_long_alone_a_new_start_begins():
    scene = Scene(Follower(), lambda t: [person(200)] if t < 5 else [person(400, shirt=BLUE)])
    scene.run(0, 5 + ALONE_S + 6)
    assert x_at(scene, 5 + ALONE_S - 1) is None
    assert x_at(scene, 5 + ALONE_S + 5) == 400


def test_losing_somebody_for_a_blink_changes_nothing():
    everybody = lambda t: [person(200)]  # noqa: E731
    scene = Scene(Follower(), everybody, lambda t: None if 5 < t < 5.08 else person(200)).run(0, 9)
    assert scene.restarts == [0.0]
    assert [t for t, got in scene.got.items() if got is None] == pytest.approx([151 / 30, 152 / 30])


def test_a_change_of_light_does_not_lose_the_only_person():
    scene = Scene(Follower(), lambda t: [person(200, shirt=RED if t < 6 else colours(3, 4, 5, 6))])
    scene.run(0, 40)
    assert None not in scene.got.values()
    assert sum(t > 25 for t in scene.looks) <= 3


def test_nobody_at_all_is_looked_for_rarely():
    scene = Scene(Follower(), lambda t: []).run(0, 60)
    assert scene.follower.state is State.SEARCHING
    assert scene.follower.followed() is None
    assert len(scene.looks) < 40
