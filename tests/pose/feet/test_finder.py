"""Looking for feet in whole pictures: the sheet, its peaks, and the packaged weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.errors import InputError, MissingError
from formcheck.pose.feet import finder as finder_module
from formcheck.pose.feet import finder_check
from formcheck.pose.feet.codec import Feet
from formcheck.pose.feet.finder import FootFinder, pair, weights
from formcheck.pose.feet.finder_check import FootCheck
from formcheck.pose.feet.finder_sheet import (
    CHANNELS,
    FILL,
    LEVELS,
    SHEET,
    STRIDE,
    USUAL,
    Found,
    lay,
    peaks,
)
from formcheck.pose.feet.finder_sure import MOST, SureFinder, confirmed
from formcheck.pose.feet.points import INPUT, POINTS, middle

SIZES = [(640, 480), (480, 640), (1920, 1080), (300, 300), (1000, 20)]


def nothing():
    answer = np.zeros((CHANNELS, SHEET[0] // STRIDE, SHEET[1] // STRIDE), np.float32)
    answer[0] = -9.0
    return answer


def say(answer, size, centre, length, level, *, score=3.0):
    """Put a foot of the picture into what the network says of one of the levels."""
    longer, corner = LEVELS[level]
    scale = longer / max(size)
    at = np.array(corner) + np.array(centre) * scale
    cell = (at // STRIDE).astype(int)
    off = at / STRIDE - cell - 0.5
    answer[:, cell[1], cell[0]] = [score, *off, np.log(length * scale / USUAL)]


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_holds_the_picture_in_every_size(size):
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    picture[:] = (10, 200, 60)
    sheet = lay(picture)
    assert sheet.shape == (*SHEET, 3)
    laid = (sheet == (10, 200, 60)).all(-1)
    assert ((sheet == FILL).all(-1) | laid).all()
    for longer, (x, y) in LEVELS:
        w, h = (max(round(longer * s / max(size)), 1) for s in size)
        assert laid[y : y + h, x : x + w].all()
    area = sum(
        np.prod([max(round(longer * s / max(size)), 1) for s in size]) for longer, _ in LEVELS
    )
    assert laid.sum() == area  # none lies upon another


@pytest.mark.parametrize("size", SIZES[:4])
@pytest.mark.parametrize("level", range(len(LEVELS)))
def test_a_peak_is_taken_back_to_the_picture(size, level):
    answer = nothing()
    longer = LEVELS[level][0]
    length = 20.0 * max(size) / longer
    centre = np.array(size) * [0.4, 0.6]
    say(answer, size, centre, length, level)
    (found,) = peaks(answer, size, 0.3)
    assert found.centre == pytest.approx(centre, abs=0.01)
    assert found.length == pytest.approx(length, rel=1e-4)
    assert found.score == pytest.approx(1 / (1 + np.exp(-3)), rel=1e-4)


def test_one_foot_in_two_sizes_is_one_foot():
    answer, size = nothing(), (640, 480)
    say(answer, size, (300, 300), 110, 0, score=1.0)
    say(answer, size, (306, 297), 100, 1, score=2.0)
    say(answer, size, (420, 300), 100, 1, score=1.5)
    found = peaks(answer, size, 0.3)
    assert [round(f.centre[0]) for f in found] == [306, 420]


def test_what_lies_beyond_the_pictures_is_no_foot():
    answer = nothing()
    answer[0, -1, 0] = 5.0  # below a picture that is wider than high
    assert peaks(answer, (640, 360), 0.3) == []
    assert len(peaks(answer, (640, 640), 0.3)) == 1


def test_the_other_foot_is_one_of_the_same_person():
    first = Found((100.0, 100.0), 40.0, 0.9)
    far = Found((400.0, 100.0), 40.0, 0.8)
    large = Found((150.0, 100.0), 80.0, 0.7)
    other = Found((180.0, 110.0), 36.0, 0.6)
    assert pair([first, far, large, other]) == [first, other]
    assert pair([first, far]) == [first]
    assert pair([]) == []


class Says:
    """A finder that says what it is told of pictures that are not turned, and nothing of others."""

    def __init__(self, *answers):
        self._answers = list(answers)

    def places(self, image):
        return self._answers.pop(0) if image.shape == PICTURE.shape else []

    def describe(self):
        return {"feet_finder": "said"}


class Sees:
    """A foot network to which there are feet at some places of a picture, and none elsewhere."""

    def __init__(self, *feet):
        self.feet = [np.asarray(foot, float) for foot in feet]
        self.looks = 0

    def look(self, image, crops):
        n = len(POINTS)
        self.looks += len(crops)
        rows = [self._one(crop) for crop in crops]
        xy = np.array([r[0] for r in rows]).reshape(-1, n, 2)
        seen = np.tile([1.0, 0.0, 0.0], (len(rows), n, 1))
        ones = np.ones(len(rows))
        return Feet(
            xy, np.ones((len(rows), n)), np.tile(np.eye(2), (len(rows), n, 1, 1)), seen,
            0.5 * ones, np.array([r[1] for r in rows]), np.ones((len(rows), 3)) / 3,
            np.tile([0.0, -1.0], (len(rows), 1)),
        )  # fmt: skip

    def _one(self, crop):
        nearest = min(
            (crop.to(foot) for foot in self.feet),
            key=lambda xy: np.linalg.norm(middle(xy) - INPUT / 2),
        )
        there = np.linalg.norm(middle(nearest) - INPUT / 2) < 0.3 * INPUT
        return nearest, 0.95 if there else 0.05


def shod(x, y, length):
    """A foot in profile with its middle there, as `POINTS` are."""
    points = (
        np.array([[0.0, -1.9], [0.05, -0.35], [0.0, 0.0], [0.7, 0.0], [1.0, 0.0], [0.9, 0.05]])
        * length
    )
    return points - middle(points) + [x, y]


class Checks:
    """A check to which there is a foot wherever it is asked, but near some places."""

    def __init__(self, *wrong, doubt=0.1):
        self.wrong, self._doubt = wrong, doubt

    def share(self, image, place):
        near = any(np.hypot(*(place.centre - w)) < 30 for w in self.wrong)
        return self._doubt if near else 0.99

    def describe(self):
        return {"feet_check": "said"}


PICTURE = np.zeros((480, 640, 3), np.uint8)


def test_what_the_foot_network_does_not_see_is_no_foot():
    network = Sees(shod(200, 190, 60))
    near, twice, wrong = (
        Found((208.0, 185.0), 66.0, 0.5), Found((190.0, 200.0), 55.0, 0.4),
        Found((450.0, 200.0), 60.0, 0.9),
    )  # fmt: skip
    (found,) = confirmed(network, Checks(), PICTURE, [wrong, near, twice])
    assert found.centre == pytest.approx((200, 190), abs=1e-6)
    assert found.length == pytest.approx(63, rel=0.1)
    assert found.score == pytest.approx(0.99)


def test_what_the_check_does_not_take_for_a_foot_is_none():
    network = Sees(shod(200, 190, 60), shod(400, 190, 60))
    places = [Found((200.0, 190.0), 60.0, 0.9), Found((400.0, 190.0), 60.0, 0.5)]
    (found,) = confirmed(network, Checks((200, 190)), PICTURE, places)
    assert found.centre == pytest.approx((400, 190), abs=1e-6)


def test_a_foot_whose_hips_would_be_in_the_picture_is_left_to_the_body_model():
    low, high = shod(200, 400, 60), shod(400, 200, 60)
    network = Sees(low, high)
    places = [Found((200.0, 400.0), 60.0, 0.9), Found((400.0, 200.0), 60.0, 0.5)]
    (found,) = confirmed(network, Checks(), PICTURE, places)
    assert found.centre == pytest.approx((400, 200), abs=1e-6)


def test_only_the_best_places_are_looked_at():
    network = Sees(shod(200, 190, 60))
    confirmed(
        network, Checks(), PICTURE, [Found((300 + 9.0 * k, 50.0), 30.0, 0.5) for k in range(20)]
    )
    assert network.looks == MOST


def test_what_is_found_once_is_not_believed():
    network = Sees(shod(200, 190, 60), shod(290, 190, 60))
    here, there = Found((200.0, 190.0), 60.0, 0.9), Found((290.0, 195.0), 60.0, 0.5)
    answers = ([here], [here, there], [here, there], [], [], [here])
    finder = SureFinder(Says(*answers), network, Checks())
    assert finder.find(PICTURE) == []
    assert [round(f.centre[0]) for f in finder.find(PICTURE)] == [200]
    assert sorted(round(f.centre[0]) for f in finder.find(PICTURE)) == [200, 290]
    assert [finder.find(PICTURE) for _ in range(4)] == [[]] * 4  # one of them turned
    assert finder.describe() == {"feet_finder": "said", "feet_check": "said"}


def test_the_other_foot_and_one_that_was_believed_need_less():
    network = Sees(shod(200, 190, 60), shod(290, 190, 60))
    both = [Found((200.0, 190.0), 60.0, 0.9), Found((290.0, 195.0), 60.0, 0.5)]
    doubts = Checks((200, 190), (290, 190), doubt=0.9)
    finder = SureFinder(Says(*[both] * 6), network, doubts)
    assert finder.find(PICTURE) == finder.find(PICTURE) == []
    doubts.wrong = ((290, 190),)
    assert [round(f.centre[0]) for f in finder.find(PICTURE)] == [200, 290]
    doubts.wrong = ((200, 190), (290, 190))
    assert len(finder.find(PICTURE)) == 2


class SeesTurned(Sees):
    """A foot network to which a shank points to the left, and which knows upright ones alone."""

    def look(self, image, crops):
        said = super().look(image, crops)
        shanks = np.array([crop.matrix[:, :2] @ [-1.0, 0.0] for crop in crops])
        shanks /= np.linalg.norm(shanks, axis=1, keepdims=True)
        clear = np.where(shanks[:, 1] < -0.9, 0.95, 0.6)
        return replace(said, shank=shanks, foot=np.minimum(said.foot, clear))


class ChecksUpright(Checks):
    """A check that knows feet only where the crop is turned so that a left-going shank is up."""

    def share(self, image, place):
        return 0.999 if abs(place.turn - 90) < 1 else 0.1


def test_a_foot_is_looked_at_with_its_shank_up():
    network = SeesTurned(shod(200, 300, 60))
    (found,) = confirmed(
        network, ChecksUpright(), PICTURE, [Found((200.0, 300.0), 60.0, 0.5, -90.0)]
    )
    assert found.turn == pytest.approx(90)
    assert found.centre == pytest.approx((200, 300), abs=1e-6)


@pytest.mark.parametrize(("share", "seen"), [(0.96, False), (0.98, True)])
def test_a_turned_foot_needs_more(share, seen):
    class Turned:
        def places(self, image):
            return [Found((180.0, 200.0), 60.0, 0.5)] if image.shape != PICTURE.shape else []

        def describe(self):
            return {}

    class Check:
        def share(self, image, place):
            return share

    finder = SureFinder(Turned(), SeesTurned(shod(200, 300, 60)), Check())
    assert any(finder.find(PICTURE) for _ in range(8)) is seen


def test_hips_are_looked_for_where_the_shank_points():
    network = SeesTurned(shod(400, 300, 60))  # the left border is more than four lengths away
    places = [Found((400.0, 300.0), 60.0, 0.5, 90.0)]
    assert confirmed(network, ChecksUpright(), PICTURE, places) == []


def test_a_picture_in_which_no_foot_stands_is_turned():
    class Lying:
        def places(self, image):
            # Shanks go to the left: up, where the picture is turned by a right angle.
            turned = image.shape[0] > image.shape[1] and image[-1, -1, 0] == 7
            return [Found((480 - 300.0, 200.0), 60.0, 0.5)] if turned else []

        def describe(self):
            return {}

    picture = PICTURE.copy()
    picture[0, -1] = 7  # at the bottom right once the picture is turned so
    finder = SureFinder(Lying(), SeesTurned(shod(200, 300, 60)), ChecksUpright())
    answers = [finder.find(picture) for _ in range(16)]
    assert answers[:3] == [[], [], []]
    assert [len(feet) for feet in answers[-3:]] == [1, 1, 1]
    (found,) = answers[-1]
    assert found.centre == pytest.approx((200, 300), abs=1e-6)
    assert found.turn == pytest.approx(90)


def test_a_foot_that_is_seen_above_itself_is_one():
    network = Sees(shod(200, 190, 60), shod(200, 170, 60))
    places = [Found((200.0, 190.0), 60.0, 0.9), Found((200.0, 170.0), 60.0, 0.5)]
    assert len(confirmed(network, Checks(), PICTURE, places)) == 1


def test_missing_and_broken_weights_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(finder_module, "WEIGHTS", "data/no-such.onnx")
    assert weights() is None
    with pytest.raises(MissingError, match="not in this installation"):
        FootFinder()
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no network")
    with pytest.raises(InputError, match="does not find feet"):
        FootFinder(broken)
    with pytest.raises(InputError, match="does not check feet"):
        FootCheck(None, broken)
    monkeypatch.setattr(finder_check, "WEIGHTS", "data/no-such.onnx")
    with pytest.raises(MissingError, match="not in this installation"):
        FootCheck(None)


@pytest.fixture(scope="module")
def found_by():
    if weights() is None:
        pytest.skip("no weights")
    return FootFinder()


def test_nothing_is_found_in_nothing(found_by):
    random = np.random.default_rng(2)
    for picture in (
        np.zeros((480, 640, 3), np.uint8),
        np.full((640, 480, 3), 200, np.uint8),
        random.integers(0, 256, (480, 640, 3)).astype(np.uint8),
    ):
        assert found_by.find(picture) == []
