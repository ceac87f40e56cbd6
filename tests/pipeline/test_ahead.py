"""Bodies found ahead: the same poses in the same order, and nothing left running."""

from contextlib import closing

import numpy as np
import pytest

from formcheck.pipeline.ahead import DEPTH, Ahead, poses_of
from formcheck.pose.types import Pose
from formcheck.video.frames import Frame
from tests.support.patience import LIMIT_S, threads_begun_in

SIZE = (32, 24)


def frames(count=8):
    for k in range(count):
        yield Frame(k / 10, np.full((SIZE[1], SIZE[0], 3), k, dtype=np.uint8), k)


class Body:
    """Says how bright a picture is; notes which it was given."""

    def __init__(self):
        self.seen, self.closed = [], False

    def estimate(self, t, image):
        self.seen.append(t)
        if image[0, 0, 0] == 100:
            raise OSError("broken")
        return Pose.nobody(t, SIZE, brightness=float(image[0, 0, 0]))

    def followed(self):
        return "the only one", (0.0, 0.0, 1.0, 1.0)

    def describe(self):
        return {"model": "grey"}

    def close(self):
        self.closed = True


class Beside:
    """Something that is measured besides; it hangs on the pictures before."""

    def __init__(self, inner):
        self.inner, self.sum = inner, 0.0

    def estimate(self, t, image):
        pose = self.inner.estimate(t, image)
        self.sum += pose.brightness
        return Pose.nobody(t, SIZE, brightness=self.sum + float(image[0, 0, 0]))

    def describe(self):
        return {**self.inner.describe(), "beside": "sum"}

    def close(self):
        self.inner.close()


def said(found):
    return [(frame.index, pose.t, pose.brightness) for frame, pose in found]


@pytest.mark.parametrize("beside", [None, Beside])
@pytest.mark.parametrize("count", [0, 1, DEPTH, 8])
def test_the_same_poses_as_one_after_the_other(beside, count):
    body = Body()
    with Ahead(body, beside) as ahead:
        together = said(poses_of(frames(count), ahead))
        assert ahead.describe()["model"] == "grey"
        assert ahead.followed()[0] == "the only one"
    assert body.closed
    plain = Beside(Body()) if beside else Body()
    assert together == said(poses_of(frames(count), plain))
    assert body.seen == [k / 10 for k in range(count)]


def test_one_picture_after_the_other_as_live_asks_for_them():
    with Ahead(Body(), Beside) as ahead:
        asked = [(f.index, f.t, ahead.estimate(f.t, f.image).brightness) for f in frames()]
    with Ahead(Body(), Beside) as other:
        assert asked == said(poses_of(frames(), other))


def test_the_next_bodies_are_found_while_a_picture_is_worked_on():
    body = Body()
    with Ahead(body) as ahead, closing(poses_of(frames(), ahead)) as posed:
        next(posed)
        ahead._body._begun[-1].result(LIMIT_S)
        assert len(body.seen) == 1 + DEPTH


def test_leaving_early_leaves_nothing_running_and_it_can_go_on():
    def leave_early():
        body = Body()
        with Ahead(body) as ahead:
            with closing(poses_of(frames(), ahead)) as posed:
                next(posed)
            seen = len(body.seen)
            assert seen <= 1 + DEPTH
            assert ahead.estimate(9.0, next(frames()).image).t == 9.0
            assert body.seen[seen:] == [9.0]

    assert not threads_begun_in(leave_early)


def test_what_goes_wrong_comes_after_the_pictures_before_it():
    def source():
        yield from frames(3)
        yield Frame(0.3, np.full((SIZE[1], SIZE[0], 3), 100, dtype=np.uint8), 3)

    seen = []
    with Ahead(Body()) as ahead, pytest.raises(OSError, match="broken"):  # noqa: PT012
        for frame, _ in poses_of(source(), ahead):
            seen.append(frame.index)
    assert seen == [0, 1, 2]
