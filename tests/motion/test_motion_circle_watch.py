"""Which turns of a foot are dropped, and which are held back until they are sure."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.motion.circle_turn import Turn
from formcheck.motion.circle_watch import CircleWatch, Found
from formcheck.motion.foot_path import FootPath


def turn(start, carried):
    """A plain circle of two seconds, on a shank that ends so many foot lengths from its start."""
    share = np.arange(0, 1, 1 / 30)
    angle = 2 * np.pi * share
    leg = np.column_stack((carried * share, 0 * share))
    path = FootPath(start + 2 * share, 15 * np.sin(angle), 20 * np.cos(angle), leg)
    return Turn(start, start + 2.0, 360.0, "round", path, True, width=0.75)


@pytest.mark.parametrize(
    ("carried", "ended", "why"),
    [
        ((0.0, 0.4), "round", ""),  # a leg that swings with a circle, right after another
        ((0.4, 0.0), "round", "the foot was lifted or put down"),
        ((0.0, 0.4), "stop", "the foot was lifted or put down"),
        ((0.0, 0.6), "round", "the foot was lifted or put down"),
    ],
)
def test_a_leg_may_be_elsewhere_after_the_second_of_two_circles(carried, ended, why, monkeypatch):
    watch = CircleWatch("left")
    watch.paths.foot_px = 50.0
    monkeypatch.setattr(watch._body, "shifted", lambda *_: 20.0)
    said = []
    for turned in (turn(1.0, carried[0]), replace(turn(3.0, carried[1]), ended=ended)):
        watch._judge(Found(turned, "left"))
        said.append(watch.why)
    assert (said[0] or said[1]) == why


@pytest.mark.parametrize(("rest", "narrow", "found"), [(4.0, 1.0, 4), (4.0, 0.1, 3), (9.0, 1.0, 3)])
def test_a_circle_before_a_rest_is_one_too_once_more_of_them_begin(rest, narrow, found):
    first = turn(1.0, 0.0)
    path = replace(first.path, aside=narrow * first.path.aside)
    others = [replace(turn(3.0 + rest + 2.0 * k, 0.0), width=0.4) for k in range(3)]
    watch = CircleWatch("left")
    watch.paths.foot_px = 50.0
    out = []
    for one in (replace(first, path=path, width=0.75 * narrow), *others):
        out += watch._judge(Found(one, "left"))
    assert len(out) == found


@pytest.mark.parametrize(
    ("yaw", "higher", "found"),
    [
        (175.0, 25.0, True),  # the foot that is lifted, whatever the flow of the other says
        (175.0, -25.0, False),
        (175.0, 3.0, False),  # both on the floor: the one that moves more
        (10.0, 25.0, False),  # from the front a foot may be lifted, and look lower
    ],
)
def test_from_behind_the_foot_that_is_lifted_draws_the_circles(yaw, higher, found, monkeypatch):
    watch = CircleWatch()
    watch.paths.foot_px, watch._yaw = 50.0, yaw
    monkeypatch.setattr(watch._body, "higher", lambda side, *_: higher)
    monkeypatch.setattr(watch._body, "lowest", lambda *_: 0.0)
    one = turn(1.0, 0.0)
    beside = replace(one.path, pointed=2 * one.path.pointed)
    monkeypatch.setattr(watch.paths, "of", lambda *_: beside)
    watch._judge(Found(one, "left"))
    assert (watch.why != "the other foot") is found


@pytest.mark.parametrize(
    ("yaw", "lifted", "found"), [(10.0, 10.0, 2), (10.0, 30.0, 0), (175.0, 30.0, 2)]
)
def test_no_circles_begin_while_the_other_foot_is_lifted(yaw, lifted, found, monkeypatch):
    watch = CircleWatch("left")
    watch.paths.foot_px, watch._yaw = 50.0, yaw
    monkeypatch.setattr(watch._body, "lowest", lambda *_: lifted)
    monkeypatch.setattr(watch._body, "higher", lambda *_: 25.0)
    out = [one for k in (0, 1) for one in watch._judge(Found(turn(1.0 + 2.0 * k, 0.0), "left"))]
    assert len(out) == found
