"""Rooms with nobody in them: drawing them, and counting what is taken for a foot."""

import cv2
import numpy as np
import pytest

from formcheck.pose.feet.finder_sheet import Found
from models.feet.empty import Judge, Said, judged, show, summary


class Stub(Judge):
    """Says what it is told of each picture."""

    key = "stub"

    def __init__(self, **shares):
        self.shares, self.asked = shares, []

    def say(self, name, bgr):
        self.asked.append(name)
        share = self.shares.get(name.removesuffix(".jpg"), 0.0)
        at = (30.0, 20.0, 12.0) if share else (0.0, 0.0, 0.0)
        return Said(name, share, 0.0, at, share >= 0.97, float(share >= 0.97))


@pytest.fixture
def pictures(tmp_path):
    paths = [tmp_path / f"{name}.jpg" for name in ("chair", "plant", "wall")]
    for path in paths:
        cv2.imwrite(str(path), np.full((40, 60, 3), 90, np.uint8))
    return paths


def test_what_was_said_of_a_picture_is_not_asked_again(pictures, tmp_path):
    kept, stub = tmp_path / "said.jsonl", Stub(chair=0.98, plant=0.8)
    first = judged(stub, pictures[:2], kept)
    both = judged(stub, pictures, kept)
    assert stub.asked == ["chair.jpg", "plant.jpg", "wall.jpg"]
    assert both[:2] == first
    assert judged(stub, pictures, kept) == both
    told = summary(both)
    assert told["a place taken for a foot"].startswith("1 of 3 (")
    assert told["a place that could be the other foot"].startswith("2 of 3 (")
    assert told["a foot given when followed"].startswith("1 of 3 (")
    show(both, tmp_path, tmp_path / "doubtful.png")
    assert cv2.imread(str(tmp_path / "doubtful.png")).shape == (160, 1600, 3)


def test_a_picture_is_searched_upright_and_turned(monkeypatch):
    asked = []

    def confirmed(looker, check, bgr, places):
        asked.append([f.turn for f in places])
        return [Found((5.0, 6.0), 20.0, 0.8, places[0].turn)] if places[0].turn == 90 else []

    class Finder:
        def places(self, image):
            return [Found((2.0, 3.0), 20.0, 0.5)]

    monkeypatch.setattr("models.feet.empty.confirmed", confirmed)
    judge = Judge.__new__(Judge)
    judge._finder, judge._looker, judge._check = Finder(), None, None
    said = judge.say("room", np.zeros((40, 60, 3), np.uint8))
    assert asked == [[0.0], [90.0], [-90.0]]
    assert (said.share, said.turn, said.likely, said.followed) == (0.8, 90.0, False, 0.0)


def test_rooms_of_a_seed_are_the_same():
    rooms = pytest.importorskip("models.feet.empty_rooms", reason="the studio extra is missing")
    one, same, other = (rooms.draw_room(np.random.default_rng([3, k])) for k in (0, 0, 3))
    assert len(one.cameras) == rooms.VIEWS
    assert (one.place.mesh() == same.place.mesh()).all()
    assert one.place.mesh().shape != other.place.mesh().shape
